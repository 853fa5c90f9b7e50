"""What was said before that a step answers, or that whoever goes on has to know? Shown before anything is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from models import authority, queries
from models.request import Request
from web.pages import Visit
from web.read_back import Said, read_back
from workflow.facts import Facts
from workflow.history import Event
from workflow.pathway import PATHWAY
from workflow.questions import QuestionSet

Sets = Mapping[str, QuestionSet]
People = Mapping[UUID, str]

ANSWERS: Mapping[str, str] = {  # a step, and the one that it answers
    "resubmit": "return_as_incomplete",
    "answer_requester": "ask_requester",
}
REFUSED, DISPUTED = "refuse_transfer", "escalate_dispute"
DECIDES_WHO = frozenset(row.action for row in PATHWAY if row.stage in ("Front door", "Triage", "Transfer"))
TITLES: Mapping[str, str] = {
    "return_as_incomplete": "Why it was sent back",
    "ask_requester": "What they asked",
    REFUSED: "Why the transfer was refused",
    "withdraw_offer": "Why the offer was withdrawn",
    "hand_back": "Why it was handed back",
    "decline_involvement": "Why they say that they are not involved",
    "settle_dispute_for_front_door": "Why it was settled that this front door has it",
    DISPUTED: "What the teams disagree about",
}


@dataclass(frozen=True, slots=True)
class Before:
    """What the last step of that kind said, by whom and when."""

    title: str
    by: str
    at: datetime
    said: tuple[Said, ...]


def said_before(visit: Visit, row: Request, facts: Facts, action: str) -> tuple[Before, ...]:
    """What somebody said that this step answers, unless it was answered since; and what stands between the teams."""
    event, answered = facts.last(ANSWERS[action]) if action in ANSWERS else None, facts.last(action)
    own = [event] if event and not (answered and answered.seq > event.seq) else []
    return _looked_up(visit, facts, [*own, *(_between(row, facts) if action in DECIDES_WHO else ())])


def between_teams(visit: Visit, row: Request, facts: Facts) -> tuple[Before, ...]:
    """Why it came back, or was refused before it was offered again; and what the teams disagree about."""
    return _looked_up(visit, facts, list(_between(row, facts)))


def known_between(row: Request, facts: Facts, sets: Sets, people: People) -> tuple[Before, ...]:
    """The same on a page that knows already what was asked and who did what."""
    return tuple(_told(facts, event, sets, people) for event in _between(row, facts))


def _between(row: Request, facts: Facts) -> Iterator[Event]:
    came_back = row.came_back or (REFUSED if facts.offered_team or facts.in_dispute else "")
    for action in (came_back, DISPUTED if facts.in_dispute else ""):
        if event := facts.last(action):
            yield event


def _looked_up(visit: Visit, facts: Facts, events: Sequence[Event]) -> tuple[Before, ...]:
    if not events:
        return ()
    sets = authority.asked_sets(visit.session, visit.signed.authority_id, {event.question_set for event in events})
    people = queries.names(visit.session, visit.signed.authority_id, {event.actor for event in events})
    return tuple(_told(facts, event, sets, people) for event in events)


def _told(facts: Facts, event: Event, sets: Sets, people: People) -> Before:
    teams = {code: team.name for code, team in facts.authority.teams.items()}
    answers = {code: answer.value for code, answer in event.answers.items()}
    said = tuple(read_back(sets[event.question_set].questions, answers, teams))
    who = ", ".join(one for one in (people.get(event.actor), teams.get(event.team)) if one)
    return Before(TITLES[event.action], who, event.at, said)
