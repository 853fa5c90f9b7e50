"""Which pages does the menu lead to, for this person?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for

from models.access import CASE_ROLES
from workflow.roles import MANAGERS, Role

EVERYBODY = frozenset(Role)
REQUESTS = ("work_lists", "together", "requests_pages", "steps")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu: its words, the page it leads to, whose it is, and the pages that belong to it."""

    text: str
    page: str
    roles: frozenset[Role] = EVERYBODY
    family: tuple[str, ...] = ()


ENTRIES = (
    Entry("Your work", "home.home"),
    Entry("Requests", "work_lists.show_list", frozenset(CASE_ROLES), REQUESTS),
    Entry("Move a leaver's work", "leavers.ask", MANAGERS | {Role.DSCO}, ("leavers",)),
    Entry("How this works", "home.help_page"),
)


def menu() -> list[dict[str, Any]]:
    """The first page of each family that is for them, the one that is open marked."""
    roles = g.signed.caller.roles
    return [
        {
            "text": one.text,
            "href": url_for(one.page),
            "current": request.endpoint == one.page,
            "active": request.blueprint in one.family,
        }
        for one in ENTRIES
        if roles & one.roles
    ]
