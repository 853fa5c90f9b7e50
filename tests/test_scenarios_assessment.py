"""Do the scenarios of an assessment inside the six weeks come out as the guidance says? (design/domain.md 6)"""

from __future__ import annotations

from tests import answers
from tests.place import Place
from tests.walks import Step, asked, read_and_heard, triage_done, walk, written

TOO_LATE = (422, "the_assessment_leaves_time_to_write_or_has_a_remedy")
AWAITING = {
    "views": answers.advice()["views"],
    "needs": answers.advice()["needs"],
    "awaits_assessment": "A child and family assessment is in progress, expected on 10 July 2026.",
}


def test_a_social_workers_assessment_is_planned_to_the_earlier_of_two_limits(northmere: Place) -> None:
    """S04 Social worker assessment inside six weeks.

    Left for later: the assessment's own clock of 45 working days beside the advice clock (30 March 2026).
    """
    reference = asked(northmere, "2026-01-19")
    due = {"due_on": "2026-03-02", "act_by": "2026-03-02"}

    def plan(expected: str) -> dict[str, str]:
        return {"expected_completion_on": expected, "referred_on": "2026-01-26"}

    walk(northmere, reference, (
        *triage_done("2026-01-26"),
        Step("2026-01-26", "officer", "offer_transfer", changed=plan("2026-03-30"), refused=TOO_LATE),
        Step("2026-01-26", "officer", "offer_transfer", changed=plan("2026-02-20"), state="offered",
             held="childrens_front_door", clock=due),
        Step("2026-01-27", "social_worker", "accept_transfer", state="assessing", held="disabled_children", clock=due),
        Step("2026-02-02", "social_worker", "plan_assessment", changed=plan("2026-02-24"), refused=TOO_LATE),
        Step("2026-02-02", "social_worker", "plan_assessment", changed=plan("2026-02-23")),
        Step("2026-02-20", "social_worker", "complete_assessment", state="drafting"),
        *written("2026-02-25", "social_worker"),
        Step("2026-02-27", "team_manager", "issue_advice", state="issued", held="send", clock={**due, "status": "met"}),
    ))


def test_an_assessment_that_will_overrun_has_interim_advice_in_time_and_an_addendum_after(northmere: Place) -> None:
    """S05 Assessment will overrun.

    Left for later: the length of the conflict (18 days) shown as a number, the assessment's own limit (23 July) and
    the 16-week line (20 July 2026).
    """
    reference = asked(northmere, "2026-05-11")
    overrun = {"expected_completion_on": "2026-07-10", "referred_on": "2026-05-20"}
    by_interim = {"due_on": "2026-06-22", "act_by": "2026-06-22", "status": "met_by_interim"}
    end = walk(northmere, reference, (
        *triage_done("2026-05-20"),
        Step("2026-05-20", "officer", "offer_transfer", changed=overrun, refused=TOO_LATE),
        Step("2026-05-20", "officer", "offer_transfer", state="offered"),
        Step("2026-05-21", "social_worker", "accept_transfer", state="assessing", held="disabled_children"),
        Step("2026-05-22", "social_worker", "plan_assessment", changed=overrun, refused=TOO_LATE),
        Step("2026-05-22", "social_worker", "plan_assessment", changed={**overrun, "remedy": "bring_forward"},
             refused=TOO_LATE),
        Step("2026-05-22", "social_worker", "plan_assessment", changed={**overrun, "remedy": "exception"},
             refused=TOO_LATE),
        Step("2026-05-22", "social_worker", "plan_assessment", changed={**overrun, "remedy": "interim_then_addendum"}),
        Step("2026-06-15", "social_worker", "start_interim_advice", state="drafting"),
        *written("2026-06-15", "social_worker", {**AWAITING, "awaits_assessment": None}),
        Step("2026-06-16", "team_manager", "issue_interim_advice", refused=(
            422, "the_three_limbs_are_present", "interim_advice_says_what_it_awaits")),
        Step("2026-06-16", "team_manager", "return_draft", state="drafting"),
        *written("2026-06-17", "social_worker", AWAITING),
        Step("2026-06-19", "team_manager", "issue_advice", refused=(409,)),
        Step("2026-06-19", "team_manager", "issue_interim_advice", state="assessing", held="disabled_children",
             clock=by_interim),
        Step("2026-07-10", "social_worker", "complete_assessment", state="drafting"),
        *written("2026-07-13", "social_worker"),
        Step("2026-07-14", "team_manager", "issue_advice", state="issued", held="send", clock=by_interim),
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
