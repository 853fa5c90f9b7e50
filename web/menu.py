"""Which pages does the menu lead to, for this person?"""

from __future__ import annotations

from typing import Any

from flask import g, request, url_for

from workflow.roles import MANAGERS, OVERSIGHT, Role

ONLY_FOR: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("Oversight", "oversight.now", MANAGERS | OVERSIGHT),
    ("People", "workload.people", frozenset({Role.ADMINISTRATOR})),
)


def menu() -> list[dict[str, Any]]:
    """The first pages of each family, the one that is open marked."""
    here = request.path
    roles = g.signed.caller.roles
    theirs = [(text, url_for(end)) for text, end, only in ONLY_FOR if roles & only]
    entries = [("Your work", url_for("home.home")), *theirs, ("How this works", url_for("home.help_page"))]
    return [
        {"text": text, "href": address, "current": here == address, "active": _within(here, address)}
        for text, address in entries
    ]


def _within(here: str, address: str) -> bool:
    """Whether the page that is open is one of those behind an entry."""
    return address != "/" and here.startswith(f"{address}/")
