// What makes the pages better where JavaScript runs. Every page works without it.
import { initAll } from './govuk-frontend.js'
import { keepForms } from './unfinished.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

// A question that is asked only after a certain answer to an earlier one is shown when that answer is chosen.
function chosen (form, name) {
  const found = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
  return found
    .filter(field => (field.type === 'radio' || field.type === 'checkbox') ? field.checked : true)
    .map(field => field.value)
}

function reveal (form) {
  for (const field of form.querySelectorAll('[data-shown-when]')) {
    const under = field.dataset.field.includes('.') ? field.dataset.field.replace(/[^.]*$/, '') : ''
    const said = chosen(form, under + field.dataset.shownWhen)
    const wanted = field.dataset.shownFor.split(' ').map(value => ({ True: 'yes', False: 'no' }[value] ?? value))
    field.hidden = !said.some(value => wanted.includes(value))
  }
}

for (const form of document.querySelectorAll('form')) {
  if (!form.querySelector('[data-shown-when]')) continue
  reveal(form)
  form.addEventListener('change', () => reveal(form))
}

// A day that is too late for the advice is said to be so while it is typed.
for (const told of document.querySelectorAll('[data-too-late]')) {
  const said = told.querySelector('[data-too-late-said]')
  const parts = ['year', 'month', 'day'].map(part => document.querySelector(`[name="${CSS.escape(`${told.dataset.tooLateFor}.${part}`)}"]`))
  if (parts.some(part => !part)) continue
  const look = () => {
    const [year, month, day] = parts.map(part => part.value.trim())
    said.hidden = !(year && month && day) || `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` <= told.dataset.tooLate
  }
  for (const part of parts) part.addEventListener('input', look)
  look()
}

// What stays at an edge of the window never lies over what the Tab key came to. A browser alone does not see to that:
// it brings a text box into view by its cursor.
document.addEventListener('keyup', event => {
  const at = document.activeElement
  if (event.key !== 'Tab' || at === document.body) return
  for (const staying of document.querySelectorAll('.app-bar, .app-both-dates-stay, .app-kept-wrong')) {
    const [lid, box] = [staying, at].map(one => one.getBoundingClientRect())
    if (staying.contains(at) || lid.bottom <= box.top || lid.top >= box.bottom) continue
    scrollBy(0, lid.top <= 0 ? box.top - lid.bottom - 10 : box.bottom - lid.top + 10)
  }
})

keepForms()
