"""How is a route gone to, by a program or at a page, so that the same visit twice answers the same byte for byte?"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from unittest.mock import patch

import time_machine
from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import answers, files
from tests.browsing import Browser
from tests.place import API, Place

Read = tuple[int, bytes, list[tuple[str, str]]]
NAME = re.compile(r"<(?:\w+:)?(\w+)>")
ONCE = "the-same-in-every-page"


@dataclass(frozen=True, slots=True)
class Route:
    """A route as it is written, with one of its methods."""

    method: str
    rule: str

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"

    @property
    def names(self) -> tuple[str, ...]:
        """What is named in its address."""
        return tuple(NAME.findall(self.rule))

    def path(self, named: Mapping[str, str]) -> str:
        """The address, with these put in."""
        return NAME.sub(lambda found: named[found[1]], self.rule)


def routes(app: Flask) -> list[Route]:
    """Every route that the service answers, with each of its methods."""
    found = {
        Route(method, one.rule)
        for one in app.url_map.iter_rules()
        for method in (one.methods or set()) - {"HEAD", "OPTIONS"}
    }
    return sorted(found, key=lambda one: (one.rule, one.method))


def go(place: Place, who: str | None, method: str, path: str, words: str = "") -> TestResponse:
    """Go there as somebody, or as nobody; what is sent is well formed, and empty. `words` were searched for before."""
    if path.startswith(API):
        return place.call(who, method, path.removeprefix(API), headers={"If-Match": '"1"'}, **_sent(method, path))
    browser = Browser(place, who)
    with browser.session() as held:
        held["csrf_token"] = ONCE
        if words:
            held["looked_for"] = words
    if method == "GET":
        return browser.load(path)
    return browser.send(path, {"csrf_token": token(place), "do": "take"})


def token(place: Place) -> str:
    """What a form has to carry, of a session whose own token is ONCE."""
    with place.app.test_request_context():
        session["csrf_token"] = ONCE
        return str(generate_csrf())


def _sent(method: str, path: str) -> dict[str, Any]:
    if method == "GET":
        return {}
    if path.endswith("/import") and "directory" not in path:
        return {"data": b"given_name\n", "content_type": "text/csv"}
    if path.endswith("/documents"):
        return {"data": {"file": (BytesIO(files.PDF), "Report.pdf"), "kind": "report"}}
    return {"json": answers.advice() if path.endswith("/draft") else {}}


def read(response: TestResponse, next_one: str = "") -> Read:
    """All that an answer says: status, content, and every header but the time of day.

    `next_one`: the reference that a new request would get, which goes on when any request is made.
    """
    said, headers = response.get_data(), [pair for pair in response.headers if pair[0] != "Date"]
    if not next_one:
        return response.status_code, said, headers
    told = [(name, value.replace(next_one, "the next")) for name, value in headers]
    return response.status_code, said.replace(next_one.encode(), b"the next"), told


@contextmanager
def standing_still(day: str) -> Iterator[None]:
    """Time does not pass, nothing that is made up differs, and nothing that a visit does is kept."""
    with (
        time_machine.travel(f"{day}T15:00:00+00:00", tick=False),
        patch.object(secrets, "token_urlsafe", lambda *_: ONCE),
        patch.object(Session, "commit", _undone),
    ):
        yield


def _undone(session: Session) -> None:
    """All that a unit of work would keep is written, and taken back."""
    session.flush()
    session.rollback()
