"""By which day advice is due, for every reason of a request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from config.calendar import england
from tests.guidance.cases import DAY, RECEIVED
from workflow.asking.question_sets import question_sets
from workflow.clocks.timescales import ADVICE, AFTER_MEETING, BEFORE_MEETING, LEAST_NOTICE, ORDER, TRIBUNAL, Due, Duty
from workflow.clocks.timescales import advice_due as due_of

SIX_WEEKS = ("ehc_needs_assessment", "reassessment", "family_request", "other_authority")


def due(reason: str, start: date | None = RECEIVED, **known: Any) -> Due:
    """The due date, which there must be."""
    found = due_of(replace(Duty(reason, start), **known))
    assert found, "no due date"
    return found


@pytest.mark.parametrize("reason", SIX_WEEKS)
def test_advice_is_due_six_weeks_after_it_was_requested(reason: str) -> None:
    found = due(reason)
    assert (found.on, found.timescale) == (date(2026, 4, 13), ADVICE)
    assert found.working == (
        "Six weeks from Monday 2 March 2026, the day of receipt not counted, end on Monday 13 April 2026.",
    )


@pytest.mark.parametrize("reason", SIX_WEEKS)
def test_an_authority_may_count_the_day_of_receipt_as_day_1(reason: str) -> None:
    found = due(reason, receipt_day_counts=True)
    assert (found.on, found.timescale) == (date(2026, 4, 12), ADVICE)
    assert "the day of receipt counted as day 1, end on Sunday 12 April 2026" in found.working[0]


SCENARIOS = [
    ("S01", date(2026, 3, 2), date(2026, 4, 13), date(2026, 4, 13)),
    ("S02", date(2026, 4, 13), date(2026, 5, 25), date(2026, 5, 22)),
    ("S03", date(2026, 1, 12), date(2026, 2, 23), date(2026, 2, 23)),
    ("S04", date(2026, 1, 19), date(2026, 3, 2), date(2026, 3, 2)),
    ("S05", date(2026, 5, 11), date(2026, 6, 22), date(2026, 6, 22)),
    ("S06", date(2026, 2, 2), date(2026, 3, 16), date(2026, 3, 16)),
    ("S09", date(2026, 2, 9), date(2026, 3, 23), date(2026, 3, 23)),
    ("S11", date(2026, 2, 16), date(2026, 3, 30), date(2026, 3, 30)),
    ("S11, identified on resubmission", date(2026, 2, 23), date(2026, 4, 6), date(2026, 4, 2)),
    ("S12", date(2026, 4, 20), date(2026, 6, 1), date(2026, 6, 1)),
    ("S17", date(2026, 6, 8), date(2026, 7, 20), date(2026, 7, 20)),
    ("S20 and S24", date(2026, 2, 23), date(2026, 4, 6), date(2026, 4, 2)),
    ("S26", date(2026, 6, 22), date(2026, 8, 3), date(2026, 8, 3)),
    ("S30", date(2026, 7, 6), date(2026, 8, 17), date(2026, 8, 17)),
    ("S36", date(2026, 8, 24), date(2026, 10, 5), date(2026, 10, 5)),
]


@pytest.mark.parametrize(
    ("received", "on", "act_by"), [row[1:] for row in SCENARIOS], ids=[row[0] for row in SCENARIOS]
)
def test_the_dates_of_the_scenarios_are_kept(received: date, on: date, act_by: date) -> None:
    assert due("ehc_needs_assessment", received).on == on
    assert england().on_or_before(on) == act_by


def test_weeks_are_calendar_weeks_that_bank_holidays_do_not_extend() -> None:
    """Easter 2026 and Christmas 2026 stand inside these six weeks."""
    assert due("ehc_needs_assessment", date(2026, 3, 23)).on == date(2026, 5, 4)
    assert due("ehc_needs_assessment", date(2026, 11, 30)).on == date(2027, 1, 11)


def test_eight_days_of_receipt_in_2026_lead_to_a_due_date_that_is_no_working_day() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    off = [
        day
        for day in days
        if england().is_working_day(day) and not england().is_working_day(due("ehc_needs_assessment", day).on)
    ]
    assert len(off) == 8
    assert date(2026, 2, 23) in off


def test_six_weeks_run_from_the_day_the_person_could_be_identified() -> None:
    assert due_of(Duty("ehc_needs_assessment", None)) is None
    assert due("ehc_needs_assessment", date(2026, 2, 23)).on == date(2026, 4, 6)


@pytest.mark.parametrize("counts", [True, False])
def test_the_answer_to_a_tribunals_recommendation_is_due_five_weeks_after_receipt(counts: bool) -> None:
    found = due("tribunal_recommendation", receipt_day_counts=counts)
    assert (found.on, found.timescale) == (date(2026, 4, 6), TRIBUNAL)
    assert found.working[0].startswith("Five weeks from Monday 2 March 2026")


@pytest.mark.parametrize("start", [RECEIVED, None])
def test_a_tribunals_order_sets_the_date(start: date | None) -> None:
    found = due("tribunal_order", start, order=date(2026, 3, 20))
    assert (found.on, found.timescale) == (date(2026, 3, 20), ORDER)
    assert found.working == ("The tribunal's order sets the date: Friday 20 March 2026.",)


def test_a_tribunals_order_without_its_date_fails_and_is_not_given_six_weeks() -> None:
    with pytest.raises(ValueError, match="none was given"):
        due_of(Duty("tribunal_order", RECEIVED))


ASKED_ON = date(2026, 10, 2)  # S31: six weeks end on 13 November


@pytest.mark.parametrize(
    ("meeting", "on", "scale"),
    [
        (date(2026, 11, 18), date(2026, 11, 4), BEFORE_MEETING),
        (date(2026, 11, 26), date(2026, 11, 12), BEFORE_MEETING),
        (date(2026, 11, 27), date(2026, 11, 13), ADVICE),
        (date(2026, 11, 28), date(2026, 11, 13), ADVICE),
    ],
)
def test_at_annual_review_advice_is_due_two_weeks_before_the_meeting_if_that_is_earlier(
    meeting: date, on: date, scale: object
) -> None:
    found = due("annual_review", ASKED_ON, meeting=meeting)
    assert (found.on, found.timescale) == (on, scale)


def test_the_earlier_of_the_two_is_shown_with_both() -> None:
    assert due("annual_review", ASKED_ON, meeting=date(2026, 11, 18)).working == (
        "Six weeks from Friday 2 October 2026, the day of receipt not counted, end on Friday 13 November 2026.",
        "Papers go out two weeks before the meeting of Wednesday 18 November 2026: Wednesday 4 November 2026.",
        "The earlier of the two counts: Wednesday 4 November 2026.",
    )


@pytest.mark.parametrize(
    ("meeting", "on", "scale"),
    [
        (date(2026, 10, 31), date(2026, 10, 17), BEFORE_MEETING),
        (date(2026, 10, 30), date(2026, 10, 16), BEFORE_MEETING),
        (date(2026, 10, 29), date(2026, 10, 16), LEAST_NOTICE),
        (date(2026, 9, 1), date(2026, 10, 16), LEAST_NOTICE),
    ],
)
def test_advice_is_never_due_sooner_than_two_weeks_after_receipt(meeting: date, on: date, scale: object) -> None:
    found = due("annual_review", ASKED_ON, meeting=meeting)
    assert (found.on, found.timescale) == (on, scale)
    if scale is LEAST_NOTICE:
        assert found.working[-1] == (
            "That leaves too little time: never less than two weeks from Friday 2 October 2026, "
            "so due Friday 16 October 2026."
        )


def test_at_annual_review_the_day_of_receipt_may_count_too() -> None:
    found = due("annual_review", ASKED_ON, meeting=date(2027, 1, 20), receipt_day_counts=True)
    assert found.on == date(2026, 11, 12)


@pytest.mark.parametrize("meeting", [ASKED_ON - DAY, ASKED_ON])
def test_a_need_raised_at_the_meeting_is_due_four_weeks_after_it(meeting: date) -> None:
    found = due("annual_review", ASKED_ON, meeting=meeting, raised_at_meeting=True)
    assert (found.on, found.timescale) == (meeting + timedelta(days=28), AFTER_MEETING)
    assert "due four weeks after the meeting" in found.working[0]


def test_an_annual_review_without_a_meeting_is_due_in_six_weeks() -> None:
    assert due("annual_review", ASKED_ON).on == date(2026, 11, 13)


def test_every_reason_of_a_request_has_its_due_date() -> None:
    """A reason added to the question set, and not thought of here, would be given six weeks in silence."""
    reasons = {option.code for option in question_sets()["request_advice"].by_code["reason"].options}
    assert reasons == {*SIX_WEEKS, "annual_review", "tribunal_order", "tribunal_recommendation"}


@pytest.mark.parametrize("reason", SIX_WEEKS)
def test_a_meeting_or_an_order_moves_no_other_due_date(reason: str) -> None:
    found = due(reason, meeting=date(2026, 3, 20), order=date(2026, 3, 10), raised_at_meeting=True)
    assert found.on == date(2026, 4, 13)


def test_working_days_pass_over_weekends_and_bank_holidays() -> None:
    """S12: ten working days after Monday 20 April 2026, over the bank holiday of 4 May."""
    assert england().add(date(2026, 4, 20), 10) == date(2026, 5, 5)
    assert england().add(date(2026, 1, 26), 45) == date(2026, 3, 30), "S04: section 17, over no bank holiday"
    assert england().add(date(2026, 5, 20), 45) == date(2026, 7, 23), "S05: section 17, over 25 May"
    assert england().add(date(2026, 4, 7), -1) == date(2026, 4, 2), "back over Easter"
