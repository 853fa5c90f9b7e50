"""In which school year somebody is taught, and how that is explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.guidance.cases import CHILD, SEND, case, step
from workflow.facts import Contact, Facts, Person
from workflow.persons import told_of
from workflow.school_year import named, school_year

MARCH, RECORDED = date(2026, 3, 2), date(2026, 3, 3)
BELOW = replace(CHILD, born=date(2013, 3, 14), recorded_year=7, year_recorded_on=RECORDED)  # age group: Year 8


def of(person: Person, **changed: Any) -> Facts:
    told = step("update_person", on=RECORDED, team=SEND, person={"year_group": 7})
    return case(told, person=person, **changed)


def test_a_computed_year_says_from_what() -> None:
    found = school_year(of(CHILD), MARCH)
    assert (found.year, found.age_group) == (4, 4)
    assert found.working == ("Born on Sunday 14 May 2017: their age group is in Year 4.",)


def test_a_recorded_year_says_when_and_by_whom_and_moves_up_in_september() -> None:
    found = school_year(of(BELOW), date(2026, 8, 31))
    assert (found.year, found.age_group) == (7, 8)
    assert found.working[0].startswith("Recorded as Year 7 on Tuesday 3 March 2026 by ")
    assert not any("Moved up" in line for line in found.working)
    after = school_year(of(BELOW), date(2026, 9, 1))
    assert (after.year, after.age_group) == (8, 9)
    assert after.working[1] == "Moved up each September since: Year 8."


def test_a_year_recorded_on_another_request_says_only_when() -> None:
    assert school_year(case(person=BELOW), MARCH).working[0] == "Recorded as Year 7 on Tuesday 3 March 2026."
    earlier = replace(BELOW, year_recorded_on=MARCH)
    assert school_year(of(earlier), MARCH).working[0] == "Recorded as Year 7 on Monday 2 March 2026."


@pytest.mark.parametrize(
    ("because", "said"), [("Started school late.", "Started school late."), (None, "no reason recorded.")]
)
def test_somebody_taught_with_another_year_group_has_the_reason_shown(because: str | None, said: str) -> None:
    found = school_year(of(replace(BELOW, details={"year_group_because": because} if because else {})), MARCH)
    assert found.working[-1] == f"Taught with another year group: {said}"
    same = replace(BELOW, recorded_year=8, details={"year_group_because": "Started school late."})
    assert not any("another year group" in line for line in school_year(of(same), MARCH).working)


def test_year_9_as_recorded_counts_and_says_what_follows() -> None:
    ahead = replace(BELOW, recorded_year=9)
    assert "Year 9" in school_year(of(ahead), MARCH).working[-1]
    assert "preparing for adulthood" in school_year(of(ahead), MARCH).working[-1]
    assert not any("adulthood" in line for line in school_year(of(BELOW), MARCH).working)


def test_nothing_known_is_said_to_be_unknown_and_a_recorded_year_needs_no_birth_date() -> None:
    nothing = school_year(of(Person()), MARCH)
    assert (nothing.year, nothing.age_group) == (None, None)
    assert nothing.working == ("Neither a date of birth nor a school year is recorded.",)
    recorded = school_year(of(replace(BELOW, born=None)), MARCH)
    assert (recorded.year, recorded.age_group, len(recorded.working)) == (7, None, 1)


@pytest.mark.parametrize(
    ("year", "said"), [(0, "Reception"), (-1, "the nursery year before Reception"), (13, "Year 13")]
)
def test_a_school_year_is_named_as_people_say_it(year: int, said: str) -> None:
    assert named(year) == said
    assert named(-3) == "3 years before Reception"


def test_a_new_year_without_a_reason_has_not_the_old_one() -> None:
    known = replace(BELOW, details={"year_group_because": "Started late.", "setting": "Elm School"})
    assert told_of(known, {"year_group": 9}, MARCH).details == {"year_group_because": None, "setting": "Elm School"}
    assert told_of(known, {"year_group": 7}, MARCH).details == known.details, "said again, and nothing new"
    assert told_of(known, {"setting": "Oak"}, MARCH).details == {
        "year_group_because": "Started late.",
        "setting": "Oak",
    }


def test_what_a_contact_may_be_told_is_kept_and_has_a_reason_of_its_own() -> None:
    ben = Contact("Ben Example", "parent", False, "nothing", "Ivy asked for that.")
    known = replace(CHILD, contacts=(ben,))

    def after(**said: Any) -> Contact:
        said = {"name": "BEN EXAMPLE", "relationship": "carer", **said}
        return told_of(known, {"contacts": [said]}, MARCH).contacts[0]

    assert after() == replace(ben, name="BEN EXAMPLE", relationship="carer")
    assert after(may_be_told="nothing").may_be_told_because == "Ivy asked for that."
    assert after(may_be_told="everything").may_be_told_because is None
    assert (
        after(may_be_told="everything", may_be_told_because="She agrees now.").may_be_told_because == "She agrees now."
    )
    assert after(safe_to_contact=True).safe_to_contact is True


def test_there_is_no_year_15() -> None:
    grown = school_year(of(replace(CHILD, born=date(2004, 5, 18))), date(2026, 11, 26))
    assert grown.year == 18
    assert named(18) == "past Year 14"
    assert named(14) == "Year 14"
    assert grown.working[0] == "Born on Tuesday 18 May 2004: their age group is past Year 14."
