"""Which requests, referrals and reviews are behind a figure?"""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from models.access import SignedIn
from models.oversight import RETURNED_OFTEN
from models.oversight_list import MARKED, NOT_SAID, After, Narrowed, behind
from models.request import Request
from models.timeliness import OUTCOMES
from web.oversight import words
from web.oversight.figures import Cell, days_since, spreadsheet
from web.oversight.tables import team_name
from web.oversight.top import OVERSEERS, days, scope
from web.pages import Visit, page, show
from web.words import STAGES
from workflow.clocks.standing import status
from workflow.errors import NotThere, Unmet
from workflow.roles import MANAGERS, Role
from workflow.states import State

oversight_lists = Blueprint("oversight_lists", __name__)
PER_PAGE, MOST = 50, 20_000
FILE = (
    "Reference",
    "Why advice is needed",
    "Stage",
    "Team that has it",
    "Held by",
    "There for",
    "Received",
    "Due",
    "How it stands",
    "Restricted",
)


def narrowed(signed: SignedIn, args: MultiDict[str, str]) -> Narrowed:
    """What the address asks for. Raises NotThere for what no figure leads to."""
    known: dict[str, Container[str]] = {
        "state": set(State),
        "team": signed.authority.teams,
        "offered_to": signed.authority.teams,
        "reason": words.labels("reason"),
        "age": words.AGES,
        "due": words.STANDINGS,
        "mark": MARKED,
        "delay": words.labels("delay_reason"),
        "late": (*words.labels("late_reason"), NOT_SAID),
        "outcome": OUTCOMES,
        "returned": [str(n) for n in range(1, RETURNED_OFTEN + 1)],
    }
    said = {name: text for name in known if (text := args.get(name))}
    if any(text not in known[name] for name, text in said.items()):
        raise NotThere
    try:
        return Narrowed(**{**said, **_typed(said, args)})
    except ValueError as wrong:
        raise NotThere from wrong


def _typed(said: dict[str, str], args: MultiDict[str, str]) -> dict[str, Any]:
    """What is a number, a day or a key."""
    made: dict[str, Any] = {"returned": int(said["returned"])} if "returned" in said else {}
    for name, code in (("from", "since"), ("to", "until"), ("due_by", "due_by")):
        if text := args.get(name):
            made[code] = date.fromisoformat(text)
    if holder := args.get("holder"):
        made["holder"] = NOT_SAID if holder == NOT_SAID else UUID(holder)
    return made


def title(signed: SignedIn, asked: Narrowed) -> str:
    """What the list is of, in words."""
    if asked.outcome:
        return f"Requests by their due date: {words.OUTCOMES[asked.outcome].lower()}"
    if asked.late:
        return f"Issued late in the last 12 weeks: {words.label('late_reason', asked.late).lower()}"
    said = [
        asked.due and words.STANDINGS[asked.due].lower(),
        asked.state and STAGES[State(asked.state)].lower(),
        asked.team and f"with {team_name(signed, asked.team)}",
        asked.offered_to and f"offered to {team_name(signed, asked.offered_to)}",
        asked.reason and f"for {_small(words.label('reason', asked.reason))}",
        asked.age and f"received {words.AGES[asked.age].lower()} ago",
        asked.mark and _small(words.MARKS[asked.mark]),
        asked.delay and f"delay reported: {_small(words.label('delay_reason', asked.delay))}",
        asked.returned and f"draft returned {('once', 'twice', 'three times or more')[asked.returned - 1]}",
        asked.due_by and "due this week",
        asked.holder and ("held by nobody in particular" if asked.holder == NOT_SAID else "of one person"),
    ]
    narrow = ", ".join(part for part in said if part)
    return f"Open requests: {narrow}" if narrow else "Open requests"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


@page(oversight_lists, "/oversight/requests", roles=OVERSEERS)
def requests(visit: Visit) -> Response:
    """The requests behind a figure, soonest due first."""
    asked, when = narrowed(visit.signed, request.args), days(visit)
    rows = behind(visit.session, visit.signed, asked, when, _after(request.args.get("after")), PER_PAGE)
    here: dict[str, Any] = {name: text for name, text in request.args.items() if name != "after"}
    more = rows[PER_PAGE - 1][0] if len(rows) > PER_PAGE else None
    onwards = url_for(".requests", **here, after=f"{more.sorts_on}.{more.id}") if more else None
    return show(
        "oversight_list.html",
        title=title(visit.signed, asked),
        scope=scope(visit.signed),
        lines=[_line(visit, row) for row in rows[:PER_PAGE]],
        onwards=onwards,
        file=url_for(".requests_file", **here),
        began="after" in request.args,
    )


@page(oversight_lists, "/oversight/requests.csv", roles=OVERSEERS)
def requests_file(visit: Visit) -> Response:
    """All of them as a file, by reference: whoever may see a request finds its person there."""
    asked = narrowed(visit.signed, request.args)
    found = behind(visit.session, visit.signed, asked, days(visit), None, MOST)
    if len(found) > MOST:
        raise Unmet({"requests": [f"There are more than {MOST:,} requests: choose a narrower list, or fewer days."]})
    return spreadsheet(visit, "requests", FILE, (_in_file(_line(visit, row)) for row in found))


def _in_file(line: Mapping[str, Any]) -> dict[str, Cell]:
    row = line["row"]
    cells = (row.reference, line["reason"], STAGES[State(row.state)], line["team"], line["holder"], line["there"])
    return dict(zip(FILE, (*cells, row.received_on, row.due_on, line["stands"][0], row.restricted), strict=True))


def _line(visit: Visit, row: Any) -> dict[str, Any]:
    one, given, family, holder, active, there, offered = row
    signed = visit.signed
    return {
        "row": one,
        "person": " ".join(name for name in (given, family) if name),
        "reason": words.label("reason", one.reason),
        "team": team_name(signed, one.team),
        "holder": holder,
        "left": active is False,
        "there": days_since(there, visit.on),
        "offer": (team_name(signed, one.offered_team), days_since(offered, visit.on)) if one.offered_team else None,
        "stands": words.stands(status(one.dates(signed.authority), visit.on)),
        "give_out": url_for("steps.ask", reference=one.reference, action="assign")
        if may_give_out(signed, one)
        else None,
    }


def may_give_out(signed: SignedIn, one: Request) -> bool:
    """Whether this person gives a request to somebody of the team that has it: its managers do, and the DSCO."""
    manages = Role.DSCO in signed.caller.roles or one.team in signed.caller.teams(*MANAGERS)
    return one.is_open and manages


def _after(text: str | None) -> After | None:
    if not text:
        return None
    try:
        day, _, key = text.partition(".")
        return date.fromisoformat(day), UUID(key)
    except ValueError as wrong:
        raise NotThere from wrong
