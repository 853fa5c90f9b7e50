"""Do the scenarios about dates come out as the guidance says? (design/domain.md 6; counting: 1.2 and 9, ruling 6)"""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from tests import answers
from tests.place import Place
from tests.walks import Step, advice_clock, asked, look, read_and_heard, triage_done, walk, written


def without_birth_date_or_contact(**changed: Any) -> dict[str, Any]:
    """A name and what else is given; no date of birth, nobody to call."""
    named = answers.child()
    return {"given_name": named["given_name"], "family_name": named["family_name"], **changed}


def seen_on(place: Place, day: str, reference: str) -> Any:
    """The advice clock as it reads on a day."""
    with place.on(day):
        return advice_clock(place.get("auditor", f"/requests/{reference}"))


def test_a_request_returned_as_incomplete_keeps_its_due_date_if_the_child_could_be_identified(northmere: Place) -> None:
    """S11 Returned as incomplete. The child has a number, but neither a date of birth nor anybody to contact."""
    reference = asked(northmere, "2026-02-16", person=without_birth_date_or_contact(social_care_id="SC-20417"))
    due = {"started_on": "2026-02-16", "due_on": "2026-03-30", "act_by": "2026-03-30", "status": "on_track"}
    end = walk(northmere, reference, (
        Step("2026-02-18", "officer", "return_as_incomplete", state="returned", held="send", clock=due,
             changed={"returned_reasons": ["missing_dob", "missing_contact"]},
             clocks={"return": "2026-02-18 met on 2026-02-18", "acknowledge": "2026-02-17 met_late on 2026-02-18"}),
        Step("2026-02-23", "caseworker", "resubmit", state="awaiting_triage", held="childrens_front_door", clock=due,
             clocks={"triage_decision": "2026-03-02 on_track"},
             changed={"person": {"date_of_birth": "2017-05-14", "contacts": answers.child()["contacts"]}}),
    ))
    assert (end["received_on"], end["person"]["date_of_birth"]) == ("2026-02-16", "2017-05-14")
    assert days_sent_in(northmere, reference) == ["2026-02-16", "2026-02-23"]


def test_the_six_weeks_begin_on_the_day_a_child_can_first_be_identified(northmere: Place) -> None:
    """S11 Returned as incomplete, the child unidentifiable until it was sent again: due Easter Monday."""
    reference = asked(northmere, "2026-02-16", person=without_birth_date_or_contact())
    end = walk(northmere, reference, (
        Step("2026-02-18", "officer", "return_as_incomplete", state="returned", held="send",
             clock={"started_on": None, "due_on": None, "act_by": None},
             says={"advice": ["No due date yet: the person is not identified."]}),
        Step("2026-02-23", "caseworker", "resubmit", state="awaiting_triage", held="childrens_front_door",
             changed={"person": {"date_of_birth": "2017-05-14"}},
             clock={"started_on": "2026-02-23", "due_on": "2026-04-06", "act_by": "2026-04-02"},
             says={"advice": [
                 "Received on Monday 16 February 2026.",
                 "The person could not be identified until Monday 23 February 2026, so the clock starts then."]}),
    ))
    assert end["received_on"] == "2026-02-16"
    assert days_sent_in(northmere, reference) == ["2026-02-16", "2026-02-23"]


def days_sent_in(place: Place, reference: str) -> list[str]:
    """The days that the request's own record says it was received and sent again."""
    events = place.get("auditor", f"/requests/{reference}/history")["events"]
    told = [one for event in events for one in event["answers"]]
    return [one["value"] for one in told if one["code"] in ("received_on", "resubmitted_on")]


