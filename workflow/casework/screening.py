"""Are there identified social care needs? Screen a review or a list of them, keep who decided why, and ask if so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import set_committed_value

from config.clock import day_of
from config.faults import Fault
from models import event, identity, review_list
from models.review import ADD_SCREENING, CHANGE_REVIEW, Review, Screening
from workflow.asking.answering import Answering, Given
from workflow.asking.question_sets import question_sets
from workflow.casework.taking import Taken, ask, request_advice
from workflow.casework.work import Work
from workflow.errors import NeverYours, NotFromHere, NotThere, NotYours, Unmet
from workflow.facts import Facts
from workflow.history import Answer
from workflow.lists.columns import SCREENINGS
from workflow.lists.sheet import Row
from workflow.machine import known
from workflow.roles import SEND
from workflow.text import tidied

ASKED = "screening"
DECIDES = "needs_identified"
PASSED_ON = ("identified_needs", "raised_at_meeting", "involvement", "provision_in_place", "received_on")


@dataclass(frozen=True, slots=True)
class Screened:
    """A review that was screened, and the request that was raised, if there are needs; whether text was tidied."""

    review: Review
    taken: Taken | None
    tidied: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A screening to be kept: of which review, the answers, the request that it raised, and the screening before."""

    review: Review
    answers: Mapping[str, Answer]
    request_id: UUID | None
    before: Screening | None

    @property
    def columns(self) -> dict[str, Any]:
        """How the review stands after it."""
        return {
            DECIDES: self.answers[DECIDES].value,
            "screened_on": date.fromisoformat(self.answers["screened_on"].value),
            "decided_by": self.answers["decided_by"].value,
            "request_id": self.request_id or self.review.request_id,
        }

    def row(self, work: Work) -> dict[str, Any]:
        """The screening itself."""
        return {
            "authority_id": self.review.authority_id,
            "review_id": self.review.id,
            "number": (self.before.number if self.before else 0) + 1,
            "question_set": question_sets()[ASKED].hash,
            "answers": [event.content(asdict(answer)) for answer in self.answers.values()],
            "actor_id": work.signed.caller.id,
            "at": work.at,
            "request_id": self.request_id,
        }


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
    _may_screen(work, review, *review_list.request_of(work.session, work.signed, review))
    said = answered(Facts(authority=work.signed.authority, person=review.person.as_facts()), given, work.at)
    asks = said[DECIDES].value
    taken = request_advice(work, _request(review, said, day_of(work.at)), review) if asks else None
    before = review_list.last_screenings(work.session, work.signed, [review.id])
    _keep(work, [Said(review, said, taken.request.id if taken else None, before.get(review.id))])
    return Screened(review, taken, tidied(given.answers))


def answered(facts: Facts, given: Given, at: datetime) -> Mapping[str, Answer]:
    """The answers of a screening, all in order. Raises Unmet with every one that is wrong or missing."""
    answering = Answering(question_sets()[ASKED], given.answers, day_of(at), known(facts))
    if errors := {**answering.errors, **given.faults}:
        raise Unmet(errors)
    return answering.answers


@dataclass(frozen=True, slots=True)
class ToScreen:
    """A line of a list that screens a review: the answers of the line, all in order."""

    row: Row
    review: UUID
    said: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line that screens a review, and the reference of the request, if there are needs."""

    word: str
    reference: str | None = None


def screen_all(work: Work, lines: Sequence[ToScreen]) -> tuple[dict[int, Outcome], list[Fault]]:
    """Screen the review of every line, unless its last screening says the same: what became of each, by line.

    Raises NeverYours. The reviews are locked by whoever calls. With a fault, none of it may be kept.
    """
    keys = [line.review for line in lines]
    reviews = review_list.find_all(work.session, work.signed, keys)
    requests = review_list.requests_of(work.session, work.signed, reviews.values())
    last = review_list.last_screenings(work.session, work.signed, keys)
    outcomes: dict[int, Outcome] = {}
    faults: list[Fault] = []
    kept: list[Said] = []
    for line in lines:
        review, before = reviews[line.review], last.get(line.review)
        reference, is_open = requests[line.review]
        asks = line.said[DECIDES].value
        if before and _same(before, line.said):
            outcomes[line.row.line] = Outcome("already_screened", reference if asks else None)
            continue
        try:
            _may_screen(work, review, reference, is_open)
            asked = ask(work, _request(review, line.said, day_of(work.at)), review) if asks else None
        except NotFromHere as open_already:
            faults.append(Fault(line.row.line, "", open_already.reason))
        except Unmet as wrong:
            faults += SCREENINGS.faults_of(line.row, wrong)
        else:
            kept.append(Said(review, line.said, asked.id if asked else None, before))
            outcomes[line.row.line] = Outcome("screened_yes", asked.reference) if asked else Outcome("screened_no")
    _keep(work, kept)
    return outcomes, faults


def _same(before: Screening, said: Mapping[str, Answer]) -> bool:
    """Whether a screening says the same again, as far as a list has columns for it."""
    then = {answer["code"]: answer.get("value") for answer in before.answers}
    return SCREENINGS.cells(then) == SCREENINGS.cells({code: answer.value for code, answer in said.items()})


def _may_screen(work: Work, review: Review, reference: str | None, is_open: bool) -> None:
    caller = work.signed.caller
    if not caller.roles & SEND:
        raise NeverYours
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
        "person": identity.named(review.person),
    }
    return Given({**usual, **passed})


def _with_provenance(answer: Answer) -> Any:
    if isinstance(answer.value, dict | list):
        return answer.value
    asked_on = answer.asked_on.isoformat() if answer.asked_on else None
    informant = answer.informant_name or answer.informant
    return {"value": answer.value, "informant": informant, "asked_on": asked_on, "method": answer.method}


def _keep(work: Work, said: Sequence[Said]) -> None:
    """Append each screening, and note on its review how it now stands."""
    if not said:
        return
    work.session.execute(CHANGE_REVIEW, [{**_key(one.review), **one.columns} for one in said])
    work.session.execute(ADD_SCREENING, [one.row(work) for one in said])
    for one in said:
        for column, value in one.columns.items():
            set_committed_value(one.review, column, value)


def _key(review: Review) -> dict[str, Any]:
    return {"its_authority": review.authority_id, "its_id": review.id}
