"""Which reason is lawful for missing which time limit, and from which days it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.guidance.cases import DAY, TODAY, case, in_the_way, proposing, step
from workflow.asking.question_sets import question_sets
from workflow.clocks.timescales import TIMESCALES, Ground
from workflow.facts import Facts
from workflow.rules import exceptions

START = date(2026, 6, 22)  # S26
ENDS = {
    "advice": date(2026, 8, 3),
    "ehc_decision": date(2026, 8, 3),
    "ehc_no_plan": date(2026, 10, 12),
    "ehc_plan": date(2026, 11, 9),
    "reassessed_plan": date(2026, 9, 28),
}
OF_SEND = [clock for clock in ENDS if clock != "advice"]
LIMIT = {one.code: one for one in TIMESCALES}
CLOSED, OPENS = date(2026, 7, 22), date(2026, 9, 2)


def days(**said: date) -> dict[str, str]:
    return {code: day.isoformat() for code, day in said.items()}


EVIDENCE: dict[str, dict[str, str]] = {
    "exceptional_circumstances": {},
    "absent_four_weeks": days(absent_from=START, absent_until=START + 27 * DAY),
    "missed_appointment": days(appointment_on=START),
    "school_closed": days(closed_from=CLOSED, reopens_on=OPENS, setting_asked_on=CLOSED),
    "early_years_closed": days(closed_from=CLOSED, reopens_on=OPENS, setting_asked_on=CLOSED),
}


def running(*without: str, **changed: Any) -> Facts:
    """A request received on 22 June for which every limit that could be excused has begun that day."""
    asked = days(ehc_needs_assessment_requested_on=START, reassessment_notified_on=START)
    known = {code: day for code, day in asked.items() if code not in without}
    usual: dict[str, Any] = {"received_on": START, "due_on": ENDS["advice"]}
    return case(step("request_advice", on=START, **known), **{**usual, **changed})


def of_its_reason(clock: str | None, *without: str) -> Facts:
    return running(*without, reason="reassessment" if clock == "reassessed_plan" else "ehc_needs_assessment")


def claiming(ground: str, clock: str | None = None, facts: Facts | None = None, **said: str) -> Facts:
    named = {"exception_clock": clock} if clock else {}
    answers = {**EVIDENCE[ground], **named, **said}
    return proposing(facts or of_its_reason(clock), "claim_exception", exception_ground=ground, **answers)


@pytest.mark.parametrize("clock", ENDS)
@pytest.mark.parametrize("ground", EVIDENCE)
def test_a_reason_is_lawful_only_for_the_limits_whose_regulation_names_it(ground: str, clock: str) -> None:
    unlawful = {
        "missed_appointment": clock != "advice",
        "school_closed": clock == "advice",
        "early_years_closed": clock == "advice",
    }.get(ground, False)
    missing = {"the_ground_is_lawful_for_this_time_limit"} if unlawful else set()
    assert in_the_way(claiming(ground, clock)) == missing


def test_where_no_limit_is_named_the_claim_is_about_the_six_weeks_of_the_advice() -> None:
    assert in_the_way(claiming("missed_appointment")) == set()
    assert in_the_way(claiming("school_closed")) == {"the_ground_is_lawful_for_this_time_limit"}


def test_an_unlawful_reason_is_refused_with_the_lawful_ones_and_their_regulation() -> None:
    said = exceptions.the_ground_is_lawful_for_this_time_limit.check
    assert said(claiming("school_closed"), TODAY) == (
        "A closed school is no lawful reason here (SEND Regulations 2014, regulation 8(1)). Lawful: exceptional "
        "circumstances, an absence of four weeks, a missed appointment."
    )
    assert said(claiming("missed_appointment", "ehc_plan"), TODAY) == (
        "A missed appointment is no lawful reason here (SEND Regulations 2014, regulation 13(2)). Lawful: exceptional "
        "circumstances, an absence of four weeks, a closed school, a closed early years setting."
    )


@pytest.mark.parametrize("ground", EVIDENCE)
@pytest.mark.parametrize("reason", ["tribunal_recommendation", "tribunal_order"])
def test_no_reason_excuses_the_answer_to_a_tribunal(reason: str, ground: str) -> None:
    facts = claiming(ground, facts=running(reason=reason))
    assert "the_ground_is_lawful_for_this_time_limit" in in_the_way(facts)
    said = exceptions.the_ground_is_lawful_for_this_time_limit.check(facts, TODAY) or ""
    assert said.endswith("Lawful: none.")
    assert "the_time_limit_runs_for_this_request" in in_the_way(claiming(ground, "ehc_plan", running(reason=reason)))


@pytest.mark.parametrize("clock", ENDS)
def test_a_limit_that_does_not_run_is_not_excused(clock: str) -> None:
    asked = ("ehc_needs_assessment_requested_on", "reassessment_notified_on")
    none_runs = claiming("exceptional_circumstances", clock, running(*asked, due_on=None))
    assert in_the_way(none_runs) == {"the_time_limit_runs_for_this_request"}
    assert exceptions.the_time_limit_runs_for_this_request.check(none_runs, TODAY) == (
        "This time limit does not run for this request yet: record first the day from which it counts."
    )
    assert exceptions.the_time_limit_runs_for_this_request.check(running(*asked, due_on=None), TODAY) is None
    unreceived = claiming("exceptional_circumstances", "advice", running(received_on=None))
    assert in_the_way(unreceived) == {"the_time_limit_runs_for_this_request"}


@pytest.mark.parametrize("clock", OF_SEND)
def test_each_limit_runs_from_its_own_first_day(clock: str) -> None:
    other = "ehc_needs_assessment_requested_on" if clock == "reassessed_plan" else "reassessment_notified_on"
    assert in_the_way(claiming("exceptional_circumstances", clock, of_its_reason(clock, other))) == set()


@pytest.mark.parametrize("ground", ["absent_four_weeks", "missed_appointment", "school_closed"])
def test_a_limit_that_does_not_run_is_refused_and_not_measured(ground: str) -> None:
    asked = ("ehc_needs_assessment_requested_on", "reassessment_notified_on")
    found = in_the_way(claiming(ground, "ehc_plan", running(*asked)))
    assert "the_time_limit_runs_for_this_request" in found
    assert "the_ground_is_lawful_for_this_time_limit" not in found


@pytest.mark.parametrize("clock", ENDS)
def test_an_absence_is_counted_inside_the_window_of_the_limit_that_it_is_to_excuse(clock: str) -> None:
    end = ENDS[clock]
    for first, last, counts in (
        (START - 9 * DAY, START + 27 * DAY, True),
        (START - 9 * DAY, START + 26 * DAY, False),
        (end - 27 * DAY, end + 9 * DAY, True),
        (end - 26 * DAY, end + 9 * DAY, False),
    ):
        away = days(absent_from=first, absent_until=last)
        found = in_the_way(claiming("absent_four_weeks", clock, **away))
        assert found == (set() if counts else {"the_absence_is_four_continuous_weeks_inside_the_window"})


def test_an_absence_that_is_too_short_says_between_which_days_it_was_counted() -> None:
    short = days(absent_from=START - 60 * DAY, absent_until=START)
    said = exceptions.the_absence_is_four_continuous_weeks_inside_the_window.check
    assert said(claiming("absent_four_weeks", **short), TODAY) == (
        "Only 1 day of the absence falls between receipt and the due date; at least 28 in a row are needed."
    )
    assert said(claiming("absent_four_weeks", "ehc_plan", **short), TODAY) == (
        "Only 1 day of the absence falls between Monday 22 June 2026 and Monday 9 November 2026; "
        "at least 28 in a row are needed."
    )
    for missing in ("absent_from", "absent_until"):
        facts = claiming("absent_four_weeks", **{missing: ""})
        assert said(facts, TODAY) == "Give the first and the last day of the absence, once the advice has a due date."


def test_before_the_person_was_identified_no_day_of_an_absence_counts() -> None:
    """Ruling 4: the six weeks begin on the day the person could be told from others."""
    late = running(received_on=START - 14 * DAY, identified_on=START)
    for last, counts in ((START + 27 * DAY, True), (START + 26 * DAY, False)):
        away = days(absent_from=START - 14 * DAY, absent_until=last)
        found = in_the_way(claiming("absent_four_weeks", facts=late, **away))
        assert (found == set()) is counts


@pytest.mark.parametrize(
    ("missed", "inside"),
    [
        (START - DAY, False),
        (START, True),
        (START + DAY, True),
        (ENDS["advice"] - DAY, True),
        (ENDS["advice"], True),
        (ENDS["advice"] + DAY, False),
    ],
)
def test_a_missed_appointment_was_to_be_kept_within_the_six_weeks(missed: date, inside: bool) -> None:
    facts = claiming("missed_appointment", **days(appointment_on=missed))
    assert in_the_way(facts) == (set() if inside else {"the_missed_appointment_was_inside_the_window"})
    said = exceptions.the_missed_appointment_was_inside_the_window.check(facts, TODAY)
    outside = "The appointment was not within the six weeks, so missing it does not excuse them."
    assert said == (None if inside else outside)


def test_a_day_of_an_appointment_is_weighed_only_where_one_was_missed() -> None:
    said = exceptions.the_missed_appointment_was_inside_the_window.check
    assert said(claiming("exceptional_circumstances", **days(appointment_on=START - DAY)), TODAY) is None
    assert said(claiming("missed_appointment", appointment_on=""), TODAY) is None


WEEK, MONTH = 7 * DAY, 28 * DAY
SETTINGS = pytest.mark.parametrize("ground", ["school_closed", "early_years_closed"])


@SETTINGS
@pytest.mark.parametrize(("long", "enough"), [(27, False), (28, True), (29, True), (0, False), (-3, False)])
def test_a_setting_is_closed_for_at_least_four_weeks(ground: str, long: int, enough: bool) -> None:
    shut = days(closed_from=CLOSED, reopens_on=CLOSED + long * DAY, setting_asked_on=CLOSED)
    facts = claiming(ground, "ehc_plan", **shut)
    assert in_the_way(facts) == (set() if enough else {"the_setting_was_asked_while_closed_for_four_weeks"})
    said = exceptions.the_setting_was_asked_while_closed_for_four_weeks.check(facts, TODAY)
    short = f"The setting is closed for {max(long, 0)} days; at least 28 in a row are needed."
    assert said == (None if enough else short)


@SETTINGS
@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        (CLOSED - WEEK - DAY, False),
        (CLOSED - WEEK, True),
        (CLOSED - WEEK + DAY, True),
        (OPENS - WEEK - DAY, True),
        (OPENS - WEEK, True),
        (OPENS - WEEK + DAY, False),
        (OPENS, False),
    ],
)
def test_it_was_asked_from_a_week_before_it_closes_to_a_week_before_it_opens(
    ground: str, asked: date, counts: bool
) -> None:
    facts = claiming(ground, "ehc_decision", **days(setting_asked_on=asked))
    said = exceptions.the_setting_was_asked_while_closed_for_four_weeks.check(facts, TODAY)
    late = "The setting was not asked between a week before it closed and a week before it opens again."
    assert said == (None if counts else late)


@pytest.mark.parametrize("missing", ["closed_from", "reopens_on", "setting_asked_on"])
def test_a_closed_setting_has_its_three_days(missing: str) -> None:
    said = exceptions.the_setting_was_asked_while_closed_for_four_weeks.check
    assert said(claiming("school_closed", "ehc_plan", **{missing: ""}), TODAY) == (
        "Give the days on which the setting closes and opens again, and the day on which it was asked."
    )
    other = claiming(
        "exceptional_circumstances", **days(closed_from=CLOSED, reopens_on=CLOSED, setting_asked_on=CLOSED)
    )
    assert said(other, TODAY) is None


def test_only_limits_that_have_lawful_reasons_can_be_named_in_a_claim() -> None:
    asked = question_sets()["claim_exception"].by_code["exception_clock"].options
    assert {option.code for option in asked} == {one.code for one in TIMESCALES if one.grounds} == set(ENDS)
    assert set(EVIDENCE) == set(Ground)
    assert all(LIMIT[clock].grounds for clock in ENDS)


def test_the_advice_is_excused_by_its_own_exception_alone() -> None:
    approved = step("approve_exception")
    assert exceptions.is_excused(case(step("claim_exception"), approved))
    assert not exceptions.is_excused(case(step("claim_exception", exception_clock="ehc_plan"), approved))
    assert not exceptions.is_excused(replace(case(), due_on=None))
