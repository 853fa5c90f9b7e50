"""Do days off, leap days, Sundays and the change of the clocks count as the law counts them? (design/domain.md 1.2)"""

from __future__ import annotations

import pytest

from tests import answers
from tests.place import Place, load_again
from tests.walks import Step, asked, look, read_and_heard, triage_done, walk, written

CELEBRATION = {"day": "2027-05-07", "name": "A day of celebration", "announced_on": "2027-04-28"}
JUBILEE = {"day": "2027-06-07", "name": "A jubilee", "announced_on": "2027-05-10"}


def test_a_bank_holiday_proclaimed_for_one_year_moves_what_it_may_at_once(northmere: Place) -> None:
    """S101 One-off bank holiday. Weeks are calendar weeks (regulation 8(1)); working days leave it out."""
    reference = asked(northmere, "2027-04-26", ehc_needs_assessment_requested_on="2027-03-15")
    walk(northmere, reference, (
        look("2027-04-27", {"advice": "2027-06-07 on_track", "triage_decision": "2027-05-11 on_track",
                            "ehc_plan": "2027-08-02 on_track"}),
    ))
    load_again(northmere, one_off_bank_holidays=[CELEBRATION])
    walk(northmere, reference, (
        look("2027-04-28", {"advice": "2027-06-07 on_track", "triage_decision": "2027-05-12 on_track"}, triage_decision=(
            "10 working days from Monday 26 April 2027, that day not counted, end on Wednesday 12 May 2027.",
            "Not counted, besides weekends: Early May bank holiday (Monday 3 May 2027) and A day of celebration (Friday 7 May 2027).",
            "It was Tuesday 11 May 2027 until A day of celebration (Friday 7 May 2027) was announced on Wednesday 28 April 2027.")),
        *triage_done("2027-05-04"),
        Step("2027-05-04", "officer", "offer_transfer", state="offered", changed={"expected_completion_on": "2027-05-26"},
             clocks={"section_17_assessment": "2027-07-08 on_track", "triage_decision": "2027-05-12 met on 2027-05-04"}),
    ))
    load_again(northmere, one_off_bank_holidays=[CELEBRATION, JUBILEE])
    walk(northmere, reference, (
        look("2027-05-11", {"advice": "2027-06-07 act 2027-06-04 on_track", "section_17_assessment": "2027-07-09 on_track",
                            "ehc_plan": "2027-08-02 on_track", "triage_decision": "2027-05-12 met on 2027-05-04"}, advice=(
            "Monday 7 June 2027 is not a working day, so act by Friday 4 June 2027; the due date itself does not move.",
            "Until A jubilee (Monday 7 June 2027) was announced on Monday 10 May 2027, it was Monday 7 June 2027.")),
    ))


def test_a_due_date_between_christmas_and_new_year_is_acted_on_before_christmas(northmere: Place) -> None:
    """S102 Offices closed. They move the day to act by and the authority's own milestones, never what the law counts."""
    reference = asked(northmere, "2026-11-17", involvement=answers.active(northmere))
    walk(northmere, reference, (
        *read_and_heard("2026-12-01"),
        Step("2026-12-01", "social_worker", "start_assessment", state="assessing", clocks={
            "section_17_assessment": "2027-02-05 on_track", "advice": "2026-12-29 act 2026-12-24 on_track"}, says={"advice": [
                "Tuesday 29 December 2026 is not a working day, so act by Thursday 24 December 2026; the due date itself does not move.",
                "The offices are closed: Closed between Christmas and New Year (Tuesday 29 December 2026)."]}),
        Step("2026-12-18", "social_worker", "complete_assessment", state="drafting"),
        *written("2026-12-23", "social_worker"),
        look("2026-12-24", {"advice": "2026-12-29 act 2026-12-24 red", "review": "2026-12-24 red"}, review=(
            "The advice itself has to be acted on by Thursday 24 December 2026, so this is due then too.",)),
        Step("2026-12-30", "team_manager", "issue_advice", refused=(422, "lateness_has_its_reason"),
             clock={"status": "overdue"}),
        Step("2026-12-30", "team_manager", "issue_advice", state="issued",
             changed={"late_reason": "staffing", "late_explained": "Nobody could check it before Christmas."},
             clocks={"advice": "2026-12-29 act 2026-12-24 met_late on 2026-12-30", "review": "2026-12-24 met_late on 2026-12-30"}),
    ))


@pytest.mark.parametrize(("received", "due", "plan", "asked_for"), [
    ("2024-02-29", "2024-04-11", "2024-06-06", "2024-01-18"), ("2028-02-29", "2028-04-11", "2028-06-06", "2028-01-18"),
])
def test_a_leap_day_counts_as_any_other_day(northmere: Place, received: str, due: str, plan: str, asked_for: str) -> None:
    """S103 Received on 29 February, in 2024 and in 2028: six weeks end on 11 April."""
    reference = asked(northmere, received, ehc_needs_assessment_requested_on=asked_for)
    walk(northmere, reference, (look(received, {"advice": f"{due} on_track", "ehc_plan": f"{plan} on_track"}),))


