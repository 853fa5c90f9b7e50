// Keeps what is typed into a form: on the server as one types, where the form says so; in this browser until it is there.
import { AGAIN, PATIENCE, found, keyOf, mindSigningOut, newer, putBack, store, sweep, watch } from './kept.js'

const PAUSE = 1500 // milliseconds without typing, after which what was typed is kept
const NOT_TYPED = ['csrf_token', 'once', 'seen', 'version', 'restored', 'then']

class Kept {
  constructor (form) {
    this.form = form
    form.autocomplete = 'off' // what a browser itself puts back on going back may be in the record; and others use it
    this.key = keyOf(form.dataset.person, form.dataset.form)
    this.seen = form.elements.seen?.value ?? ''
    this.quiet = form.querySelector('[data-kept]')
    this.loud = form.querySelector('[data-kept-wrong]')
    this.count = this.safe = 0 // how often something was typed, and up to where the server has it
    this.shown = form.appendChild(Object.assign(document.createElement('input'), { type: 'hidden', name: 'version' }))
    this.version = Number(form.dataset.version)
    for (const kind of ['input', 'change']) form.addEventListener(kind, () => this.typed())
    form.addEventListener('submit', event => this.submitted(event))
    addEventListener('pagehide', () => { if (this.dirty) this.send(true) })
    addEventListener('pageshow', event => { if (event.persisted) this.leaving = false })
    addEventListener('online', () => { if (this.dirty) this.send() })
    watch(this)
    this.begin()
  }

  get dirty () { return this.count !== this.safe }

  // What was seen when this was typed: neither the record nor a colleague's words are written over unseen.
  get version () { return Number(this.shown.value) }
  set version (number) { this.shown.value = number }

  begin () {
    const { at, copy } = found(this.key)
    if (this.form.dataset.filled !== undefined) return this.typed()
    if (!copy) return
    if (JSON.stringify(copy.pairs) === JSON.stringify(this.pairs())) return store.drop(at)
    const same = copy.version === this.version && copy.seen === this.seen
    if (copy.sent || (same && this.form.dataset.unfinished)) return this.putBack(at, copy)
    this.say(`This browser kept something that you typed here and did not send.${same ? '' : ' Something newer has come since, and is shown.'}`,
      ['Show what this browser kept', () => this.putBack(at, copy)], ['Forget it', () => { store.drop(at); this.say('') }])
    this.key = newer(this.key)
  }

  putBack (at, copy) {
    putBack(this.form, at, copy, [['version', copy.version], ['seen', copy.seen], ...this.wayBack(), ...copy.pairs])
  }

  // Which page it goes back to; never called "then": what has a method of that name is taken for a promise.
  wayBack () {
    const then = this.form.elements.then?.value
    return then ? [['then', then]] : []
  }

  pairs () {
    return [...new FormData(this.form)].filter(([name, value]) => typeof value === 'string' && !NOT_TYPED.includes(name))
  }

  typed () {
    this.count++
    this.warned = false
    this.later(PAUSE)
  }

  later (wait) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.send(), wait)
  }

  keepHere (sent = false) {
    const { version, seen } = this
    return !this.out && store.write(this.key, { version, seen, sent, once: this.form.elements.once.value, pairs: this.pairs() })
  }

  // Whatever is under way is finished first: else it may arrive after the form, and wait though it is in the record.
  submitted (event) {
    clearTimeout(this.timer)
    if (event.defaultPrevented) return
    if (this.sending) {
      event.preventDefault()
      this.waiting = { submitter: event.submitter }
      return
    }
    this.leaving = true
    this.keepHere(true)
  }

  // Kept here first, and sent; when the page goes before the pause is over, it is sent if it still can be.
  async send (keepalive = false) {
    if (this.leaving) return
    const kept = this.keepHere()
    if (this.stopped || !this.form.dataset.unfinished) return
    if (this.sending) return this.later(PAUSE)
    this.sending = this.sendNow(this.count, kept, keepalive)
    await this.sending
    this.sending = null
    if (this.waiting) this.form.requestSubmit(this.waiting.submitter)
  }

  async sendNow (upTo, kept, keepalive) {
    const body = new URLSearchParams([...this.pairs(), ['version', this.version]])
    body.set('csrf_token', this.form.elements.csrf_token.value)
    try {
      const signal = AbortSignal.timeout(PATIENCE)
      await this.answered(await fetch(this.form.dataset.unfinished, { method: 'POST', body, keepalive, signal }), upTo, kept)
    } catch {
      this.failed('The connection dropped.', kept)
      this.later(AGAIN)
    }
  }

  async answered (response, upTo, kept) {
    const told = response.headers.get('Content-Type')?.startsWith('application/json') ? await response.json() : null
    if (response.ok && told) {
      this.version = told.version
      this.safe = upTo
      if (!this.dirty) store.drop(this.key)
      this.say('')
      this.quiet.textContent = told.said
    } else if (response.status === 409 && told) {
      this.overtaken(told)
    } else if (response.status === 401 || response.status === 400) {
      this.failed('You were signed out.', kept)
    } else {
      this.failed('What you type cannot be kept by the service just now.', kept)
    }
  }

  failed (why, kept) {
    if (this.warned) return
    this.quiet.textContent = ''
    this.say(`${why} ${kept ? 'What you type is kept in this browser: go on, and save as usual.' : 'Save what you typed before you leave this page.'}`)
  }

  // Somebody else types into the same form: neither writes over the other unseen.
  overtaken (told) {
    this.stopped = true
    this.quiet.textContent = ''
    this.say(`${told.said} What you type here is kept in this browser alone.`,
      ['Show what is kept there', () => location.assign(`${this.form.action}?${new URLSearchParams(this.wayBack())}`)],
      ['Keep mine instead', () => { this.version = told.version; this.stopped = false; this.say(''); this.send() }])
  }

  say (sentence, ...buttons) {
    if (this.said === sentence) return
    this.said = sentence
    this.loud.replaceChildren()
    if (!sentence) return
    this.loud.append(Object.assign(document.createElement('p'), { className: 'govuk-body', textContent: sentence }))
    for (const [text, does] of buttons) {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'govuk-button govuk-button--secondary', textContent: text })
      button.addEventListener('click', does)
      this.loud.append(button, ' ')
    }
  }

  // For signing out: whether the service has all that was typed, what is said if not, and that nothing is kept after it.
  async saved () {
    await this.sending
    if (this.dirty) await this.send()
    return !this.dirty
  }

  warn (sentence) {
    this.warned = true
    this.say(sentence)
  }

  stop () { clearTimeout(this.timer); this.stopped = this.out = true }
}

export function keepForms () {
  sweep()
  document.querySelectorAll('form[data-form]').forEach(form => new Kept(form))
  mindSigningOut()
}
