"""On what does a step's target depend? Conditions that tell rows of one action apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workflow.facts import Facts
from workflow.states import Capacity, Kind, State


@dataclass(frozen=True, slots=True)
class Condition:
    """A named proposition about the facts; one that `reads_answers` is judged once the step is answered."""

    words: str
    holds: Callable[[Facts], bool]
    reads_answers: bool = False


def _lead_team_known(facts: Facts) -> bool:
    said = facts.value("involvement") or {}
    return said.get("status") == "active" and facts.found.get("lead_team") is not None


def _writes(capacity: Capacity) -> Callable[[Facts], bool]:
    return lambda facts: facts.capacity is capacity and facts.kind is not Kind.AMENDED


ALWAYS = Condition("", lambda facts: True)
CARE_IS_ACTIVE = Condition("social care is active, its team known", _lead_team_known, reads_answers=True)
CARE_IS_NOT_ACTIVE = Condition("otherwise", lambda facts: not _lead_team_known(facts), reads_answers=True)
LEAD_WRITES = Condition("the lead professional writes", _writes(Capacity.LEAD_PROFESSIONAL))
FRONT_DOOR_WRITES = Condition("the front door writes", _writes(Capacity.FRONT_DOOR))
TEAM_WRITES = Condition("the assessing team writes", _writes(Capacity.ASSESSING_TEAM))
OF_INTERIM = Condition("of an interim", lambda facts: facts.kind is Kind.INTERIM)
NOT_INTERIM = Condition("not of an interim", lambda facts: facts.kind is not Kind.INTERIM)
OF_AMENDMENT = Condition("of an amendment", lambda facts: facts.kind is Kind.AMENDED)
NOT_AMENDMENT = Condition("not of an amendment", lambda facts: facts.kind is not Kind.AMENDED)


def closed_from(state: State) -> Condition:
    """The request was closed from this state."""
    return Condition(f"closed from {state}", lambda facts: facts.closed_from is state)
