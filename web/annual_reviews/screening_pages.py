"""Screening annual reviews: one with all its questions, or a page of many with what they share filled in once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from models import review_list, unfinished
from models.review import Review
from web.annual_reviews.coming_up import shown_now
from web.annual_reviews.screening_lines import MANY, SHARED, Line, Lines, kept_form, lines_of, waiting
from web.ask.unsent import plainly
from web.forms.form import Form
from web.forms.typed import YES, Typed, answers, typed_of, with_rows
from web.pages import Visit, done, page, show
from web.supporters import supporters
from workflow.asking.answering import Given
from workflow.asking.question_sets import question_sets
from workflow.asking.questions import Question
from workflow.casework import screening
from workflow.clocks.annual_reviews import late_before, screen_by
from workflow.errors import NotThere, Unmet
from workflow.roles import SEND

screening_pages = Blueprint("screening_pages", __name__)
GOES_ON = "reviews_after"  # where the page of many goes on: which days, and after which meeting and review


def questions() -> tuple[Question, ...]:
    """What is asked of one review."""
    return tuple(plainly(one) for one in question_sets()[screening.ASKED].questions)


def usual(visit: Visit) -> Typed:
    """What most answers are: decided today, by whoever screens."""
    return typed_of(questions(), {"screened_on": visit.on.isoformat(), "decided_by": visit.signed.caller.name})


@page(screening_pages, "/reviews/screen", roles=SEND)
def many(visit: Visit) -> Response:
    """The next reviews that nobody has screened, down the page."""
    mine = waiting(visit)
    shown = replace(shown_now("waiting"), q="")
    rows = review_list.coming_up(visit.session, visit.signed, shown.sought(visit.on, MANY + len(mine)))
    lines = [Line(row[0], f"{row.given_name or ''} {row.family_name or ''}".strip(), row.date_of_birth) for row in rows]
    return _many(visit, [line for line in lines if line.review.id not in mine][:MANY], {"all": usual(visit)})


@page(screening_pages, "/reviews/screen", methods=("POST",), roles=SEND)
def screened(visit: Visit) -> Response:
    """All of the page at once, or nothing of it; then the questions of those with needs, one by one."""
    lines = lines_of(visit)
    if not lines:
        raise NotThere("There is no such review that you can see.")
    if "restored" in visit.typed:
        return _many(visit, lines, visit.typed, restored=True)
    sent = Lines(visit, lines)
    if wrong := sent.wrong() or sent.saved():
        visit.session.rollback()
        return _many(visit, lines, visit.typed, wrong)
    last = lines[-1].review
    cookie[GOES_ON] = {**request.args, "after": f"{last.meeting_on}_{last.id}"}
    left = f" {len(sent.yes)} with needs: answer the few questions of each." if sent.yes else ""
    said = f"{len(sent.no)} saved without needs.{left}"
    return done(_onwards(visit), said, sent=f"screening/from/{lines[0].review.id}")


def _many(
    visit: Visit,
    lines: list[Line],
    typed: Typed,
    wrong: Mapping[str, list[str]] | None = None,
    restored: bool = False,
) -> Response:
    form, mine = Form(typed=typed, errors=wrong or {}), waiting(visit)
    shared = form.fields(SHARED, "all.", typed.get("all", {}))
    drawn = [one.drawn(form) for one in lines]
    return show(
        "screen_many.html",
        422 if wrong else 200,
        address=request.full_path.rstrip("?"),
        shared=shared,
        lines=[(one, fields, screen_by(one.review.meeting_on)) for one, fields in zip(lines, drawn, strict=True)],
        errors=form.summary([*shared, *(field for fields in drawn for field in fields)]),
        counts=review_list.counts(visit.session, visit.signed, visit.on, late_before(visit.on)),
        restored=restored,
        mine=len(mine),
        first=next(iter(mine), None),
        again=bool(request.args.get("after")),
        on=visit.on,
    )


def _onwards(visit: Visit) -> str:
    """The next review with needs whose questions wait; else on with the next page of many."""
    mine = waiting(visit)
    if mine:
        return url_for("screening_pages.single", key=mine[0])
    return url_for("screening_pages.many", **cookie.pop(GOES_ON, {}))


@page(screening_pages, "/reviews/<key>/screen", roles=SEND)
def single(visit: Visit, key: str) -> Response:
    """One review, with all its questions."""
    review = screening.found(visit.work, key)
    kept = unfinished.find(visit.session, visit.signed.authority_id, kept_form(visit, review.id))
    raised = {"needs_identified": YES, "raised_at_meeting": YES} if request.args.get("raised") else {}
    return _single(visit, review, {**usual(visit), **(kept.typed if kept else {}), **raised})


@page(screening_pages, "/reviews/<key>/screen", methods=("POST",), roles=SEND)
def single_screened(visit: Visit, key: str) -> Response:
    """Keep the screening; with needs, ask for the advice."""
    review, typed = screening.found(visit.work, key), with_rows(visit.typed) or visit.typed
    if {"add", "remove", "restored"} & typed.keys():
        return _single(visit, review, typed, restored="restored" in typed)
    try:
        kept = screening.screen(visit.work, key, Given(answers(questions(), typed)))
    except Unmet as refusal:
        visit.session.rollback()
        return _single(visit, screening.found(visit.work, key), typed, refusal)
    unfinished.drop(visit.session, visit.signed.authority_id, kept_form(visit, review.id))
    reference = kept.taken.request.reference if kept.taken else None
    where, said = url_for("review_pages.one", key=review.id), "Screened: no needs identified."
    if reference:
        where, said = url_for("ask_check.sent", reference=reference), ""
    if GOES_ON in cookie:
        where, said = _onwards(visit), f"{reference} was asked for." if reference else "Saved."
    return done(where, said, sent=f"screening/{review.id}")


def _single(
    visit: Visit, review: Review, typed: Typed, refusal: Unmet | None = None, restored: bool = False
) -> Response:
    form = Form(supporters(visit), typed, refusal.errors if refusal else {})
    fields = form.fields(questions())
    reference, is_open = review_list.request_of(visit.session, visit.signed, review)
    mine = waiting(visit)
    told: dict[str, Any] = {"left": len(mine) if review.id in mine else 0, "reference": reference, "is_open": is_open}
    return show(
        "screen_one.html",
        422 if refusal else 200,
        review=review,
        fields=fields,
        errors=form.summary(fields),
        missing=[need.reason for need in refusal.needs] if refusal else [],
        restored=restored,
        on=visit.on,
        **told,
    )
