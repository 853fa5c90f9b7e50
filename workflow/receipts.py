"""Who received which version of the advice, when and how?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.history import ISSUES, Event


@dataclass(frozen=True, slots=True)
class Receipt:
    """One copy: to whom, by what way, in what form, on what day; told of at the event `told_at`."""

    to: str
    how: str
    form: str | None
    on: date
    told_at: int


def receipts(history: Sequence[Event], version: int) -> Iterator[Receipt]:
    """Every copy of a version of the advice: those of the day of issue, and those told of until the next version."""
    number = 0
    for event in history:
        if event.action in ISSUES:
            number += 1
            if number == version and event.value("delivered_to"):
                yield Receipt(event.value("delivered_to"), "this_service", None, event.on, event.seq)
        if number == version:
            for said in (*(event.value("issued_to") or ()), *(event.value("also_sent_to") or ())):
                yield _receipt(said, event)


def _receipt(said: Mapping[str, Any], event: Event) -> Receipt:
    day = said.get("sent_on")
    on = date.fromisoformat(day) if day else event.on
    return Receipt(said["to"], said["how"], said.get("form"), on, event.seq)
