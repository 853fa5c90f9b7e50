// The writing desk saves and checks itself while somebody types, and keeps in this browser what could not be saved.
import { AGAIN, PATIENCE, found, keyOf, newer, putBack, store, watch } from './kept.js'

const form = document.querySelector('form[data-desk]')
const said = document.getElementById('saved')
let key = keyOf(form.dataset.writer, `${form.dataset.desk}/draft`)
const PAUSE = 1500
let timer
let typed = 0 // how often something was typed, and up to where it is saved
let safe = 0
let out = false
let busy = null // the saving that is under way
let overtaken = false
let leaving = false
let waiting = null

function fields () {
  const data = new URLSearchParams(new FormData(form))
  for (const name of ['csrf_token', 'once']) data.delete(name)
  return data
}

function keep (sent = false) {
  if (!out) store.write(key, { sent, once: form.elements.once.value, fields: [...fields()] })
}

function tell (text, wrong = false) {
  if (signingOut.warned) return // until it is saved, or they go on typing
  said.textContent = text
  said.classList.toggle('app-bar__said--wrong', wrong)
}

function later (wait = PAUSE) {
  clearTimeout(timer)
  timer = setTimeout(save, wait)
}

// What was found comes as drawn by the server, by the id of the field that it stands beside.
function showFound (reply) {
  for (const at of document.querySelectorAll('[data-found]')) {
    const html = reply.found[at.dataset.found] ?? ''
    if (at.innerHTML.trim() !== html.trim()) at.innerHTML = html
  }
  const counts = document.getElementById('counts')
  const open = [...counts.querySelectorAll('details')].map(one => one.open)
  counts.innerHTML = reply.counts
  counts.querySelectorAll('details').forEach((one, n) => { one.open = open[n] ?? false })
}

function saved (reply, upTo) {
  form.elements.seen.value = reply.seen
  form.elements.base.value = reply.base
  showFound(reply)
  signingOut.warned = false
  tell(reply.said)
  safe = upTo
  if (typed === upTo) store.drop(key)
  else later()
}

function refused (status, reply) {
  if (status === 409 && reply) {
    overtaken = true
    tell(`${reply.saved_by ?? 'Somebody else'} has saved this draft too. Press Save to see both texts side by side.`, true)
  } else if (status === 422 && reply) {
    tell(`Not saved yet. ${reply.wrong.join(' ')}`, true)
  } else if (status === 401 || status === 400) {
    tell('You were signed out. What you type is kept in this browser: press Save, sign in, and go on.', true)
  } else {
    tell('This could not be saved. What you type is kept in this browser.', true)
  }
}

async function save () {
  if (busy || overtaken || leaving) return
  busy = saveNow(typed)
  await busy
  busy = null
  if (waiting) form.requestSubmit(waiting)
}

async function saveNow (upTo) {
  const data = fields()
  data.set('csrf_token', form.elements.csrf_token.value)
  data.set('do', 'autosave')
  try {
    const signal = AbortSignal.timeout(PATIENCE)
    const response = await fetch(form.action, { method: 'POST', body: data, headers: { Accept: 'application/json' }, signal })
    const json = response.headers.get('Content-Type')?.startsWith('application/json')
    const reply = json ? await response.json() : null
    if (response.ok && reply) saved(reply, upTo)
    else refused(response.status, reply)
  } catch {
    tell('No connection. What you type is kept in this browser, and saved when it is back.', true)
    later(AGAIN)
  }
}

function offer () {
  const { at, copy: kept } = found(key)
  if (!kept) return
  const now = JSON.stringify([...fields()].filter(([name]) => !['seen', 'base'].includes(name)))
  const then = JSON.stringify(kept.fields.filter(([name]) => !['seen', 'base', 'restored'].includes(name)))
  if (now === then) return store.drop(at)
  const restore = () => putBack(form, at, kept, kept.fields)
  const seen = kept.fields.find(([name]) => name === 'seen')?.[1]
  if (kept.sent || seen === form.elements.seen.value) return restore()
  const panel = document.getElementById('kept')
  panel.querySelector('[data-kept-at]').textContent = new Date(kept.at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
  panel.querySelector('[data-restore]').addEventListener('click', restore)
  panel.querySelector('[data-discard]').addEventListener('click', () => { store.drop(at); panel.hidden = true })
  panel.hidden = false
  key = newer(key)
}

if (form.dataset.unsaved === undefined) offer()
else { typed++; keep(); later() }
form.addEventListener('input', event => {
  if (event.target.name?.startsWith('find.')) return
  typed++
  signingOut.warned = false
  keep()
  tell('Not saved yet')
  later()
})
// Whatever is under way is finished first: two savings at once would look like two people.
form.addEventListener('submit', event => {
  clearTimeout(timer)
  if (busy) {
    event.preventDefault()
    waiting = event.submitter
    return
  }
  leaving = true
  keep(true)
})
// For signing out: whether all of it is saved, what is said if not, and that nothing is kept after it.
const signingOut = {
  warned: false,
  saved: async () => { await busy; if (typed !== safe) await save(); return typed === safe },
  warn: sentence => { tell(sentence, true); signingOut.warned = true },
  stop: () => { clearTimeout(timer); out = overtaken = true }
}
watch(signingOut)
window.addEventListener('online', () => { if (typed !== safe) later(0) })
