"""Who has what in hand, and what waits for people who have left?"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from models import workload as held_work
from models.access import SignedIn
from models.oversight_list import NOT_SAID
from models.workload import Load
from web.oversight.figures import Cell, Figure, Line, Table, days_since, spreadsheet
from web.oversight.tables import team_name
from web.oversight.top import OVERSEERS, days, parts, scope
from web.pages import Visit, page, show
from web.words import role
from workflow.roles import HAND_OVER, Role

workload = Blueprint("workload", __name__)
HEAD = ("Held by", "Open", "Late", "Due this week", "Longest since they did something")
FILE = ("Team", *HEAD)
PEOPLE = ("Name", "E-mail", "May sign in", "Roles", "Requests in hand", "Drafts to check")


def _tables(visit: Visit) -> list[Table]:
    """A table for each team: who has something in hand, and who has nothing."""
    when = days(visit)
    loads = held_work.workload(visit.session, visit.signed, when)
    most = max((one.open for one in loads), default=0)
    made = []
    for code, of_team in groupby(loads, key=lambda one: one.team):
        team = list(of_team)
        lines = tuple(_line(visit, one, when.week_ends.isoformat()) for one in team if one.open)
        free = ", ".join(one.name or "" for one in team if not one.open)
        said = f"With nothing in hand: {free}." if free else ""
        made.append(
            Table(code, team_name(visit.signed, code), HEAD, lines, f"Nothing is with this team. {said}", said, most)
        )
    return sorted(made, key=lambda table: table.title.casefold())


def _line(visit: Visit, one: Load, week_ends: str) -> Line:
    whose: dict[str, Any] = {"team": one.team, "holder": str(one.member or NOT_SAID)}

    def listed(number: int, **more: Any) -> Figure:
        return Figure(number, url_for("oversight_lists.requests", **whose, **more))

    name = one.name or "Nobody in particular"
    figures = (listed(one.open), listed(one.late, due="late"), listed(one.due, due_by=week_ends))
    return Line(
        name if one.active else f"{name} (has left)",
        (*figures, Figure(days_since(one.touched, visit.on))),
    )


@page(workload, "/oversight/workload", roles=OVERSEERS)
def held(visit: Visit) -> Response:
    """Who has what in hand, team by team."""
    return show(
        "workload.html",
        parts=parts(visit.signed, "workload.held"),
        scope=scope(visit.signed),
        tables=_tables(visit),
        moves_work=bool(visit.signed.caller.roles & HAND_OVER),
    )


@page(workload, "/oversight/workload.csv", roles=OVERSEERS)
def held_file(visit: Visit) -> Response:
    """The same as a file."""
    rows = [{"Team": table.title, **row} for table in _tables(visit) for row in table.rows()]
    return spreadsheet(visit, "who-has-what", FILE, rows)


@page(workload, "/people", roles=frozenset({Role.ADMINISTRATOR}))
def people(visit: Visit) -> Response:
    """Everybody who may use the service, and who left with work in hand."""
    found = held_work.everybody(visit.session, visit.signed.authority_id)
    return show("users.html", people=found, roles_of=lambda one: _roles(visit.signed, one))


@page(workload, "/people.csv", roles=frozenset({Role.ADMINISTRATOR}))
def people_file(visit: Visit) -> Response:
    """The same as a file."""
    rows: list[dict[str, Cell]] = [
        dict(
            zip(
                PEOPLE,
                (one.name, one.email, one.active, "; ".join(_roles(visit.signed, one)), one.holds, one.checks),
                strict=True,
            )
        )
        for one in held_work.everybody(visit.session, visit.signed.authority_id)
    ]
    return spreadsheet(visit, "people", PEOPLE, rows)


def _roles(signed: SignedIn, one: held_work.Somebody) -> list[str]:
    return [f"{role(held)}, {team_name(signed, team)}" for team, held in one.roles]
