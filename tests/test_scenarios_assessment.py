"""Do the scenarios of an assessment inside the six weeks come out as the guidance says? (design/domain.md 6)"""

from __future__ import annotations

from datetime import time
from typing import Any

from tests import answers
from tests.place import Place
from tests.walks import Step, asked, look, read_and_heard, triage_done, walk, written

TOO_LATE = (422, "the_assessment_leaves_time_to_write_or_has_a_remedy")
AWAITING = {
    "views": answers.advice()["views"],
    "needs": answers.advice()["needs"],
    "awaits_assessment": "A child and family assessment is in progress, expected on 10 July 2026.",
}


def both_dates(place: Place, on: str, who: str, reference: str, action: str) -> Any:
    """The dates shown to whoever plans an assessment on a day, before they answer anything."""
    with place.on(on):
        offered = place.get(who, f"/requests/{reference}/actions")["actions"]
    return next(one["dates"] for one in offered if one["action"] == action)


def test_a_social_workers_assessment_is_planned_to_the_earlier_of_two_limits(northmere: Place) -> None:
    """S04 Social worker assessment inside six weeks."""
    reference = asked(northmere, "2026-01-19")
    due = {"due_on": "2026-03-02", "act_by": "2026-03-02"}

    def plan(expected: str) -> dict[str, str]:
        return {"expected_completion_on": expected, "referred_on": "2026-01-26"}

    shown = {
        "advice_due_on": "2026-03-02", "act_by": "2026-03-02", "finish_by": "2026-02-23", "limit_on": "2026-03-30",
        "working": ["The advice is due on Monday 2 March 2026, whatever is assessed.",
                    "5 working days are kept for writing and review: finish by Monday 23 February 2026.",
                    "A section 17 assessment has its own limit: 45 working days from Monday 26 January 2026, Monday 30 March 2026."],
    }
    walk(northmere, reference, triage_done("2026-01-26"))
    assert both_dates(northmere, "2026-01-26", "officer", reference, "offer_transfer") == shown
    walk(northmere, reference, (
        Step("2026-01-26", "officer", "offer_transfer", changed=plan("2026-03-30"), refused=TOO_LATE),
        Step("2026-01-26", "officer", "offer_transfer", changed=plan("2026-02-20"), state="offered",
             held="childrens_front_door", clock=due,
             clocks={"section_17_decision": "2026-01-27 on_track", "section_17_assessment": "2026-03-30 on_track"}),
        Step("2026-01-27", "social_worker", "accept_transfer", state="assessing", held="disabled_children", clock=due,
             clocks={"section_17_decision": "2026-01-27 met on 2026-01-27"}),
    ))
    assert both_dates(northmere, "2026-02-02", "social_worker", reference, "plan_assessment") == shown
    walk(northmere, reference, (
        Step("2026-02-02", "social_worker", "plan_assessment", changed=plan("2026-02-24"), refused=TOO_LATE),
        Step("2026-02-02", "social_worker", "plan_assessment", changed=plan("2026-02-23")),
        Step("2026-02-20", "social_worker", "complete_assessment", state="drafting",
             clocks={"section_17_assessment": "2026-03-30 met on 2026-02-20", "advice": "2026-03-02 amber"}),
        *written("2026-02-25", "social_worker"),
        Step("2026-02-27", "team_manager", "issue_advice", state="issued", held="send", clock={**due, "status": "met"}),
    ))


OVERRUN = {"expected_completion_on": "2026-07-10", "referred_on": "2026-05-20"}


