"""What does the record say beside a section of the draft, as it is read there and carried into the text?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from web.forms.said import Reader, told
from web.pages import Visit
from web.words import day
from workflow.asking.questions import Question
from workflow.casework.desk import Beside, standing_beside
from workflow.facts import Facts
from workflow.history import Answer, Event
from workflow.writing.carrying import SAID

PRIVATE = "Not shown here: it would tell the protected address."


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer of the record: what was asked, what was said, by whom, when and how. `private`: it stays out."""

    event: int
    code: str
    question: str
    texts: tuple[str, ...]
    not_asked: str
    who: str
    private: bool


def entries(visit: Visit, facts: Facts) -> dict[str, list[Entry]]:
    """Section by section, what the record says for it, the latest first."""
    reader = Reader(visit.signed.authority.team_names(), facts.person.kept_private)
    made: dict[str, list[Entry]] = {}
    for one in standing_beside(visit.work, facts):
        made.setdefault(one.carried.section, []).append(_entry(reader, one))
    return made


def _entry(reader: Reader, one: Beside) -> Entry:
    answer, event = one.carried.answer, one.carried.event
    values = answer.value if isinstance(answer.value, list) else [answer.value]
    said = [pair for value in values if value is not None for pair in _texts(reader, one.question, value)]
    private = any(hidden for _, hidden in said)
    texts = tuple(PRIVATE if private else text for text, _ in said)
    recorded = f"recorded by {one.recorded_by or 'somebody who has left'} on {day(event.on)}"
    who = told(_spoken(event, answer))
    who = f"{who}; {recorded}" if who else recorded[0].upper() + recorded[1:]
    return Entry(event.seq, answer.code, one.question.text, texts, answer.not_asked_because or "", who, private)


def _spoken(event: Event, answer: Answer) -> Answer:
    """The words of a conversation with who spoke, how and when, which the conversation says once for all of it."""
    if answer.code != SAID:
        return answer
    who, name, how = (event.value(code) for code in ("informant_kind", "informant_name", "method"))
    return replace(answer, informant=who, informant_name=name, method=how, asked_on=event.day("contacted_on"))


def _texts(reader: Reader, question: Question, value: Any) -> Iterator[tuple[str, bool]]:
    """A value in words, and whether it would tell a protected address; of a group its text, or all that it says."""
    if isinstance(value, Mapping):
        kept = [item for item in question.items if item.names != "person" and value.get(item.code) is not None]
        kept = [item for item in kept if item.code == "text"] or kept
        shown = [(reader.shown(item, value[item.code])) for item in kept]
        yield "; ".join(one.text.rstrip(".") for one in shown if one.text), any(one.private for one in shown)
    else:
        one = reader.shown(question, value)
        yield one.text, one.private
