"""Does every other reason to ask have the clocks that its own law gives it? (design/domain.md 1.1 and 9, ruling 6)"""

from __future__ import annotations

from tests import answers
from tests.place import Place
from tests.walks import Step, asked, look, read_and_heard, triage_done, walk, written

WESTMERE = {"organisation": "Westmere Council", "name": "Wes Example", "email": "wes@westmere.example"}
STAFFING = {"late_reason": "staffing", "late_explained": "Nobody could check it on Friday."}


def test_a_tribunals_order_sets_its_own_date_and_no_other_counts(northmere: Place) -> None:
    """S111 Tribunal order, for a Sunday: there is no six weeks beside it (ruling 6)."""
    reference = asked(northmere, "2026-05-11", reason="tribunal_order", order_due_on="2026-05-31",
                      involvement=answers.active(northmere))
    walk(northmere, reference, (
        look("2026-05-11", {"advice": "2026-05-31 act 2026-05-29 on_track", "ehc_plan": None, "ehc_decision": None},
             advice=("The tribunal's order sets the date: Sunday 31 May 2026.",)),
        *read_and_heard("2026-05-18"),
        *written("2026-05-28", "social_worker"),
        Step("2026-06-01", "team_manager", "issue_advice", refused=(422, "lateness_has_its_reason")),
        Step("2026-06-01", "team_manager", "issue_advice", state="issued", changed=STAFFING,
             clocks={"advice": "2026-05-31 act 2026-05-29 met_late on 2026-06-01"}),
    ))


def test_a_tribunals_recommendation_is_answered_within_five_weeks(northmere: Place) -> None:
    """S112 Tribunal recommendation: steps or reasons within five weeks of receipt (domain.md 1.1)."""
    reference = asked(northmere, "2026-05-11", reason="tribunal_recommendation", involvement=answers.active(northmere))
    reply = {"views": answers.advice()["views"], "steps_or_reasons": "Two hours of support a week begin in July; the panel approved them today."}
    walk(northmere, reference, (
        look("2026-05-11", {"advice": "2026-06-15 on_track"}, advice=(
            "Five weeks from Monday 11 May 2026, the day of receipt not counted, end on Monday 15 June 2026.",
            "Bank holidays do not extend it: Spring bank holiday (Monday 25 May 2026).")),
        *read_and_heard("2026-05-18"),
        *written("2026-06-12", "social_worker", reply),
        Step("2026-06-15", "team_manager", "issue_advice", state="issued",
             clocks={"advice": "2026-06-15 met on 2026-06-15"}),
    ))


def test_a_re_assessment_has_six_weeks_for_advice_and_fourteen_for_the_plan(northmere: Place) -> None:
    """S113 Re-assessment. Regulations 26 (advice as in an assessment) and 27(2): 14 weeks of the notification."""
    reference = asked(northmere, "2026-06-01", reason="reassessment", reassessment_notified_on="2026-05-28")
    walk(northmere, reference, (
        look("2026-06-02", {"advice": "2026-07-13 on_track", "reassessed_plan": "2026-09-03 on_track", "ehc_plan": None},
             reassessed_plan=("The re-assessment was notified on Thursday 28 May 2026.",
                              "14 weeks from Thursday 28 May 2026, that day not counted, end on Thursday 3 September 2026.",
                              "Bank holidays do not extend it: Summer bank holiday (Monday 31 August 2026).")),
        *triage_done("2026-06-08"),
        Step("2026-06-09", "officer", "decide_no_assessment", state="drafting"),
        *written("2026-07-06", "officer"),
        Step("2026-07-13", "reviewer", "issue_advice", state="issued", clocks={"advice": "2026-07-13 met on 2026-07-13"}),
        look("2026-08-20", {"reassessed_plan": "2026-09-03 red"}),
        Step("2026-09-04", "caseworker", "note", changed={"ehc_step": "final_plan", "ehc_step_on": "2026-09-03"},
             clocks={"reassessed_plan": "2026-09-03 met on 2026-09-03"}),
    ))


