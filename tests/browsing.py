"""Somebody at the pages, as tests send them there: signed in, reading forms, held to the standard of all pages."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from config import clock
from tests.place import Place

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
ONCE = re.compile(r'name="once" value="([^"]+)"')
PAPER = re.compile(r"\b(?:domain|pathway|api|standards|checks|papers)\.md\b")
SEEN = re.compile(r'name="seen" value="([^"]*)"')


class Reader(HTMLParser):
    """A page as tests read it: its headings, title, ids, and the fields of its forms."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.h1s, self.title, self.ids, self.fields = 0, "", [], {}  # type: ignore[var-annotated]
        self._in: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        told = dict(attrs)
        self._in.append(tag)
        self.h1s += tag == "h1"
        if "id" in told:
            self.ids.append(told["id"])
        if tag == "input" and told.get("name"):
            self.fields[told["name"]] = told.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._in and self._in[-1] == "title":
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        if tag in self._in:
            self._in.remove(tag)


SITE = "https://advice.example"


class Browser:
    """Somebody at the pages: signed in, with every page held to the standard of all pages."""

    def __init__(self, place: Place, who: str | None) -> None:
        self.client: FlaskClient = place.app.test_client()
        self.client.environ_base["HTTP_REFERER"] = f"{SITE}/"
        self.place = place
        if who:
            with self.session() as session:
                now = clock.now().timestamp()
                session.update({"who": place.email(who), "began": now, "seen": now})

    def session(self) -> Any:
        """What the browser's session holds, to be looked at or changed."""
        return self.client.session_transaction(base_url=SITE)

    def load(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, base_url=SITE, **options)

    def send(self, path: str, typed: dict[str, Any]) -> TestResponse:
        return self.client.post(path, data=typed, base_url=SITE)

    def get(self, path: str, status: int = 200) -> str:
        return self._held(self.load(path), status)

    def post(self, path: str, typed: dict[str, Any], status: int = 303, on: str | None = None) -> TestResponse:
        """Send the form that stands on the page at `on` (the same address unless said), with this typed into it."""
        page = self.load(on or path).get_data(as_text=True)
        hidden = {
            name: found[1]
            for name, found in (
                ("csrf_token", TOKEN.search(page)),
                ("once", ONCE.search(page)),
                ("seen", SEEN.search(page)),
            )
            if found
        }
        response = self.send(path, {**hidden, **typed})
        assert response.status_code == status, response.get_data(as_text=True)[:3000]
        if response.mimetype == "text/html" and status != 303:
            self._held(response, status)
        return response

    @staticmethod
    def _held(response: TestResponse, status: int) -> str:
        page = response.get_data(as_text=True)
        assert response.status_code == status, page[:3000]
        read = Reader(page)
        assert read.h1s == 1, "one h1"
        assert len(set(read.ids)) == len(read.ids), sorted(one for one in read.ids if read.ids.count(one) > 1)
        assert not PAPER.search(page), "our own papers are named by what they are: web/sources.py"
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["Cache-Control"] == "no-store"
        return page


def contact(**changed: str) -> dict[str, str]:
    today = clock.day_of(clock.now())
    return {
        "informant_kind": "parent",
        "contacted_on.day": str(today.day),
        "contacted_on.month": str(today.month),
        "contacted_on.year": str(today.year),
        "method": "phone",
        "outcome": "spoke",
        "what_was_said": "An ordinary week & a <hard> one.",
        **changed,
    }


def triaging(place: Place) -> tuple[str, str]:
    reference = place.ask()
    place.does("officer", reference, "take")
    return reference, f"/requests/{reference}/steps/record_contact"
