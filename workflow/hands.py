"""In whose hands was a request, for how long, and who was chased? From the events alone, so anybody can count again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from workflow.history import Event


@dataclass(frozen=True, slots=True)
class Spell:
    """One unbroken time in a team's hands. `until` None: it still has it. `days`: calendar days, as in the clocks."""

    team: str
    since: date
    until: date | None
    days: int
    chased: int


def spells(history: Sequence[Event], on: date) -> tuple[Spell, ...]:
    """Who had it and for how many days, in order; the days add up to those from the first event to the last day.

    Once the advice is issued, or the request closed, nothing is owed: the count ends there, and goes on if that is
    taken back.
    """
    made: list[Spell] = []
    for event in history:
        made = _after(made, event)
    if made and made[-1].until is None:
        made[-1] = replace(made[-1], days=(on - made[-1].since).days)
    return tuple(made)


def _after(made: list[Spell], event: Event) -> list[Spell]:
    holder = event.held_by if event.target.owes else None
    last = made[-1] if made and made[-1].until is None else None
    if last and last.team == holder:
        return [*made[:-1], replace(last, chased=last.chased + (event.action == "chase"))]
    ended = [replace(last, until=event.on, days=(event.on - last.since).days)] if last else made[-1:]
    begun = [Spell(holder, event.on, None, 0, 0)] if holder else []
    return [*made[:-1], *ended, *begun]


def hops(made: Sequence[Spell]) -> int:
    """How often the request changed hands between teams."""
    return sum(1 for before, after in pairwise(made) if before.team != after.team)
