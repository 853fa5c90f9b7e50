"""Is each time limit excused for its own lawful reasons, and for no other's? (design/domain.md 1.3)"""

from __future__ import annotations

from typing import Any

from tests import answers
from tests.place import Place
from tests.walks import Step, asked, look, read_and_heard, triage_done, walk, written

SHUT = {"exception_ground": "school_closed", "exception_evidence": "The school's calendar.",
        "closed_from": "2026-07-22", "reopens_on": "2026-09-02", "setting_asked_on": "2026-07-16"}
EXCUSED = {"late_reason": "exception", "late_explained": "A bereavement in the family, as approved."}


def missed(day: str, **changed: Any) -> dict[str, Any]:
    """The claim that the child did not keep an appointment."""
    return {"exception_ground": "missed_appointment", "exception_evidence": "The clinic's letter.", "appointment_on": day,
            "appointment_for": "An examination of mobility; invited by letter.", **changed}


def away(first: str, last: str, **changed: Any) -> dict[str, Any]:
    """The claim of an absence from the area."""
    return {"exception_ground": "absent_four_weeks", "exception_evidence": "Tickets.", "absent_from": first,
            "absent_until": last, **changed}


def test_a_school_closed_all_summer_excuses_the_plan_and_never_the_advice(northmere: Place) -> None:
    """S121 School closure. Lawful in regulation 13(3)(a), asked within a week before it closed; not in regulation 8(2)."""
    reference = asked(northmere, "2026-06-15", ehc_needs_assessment_requested_on="2026-04-13",
                      involvement=answers.active(northmere))
    on_time = {"setting_asked_on": "2026-07-14"}  # eight days before the school closes
    walk(northmere, reference, (
        Step("2026-07-16", "caseworker", "claim_exception", SHUT, refused=(422, "the_ground_is_lawful_for_this_time_limit")),
        Step("2026-07-16", "caseworker", "claim_exception", {**SHUT, **on_time, "exception_clock": "ehc_plan"},
             refused=(422, "the_setting_was_asked_while_closed_for_four_weeks")),
        Step("2026-07-16", "caseworker", "claim_exception", {**SHUT, "exception_clock": "ehc_plan"}),
        Step("2026-07-17", "send_manager", "approve_exception",
             clocks={"ehc_plan": "2026-08-31 act 2026-08-28 amber", "advice": "2026-07-27 amber"}),
        look("2026-07-28", {"advice": "2026-07-27 overdue", "ehc_plan": "2026-08-31 act 2026-08-28 amber"}),
        look("2026-09-01", {"ehc_plan": "2026-08-31 act 2026-08-28 excused", "ehc_no_plan": "2026-08-03 overdue"}, ehc_plan=(
            "A lawful exception was approved on Friday 17 July 2026: it excuses, it moves no date.", "It is 1 day late.")),
        Step("2026-09-14", "caseworker", "note", changed={"ehc_step": "final_plan", "ehc_step_on": "2026-09-14"},
             clocks={"ehc_plan": "2026-08-31 act 2026-08-28 excused on 2026-09-14"}),
    ))


def test_a_missed_appointment_excuses_the_advice_if_it_was_in_the_six_weeks_and_nothing_else(northmere: Place) -> None:
    """S122 Missed appointment, regulation 8(2)(c): inside the window, and for the advice alone."""
    reference = asked(northmere, "2026-06-15", ehc_needs_assessment_requested_on="2026-04-13")
    outside = (422, "the_missed_appointment_was_inside_the_window")
    walk(northmere, reference, (
        Step("2026-07-07", "officer", "claim_exception", missed("2026-06-14"), refused=outside),
        Step("2026-07-07", "officer", "claim_exception", missed("2026-07-06", exception_clock="ehc_plan"),
             refused=(422, "the_ground_is_lawful_for_this_time_limit")),
        Step("2026-07-28", "officer", "claim_exception", missed("2026-07-28"), refused=outside),
        Step("2026-07-28", "officer", "claim_exception", missed("2026-07-27"), clock={"status": "overdue"}),
        Step("2026-07-28", "send_manager", "approve_exception", clock={"due_on": "2026-07-27", "status": "excused"}),
    ))


