"""Which steps does this one answer, and what did they say? Shown before anything is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from models import authority, queries
from web.pages import Visit
from web.said import Reader, Said
from workflow.facts import Facts
from workflow.history import Event
from workflow.waiting import sent_back, unanswered, undecided

# What a step answers, and what that is called: once it is answered, nothing is shown any more.
ANSWERS: Mapping[str, tuple[str, Callable[[Iterable[Event]], tuple[Event, ...]]]] = {
    "resubmit": ("Why it was sent back", sent_back),
    "answer_requester": ("What they asked", unanswered),
    "approve_exception": ("What was claimed", undecided),
    "refuse_exception": ("What was claimed", undecided),
}


@dataclass(frozen=True, slots=True)
class Before:
    """What a step said that waits for its answer, by whom and when."""

    title: str
    by: str
    at: datetime
    said: tuple[Said, ...]


def said_before(visit: Visit, facts: Facts, action: str) -> tuple[Before, ...]:
    """Everything that somebody said, that this step answers, and that is not answered yet; the oldest first."""
    if action not in ANSWERS:
        return ()
    title, waits = ANSWERS[action]
    return told(visit, facts, [(title, event) for event in waits(facts.history)])


def told(visit: Visit, facts: Facts, events: Iterable[tuple[str, Event]]) -> tuple[Before, ...]:
    """What each of these steps said, under its title. Nothing is read where there is none."""
    titled = tuple(events)
    if not titled:
        return ()
    signed = visit.signed
    sets = authority.asked_sets(visit.session, signed.authority_id, {event.question_set for _, event in titled})
    people = queries.names(visit.session, signed.authority_id, {event.actor for _, event in titled})
    reader = Reader(signed.authority, facts.person.kept_private)
    made = []
    for title, event in titled:
        team = signed.authority.team(event.team)
        who = ", ".join(one for one in (people.get(event.actor), team.name if team else event.team) if one)
        made.append(Before(title, who, event.at, reader.answered(event, sets[event.question_set])))
    return tuple(made)
