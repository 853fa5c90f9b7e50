"""Do the scenarios of checking, issuing and amending come out as the guidance says? (design/domain.md 6)"""

from __future__ import annotations

from typing import Any

import pytest

from tests import answers
from tests.place import Place
from tests.walks import WRITE, Step, asked, read_and_heard, triage_done, walk, written

USUAL = answers.advice()["provision"][0]
OVERNIGHT = {**USUAL, "id": "p2", "category": "h2_residential_short_break", "what": "One night a month at Elm House."}
SPEECH = {**USUAL, "id": "p3", "section": "H2", "category": "h2_other", "what": "Speech therapy, fortnightly."}
VAGUE = {**USUAL, "amount": None, "frequency": None}
MOTHER = {"person": "I want to go swimming.", "family": "Her mother is treated for depression."}
FAULTS = ["education_or_health_provision", "h1_broken", "not_quantified", "third_party_detail"]
RIGHT = answers.advice(provision=[USUAL, {**OVERNIGHT, "section": "H2"}])


def test_a_draft_with_four_faults_goes_back_and_comes_out_right_and_in_time(northmere: Place) -> None:
    """S30 QA returns."""
    reference = asked(northmere, "2026-07-06")
    faulty = answers.advice(provision=[VAGUE, OVERNIGHT, SPEECH], views=MOTHER)
    due = {"due_on": "2026-08-17", "act_by": "2026-08-17"}
    walk(northmere, reference, (
        *triage_done("2026-07-16"),
        Step("2026-07-17", "officer", "decide_no_assessment", state="drafting", clock=due),
        *written("2026-08-04", "officer", faulty),
        Step("2026-08-05", "reviewer", "issue_advice", changed={"safe_to_disclose": False}, refused=(
            422, "h1_is_from_the_closed_list", "h1_holds_no_residential_short_break", "provision_is_quantified",
            "provision_is_not_for_health_to_make", "every_warning_is_answered", "it_is_safe_to_disclose")),
        Step("2026-08-05", "reviewer", "return_draft", changed={"return_reasons": FAULTS}, state="drafting",
             held="childrens_front_door", clocks={"review": "2026-08-07 met on 2026-08-05"}),
        Step("2026-08-07", "door_manager", WRITE, RIGHT),
        *written("2026-08-10", "officer", RIGHT),
        Step("2026-08-12", "door_manager", "issue_advice", refused=(403,)),
        Step("2026-08-12", "reviewer", "issue_advice", state="issued", held="send", clock={**due, "status": "met"},
             clocks={"review": "2026-08-13 met on 2026-08-12"}),
    ))
    with northmere.on("2026-08-12"):
        events = northmere.get("auditor", f"/requests/{reference}/history")["events"]
        issued = northmere.get("caseworker", f"/requests/{reference}/advice/1")
    returned = next(event for event in events if event["action"] == "return_draft")
    assert next(one["value"] for one in returned["answers"] if one["code"] == "return_reasons") == FAULTS
    assert issued["content"] == RIGHT
    assert issued["author"] != issued["reviewer"]


def test_each_fault_of_provision_stops_the_issue_by_itself(northmere: Place) -> None:
    """S30 QA returns: a residential break in H1, then hours that nobody counted, one at a time."""
    reference = asked(northmere, "2026-07-06", involvement=answers.active(northmere))
    walk(northmere, reference, (
        *read_and_heard("2026-07-16"),
        *written("2026-08-04", "social_worker", answers.advice(provision=[USUAL, OVERNIGHT])),
        Step("2026-08-05", "team_manager", "issue_advice", refused=(
            422, "h1_is_from_the_closed_list", "h1_holds_no_residential_short_break")),
        Step("2026-08-05", "team_manager", "return_draft", state="drafting"),
        *written("2026-08-06", "social_worker", answers.advice(provision=[VAGUE])),
        Step("2026-08-07", "team_manager", "issue_advice", refused=(422, "provision_is_quantified")),
        Step("2026-08-07", "team_manager", "return_draft", state="drafting"),
        *written("2026-08-10", "social_worker", RIGHT),
        Step("2026-08-12", "team_manager", "issue_advice", state="issued"),
    ))


