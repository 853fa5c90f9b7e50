"""What becomes of every clock when a request changes hands, ends, or ends in error? (design/domain.md 4, events 1 to 23)"""

from __future__ import annotations

from tests import answers
from tests.endings import in_hands
from tests.place import Place
from tests.walks import Step, asked, look, read_and_heard, triage_done, walk, written

DOOR, ADULTS, TEAM = "childrens_front_door", "adults_front_door", "disabled_children"
ASKED_IN_AUGUST = {"ehc_needs_assessment_requested_on": "2026-08-03"}  # 16 weeks: 23 November; 20 weeks: 21 December

MOVED = {"closure_reason": "moved_la", "closure_explained": "SEND confirmed the new address in Westmere."}


def test_a_return_within_two_working_days_is_in_time_and_stops_nothing(northmere: Place) -> None:
    """S141 Returned in time and sent again: regulation 8(1) runs from receipt, and the days at SEND are counted as SEND's."""
    reference = asked(northmere, "2026-09-04", person=answers.child(contacts=[]))
    end = walk(northmere, reference, (
        look("2026-09-05", {"return": None, "advice": "2026-10-16 on_track"}),
        Step("2026-09-08", "officer", "return_as_incomplete", state="returned", held="send",
             clocks={"return": "2026-09-08 met on 2026-09-08", "acknowledge": "2026-09-07 met_late on 2026-09-08",
                     "triage_decision": "2026-09-18 on_track"}),
        look("2026-09-16", {"triage_decision": "2026-09-18 red", "advice": "2026-10-16 on_track"}),
        Step("2026-09-18", "caseworker", "resubmit", state="awaiting_triage", held=DOOR,
             changed={"person": {"contacts": answers.child()["contacts"]}},
             clocks={"triage_decision": "2026-09-18 red", "advice": "2026-10-16 on_track"}),
        look("2026-09-21", {"triage_decision": "2026-09-18 overdue"}),
    ))
    assert in_hands(end) == [(DOOR, 4), ("send", 10), (DOOR, 3)]


def test_a_return_after_two_working_days_is_late(northmere: Place) -> None:
    """S142 Returned late: it may be returned still, and the record says by how much it was late."""
    reference = asked(northmere, "2026-09-04", person=answers.child(contacts=[]))
    walk(northmere, reference, (
        Step("2026-09-11", "officer", "return_as_incomplete", state="returned", held="send",
             clocks={"return": "2026-09-08 met_late on 2026-09-11"}, says={"return": [
                 "2 working days from Friday 4 September 2026, that day not counted, end on Tuesday 8 September 2026.",
                 "It was returned on Friday 11 September 2026.", "That is 3 days late."]}),
        Step("2026-09-14", "caseworker", "resubmit", state="awaiting_triage", clocks={"advice": "2026-10-16 on_track"}),
    ))


def test_days_in_each_hand_add_up_to_all_the_days_it_took(northmere: Place) -> None:
    """S143 Redirected twice (event 2): hops are counted, days are told by hand, and no clock moves."""
    reference = asked(northmere, "2026-09-07", person=answers.child(date_of_birth="2008-06-01"),
                      front_door={"service": "children", "reason": "Known there."})
    to_children = {"front_door_team": DOOR}
    end = walk(northmere, reference, (
        Step("2026-09-09", "officer", "redirect_front_door", held=ADULTS, clocks={
            "advice": "2026-10-19 on_track", "triage_decision": "2026-09-21 on_track"}),
        Step("2026-09-14", "adults_manager", "redirect_front_door", held=DOOR, changed=to_children,
             clocks={"advice": "2026-10-19 on_track", "triage_decision": "2026-09-21 on_track"}),
        *triage_done("2026-09-22", informant="young_person"),
        Step("2026-09-24", "officer", "pass_to_lead_professional", state="drafting", held=TEAM,
             clocks={"triage_decision": "2026-09-21 met_late on 2026-09-24"}),
        *read_and_heard("2026-09-28", informant="young_person"),
        look("2026-10-05", {"advice": "2026-10-19 amber"}),
    ))
    assert in_hands(end) == [(DOOR, 2), (ADULTS, 5), (DOOR, 10), (TEAM, 11)]
    assert end["hops"] == 3
    assert sum(days for _, days in in_hands(end)) == 28  # from 7 September to 5 October


