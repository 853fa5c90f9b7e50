"""Somebody sits at the pages and fills in forms as a browser sends them; every page that they see is counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import html5lib
from werkzeug.test import TestResponse

from tests.browsing import SITE, Browser
from tests.place import Place


class Sitting(Browser):
    """A browser that stands on a page: `seen` counts the pages that came up, whichever way they came."""

    def __init__(self, place: Place, who: str) -> None:
        super().__init__(place, who)
        self.seen, self.path, self.page = 0, "", ""

    def open(self, path: str) -> str:
        """Go to an address, and on to where it leads."""
        return self._shown(self.load(path), path)

    def press(self, typed: dict[str, Any] | None = None, status: int = 200, form: str = "form") -> str:
        """Send the form of this page with what stands in it, and this typed over it."""
        action, fields = self._form(form)
        return self._shown(self.send(action, {**fields, **(typed or {})}), action, status)

    def _shown(self, response: TestResponse, path: str, status: int = 200) -> str:
        if response.status_code == 303:
            path = response.location.removeprefix(SITE)
            return self._shown(self.load(path), path, status)
        self.seen, self.path = self.seen + 1, path
        self.page = self._held(response, status)
        return self.page

    def _form(self, name: str) -> tuple[str, dict[str, Any]]:
        tree = html5lib.parse(self.page, namespaceHTMLElements=False)
        form = next(one for one in tree.iter("form") if one.get("id") == name)
        fields: dict[str, Any] = {}
        for field, value in _values(form):
            before = fields.get(field)
            fields[field] = value if before is None else [*(before if isinstance(before, list) else [before]), value]
        return urljoin(self.path, form.get("action")), fields

    def values(self) -> dict[str, Any]:
        """What stands in the fields of the form."""
        return self._form("form")[1]


def _values(form: Any) -> Iterator[tuple[str, str]]:
    for one in form.iter():
        kind, name = one.get("type"), one.get("name")
        if name is None or one.tag == "button" or kind == "file":
            continue
        if one.tag == "textarea":
            yield name, (one.text or "").removeprefix("\n")
        elif one.tag == "select":
            chosen = [option for option in one.iter("option") if option.get("selected") is not None]
            yield name, chosen[0].get("value") if chosen else ""
        elif one.tag == "input" and (kind not in ("radio", "checkbox") or one.get("checked") is not None):
            yield name, one.get("value") or ""
