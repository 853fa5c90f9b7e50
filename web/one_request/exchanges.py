"""What did the two sides ask, answer and chase, and on what of it has whoever has the request not acted yet?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from web.forms.said import Reader, Said
from web.one_request.top import Opened
from web.words import moment
from workflow.asking.questions import QuestionSet
from workflow.history import Event
from workflow.since import said_since
from workflow.waiting import asked_and_answered

CHASED, ASKED, WAITS = "Chased", "Asked and answered", "Asked, and not answered yet"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A chase, or a question with its answer: who said it when. `new`: who has the request has not acted since."""

    title: str
    told: tuple[str, ...]
    said: tuple[Said, ...]
    new: bool


def exchanges(
    one: Opened, sets: Mapping[str, QuestionSet], names: Mapping[UUID, str], reader: Reader
) -> tuple[Exchange, ...]:
    """Every chase and every question on this request, the latest first; what is new before the rest."""
    new = {event.seq for event in said_since(one.facts.history, one.row.team)} if one.row.is_open else set[int]()
    made = []
    for events in reversed(tuple(_belong_together(one))):
        said = tuple(said for event in events for said in reader.answered(event, sets[event.question_set]))
        told = tuple(_told(one, event, names) for event in events)
        made.append(Exchange(_title(events), told, said, not new.isdisjoint(event.seq for event in events)))
    return tuple(sorted(made, key=lambda exchange: not exchange.new))


def _belong_together(one: Opened) -> Iterator[tuple[Event, ...]]:
    """Each chase, and each question with its answer, by when it was last said."""
    chased = [(event,) for event in one.facts.history if event.action == "chase"]
    yield from sorted([*chased, *asked_and_answered(one.facts.history)], key=lambda events: events[-1].seq)


def _title(events: tuple[Event, ...]) -> str:
    if events[0].action == "chase":
        return CHASED
    return ASKED if len(events) > 1 else WAITS


def _told(one: Opened, event: Event, names: Mapping[UUID, str]) -> str:
    return f"{names.get(event.actor, '')}, {one.team(event.team)}, {moment(event.at)}"
