"""What do the clocks say when work takes longer than planned, and who is told? (design/domain.md 4 and 9, rulings 1 and 7)"""

from __future__ import annotations

from typing import Any

from tests import answers
from tests.endings import in_hands
from tests.place import Place
from tests.walks import Step, asked, look, read_and_heard, triage_done, walk, written

WAITING = {"late_reason": "waiting_for_assessment", "late_explained": "The assessment took longer than planned."}
AWAITING = {
    "views": answers.advice()["views"],
    "needs": answers.advice()["needs"],
    "awaits_assessment": "A child and family assessment is in progress.",
}


def assessing(place: Place, referred: str = "2026-09-14", **changed: Any) -> str:
    """A lead professional's request received on Monday 7 September 2026 (due 19 October), whose assessment has begun."""
    reference = asked(place, "2026-09-07", involvement=answers.active(place), **changed)
    walk(place, reference, (
        *read_and_heard("2026-09-10"),
        Step(referred, "social_worker", "start_assessment", state="assessing", changed={
            "expected_completion_on": "2026-10-30", "remedy": "interim_then_addendum"},
             clocks={"advice": "2026-10-19 on_track", "section_17_assessment": "2026-11-16 on_track",
                     "section_17_decision": "2026-09-15 met on 2026-09-14"}),
    ))
    return reference


def test_interim_advice_in_time_keeps_the_clock_met_when_the_addendum_comes_weeks_later(northmere: Place) -> None:
    """S131 Interim in time, addendum after the due date (ruling 1): the addendum is not late and needs no reason."""
    reference = assessing(northmere)
    by_interim = {"advice": "2026-10-19 met_by_interim on 2026-10-19"}
    walk(northmere, reference, (
        Step("2026-10-12", "social_worker", "start_interim_advice", state="drafting"),
        *written("2026-10-16", "social_worker", AWAITING),
        Step("2026-10-19", "team_manager", "issue_interim_advice", state="assessing", clocks=by_interim),
        Step("2026-10-30", "social_worker", "complete_assessment", state="drafting",
             clocks={"section_17_assessment": "2026-11-16 met on 2026-10-30"}),
        *written("2026-11-04", "social_worker"),
        Step("2026-11-05", "team_manager", "issue_advice", state="issued", clocks=by_interim, says={"advice": [
            "Interim advice was issued on Monday 19 October 2026.", "Advice was issued on Thursday 5 November 2026.",
            "That is in time."]}),
    ))


def test_interim_advice_a_day_late_is_late_for_good(northmere: Place) -> None:
    """S132 Interim late: a pending assessment is no lawful reason (regulation 8(2)), and the addendum mends nothing."""
    reference = assessing(northmere)
    late = {"advice": "2026-10-19 met_late on 2026-10-20"}
    walk(northmere, reference, (
        Step("2026-10-12", "social_worker", "start_interim_advice", state="drafting"),
        *written("2026-10-16", "social_worker", AWAITING),
        Step("2026-10-20", "team_manager", "issue_interim_advice", refused=(422, "lateness_has_its_reason")),
        Step("2026-10-20", "team_manager", "issue_interim_advice", changed={"late_reason": "staffing"},
             refused=(422, "lateness_has_its_reason")),
        Step("2026-10-20", "team_manager", "issue_interim_advice", changed=WAITING, state="assessing", clocks=late),
        Step("2026-10-30", "social_worker", "complete_assessment", state="drafting"),
        *written("2026-11-04", "social_worker"),
        Step("2026-11-05", "team_manager", "issue_advice", state="issued", clocks=late,
             says={"advice": ["That is 1 day late."]}),
    ))


def test_a_second_interim_after_the_due_date_changes_nothing_that_the_first_met(northmere: Place) -> None:
    """S133 Two interims: the first met the clock (ruling 1), so the second, after the six weeks, is not late."""
    reference = assessing(northmere)
    by_first = {"advice": "2026-10-19 met_by_interim on 2026-10-09"}
    end = walk(northmere, reference, (
        Step("2026-10-05", "social_worker", "start_interim_advice", state="drafting"),
        *written("2026-10-08", "social_worker", AWAITING),
        Step("2026-10-09", "team_manager", "issue_interim_advice", state="assessing", clocks=by_first),
        Step("2026-10-20", "social_worker", "start_interim_advice", state="drafting", clocks=by_first),
        *written("2026-10-22", "social_worker", AWAITING),
        Step("2026-10-23", "team_manager", "issue_interim_advice", state="assessing", clocks=by_first),
    ))
    assert end["advice"] == {"version": 2, "kind": "interim", "issued_on": "2026-10-23"}


