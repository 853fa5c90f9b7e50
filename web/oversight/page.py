"""How does the work stand now, for those who answer for it?"""

from __future__ import annotations

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from models.access import SignedIn
from models.oversight import Days
from models.oversight_figures import picture
from web.oversight.figures import spreadsheet
from web.oversight.tables import headlines, tables, team_name
from web.pages import Visit, page, show
from workflow.errors import NotThere
from workflow.roles import MANAGERS, OVERSIGHT, Role

oversight = Blueprint("oversight", __name__)
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


@page(oversight, "/oversight", roles=OVERSEERS)
def now(visit: Visit) -> Response:
    """The live picture."""
    when = days(visit)
    seen = picture(visit.session, visit.signed, when)
    return show(
        "oversight.html",
        parts=parts(visit.signed, "oversight.now"),
        scope=scope(visit.signed),
        headlines=headlines(seen),
        tables=tables(seen, visit.signed, when),
        when=when,
    )


@page(oversight, "/oversight/tables/<name>.csv", roles=OVERSEERS)
def table(visit: Visit, name: str) -> Response:
    """One table of the live picture as a file. Raises NotThere."""
    when = days(visit)
    found = tables(picture(visit.session, visit.signed, when), visit.signed, when).get(name)
    if found is None:
        raise NotThere
    return spreadsheet(visit, f"open-work-{name}", found.head, found.rows())
