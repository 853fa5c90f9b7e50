"""Which pages does the menu lead to, for this person?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for

from models.access import CASE_ROLES
from workflow.roles import MANAGERS, OVERSIGHT, SEND, Role

EVERYBODY = frozenset(Role)
ONE_REQUEST = ("requests_pages", "timeline_pages", "documents_pages", "advice_pages", "access_pages")
ON_A_REQUEST = ("steps", "triage", "transfer", "desk", "joining", "sending", "review")
REQUESTS = ("work_lists", "together", "leavers", *ONE_REQUEST, *ON_A_REQUEST)
OVERSEEING = ("oversight", "oversight_lists", "oversight_others", "timeliness_pages", "workload", "inspection")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu: its words, the page it leads to, whose it is, the families behind it, and their addresses.

    `under`: every page whose address begins so is of this entry, whichever family it is of.
    """

    text: str
    page: str
    roles: frozenset[Role] = EVERYBODY
    family: tuple[str, ...] = ()
    under: tuple[str, ...] = ()


ENTRIES = (
    Entry("Your work", "home.home"),
    Entry("Requests", "work_lists.show_list", frozenset(CASE_ROLES), REQUESTS),
    Entry("Ask for advice", "ask_who.start", SEND, ("ask_who", "ask_check"), ("/ask/",)),
    Entry("Annual reviews", "review_pages.all_reviews", SEND | OVERSIGHT, ("review_pages",), ("/reviews/",)),
    Entry("Oversight", "oversight.now", MANAGERS | OVERSIGHT, OVERSEEING),
    Entry("People", "workload.people", frozenset({Role.ADMINISTRATOR})),
    Entry("How this works", "help_pages.index", EVERYBODY, ("help_pages",)),
)


def menu() -> list[dict[str, Any]]:
    """The first page of each family that is for them, the one that is open marked."""
    roles = g.signed.caller.roles
    return [
        {
            "text": one.text,
            "href": url_for(one.page),
            "current": request.endpoint == one.page,
            "active": request.blueprint in one.family or request.path.startswith(one.under),
        }
        for one in ENTRIES
        if roles & one.roles
    ]
