"""How old is this person on a date, in which school year, and when does compulsory school age end?"""

from __future__ import annotations

from calendar import FRIDAY
from datetime import date, timedelta

SEPTEMBER, JUNE = 9, 6
RECEPTION_STARTS_AT = 5  # academic years between that of birth and that of Reception (year group 0)


def birthday(born: date, age: int) -> date:
    """The day a person reaches an age; someone born on 29 February reaches it on 1 March in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_on(born: date, on: date) -> int:
    """Whole years lived on a date."""
    return on.year - born.year - (on < birthday(born, on.year - born.year))


def academic_year(on: date) -> int:
    """The year in which the academic year of a date began, on 1 September."""
    return on.year if on.month >= SEPTEMBER else on.year - 1


def year_group(born: date, on: date) -> int:
    """The national curriculum year of someone taught with their own age group; Reception is 0, earlier is negative."""
    return academic_year(on) - academic_year(born) - RECEPTION_STARTS_AT


def end_of_compulsory_school_age(born: date) -> date:
    """The last Friday in June of the school year in which the person turns 16 (Education Act 1996, section 8)."""
    last = date(academic_year(birthday(born, 16)) + 1, JUNE, 30)
    return last - timedelta(days=(last.weekday() - FRIDAY) % 7)
