"""Every date that is computed is the one that is found by counting the days one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from config.authorities import MILESTONES
from tests.guidance import oracle
from tests.guidance.cases import authority
from tests.guidance.oracle import LAST, ONE, RECEIPTS
from workflow.clocks.deadlines import BY_NAME, Dates
from workflow.clocks.standing import clocks
from workflow.clocks.timescales import TIMESCALES, Duty, Timescale, Unit, advice_due, local
from workflow.states import State

COUNCILS = ("northmere", "eastvale")
MEETINGS = (0, 1, 13, 14, 15, 27, 28, 29, 41, 42, 43, 54, 55, 56, 57, 70, 120)


def test_the_days_counted_are_a_leap_year_and_two_and_a_half_more_and_the_calendar_holds_them() -> None:
    assert (RECEIPTS[0], RECEIPTS[-1]) == (date(2024, 1, 1), date(2028, 6, 30))
    assert len(RECEIPTS) == 1643
    held = authority().calendar
    assert [day for day in RECEIPTS if held.is_working_day(day) is not oracle.works(day)] == []


@pytest.mark.parametrize("first", [False, True], ids=["from the day after", "beginning with the day"])
@pytest.mark.parametrize("scale", [one for one in TIMESCALES if one.length], ids=lambda one: one.code)
def test_every_limit_of_the_law_ends_on_the_day_that_counting_finds(scale: Timescale, first: bool) -> None:
    """By either count, whichever the law says."""
    counted, calendar = replace(scale, first_day_counts=first), authority().calendar
    faults = [
        day
        for day in RECEIPTS
        if counted.ends(day, calendar) != oracle.limit(day, scale.length, str(scale.unit), first)
    ]
    assert faults == []


@pytest.mark.parametrize("name", MILESTONES)
@pytest.mark.parametrize("council", COUNCILS)
def test_every_milestone_of_an_authority_ends_on_the_day_that_counting_finds(council: str, name: str) -> None:
    ours, own = authority(council), local(authority(council), name)
    closed = frozenset(day for day, _ in ours.closed_days)
    assert own.unit in (Unit.WORKING_DAYS, Unit.DAYS)
    faults = [
        day
        for day in RECEIPTS
        if own.ends(day, ours.office_days) != oracle.limit(day, own.length, str(own.unit), False, closed)
    ]
    assert faults == []


@pytest.mark.parametrize("counts", [False, True], ids=["receipt not counted", "receipt is day 1"])
@pytest.mark.parametrize("council", COUNCILS)
def test_advice_is_due_and_acted_on_by_the_days_that_counting_finds(council: str, counts: bool) -> None:
    ours = authority(council)
    closed = frozenset(day for day, _ in ours.closed_days)
    for day in RECEIPTS:
        found = advice_due(Duty("ehc_needs_assessment", day, receipt_day_counts=counts))
        assert found
        assert found.on == oracle.limit(day, 6, "weeks", counts), day
        assert ours.office_days.on_or_before(found.on) == oracle.act_by(found.on, closed), day


@pytest.mark.parametrize("raised", [False, True], ids=["before the meeting", "at the meeting"])
@pytest.mark.parametrize("counts", [False, True], ids=["receipt not counted", "receipt is day 1"])
def test_advice_for_a_review_is_due_on_the_day_that_counting_finds(counts: bool, raised: bool) -> None:
    for day in RECEIPTS:
        for distance in MEETINGS:
            meeting = day + timedelta(days=distance)
            duty = Duty("annual_review", day, meeting, raised_at_meeting=raised, receipt_day_counts=counts)
            found = advice_due(duty)
            assert found
            assert found.on == oracle.review_due(day, meeting, counts, raised), (day, meeting)


def test_a_plan_is_transferred_by_the_day_that_counting_finds() -> None:
    ours, row = authority(), BY_NAME["plan_transfer"]
    for known in RECEIPTS[::3]:
        for notice in (-5, 0, 1, 14, 19, 20, 21, 22, 23, 24, 25, 26, 27, 40):
            moved = known + timedelta(days=notice)
            marks = {"move_known": known, "moved": moved}
            dates = Dates(ours, Duty("family_request", known), State.CLOSED, known, None, marks=marks)
            assert row.due(dates, known, row.calendar(dates))[0] == oracle.transfer_due(known, moved), (known, moved)


STARTS = ("ehc_requested", "reassessment_notified", "meeting", "section_17_referred", "received", "at_front_door")


@pytest.mark.parametrize("council", COUNCILS)
def test_every_clock_that_is_shown_has_the_due_date_and_the_day_to_act_by_of_the_count(council: str) -> None:
    ours = authority(council)
    closed = frozenset(day for day, _ in ours.closed_days)
    for day in RECEIPTS[:: 7 * 2 + 1]:
        marks = dict.fromkeys((*STARTS, "submitted", "disputed", "returned"), day)
        dates = Dates(ours, Duty("annual_review", day), State.TRIAGING, day, day + 42 * ONE, marks=marks)
        of_each = (replace(dates, duty=Duty(reason, day)) for reason in ("ehc_needs_assessment", "reassessment"))
        shown = {clock.name: clock for one in (dates, *of_each) for clock in clocks(one, day)[1:]}
        assert len(shown) == 16
        for clock in shown.values():
            scale, local_days = (
                BY_NAME[clock.name].scale(dates),
                BY_NAME[clock.name].calendar(dates) is ours.office_days,
            )
            due = oracle.limit(day, scale.length, str(scale.unit), False, closed if local_days else frozenset())
            assert (clock.due_on, clock.act_by) == (due, oracle.act_by(due, closed)), (clock.name, day)
    assert day <= LAST