def test_advice_that_the_family_asked_for_has_the_same_six_weeks_and_plan(northmere: Place) -> None:
    """S114 Family request. Regulation 6(1)(h): the advice of anyone whom the parent or young person reasonably names."""
    reference = asked(northmere, "2026-06-03", reason="family_request", ehc_needs_assessment_requested_on="2026-04-22",
                      ehc_needs_assessment_decided_on="2026-06-02")
    walk(northmere, reference, (
        look("2026-06-03", {"advice": "2026-07-15 on_track", "ehc_decision": "2026-06-03 met on 2026-06-02",
                            "ehc_no_plan": "2026-08-12 on_track", "ehc_plan": "2026-09-09 on_track",
                            "triage_decision": "2026-06-17 on_track"}),
        *triage_done("2026-06-10"),
        Step("2026-06-17", "officer", "decide_no_assessment", state="drafting"),
        *written("2026-07-08", "officer"),
        Step("2026-07-09", "reviewer", "issue_advice", state="issued"),
        Step("2026-08-12", "caseworker", "note", changed={"ehc_step": "plan_refused", "ehc_step_on": "2026-08-11"},
             clocks={"ehc_no_plan": "2026-08-12 met on 2026-08-11", "ehc_plan": "2026-09-09 cancelled"},
             says={"ehc_plan": ["It was decided on Tuesday 11 August 2026 that no plan is needed."]}),
    ))


def test_another_authoritys_request_has_the_six_weeks_and_none_of_our_plans(northmere: Place) -> None:
    """S115 Another authority. Regulation 8(1) binds strictly; the plan and its clocks are the other authority's."""
    reference = asked(northmere, "2026-06-05", reason="other_authority", requested_by=WESTMERE,
                      involvement=answers.active(northmere))
    walk(northmere, reference, (
        look("2026-06-05", {"advice": "2026-07-17 on_track", "ehc_no_plan": None, "ehc_plan": None, "review_report": None}),
        *read_and_heard("2026-06-15"),
        *written("2026-07-15", "social_worker"),
        Step("2026-07-18", "team_manager", "issue_advice", refused=(422, "lateness_has_its_reason")),
        Step("2026-07-18", "team_manager", "issue_advice", changed=STAFFING, state="issued",
             clocks={"advice": "2026-07-17 met_late on 2026-07-18"}),
    ))


def test_a_meeting_so_near_that_papers_cannot_go_out_leaves_two_weeks(northmere: Place) -> None:
    """S116 A review meeting in nine days: never less than two weeks from receipt (ruling 6); the review's clocks go on."""
    reference = asked(northmere, "2026-09-28", "coordinator", reason="annual_review", review_meeting_on="2026-10-07")
    walk(northmere, reference, (
        look("2026-09-28", {
            "advice": "2026-10-12 amber", "review_report": "2026-10-21 on_track", "review_decision": "2026-11-04 on_track",
            "amended_plan": "2026-12-30 act 2026-12-24 on_track"}, advice=(
                "Papers go out two weeks before the meeting of Wednesday 7 October 2026: Wednesday 23 September 2026.",
                "That leaves too little time: never less than two weeks from Monday 28 September 2026, so due Monday 12 October 2026.")),
        *triage_done("2026-10-01"),
        Step("2026-10-02", "officer", "decide_no_assessment", state="drafting"),
        *written("2026-10-06", "officer"),
        Step("2026-10-12", "reviewer", "issue_advice", state="issued", clocks={"advice": "2026-10-12 met on 2026-10-12"}),
    ))


