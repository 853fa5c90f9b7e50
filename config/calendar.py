"""On which days does nobody work: bank holidays in England, and days on which an authority is closed?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path

import yaml

BANK_HOLIDAYS = Path(__file__).with_name("bank_holidays.yaml")
SATURDAY = 5
DAY = timedelta(days=1)


class CalendarEnds(Exception):
    """The bank-holiday calendar ends before this date: extend config/bank_holidays.yaml first."""


@dataclass(frozen=True)
class Calendar:
    """The days off from `start` to `end`, by name. Working days are the others, but for Saturdays and Sundays.

    Every question about a day outside the calendar raises CalendarEnds: a guess would make a deadline wrong.
    """

    start: date
    end: date
    days_off: Mapping[date, str]

    @cached_property
    def _working(self) -> list[date]:
        days = (self.start + DAY * n for n in range((self.end - self.start).days + 1))
        return [day for day in days if day.weekday() < SATURDAY and day not in self.days_off]

    @cached_property
    def _weekdays_off(self) -> list[date]:
        return sorted(day for day in self.days_off if day.weekday() < SATURDAY)

    def _known(self, day: date) -> None:
        if not self.start <= day <= self.end:
            raise CalendarEnds(f"The bank-holiday calendar runs from {self.start} to {self.end}; {day} is outside it.")

    def is_working_day(self, day: date) -> bool:
        """Not a Saturday, a Sunday or a day off."""
        self._known(day)
        return day.weekday() < SATURDAY and day not in self.days_off

    def on_or_before(self, day: date) -> date:
        """The last working day not later than `day`."""
        self._known(day)
        before = bisect_right(self._working, day)
        return self._at(before - 1)

    def add(self, day: date, count: int) -> date:
        """The day `count` working days after `day` (before it, when negative); `day` itself is not counted."""
        self._known(day)
        if count > 0:
            return self._at(bisect_right(self._working, day) + count - 1)
        return self._at(bisect_left(self._working, day) + count) if count else day

    def _at(self, place: int) -> date:
        if 0 <= place < len(self._working):
            return self._working[place]
        raise CalendarEnds(f"The bank-holiday calendar runs from {self.start} to {self.end}; the count leaves it.")

    def met(self, after: date, until: date) -> list[tuple[date, str]]:
        """The days off that fall on a weekday, after one day and until another, with their names."""
        spent = self._weekdays_off[bisect_right(self._weekdays_off, after) : bisect_right(self._weekdays_off, until)]
        return [(day, self.days_off[day]) for day in spent]

    def without(self, days_off: Mapping[date, str]) -> Calendar:
        """The same calendar in which these days, too, are off."""
        return Calendar(self.start, self.end, {**self.days_off, **days_off}) if days_off else self


@cache
def england() -> Calendar:
    """The bank holidays of England, as this service holds them."""
    held = yaml.safe_load(BANK_HOLIDAYS.read_text())
    return Calendar(held["from"], held["until"], held["days"])
