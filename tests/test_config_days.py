"""Is what an authority's file says of days taken only when it is whole, and does an older one still load?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from config.authorities import AUTHORITIES, MILESTONES, Milestone, OneOff, authority_of
from config.authority_file import from_text
from config.calendar import england
from config.faults import BadFile
from workflow.clocks.deadlines import Dates
from workflow.clocks.standing import clocks
from workflow.clocks.timescales import Duty
from workflow.states import State

EASTVALE = (AUTHORITIES / "eastvale.yaml").read_text()
PLAIN = "".join(line for line in EASTVALE.splitlines(keepends=True) if not line.startswith("milestones:"))
NEW = ("milestones", "one_off_bank_holidays", "closed_days")
HOLIDAY, CLOSURE = (
    "day: 2027-06-14, name: A wedding, announced_on: 2027-03-01",
    "name: Moving, from: 2027-06-14, until: ",
)
UNIT, DAY = "Give working_days or calendar_days, not both.", "Write the day as 2026-06-15."
ORDER = "A closure ends on or after its first day, and within 31 days."


def one_off(*written: str) -> str:
    return "one_off_bank_holidays:\n" + "".join(f"  - {{{one}}}\n" for one in written)


def closed(*written: str) -> str:
    return "closed_days:\n" + "".join(f"  - {{{one}}}\n" for one in written)


# What is wrong: the lines that are added, on which of them the fault stands, the place in the file, what is said.
BAD: dict[str, tuple[str, int, str, str]] = {
    "an unknown milestone": ("milestones:\n  take: {working_days: 1}\n", 2, "milestones.take", "Must be one of: acknowledge, first_contact"),
    "both units": ("milestones:\n  draft: {working_days: 20, calendar_days: 32}\n", 2, "milestones.draft", UNIT),
    "no unit": ("milestones:\n  draft: {}\n", 2, "milestones.draft", UNIT),
    "another unit": ("milestones:\n  draft: {weeks: 4}\n", 2, "milestones.draft.weeks", "Unknown field"),
    "no days at all": ("milestones:\n  draft: {working_days: 0}\n", 2, "milestones.draft.working_days", "greater than or equal to 1 and"),
    "31 working days": ("milestones:\n  draft: {working_days: 31}\n", 2, "milestones.draft.working_days", "equal to 30"),
    "43 calendar days": ("milestones:\n  draft: {calendar_days: 43}\n", 2, "milestones.draft.calendar_days", "equal to 42"),
    "no calendar day": ("milestones:\n  draft: {calendar_days: 0}\n", 2, "milestones.draft.calendar_days", "greater than or equal to 1"),
    "half a day": ("milestones:\n  draft: {working_days: 1.5}\n", 2, "milestones.draft.working_days", "Not a valid integer"),
    "true for a number": ("milestones:\n  draft: {working_days: true}\n", 2, "milestones.draft.working_days", "Not a valid integer"),
    "a milestone that is a number": ("milestones:\n  draft: 20\n", 2, "milestones.draft", "Invalid input type"),
    "milestones that are a list": ("milestones: [draft]\n", 1, "milestones", "Not a valid mapping"),
    "a holiday without a name": (one_off("day: 2027-06-14, announced_on: 2027-03-01"), 2, "one_off_bank_holidays.0.name", "Missing data"),
    "a holiday announced after it": (one_off("day: 2027-06-14, name: A, announced_on: 2027-06-15"), 2, "one_off_bank_holidays.0.announced_on", "before the day itself"),
    "a holiday without its announcement": (one_off(HOLIDAY, "day: 2027-06-15, name: A"), 3, "one_off_bank_holidays.1.announced_on", "Missing data"),
    "a day that is text": (one_off(HOLIDAY.replace("2027-06-14", "in June")), 2, "one_off_bank_holidays.0.day", DAY),
    "a day that is a number": (one_off(HOLIDAY.replace("2027-06-14", "20270614")), 2, "one_off_bank_holidays.0.day", DAY),
    "a day with its hour": (one_off(HOLIDAY.replace("2027-06-14", "2027-06-14 10:00:00")), 2, "one_off_bank_holidays.0.day", DAY),
    "a day that there is not": (one_off(HOLIDAY.replace("2027-06-14", "'2027-02-30'")), 2, "one_off_bank_holidays.0.day", DAY),
    "an announcement of another kind": (one_off(HOLIDAY.replace("2027-03-01", "[]")), 2, "one_off_bank_holidays.0.announced_on", DAY),
    "a nameless holiday": (one_off(HOLIDAY.replace("A wedding", "''")), 2, "one_off_bank_holidays.0.name", "between 1 and 80"),
    "an unknown part of a holiday": (one_off(f"{HOLIDAY}, half: true"), 2, "one_off_bank_holidays.0.half", "Unknown field"),
    "51 holidays": (one_off(*[HOLIDAY] * 51), 1, "one_off_bank_holidays", "Longer than maximum length 50"),
    "a closure that ends before it begins": (closed(f"{CLOSURE}2027-06-13"), 2, "closed_days.0.until", ORDER),
    "a closure of more than a month": (closed(f"{CLOSURE}2027-07-16"), 2, "closed_days.0.until", ORDER),
    "a closure without an end": (closed("name: Moving, from: 2027-06-14"), 2, "closed_days.0.until", "Missing data"),
    "a closure without a beginning": (closed("name: Moving, until: 2027-06-14"), 2, "closed_days.0.from", "Missing data"),
    "a closure without a name": (closed("from: 2027-06-14, until: 2027-06-14"), 2, "closed_days.0.name", "Missing data"),
    "a closure that begins on no day": (closed("name: M, from: soon, until: 2027-06-14"), 2, "closed_days.0.from", DAY),
    "101 closures": (closed(*[f"{CLOSURE}2027-06-14"] * 101), 1, "closed_days", "Longer than maximum length 100"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", BAD)
def test_a_fault_in_what_a_file_says_of_days_is_named_by_its_line(wrong: str) -> None:
    added, line, place, said = BAD[wrong]
    with pytest.raises(BadFile) as refused:
        from_text(PLAIN + added, "some.yaml")
    (fault,) = refused.value.faults
    assert (fault.line, fault.place) == (PLAIN.count("\n") + line, place)
    assert said in fault.message


def test_every_fault_in_the_days_is_named_at_once() -> None:
    with pytest.raises(BadFile) as refused:
        from_text(
            PLAIN + "milestones: {take: {working_days: 1}}\n" + one_off("day: x") + closed("name: M"), "some.yaml"
        )
    assert len(refused.value.faults) == 1 + 3 + 2


def built(added: str = "") -> Any:
    return authority_of(from_text(PLAIN + added, "some.yaml"))


def test_an_authority_that_says_nothing_has_the_usual_milestones_and_no_days_of_its_own() -> None:
    plain = built()
    assert (plain.milestones, plain.one_off_bank_holidays, plain.closed_days) == (MILESTONES, (), ())
    assert plain.calendar is plain.office_days
    assert plain.calendar.days_off == england().days_off


def test_a_configuration_that_was_stored_before_files_spoke_of_days_still_loads() -> None:
    """Requests keep the configuration under which they were made."""
    now = from_text(PLAIN, "some.yaml")
    assert set(NEW) <= set(now)
    stored = {key: value for key, value in now.items() if key not in NEW}
    before = authority_of(stored)
    assert before.milestones == MILESTONES
    assert before == authority_of(now)
    start = date(2026, 3, 2)
    marks = dict.fromkeys(("received", "at_front_door", "submitted", "disputed"), start)
    dates = Dates(before, Duty("family_request", start), State.TRIAGING, start, date(2026, 4, 13), marks=marks)
    shown = {one.name: one.due_on for one in clocks(dates, start)}
    assert (shown["triage_decision"], shown["draft"], shown["dispute"]) == (
        date(2026, 3, 16),
        date(2026, 4, 3),
        date(2026, 3, 4),
    )


def test_a_milestone_that_is_named_replaces_the_usual_one_alone() -> None:
    named = built("milestones: {draft: {working_days: 20}, return: {calendar_days: 3}}\n").milestones
    assert named == MILESTONES | {"draft": Milestone(20), "return": Milestone(3, working=False)}
    for longest, unit in ((30, "working_days"), (42, "calendar_days"), (1, "working_days"), (1, "calendar_days")):
        assert built(f"milestones: {{draft: {{{unit}: {longest}}}}}\n").milestones["draft"].days == longest


@pytest.mark.parametrize("written", ["2027-06-14", "'2027-06-14'"], ids=["a day", "a day as text"])
def test_a_one_off_bank_holiday_is_known_from_the_day_it_was_announced(written: str) -> None:
    wedding, announced = date(2027, 6, 14), date(2027, 3, 1)
    ours = built(one_off(HOLIDAY.replace("2027-06-14", written)))
    assert ours.one_off_bank_holidays == (OneOff(wedding, "A wedding", announced),)
    assert ours.calendar.days_off[wedding] == ours.office_days.days_off[wedding] == "A wedding"
    assert not ours.calendar.is_working_day(wedding)
    for office in (True, False):
        assert ours.known_on(announced, office=office).is_working_day(wedding) is False
        assert ours.known_on(date(2027, 2, 28), office=office).is_working_day(wedding) is True
    assert (ours.news(date(2027, 2, 28)), ours.news(announced)) == (ours.one_off_bank_holidays, ())


def test_an_office_is_closed_on_both_ends_of_a_closure_and_the_law_does_not_close_with_it() -> None:
    ours = built(closed(f"{CLOSURE}2027-06-16"))
    days = [date(2027, 6, day) for day in range(14, 17)]
    assert ours.closed_days == tuple((day, "Moving") for day in days)
    assert [ours.office_days.is_working_day(day) for day in days] == [False] * 3
    assert [ours.calendar.is_working_day(day) for day in days] == [True] * 3
    assert ours.known_on(date(2020, 1, 1), office=True).is_working_day(days[0]) is False
    assert ours.known_on(date(2020, 1, 1), office=False).is_working_day(days[0]) is True
    for last, length in (("2027-06-14", 1), ("2027-07-15", 32)):
        assert len(built(closed(f"{CLOSURE}{last}")).closed_days) == length


@pytest.mark.parametrize("file", sorted(AUTHORITIES.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_milestone_of_an_authority_that_ships_is_shorter_than_the_six_weeks_it_serves(file: Path) -> None:
    ours = authority_of(from_text(file.read_text(), file.name))
    assert set(ours.milestones) == set(MILESTONES)
    assert all(one.days <= (30 if one.working else 42) for one in ours.milestones.values())
