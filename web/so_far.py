"""What does the record say of a request so far, and who said it, to whom, when and how? For the pages that decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from models import queries
from web.pages import Visit
from web.words import day
from workflow.facts import Facts
from workflow.history import Answer, Event
from workflow.machine import questions_of
from workflow.question_sets import question_sets
from workflow.questions import Question

LABELLED = ("informant_kind", "method", "outcome")
LABELS: Mapping[str, Mapping[str, str]] = {
    code: {option.code: option.label for option in question_sets()["record_contact"].by_code[code].options}
    for code in LABELLED
}
SPOKE = "spoke"


@dataclass(frozen=True, slots=True)
class Said:
    """Something in the record: the text (or why it was not asked), and one line that says where it comes from."""

    text: str
    source: str
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One item of care in place: what it is, and every review of it, the latest first."""

    number: int
    text: str
    reviews: tuple[tuple[Question, Said], ...]


@dataclass(frozen=True, slots=True)
class SoFar:
    """What was read, who was spoken to or tried, what each question was answered, and how care in place does."""

    read: tuple[Said, ...]
    contacts: tuple[Said, ...]
    answers: Mapping[str, tuple[Said, ...]]
    asked: tuple[Question, ...]
    items: tuple[Item, ...]
    tried: int
    methods: int


def so_far(visit: Visit, facts: Facts) -> SoFar:
    """The record of a request as the pages of triage and transfer show it."""
    people = queries.names(visit.session, visit.signed.authority_id, {event.actor for event in facts.history})
    told = tuple(reversed(facts.history))
    contacts = [event for event in told if event.action == "record_contact"]
    tried = [event for event in contacts if event.value("outcome") != SPOKE]
    asked = questions_of(facts, "record_answers").questions
    return SoFar(
        read=tuple(_read(event, people) for event in told if event.action == "record_reading"),
        contacts=tuple(_contact(event, people) for event in contacts),
        answers={one.code: tuple(_answers(told, one.code, people)) for one in asked},
        asked=tuple(one for one in asked if one.may_go_unasked),
        items=tuple(_items(facts, told, people)),
        tried=len(tried),
        methods=len({event.value("method") for event in tried}),
    )


def label(code: str, value: Any) -> str:
    """A kind of informant, a method or an outcome in words."""
    return LABELS[code].get(value, str(value or "").replace("_", " "))


def _by(event: Event, people: Mapping[UUID, str]) -> str:
    return f"recorded by {people.get(event.actor, 'a colleague')} on {day(event.on)}"


def _line(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _read(event: Event, people: Mapping[UUID, str]) -> Said:
    period = event.value("period_covered")
    of = f"{event.value('source_read')}{f' ({period})' if period else ''}"
    return Said(
        event.value("key_facts"), _line(f"From {of}", f"read on {day(event.value('read_on'))}", _by(event, people))
    )


def _contact(event: Event, people: Mapping[UUID, str]) -> Said:
    kind = label("informant_kind", event.value("informant_kind"))
    name = event.value("informant_name")
    who = f"{name} ({kind[0].lower()}{kind[1:]})" if name else kind
    how = label("method", event.value("method"))
    text = event.value("what_was_said") or event.value("not_safe_because") or ""
    outcome = label("outcome", event.value("outcome"))
    when = day(event.value("contacted_on"))
    return Said(text, _line(f"{outcome}: {who}", f"{how[0].lower()}{how[1:]}", when, _by(event, people)))


def _answers(told: Sequence[Event], code: str, people: Mapping[UUID, str]) -> Iterator[Said]:
    for event in told:
        if (answer := event.answers.get(code)) is not None and event.action == "record_answers":
            yield _said(event, answer, people)


def _said(event: Event, answer: Answer, people: Mapping[UUID, str]) -> Said:
    if answer.not_asked_because:
        return Said(answer.not_asked_because, _by(event, people).capitalize(), unasked=True)
    kind = label("informant_kind", answer.informant) if answer.informant else ""
    name = f"{answer.informant_name} ({kind[0].lower()}{kind[1:]})" if answer.informant_name else kind
    how = label("method", answer.method).lower() if answer.method else ""
    when: date = answer.asked_on or event.on
    return Said(str(answer.value), _line(name or "Nobody named as having said so", how, day(when), _by(event, people)))


def _items(facts: Facts, told: Sequence[Event], people: Mapping[UUID, str]) -> Iterator[Item]:
    """Every item of care that the request lists, with its reviews; what was reviewed unlisted has number 0."""
    asked = [one for one in questions_of(facts, "review_provision").questions if one.may_go_unasked]
    reviews = [event for event in told if event.action == "review_provision"]
    for number, item in enumerate(facts.value("provision_in_place") or [], start=1):
        own = [event for event in reviews if event.value("provision_item") == number]
        yield Item(number, item["text"], tuple(_reviewed(asked, own, people)))
    for event in reviews:
        if event.value("provision_item") is None:
            yield Item(
                0,
                event.value("provision_text") or "Care that was not on the list",
                tuple(_reviewed(asked, [event], people)),
            )


def _reviewed(
    asked: Sequence[Question], reviews: Sequence[Event], people: Mapping[UUID, str]
) -> Iterator[tuple[Question, Said]]:
    for event in reviews:
        for one in asked:
            if one.code in event.answers:
                yield one, _said(event, event.answers[one.code], people)
