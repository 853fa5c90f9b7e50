"""What do the clocks say of a request that comes back, starts again or ends half way? (design/domain.md 4)"""

from __future__ import annotations

from tests import answers
from tests.endings import in_hands
from tests.place import Place
from tests.walks import Step, asked, look, read_and_heard, triage_done, walk, written

DOOR, TEAM, EARLY_HELP = "childrens_front_door", "disabled_children", "early_intervention"
AWAITING = {
    "views": answers.advice()["views"],
    "needs": answers.advice()["needs"],
    "awaits_assessment": "A child and family assessment is in progress.",
}


def test_a_handed_back_assessment_ends_its_limit_and_a_new_referral_begins_another(northmere: Place) -> None:
    """S151 Handed back, offered again: 45 working days run from the referral of each; the advice date is one and the same."""
    reference = asked(northmere, "2026-09-07")
    end = walk(northmere, reference, (
        *triage_done("2026-09-09"),
        Step("2026-09-10", "officer", "offer_transfer", state="offered"),
        Step("2026-09-11", "social_worker", "accept_transfer", state="assessing", held=TEAM),
        Step("2026-09-17", "social_worker", "hand_back", state="awaiting_triage", held=DOOR, clocks={
            "section_17_assessment": "2026-11-12 cancelled", "section_17_decision": "2026-09-11 met on 2026-09-11",
            "triage_decision": "2026-09-21 met on 2026-09-10", "advice": "2026-10-19 on_track"}),
        Step("2026-09-21", "officer", "take", state="triaging"),
        Step("2026-09-21", "officer", "offer_transfer", state="offered", clocks={
            "section_17_assessment": "2026-11-23 on_track", "section_17_decision": "2026-09-22 on_track"}),
        Step("2026-09-23", "social_worker", "accept_transfer", state="assessing", held=TEAM, clocks={
            "section_17_decision": "2026-09-22 met_late on 2026-09-23", "advice": "2026-10-19 on_track"}),
    ))
    assert in_hands(end) == [(DOOR, 4), (TEAM, 6), (DOOR, 6), (TEAM, 0)]
    assert end["hops"] == 3


def test_an_early_help_assessment_after_a_social_workers_has_no_45_days(northmere: Place) -> None:
    """S152 Another kind of assessment: early help is not section 17, so its limit is gone with the first offer."""
    reference = asked(northmere, "2026-09-07")
    early_help = {"offered_team": EARLY_HELP, "assessment_type": "early_help_assessment"}
    walk(northmere, reference, (
        *triage_done("2026-09-09"),
        Step("2026-09-10", "officer", "offer_transfer", state="offered",
             clocks={"section_17_assessment": "2026-11-12 on_track"}),
        Step("2026-09-11", "team_manager", "refuse_transfer", state="awaiting_triage"),
        Step("2026-09-14", "officer", "take", state="triaging"),
        Step("2026-09-14", "officer", "record_consent"),
        Step("2026-09-14", "officer", "offer_transfer", changed=early_help, state="offered",
             clocks={"section_17_assessment": None, "section_17_decision": None}),
        Step("2026-09-15", "early_helper", "accept_transfer", state="assessing", held=EARLY_HELP),
    ))


def test_a_front_door_that_gets_it_from_a_lead_professional_has_its_own_ten_days(northmere: Place) -> None:
    """S153 Declined by the lead professional: triage counts from the day it came to the door, the advice from receipt."""
    reference = asked(northmere, "2026-09-07", involvement=answers.active(northmere))
    end = walk(northmere, reference, (
        look("2026-09-08", {"triage_decision": None, "acknowledge": "2026-09-08 red"}),
        Step("2026-09-14", "social_worker", "decline_involvement", state="awaiting_triage", held=DOOR, clocks={
            "triage_decision": "2026-09-28 on_track", "acknowledge": "2026-09-08 met_late on 2026-09-14",
            "advice": "2026-10-19 on_track"},
             says={"triage_decision": ["It came to the front door on Monday 14 September 2026."]}),
        *triage_done("2026-09-21"),
        Step("2026-09-28", "officer", "decide_no_assessment", state="drafting",
             clocks={"triage_decision": "2026-09-28 met on 2026-09-28", "first_contact": "2026-09-14 met_late on 2026-09-21"}),
    ))
    assert in_hands(end) == [(TEAM, 7), (DOOR, 14)]


def test_a_withdrawal_after_interim_advice_leaves_the_advice_met(northmere: Place) -> None:
    """S154 Interim in time, then withdrawn: what was done in time stays done in time (ruling 1)."""
    reference = asked(northmere, "2026-09-07", involvement=answers.active(northmere),
                      ehc_needs_assessment_requested_on="2026-08-03")
    walk(northmere, reference, (
        *read_and_heard("2026-09-10"),
        Step("2026-09-14", "social_worker", "start_assessment", state="assessing"),
        Step("2026-09-28", "social_worker", "start_interim_advice", state="drafting"),
        *written("2026-10-01", "social_worker", AWAITING),
        Step("2026-10-05", "team_manager", "issue_interim_advice", state="assessing"),
        Step("2026-10-26", "caseworker", "close", state="closed", clocks={
            "advice": "2026-10-19 met_by_interim on 2026-10-05", "ehc_plan": "2026-12-21 cancelled",
            "section_17_assessment": "2026-11-16 cancelled", "review": "2026-10-06 met on 2026-10-05"}),
    ))


def test_when_a_child_has_died_no_clock_goes_on(northmere: Place) -> None:
    """S155 Deceased (event 35): every clock that was open ends that day, and nothing turns overdue after it."""
    reference = asked(northmere, "2026-09-07", ehc_needs_assessment_requested_on="2026-08-03")
    died = {"closure_reason": "deceased", "closure_explained": "The hospital told us."}
    walk(northmere, reference, (
        Step("2026-09-08", "officer", "take", state="triaging"),
        Step("2026-09-10", "dsco", "close", changed=died, state="closed"),
    ))
    with northmere.on("2027-01-04"):
        clocks = northmere.get("auditor", f"/requests/{reference}")["clocks"]
    assert {one["name"]: one["status"] for one in clocks if one["status"] != "cancelled"} == {
        "ehc_decision": "met", "acknowledge": "met"}