def test_advice_due_on_easter_monday_is_one_day_late_on_tuesday(northmere: Place) -> None:
    """S24 Easter. Issued on Tuesday 7 April it needs its reason, and is met late for ever."""
    reference = asked(northmere, "2026-02-23", involvement=answers.active(northmere))
    due = {"due_on": "2026-04-06", "act_by": "2026-04-02"}
    walk(northmere, reference, (
        *read_and_heard("2026-03-02"),
        Step("2026-04-06", "caseworker", "note", clock={**due, "status": "red"}, says={"advice": [
            "Bank holidays do not extend it: Good Friday (Friday 3 April 2026) and Easter Monday (Monday 6 April 2026).",
            "It is due today."]}),
        *written("2026-04-07", "social_worker"),
        Step("2026-04-07", "team_manager", "issue_advice", clock={**due, "status": "overdue"},
             refused=(422, "lateness_has_its_reason")),
    ))
    with northmere.on("2026-04-07", time(12)):
        refusal: Any = northmere.act("team_manager", reference, "issue_advice", answers.issue()).json
        assert "1 day late" in refusal["unmet"][0]["reason"]
    walk(northmere, reference, (
        Step("2026-04-07", "team_manager", "issue_advice", changed={"late_reason": "staffing", "late_explained": "Nobody was there."}, state="issued",
             held="send", clock={**due, "status": "met_late"}, says={"advice": [
                 "Six weeks from Monday 23 February 2026, the day of receipt not counted, end on Monday 6 April 2026.",
                 "Advice was issued on Tuesday 7 April 2026.", "That is 1 day late."]}),
    ))


def test_advice_issued_on_easter_monday_itself_is_in_time(northmere: Place) -> None:
    """S24 Easter: the due date is the last day in time, although it is no working day."""
    reference = asked(northmere, "2026-02-23", involvement=answers.active(northmere))
    walk(northmere, reference, (
        *read_and_heard("2026-03-02"),
        *written("2026-04-01", "social_worker"),
        Step("2026-04-06", "team_manager", "issue_advice", state="issued", clock={"status": "met"}),
    ))


def test_where_the_day_of_receipt_is_day_1_the_six_weeks_end_a_day_earlier(eastvale: Place) -> None:
    """S24 Easter, in an authority that counts 41 days (ruling 6): Easter Monday itself is late there."""
    involvement = answers.active(eastvale, team="disability_0_to_25")
    reference = asked(eastvale, "2026-02-23", involvement=involvement)
    due = {"due_on": "2026-04-05", "act_by": "2026-04-02"}
    walk(eastvale, reference, (
        *read_and_heard("2026-03-02"),
        *written("2026-04-01", "social_worker"),
        Step("2026-04-05", "caseworker", "note", clock={**due, "status": "red"}),
        Step("2026-04-06", "team_manager", "issue_advice", clock={**due, "status": "overdue"},
             refused=(422, "lateness_has_its_reason")),
        Step("2026-04-06", "team_manager", "issue_advice", changed={"late_reason": "staffing", "late_explained": "Nobody was there."}, state="issued",
             clock={**due, "status": "met_late"}),
    ))


def away(first: str, last: str) -> dict[str, str]:
    """The claim of an absence from the area."""
    said = "The family wrote that they are abroad, with tickets."
    claim = {"exception_ground": "absent_four_weeks", "exception_evidence": said}
    return {**claim, "absent_from": first, "absent_until": last}


def test_an_absence_excuses_only_when_four_weeks_of_it_fall_in_the_six(northmere: Place) -> None:
    """S26 Absence and school closure."""
    reference = asked(northmere, "2026-06-22")
    due = {"due_on": "2026-08-03", "act_by": "2026-08-03"}
    too_short = (422, "the_absence_is_four_continuous_weeks_inside_the_window")
    school_shut = {"exception_ground": "school_closed", "exception_evidence": "The school is closed all summer.",
                   "closed_from": "2026-07-22", "reopens_on": "2026-09-02", "setting_asked_on": "2026-06-22"}
    unlawful = (422, "the_ground_is_lawful_for_this_time_limit", "the_setting_was_asked_while_closed_for_four_weeks")
    walk(northmere, reference, (
        Step("2026-06-24", "door_manager", "claim_exception", away("2026-07-20", "2026-08-30"), refused=too_short),
        Step("2026-06-24", "door_manager", "claim_exception", school_shut, refused=unlawful),
        Step("2026-06-24", "door_manager", "claim_exception", away("2026-06-28", "2026-07-24"), refused=too_short),
        Step("2026-06-24", "door_manager", "claim_exception", away("2026-06-27", "2026-07-24"), clock=due),
        Step("2026-06-25", "door_manager", "approve_exception", refused=(403,)),
        Step("2026-06-25", "send_manager", "approve_exception", clock=due),
    ))
    walk(northmere, reference, (
        look("2026-08-03", {"advice": "2026-08-03 red"}),
        look("2026-08-04", {"advice": "2026-08-03 excused"}, advice=(
            "A lawful exception was approved on Thursday 25 June 2026: it excuses, it moves no date.",)),
    ))