def test_an_assessment_that_is_brought_forward_needs_no_interim(northmere: Place) -> None:
    """S134 Brought forward (ruling 7): five working days before Monday 19 October is Monday 12 October."""
    reference = assessing(northmere)
    too_late = (422, "the_assessment_leaves_time_to_write_or_has_a_remedy")
    earlier = {"remedy": "bring_forward", "expected_completion_on": "2026-10-12"}
    walk(northmere, reference, (
        Step("2026-09-21", "social_worker", "plan_assessment", changed={**earlier, "expected_completion_on": "2026-10-13"},
             refused=too_late),
        Step("2026-09-21", "social_worker", "plan_assessment", changed=earlier,
             clocks={"section_17_assessment": "2026-11-23 on_track"}),
        Step("2026-10-09", "social_worker", "complete_assessment", state="drafting"),
        *written("2026-10-14", "social_worker"),
        Step("2026-10-16", "team_manager", "issue_advice", state="issued", clocks={"advice": "2026-10-19 met on 2026-10-16"}),
    ))


def test_an_assessment_planned_past_its_own_limit_says_why(northmere: Place) -> None:
    """S135 Past 45 working days: Working Together asks that the reasons are recorded; the limit does not move."""
    reference = assessing(northmere)
    plan = {"referred_on": "2026-09-14", "expected_completion_on": "2026-11-17", "remedy": "interim_then_addendum"}
    why = {"past_its_own_limit_because": "The mother is in hospital until November."}
    walk(northmere, reference, (
        Step("2026-10-01", "social_worker", "plan_assessment", changed=plan,
             refused=(422, "an_assessment_past_its_own_limit_has_its_reason")),
        Step("2026-10-01", "social_worker", "plan_assessment", changed={**plan, **why}),
        look("2026-11-17", {"section_17_assessment": "2026-11-16 overdue", "advice": "2026-10-19 overdue"}),
        Step("2026-11-18", "social_worker", "complete_assessment", state="drafting",
             clocks={"section_17_assessment": "2026-11-16 met_late on 2026-11-18"},
             says={"section_17_assessment": ["It was referred on Monday 14 September 2026.", "That is 2 days late."]}),
    ))


def test_an_adults_assessment_is_planned_to_the_advice_date_alone(northmere: Place) -> None:
    """S139 An adult: the 45 working days are a child in need's (Children Act 1989, sections 17 and 105), so none is shown."""
    reference = asked(northmere, "2026-09-07", person=answers.child(date_of_birth="2006-10-05"))
    walk(northmere, reference, triage_done("2026-09-14", "adults_officer", "young_person"))
    with northmere.on("2026-09-14"):
        offered = northmere.get("adults_officer", f"/requests/{reference}/actions")["actions"]
    shown = next(one["dates"] for one in offered if one["action"] == "offer_transfer")
    assert (shown["advice_due_on"], shown["finish_by"], shown["limit_on"]) == ("2026-10-19", "2026-10-12", None)
    assert len(shown["working"]) == 2


def test_an_assessment_begun_after_a_refused_transfer_is_answered_on_its_own_day(northmere: Place) -> None:
    """S140 A second referral: the first team's answer answers the first referral, and not the one made later."""
    reference = asked(northmere, "2026-09-07")
    walk(northmere, reference, (
        *triage_done("2026-09-09"),
        Step("2026-09-10", "officer", "offer_transfer", state="offered"),
        Step("2026-09-11", "team_manager", "refuse_transfer", state="awaiting_triage", clocks={
            "section_17_decision": "2026-09-11 met on 2026-09-11", "section_17_assessment": "2026-11-12 cancelled"}),
        Step("2026-09-14", "officer", "pass_to_lead_professional", state="drafting"),
        Step("2026-09-17", "social_worker", "start_assessment", state="assessing",
             changed={"referred_on": "2026-09-15", "expected_completion_on": "2026-10-09"},
             clocks={"section_17_decision": "2026-09-16 met_late on 2026-09-17",
                     "section_17_assessment": "2026-11-17 on_track"}),
    ))


