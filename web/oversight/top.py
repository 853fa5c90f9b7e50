"""What does every page of oversight share? Who may open it, which others there are, and of what its figures are."""

from __future__ import annotations

from flask import url_for

from models.access import SignedIn
from models.oversight import Days
from web.oversight.tables import team_name
from web.pages import Visit
from workflow.roles import MANAGERS, OVERSIGHT, Role

OVERSEERS = MANAGERS | OVERSIGHT


def days(visit: Visit) -> Days:
    """Today, and the working days ahead, as this authority counts them."""
    return Days(visit.on, visit.signed.authority.office_days)


def parts(signed: SignedIn, here: str) -> list[dict[str, object]]:
    """The pages of oversight that this person may open, the one that is open marked."""
    entries = [("Now", "oversight.now"), ("Timeliness", "timeliness_pages.timely"), ("Who has what", "workload.held")]
    if signed.caller.roles & OVERSIGHT:
        entries.append(("Figures for inspection", "inspection.inspect"))
    return [{"text": text, "address": url_for(end), "current": end == here} for text, end in entries]


def scope(signed: SignedIn) -> str:
    """Of what the figures are, in words."""
    if signed.caller.roles & OVERSIGHT:
        return f"All of {signed.authority.name}"
    manages = signed.caller.teams(*(MANAGERS - {Role.SEND_MANAGER}))
    held = " and ".join(sorted(team_name(signed, code) for code in manages))
    asks = " and ".join(sorted(team_name(signed, code) for code in signed.caller.teams(Role.SEND_MANAGER)))
    said = [f"What is with, or offered to, {held}"] if held else []
    said += [f"What {asks} asked for"] if asks else []
    return "; ".join(said)