def test_a_claim_that_nobody_approved_excuses_nothing(northmere: Place) -> None:
    """S26 Absence: claimed, and not accepted by a manager, the request is overdue the day after its due date."""
    reference = asked(northmere, "2026-06-22")
    walk(northmere, reference, (
        Step("2026-06-24", "officer", "claim_exception", away("2026-06-27", "2026-07-24")),
        Step("2026-08-04", "door_manager", "refuse_exception", clock={"due_on": "2026-08-03", "status": "overdue"}),
    ))


@pytest.mark.parametrize(("issued_on", "status"), [("2026-11-04", "met"), ("2026-11-05", "met_late")])
def test_advice_for_an_annual_review_is_due_two_weeks_before_the_meeting(
    northmere: Place, issued_on: str, status: str
) -> None:
    """S31 Annual review with needs, asked for by hand; tests/test_reviews.py raises the same request by screening."""
    reference = asked(
        northmere, "2026-10-02", "coordinator",
        reason="annual_review", review_meeting_on="2026-11-18", identified_needs="Sleep, and getting out safely.",
    )
    late = {"late_reason": "staffing", "late_explained": "Nobody was there."} if status == "met_late" else {}
    walk(northmere, reference, (
        *triage_done("2026-10-08"),
        Step("2026-10-09", "officer", "decide_no_assessment", state="drafting",
             clock={"due_on": "2026-11-04", "act_by": "2026-11-04", "status": "on_track"}),
        *written("2026-10-28", "officer"),
        Step(issued_on, "reviewer", "issue_advice", changed=late, state="issued", held="send",
             clock={"due_on": "2026-11-04", "status": status},
             clocks={"review_report": "2026-12-02 on_track", "review_decision": "2026-12-16 on_track",
                     "amended_plan": "2027-02-10 on_track", "ehc_plan": None}),
        look("2026-12-03", {"review_report": "2026-12-02 overdue", "review_decision": "2026-12-16 on_track"}),
        Step("2026-12-03", "coordinator", "note", changed={"ehc_step": "review_report", "ehc_step_on": "2026-12-02"},
             clocks={"review_report": "2026-12-02 met on 2026-12-02"}),
        Step("2026-12-16", "coordinator", "note", changed={"ehc_step": "review_notice", "ehc_step_on": "2026-12-16"},
             clocks={"review_decision": "2026-12-16 met on 2026-12-16", "amended_plan": "2027-02-10 on_track"}),
        Step("2027-02-11", "coordinator", "note", changed={"ehc_step": "final_plan", "ehc_step_on": "2027-02-11"},
             clocks={"amended_plan": "2027-02-10 met_late on 2027-02-11"}, says={"amended_plan": [
                 "12 weeks from Wednesday 18 November 2026, that day not counted, end on Wednesday 10 February 2027.",
                 "That is 1 day late."]}),
    ))


def test_only_the_team_that_asked_meets_a_limit_of_the_ehc_process(northmere: Place) -> None:
    reference = asked(northmere, "2026-03-02", ehc_needs_assessment_requested_on="2026-02-02")
    told = {"note": "The plan was issued.", "ehc_step": "final_plan", "ehc_step_on": "2026-06-01"}
    end = walk(northmere, reference, (
        Step("2026-06-02", "officer", "note", told,
             refused=(422, "a_step_of_the_ehc_process_is_told_by_the_team_that_asked")),
        Step("2026-06-02", "caseworker", "note", told),
    ))
    [plan] = [clock for clock in end["clocks"] if clock["name"] == "ehc_plan"]
    assert (plan["status"], plan["met_on"]) == ("met", "2026-06-01")
