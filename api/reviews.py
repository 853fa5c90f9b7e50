"""Annual reviews: what is coming up, who decided whether there are social care needs, and deciding it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint

from api import paging, representation
from api.contract import Call, Reply, operation
from api.errors import Invalid
from api.representation import TIDIED
from api.requests import given_in
from api.schemas import REVIEWS, REVIEWS_SHEET
from api.sent import CSV
from config.clock import day_of
from models import authority, colleagues, review_list
from models.review import Review, Screening
from models.review_list import Sought
from workflow.asking.asked import as_asked
from workflow.asking.questions import QuestionSet
from workflow.casework.screening import found, screen
from workflow.casework.term_sheet import term_sheet
from workflow.clocks.annual_reviews import follows, screen_by, standing
from workflow.clocks.timescales import papers_due
from workflow.history import Answer

reviews = Blueprint("reviews", __name__)
LISTED = "reviews"


@operation(reviews, "GET", "/reviews", query=REVIEWS, answers={200: "ReviewList"}, headers=("Link",))
def reviews_list(call: Call) -> Reply:
    """The annual reviews that you may see, by meeting date: those to come, and those that nobody has screened"""
    asked, on = call.query, day_of(call.work.at)
    after = paging.place(LISTED, asked["cursor"], date.fromisoformat, UUID) if "cursor" in asked else None
    sought = replace(_sought(call), after=after, per_page=asked["per_page"])
    rows = review_list.coming_up(call.session, call.signed, sought)
    page, headers = rows[: sought.per_page], {}
    if len(rows) > sought.per_page:
        last: Review = page[-1][0]
        headers = paging.next_page(cursor=paging.cursor(LISTED, last.meeting_on, last.id))
    return Reply({"reviews": [_listed(row, on) for row in page]}, headers=headers)


@operation(reviews, "GET", "/reviews.csv", query=REVIEWS_SHEET, answers={200: "ReviewsSheet"}, gives=(CSV,))
def reviews_sheet(call: Call) -> Reply:
    """The same list as CSV, to be filled in and imported again"""
    named = {"Content-Type": f"{CSV}; charset=utf-8", "Content-Disposition": 'attachment; filename="reviews.csv"'}
    return Reply(term_sheet(call.session, call.signed, _sought(call)), headers=named)


def _sought(call: Call) -> Sought:
    asked = call.query
    since, until = (date.fromisoformat(asked[end]) if end in asked else None for end in ("since", "until"))
    if since and until and since > until:
        raise Invalid({"from": ["This is after the day that the list is to end on."]})
    return Sought(
        since=since or day_of(call.work.at),
        waiting=since is None,
        until=until,
        screened=asked.get("screened"),
        q=asked.get("q"),
    )


@operation(reviews, "GET", "/reviews/<key>", answers={200: "Review"})
def read_review(call: Call, key: str) -> Reply:
    """One annual review, with every screening"""
    return Reply(_whole(call, found(call.work, key)))


@operation(reviews, "POST", "/reviews/<key>/screening", sends="NewScreening", answers={200: "Review"})
def screen_review(call: Call, key: str) -> Reply:
    """Say whether there are identified social care needs, and ask for advice if there are"""
    screened = screen(call.work, key, given_in(call.body))
    notices = {"notices": [TIDIED]} if screened.tidied else {}
    return Reply({**_whole(call, screened.review), **notices})


def _listed(row: Any, on: date) -> dict[str, Any]:
    review, given, family, born, reference = row
    person = {"given_name": given, "family_name": family, "date_of_birth": born}
    return _said(review, person, reference, on)


def _said(review: Review, person: dict[str, Any], reference: str | None, on: date) -> dict[str, Any]:
    """A review as a row of a list. The request is named only to those who may see it."""
    own = f"{representation.ROOT}/reviews/{review.id}"
    return {
        "id": review.id,
        "person": person,
        "setting": review.setting,
        "meeting_on": review.meeting_on,
        "papers_due_on": papers_due(review.meeting_on),
        "screen_by": screen_by(review.meeting_on),
        "standing": standing(review.needs_identified, review.meeting_on, on),
        "screened_on": review.screened_on,
        "decided_by": review.decided_by,
        "request": reference,
        "links": {
            "self": own,
            "screening": f"{own}/screening",
            **({"request": representation.path(reference)} if reference else {}),
        },
    }


def _whole(call: Call, review: Review) -> dict[str, Any]:
    """A review with the person as the list has them, and every screening as it was asked and answered."""
    held, on = review.person, day_of(call.work.at)
    person = {"given_name": held.given_name, "family_name": held.family_name, "date_of_birth": held.date_of_birth}
    reference, _ = review_list.request_of(call.session, call.signed, review)
    past = review_list.screenings(call.session, review)
    sets = authority.asked_sets(call.session, review.authority_id, {one.question_set for one in past})
    people = colleagues.names(call.session, review.authority_id, {review.listed_by, *(one.actor_id for one in past)})
    return {
        **_said(review, person, reference, on),
        "requesting_team": review.requesting_team,
        "listed_on": review.listed_on,
        **follows(review.meeting_on),
        "listed_by": people.get(review.listed_by),
        "screenings": [_screening(one, sets[one.question_set], people) for one in past],
    }


def _screening(one: Screening, asked: QuestionSet, people: Mapping[UUID, str]) -> dict[str, Any]:
    said = {answer["code"]: Answer(**answer) for answer in one.answers}
    return {
        "number": one.number,
        "at": one.at,
        "actor": people.get(one.actor_id),
        "question_set": {"code": asked.code, "hash": asked.hash},
        "answers": [as_asked(asked.by_code[code], said[code]) for code in asked.by_code if code in said],
    }
