"""What bank holidays, those proclaimed for one year, and the days an office is closed do to a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from config.authorities import Authority, OneOff
from config.calendar import Calendar, CalendarEnds, england
from tests.guidance.cases import DAY, authority
from workflow.clocks.deadlines import BY_NAME, Dates
from workflow.clocks.standing import Clock, advice_clock, clock_of
from workflow.clocks.timescales import Duty
from workflow.states import State

START = date(2026, 6, 1)
WEDDING = date(2026, 6, 12)  # a Friday
SIX_WEEKS = date(2026, 7, 13)
JUBILEE = SIX_WEEKS  # the Monday on which six weeks end


def off(day: date, announced: date, name: str = "A royal wedding", **also: object) -> Authority:
    """An authority for which a day was proclaimed a bank holiday."""
    return replace(authority(), one_off_bank_holidays=(OneOff(day, name, announced),), closed_days=(), **also)


def shut(first: date, last: date) -> Authority:
    """An authority that is closed on these days and all between."""
    days = tuple((first + n * DAY, "Moving offices") for n in range((last - first).days + 1))
    return replace(authority(), closed_days=days)


def clock(name: str, at: Authority, start: date = START, on: date | None = None, **marks: date) -> Clock:
    started = {BY_NAME[name].starts: start, **marks}
    dates = Dates(at, Duty("annual_review", start), State.TRIAGING, start, None, marks=started)
    return clock_of(BY_NAME[name], dates, on or start)


def advice(at: Authority, due: date = SIX_WEEKS) -> Clock:
    start = due - timedelta(days=42)
    return advice_clock(Dates(at, Duty("family_request", start), State.TRIAGING, start, due), START)


def said(shown: Clock, part: str) -> list[str]:
    return [sentence for sentence in shown.working if part in sentence]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("section_17_assessment", date(2026, 8, 3), date(2026, 8, 4)),
        ("triage_decision", date(2026, 6, 15), date(2026, 6, 16)),
    ],
)
def test_a_bank_holiday_announced_after_the_start_moves_a_clock_of_working_days_and_says_so(
    name: str, before: date, after: date
) -> None:
    shown = clock(name, off(WEDDING, date(2026, 6, 3)))
    assert (clock(name, authority()).due_on, shown.due_on, shown.act_by) == (before, after, after)
    assert said(shown, "until") == [
        (
            f"It was {before:%A} {before.day} {before:%B %Y} until A royal wedding (Friday 12 June 2026) was announced on "
            "Wednesday 3 June 2026."
        )
    ]
    assert said(shown, "Not counted, besides weekends: A royal wedding (Friday 12 June 2026).")


@pytest.mark.parametrize("announced", [date(2026, 3, 1), START])
def test_a_bank_holiday_announced_by_the_start_is_merely_not_counted(announced: date) -> None:
    shown = clock("triage_decision", off(WEDDING, announced))
    assert shown.due_on == date(2026, 6, 16)
    assert not said(shown, "announced")
    assert said(shown, "Not counted, besides weekends: A royal wedding")


@pytest.mark.parametrize("day", [date(2026, 5, 29), date(2026, 6, 13), date(2026, 6, 16)])
def test_a_bank_holiday_outside_the_count_or_at_a_weekend_moves_nothing(day: date) -> None:
    shown = clock("triage_decision", off(day, date(2026, 6, 3)))
    assert shown == clock("triage_decision", authority())


@pytest.mark.parametrize("name", ["ehc_decision", "ehc_plan", "review_report", "amended_plan", "draft"])
@pytest.mark.parametrize("announced", [date(2026, 3, 1), date(2026, 6, 3)])
def test_a_statutory_date_of_weeks_is_never_moved_by_a_bank_holiday(name: str, announced: date) -> None:
    due = clock(name, authority()).due_on
    assert due
    for day in (WEDDING, due):
        shown = clock(name, off(day, announced))
        assert shown.due_on == due
        assert not said(shown, "It was ")
        assert said(shown, "Bank holidays do not extend it: ")


def test_the_day_to_act_by_comes_before_a_bank_holiday_announced_since_and_says_so() -> None:
    shown = advice(off(JUBILEE, date(2026, 6, 3), "A jubilee"))
    assert (shown.due_on, shown.act_by) == (SIX_WEEKS, date(2026, 7, 10))
    assert said(shown, "act by") == [
        "Monday 13 July 2026 is not a working day, so act by Friday 10 July 2026; the due date itself does not move."
    ]
    assert said(shown, "Until") == [
        "Until A jubilee (Monday 13 July 2026) was announced on Wednesday 3 June 2026, it was Monday 13 July 2026."
    ]
    known = advice(off(JUBILEE, START, "A jubilee"))
    assert (known.act_by, said(known, "Until")) == (date(2026, 7, 10), [])


def test_a_day_on_which_the_office_was_closed_anyway_is_no_news_to_the_day_to_act_by() -> None:
    closed = replace(off(JUBILEE, date(2026, 6, 3), "A jubilee"), closed_days=((JUBILEE, "Moving offices"),))
    shown = advice(closed)
    assert (shown.act_by, said(shown, "Until")) == (date(2026, 7, 10), [])


def test_only_the_bank_holidays_that_moved_the_day_to_act_by_are_named_as_its_reason() -> None:
    both = (OneOff(WEDDING, "A royal wedding", date(2026, 6, 3)), OneOff(JUBILEE, "A jubilee", date(2026, 6, 4)))
    shown = advice(replace(authority(), one_off_bank_holidays=both))
    assert said(shown, "Until A jubilee (Monday 13 July 2026) was announced on Thursday 4 June 2026, it was")
    assert said(shown, "A royal wedding (Friday 12 June 2026) and A jubilee (Monday 13 July 2026).")
    moved = clock("section_17_assessment", replace(authority(), one_off_bank_holidays=both))
    assert said(moved, "on Wednesday 3 June 2026 and A jubilee (Monday 13 July 2026) was announced on Thursday 4 June")


def test_the_days_an_office_is_closed_move_its_own_milestones_and_are_named() -> None:
    shown = clock("triage_decision", shut(date(2026, 6, 8), date(2026, 6, 9)))
    assert (shown.due_on, shown.act_by) == (date(2026, 6, 17), date(2026, 6, 17))
    assert said(shown, "Not counted, besides weekends: Moving offices (Monday 8 June 2026 to Tuesday")


@pytest.mark.parametrize("name", ["section_17_decision", "section_17_assessment", "plan_transfer", "ehc_plan", "draft"])
def test_the_days_an_office_is_closed_move_no_other_date_but_the_day_to_act_by(name: str) -> None:
    usual = clock(name, authority(), moved=START)
    assert usual.due_on
    shown = clock(name, shut(usual.due_on, usual.due_on + DAY), moved=START)
    assert shown.due_on == usual.due_on == usual.act_by
    assert shown.act_by == england().add(usual.due_on, -1)
    day = f"{shown.due_on:%A} {shown.due_on.day} {shown.due_on:%B %Y}" if shown.due_on else ""
    assert said(shown, "Moving offices") == [f"The offices are closed: Moving offices ({day})."]


def test_the_council_that_ships_is_closed_between_christmas_and_new_year() -> None:
    shown = advice(authority(), date(2026, 12, 30))
    assert (shown.due_on, shown.act_by) == (date(2026, 12, 30), date(2026, 12, 24))


def test_a_bank_holiday_on_the_first_day_of_a_count_that_begins_with_it_is_named() -> None:
    shown = clock("plan_transfer", authority(), date(2026, 8, 31), moved=date(2026, 9, 1))
    assert shown.due_on == date(2026, 9, 21)
    assert said(shown, "Not counted, besides weekends: Summer bank holiday (Monday 31 August 2026).")
    assert not said(clock("triage_decision", authority(), date(2026, 8, 31)), "Summer bank holiday")


def test_a_day_off_is_named_once_and_the_last_of_several_after_and() -> None:
    shown = clock("section_17_assessment", authority(), date(2026, 4, 1))
    assert said(shown, "Not counted") == [
        (
            "Not counted, besides weekends: Good Friday (Friday 3 April 2026), Easter Monday (Monday 6 April 2026), "
            "Early May bank holiday (Monday 4 May 2026) and Spring bank holiday (Monday 25 May 2026)."
        )
    ]


FAR = date(2028, 12, 1)


@pytest.mark.parametrize(
    ("marks", "stands"),
    [({}, "on_track"), ({"section_17_done": FAR + DAY}, "met"), ({"section_17_left": FAR}, "cancelled")],
)
def test_beyond_the_calendar_no_working_day_is_guessed(marks: dict[str, date], stands: str) -> None:
    shown = clock("section_17_assessment", authority(), FAR, **marks)
    assert (shown.started_on, shown.due_on, shown.act_by, shown.status) == (FAR, None, None, stands)
    assert shown.met_on == marks.get("section_17_done")
    row = BY_NAME["section_17_assessment"]
    assert (shown.name, shown.title) == (row.name, row.title)
    assert shown.cite.startswith("Working Together")
    assert shown.confidence == "guidance"
    assert shown.working[:2] == (
        "It was referred on Friday 1 December 2028.",
        (
            "The day cannot be worked out, and is not guessed: The bank-holiday calendar runs from 2019-01-01 to "
            "2028-12-31; the count leaves it."
        ),
    )
    assert len(shown.working) == 2 + len(marks)


def test_beyond_the_calendar_weeks_are_still_counted_and_only_the_day_to_act_by_is_missing() -> None:
    shown = clock("ehc_plan", authority(), FAR)
    assert (shown.due_on, shown.act_by, shown.status) == (date(2029, 4, 20), None, "on_track")
    assert said(shown, "The day to act by cannot be worked out yet: The bank-holiday calendar runs from 2019-01-01")


SMALL = Calendar(
    date(2026, 3, 30),
    date(2026, 4, 10),
    {date(2026, 4, 3): "Good Friday", date(2026, 4, 6): "Easter", date(2026, 4, 5): "Easter Sunday"},
)
THURSDAY, TUESDAY = date(2026, 4, 2), date(2026, 4, 7)


def test_working_days_count_forwards_and_back_over_what_is_off() -> None:
    for day in (THURSDAY, date(2026, 4, 3), date(2026, 4, 4), date(2026, 4, 6)):
        assert (SMALL.add(day, 1), SMALL.add(day, 2), SMALL.add(day, 0)) == (TUESDAY, TUESDAY + DAY, day)
        assert SMALL.on_or_before(day) == THURSDAY
    for day in (date(2026, 4, 3), date(2026, 4, 6), TUESDAY):
        assert (SMALL.add(day, -1), SMALL.add(day, -2)) == (THURSDAY, THURSDAY - DAY)
    working = [day for day in (SMALL.start + n * DAY for n in range(12)) if SMALL.is_working_day(day)]
    assert len(working) == 8
    assert all(SMALL.add(one, 1) == other and SMALL.add(other, -1) == one for one, other in pairwise(working))


def test_the_first_and_the_last_day_of_the_calendar_are_within_it() -> None:
    assert (SMALL.on_or_before(SMALL.start), SMALL.on_or_before(SMALL.end)) == (SMALL.start, SMALL.end)
    assert (SMALL.add(SMALL.start, 7), SMALL.add(SMALL.end, -7)) == (SMALL.end, SMALL.start)
    for day, count in ((SMALL.end, 1), (SMALL.start, 8), (SMALL.start, -1), (SMALL.end, -8)):
        with pytest.raises(
            CalendarEnds, match=r"^The bank-holiday calendar runs from 2026-03-30 to 2026-04-10; the count leaves it\.$"
        ):
            SMALL.add(day, count)
    for day in (SMALL.start - DAY, SMALL.end + DAY):
        with pytest.raises(
            CalendarEnds, match=rf"^The bank-holiday calendar runs .* 2026-04-10; {day} is outside it\.$"
        ):
            SMALL.is_working_day(day)


def test_the_days_off_met_are_those_on_weekdays_after_one_day_and_until_another() -> None:
    friday, monday = (date(2026, 4, 3), "Good Friday"), (date(2026, 4, 6), "Easter")
    assert SMALL.met(SMALL.start, SMALL.end) == [friday, monday]
    assert SMALL.met(friday[0], monday[0]) == [monday]
    assert SMALL.met(THURSDAY, date(2026, 4, 5)) == [friday]
    sunday_only = Calendar(SMALL.start, SMALL.end, {}).without(
        {date(2026, 4, 4): "Saturday", date(2026, 4, 5): "Sunday"}
    )
    assert sunday_only.met(SMALL.start, SMALL.end) == []
    assert SMALL.without({}) is SMALL
    more = SMALL.without({THURSDAY: "Maundy Thursday"})
    assert (more.start, more.end, more.days_off[friday[0]], more.on_or_before(THURSDAY)) == (
        SMALL.start,
        SMALL.end,
        "Good Friday",
        THURSDAY - DAY,
    )
