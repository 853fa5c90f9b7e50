"""Do ages, school years and the end of school age agree with counting on one's fingers, for every birth date?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from tests.guidance.cases import CHILD, DAY, case, step
from workflow.age import age_on, end_of_compulsory_school_age, year_group
from workflow.rights import holder

FIRST, LAST = date(2000, 9, 1), date(2022, 8, 31)
RECEPTION_OF_THE_FIRST = 2005  # those born from September 2000 began Reception in September 2005
LOOKED_AT = [
    date(year, month, day)
    for year in (2001, 2006, 2011, 2016, 2020, 2025, 2026, 2027, 2033)
    for month, day in ((1, 1), (2, 28), (3, 1), (6, 30), (8, 31), (9, 1), (12, 31))
]


def every_birth_date() -> Iterator[date]:
    born = FIRST
    while born <= LAST:
        yield born
        born += DAY


@cache
def cohorts() -> dict[date, int]:
    """Every birth date with its cohort, by walking the days: a new one begins with each 1 September."""
    found: dict[date, int] = {}
    cohort = -1
    for born in every_birth_date():
        cohort += (born.month, born.day) == (9, 1)
        found[born] = cohort
    return found


@cache
def school_years() -> dict[date, int]:
    """Every day looked at with the year in which its school year began, by walking back to a 1 September."""
    found = {}
    for on in LOOKED_AT:
        day = on
        while (day.month, day.day) != (9, 1):
            day -= DAY
        found[on] = day.year
    return found


def counted_age(born: date, on: date) -> int:
    """How often the birthday has come round: 29 February comes round on 1 March where there is no such day."""
    age, day = -1, (on.month, on.day)
    for year in range(born.year, on.year + 1):
        age += year < on.year or (born.month, born.day) <= day
    return age


def walked_end(born: date) -> date:
    """From the 16th birthday on to the end of that school year, then back to June, then back to a Friday."""
    day = date(born.year + 16, born.month, born.day)
    while (day.month, day.day) != (8, 31):
        day += DAY
    while day.month != 6 or day.strftime("%a") != "Fri":
        day -= DAY
    return day


def test_there_are_22_cohorts_of_a_school_year_each() -> None:
    assert len(cohorts()) == (LAST - FIRST).days + 1 == 8035
    assert set(cohorts().values()) == set(range(22))


def test_every_year_group_is_that_of_the_cohort_counted_on_from_reception() -> None:
    faults = [
        (born, on, year_group(born, on))
        for born, cohort in cohorts().items()
        for on, began in school_years().items()
        if year_group(born, on) != began - (RECEPTION_OF_THE_FIRST + cohort)
    ]
    assert not faults, faults[:5]


def test_every_year_group_is_the_age_before_the_school_year_less_four() -> None:
    """standards.md 1.4: age at the start of the academic year, less 4; born on 1 September is of the next year."""
    faults = [
        (born, began)
        for born in cohorts()
        for began in (2006, 2016, 2026, 2033)
        if began > born.year and year_group(born, date(began, 9, 1)) != counted_age(born, date(began, 8, 31)) - 4
    ]
    assert not faults, faults[:5]


def test_compulsory_school_age_ends_for_every_birth_date_where_walking_there_ends() -> None:
    faults = [
        (born, end_of_compulsory_school_age(born))
        for born in cohorts()
        if end_of_compulsory_school_age(born) != walked_end(born)
    ]
    assert not faults, faults[:5]


def test_every_age_is_the_birthdays_counted_around_each_birthday() -> None:
    faults = []
    for born in cohorts():
        for age in (1, 16, 18, 25):
            near = date(born.year + age, born.month, min(born.day, 28))
            faults += [(born, on) for on in (near - DAY, near, near + DAY) if age_on(born, on) != counted_age(born, on)]
    assert not faults, faults[:5]


def test_those_born_on_29_february_are_among_them() -> None:
    leap = [born for born in cohorts() if (born.month, born.day) == (2, 29)]
    assert [born.year for born in leap] == [2004, 2008, 2012, 2016, 2020]
    assert [age_on(born, date(born.year + 18, 2, 28)) for born in leap] == [17] * 5
    assert [age_on(born, date(born.year + 18, 3, 1)) for born in leap] == [18] * 5


def test_the_rights_pass_after_that_day_for_every_birth_date_with_a_capacity_record_and_without() -> None:
    lacks = case(step("update_person", on=FIRST, capacity_outcome="lacks"))
    presumed = case()
    faults = []
    for born in cohorts():
        ends, person = walked_end(born), replace(CHILD, born=born)
        for facts, own in ((presumed, "young_person"), (lacks, "alternative_person")):
            found = [holder(replace(facts, person=person), on) for on in (ends - DAY, ends, ends + DAY)]
            faults += [(born, own, found)] if found != ["parent", "parent", own] else []
    assert not faults, faults[:5]
