"""What is wrong with the page that is open in a browser: for its readers, their machines, their narrow screens?

A page that is built of the same elements, in the same places, as one that was found right is right for axe and as HTML
too: those two are asked once for each build of a page. What depends on how long its words are is asked of every page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from weakref import WeakKeyDictionary

import html5lib
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Response

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
PAPER = {"width": 718, "height": 1000}  # A4 at 96 dots an inch, less 10 millimetres on either side
SMALLEST_TARGET = 24  # CSS pixels, WCAG 2.2 success criterion 2.5.8

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """least => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(one => {
  if (!one.checkVisibility() || one.type === 'hidden' || one.closest('.govuk-skip-link, .govuk-visually-hidden')) return false
  if (one.matches('.govuk-radios__input, .govuk-checkboxes__input')) return false
  if (one.tagName === 'A' && getComputedStyle(one).display === 'inline') return false
  const box = one.getBoundingClientRect()
  return box.width > 0 && (box.height < least || box.width < least)
}).map(one => one.outerHTML.slice(0, 120))"""
# What stands in a field can be moved along; the line of the timeline is cut off on purpose.
CUT = """() => [...document.querySelectorAll('main *, header *')].filter(one => {
  if (!one.checkVisibility() || one.closest('.govuk-visually-hidden') || one.clientWidth < 2) return false
  if (one.matches('input, select, textarea, .moj-timeline')) return false
  const style = getComputedStyle(one)
  return (style.overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1)
    || (style.overflowY === 'hidden' && one.scrollHeight > one.clientHeight + 1)
}).map(one => one.outerHTML.slice(0, 120))"""
# The spacing that a reader may set for themselves, WCAG 2.1 success criterion 1.4.12.
SPACED = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}'
    + ' p {margin-bottom: 2em !important}')
  document.adoptedStyleSheets = [sheet]
}"""
AS_SET = "() => { document.adoptedStyleSheets = [] }"
# Of what a page is built: each kind of element with its parent and the one before it, however often that stands there.
BUILT = """() => {
  const looks = ['type', 'role', 'open', 'hidden', 'disabled', 'href', 'autocomplete', 'lang', 'dir', 'scope', 'tabindex']
  const points = ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'headers']
  const kinds = new Map()
  const kind = one => {
    if (!one) return ''
    if (kinds.has(one)) return kinds.get(one)
    const said = [one.localName, one.getAttribute('class') ?? '', one.textContent.trim() || one.value ? 'says' : 'empty']
    for (const name of one.getAttributeNames()) {
      said.push(name)
      if (looks.includes(name) || name.startsWith('aria-')) said.push(name === 'href' ? '' : one.getAttribute(name).slice(0, 30))
      if (points.includes(name)) said[said.length - 1] = one.getAttribute(name).split(' ').every(id => document.getElementById(id))
    }
    kinds.set(one, said.join(' '))
    return kinds.get(one)
  }
  const built = new Set()
  for (const one of document.querySelectorAll('*')) built.add([one, one.parentElement, one.previousElementSibling].map(kind).join(' < '))
  return [...built].sort().join('\\n')
}"""
VIOLATIONS = """options => axe.run(options).then(found => found.violations.map(
  one => `${one.id}: ${one.help} at ${one.nodes.slice(0, 3).map(node => node.target.join(' ')).join(' and ')}`))"""
TWICE = """() => {
  const ids = [...document.querySelectorAll('[id]')].map(one => one.id)
  return ids.filter((id, at) => ids.indexOf(id) !== at)
}"""
TAG = re.compile(r"<(/?[a-z][a-z0-9]*)((?:\s+[a-z][\w:-]*(?:=\"[^\"]*\")?)*)[^>]*>")

ATTRIBUTE = re.compile(r"([a-z][\w:-]*)=")

SENT: WeakKeyDictionary[Page, Response] = WeakKeyDictionary()  # each open page, as the service sent it
RIGHT: set[int] = set()  # the builds of pages that were found right


def watch(page: Page) -> None:
    """Keep what the service sends for this page, whichever way it is asked for it."""
    page.on("response", lambda one: _keep(page, one) if one.request.is_navigation_request() else None)


def _keep(page: Page, response: Response) -> None:
    if response.frame == page.main_frame and not 300 <= response.status < 400:
        SENT[page] = response


def faults(page: Page) -> list[str]:
    """Everything that is wrong with the page that is open."""
    return [*_axe(page), *_html(page), *_spaced(page), *_narrow(page)]


def once(build: object, look: Callable[[], list[str]]) -> list[str]:
    """What a look finds, if nothing of this build was looked at and found right before."""
    if hash(build) in RIGHT:
        return []
    said = look()
    if not said:
        RIGHT.add(hash(build))
    return said


def _axe(page: Page) -> list[str]:
    return once(("axe", page.evaluate(BUILT)), lambda: _violations(page))


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(VIOLATIONS, OPTIONS)
    return [f"axe {one}" for one in found]


def _html(page: Page) -> list[str]:
    """What a strict reader of HTML finds in the page as it was sent."""
    sent = SENT[page].text()
    tags = [(tag, tuple(ATTRIBUTE.findall(said))) for tag, said in TAG.findall(sent)]
    return once(("html", frozenset(zip(tags, tags[1:], tags[2:], strict=False))), lambda: _misread(sent))


def _misread(sent: str) -> list[str]:
    reader = html5lib.HTMLParser(strict=False)
    reader.parse(sent)
    return [f"html {code} at {place}" for place, code, _ in reader.errors]


def _spaced(page: Page) -> list[str]:
    """With the letters, words and lines set apart as a reader may set them, nothing is cut off."""
    page.evaluate(SPACED)
    said = [f"cut off when spaced: {one}" for one in page.evaluate(CUT)]
    over = page.evaluate(SIDEWAYS)
    page.evaluate(AS_SET)
    return [*said, *([f"scrolls sideways by {over} pixels when spaced"] if over > 0 else [])]


def _narrow(page: Page) -> list[str]:
    """At 320 pixels, which is 1280 at 400 %: no sideways scrolling, nothing cut off, nothing too small to press."""
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # the stub wants its own type of size
    over = page.evaluate(SIDEWAYS)
    said = [f"scrolls sideways by {over} pixels at 320"] if over > 0 else []
    said += [f"too small to press: {one}" for one in page.evaluate(SMALL, SMALLEST_TARGET)]
    said += [f"cut off at 320: {one}" for one in page.evaluate(CUT)]
    said += [f"an id stands twice: {one}" for one in page.evaluate(TWICE)]
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # the same
    return said


def on_paper(page: Page) -> list[str]:
    """Printed on A4: nothing stands beside the paper, nothing is cut off."""
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]  # the same
    over = page.evaluate(SIDEWAYS)
    said = [f"is wider than the paper by {over} pixels"] if over > 0 else []
    said += [f"cut off on paper: {one}" for one in page.evaluate(CUT)]
    page.emulate_media(media="screen")
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # the same
    return said