def test_a_need_raised_at_the_meeting_is_answered_for_the_decision_after_it(northmere: Place) -> None:
    """S117 Raised at the meeting of 1 October: four weeks after it, the day by which the authority decides."""
    reference = asked(northmere, "2026-10-05", "coordinator", reason="annual_review", review_meeting_on="2026-10-01",
                      raised_at_meeting=True)
    walk(northmere, reference, (
        look("2026-10-05", {"advice": "2026-10-29 on_track", "review_decision": "2026-10-29 on_track",
                            "review_report": "2026-10-15 on_track", "amended_plan": "2026-12-24 on_track"}, advice=(
            "The need was raised at the meeting of Thursday 1 October 2026: due four weeks after the meeting, Thursday 29 October 2026.",)),
        *triage_done("2026-10-07"),
        Step("2026-10-08", "officer", "decide_no_assessment", state="drafting"),
        *written("2026-10-20", "officer"),
        Step("2026-10-21", "reviewer", "issue_advice", state="issued"),
        Step("2026-10-28", "coordinator", "note", changed={"ehc_step": "plan_unchanged", "ehc_step_on": "2026-10-28"},
             clocks={"review_decision": "2026-10-29 met on 2026-10-28", "amended_plan": "2026-12-24 cancelled"}),
    ))


def test_a_review_without_social_care_needs_ends_the_request_and_not_the_review(northmere: Place) -> None:
    """S119 Not required: no advice is owed, but the report, the decision and the plan of the review still are."""
    reference = asked(northmere, "2026-09-01", "coordinator", reason="annual_review", review_meeting_on="2026-10-07")
    walk(northmere, reference, (
        Step("2026-09-03", "coordinator", "close", state="closed", changed={
            "closure_reason": "not_required_ar", "closure_explained": "The school and the mother see no needs."},
             clocks={"advice": "2026-09-23 cancelled", "review_report": "2026-10-21 on_track",
                     "review_decision": "2026-11-04 on_track", "amended_plan": "2026-12-30 act 2026-12-24 on_track",
                     "first_contact": "2026-09-08 cancelled"}),
        Step("2026-10-22", "coordinator", "note", changed={"ehc_step": "review_report", "ehc_step_on": "2026-10-20"},
             clocks={"review_report": "2026-10-21 met on 2026-10-20"}),
    ))


def test_an_early_notice_of_amendments_brings_the_amended_plan_forward(northmere: Place) -> None:
    """S118 Notice sent in week two: eight weeks of the notice end before twelve of the meeting (regulation 22(3))."""
    reference = asked(northmere, "2026-09-01", "coordinator", reason="annual_review", review_meeting_on="2026-10-07")
    walk(northmere, reference, (
        look("2026-09-01", {"advice": "2026-09-23 on_track", "amended_plan": "2026-12-30 act 2026-12-24 on_track"}),
        Step("2026-10-19", "coordinator", "note", changed={"ehc_step": "review_notice", "ehc_step_on": "2026-10-19"},
             clocks={"review_decision": "2026-11-04 met on 2026-10-19", "amended_plan": "2026-12-14 on_track"},
             says={"amended_plan": [
                 "The notice was sent on Monday 19 October 2026: eight weeks from then end on Monday 14 December 2026.",
                 "The earlier of the two counts: Monday 14 December 2026."]}),
    ))


def test_send_puts_right_the_day_on_which_the_assessment_was_asked_for_and_its_limits_count_anew(northmere: Place) -> None:
    """A year mistyped. Other reasons have no such limits, whatever day they carry (domain.md 1.1)."""
    reference = asked(northmere, "2026-03-02", ehc_needs_assessment_requested_on="2025-01-19")
    right = {"ehc_step": "ehc_requested", "ehc_step_on": "2026-01-19"}
    walk(northmere, reference, (
        look("2026-03-02", {"ehc_plan": "2025-06-08 act 2025-06-06 overdue"}),
        Step("2026-03-03", "caseworker", "note", changed={**right, "ehc_step_on": "2026-03-03"},
             refused=(422, "the_day_put_right_comes_before_the_request")),
        Step("2026-03-03", "caseworker", "note", changed=right, clocks={"ehc_plan": "2026-06-08 on_track"}),
    ))
    again = asked(northmere, "2026-03-02", reason="reassessment", reassessment_notified_on="2026-02-26",
                  ehc_needs_assessment_requested_on="2024-01-19")
    walk(northmere, again, (
        look("2026-03-02", {"reassessed_plan": "2026-06-04 on_track", "ehc_plan": None, "ehc_decision": None}),
    ))
