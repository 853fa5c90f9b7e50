"""Are there identified social care needs? Screen a review, keep who decided it and why, and ask if there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from config.clock import day_of
from models import event, person, review_list
from models.review import ADD_SCREENING, Review
from workflow.answering import Answering, Given
from workflow.casework import Taken, request_advice
from workflow.errors import NeverYours, NotFromHere, NotThere, NotYours, Unmet
from workflow.facts import Facts
from workflow.history import Answer
from workflow.machine import known
from workflow.question_sets import question_sets
from workflow.questions import QuestionSet
from workflow.roles import SEND
from workflow.text import tidied
from workflow.work import Work

PASSED_ON = ("identified_needs", "raised_at_meeting", "involvement", "provision_in_place", "received_on")


@dataclass(frozen=True, slots=True)
class Screened:
    """A review that was screened, and the request that was raised, if there are needs; whether text was tidied."""

    review: Review
    taken: Taken | None
    tidied: bool


def found(work: Work, key: str, locked: bool = False) -> Review:
    """The review, if it is there for this caller to know. Raises NotThere, alike for both reasons."""
    try:
        review = review_list.find(work.session, work.signed, UUID(key), locked)
    except ValueError:
        review = None
    if review is None:
        raise NotThere("There is no such review that you can see.")
    return review


def screen(work: Work, key: str, given: Given) -> Screened:
    """Record whether there are identified social care needs, on what basis and who decided; if so, ask for advice.

    Raises, first that applies: NotThere, NeverYours, NotFromHere (a request that it raised is open), NotYours, Unmet.
    """
    review = found(work, key, locked=True)
    _may_screen(work, review)
    asked, on = question_sets()["screening"], day_of(work.at)
    facts = Facts(authority=work.signed.authority, person=review.person.as_facts())
    answering = Answering(asked, given.answers, on, known(facts))
    if errors := {**answering.errors, **given.faults}:
        raise Unmet(errors)
    said = answering.answers
    taken = request_advice(work, _request(review, said, on), review) if said["needs_identified"].value else None
    _keep(work, review, asked, said, taken)
    return Screened(review, taken, tidied(given.answers))


def _may_screen(work: Work, review: Review) -> None:
    caller = work.signed.caller
    if not caller.roles & SEND:
        raise NeverYours
    reference, is_open = review_list.request_of(work.session, work.signed, review)
    if is_open:
        named = f"Request {reference}" if reference else "A request"
        raise NotFromHere(f"{named} was raised from this review, and is open: tell social care there.")
    if review.requesting_team not in caller.teams(*SEND):
        raise NotYours("This is for the SEND team that has the review.")


def _request(review: Review, said: Mapping[str, Answer], on: date) -> Given:
    """What the screening says, as answers to the questions of a request, each with who answered it, when and how."""
    passed = {code: _with_provenance(said[code]) for code in PASSED_ON if code in said}
    usual = {
        "reason": "annual_review",
        "received_on": on.isoformat(),
        "review_meeting_on": review.meeting_on.isoformat(),
        "person": person.named(review.person),
    }
    return Given({**usual, **passed})


def _with_provenance(answer: Answer) -> Any:
    if isinstance(answer.value, dict | list):
        return answer.value
    asked_on = answer.asked_on.isoformat() if answer.asked_on else None
    informant = answer.informant_name or answer.informant
    return {"value": answer.value, "informant": informant, "asked_on": asked_on, "method": answer.method}


def _keep(work: Work, review: Review, asked: QuestionSet, said: Mapping[str, Answer], taken: Taken | None) -> None:
    """Append the screening, and note on the review how it now stands."""
    review.needs_identified = said["needs_identified"].value
    review.screened_on = date.fromisoformat(said["screened_on"].value)
    review.decided_by = said["decided_by"].value
    review.request_id = taken.request.id if taken else review.request_id
    work.session.flush()
    row = {
        "authority_id": review.authority_id,
        "review_id": review.id,
        "number": len(review_list.screenings(work.session, review)) + 1,
        "question_set": asked.hash,
        "answers": [event.content(asdict(answer)) for answer in said.values()],
        "actor_id": work.signed.caller.id,
        "at": work.at,
        "request_id": taken.request.id if taken else None,
    }
    work.session.execute(ADD_SCREENING, [row])