def test_a_dispute_settled_late_is_late_and_the_advice_date_stands(northmere: Place) -> None:
    """S144 Dispute (event 22): two working days to settle it, over a weekend; the front door keeps it meanwhile."""
    reference = asked(northmere, "2026-09-07")
    walk(northmere, reference, (
        *triage_done("2026-09-09"),
        Step("2026-09-10", "officer", "offer_transfer", state="offered", held=DOOR),
        Step("2026-09-11", "team_manager", "escalate_dispute", held=DOOR, clocks={"dispute": "2026-09-15 on_track"}),
        look("2026-09-16", {"dispute": "2026-09-15 overdue", "section_17_decision": "2026-09-11 overdue"}),
        Step("2026-09-17", "dsco", "settle_dispute", state="assessing", held=TEAM, changed={"referred_on": "2026-09-10"},
             clocks={"dispute": "2026-09-15 met_late on 2026-09-17", "section_17_assessment": "2026-11-12 on_track",
                     "section_17_decision": "2026-09-11 met_late on 2026-09-17", "advice": "2026-10-19 on_track"},
             says={"dispute": ["The dispute was escalated on Friday 11 September 2026.", "That is 2 days late."]}),
    ))


def test_withdrawal_ends_what_served_the_plan_and_not_the_duty_to_a_child_in_need(northmere: Place) -> None:
    """S145 Withdrawn (event 17): advice and plan clocks end; section 17 is independent, and the clock says so."""
    reference = asked(northmere, "2026-09-07", **ASKED_IN_AUGUST)
    walk(northmere, reference, (
        *triage_done("2026-09-09"),
        Step("2026-09-10", "officer", "offer_transfer", state="offered"),
        Step("2026-09-11", "social_worker", "accept_transfer", state="assessing", held=TEAM),
        Step("2026-09-21", "caseworker", "close", state="closed", clocks={
            "advice": "2026-10-19 cancelled", "ehc_no_plan": "2026-11-23 cancelled", "ehc_plan": "2026-12-21 cancelled",
            "draft": "2026-10-09 cancelled", "section_17_assessment": "2026-11-12 cancelled",
            "section_17_decision": "2026-09-11 met on 2026-09-11", "triage_decision": "2026-09-21 met on 2026-09-10"},
             says={"section_17_assessment": [
                 "The request was closed on Monday 21 September 2026. The duty to assess is its own, and goes on outside it."]}),
    ))


def test_a_request_closed_in_error_and_reopened_runs_on_as_if_it_never_was(northmere: Place) -> None:
    """S146 Closed in error: every clock is where it would have been, and nobody had it meanwhile."""
    reference = asked(northmere, "2026-09-07", **ASKED_IN_AUGUST)
    error = {"closure_reason": "error", "closure_explained": "The wrong Ivy."}
    running = {"advice": "2026-10-19 on_track", "ehc_plan": "2026-12-21 on_track", "draft": "2026-10-09 on_track",
               "triage_decision": "2026-09-21 met on 2026-09-18"}
    end = walk(northmere, reference, (
        *triage_done("2026-09-09"),
        Step("2026-09-11", "dsco", "close", changed=error, state="closed", clocks={
            "advice": "2026-10-19 cancelled", "ehc_plan": "2026-12-21 cancelled", "triage_decision": "2026-09-21 cancelled"}),
        look("2026-09-17", {"advice": "2026-10-19 cancelled"}),
        Step("2026-09-18", "dsco", "reopen", state="triaging", held=DOOR,
             clocks={**running, "triage_decision": "2026-09-21 amber"}),
        Step("2026-09-18", "officer", "decide_no_assessment", state="drafting", clocks=running),
        look("2026-10-20", {"advice": "2026-10-19 overdue", "ehc_no_plan": "2026-11-23 amber"}),
    ))
    assert in_hands(end) == [(DOOR, 4), (DOOR, 32)]


def confirms(on: str, party: str, sufficient: bool = True) -> Step:
    """One party says whether the existing advice is enough."""
    why = {} if sufficient else {"not_sufficient_because": "It says nothing about nights."}
    return Step(on, "caseworker", "confirm_existing_advice",
                changed={"confirming_party": party, "sufficient": sufficient, **why})


def test_existing_advice_ends_the_advice_clock_and_the_plan_goes_on(northmere: Place) -> None:
    """S147 Adopted (regulation 6(4)): nothing is sought, and the 16 and 20 weeks run on to their own ends."""
    reference = asked(northmere, "2026-09-07", **ASKED_IN_AUGUST)
    walk(northmere, reference, (
        confirms("2026-09-09", "author"),
        confirms("2026-09-10", "authority"),
        confirms("2026-09-14", "parent"),
        Step("2026-09-14", "caseworker", "adopt_existing_advice", state="closed", clocks={
            "advice": "2026-10-19 cancelled", "draft": "2026-10-09 cancelled", "ehc_no_plan": "2026-11-23 on_track",
            "ehc_plan": "2026-12-21 on_track"}),
        look("2026-12-22", {"ehc_plan": "2026-12-21 overdue", "advice": "2026-10-19 cancelled"}),
    ))


