"""On which day does a limit end, by counting days one by one? Nothing here comes from the code that it checks."""

from __future__ import annotations

from datetime import date, timedelta

import holidays

ONE = timedelta(days=1)
LISTED = holidays.UK(subdiv="ENG", years=range(2019, 2029))
FIRST, LAST = date(2024, 1, 1), date(2028, 6, 30)
RECEIPTS = [FIRST + n * ONE for n in range((LAST - FIRST).days + 1)]


def works(day: date, closed: frozenset[date] = frozenset()) -> bool:
    """Nobody works on Saturdays, Sundays, bank holidays and the days on which the office is closed."""
    return day.weekday() < 5 and day not in LISTED and day not in closed


def working_days_after(day: date, count: int, closed: frozenset[date] = frozenset()) -> date:
    """Walk on, and count the days on which somebody works."""
    while count:
        day += ONE
        if works(day, closed):
            count -= 1
    return day


def days_after(day: date, count: int) -> date:
    """Walk on, and count every day."""
    for _ in range(count):
        day += ONE
    return day


def act_by(due: date, closed: frozenset[date] = frozenset()) -> date:
    """Walk back to a day on which somebody works."""
    while not works(due, closed):
        due -= ONE
    return due


def limit(start: date, length: int, unit: str, first_counts: bool, closed: frozenset[date] = frozenset()) -> date:
    """The last day: when the first day counts, it is day 1, if it is a day of the kind that is counted."""
    if unit == "working days":
        if first_counts and works(start, closed):
            return start if length == 1 else working_days_after(start, length - 1, closed)
        return working_days_after(start, length, closed)
    days = length * 7 if unit == "weeks" else length
    return days_after(start, days - 1 if first_counts else days)


def review_due(received: date, meeting: date, receipt_counts: bool, raised_at_meeting: bool) -> date:
    """Ruling 6: two weeks before the meeting or six weeks, whichever is earlier; never before two weeks are over."""
    if raised_at_meeting:
        return days_after(meeting, 28)
    six_weeks = limit(received, 6, "weeks", receipt_counts)
    papers = meeting
    for _ in range(14):
        papers -= ONE
    earlier = papers if papers < six_weeks else six_weeks
    two_weeks = days_after(received, 14)
    return two_weeks if two_weeks > earlier else earlier


def transfer_due(known: date, moved: date) -> date:
    """Regulation 15(2): on the day of the move, unless it became known less than 15 working days before that."""
    day, notice = moved, 0
    while day > known:
        day -= ONE
        notice += works(day)
        if notice >= 15:
            return moved
    return limit(known, 15, "working days", first_counts=True)
