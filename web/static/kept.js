// What this browser keeps of a form that has not reached the service: of one person and one form, until the service
// has it or that person signs out. Nobody else who signs in at this browser is shown it.
const PREFIX = 'advice.unfinished.'
const LONGEST = 7 * 24 * 60 * 60 * 1000 // a copy that nobody came back for
const LEAVING = 'advice.signs-out'
export const PATIENCE = 10000 // milliseconds without an answer, after which the connection counts as dropped
export const AGAIN = 10000 // milliseconds after which what could not be sent is tried once more

function tried (does, otherwise) { try { return does() } catch { return otherwise } } // a browser may keep nothing

export const store = {
  read: key => tried(() => JSON.parse(localStorage.getItem(key)), null),
  write: (key, copy) => tried(() => { localStorage.setItem(key, JSON.stringify({ at: Date.now(), ...copy })); return true }, false),
  drop: key => tried(() => localStorage.removeItem(key)),
  keys: () => tried(() => Object.keys(localStorage).filter(key => key.startsWith(PREFIX)), [])
}

export const keyOf = (person, form) => `${PREFIX}${person}.${form}`
export const newer = key => `${key}/newer` // where it is kept while somebody has not said what becomes of an older copy

// What is kept of a form: the older copy first.
export function found (key) {
  return [key, newer(key)].map(at => ({ at, copy: store.read(at) })).find(one => one.copy) ?? {}
}

// Sent back to the page as a form that was kept: the page draws it again, every row of it, and says so. The token of a
// form that was sent goes along, once: if it did arrive, the service answers with what came of it instead.
export function putBack (form, at, copy, pairs) {
  store.drop(at)
  store.write(at.replace(newer(''), ''), { ...copy, sent: false })
  const again = Object.assign(document.createElement('form'), { method: 'post', action: form.action, hidden: true })
  const own = [['csrf_token', form.elements.csrf_token.value], ['restored', 'browser'], ...(copy.sent ? [['once', copy.once]] : [])]
  for (const [name, value] of [...own, ...pairs]) {
    again.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  }
  document.body.append(again)
  again.submit()
}

function dropWhere (wanted) {
  for (const key of store.keys()) if (wanted(key, store.read(key))) store.drop(key)
}

// What the service says that it has, and what nobody came back for, is kept no longer.
export function sweep () {
  const sent = document.querySelector('[data-sent]')?.dataset.sent
  dropWhere((key, copy) => !copy || Date.now() - copy.at > LONGEST || (sent && `${key}/`.includes(`.${sent}/`)))
}

const open = [] // the forms of this page: each says whether all that was typed into it is saved, and what it does if not
export function watch (form) { open.push(form) }

// Signing out waits until what was typed is saved. What cannot be saved is said first, and goes when they go all the same.
export function mindSigningOut () {
  const out = document.querySelector('form[data-signs-out]')
  const left = tried(() => sessionStorage.getItem(LEAVING), null)
  if (left) tried(() => sessionStorage.removeItem(LEAVING))
  if (left && !out) dropWhere(key => key.startsWith(keyOf(left, '')))
  out?.addEventListener('submit', async event => {
    event.preventDefault()
    const unsaved = (await Promise.all(open.map(async one => await one.saved() ? null : one))).filter(Boolean)
    if (unsaved.some(one => !one.warned)) {
      for (const one of unsaved) one.warn('You are still signed in: what you typed here could not be saved. If you press Sign out again, it is lost.')
      return
    }
    for (const one of open) one.stop()
    tried(() => sessionStorage.setItem(LEAVING, out.dataset.signsOut))
    out.submit()
  })
}
