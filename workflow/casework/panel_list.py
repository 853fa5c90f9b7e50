"""Take in a panel's list of newly agreed assessments, or nothing of it; and what becomes of any list, line by line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from config.clock import day_of
from models import identity, lookups, review_list
from workflow.asking.answering import Given
from workflow.casework.taking import ask, considered
from workflow.casework.work import Work
from workflow.errors import Unmet
from workflow.lists.columns import REQUESTS, refusal, twice
from workflow.machine import known_action

ASK = "request_advice"  # a line is taken if advice could be asked for with what it says


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a line: of which review and its screening, or of which request by its reference."""

    line: int
    outcome: str
    review: UUID | None = None
    screening: str | None = None
    reference: str | None = None

    @property
    def asked(self) -> bool:
        """Whether the line made the request that it names."""
        return self.outcome == "new" if self.review is None else self.screening == "screened_yes"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A list that was taken in, line by line."""

    lines: tuple[Line, ...]

    def counts(self) -> dict[str, int]:
        """How many lines came out how, and how many were screened with which answer."""
        words = [word for line in self.lines for word in (line.outcome, line.screening) if word]
        return dict(Counter(words))


def ask_for_all(work: Work, data: bytes) -> Loaded:
    """Ask for advice for every line, unless it was asked for. Raises NeverYours; Unmet with every fault by line."""
    known_action(ASK, work.signed.caller)
    review_list.one_list_at_a_time(work.session, work.signed)
    rows, faults = REQUESTS.rows(data)
    given = [(row, REQUESTS.given(row, day_of(work.at))) for row in rows]
    faults += twice(((row, marks(one, one.answers.get("reason"))) for row, one in given), "reason")
    lines = []
    for row, one in given:
        try:
            lines.append(_asked(work, row.line, one))
        except Unmet as wrong:
            faults += REQUESTS.faults_of(row, wrong)
    if faults:
        raise refusal(faults)
    return Loaded(tuple(lines))


def _asked(work: Work, line: int, given: Given) -> Line:
    """One line asked for, unless it was; a line that changes nothing is checked all the same."""
    said, reason = given.answers.get("person"), given.answers.get("reason")
    live = lookups.live_request(work.session, work.signed, said, reason)
    if live:
        considered(work, given)
        return Line(line, "already_asked", reference=live)
    return Line(line, "new", reference=ask(work, given).reference)


def marks(given: Given, what: Any) -> list[tuple[Any, ...]]:
    """What a line is told apart by from another line with the same meeting or reason."""
    plain = lookups.searched(given.answers.get("person"))
    alone = identity.name_alone(plain)
    said = [("alone", alone)] if alone else identity.marks(plain)
    return [(*mark, what) for mark in said]
