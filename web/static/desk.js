// The writing desk saves and checks itself while somebody types, and keeps in this browser what could not be saved.
const form = document.querySelector('form[data-desk]')
const said = document.getElementById('saved')
const key = `draft ${form.dataset.desk} ${form.dataset.writer}`
const PAUSE = 1500
const AGAIN = 10000
const KEEP_DAYS = 7
let timer
let typed = 0
let busy = false
let overtaken = false
let leaving = false
let waiting = null

function fields () {
  const data = new URLSearchParams(new FormData(form))
  for (const name of ['csrf_token', 'once']) data.delete(name)
  return data
}

function keep (sent = false) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), seen: Number(form.elements.seen.value), sent, fields: [...fields()] }))
  } catch { /* a browser that keeps nothing: the page still saves itself */ }
}

function forget () {
  try { localStorage.removeItem(key) } catch { /* nothing was kept */ }
}

function tell (text, wrong = false) {
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
  tell(reply.said)
  if (typed === upTo) forget()
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
  busy = true
  const upTo = typed
  const data = fields()
  data.set('csrf_token', form.elements.csrf_token.value)
  data.set('do', 'autosave')
  try {
    const response = await fetch(form.action, { method: 'POST', body: data, headers: { Accept: 'application/json' } })
    const json = response.headers.get('Content-Type')?.startsWith('application/json')
    const reply = json ? await response.json() : null
    if (response.ok && reply) saved(reply, upTo)
    else refused(response.status, reply)
  } catch {
    tell('No connection. What you type is kept in this browser, and saved when it is back.', true)
    later(AGAIN)
  } finally {
    busy = false
    if (waiting) form.requestSubmit(waiting)
  }
}

function restore (kept) {
  const again = document.createElement('form')
  again.method = 'post'
  again.action = form.action
  for (const [name, text] of [...kept.fields, ['csrf_token', form.elements.csrf_token.value], ['restored', 'yes']]) {
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = name
    field.value = text
    again.append(field)
  }
  document.body.append(again)
  again.submit()
}

function offer () {
  let kept
  try { kept = JSON.parse(localStorage.getItem(key)) } catch { kept = null }
  if (!kept) return
  const arrived = kept.sent && form.dataset.mine !== undefined && Number(form.elements.seen.value) > kept.seen
  const now = JSON.stringify([...fields()].filter(([name]) => !['seen', 'base'].includes(name)))
  const then = JSON.stringify(kept.fields.filter(([name]) => !['seen', 'base', 'restored'].includes(name)))
  if (Date.now() - kept.at > KEEP_DAYS * 86400000 || arrived || now === then) {
    forget()
    return
  }
  const panel = document.getElementById('kept')
  panel.querySelector('[data-kept-at]').textContent = new Date(kept.at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
  panel.querySelector('[data-restore]').addEventListener('click', () => restore(kept))
  panel.querySelector('[data-discard]').addEventListener('click', () => { forget(); panel.hidden = true })
  panel.hidden = false
}

if (form.dataset.unsaved === undefined) offer()
else { typed++; keep(); later() }
form.addEventListener('input', event => {
  if (event.target.name?.startsWith('find.')) return
  typed++
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
  if (typed) keep(true)
})
window.addEventListener('online', () => { if (typed) later(0) })
