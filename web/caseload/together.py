"""Several requests at once: what is to be done with those that were ticked, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from models.request import Request
from models.user import members
from models.work_list import Line, Wanted, lines
from web.caseload.doings import DOINGS, GIVE, TAKE, Doing, Versions, do_all, doings, step_of
from web.caseload.work_lists import list_page, view_named
from web.caseload.work_rows import rows
from web.forms.form import Form, Names
from web.forms.typed import answers
from web.pages import Visit, page, show
from workflow.asking.answering import Answering
from workflow.asking.questions import Option, Question
from workflow.errors import NeverYours
from workflow.facts import Facts
from workflow.machine import known, questions_of
from workflow.roles import MANAGERS, OVERSIGHT

together = Blueprint("together", __name__)
MOST = 250
OF_ONE_ALONE = ("chased_referral",)  # asked only of one request by itself
OUR_WORDS: dict[str, dict[str, Any]] = {
    "assignee": {"label": "Who takes on the work?", "hint": "They must be in the team that has the request."}
}


@page(together, "/requests/together", methods=("POST",), roles=frozenset().union(*(one.roles for one in DOINGS)))
def choose(visit: Visit) -> Response:
    """Ask once what the step asks, for all that were ticked."""
    doing, chosen = _doing(visit), ticked(visit.typed)
    if not chosen:
        wrong = {"ticked": "Tick the requests first."}
        return list_page(visit, view_named(visit, visit.typed.get("list")), wrong=wrong, status=422)
    return _form(visit, doing, chosen, Form(_names(visit, doing)))


@page(together, "/requests/together/done", methods=("POST",), roles=frozenset().union(*(one.roles for one in DOINGS)))
def do(visit: Visit) -> Response:
    """Do it to each, and say of each what was done or why not."""
    doing, chosen = _doing(visit), ticked(visit.typed)
    if "restored" in visit.typed:
        return _form(visit, doing, chosen, Form(_names(visit, doing), visit.typed))
    asked = _questions(visit, doing)
    given = answers(asked, visit.typed)
    facts = Facts(authority=visit.signed.authority)
    wrong = {} if doing.step == TAKE else _wrong(facts, doing, given, visit.on)
    if wrong:
        return _form(visit, doing, chosen, Form(_names(visit, doing), visit.typed, wrong), 422)
    found = {line.request.reference: line for line in _lines(visit, chosen)}
    steps = [(reference, *step_of(visit, doing.step, found.get(reference), given)) for reference in chosen]
    outcomes = do_all(visit, steps, seen(visit.typed))
    back = url_for("work_lists.show_list", list=view_named(visit, visit.typed.get("list")).value)
    return show("outcomes.html", title=doing.titled(len(outcomes)), outcomes=outcomes, back=("Back to the list", back))


def ticked(typed: Mapping[str, Any]) -> tuple[str, ...]:
    """The references that were ticked, each once."""
    said = typed.get("ticked", ())
    every = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    return tuple(dict.fromkeys(one for one in every if isinstance(one, str)))[:MOST]


def seen(typed: Mapping[str, Any]) -> Versions:
    """The version of each request that was on the page."""
    said = typed.get("seen")
    held = said if isinstance(said, Mapping) else {}
    return {
        reference: int(one) if isinstance(one, str) and one.isascii() and one.isdigit() and len(one) < 10 else None
        for reference, one in held.items()
    }


def _doing(visit: Visit) -> Doing:
    for one in doings(visit.signed.caller):
        if one.step == visit.typed.get("do"):
            return one
    raise NeverYours("This is for other roles.")


def _questions(visit: Visit, doing: Doing) -> tuple[Question, ...]:
    asked = questions_of(Facts(authority=visit.signed.authority), doing.step)
    return tuple(one for one in asked.questions if one.code not in OF_ONE_ALONE)


def _wrong(facts: Facts, doing: Doing, given: Mapping[str, Any], on: date) -> Mapping[str, list[str]]:
    """What is wrong with the answers themselves, whichever request they are for."""
    return Answering(questions_of(facts, doing.step), given, on, known(facts)).errors


def _lines(visit: Visit, chosen: tuple[str, ...]) -> list[Line]:
    found, _ = lines(visit.session, visit.signed, visit.on, Wanted(per_page=MOST), Request.reference.in_(chosen))
    return found


def _form(visit: Visit, doing: Doing, chosen: tuple[str, ...], form: Form, status: int = 200) -> Response:
    fields = tuple(replace(one, **OUR_WORDS.get(one.name, {})) for one in form.fields(_questions(visit, doing)))
    held = seen(visit.typed)
    return show(
        "together.html",
        status,
        doing=doing,
        title=doing.titled(len(chosen)),
        rows=rows(visit, _lines(visit, chosen)),
        chosen=[(reference, held.get(reference)) for reference in chosen],
        view=visit.typed.get("list", ""),
        fields=fields,
        errors=form.summary(fields),
    )


def _names(visit: Visit, doing: Doing) -> Names:
    return Names(people=colleagues(visit)) if doing.step == GIVE else Names()


def colleagues(visit: Visit) -> tuple[Option, ...]:
    """Those to whom this manager may give work: who works in their teams; for oversight, everybody."""
    caller = visit.signed.caller
    teams = None if caller.roles & OVERSIGHT else caller.teams(*MANAGERS)
    work_in: dict[tuple[str, str], list[str]] = {}
    for email, name, team in members(visit.session, visit.signed.authority_id, teams):
        known_team = visit.signed.authority.team(team)
        work_in.setdefault((email, name), []).append(known_team.name if known_team else team)
    return tuple(Option(email, f"{name}, {' and '.join(of)}") for (email, name), of in work_in.items())
