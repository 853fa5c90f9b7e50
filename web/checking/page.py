"""The review: the text as it will be read, what was found, and issuing it or returning it on the same page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from models import colleagues
from models.request import Request
from web.checking.form import Shown, form_of, given_to, unanswered
from web.desk.told import entries
from web.desk.writing import about, checkers, late_by
from web.forms.typed import Typed, pairs, seen_version
from web.one_request.supplies import DRAFT, SUPPLIES, at_fields
from web.pages import Visit, page, show
from web.steps.onward import onward
from workflow.casework import desk as shared
from workflow.casework.drafting import changed_since
from workflow.casework.taking import take
from workflow.errors import NotFromHere, Stale, Unmet
from workflow.facts import Facts
from workflow.history import ISSUES
from workflow.machine import may_take, questions_of
from workflow.roles import CHECKING, SOCIAL_CARE
from workflow.rule import Unmet as Need
from workflow.rules.issue import lateness_has_its_reason
from workflow.rules.people import wrote_it
from workflow.states import State
from workflow.writing.reading import levels

review = Blueprint("review", __name__)
READERS = SOCIAL_CARE | CHECKING
RETURNS = "return_draft"
SAID = {RETURNS: "The draft is back with its author."}
ISSUED = "The advice is issued. SEND has it from this moment."
OWN_WORDS = ("warnings_answered", "review_comment", "return_explained", "late_explained", "note", "issued_to")


@page(review, "/requests/<reference>/review", roles=READERS)
def one(visit: Visit, reference: str) -> Response:
    """The draft that is being checked, to whoever may read it; with the forms, to whoever may check it."""
    row, facts = _being_checked(visit, reference)
    return _shown(visit, row, facts, {}, row.version)


def _being_checked(visit: Visit, reference: str) -> tuple[Request, Facts]:
    row, facts = shared.opened(visit.work, reference)
    if facts.state is not State.REVIEWING:
        raise NotFromHere("No draft of this request is being checked now.")
    return row, facts


@page(review, "/requests/<reference>/review", methods=("POST",), roles=CHECKING)
def checked(visit: Visit, reference: str) -> Response:
    """Issue the draft, or return it to its author; whatever refuses that, nothing typed is lost."""
    row, facts = shared.opened(visit.work, reference)
    typed, does = visit.typed, visit.typed.get("do")
    if "restored" in typed or does not in ("issue", "return"):
        return _shown(visit, row, facts, typed, seen_version(typed), restored="restored" in typed)
    action = RETURNS if does == "return" else _issues(visit, facts)
    days = late_by(facts, visit.on) if action != RETURNS and lateness_has_its_reason.check(facts, visit.on) else 0
    try:
        made = take(visit.work, reference, action, given_to(facts, action, typed), seen_version(typed))
    except (Unmet, Stale) as refusal:
        visit.session.rollback()
        return _refused(visit, reference, refusal, action)
    if days and typed.get("confirmed") != "yes":
        visit.session.rollback()
        return show("late.html", reference=reference, days=days, due_on=facts.due_on, kept=list(_kept(typed)))
    where = url_for("requests_pages.one", reference=reference)
    return onward(visit, made, where, SAID.get(action, ISSUED), f"{reference}/review")


def _kept(typed: Typed) -> Sequence[tuple[str, str]]:
    """What was typed, to be sent again, without what belongs to the sending."""
    return list(pairs({name: said for name, said in typed.items() if name not in ("csrf_token", "once", "do")}))


def _issues(visit: Visit, facts: Facts) -> str:
    """The step that issues a draft of this kind; where none can be taken now, taking it says why."""
    return next((action for action in ISSUES if may_take(facts, visit.signed.caller, action)), ISSUES[-1])


def _refused(visit: Visit, reference: str, refusal: Unmet | Stale, action: str) -> Response:
    row, facts = shared.opened(visit.work, reference)
    typed = visit.typed
    if isinstance(refusal, Stale):
        return _shown(visit, row, facts, typed, row.version, 409, overtaken=True)
    wrong, left = at_fields(refusal, questions_of(facts, action).by_code, typed)
    errors = {**wrong, **(unanswered(facts, typed, visit.on) if action != RETURNS else {})}
    missing = [_missing(need, action) for need in left if need.rule != "every_warning_is_answered"]
    return _shown(visit, row, facts, typed, seen_version(typed), 422, errors=errors, missing=missing)


def _missing(need: Need, action: str) -> dict[str, str]:
    """What no question supplies, as an error: what is to be mended in the draft stands among its stops."""
    part = "stops" if SUPPLIES[need.rule] is DRAFT else "return" if action == RETURNS else "issue"
    return {"text": need.reason, "href": f"#{part}"}


def _shown(
    visit: Visit,
    row: Request,
    facts: Facts,
    typed: Typed,
    seen: int | None,
    status: int = 200,
    errors: Mapping[str, Sequence[str]] | None = None,
    missing: Sequence[Mapping[str, str]] = (),
    **more: Any,
) -> Response:
    may = may_take(facts, visit.signed.caller, RETURNS)
    late = bool(lateness_has_its_reason.check(facts, visit.on))
    form: Shown | None = form_of(facts, typed, errors or {}, visit.on, missing, late=late) if may else None
    sent = facts.last("submit_for_review")
    people = colleagues.names(visit.session, row.authority_id, {sent.actor if sent else None, facts.reviewer})
    return show(
        "review.html",
        status,
        **about(visit, row, facts),
        content=facts.draft.content,
        level=levels(facts.draft.content)[0],
        sent=sent,
        people=people,
        since=changed_since(visit.work, row, facts),
        beside=entries(visit, facts),
        form=form,
        why_not=None
        if may
        else wrote_it(facts, visit.signed.caller) or "You can read this draft; it is checked by others.",
        checkers=[] if may else checkers(visit, facts),
        days_late=late_by(facts, visit.on) if late else 0,
        seen=seen,
        typed_left=[]
        if may
        else [text for _, text in pairs({code: typed.get(code, "") for code in OWN_WORDS}) if text],
        **more,
    )
