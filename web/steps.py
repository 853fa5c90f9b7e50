"""The page of a step: its questions, what is missing first, and what was typed if it cannot be taken yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask import Blueprint, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import queries
from models.request import Request
from models.user import Membership, User
from web.forms import Form, Names
from web.pages import Visit, done, page, show
from web.said_before import said_before
from web.typed import Typed, answers, rows, typed_of
from workflow.answering import Given
from workflow.casework import take
from workflow.errors import NotFromHere, NotThere, Stale, Unmet
from workflow.facts import Facts
from workflow.machine import Offer, available, questions_of
from workflow.pathway import ACTIONS
from workflow.question_sets import question_sets
from workflow.questions import Option, QuestionSet
from workflow.work import found

steps = Blueprint("steps", __name__)
SAID_ONCE = ("note", "chased_referral")  # true of one step only: never filled in again at the next
EACH_ANEW = ("Record", "Any time", "Afterwards", "The end")  # stages whose steps tell of something new every time
GOES_ON = ("record_answers", "update_person")  # save these, which go on with what is known
WHO_TOLD, HOW = "informant_kind", "method"


@page(steps, "/requests/<reference>/steps/<action>")
def ask(visit: Visit, reference: str, action: str) -> Response:
    """The questions of a step, filled in with what was answered before."""
    row, facts = request_of(visit, reference)
    offer = offered(visit, facts, action)
    before = {
        code: _said(facts, code) for code in offer.asked.by_code if code in facts.answers and code not in SAID_ONCE
    }
    form = Form(names(visit, facts), typed_of(offer.asked.questions, before))
    return shown(visit, row, facts, offer, form, row.version)


@page(steps, "/requests/<reference>/steps/<action>", methods=("POST",))
def taken(visit: Visit, reference: str, action: str) -> Response:
    """Take the step; where it cannot be taken, show everything that was typed, with every reason."""
    row, facts = request_of(visit, reference)
    typed = visit.typed
    if changed := with_rows(typed):
        offer = offered(visit, facts, action)
        return shown(visit, row, facts, offer, Form(names(visit, facts), changed), _seen(typed))
    if "restored" in typed:
        offer = offered(visit, facts, action)
        return shown(visit, row, facts, offer, Form(names(visit, facts), typed), _seen(typed), restored=True)
    asked = questions(facts, action)
    try:
        take(visit.work, reference, action, Given(answers(asked.questions, typed)), _seen(typed))
    except (Unmet, Stale) as refusal:
        visit.session.rollback()
        return _not_yet(visit, reference, action, refusal)
    return done(url_for("requests_pages.one", reference=reference), f"{asked.title}: done.")


def _not_yet(visit: Visit, reference: str, action: str, refusal: Unmet | Stale) -> Response:
    """The page again, with everything that was typed: with what is wrong, or with what somebody else has done."""
    row, facts = request_of(visit, reference)
    typed = visit.typed
    if isinstance(refusal, Stale):
        offer, form = offered(visit, facts, action), Form(names(visit, facts), typed)
        return shown(visit, row, facts, offer, form, row.version, status=409, overtaken=facts.history[-1])
    offer = Offer(action, questions(facts, action), tuple(refusal.needs))
    form = Form(names(visit, facts), typed, refusal.errors)
    return shown(visit, row, facts, offer, form, _seen(typed), status=422)


def request_of(visit: Visit, reference: str) -> tuple[Request, Facts]:
    """A request that this person may see, and everything that is known of it."""
    row = found(visit.session, visit.signed, reference)
    return row, row.as_facts(visit.signed.authority, queries.past(visit.session, row.key))


def offered(visit: Visit, facts: Facts, action: str) -> Offer:
    """The step as it is offered to this person now. Raises NotThere or NotFromHere."""
    if action not in ACTIONS:
        raise NotThere
    for offer in available(facts, visit.signed.caller, visit.on):
        if offer.action == action:
            return offer
    raise NotFromHere("This step cannot be taken now, or not by you. Open the request to see what can be done.")


def questions(facts: Facts, action: str) -> QuestionSet:
    """The questions of a step in this authority. Raises NotThere."""
    if action not in ACTIONS:
        raise NotThere
    return questions_of(facts, action)


def shown(
    visit: Visit, row: Request, facts: Facts, offer: Offer, form: Form, seen: int | None, status: int = 200, **told: Any
) -> Response:
    """The page of a step."""
    fields = form.fields(offer.asked.questions)
    return show(
        "step.html",
        status,
        row=row,
        facts=facts,
        action=offer.action,
        title=offer.asked.title,
        fields=fields,
        errors=form.summary(fields),
        missing=offer.needs,
        before=said_before(visit, facts, offer.action),
        seen=seen,
        **told,
    )


def _said(facts: Facts, code: str) -> Any:
    answer = facts.answers[code]
    return asdict(answer) if answer.informant or answer.not_asked_because else answer.value


def _seen(typed: Typed) -> int | None:
    said = typed.get("seen")
    return int(said) if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < 10 else None


def with_rows(typed: Typed) -> Typed | None:
    """The form with a row more, or one less, where that was asked for; else None."""
    for press, change in (("add", _add), ("remove", _remove)):
        if isinstance(name := typed.get(press), str):
            return change(typed, name.split("."))
    return None


def _add(typed: Typed, way: Sequence[str]) -> Typed:
    at: Any = typed
    for step in way[:-1]:
        at = at.setdefault(step, {})
    held = rows(at.get(way[-1]))
    at[way[-1]] = {str(n): row for n, row in enumerate([*held, {}] if held else [{}, {}])}
    return typed


def _remove(typed: Typed, way: Sequence[str]) -> Typed:
    at: Any = typed
    for step in way[:-2]:
        at = at.setdefault(step, {})
    group, number = way[-2], int(way[-1])
    left = [row for n, row in enumerate(rows(at.get(group))) if n != number]
    at[group] = {str(n): row for n, row in enumerate(left)}
    return typed


def names(visit: Visit, facts: Facts) -> Names:
    """What a form offers beside a question's own options."""
    contact = question_sets()["record_contact"].by_code
    contacts = tuple(Option(one.name, f"{one.name} ({one.relationship})") for one in facts.person.contacts)
    teams = tuple(Option(team.code, team.name) for team in visit.signed.authority.teams.values())
    return Names(teams, _people(visit), (*contacts, *contact[WHO_TOLD].options), contact[HOW].options)


def _people(visit: Visit) -> tuple[Option, ...]:
    """Everybody who works with requests in this authority, by team and name."""
    query = (
        select(User.email, User.name, Membership.team)
        .join(Membership, (Membership.authority_id == User.authority_id) & (Membership.user_id == User.id))
        .where(User.authority_id == visit.signed.authority_id, User.active)
        .order_by(User.name)
        .distinct()
    )
    teams: dict[tuple[str, str], list[str]] = {}
    for email, name, team in visit.session.execute(query):
        known = visit.signed.authority.team(team)
        teams.setdefault((email, name), []).append(known.name if known else team)
    return tuple(Option(email, f"{name}, {' and '.join(sorted(of))}") for (email, name), of in teams.items())
