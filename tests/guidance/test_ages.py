"""How old somebody is, in which school year, and when their rights become their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.guidance.cases import CHILD, DAY
from workflow.age import academic_year, age_on, birthday, end_of_compulsory_school_age, year_group
from workflow.facts import Person

LEAP = date(2008, 2, 29)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2008, 3, 23), date(2026, 3, 22), 17),
        (date(2008, 3, 23), date(2026, 3, 23), 18),
        (date(2008, 3, 23), date(2026, 3, 24), 18),
        (LEAP, date(2026, 2, 28), 17),
        (LEAP, date(2026, 3, 1), 18),
        (LEAP, date(2024, 2, 28), 15),
        (LEAP, date(2024, 2, 29), 16),
        (date(2026, 1, 5), date(2026, 1, 5), 0),
    ],
)
def test_a_person_is_a_year_older_on_their_birthday(born: date, on: date, age: int) -> None:
    """Born on 29 February, they are a year older on 1 March where there is no such day."""
    assert age_on(born, on) == age


def test_somebody_born_on_29_february_reaches_18_on_1_march() -> None:
    assert birthday(LEAP, 18) == date(2026, 3, 1)
    assert birthday(LEAP, 16) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("on", "year"),
    [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2026, 12, 31), 2026), (date(2027, 1, 1), 2026)],
)
def test_an_academic_year_begins_on_1_september(on: date, year: int) -> None:
    assert academic_year(on) == year


@pytest.mark.parametrize(
    ("born", "on", "group"),
    [
        (date(2013, 8, 31), date(2026, 8, 31), 8),
        (date(2013, 8, 31), date(2026, 9, 1), 9),
        (date(2013, 9, 1), date(2026, 9, 1), 8),
        (date(2013, 9, 1), date(2027, 9, 1), 9),
        (date(2017, 5, 14), date(2026, 3, 2), 4),
        (date(2021, 11, 3), date(2026, 4, 13), -1),
        (date(2021, 11, 3), date(2026, 9, 1), 0),
        (LEAP, date(2026, 3, 1), 13),
    ],
)
def test_a_year_group_follows_from_the_birth_date_and_moves_up_in_september(born: date, on: date, group: int) -> None:
    assert year_group(born, on) == group


def test_a_recorded_year_moves_up_every_september_from_the_year_it_was_recorded() -> None:
    """A child taught below their age group: Year 7 was recorded in March 2026."""
    below = replace(CHILD, born=date(2013, 5, 14), recorded_year=7, year_recorded_on=date(2026, 3, 2))
    days = (date(2026, 3, 2), date(2026, 8, 31), date(2026, 9, 1), date(2027, 8, 31), date(2027, 9, 1))
    assert [below.year(on) for on in days] == [7, 7, 8, 8, 9]
    assert [below.prepares_for_adulthood(on) for on in days] == [False, False, False, False, True]


def test_without_a_birth_date_or_a_recorded_year_no_year_is_guessed() -> None:
    nobody = Person()
    assert (nobody.age(date(2026, 3, 2)), nobody.year(date(2026, 3, 2))) == (None, None)
    assert not nobody.prepares_for_adulthood(date(2026, 3, 2))
    assert not nobody.holds_own_rights(date(2026, 3, 2))


@pytest.mark.parametrize(
    ("sixteen_on", "ends"),
    [
        (date(2025, 8, 31), date(2025, 6, 27)),
        (date(2025, 9, 1), date(2026, 6, 26)),
        (date(2026, 6, 26), date(2026, 6, 26)),
        (date(2026, 8, 31), date(2026, 6, 26)),
        (date(2026, 9, 1), date(2027, 6, 25)),
        (date(2027, 1, 15), date(2027, 6, 25)),
        (date(2028, 2, 29), date(2028, 6, 30)),
        (date(2028, 8, 31), date(2028, 6, 30)),
    ],
)
def test_compulsory_school_age_ends_on_the_last_friday_in_june_of_the_year_they_turn_16(
    sixteen_on: date, ends: date
) -> None:
    born = sixteen_on.replace(year=sixteen_on.year - 16)
    assert end_of_compulsory_school_age(born) == ends
    assert ends.strftime("%A") == "Friday"


def test_somebody_born_on_29_february_ends_school_age_with_their_year() -> None:
    assert end_of_compulsory_school_age(LEAP) == date(2024, 6, 28)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_rights_pass_the_day_after_the_end_of_compulsory_school_age(days: int) -> None:
    young_person = replace(CHILD, born=date(2010, 3, 23))
    assert young_person.holds_own_rights(date(2026, 6, 26) + days * DAY) is (days > 0)


@pytest.mark.parametrize(
    ("person", "identified"),
    [
        (CHILD, True),
        (replace(CHILD, born=None), False),
        (replace(CHILD, given_name=None), False),
        (replace(CHILD, family_name=None), False),
        (Person(numbered=True), True),
        (Person(born=date(2017, 5, 14)), False),
    ],
)
def test_a_person_is_identified_by_name_and_birth_date_or_by_a_number(person: Person, identified: bool) -> None:
    assert person.identified is identified
