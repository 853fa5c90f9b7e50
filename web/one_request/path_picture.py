"""Where has a request been, where is it now, and where does it go next? Drawn from the table of the pathway."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from web.one_request.next_steps import LIKELY
from web.words import STAGES
from workflow.facts import Facts
from workflow.pathway import PATHWAY, Row
from workflow.states import Capacity, Kind, State

BEEN, NOW, NEXT = "been", "now", "next"
MOST_BEEN = 5
SETTLES = "settle_dispute"


@dataclass(frozen=True, slots=True)
class Stop:
    """A state on the way: where it has been, is, or goes next. `instead`: where else it may well go from here."""

    words: str
    when: str
    on: date | None = None
    instead: tuple[str, ...] = ()


def path(facts: Facts) -> tuple[Stop, ...]:
    """The way of a request, from when it was asked to where it is to end."""
    been = list(_been(facts))
    *before, now = been
    left_out = len(before) - MOST_BEEN
    if left_out > 1:
        before = [before[0], Stop(f"{left_out} more stages", BEEN), *before[-MOST_BEEN + 1 :]]
    return (*before, replace(now, when=NOW), *_ahead(facts))


def _been(facts: Facts) -> Iterator[Stop]:
    """Each state that it has been in, in turn."""
    last: State | None = None
    for event in facts.history:
        if event.target is not last:
            yield Stop(STAGES[event.target], BEEN, event.on)
        last = event.target


def _ahead(facts: Facts) -> Iterator[Stop]:
    """The likely way on, by the table, until nothing is owed."""
    at, passed = facts, set[tuple[State | None, Kind | None]]()
    while (onward := _onward(at)) and (at.state, at.kind) not in passed:
        passed.add((at.state, at.kind))
        target, *others = onward
        yield Stop(STAGES[target], NEXT, instead=tuple(STAGES[one] for one in others) if at is facts else ())
        if not target.owes:
            return
        capacity = at.capacity or Capacity.FRONT_DOOR  # whoever comes to write it, the way on is the same
        at = replace(at, state=target, kind=_kind_after(at, target), capacity=capacity)


def _kind_after(facts: Facts, target: State) -> Kind | None:
    """An interim is written once: what follows it is an addendum."""
    left_interim = facts.kind is Kind.INTERIM and target is State.ASSESSING
    return Kind.ADDENDUM if left_interim else facts.kind


def _onward(facts: Facts) -> list[State]:
    """Where the likely steps lead from here, the likeliest first."""
    likely = [action for action in LIKELY if facts.in_dispute or not action.startswith(SETTLES)]
    rows = (row for action in likely for row in PATHWAY if row.action == action)
    found = [row.target for row in rows if _leads_on(row, facts)]
    return list(dict.fromkeys(target for target in found if target is not None))


def _leads_on(row: Row, facts: Facts) -> bool:
    moves = row.target is not None and row.target is not facts.state
    return moves and facts.state in row.sources and row.when.holds(facts)
