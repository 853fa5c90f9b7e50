"""On which day is advice due, and how old is somebody then? Worked out from `domain.md` 9, ruling 6, by plain counting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")
GROWN = 18


def day_in_england(moment: datetime) -> date:
    return moment.astimezone(ENGLAND).date()


def days(number: int) -> timedelta:
    return timedelta(days=number)


def age(born: date | None, on: date) -> int | None:
    """Whole years; nobody here was born on 29 February."""
    return None if born is None else on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def is_grown(born: date | None, on: date) -> bool:
    years = age(born, on)
    return years is not None and years >= GROWN


def grows_up_between(born: date | None, received: date, due: date | None) -> bool:
    """Whether the eighteenth birthday lies after receipt and no later than the due date."""
    return bool(born and due) and received < born.replace(year=born.year + GROWN) <= due


def holds_own_rights(born: date | None, on: date) -> bool:
    """Past the last Friday in June of the school year in which they turn 16 (Education Act 1996, section 8)."""
    if born is None:
        return False
    year = born.year + 16 + (born.month >= 9)
    last = date(year, 6, 30)
    while last.weekday() != 4:
        last -= days(1)
    return on > last


def speaks_for_themselves(born: date | None, on: date) -> bool:
    years = age(born, on)
    return years is not None and (years >= 16 or holds_own_rights(born, on))


@dataclass(frozen=True)
class Asked:
    """What the due date follows from: why advice is asked for, and the dates that were given with it."""

    reason: str
    meeting: date | None = None
    raised_at_meeting: bool = False
    order: date | None = None


def due(asked: Asked, start: date | None, first_day_counts: bool) -> date | None:
    """Fixed at receipt, or on the day the person could first be told from others; none before that."""
    if asked.reason == "tribunal_order":
        return asked.order
    if start is None:
        return None
    if asked.reason == "tribunal_recommendation":
        return start + days(35)
    six_weeks = start + days(41 if first_day_counts else 42)
    if asked.reason != "annual_review" or asked.meeting is None:
        return six_weeks
    if asked.raised_at_meeting:
        return asked.meeting + days(28)
    return max(min(six_weeks, asked.meeting - days(14)), start + days(14))
