"""In which school year is the person taught, and how do we know?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflow.age import year_group
from workflow.days import words
from workflow.facts import Facts

ADULTHOOD = "In or beyond Year 9: advice speaks of preparing for adulthood (SEND Regulations 2014, regulation 6(1)(g))."
YEARS = range(-2, 15)  # school years that have a name: there is no Year 15
NAMES = {0: "Reception", -1: "the nursery year before Reception"}


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The year in which they are taught, that of their age group, and the sentences that show how both were reached."""

    year: int | None
    age_group: int | None
    working: tuple[str, ...]


def school_year(facts: Facts, on: date) -> SchoolYear:
    """The school year on a day: as recorded, moved up each September since; else that of the age group."""
    person = facts.person
    year = person.year(on)
    own = year_group(person.born, on) if person.born else None
    said = (*_recorded(facts, year), *_age_group(facts, own, year))
    adult = (ADULTHOOD,) if person.prepares_for_adulthood(on) else ()
    return SchoolYear(year, own, (*said, *adult) or ("Neither a date of birth nor a school year is recorded.",))


def named(year: int) -> str:
    """A school year as people say it; of whoever is older, that they are."""
    if year >= YEARS.stop:
        return f"past Year {YEARS.stop - 1}"
    return NAMES.get(year, f"Year {year}" if year > 0 else f"{-year} years before Reception")


def _in(year: int) -> str:
    return named(year) if year >= YEARS.stop else f"in {named(year)}"


def _recorded(facts: Facts, year: int | None) -> tuple[str, ...]:
    """That it was recorded, when, and by which team if this request tells."""
    person = facts.person
    if person.recorded_year is None or person.year_recorded_on is None or year is None:
        return ()
    told = [event for event in facts.told if "year_group" in (event.value("person") or {})]
    team = facts.authority.team(told[-1].team) if told and told[-1].on == person.year_recorded_on else None
    by = f" by {team.name}" if team else ""
    first = f"Recorded as {named(person.recorded_year)} on {words(person.year_recorded_on)}{by}."
    return (first,) if year == person.recorded_year else (first, f"Moved up each September since: {named(year)}.")


def _age_group(facts: Facts, own: int | None, year: int | None) -> tuple[str, ...]:
    """The year of those born in the same school year; where they are taught with others, why."""
    if own is None or facts.person.born is None:
        return ()
    said = f"Born on {words(facts.person.born)}: their age group is {_in(own)}."
    if own == year:
        return (said,)
    because = facts.person.details.get("year_group_because")
    return (said, f"Taught with another year group: {because or 'no reason recorded.'}")
