"""Which pages does the menu lead to, for this person?"""

from __future__ import annotations

from typing import Any

from flask import g, request, url_for

from workflow.roles import OVERSIGHT, SEND


def menu() -> list[dict[str, Any]]:
    """The first pages of each family, the one that is open marked."""
    here = request.path
    entries = [("Your work", url_for("home.home"))]
    roles = g.signed.caller.roles
    if roles & SEND:
        entries.append(("Ask for advice", url_for("ask_who.start")))
    if roles & (SEND | OVERSIGHT):
        entries.append(("Annual reviews", url_for("review_pages.all_reviews")))
    entries.append(("How this works", url_for("help_pages.index")))
    return [{"text": text, "href": address, "current": here == address} for text, address in entries]
