"""What was said before that a step answers, or that whoever goes on has to know? Shown before anything is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from models import authority, colleagues
from models.request import Request
from web.forms.said import Reader, Said
from web.pages import Visit
from workflow.asking.questions import QuestionSet
from workflow.facts import Facts
from workflow.history import Event
from workflow.pathway import PATHWAY
from workflow.waiting import sent_back, unanswered, undecided

Sets = Mapping[str, QuestionSet]
People = Mapping[UUID, str]

# What a step answers: once it is answered, nothing is shown any more.
ANSWERS: Mapping[str, Callable[[Iterable[Event]], tuple[Event, ...]]] = {
    "resubmit": sent_back,
    "answer_requester": unanswered,
    "approve_exception": undecided,
    "refuse_exception": undecided,
}
REFUSED, DISPUTED = "refuse_transfer", "escalate_dispute"
DECIDES_WHO = frozenset(row.action for row in PATHWAY if row.stage in ("Front door", "Triage", "Transfer"))
TITLES: Mapping[str, str] = {
    "return_as_incomplete": "Why it was sent back",
    "ask_requester": "What they asked",
    "claim_exception": "What was claimed",
    REFUSED: "Why the transfer was refused",
    "withdraw_offer": "Why the offer was withdrawn",
    "hand_back": "Why it was handed back",
    "decline_involvement": "Why they say that they are not involved",
    "settle_dispute_for_front_door": "Why it was settled that this front door has it",
    DISPUTED: "What the teams disagree about",
}


@dataclass(frozen=True, slots=True)
class Before:
    """What somebody said: under which title, by whom, when, and every answer with its question."""

    title: str
    by: str
    at: datetime
    said: tuple[Said, ...]


def said_before(visit: Visit, row: Request, facts: Facts, action: str) -> tuple[Before, ...]:
    """What this step answers and is not answered yet, the oldest first; and what stands between the teams."""
    waits = ANSWERS[action](facts.history) if action in ANSWERS else ()
    return _looked_up(visit, facts, [*waits, *(_between(row, facts) if action in DECIDES_WHO else ())])


def between_teams(visit: Visit, row: Request, facts: Facts) -> tuple[Before, ...]:
    """Why it came back, or was refused before it was offered again; and what the teams disagree about."""
    return _looked_up(visit, facts, list(_between(row, facts)))


def known_between(row: Request, facts: Facts, sets: Sets, people: People, reader: Reader) -> tuple[Before, ...]:
    """The same on a page that knows already what was asked and who did what."""
    return tuple(_told(event, sets, people, reader) for event in _between(row, facts))


def _between(row: Request, facts: Facts) -> Iterator[Event]:
    came_back = row.came_back or (REFUSED if facts.offered_team or facts.in_dispute else "")
    for action in (came_back, DISPUTED if facts.in_dispute else ""):
        if event := facts.last(action):
            yield event


def _looked_up(visit: Visit, facts: Facts, events: Sequence[Event]) -> tuple[Before, ...]:
    """What each of these steps said; nothing is read where there is none."""
    if not events:
        return ()
    signed = visit.signed
    sets = authority.asked_sets(visit.session, signed.authority_id, {event.question_set for event in events})
    people = colleagues.names(visit.session, signed.authority_id, {event.actor for event in events})
    reader = Reader(signed.authority.team_names(), facts.person.kept_private)
    return tuple(_told(event, sets, people, reader) for event in events)


def _told(event: Event, sets: Sets, people: People, reader: Reader) -> Before:
    who = ", ".join(one for one in (people.get(event.actor), reader.names.get(event.team, event.team)) if one)
    return Before(TITLES[event.action], who, event.at, reader.answered(event, sets[event.question_set]))
