"""What does somebody do at a page? Said by visible names alone; done with a mouse here, by keys in tests/keyboard.py."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from datetime import date
from http import HTTPStatus

from playwright.sync_api import Locator, Page

Name = str | re.Pattern[str]
TYPED = ("textbox", "searchbox", "spinbutton")


class AtPage(ABC):
    """Somebody at a page. Everything is found by the name that it is called by, as a person finds it."""

    def __init__(self, page: Page) -> None:
        page.set_default_timeout(60_000)  # what is late on a busy machine is not wrong
        self.page = page
        self.wrong: list[str] = []

    def sign_in(self, who: str) -> None:
        """Be somebody of the demonstration; whoever was there before signs out."""
        out = self.page.get_by_role("button", name="Sign out")
        if out.count():
            self._goes(out)
        self.pick("Who would you like to be?", f"{who}:")
        self.press("Sign in")

    def press(self, name: Name, nth: int = 0, within: str | None = None) -> None:
        """Press the link or the button of that name; the page that it leads to is shown."""
        inside = self._inside(within)
        named = inside.get_by_role("link", name=name, exact=True)
        at = named.or_(inside.get_by_role("button", name=name, exact=True)).nth(nth)
        self._goes(at)

    def unfold(self, words: str) -> None:
        """Open what is folded under these words."""
        folded = self.page.locator("summary", has_text=words).first
        self._reach(folded)
        self._press(folded)

    def type(self, label: str, text: str, nth: int = 0, within: str | None = None) -> None:
        """Type into the field of that label, in place of what stands there."""
        inside = self._inside(within)
        first, *others = (inside.get_by_role(role, name=label, exact=True) for role in TYPED)  # type: ignore[arg-type]  # the stub lists roles
        for one in others:
            first = first.or_(one)
        self._type(first.nth(nth), text)

    def date(self, legend: str, day: date, within: str | None = None) -> None:
        """Type a day into its three fields."""
        parts = self._inside(within).get_by_role("group", name=legend, exact=True)
        for name, text in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self._type(parts.get_by_role("textbox", name=name, exact=True), str(text))

    def choose(self, option: str, of: str, within: str | None = None) -> None:
        """Choose one of the answers to a question."""
        answers = self._inside(within).get_by_role("group", name=of, exact=True)
        self._choose(answers.get_by_role("radio", name=option, exact=True))

    def tick(self, name: str, within: str | None = None) -> None:
        """Tick a box."""
        self._tick(self._inside(within).get_by_role("checkbox", name=name, exact=True))

    def pick(self, label: str, option: str, nth: int = 0, within: str | None = None) -> None:
        """Pick the first option of a list that begins with these words."""
        at = self._inside(within).get_by_role("combobox", name=label, exact=True).nth(nth)
        words = at.inner_text().split("\n")
        self._pick(at, next(n for n, one in enumerate(words) if one.strip().startswith(option)))

    def look_for(self, words: str) -> None:
        """Search for somebody or something, from the top of any page."""
        self._type(self.page.get_by_role("searchbox"), words)
        self._goes(self._sends_the_search())

    def goes_back(self) -> None:  # noqa: B027  # only keys have to
        """Go back over what the page holds above, where one has to go from place to place."""

    def reads(self, text: str) -> None:
        """The page says this."""
        assert text in self.page.locator("body").inner_text(), f"{self.page.url} does not say: {text}"

    def _inside(self, group: str | None) -> Locator:
        inside = self.page.locator("body")
        return inside.get_by_role("group", name=group, exact=True) if group else inside

    def _goes(self, at: Locator) -> None:
        self._reach(at)
        with self.page.expect_navigation() as going:
            self._press(at)
        came = going.value  # nothing, where it leads to another place of the same page
        if came and came.status >= HTTPStatus.BAD_REQUEST:
            raise AssertionError(f"{at}: {came.status} {came.url}\n{self.page.locator('main').inner_text()[:1000]}")

    @abstractmethod
    def _sends_the_search(self) -> Locator: ...

    def _reach(self, at: Locator) -> None:  # noqa: B027  # a mouse is there at once
        """Go there, where that is something by itself."""

    @abstractmethod
    def _press(self, at: Locator) -> None: ...

    @abstractmethod
    def _type(self, at: Locator, text: str) -> None: ...

    @abstractmethod
    def _choose(self, at: Locator) -> None: ...

    @abstractmethod
    def _tick(self, at: Locator) -> None: ...

    @abstractmethod
    def _pick(self, at: Locator, place: int) -> None: ...


class Mouse(AtPage):
    """Clicks and fills in, and needs no script for it."""

    def _sends_the_search(self) -> Locator:
        return self.page.get_by_role("button", name="Search", exact=True)

    def _press(self, at: Locator) -> None:
        at.click()

    def _type(self, at: Locator, text: str) -> None:
        at.fill(text)

    def _choose(self, at: Locator) -> None:
        at.check()

    def _tick(self, at: Locator) -> None:
        at.check()

    def _pick(self, at: Locator, place: int) -> None:
        at.select_option(index=place)
