"""Forms of a page sent empty or filled in wrongly in a browser, with nothing of it kept: what tests of errors share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import has_request_context, request
from playwright.sync_api import Page
from sqlalchemy import Engine, event

from tests.faults import faults
from workflow.errors import NotYours

TAKEN = "This form would have been taken."
WRITES = ("INSERT", "UPDATE", "DELETE")

# The forms in the page that somebody fills in, each with the buttons that send it; not those that take away or add rows.
FORMS = """() => [...document.querySelectorAll('main form[method=post]')].map((form, at) => {
  const fields = [...form.elements].filter(one => one.name && one.type !== 'hidden' && one.localName !== 'button')
  const buttons = [...form.elements].filter(one => one.type === 'submit' && one.checkVisibility() && !one.closest('.govuk-visually-hidden')
    && !['add', 'remove', 'attempt', 'carry', 'find'].includes(one.name))
  const steps = new URL(form.action).pathname.split('/').filter(step => /^[a-z_-]+$/.test(step))
  return {at, to: steps.pop(), fields: fields.length, buttons: [...new Set(buttons.map(one => one.name ? `${one.name}=${one.value}` : ''))]}
})"""
EMPTIED = """form => {
  for (const one of form.elements) {
    if (one.type === 'hidden' || one.localName === 'button') continue
    if (one.type === 'radio' || one.type === 'checkbox') one.checked = false
    else one.value = ''
  }
}"""
WRONG = """form => {
  for (const one of form.elements) {
    if (one.type === 'text' && /\\\\.(day|month|year)$/.test(one.name)) one.value = '99'
    else if (one.type === 'text') one.value = 'x'.repeat(301)
    else if (one.localName === 'textarea') one.value = 'x'.repeat(20001)
  }
}"""
SEND = """([at, button]) => {
  const form = document.querySelectorAll('main form[method=post]')[at]
  const fill = FILL
  fill(form)
  form.noValidate = true
  const [name, value] = button.split('=')
  form.requestSubmit([...form.elements].find(one => one.type === 'submit' && one.name === name && (!name || one.value === value)))
}"""
# Links of the summary of errors that lead to no field of the page, or do not take the focus there.
ASTRAY = """() => [...document.querySelectorAll('.govuk-error-summary__list a')].filter(link => {
  if (link.pathname !== location.pathname && !link.getAttribute('href').startsWith('#')) return false
  const field = document.getElementById(decodeURIComponent(link.hash.slice(1)))
  if (!field) return true
  document.activeElement.blur()
  link.click()
  return document.activeElement !== field && !field.contains(document.activeElement)
}).map(link => link.outerHTML)"""


# Where a form is sent to, and by which button, if it may be sent with nothing in it; and those that take any words.
MAY_BE_ANYTHING = {"reviews", "accept_transfer", "write do=preview", "write do=search"}
MAY_BE_EMPTY = {
    *MAY_BE_ANYTHING,
    "person",
    "preview",
    "write do=save",
    "take",
    "release",
}


@contextmanager
def nothing_kept(engine: Engine) -> Iterator[None]:
    """A form that is right is refused where it would be kept: each can be sent, and all stays as it is."""

    def heard(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if has_request_context() and request.method == "POST" and statement.lstrip().upper().startswith(WRITES):
            raise NotYours(TAKEN)

    event.listen(engine, "before_cursor_execute", heard)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", heard)


def wrong_forms(page: Page) -> Iterator[str]:
    """What is wrong once each form of the open page was sent empty; where that is no error, filled in wrongly."""
    path = page.url
    found = [(form, button) for form in page.evaluate(FORMS) if form["fields"] for button in form["buttons"]]
    for n, (form, button) in enumerate(found):
        if n:
            page.goto(path)
        told = f"{form['to']} {button}".strip()
        shown = _refused(page, form["at"], button, EMPTIED)
        if not shown and told not in MAY_BE_EMPTY:
            yield f"{told}: sent empty it names no error"
        elif not shown and told not in MAY_BE_ANYTHING:
            page.goto(path)
            shown = _refused(page, form["at"], button, WRONG)
            yield from () if shown else [f"{told}: filled in wrongly it names no error"]
        if shown:
            yield from (f"{told}: leads to no field: {one}" for one in page.evaluate(ASTRAY))
            yield from (f"{told}: {one}" for one in faults(page))


def _refused(page: Page, at: int, button: str, fill: str) -> bool:
    """Fill in a form so, and send it: whether its page comes back with what is wrong."""
    with page.expect_navigation() as led:
        page.evaluate(SEND.replace("FILL", fill), [at, button])
    named = page.locator(".govuk-error-summary__list li").count()
    return bool(named) and led.value.status in (409, 422)
