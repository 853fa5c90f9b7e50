"""What was answered at triage, by whom, when and how, and what did they say of each thing already in place?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from web.forms.said import Reader, Said
from web.one_request.top import Opened
from web.words import day
from workflow.asking.questions import QuestionSet
from workflow.facts import Facts
from workflow.history import Event
from workflow.machine import questions_of
from workflow.rules.triage import ADULTHOOD

ANSWERS, NOTE = "record_answers", "note"
REVIEW, ITEM = "review_provision", "provision_item"
NAMES_IT = (ITEM, "provision_text")


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of triage, with the answer that stands and who recorded it when; none where it was not answered."""

    question: str
    said: Said | None = None
    recorded: str = ""


@dataclass(frozen=True, slots=True)
class InPlace:
    """Something that is in place, and what was said of it last."""

    text: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Triage:
    """Everything that triage asks: the questions, and the care or support in place."""

    questions: tuple[Answered, ...]
    in_place: tuple[InPlace, ...]

    @property
    def begun(self) -> bool:
        """Whether anything was answered yet, or anything is in place."""
        return bool(self.in_place) or self.asked

    @property
    def asked(self) -> bool:
        """Whether any of the questions was answered: a lead professional's request never meets them."""
        return any(one.said for one in self.questions)


def triage(one: Opened, sets: Mapping[str, QuestionSet], names: Mapping[UUID, str], reader: Reader) -> Triage:
    """The answers that stand, as they were asked."""
    facts = one.facts
    last = {code: event for event in facts.history for code in event.answers}
    asked = {question.code: question.text for question in questions_of(facts, ANSWERS).questions}
    told = (code for event in facts.steps(ANSWERS) for code in event.answers)  # by a set that may have changed since
    due = [code for code in dict.fromkeys((*asked, *told)) if code != NOTE and _is_due(code, last, one)]
    answered = tuple(_answered(asked.get(code, ""), code, last.get(code), sets, names, reader) for code in due)
    return Triage(answered, tuple(_in_place(facts, sets, reader)))


def _is_due(code: str, last: Mapping[str, Event], one: Opened) -> bool:
    return code not in ADULTHOOD or code in last or one.facts.person.prepares_for_adulthood(one.on)


def _answered(
    asked: str,
    code: str,
    event: Event | None,
    sets: Mapping[str, QuestionSet],
    names: Mapping[UUID, str],
    reader: Reader,
) -> Answered:
    if event is None:
        return Answered(asked)
    question = sets[event.question_set].by_code[code]
    recorded = f"Recorded by {names.get(event.actor, '')} on {day(event.on)}"
    return Answered(question.text, reader.said(question, event.answers[code]), recorded)


def _in_place(facts: Facts, sets: Mapping[str, QuestionSet], reader: Reader) -> Iterator[InPlace]:
    """Each thing in place, by its number, as reviews name it; then what a review itself tells of."""
    reviews = list(facts.steps(REVIEW))
    last = {event.value(ITEM): event for event in reviews}
    for number, item in enumerate(facts.value("provision_in_place") or [], start=1):
        yield InPlace(item["text"], _reviewed(last.get(number), sets, reader))
    for event in reviews:
        if event.value(ITEM) is None:
            yield InPlace(event.value("provision_text") or "Something else in place", _reviewed(event, sets, reader))


def _reviewed(review: Event | None, sets: Mapping[str, QuestionSet], reader: Reader) -> tuple[Said, ...]:
    said = reader.answered(review, sets[review.question_set]) if review else ()
    return tuple(one for one in said if one.code not in NAMES_IT)
