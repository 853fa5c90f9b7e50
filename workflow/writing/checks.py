"""What is a check of the advice? A rule that names every exact place at fault, and stops the issue or warns of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflow.facts import Facts
from workflow.rule import Confidence, Rule


class Severity(StrEnum):
    """A stop is mended before advice is issued; a warning is answered by the reviewer."""

    STOP = "stop"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Found:
    """One fault: its place in the content, such as provision.0.amount, why it is one, and the very words if any."""

    place: str
    reason: str
    words: str = ""


Look = Callable[[Facts, date], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Check(Rule):
    """A rule about what is written. As a need of the pathway it gives every reason in one text."""

    look: Look
    severity: Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, as the writer and the reviewer read it."""

    check: str
    severity: Severity
    place: str
    reason: str
    words: str
    cite: str
    confidence: Confidence


def _check(severity: Severity, cite: str, confidence: Confidence) -> Callable[[Look], Check]:
    def made(look: Look) -> Check:
        def sentence(facts: Facts, on: date) -> str | None:
            return " ".join(dict.fromkeys(one.reason for one in look(facts, on))) or None

        return Check(look.__name__, sentence, cite, confidence, (look.__doc__ or "").strip(), look, severity)

    return made


def stop(cite: str, confidence: Confidence) -> Callable[[Look], Check]:
    """Make a check of a function (facts, on) that yields what is Found: nothing is issued until it is mended."""
    return _check(Severity.STOP, cite, confidence)


def warn(cite: str, confidence: Confidence) -> Callable[[Look], Check]:
    """Make a check of a function (facts, on) that yields what is Found: the reviewer answers for what stays."""
    return _check(Severity.WARN, cite, confidence)


def findings(checks: Iterable[Check], facts: Facts, on: date) -> Iterator[Finding]:
    """Everything that these checks find, check by check, each at its place."""
    for one in checks:
        for found in one.look(facts, on):
            yield Finding(one.name, one.severity, found.place, found.reason, found.words, one.cite, one.confidence)
