"""Somebody leaves: what they have in hand goes to somebody else, after a look at the list, with a result for each."""

from __future__ import annotations

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from models.work_list import Stays, Wanted, held_by, lines, stays
from web.caseload.doings import GIVE, do_all
from web.caseload.together import colleagues, seen, ticked
from web.caseload.work_rows import rows
from web.pages import Visit, page, show
from workflow.asking.questions import Option
from workflow.roles import HAND_OVER

leavers = Blueprint("leavers", __name__)
MOST = 250
LEAVER, SUCCESSOR = "leaver", "assignee"


@page(leavers, "/leavers", roles=HAND_OVER)
def ask(visit: Visit) -> Response:
    """Who leaves, and who takes over?"""
    return _asked(visit, {})


@page(leavers, "/leavers", methods=("POST",), roles=HAND_OVER)
def look(visit: Visit) -> Response:
    """All that would move, and what would not, before anything does."""
    people = colleagues(visit)
    if wrong := _wrong(visit, people):
        return _asked(visit, wrong, 422)
    return _looked_over(visit, people)


def _looked_over(visit: Visit, people: tuple[Option, ...]) -> Response:
    leaver = str(visit.typed[LEAVER])
    found, more = lines(visit.session, visit.signed, visit.on, Wanted(open=True, per_page=MOST), held_by(leaver))
    stay: Stays = stays(visit.session, visit.signed, leaver)
    return show(
        "leaver_list.html",
        rows=rows(visit, found),
        more=more is not None,
        stay=stay,
        leaver=leaver,
        successor=str(visit.typed[SUCCESSOR]),
        note=visit.typed.get("note") or "",
        names={one.code: one.label.partition(",")[0] for one in people},
    )


@page(leavers, "/leavers/moved", methods=("POST",), roles=HAND_OVER)
def move(visit: Visit) -> Response:
    """Move each, and say of each what was done or why not."""
    people = colleagues(visit)
    if wrong := _wrong(visit, people):
        return _asked(visit, wrong, 422)
    if "restored" in visit.typed:
        return _looked_over(visit, people)
    given = {SUCCESSOR: str(visit.typed[SUCCESSOR]), "note": visit.typed.get("note") or None}
    given = {code: said for code, said in given.items() if said}
    outcomes = do_all(visit, [(one, GIVE, given) for one in ticked(visit.typed)], seen(visit.typed))
    back = ("Move more work", url_for("leavers.ask"))
    return show("outcomes.html", title="Move a leaver's work", outcomes=outcomes, back=back)


def _wrong(visit: Visit, people: tuple[Option, ...]) -> dict[str, str]:
    known = {one.code for one in people}
    said = {code: visit.typed.get(code) for code in (LEAVER, SUCCESSOR)}
    wrong = {code: f"Choose who {words}." for code, words in ((LEAVER, "leaves"), (SUCCESSOR, "takes over"))}
    faults = {code: words for code, words in wrong.items() if said[code] not in known}
    if not faults and said[LEAVER] == said[SUCCESSOR]:
        faults[SUCCESSOR] = "Choose somebody else to take over."
    return faults


def _asked(visit: Visit, wrong: dict[str, str], status: int = 200) -> Response:
    return show("leaver.html", status, people=colleagues(visit), wrong=wrong, typed=visit.typed)
