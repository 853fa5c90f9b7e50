"""How will the draft read, and to whom is it sent to be checked?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from models import papers
from models.request import Request
from web.desk.form import is_short, typed_content
from web.desk.writing import about, checkers, writes
from web.forms.form import Field, Form, Names
from web.forms.typed import Typed, answers, seen_version
from web.one_request.supplies import at_fields
from web.pages import Visit, page, show
from web.steps.onward import onward
from web.steps.page import UNMET, offered, refused
from web.words import role
from workflow.asking.answering import Given
from workflow.asking.questions import Option
from workflow.casework import desk as shared
from workflow.casework.taking import take
from workflow.errors import NotFromHere, NotThere, Stale, Unmet
from workflow.facts import Facts
from workflow.machine import Offer, questions_of
from workflow.papers.advice import paper as drawn
from workflow.papers.forms import FORMS
from workflow.papers.forms import sent as as_sent
from workflow.roles import CHECKING, SOCIAL_CARE
from workflow.rule import Unmet as Need
from workflow.rules.issue import found as found_in
from workflow.states import State
from workflow.writing.checks import Severity
from workflow.writing.reading import levels

sending = Blueprint("sending", __name__)
READERS = SOCIAL_CARE | CHECKING
SENDS = "submit_for_review"
OF_THE_LAST_TIME = ("author_role", "author_registration")
YOUNG_PERSON = "young_person_view_not_sought_because"


@page(sending, "/requests/<reference>/preview", roles=READERS)
def preview(visit: Visit, reference: str) -> Response:
    """The draft as its readers will have it, and below it the form that sends it to be checked."""
    row, facts = shared.opened(visit.work, reference)
    before = [event for event in facts.steps(SENDS) if event.actor == visit.signed.caller.id]
    said = {code: before[-1].value(code) for code in OF_THE_LAST_TIME} if before else {}
    return _shown(visit, row, facts, {code: one for code, one in said.items() if one}, row.version)


@page(sending, "/requests/<reference>/preview", methods=("POST",), roles=SOCIAL_CARE)
def sent(visit: Visit, reference: str) -> Response:
    """Send the draft that was read to be checked."""
    row, facts = shared.opened(visit.work, reference)
    typed, asked = visit.typed, questions_of(facts, SENDS)
    if "restored" in typed:
        return _shown(visit, row, facts, typed, seen_version(typed), restored=True)
    try:
        made = take(visit.work, reference, SENDS, Given(answers(asked.questions, typed)), seen_version(typed))
    except (Unmet, Stale, NotFromHere) as refusal:
        visit.session.rollback()
        row, facts = shared.opened(visit.work, reference)
        if not writes(visit, facts):
            raise
        if isinstance(refusal, Unmet):
            wrong, left = at_fields(refusal, asked.by_code, typed)
            return _shown(visit, row, facts, typed, seen_version(typed), UNMET, wrong, missing=left)
        now = {**typed, "draft_version": str(row.draft_version)}
        return _shown(visit, row, facts, now, row.version, 409, missing=[], changed=refusal.reason)
    where = url_for("requests_pages.one", reference=reference)
    return onward(visit, made, where, "The draft is sent to be checked.", f"{reference}/preview")


@page(sending, "/requests/<reference>/preview/draft.<ending>", roles=READERS)
def paper(visit: Visit, reference: str, ending: str) -> Response:
    """The draft as the paper that it would be, marked as a draft on every page."""
    row, _ = shared.opened(visit.work, reference)
    form = next((one for one in FORMS if one.ending == ending), None)
    if form is None:
        raise NotThere("There is no such paper.")
    advice = papers.draft(visit.session, visit.signed.authority, row, visit.on)
    body, headers = as_sent(drawn(advice), form, f"{row.reference}-draft")
    return Response(body, headers=headers)


def _shown(
    visit: Visit,
    row: Request,
    facts: Facts,
    typed: Typed,
    seen: int | None,
    status: int = 200,
    errors: Mapping[str, Sequence[str]] | None = None,
    missing: Sequence[Need] | None = None,
    **more: Any,
) -> Response:
    offer = offered(visit, facts, SENDS) if writes(visit, facts) else None
    form, fields = _form(visit, facts, offer, typed, errors or {}) if offer else (Form(), ())
    needs = missing if missing is not None else offer.needs if offer else ()
    found = found_in(facts, visit.on)
    return show(
        "preview.html",
        status,
        **about(visit, row, facts),
        content=facts.draft.content,
        short=is_short(typed_content(facts.draft.content)),
        level=levels(facts.draft.content)[0],
        stops=[one for one in found if one.severity is Severity.STOP],
        warnings=[one for one in found if one.severity is Severity.WARN],
        forms=FORMS,
        offer=offer,
        fields=fields,
        errors=[*form.summary(fields), *(refused(needs, fields) if status == UNMET else ())],
        missing=[need.reason for need in needs],
        draft_version=typed.get("draft_version", row.draft_version),
        seen=seen,
        checking=facts.state is State.REVIEWING,
        **more,
    )


def _form(
    visit: Visit, facts: Facts, offer: Offer, typed: Typed, errors: Mapping[str, Sequence[str]]
) -> tuple[Form, tuple[Field, ...]]:
    """The form that sends it: the reviewer is chosen from those who may be one."""
    people = tuple(Option(one["email"], f"{one['name']}, {role(one['role'])}") for one in checkers(visit, facts))
    form = Form(Names(people=people), typed, errors)
    asked = [one for one in offer.asked.questions if one.code != "draft_version"]
    if not facts.person.speaks_for_themselves(visit.on):
        asked = [one for one in asked if one.code != YOUNG_PERSON]
    return form, form.fields(asked)