def test_a_claim_that_was_refused_can_be_made_again_with_better_evidence(northmere: Place) -> None:
    """S123 Refused, then claimed again: one claim waits at a time, and a refusal excuses nothing."""
    reference = asked(northmere, "2026-06-15", involvement=answers.active(northmere))
    walk(northmere, reference, (
        *read_and_heard("2026-06-22"),
        Step("2026-07-20", "social_worker", "claim_exception"),
        Step("2026-07-20", "social_worker", "claim_exception", refused=(422, "no_other_exception_is_waiting")),
        Step("2026-07-21", "team_manager", "refuse_exception"),
        Step("2026-07-21", "team_manager", "approve_exception", refused=(422, "an_exception_is_waiting_for_a_decision")),
        look("2026-07-28", {"advice": "2026-07-27 overdue"}),
        Step("2026-07-28", "social_worker", "claim_exception", clock={"status": "overdue"}),
        Step("2026-07-29", "team_manager", "approve_exception", clock={"due_on": "2026-07-27", "status": "excused"}),
    ))


def test_a_claim_approved_after_the_due_date_excuses_what_was_overdue_until_then(northmere: Place) -> None:
    """S124 Approved late. The circumstances count, not the day of the paper; lateness keeps its reason all the same."""
    reference = asked(northmere, "2026-06-15", involvement=answers.active(northmere))
    walk(northmere, reference, (
        *read_and_heard("2026-06-22"),
        Step("2026-07-24", "social_worker", "claim_exception", clock={"status": "red"}),
        look("2026-07-28", {"advice": "2026-07-27 overdue"}),
        Step("2026-08-03", "send_manager", "approve_exception", clock={"due_on": "2026-07-27", "status": "excused"}),
        *written("2026-08-05", "social_worker"),
        Step("2026-08-06", "team_manager", "issue_advice", refused=(422, "lateness_has_its_reason")),
        Step("2026-08-06", "team_manager", "issue_advice", changed=EXCUSED, state="issued",
             clocks={"advice": "2026-07-27 excused on 2026-08-06"}, says={"advice": [
                 "A lawful exception was approved on Monday 3 August 2026: it excuses, it moves no date.",
                 "Advice was issued on Thursday 6 August 2026.", "That is 10 days late."]}),
    ))


def test_an_excused_request_that_is_in_time_after_all_is_simply_met(northmere: Place) -> None:
    """S125 Excused and in time: both counts are needed, with and without exceptions, so it is met."""
    reference = asked(northmere, "2026-06-15", involvement=answers.active(northmere))
    walk(northmere, reference, (
        *read_and_heard("2026-06-22"),
        Step("2026-07-01", "social_worker", "claim_exception"),
        Step("2026-07-02", "team_manager", "approve_exception", clock={"status": "on_track"}),
        *written("2026-07-20", "social_worker"),
        Step("2026-07-22", "team_manager", "issue_advice", state="issued", clocks={"advice": "2026-07-27 met on 2026-07-22"}),
    ))


def test_an_absence_counts_in_the_weeks_of_the_limit_that_it_is_claimed_for(northmere: Place) -> None:
    """S126 Away in May: inside the 16 weeks (regulation 10(4)(d)), before the advice was asked for, and no 14 weeks run."""
    reference = asked(northmere, "2026-06-15", ehc_needs_assessment_requested_on="2026-04-13")
    may = away("2026-05-01", "2026-05-31")
    short = (422, "the_absence_is_four_continuous_weeks_inside_the_window")
    no_limit = (422, "the_time_limit_runs_for_this_request", "the_absence_is_four_continuous_weeks_inside_the_window")
    walk(northmere, reference, (
        Step("2026-06-16", "caseworker", "claim_exception", may, refused=short),
        Step("2026-06-16", "caseworker", "claim_exception", {**may, "exception_clock": "reassessed_plan"}, refused=no_limit),
        Step("2026-06-16", "caseworker", "claim_exception",
             away("2026-05-01", "2026-05-27", exception_clock="ehc_no_plan"), refused=short),
        Step("2026-06-16", "caseworker", "claim_exception", {**may, "exception_clock": "ehc_no_plan"}),
        Step("2026-06-17", "send_manager", "approve_exception"),
        *triage_done("2026-06-18"),
        look("2026-08-04", {"ehc_no_plan": "2026-08-03 excused", "advice": "2026-07-27 overdue",
                            "ehc_plan": "2026-08-31 act 2026-08-28 amber"}),
    ))
