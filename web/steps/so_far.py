"""What does the record say of a request so far, and who said it, to whom, when and how? For the pages that decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models import colleagues
from web.pages import Visit
from web.words import day
from workflow.asking.question_sets import question_sets
from workflow.asking.questions import Question
from workflow.facts import Facts
from workflow.history import VOICES, Answer, Event
from workflow.machine import questions_of
from workflow.rules.record import SPOKE, attempts

LABELLED = ("informant_kind", "method", "outcome")
LABELS: Mapping[str, Mapping[str, str]] = {
    code: {option.code: option.label for option in question_sets()["record_contact"].by_code[code].options}
    for code in LABELLED
}


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
    spoke: int
    tried: int
    methods: int


def so_far(visit: Visit, facts: Facts) -> SoFar:
    """The record of a request as the pages of triage and transfer show it."""
    actors = {event.actor for event in facts.history}
    told = _Telling(facts, colleagues.names(visit.session, visit.signed.authority_id, actors))
    asked = questions_of(facts, "record_answers").questions
    every = attempts(facts, VOICES)
    tried = [event for event in every if event.value("outcome") != SPOKE]
    return SoFar(
        read=tuple(told.read(event) for event in told.latest("record_reading")),
        contacts=tuple(told.contact(event) for event in told.latest("record_contact")),
        answers={one.code: tuple(told.answers(one.code)) for one in asked},
        asked=tuple(one for one in asked if one.may_go_unasked),
        items=tuple(told.items()),
        spoke=len(every) - len(tried),
        tried=len(tried),
        methods=len({event.value("method") for event in tried}),
    )


def label(code: str, value: Any) -> str:
    """A kind of informant, a method or an outcome in words."""
    return LABELS[code].get(value, str(value or "").replace("_", " "))


def _line(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _begun(words: str, case: Callable[[str], str]) -> str:
    """Words with their first letter made small or large, and names left as they are."""
    return f"{case(words[:1])}{words[1:]}"


@dataclass(frozen=True, slots=True)
class _Telling:
    """The steps of a request, told by the names of those who took them."""

    facts: Facts
    people: Mapping[UUID, str]

    def latest(self, action: str) -> Iterator[Event]:
        """The steps of an action, the latest first."""
        return (event for event in reversed(self.facts.history) if event.action == action)

    def read(self, event: Event) -> Said:
        period = event.value("period_covered")
        of = f"{event.value('source_read')}{f' ({period})' if period else ''}"
        return Said(event.value("key_facts"), _line(of, f"read on {day(event.value('read_on'))}", self._by(event)))

    def contact(self, event: Event) -> Said:
        who = self._who(event.value("informant_name"), event.value("informant_kind"))
        outcome, how = label("outcome", event.value("outcome")), label("method", event.value("method"))
        when = day(event.value("contacted_on"))
        text = event.value("what_was_said") or event.value("not_safe_because") or ""
        return Said(text, _line(f"{outcome}: {who}", _begun(how, str.lower), when, self._by(event)))

    def answers(self, code: str) -> Iterator[Said]:
        """Every answer that triage had to a question, the latest first."""
        return (
            self._said(event, event.answers[code]) for event in self.latest("record_answers") if code in event.answers
        )

    def items(self) -> Iterator[Item]:
        """Every item of care that the request lists, with its reviews; what was reviewed unlisted has number 0."""
        reviews = list(self.latest("review_provision"))
        for number, item in enumerate(self.facts.value("provision_in_place") or [], start=1):
            own = [event for event in reviews if event.value("provision_item") == number]
            yield Item(number, item["text"], tuple(self._reviewed(own)))
        for event in reviews:
            if event.value("provision_item") is None:
                text = event.value("provision_text") or "Care that was not on the list"
                yield Item(0, text, tuple(self._reviewed([event])))

    def _reviewed(self, reviews: Sequence[Event]) -> Iterator[tuple[Question, Said]]:
        asked = [one for one in questions_of(self.facts, "review_provision").questions if one.may_go_unasked]
        for event in reviews:
            for one in asked:
                if one.code in event.answers:
                    yield one, self._said(event, event.answers[one.code])

    def _said(self, event: Event, answer: Answer) -> Said:
        if answer.not_asked_because:
            return Said(answer.not_asked_because, _begun(self._by(event), str.upper), unasked=True)
        who = self._who(answer.informant_name, answer.informant) or "Nobody named as having said so"
        how = _begun(label("method", answer.method), str.lower)
        return Said(str(answer.value), _line(who, how, day(answer.asked_on or event.on), self._by(event)))

    def _who(self, name: str | None, kind: str | None) -> str:
        """Somebody by name and by what they are to the person, or by their kind alone."""
        if not name:
            return label("informant_kind", kind) if kind else ""
        known = {one.name.casefold(): one.relationship for one in self.facts.person.contacts}
        return f"{name} ({_begun(label('informant_kind', known.get(name.casefold(), kind)), str.lower)})"

    def _by(self, event: Event) -> str:
        return f"recorded by {self.people.get(event.actor, 'a colleague')} on {day(event.on)}"
