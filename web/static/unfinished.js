// Keeps what is typed into a form: on the server as one types; in this browser while the server cannot be reached.
// The copy in the browser belongs to one person and one form. It goes when the server has it, and at signing out.
const PREFIX = 'advice.unfinished.'
const PAUSE = 1500 // milliseconds without typing, after which what was typed is sent
const LONGEST = 7 * 24 * 60 * 60 * 1000 // a copy that nobody came back for
const NOT_TYPED = ['csrf_token', 'once', 'seen', 'version', 'restored', 'then']

const store = {
  read (key) { try { return JSON.parse(localStorage.getItem(key)) } catch { return null } },
  write (key, copy) { try { localStorage.setItem(key, JSON.stringify(copy)); return true } catch { return false } },
  drop (key) { try { localStorage.removeItem(key) } catch { /* nothing is kept where nothing may be kept */ } },
  keys () { try { return Object.keys(localStorage).filter(key => key.startsWith(PREFIX)) } catch { return [] } }
}

class Kept {
  constructor (form) {
    this.form = form
    this.version = Number(form.dataset.version)
    this.key = `${PREFIX}${form.dataset.person}.${form.dataset.form}`
    this.quiet = form.querySelector('[data-kept]')
    this.loud = form.querySelector('[data-kept-wrong]')
    this.stopped = false
    form.addEventListener('input', () => this.typed())
    form.addEventListener('change', () => this.typed())
    form.addEventListener('submit', () => { this.leaving = true; clearTimeout(this.timer) })
    addEventListener('pagehide', () => this.flush())
    addEventListener('pageshow', event => { if (event.persisted) this.leaving = false })
    addEventListener('online', () => this.flush())
    this.begin()
  }

  begin () {
    const copy = store.read(this.key)
    if (this.form.dataset.filled !== undefined) return this.typed()
    if (!copy) return
    if (JSON.stringify(copy.pairs) === JSON.stringify(this.pairs())) return store.drop(this.key)
    if (copy.version === this.version) return this.putBack(copy)
    this.say('This browser kept something that you typed here and that was not saved. A newer text is shown.',
      ['Show what this browser kept', () => this.putBack(copy)], ['Forget it', () => { store.drop(this.key); this.say('') }])
  }

  pairs () {
    return [...new FormData(this.form)].filter(([name, value]) => typeof value === 'string' && !NOT_TYPED.includes(name))
  }

  typed () {
    this.dirty = true
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.send(), PAUSE)
  }

  keepHere () {
    return !this.signedOut && store.write(this.key, { version: this.version, at: Date.now(), pairs: this.pairs() })
  }

  // When the page goes before the pause is over: kept here, and sent if it still can be.
  flush () {
    if (!this.dirty || this.stopped) return
    clearTimeout(this.timer)
    this.keepHere()
    if (!this.leaving) this.send(true)
  }

  async send (keepalive = false) {
    if (this.stopped || this.leaving) return
    if (this.sending) return this.typed()
    this.sending = true
    this.dirty = false
    try {
      const body = new URLSearchParams([...this.pairs(), ['version', this.version]])
      body.set('csrf_token', this.form.elements.csrf_token.value)
      await this.answered(await fetch(this.form.dataset.unfinished, { method: 'POST', body, keepalive }))
    } catch {
      this.failed('The connection dropped.')
    } finally {
      this.sending = false
    }
  }

  async answered (response) {
    const told = response.headers.get('Content-Type')?.startsWith('application/json') ? await response.json() : null
    if (response.ok && told) {
      this.version = told.version
      store.drop(this.key)
      this.say('')
      this.quiet.textContent = told.said
    } else if (response.status === 409 && told) {
      this.overtaken(told)
    } else if (response.status === 401 || response.status === 400) {
      this.failed('You were signed out.')
    } else {
      this.failed('What you type cannot be kept by the service just now.')
    }
  }

  failed (why) {
    this.dirty = true
    const kept = this.keepHere()
    this.quiet.textContent = ''
    this.say(`${why} ${kept ? 'What you type is kept in this browser: go on, and save as usual.' : 'Save what you typed before you leave this page.'}`)
  }

  // Somebody else types into the same form: neither writes over the other unseen.
  overtaken (told) {
    this.stopped = true
    this.keepHere()
    this.quiet.textContent = ''
    this.say(`${told.said} What you type is no longer kept as you type.`,
      ['Show what is kept there', () => { store.drop(this.key); location.reload() }],
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

  // Sent back to the page as a form that was kept: the page draws it again, every row of it, and says so.
  putBack (copy) {
    const again = Object.assign(document.createElement('form'), { method: 'post', action: this.form.action, hidden: true })
    const here = ['csrf_token', 'seen', 'then'].map(name => [name, this.form.elements[name]?.value]).filter(([, value]) => value !== undefined)
    for (const [name, value] of [...here, ['restored', 'browser'], ...copy.pairs]) {
      again.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
    }
    document.body.append(again)
    again.submit()
  }
}

export function keepForms () {
  const sent = document.querySelector('[data-sent]')?.dataset.sent
  for (const key of store.keys()) {
    const copy = store.read(key)
    if ((sent && key.endsWith(`.${sent}`)) || !copy || Date.now() - copy.at > LONGEST) store.drop(key)
  }
  const forms = [...document.querySelectorAll('form[data-unfinished]')].map(form => new Kept(form))
  const out = document.querySelector('form[data-signs-out]')
  out?.addEventListener('submit', () => {
    for (const one of forms) { one.flush(); one.stopped = one.signedOut = true }
    for (const key of store.keys()) if (key.startsWith(`${PREFIX}${out.dataset.signsOut}.`)) store.drop(key)
  })
}