def test_a_request_received_on_christmas_eve_is_taken_up_in_january(northmere: Place) -> None:
    """S104 Christmas Eve, where the offices then close: the six weeks run on over all of it."""
    reference = asked(northmere, "2026-12-24")
    walk(northmere, reference, (
        look("2026-12-24", {
            "advice": "2027-02-04 on_track", "acknowledge": "2027-01-04 on_track", "first_contact": "2027-01-08 on_track",
            "triage_decision": "2027-01-15 on_track", "draft": "2027-01-25 on_track"}, advice=(
                "Bank holidays do not extend it: Christmas Day (Friday 25 December 2026), Boxing Day (Monday 28 December 2026) and New Year's Day (Friday 1 January 2027).",)),
        Step("2027-01-04", "officer", "take", state="triaging", clocks={"acknowledge": "2027-01-04 met on 2027-01-04"}),
    ))


def test_the_same_christmas_eve_where_the_offices_stay_open_and_the_day_counts(eastvale: Place) -> None:
    """S105 Christmas Eve at Eastvale: 41 days, and eight working days to decide."""
    reference = asked(eastvale, "2026-12-24")
    walk(eastvale, reference, (
        look("2026-12-24", {
            "advice": "2027-02-03 on_track", "acknowledge": "2026-12-29 on_track", "triage_decision": "2027-01-08 on_track"},
            advice=("Six weeks from Thursday 24 December 2026, the day of receipt counted as day 1, end on Wednesday 3 February 2027.",)),
    ))


def test_a_request_received_on_a_sunday_is_due_on_a_sunday(northmere: Place) -> None:
    """S106 Sunday. Receipt is the day it came; no provision moves an end to the next working day (domain.md 1.2)."""
    reference = asked(northmere, "2026-06-14", involvement=answers.active(northmere))
    walk(northmere, reference, (
        look("2026-06-14", {"advice": "2026-07-26 act 2026-07-24 on_track", "acknowledge": "2026-06-15 on_track"}),
        *read_and_heard("2026-07-01"),
        look("2026-07-11", {"advice": "2026-07-26 act 2026-07-24 on_track"}, advice=("15 days left.",)),
        *written("2026-07-20", "social_worker"),
        look("2026-07-23", {"advice": "2026-07-26 act 2026-07-24 red"}, advice=("3 days left, 1 to the day to act by.",)),
        look("2026-07-24", {"review": "2026-07-23 overdue"}, advice=("2 days left, but today is the day to act by.",)),
        look("2026-07-25", {"review": "2026-07-23 overdue"}, advice=("1 day left, with no working day.",)),
        look("2026-07-26", {"review": "2026-07-23 overdue"}, advice=("It is due today.",)),
        Step("2026-07-27", "team_manager", "issue_advice", refused=(422, "lateness_has_its_reason")),
    ))


def test_when_summer_time_begins_the_day_ends_at_eleven_in_the_evening_utc(northmere: Place) -> None:
    """S107 Last Sunday of March: half past eleven UTC is Monday in England, so it is late; an hour before is in time."""
    in_time, late = (asked(northmere, "2026-02-15", involvement=answers.active(northmere)) for _ in range(2))
    for reference in (in_time, late):
        walk(northmere, reference, (*read_and_heard("2026-03-02"), *written("2026-03-26", "social_worker")))
    walk(northmere, in_time, (
        Step("2026-03-29 22:30", "team_manager", "issue_advice", state="issued",
             clocks={"advice": "2026-03-29 act 2026-03-27 met on 2026-03-29"}),
    ))
    walk(northmere, late, (
        Step("2026-03-28 23:30", "caseworker", "chase", clock={"status": "red"}, says={"advice": ["1 day left, with no working day."]}),
        Step("2026-03-29 23:30", "team_manager", "issue_advice", refused=(422, "lateness_has_its_reason"),
             clock={"status": "overdue"}, says={"advice": ["It is 1 day late."]}),
    ))


def test_when_summer_time_ends_the_day_ends_at_midnight_utc(northmere: Place) -> None:
    """S108 Last Sunday of October: half past eleven UTC on Saturday is Sunday already, on Sunday it is Sunday still."""
    reference = asked(northmere, "2026-09-13", involvement=answers.active(northmere))
    walk(northmere, reference, (
        *read_and_heard("2026-10-01"),
        *written("2026-10-22", "social_worker"),
        Step("2026-10-24 23:30", "team_manager", "return_draft", state="drafting",
             clocks={"review": "2026-10-23 met_late on 2026-10-25"}, says={"advice": ["It is due today."]}),
        *written("2026-10-25", "social_worker"),
        Step("2026-10-25 23:30", "team_manager", "issue_advice", state="issued",
             clocks={"advice": "2026-10-25 act 2026-10-23 met on 2026-10-25"}),
    ))


def test_a_step_late_on_a_summer_evening_belongs_to_the_next_day_only_after_midnight_in_england(northmere: Place) -> None:
    """S109 Half past eleven UTC in July is the next day: the working day to take it up is then over."""
    first, second = asked(northmere, "2026-07-01"), asked(northmere, "2026-07-01")
    walk(northmere, first, (
        Step("2026-07-02 22:30", "officer", "take", state="triaging", clocks={"acknowledge": "2026-07-02 met on 2026-07-02"}),
    ))
    walk(northmere, second, (
        Step("2026-07-02 23:30", "officer", "take", state="triaging",
             clocks={"acknowledge": "2026-07-02 met_late on 2026-07-03"}, says={"acknowledge": ["That is 1 day late."]}),
    ))
