"""On which days the duties of the SEND Regulations and of Working Together fall, and how near each is shown to be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from config.calendar import england
from tests.guidance.cases import DAY, authority
from workflow.clocks.deadlines import BY_NAME, Dates
from workflow.clocks.standing import Clock, clock_of
from workflow.clocks.timescales import ADVICE, Duty, Unit, dispute, timescale
from workflow.states import State

EHC_ASKED = date(2026, 1, 19)  # S01
MEETING = date(2026, 11, 18)  # S31


def clock(name: str, on: date | None = None, **marks: date) -> Clock:
    """That clock, of a request with these days, as it stands on the day that starts it or another."""
    start = marks[BY_NAME[name].starts]
    dates = Dates(authority(), Duty("annual_review", start), State.TRIAGING, start, None, marks=marks)
    return clock_of(BY_NAME[name], dates, on or start)


@pytest.mark.parametrize(
    ("name", "due"),
    [
        ("ehc_decision", date(2026, 3, 2)),
        ("ehc_no_plan", date(2026, 5, 11)),
        ("ehc_plan", date(2026, 6, 8)),
    ],
)
def test_the_authority_has_6_16_and_20_weeks_from_the_day_the_assessment_was_asked_for(name: str, due: date) -> None:
    """S01."""
    assert clock(name, ehc_requested=EHC_ASKED).due_on == due


def test_a_plan_after_re_assessment_is_issued_within_14_weeks_of_the_notification() -> None:
    assert clock("reassessed_plan", reassessment_notified=EHC_ASKED).due_on == date(2026, 4, 27)


@pytest.mark.parametrize(
    ("name", "due"),
    [
        ("review_report", date(2026, 12, 2)),
        ("review_decision", date(2026, 12, 16)),
        ("amended_plan", date(2027, 2, 10)),
    ],
)
def test_after_a_review_meeting_the_report_the_decision_and_the_plan_have_2_4_and_12_weeks(
    name: str, due: date
) -> None:
    """S31."""
    assert clock(name, meeting=MEETING).due_on == due


@pytest.mark.parametrize(
    ("notice", "due"),
    [
        (date(2026, 12, 2), date(2027, 1, 27)),
        (date(2026, 12, 15), date(2027, 2, 9)),
        (date(2026, 12, 16), date(2027, 2, 10)),
        (date(2026, 12, 17), date(2027, 2, 10)),
        (date(2027, 1, 11), date(2027, 2, 10)),
    ],
)
def test_an_early_notice_brings_the_amended_plan_forward_and_a_late_one_gives_no_more_time(
    notice: date, due: date
) -> None:
    shown = clock("amended_plan", meeting=MEETING, review_notice=notice)
    eight_weeks = notice + timedelta(weeks=8)
    assert shown.due_on == due
    assert f"eight weeks from then end on {eight_weeks:%A} {eight_weeks.day} {eight_weeks:%B %Y}." in shown.working[2]
    assert shown.working[3] == f"The earlier of the two counts: {due:%A} {due.day} {due:%B %Y}."


@pytest.mark.parametrize(
    ("referred", "decided_by", "assessed_by"),
    [
        (date(2026, 1, 26), date(2026, 1, 27), date(2026, 3, 30)),
        (date(2026, 5, 20), date(2026, 5, 21), date(2026, 7, 23)),
        (date(2026, 4, 2), date(2026, 4, 7), date(2026, 6, 10)),
        (date(2026, 8, 29), date(2026, 9, 1), date(2026, 11, 2)),
    ],
    ids=["S04", "S05", "before Easter", "on a Saturday before a bank holiday"],
)
def test_a_child_in_need_is_decided_on_in_1_working_day_and_assessed_in_45(
    referred: date, decided_by: date, assessed_by: date
) -> None:
    assert clock("section_17_decision", section_17_referred=referred).due_on == decided_by
    assert clock("section_17_assessment", section_17_referred=referred).due_on == assessed_by


@pytest.mark.parametrize(
    ("received", "due"), [(date(2026, 4, 13), date(2026, 4, 27)), (date(2026, 4, 20), date(2026, 5, 5))]
)
def test_the_front_door_decides_within_10_working_days(received: date, due: date) -> None:
    """S02 and S12."""
    assert clock("triage_decision", at_front_door=received).due_on == due


MOVES = date(2026, 9, 25)  # a Friday: fifteen working days before it is Friday 4 September
LATE_NOTICE = [
    (date(2026, 7, 1), MOVES, True),
    (date(2026, 9, 3), MOVES, True),
    (date(2026, 9, 4), MOVES, True),
    (date(2026, 9, 5), MOVES, False),
    (date(2026, 9, 6), MOVES, False),
    (date(2026, 9, 7), MOVES, False),
    (date(2026, 9, 8), date(2026, 9, 28), False),
    (date(2026, 9, 12), date(2026, 10, 2), False),
    (date(2026, 9, 13), date(2026, 10, 2), False),
    (date(2026, 9, 14), date(2026, 10, 2), False),
    (MOVES, date(2026, 10, 15), False),
    (date(2026, 10, 3), date(2026, 10, 23), False),
    (date(2026, 12, 24), date(2027, 1, 18), False),
]


@pytest.mark.parametrize(("known", "due", "in_time"), LATE_NOTICE)
def test_a_plan_is_transferred_on_the_day_of_a_move_known_15_working_days_before_else_within_15(
    known: date, due: date, in_time: bool
) -> None:
    """Regulation 15(2): fifteen working days beginning with the day on which the authority became aware."""
    shown = clock("plan_transfer", move_known=known, moved=MOVES)
    assert shown.due_on == due
    known_in_time = "The move was known at least 15 working days before it: due on its day, Friday 25 September 2026."
    assert (shown.working[1] == known_in_time) is in_time
    if not in_time:
        assert "counted as day 1" in shown.working[1]


@pytest.mark.parametrize(
    ("name", "start", "length"),
    [("ehc_plan", "ehc_requested", 140), ("draft", "received", 32), ("triage_decision", "at_front_door", 14)],
)
def test_a_clock_is_amber_in_its_last_third_and_red_in_its_last_sixth(name: str, start: str, length: int) -> None:
    started: dict[str, Any] = {start: date(2026, 6, 1)}
    due = date(2026, 6, 1) + timedelta(days=length)
    third, sixth = due - length // 3 * DAY, due - length // 6 * DAY
    days = (third - DAY, third, sixth - DAY, sixth, due, due + DAY)
    stands = [clock(name, on, **started).status for on in days]
    assert stands == ["on_track", "amber", "amber", "red", "red", "overdue"]


def test_a_clock_of_one_day_is_red_on_that_day() -> None:
    started = {"section_17_referred": date(2026, 6, 1)}
    days = [date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)]
    assert [clock("section_17_decision", on, **started).status for on in days] == ["on_track", "red", "overdue"]


DUE = date(2026, 6, 8)


@pytest.mark.parametrize(
    ("marks", "on", "stands"),
    [
        ({}, DUE, "red"),
        ({}, DUE + DAY, "excused"),
        ({"final_plan": DUE}, DUE + DAY, "met"),
        ({"final_plan": DUE + DAY}, DUE + DAY, "excused"),
        ({"plan_refused": DUE}, DUE + DAY, "cancelled"),
    ],
)
def test_an_exception_to_one_clock_excuses_its_lateness_alone(marks: dict[str, date], on: date, stands: str) -> None:
    excused = {"excused.ehc_plan": date(2026, 5, 1), "ehc_requested": EHC_ASKED, **marks}
    shown = clock("ehc_plan", on, **excused)
    assert (shown.status, shown.due_on) == (stands, DUE)
    assert "A lawful exception was approved on Friday 1 May 2026: it excuses, it moves no date." in shown.working
    assert clock("ehc_decision", on, **excused).status == "overdue"
    if "final_plan" not in marks and "plan_refused" not in marks:
        assert clock("ehc_no_plan", on, **excused).status == "overdue"


@pytest.mark.parametrize(("days", "said"), [(1, "one working day"), (2, "2 working days"), (5, "5 working days")])
def test_a_dispute_is_settled_within_the_days_that_the_authority_gives_it(days: int, said: str) -> None:
    scale = dispute(days)
    assert (scale.code, scale.words, scale.length, scale.unit) == ("dispute", said, days, Unit.WORKING_DAYS)
    assert scale.cite == "The authority's file, disputes"


OLD = replace(ADVICE, until=date(2030, 8, 31))
NEW = replace(ADVICE, words="eight weeks", length=8, since=date(2030, 9, 1))


def test_a_change_of_the_law_leaves_what_began_before_it_under_the_old_law() -> None:
    known = (NEW, OLD)
    last, first = date(2030, 8, 31), date(2030, 9, 1)
    assert (timescale("advice", last, known), timescale("advice", first, known)) == (OLD, NEW)
    assert timescale("advice", last, known).ends(last, england()) == date(2030, 10, 12)
    assert timescale("advice", first, known).ends(first, england()) == date(2030, 10, 27)


def test_what_began_before_the_first_version_known_or_after_the_last_keeps_the_nearest() -> None:
    assert timescale("advice", date(2010, 1, 1), (NEW, OLD)) == OLD
    assert timescale("advice", date(2050, 1, 1), (NEW, OLD)) == NEW
    assert timescale("ehc_plan", date(2026, 1, 1)).length == 20


@pytest.mark.parametrize(
    ("unit", "counts", "ends"),
    [
        (Unit.WEEKS, False, date(2026, 4, 13)),
        (Unit.WEEKS, True, date(2026, 4, 12)),
        (Unit.DAYS, False, date(2026, 3, 8)),
        (Unit.DAYS, True, date(2026, 3, 7)),
        (Unit.WORKING_DAYS, False, date(2026, 3, 10)),
        (Unit.WORKING_DAYS, True, date(2026, 3, 9)),
    ],
)
def test_the_first_day_counts_only_where_the_law_says_beginning_with_it(unit: Unit, counts: bool, ends: date) -> None:
    six = replace(ADVICE, unit=unit, first_day_counts=counts)
    assert six.ends(date(2026, 3, 2), england()) == ends
