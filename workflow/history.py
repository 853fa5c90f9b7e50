"""What has happened to a request so far: past steps and their answers, as rules read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from config.clock import day_of
from workflow.states import IN_DISPUTE, Capacity, Kind, State

ISSUES = ("issue_interim_advice", "issue_advice")
PARENTS = ("parent", "carer", "foster_carer", "special_guardian")
VOICES = (*PARENTS, "young_person", "advocate", "alternative_person")  # who can speak for the family


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what was said, by whom, when and how it was asked; or why it was not asked."""

    code: str
    value: Any = None
    informant: str | None = None
    informant_name: str | None = None
    asked_on: date | None = None
    method: str | None = None
    not_asked_because: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One step that was taken, the hash of what it asked, and who held the request, as what, once it had been."""

    seq: int
    action: str
    source: State | None
    target: State
    at: datetime
    actor: UUID
    team: str
    held_by: str | None
    member: UUID | None
    kind: Kind | None
    capacity: Capacity | None
    question_set: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def disputed(self, before: bool) -> bool:
        """Whether a dispute is open after this step: escalated, and neither settled nor overtaken since."""
        if self.action == "escalate_dispute":
            return True
        return before and self.target in IN_DISPUTE and not self.action.startswith("settle_dispute")

    @property
    def on(self) -> date:
        """The day, in England, on which the step was taken."""
        return day_of(self.at)

    def value(self, code: str) -> Any:
        """What was answered, or None."""
        answer = self.answers.get(code)
        return answer.value if answer else None

    def day(self, code: str) -> date | None:
        """An answer that is a date."""
        said = self.value(code)
        return date.fromisoformat(said) if said else None