def test_each_draft_that_is_sent_starts_the_check_anew(northmere: Place) -> None:
    """S136 Returned twice (domain.md 3.9: a check takes three working days), once late; the advice date stands."""
    reference = asked(northmere, "2026-09-07", involvement=answers.active(northmere))
    walk(northmere, reference, (
        *read_and_heard("2026-09-10"),
        *written("2026-10-01", "social_worker"),
        look("2026-10-02", {"review": "2026-10-06 on_track", "draft": "2026-10-09 met on 2026-10-01"}),
        Step("2026-10-07", "team_manager", "return_draft", state="drafting",
             clocks={"review": "2026-10-06 met_late on 2026-10-07"}),
        *written("2026-10-08", "social_worker"),
        look("2026-10-08", {"review": "2026-10-13 on_track", "draft": "2026-10-09 met on 2026-10-01"}),
        Step("2026-10-13", "team_manager", "return_draft", state="drafting",
             clocks={"review": "2026-10-13 met on 2026-10-13"}),
        *written("2026-10-14", "social_worker"),
        Step("2026-10-16", "team_manager", "issue_advice", state="issued",
             clocks={"review": "2026-10-19 met on 2026-10-16", "advice": "2026-10-19 met on 2026-10-16"}),
    ))


def test_send_reads_the_delay_that_was_told_last_and_its_new_date(northmere: Place) -> None:
    """S137 Delay reported, and reported again (section 4, event 25): SEND sees the last; no clock moves for it."""
    reference = asked(northmere, "2026-09-07", involvement=answers.active(northmere))
    first, second = {"new_expected_on": "2026-10-26"}, {"delay_reason": "staffing", "new_expected_on": "2026-11-02"}

    def told_to_send(day: str) -> Any:
        with northmere.on(day):
            return northmere.get("caseworker", f"/requests/{reference}")["delay"]

    assert told_to_send("2026-10-11") is None
    walk(northmere, reference, (
        *read_and_heard("2026-09-10"),
        Step("2026-10-12", "social_worker", "report_delay", changed=first, clock={"status": "red"}),
    ))
    assert (told_to_send("2026-10-12")["reported_on"], told_to_send("2026-10-12")["new_expected_on"]) == (
        "2026-10-12", "2026-10-26")
    walk(northmere, reference, (
        Step("2026-10-22", "social_worker", "report_delay", changed=second, clocks={"advice": "2026-10-19 overdue"}),
        *written("2026-10-29", "social_worker"),
    ))
    assert told_to_send("2026-10-29") == {
        "reported_on": "2026-10-22", "delay_reason": "staffing", "delay_explained": "We wait for the school.",
        "new_expected_on": "2026-11-02"}
    walk(northmere, reference, (Step("2026-10-30", "team_manager", "issue_advice", changed=WAITING, state="issued"),))
    assert told_to_send("2026-10-30") is None


def test_a_chase_counts_against_whoever_had_it_that_day(northmere: Place) -> None:
    """S138 Chased thrice: once at the front door, twice at the team; a chase moves and meets no clock."""
    reference = asked(northmere, "2026-09-07")
    end = walk(northmere, reference, (
        Step("2026-09-15", "caseworker", "chase", clocks={"acknowledge": "2026-09-08 overdue"}),
        Step("2026-09-16", "officer", "pass_to_lead_professional", state="drafting", held="disabled_children"),
        Step("2026-10-05", "caseworker", "chase", clock={"status": "amber"}),
        Step("2026-10-14", "send_manager", "chase", clock={"status": "red"}),
        *read_and_heard("2026-10-15"),
        *written("2026-10-15", "social_worker"),
        Step("2026-10-16", "team_manager", "issue_advice", state="issued"),
    ))
    assert [spell["chased"] for spell in end["hands"]] == [1, 2]
    assert in_hands(end) == [("childrens_front_door", 9), ("disabled_children", 30)]
