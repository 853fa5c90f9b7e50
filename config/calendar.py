"""Which days are bank holidays in England, and how far ahead do we know?"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

BANK_HOLIDAYS = Path(__file__).with_name("bank_holidays.yaml")
SATURDAY = 5


class CalendarEnds(Exception):
    """The bank-holiday calendar ends before this date: extend config/bank_holidays.yaml first."""


@cache
def _published() -> tuple[frozenset[date], date, date]:
    held = yaml.safe_load(BANK_HOLIDAYS.read_text())
    return frozenset(held["days"]), held["from"], held["until"]


def bank_holidays() -> frozenset[date]:
    """Every bank holiday in England that the calendar holds."""
    return _published()[0]


def horizon() -> date:
    """The last day for which the calendar is complete."""
    return _published()[2]


def is_working_day(day: date) -> bool:
    """Not a Saturday, a Sunday or a bank holiday in England.

    Raises CalendarEnds outside the calendar: a guess would make a deadline wrong.
    """
    days, start, end = _published()
    if not start <= day <= end:
        raise CalendarEnds(f"The bank-holiday calendar runs from {start} to {end}; {day} is outside it.")
    return day.weekday() < SATURDAY and day not in days


def working_day_on_or_before(day: date) -> date:
    """The last working day not later than `day`."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def add_working_days(day: date, count: int) -> date:
    """The day `count` working days after `day` (before it, when negative); `day` itself is not counted."""
    step = timedelta(days=1 if count >= 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day
