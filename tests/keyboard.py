"""Can everything be reached and done by the keyboard alone, and is it seen at each stop where the keyboard is?"""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.at_page import AtPage

MOST_PRESSES = 150  # of the Tab key on the way to one thing: who needs more needs another way there
MOST_STOPS = 400
SKIP = "Skip to main content"

# What the eyes of somebody at the keyboard see. How each thing is drawn without the focus is kept when a page comes up.
EYES = """
window.eyes = (() => {
  const unfocused = new WeakMap()
  const stops = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'
  const boxed = one => one.matches('.govuk-radios__input, .govuk-checkboxes__input')
  const drawn = one => {
    const style = boxed(one) ? getComputedStyle(one.labels[0], '::before') : getComputedStyle(one)
    const clear = style.outlineStyle === 'none' || style.outlineColor === 'rgba(0, 0, 0, 0)'
    return [clear ? '' : style.outline, style.boxShadow, style.backgroundColor, style.borderColor].join(' | ')
  }
  const uncovered = (one, box) => [0.1, 0.5, 0.9].some(across => [0.2, 0.5, 0.8].some(down => {
    const hit = document.elementFromPoint(box.left + across * box.width, box.top + down * box.height)
    return hit && (hit.contains(one) || one.contains(hit) || [...one.labels ?? []].some(label => label.contains(hit)))
  }))
  const wrong = one => {
    const called = () => `${one.outerHTML.slice(0, 110)} on ${location.pathname}`
    const boxes = [...one.getClientRects()].filter(box => box.width && box.height)
    if (unfocused.get(one) === drawn(one)) return `nothing shows that the focus is on ${called()}`
    if (!boxes.some(box => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth)) return `out of sight: ${called()}`
    if (!boxes.some(box => uncovered(one, box))) return `something lies over ${called()}`
    return null
  }
  const alike = (one, other) => one === other || (one.type === 'radio' && other.type === 'radio' && one.name === other.name && one.form === other.form)
  return {
    arrive: () => {
      if (window.been) return null
      window.been = true
      for (const one of document.querySelectorAll(stops)) unfocused.set(one, drawn(one))
      return document.activeElement === document.body && !location.hash ? 'at the top' : 'led on'
    },
    at: () => document.activeElement.id || document.activeElement.innerText,
    way: wanted => {
      const at = document.activeElement
      if (alike(at, wanted)) return 0
      return at.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING ? -1 : 1
    },
    stop: wanted => {
      const at = document.activeElement
      return [alike(at, wanted), at === document.body ? null : wrong(at)]
    },
  }
})()
"""


class Keyboard(AtPage):
    """Tab and Shift+Tab to get there, Enter to press, Space and the arrows to choose; no mouse. Keeps what is wrong."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        page.add_init_script(EYES)
        self.farthest: tuple[int, str] = (0, "")

    def _key(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)

    def _arrive(self) -> None:
        """On a new page the first stop is the link that skips to its content, and it does."""
        if self.page.evaluate("eyes.arrive()") != "at the top":
            return
        for key, stands in (("Tab", SKIP), ("Enter", "main-content")):
            self._key(key)
            if (at := self.page.evaluate("eyes.at()")) != stands:
                self.wrong.append(f"{key} on {self.page.url} leads to {at!r:.60}, not to {stands!r}")
                return

    def _reach(self, at: Locator) -> None:
        """Go there, one stop after another."""
        wanted = at.element_handle()
        self._arrive()
        way = wanted.evaluate("one => eyes.way(one)")
        for presses in range(MOST_PRESSES):
            if way == 0:
                self.farthest = max(self.farthest, (presses, f"{at} on {self.page.url}"))
                return
            self._key("Tab" if way > 0 else "Shift+Tab")
            there, wrong = wanted.evaluate("one => eyes.stop(one)")
            self.wrong += [wrong] if wrong and wrong not in self.wrong else []
            way = 0 if there else way
        raise AssertionError(f"{MOST_PRESSES} presses of Tab do not lead to {at} on {self.page.url}")

    def goes_back(self) -> None:
        """Go back over every stop from here to the first of the page: nothing holds the focus, or hides it."""
        first = self.page.get_by_role("link", name=SKIP).element_handle()
        for _ in range(MOST_STOPS):
            self._key("Shift+Tab")
            there, wrong = first.evaluate("one => eyes.stop(one)")
            self.wrong += [wrong] if wrong and wrong not in self.wrong else []
            if there:
                return
        raise AssertionError(f"{MOST_STOPS} times Shift+Tab do not lead back to the top of {self.page.url}")

    def _sends_the_search(self) -> Locator:
        return self.page.get_by_role("searchbox")

    def _press(self, at: Locator) -> None:
        self._key("Enter")

    def _type(self, at: Locator, text: str) -> None:
        self._reach(at)
        self._key("Control+A")
        self.page.keyboard.type(text)

    def _choose(self, at: Locator) -> None:
        self._reach(at)
        wanted = at.element_handle()
        for _ in range(20):
            if wanted.evaluate("one => one === document.activeElement"):
                break
            self._key("ArrowDown")
        if not wanted.is_checked():
            self._key("Space")
        assert wanted.is_checked(), f"{at} cannot be chosen by the keyboard"

    def _tick(self, at: Locator) -> None:
        self._reach(at)
        wanted = at.element_handle()
        self._key("Space")
        assert wanted.is_checked(), f"{at} cannot be ticked by the keyboard"

    def _pick(self, at: Locator, place: int) -> None:
        self._reach(at)
        wanted = at.element_handle()
        further = place - wanted.evaluate("one => one.selectedIndex")
        self._key("ArrowDown" if further > 0 else "ArrowUp", abs(further))
        assert wanted.evaluate("one => one.selectedIndex") == place, f"{at} cannot be picked by the keyboard"
