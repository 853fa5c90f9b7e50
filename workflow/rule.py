"""What is a rule? A named proposition about the facts on a day, with its source and how sure we are of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflow.facts import Facts


class Confidence(StrEnum):
    """How far a rule can be relied on as law (domain.md 9, ruling 10)."""

    LAW = "law"
    GUIDANCE = "guidance"
    LOCAL_PRACTICE = "local practice"
    PROJECT_DEFAULT = "project default"


LAW, GUIDANCE = Confidence.LAW, Confidence.GUIDANCE
LOCAL, DEFAULT = Confidence.LOCAL_PRACTICE, Confidence.PROJECT_DEFAULT

Test = Callable[[Facts, date], str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A proposition that must be true before a step is taken; `check` answers nothing, or why it is not."""

    name: str
    check: Test
    cite: str
    confidence: Confidence
    law: str


@dataclass(frozen=True, slots=True)
class Unmet:
    """One rule that stands in the way, as the practitioner reads it."""

    rule: str
    reason: str
    cite: str


def rule(cite: str, confidence: Confidence) -> Callable[[Test], Rule]:
    """Make a rule of a function (facts, on) whose name is the proposition and whose docstring is the law."""

    def made(test: Test) -> Rule:
        return Rule(test.__name__, test, cite, confidence, (test.__doc__ or "").strip())

    return made


def unmet(needs: tuple[Rule, ...], facts: Facts, on: date) -> tuple[Unmet, ...]:
    """Every rule that is not met, all at once."""
    reasons = ((need, need.check(facts, on)) for need in needs)
    return tuple(Unmet(need.name, reason, need.cite) for need, reason in reasons if reason)