def test_one_not_sufficient_stops_adoption_until_that_party_is_satisfied_and_the_date_stands(northmere: Place) -> None:
    """S148 Not sufficient: all three are needed (regulation 6(4)); the days spent asking came out of the six weeks."""
    reference = asked(northmere, "2026-09-07")
    not_all = (422, "all_three_parties_find_the_existing_advice_sufficient")
    walk(northmere, reference, (
        confirms("2026-09-09", "author"),
        confirms("2026-09-10", "authority"),
        confirms("2026-09-14", "parent", sufficient=False),
        Step("2026-09-15", "caseworker", "adopt_existing_advice", refused=not_all, clocks={"advice": "2026-10-19 on_track"}),
        *triage_done("2026-09-18"),
        Step("2026-10-06", "caseworker", "adopt_existing_advice", refused=not_all, clocks={"advice": "2026-10-19 amber"}),
    ))


def test_a_family_that_moves_away_ends_the_plan_clocks_of_this_authority(northmere: Place) -> None:
    """S149 Moved before there was a plan (event 3): nothing of this authority's runs on, and the record keeps the days."""
    reference = asked(northmere, "2026-09-07", **ASKED_IN_AUGUST)
    moved = {**MOVED, "moved_on": "2026-09-14", "move_known_on": "2026-09-11", "plan_to_transfer": False}
    end = walk(northmere, reference, (
        Step("2026-09-08", "officer", "take", state="triaging"),
        Step("2026-09-16", "caseworker", "close", changed=moved, state="closed", clocks={
            "advice": "2026-10-19 cancelled", "ehc_plan": "2026-12-21 cancelled", "ehc_no_plan": "2026-11-23 cancelled",
            "first_contact": "2026-09-14 cancelled", "acknowledge": "2026-09-08 met on 2026-09-08",
            "plan_transfer": None}),
    ))
    assert in_hands(end) == [(DOOR, 9)]


def test_a_plan_follows_a_move_that_became_known_late_within_fifteen_working_days(northmere: Place) -> None:
    """S156 Moved with a plan (event 3): known on Friday for Monday, so within 15 working days that begin with Friday."""
    reference = asked(northmere, "2026-09-07", reason="annual_review", review_meeting_on="2026-11-18")
    moved = {**MOVED, "moved_on": "2026-09-14", "move_known_on": "2026-09-11", "plan_to_transfer": True}
    told = {"note": "Sent with every report.", "ehc_step": "plan_transferred", "ehc_step_on": "2026-09-30"}
    walk(northmere, reference, (
        Step("2026-09-16", "caseworker", "close", changed=moved, state="closed", clocks={
            "advice": "2026-10-19 cancelled", "plan_transfer": "2026-10-01 on_track", "review_report": "2026-12-02 cancelled"}),
        Step("2026-10-01", "caseworker", "note", answers=told, state="closed", clocks={
            "plan_transfer": "2026-10-01 met on 2026-09-30"}),
    ))


def test_a_plan_follows_a_move_known_long_before_on_its_day(northmere: Place) -> None:
    """S157 Moved with a plan: known 15 working days before, so the plan goes on the day of the move itself."""
    reference = asked(northmere, "2026-09-07", reason="annual_review", review_meeting_on="2026-11-18")
    moved = {**MOVED, "moved_on": "2026-10-05", "move_known_on": "2026-09-14", "plan_to_transfer": True}
    walk(northmere, reference, (
        Step("2026-09-16", "caseworker", "close", changed=moved, state="closed", clocks={
            "plan_transfer": "2026-10-05 on_track"}),
        look("2026-10-06", {"plan_transfer": "2026-10-05 overdue"}),
    ))


def test_eastvale_counts_its_own_days_and_its_own_milestones(eastvale: Place) -> None:
    """S150 Eastvale: 41 days, eight working days to decide, four to check; what its file leaves out is the usual."""
    reference = asked(eastvale, "2026-09-07", involvement=answers.active(eastvale, team="disability_0_to_25"))
    other = asked(eastvale, "2026-09-07")
    walk(eastvale, other, (
        look("2026-09-07", {"advice": "2026-10-18 act 2026-10-16 on_track", "acknowledge": "2026-09-08 on_track",
                            "first_contact": "2026-09-14 on_track", "triage_decision": "2026-09-17 on_track",
                            "draft": "2026-10-09 on_track"}),
    ))
    walk(eastvale, reference, (
        *read_and_heard("2026-09-10"),
        *written("2026-10-08", "social_worker"),
        look("2026-10-09", {"review": "2026-10-14 on_track", "triage_decision": None}, review=(
            "4 working days from Thursday 8 October 2026, that day not counted, end on Wednesday 14 October 2026.",)),
        Step("2026-10-15", "team_manager", "issue_advice", state="issued", clocks={
            "review": "2026-10-14 met_late on 2026-10-15", "advice": "2026-10-18 act 2026-10-16 met on 2026-10-15"}),
    ))
