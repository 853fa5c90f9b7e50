"""Which step does this one answer, and what did that one say? Shown before anything is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models import authority, queries
from web.pages import Visit
from web.read_back import Said, read_back
from workflow.facts import Facts

ANSWERS: Mapping[str, str] = {  # a step, and the one that it answers
    "resubmit": "return_as_incomplete",
    "answer_requester": "ask_requester",
}
TITLES: Mapping[str, str] = {
    "return_as_incomplete": "Why it was sent back",
    "ask_requester": "What they asked",
}


@dataclass(frozen=True, slots=True)
class Before:
    """What the last step of that kind said, by whom and when."""

    title: str
    by: str
    at: datetime
    said: tuple[Said, ...]


def said_before(visit: Visit, facts: Facts, action: str) -> Before | None:
    """What somebody said that this step answers, unless it was answered since."""
    event, answered = facts.last(ANSWERS[action]) if action in ANSWERS else None, facts.last(action)
    if event is None or (answered and answered.seq > event.seq):
        return None
    asked = authority.asked_sets(visit.session, visit.signed.authority_id, {event.question_set})[event.question_set]
    people = queries.names(visit.session, visit.signed.authority_id, {event.actor})
    teams = {code: team.name for code, team in visit.signed.authority.teams.items()}
    answers = {code: answer.value for code, answer in event.answers.items()}
    said = tuple(read_back(asked.questions, answers, teams))
    who = ", ".join(one for one in (people.get(event.actor), teams.get(event.team)) if one)
    return Before(TITLES[event.action], who, event.at, said)
