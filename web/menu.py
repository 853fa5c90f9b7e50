"""Which pages does the menu lead to, for this person?"""

from __future__ import annotations

from typing import Any

from flask import g, request, url_for

from workflow.roles import MANAGERS, OVERSIGHT, SEND, Role

EVERYBODY = frozenset(Role)
ENTRIES: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("Your work", "home.home", EVERYBODY),
    ("Ask for advice", "ask_who.start", SEND),
    ("Annual reviews", "review_pages.all_reviews", SEND | OVERSIGHT),
    ("Oversight", "oversight.now", MANAGERS | OVERSIGHT),
    ("People", "workload.people", frozenset({Role.ADMINISTRATOR})),
    ("How this works", "help_pages.index", EVERYBODY),
)


def menu() -> list[dict[str, Any]]:
    """The first pages of each family that are for this person, the one that is open marked."""
    here, roles = request.path, g.signed.caller.roles
    entries = [(text, url_for(end)) for text, end, only in ENTRIES if roles & only]
    return [
        {"text": text, "href": address, "current": here == address, "active": _within(here, address)}
        for text, address in entries
    ]


def _within(here: str, address: str) -> bool:
    """Whether the page that is open is one of those behind an entry."""
    return address != "/" and here.startswith(f"{address}/")
