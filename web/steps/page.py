"""The page of a step: its questions, what is missing first, and what was typed if it cannot be taken yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from models.request import Request
from web.forms.form import Field, Form
from web.forms.read_back import Said
from web.forms.typed import Typed, answers, parts_of, seen_version, typed_of, with_rows
from web.names import names
from web.one_request.flags import flags
from web.one_request.said_before import said_before
from web.one_request.supplies import SUPPLIES, Place, at_fields
from web.pages import Visit, page, request_of, show
from web.step_titles import said_done
from web.steps import person_form
from web.steps.onward import onward
from web.steps.overtaken import overtaken
from web.steps.so_far import so_far
from web.unfinished import TAKES, address, sent, waiting, waiting_as_seen
from web.words import consequence, step
from workflow.asking.answering import Given
from workflow.asking.questions import Question, QuestionSet
from workflow.casework.taking import take
from workflow.clocks.planning import planning
from workflow.errors import NotFromHere, NotThere, Stale, Unmet
from workflow.facts import Facts
from workflow.machine import Offer, available, questions_of
from workflow.pathway import ACTIONS, PATHWAY
from workflow.rights import rights
from workflow.rule import Unmet as Need

steps = Blueprint("steps", __name__)
# True of one step only: never filled in again at the next.
SAID_ONCE = ("note", "chased_referral", "reason", "decision_on", "proposed_decision", "countersign_reason")
EACH_ANEW = ("Front door", "Record", "Any time", "Afterwards", "The end")  # whose steps tell of something new each time
GOES_ON = ("record_answers", "update_person")  # save these, which go on with what is known
TODAY = ("Record", "Triage")  # stages whose steps mostly tell of today
PLANS = ("decision_on", "expected_completion_on")  # asked where both dates of an assessment have to be seen
REMEDY, OFFERED = "remedy", "offered_team"
UNMET = 422
STAGES = {row.action: row.stage for row in PATHWAY}


@page(steps, "/requests/<reference>/steps/<action>")
def ask(visit: Visit, reference: str, action: str) -> Response:
    """The questions of a step, filled in with what was answered before."""
    row, facts = request_of(visit, reference)
    offer = offered(visit, facts, action)
    waits = waiting(visit, reference, facts, action)
    typed = _begun(visit, row, facts, offer) if waits.typed is None else waits.typed
    return shown(visit, row, facts, offer, Form(names(visit, facts), typed), row.version, waits=waits)


@page(steps, "/requests/<reference>/steps/<action>", methods=("POST",))
def taken(visit: Visit, reference: str, action: str) -> Response:
    """Take the step; where it cannot be taken, show everything that was typed, with every reason."""
    row, facts = request_of(visit, reference)
    typed = visit.typed
    if changed := with_rows(typed):
        offer = offered(visit, facts, action)
        return shown(visit, row, facts, offer, Form(names(visit, facts), changed), seen_version(typed))
    if "restored" in typed:
        return _again(visit, row, facts, offered(visit, facts, action), restored=True)
    asked = questions(facts, action)
    given = person_form.changed(answers(asked.questions, typed), typed)
    if action == GOES_ON[0]:
        given = _new(facts, asked.questions, given)
    try:
        made = take(visit.work, reference, action, Given(given), seen_version(typed))
    except (Unmet, Stale) as refusal:
        visit.session.rollback()
        return _not_yet(visit, reference, action, refusal)
    sent(visit, reference, facts, action)
    return onward(visit, made, _next(reference, _then(typed)), said_done(action), f"{reference}/{action}")


def _not_yet(visit: Visit, reference: str, action: str, refusal: Unmet | Stale) -> Response:
    """The page again, with everything that was typed: with what is wrong, or with what somebody else has done."""
    row, facts = request_of(visit, reference)
    typed = visit.typed
    if isinstance(refusal, Stale):
        return _again(visit, row, facts, offered(visit, facts, action), status=409)
    asked = questions(facts, action)
    wrong, left = at_fields(refusal, asked.by_code, typed)
    offer, form = Offer(action, asked, tuple(left)), Form(names(visit, facts), typed, wrong)
    return shown(visit, row, facts, offer, form, seen_version(typed), status=UNMET)


def _again(visit: Visit, row: Request, facts: Facts, offer: Offer, **told: Any) -> Response:
    """The page with what was typed, which is as good as begun now: what somebody else has done since is said."""
    typed, offers, since = visit.typed, names(visit, facts), tuple[Said, ...]()
    if changed := is_overtaken(row, typed):
        then = replace(facts, history=facts.history[: seen_version(typed)])
        was, now = (_begun(visit, row, known, offer) for known in (then, facts))
        typed, since = overtaken(offer.asked.questions, was, now, typed, offers)
    return shown(visit, row, facts, offer, Form(offers, typed), row.version, overtaken=changed, since=since, **told)


def is_overtaken(row: Request, typed: Typed) -> bool:
    """Whether somebody has taken a step since what was typed was begun."""
    return seen_version(typed) not in (None, row.version)


def offered(visit: Visit, facts: Facts, action: str) -> Offer:
    """The step as it is offered to this person now. Raises NotThere or NotFromHere."""
    if action not in ACTIONS:
        raise NotThere
    for offer in available(facts, visit.signed.caller, visit.on):
        if offer.action == action:
            return offer
    raise NotFromHere("This step cannot be taken now, or not by you.")


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
    then = _then(visit.typed)
    told.setdefault("waits", None)
    waits = told.pop("waits")
    plans = any(code in offer.asked.by_code for code in PLANS)
    return show(
        "step.html",
        status,
        row=row,
        flags=tuple(flags(row, facts, rights(facts, visit.on))),
        facts=facts,
        action=offer.action,
        title=step(offer),
        fields=fields,
        was=(person_form.WAS, form.typed.get(person_form.WAS)),
        errors=[*form.summary(fields), *(refused(offer.needs, fields) if status == UNMET else ())],
        missing=offer.needs,
        before=said_before(visit, row, facts, offer.action),
        seen=seen,
        waits=waits or waiting_as_seen(visit, row.reference, facts, offer.action),
        filled=waits is None,
        then=then,
        back=_next(row.reference, then),
        consequence=consequence(offer.action, facts),
        contacts=STAGES[offer.action] == "Record",
        on=visit.on,
        planned=planning(facts, visit.on) if plans else None,
        overruns_at=REMEDY,
        criteria=[one for one in facts.authority.teams.values() if one.criteria]
        if OFFERED in offer.asked.by_code
        else (),
        so_far=so_far(visit, facts) if plans else None,
        **told,
    )


def refused(needs: Sequence[Need], fields: Sequence[Field]) -> list[dict[str, str]]:
    """What a step that was sent needs, as errors: of its form as a whole, or supplied elsewhere and listed so."""
    top = fields[0].leads_to if fields else "form"
    here = {need: SUPPLIES[need.rule].place is Place.STEP for need in needs}
    return [{"text": need.reason, "href": f"#{top if here[need] else 'missing'}"} for need in needs]


def _then(typed: Typed) -> str:
    """Which page of the request this step was reached from, and goes back to: one of ours, or none."""
    said = typed.get("then") or request.args.get("then")
    return said if isinstance(said, str) and said in TAKES else ""


def _next(reference: str, then: str) -> str:
    return address(reference, then) if then else url_for("requests_pages.one", reference=reference)


def _begun(visit: Visit, row: Request, facts: Facts, offer: Offer) -> Typed:
    """What a form begins with: what is known, where the step goes on with it; today, where it tells of today."""
    stage, questions = STAGES[offer.action], offer.asked.questions
    goes_on = stage not in EACH_ANEW or offer.action in GOES_ON
    known = [one.code for one in questions if one.code in facts.answers and one.code not in SAID_ONCE]
    typed = typed_of(questions, {code: _said(facts, code) for code in known} if goes_on else {})
    days = [one.code for one in questions if one.past and one.required] if stage in TODAY else []
    return {**{code: parts_of(visit.on) for code in days}, **typed, **person_form.begun(questions, row.person)}


def _new(facts: Facts, questions: Sequence[Question], given: dict[str, Any]) -> dict[str, Any]:
    """The answers that say something new: what stands as it was filled in was said before, and is not said again."""
    known = {one.code: _said(facts, one.code) for one in questions if one.code in facts.answers}
    before = answers(questions, typed_of(questions, known))
    return {code: answer for code, answer in given.items() if answer != before.get(code)}


def _said(facts: Facts, code: str) -> Any:
    answer = facts.answers[code]
    told = {**asdict(answer), "informant": answer.informant_name or answer.informant}
    return told if answer.informant or answer.not_asked_because else answer.value