def test_a_parents_challenge_to_the_hours_makes_a_second_version_and_leaves_the_first(northmere: Place) -> None:
    """S33 Amend. The SEND team has the second version from its issue, and is named among those who received it."""
    reference = asked(northmere, "2026-07-06", involvement=answers.active(northmere))
    more_hours = answers.advice(provision=[{**USUAL, "amount": "4 hours"}])
    met = {"due_on": "2026-08-17", "status": "met"}
    walk(northmere, reference, (
        *read_and_heard("2026-07-16"),
        *written("2026-08-10", "social_worker"),
        Step("2026-08-12", "team_manager", "issue_advice", state="issued", held="send", clock=met),
        Step("2026-08-21", "caseworker", "amend_advice", state="drafting", held="disabled_children", clock=met),
        *written("2026-08-26", "social_worker", more_hours),
        Step("2026-08-28", "team_manager", "issue_advice", state="issued", held="send", clock=met),
    ))
    with northmere.on("2026-08-28"):
        first, second = northmere.get("caseworker", f"/requests/{reference}/advice")["versions"]
        rewritten = northmere.call("social_worker", "PUT", f"/requests/{reference}/advice/1", json=more_hours)
        assert rewritten.status_code == 405
        assert northmere.get("caseworker", f"/requests/{reference}/advice/1") == first
    assert (first["kind"], first["issued_on"], first["content"]) == ("final", "2026-08-12", answers.advice())
    assert (second["kind"], second["issued_on"], second["content"]) == ("amended", "2026-08-28", more_hours)
    assert second["amends"] == 1
    assert ("send", "this_service", "2026-08-28") in {(one["to"], one["how"], one["on"]) for one in second["received_by"]}
    (change,) = second["changes"]
    assert first["changes"] == []
    assert (change["where"], change["before"], change["now"]) == ("provision p1 amount", USUAL["amount"], "4 hours")


def test_an_issued_version_cannot_be_written_over_through_the_draft(northmere: Place) -> None:
    """S33 Amend: once issued, the draft is shut until an amendment begins; one that is given up changes nothing."""
    reference = asked(northmere, "2026-07-06", involvement=answers.active(northmere))
    walk(northmere, reference, (
        *read_and_heard("2026-07-16"),
        *written("2026-08-10", "social_worker"),
        Step("2026-08-12", "team_manager", "issue_advice", state="issued"),
        Step("2026-08-20", "social_worker", WRITE, refused=(409,)),
        Step("2026-08-21", "caseworker", "amend_advice", state="drafting", held="disabled_children"),
        Step("2026-08-24", "social_worker", WRITE, answers.nothing_needed()),
        Step("2026-08-25", "team_manager", "abandon_amendment", state="issued", held="send"),
    ))
    with northmere.on("2026-08-25"):
        (only,) = northmere.get("caseworker", f"/requests/{reference}/advice")["versions"]
    assert only["content"] == answers.advice()


def without_adulthood() -> dict[str, Any]:
    """A piece of advice that says nothing of preparing for adulthood."""
    return {part: said for part, said in answers.advice().items() if part != "preparation_for_adulthood"}


def test_advice_issued_in_year_9_prepares_for_adulthood_though_it_was_asked_for_in_year_8(northmere: Place) -> None:
    """S36 Year 9 boundary, born 31 August 2013."""
    reference = asked_in_august(northmere, "2013-08-31", year=8)
    walk(northmere, reference, (
        *written("2026-09-14", "social_worker", without_adulthood()),
        Step("2026-09-15", "team_manager", "issue_advice", refused=(
            422, "preparation_for_adulthood_is_addressed_from_year_9")),
        Step("2026-09-15", "team_manager", "return_draft", state="drafting"),
        *written("2026-09-15", "social_worker"),
        Step("2026-09-15", "team_manager", "issue_advice", state="issued", clock={"status": "met"}),
    ))


@pytest.mark.parametrize(
    ("born", "year", "issued_on"), [("2013-09-01", 7, "2026-09-15"), ("2013-08-31", 8, "2026-08-31")]
)
def test_advice_issued_before_year_9_need_not_prepare_for_adulthood(
    northmere: Place, born: str, year: int, issued_on: str
) -> None:
    """S36 Year 9 boundary: born a day later, or issued on the last day of Year 8."""
    reference = asked_in_august(northmere, born, year)
    walk(northmere, reference, (
        *written("2026-08-28", "social_worker", without_adulthood()),
        Step(issued_on, "team_manager", "issue_advice", state="issued", clock={"status": "met"}),
    ))


def asked_in_august(place: Place, born: str, year: int) -> str:
    """A request received on Monday 24 August 2026, due 5 October, for somebody then in that year group."""
    involvement = answers.active(place)
    reference = asked(place, "2026-08-24", person=answers.child(date_of_birth=born), involvement=involvement)
    end = walk(place, reference, (
        Step("2026-08-24", "social_worker", "record_reading", clock={"due_on": "2026-10-05", "act_by": "2026-10-05"}),
        Step("2026-08-25", "social_worker", "record_contact"),
    ))
    assert end["person"]["school_year"] == year
    return reference