def overrun_planned(place: Place) -> str:
    """S05 until a remedy is chosen: both dates are shown, and the 18 days between them are said."""
    reference = asked(place, "2026-05-11", ehc_needs_assessment_requested_on="2026-03-30")
    by_exception = {**OVERRUN, "remedy": "exception"}
    walk(place, reference, (
        *triage_done("2026-05-20"),
        Step("2026-05-20", "officer", "offer_transfer", changed=OVERRUN, refused=TOO_LATE),
        Step("2026-05-20", "officer", "offer_transfer", state="offered", clocks={
            "section_17_assessment": "2026-07-23 on_track", "section_17_decision": "2026-05-21 on_track",
            "ehc_no_plan": "2026-07-20 on_track", "ehc_plan": "2026-08-17 on_track"}),
        Step("2026-05-21", "social_worker", "accept_transfer", state="assessing", held="disabled_children"),
        Step("2026-05-22", "social_worker", "plan_assessment", changed=OVERRUN, refused=TOO_LATE),
        Step("2026-05-22", "social_worker", "plan_assessment", changed={**OVERRUN, "remedy": "bring_forward"},
             refused=TOO_LATE),
        Step("2026-05-22", "social_worker", "plan_assessment", changed=by_exception, refused=TOO_LATE),
    ))
    shown = both_dates(place, "2026-05-22", "social_worker", reference, "plan_assessment")
    assert (shown["advice_due_on"], shown["finish_by"], shown["limit_on"]) == ("2026-06-22", "2026-06-15", "2026-07-23")
    with place.on("2026-05-22", time(12)):
        refusal: Any = place.act("social_worker", reference, "plan_assessment", {**answers.assessment(), **OVERRUN})
    assert "10 July 2026, 18 days after the advice is due (22 June 2026)" in refusal.json["unmet"][0]["reason"]
    return reference


def test_an_assessment_that_will_overrun_has_interim_advice_in_time_and_an_addendum_after(northmere: Place) -> None:
    """S05 Assessment will overrun."""
    reference = overrun_planned(northmere)
    by_interim = {"due_on": "2026-06-22", "act_by": "2026-06-22", "status": "met_by_interim"}
    end = walk(northmere, reference, (
        Step("2026-05-22", "social_worker", "plan_assessment", changed={**OVERRUN, "remedy": "interim_then_addendum"}),
        Step("2026-06-15", "social_worker", "start_interim_advice", state="drafting"),
        *written("2026-06-15", "social_worker", {**AWAITING, "awaits_assessment": None}),
        Step("2026-06-16", "team_manager", "issue_interim_advice", refused=(
            422, "the_three_limbs_are_present", "interim_advice_says_what_it_awaits")),
        Step("2026-06-16", "team_manager", "return_draft", state="drafting"),
        *written("2026-06-17", "social_worker", AWAITING),
        Step("2026-06-19", "team_manager", "issue_advice", refused=(409,)),
        Step("2026-06-19", "team_manager", "issue_interim_advice", state="assessing", held="disabled_children",
             clock=by_interim),
        look("2026-07-09", {"ehc_no_plan": "2026-07-20 red", "section_17_assessment": "2026-07-23 amber"}, advice=(
            "Interim advice was issued on Friday 19 June 2026.", "That is in time.")),
        Step("2026-07-10", "social_worker", "complete_assessment", state="drafting", clocks={
            "section_17_assessment": "2026-07-23 met on 2026-07-10", "section_17_decision": "2026-05-21 met on 2026-05-21"}),
        *written("2026-07-13", "social_worker"),
        Step("2026-07-14", "team_manager", "issue_advice", state="issued", held="send", clock=by_interim,
             clocks={"ehc_no_plan": "2026-07-20 red", "ehc_plan": "2026-08-17 amber"}),
    ))
    assert end["advice"] == {"version": 2, "kind": "addendum", "issued_on": "2026-07-14"}
    with northmere.on("2026-07-14"):
        kept = northmere.get("caseworker", f"/requests/{reference}/advice")["versions"]
    assert [(one["kind"], one["issued_on"]) for one in kept] == [("interim", "2026-06-19"), ("addendum", "2026-07-14")]
    assert kept[0]["content"] == AWAITING


def test_interim_advice_that_comes_after_the_six_weeks_is_late_and_says_why(northmere: Place) -> None:
    """S05 Assessment will overrun: a pending assessment is no lawful reason, so the day after the due date is late."""
    reference = asked(northmere, "2026-05-11", involvement=answers.active(northmere))
    walk(northmere, reference, (
        *read_and_heard("2026-05-20"),
        Step("2026-05-20", "social_worker", "start_assessment", state="assessing", held="disabled_children"),
        Step("2026-06-15", "social_worker", "start_interim_advice", state="drafting"),
        *written("2026-06-22", "social_worker", AWAITING),
        Step("2026-06-23", "team_manager", "issue_interim_advice", refused=(422, "lateness_has_its_reason")),
        Step("2026-06-23", "team_manager", "issue_interim_advice", changed={"late_reason": "waiting_for_assessment", "late_explained": "It took longer."},
             state="assessing", clock={"due_on": "2026-06-22", "status": "met_late"}),
    ))
