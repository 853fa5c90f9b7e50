"""A draft at the writing desk, as tests of it type, read and send its form."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from web.desk.form import typed_content
from web.forms.typed import pairs


def typed(content: Any, **more: str) -> dict[str, str]:
    return {**dict(pairs(typed_content(content))), **more}


class Fields(HTMLParser):
    """The fields of a page as a browser would send them, without its buttons and its tokens."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._in = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        told = dict(attrs)
        name = told.get("name", "")
        left_out = told.get("type") in ("radio", "checkbox") and "checked" not in told
        if tag == "input" and not left_out and name not in ("", "csrf_token", "once"):
            self.sent[name] = told.get("value", "")
        if tag in ("select", "textarea"):
            self._in, self.sent[name] = name, ""
        if tag == "option" and "selected" in told:
            self.sent[self._in] = told["value"]

    def handle_data(self, data: str) -> None:
        if self._in and self.lasttag == "textarea":
            self.sent[self._in] += data

    def handle_endtag(self, tag: str) -> None:
        self._in = "" if tag in ("select", "textarea") else self._in


def form(page: str) -> dict[str, str]:
    return Fields(page).sent


def writing(reference: str) -> str:
    return f"/requests/{reference}/write"
