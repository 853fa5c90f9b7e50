"""Whether a request can be acted on as it stands, and by whom it may be taken in hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.guidance.cases import (
    CHILD,
    COLLEAGUE,
    DOOR,
    RECEIVED,
    SEND,
    TEAM,
    TODAY,
    WORKER,
    aged,
    case,
    happened,
    in_the_way,
    issuing,
    proposing,
    reviewed,
    step,
)
from workflow.facts import Facts, Person
from workflow.history import Event
from workflow.persons import told_of
from workflow.rules import request
from workflow.states import State


def asking(person: Person = CHILD, /, **said: Any) -> Facts:
    """A new request by SEND, about this person."""
    new = case(state=None, team=None, person=person, received_on=RECEIVED)
    return new.with_step(step("request_advice", team=SEND, received_on=RECEIVED.isoformat(), **said))


def test_a_request_with_a_name_and_dates_that_fit_may_be_made() -> None:
    assert in_the_way(asking()) == set()


NAMED = {"given_name": "Ivy", "family_name": "Example"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (NAMED, True),
        ({"given_name": "Ivy"}, False),
        ({"family_name": "Example"}, False),
        ({"date_of_birth": "2017-05-14"}, False),
        ({"upn": "X"}, True),
        ({"nhs_number": "X"}, True),
        ({"social_care_id": "X"}, True),
        ({}, False),
    ],
)
def test_the_person_can_be_told_from_others_by_a_name_or_a_number(said: dict[str, str], told: bool) -> None:
    found = in_the_way(asking(told_of(Person(), said, RECEIVED), person=said))
    assert found == (set() if told else {"the_person_can_be_told_from_others"})


@pytest.mark.parametrize("stored", [NAMED, {"upn": "X"}])
def test_a_person_whose_name_or_number_is_known_need_not_be_named_again(stored: dict[str, str]) -> None:
    """The rule the_person_can_be_told_from_others: what is sent again adds to what is known."""
    said = {"contacts": [{"name": "Ana Example", "relationship": "parent"}]}
    known = told_of(told_of(Person(), stored, RECEIVED), said, TODAY)
    again = replace(case(person=known), state=State.RETURNED)
    assert in_the_way(proposing(again, "resubmit", person=said)) == set()


def test_an_answer_that_is_refused_is_not_missing_too() -> None:
    """Its own fault says what is wrong with it; a need that rests on it is not judged."""
    nobody = replace(asking(Person()), at_fault=frozenset({"person"}))
    assert in_the_way(nobody) == set()
    unsaid = replace(proposing(case(), "record_answers"), at_fault=frozenset({"coping"}))
    assert in_the_way(unsaid) == set()
    unchecked = replace(issuing(reviewed(), checklist=None), at_fault=frozenset({"checklist"}))
    assert in_the_way(unchecked) == set()


@pytest.mark.parametrize("service", ["children", "adults"])
def test_the_front_door_for_the_age_needs_no_reason_and_another_has_its_own(service: str) -> None:
    child, adult = asking(front_door={"service": service}), asking(aged(18, RECEIVED), front_door={"service": service})
    rule = {"a_front_door_chosen_by_hand_has_its_reason"}
    assert in_the_way(child) == (rule if service == "adults" else set())
    assert in_the_way(adult) == (rule if service == "children" else set())
    explained = asking(front_door={"service": "adults", "reason": "The transitions worker there knows her."})
    assert in_the_way(explained) == set()


@pytest.mark.parametrize(("meeting", "fits"), [("2026-03-01", True), ("2026-03-02", True), ("2026-03-03", False)])
def test_a_need_is_raised_at_the_meeting_on_or_before_the_day_of_the_request(meeting: str, fits: bool) -> None:
    facts = asking(reason="annual_review", review_meeting_on=meeting, raised_at_meeting=True)
    assert in_the_way(facts) == (set() if fits else {"the_dates_fit_together"})
    assert in_the_way(asking(reason="annual_review", review_meeting_on=meeting)) == set()


@pytest.mark.parametrize(("order", "fits"), [("2026-03-01", False), ("2026-03-02", True), ("2026-03-03", True)])
def test_a_tribunals_order_sets_no_day_before_the_request(order: str, fits: bool) -> None:
    facts = asking(reason="tribunal_order", order_due_on=order)
    assert in_the_way(facts) == (set() if fits else {"the_dates_fit_together"})


@pytest.mark.parametrize(
    ("asked", "decided", "fits"),
    [
        ("2026-03-02", "2026-03-02", True),
        ("2026-01-19", "2026-02-27", True),
        ("2026-01-19", None, True),
        ("2026-03-03", None, False),
        ("2026-01-19", "2026-01-18", False),
    ],
)
def test_advice_is_asked_for_and_an_assessment_decided_on_only_after_it_was_requested(
    asked: str, decided: str | None, fits: bool
) -> None:
    said = {"ehc_needs_assessment_decided_on": decided} if decided else {}
    facts = asking(ehc_needs_assessment_requested_on=asked, **said)
    assert in_the_way(facts) == (set() if fits else {"the_dates_fit_together"})


@pytest.mark.parametrize(
    ("meeting", "fits"), [("2023-02-01", False), ("2023-06-01", True), ("2028-12-01", True), ("2099-11-18", False)]
)
def test_a_year_that_was_mistyped_is_asked_about(meeting: str, fits: bool) -> None:
    found = in_the_way(asking(reason="annual_review", review_meeting_on=meeting))
    assert found == (set() if fits else {"the_dates_fit_together"})


@pytest.mark.parametrize(("again", "fits"), [("2026-03-03", False), ("2026-03-04", True), ("2026-03-05", True)])
def test_a_request_is_sent_again_on_or_after_the_day_it_was_returned(again: str, fits: bool) -> None:
    returned = step("return_as_incomplete", on=date(2026, 3, 4))
    facts = proposing(case(returned, state=State.RETURNED), "resubmit", resubmitted_on=again)
    assert ("the_dates_fit_together" in in_the_way(facts)) is not fits


ASKED, REPLIED = step("ask_requester", question_to_requester="A number?"), step("answer_requester", answer="Yes.")


@pytest.mark.parametrize(
    ("history", "waits"),
    [([], False), ([ASKED], True), ([ASKED, REPLIED], False), ([ASKED, ASKED, REPLIED], True)],
)
def test_a_question_waits_for_the_requester_until_it_is_answered(history: list[Event], waits: bool) -> None:
    found = in_the_way(proposing(case(*history), "answer_requester", answer_to_question="Try the grandmother."))
    assert found == (set() if waits else {"a_question_waits_for_the_requester"})


JOINED = step("add_contributor", contributing_team=TEAM)
LEFT = step("remove_contributor", contributing_team=TEAM)


@pytest.mark.parametrize(
    ("history", "team", "joins"),
    [
        ([], TEAM, True),
        ([], DOOR, False),
        ([JOINED], TEAM, False),
        ([JOINED, LEFT], TEAM, True),
        ([JOINED], SEND, True),
    ],
)
def test_the_contributor_is_another_team(history: list[Event], team: str, joins: bool) -> None:
    found = in_the_way(proposing(case(*history), "add_contributor", contributing_team=team))
    assert found == (set() if joins else {"the_contributor_is_another_team"})


@pytest.mark.parametrize(("history", "contributes"), [([], False), ([JOINED], True), ([JOINED, LEFT], False)])
def test_the_team_contributes_that_is_removed(history: list[Event], contributes: bool) -> None:
    found = in_the_way(proposing(case(*history), "remove_contributor", contributing_team=TEAM))
    assert found == (set() if contributes else {"the_team_contributes"})


def test_a_restriction_is_placed_once_and_lifted_only_where_it_is_restricted() -> None:
    free, restricted = case(), case(restricted=True)
    assert in_the_way(proposing(free, "restrict")) == set()
    assert in_the_way(proposing(restricted, "restrict")) == {"it_is_not_restricted_yet"}
    assert in_the_way(proposing(restricted, "lift_restriction")) == set()
    assert in_the_way(proposing(free, "lift_restriction")) == {"it_is_restricted"}


@pytest.mark.parametrize(("teams", "works"), [([DOOR], True), ([TEAM, DOOR], True), ([TEAM], False), (None, False)])
def test_the_assignee_works_in_the_holding_team(teams: list[str] | None, works: bool) -> None:
    somebody = {"id": COLLEAGUE, "teams": teams} if teams else None
    facts = replace(case(), found={"assignee": somebody})
    found = in_the_way(proposing(facts, "assign", assignee="a@northmere.example"))
    assert found == (set() if works else {"the_assignee_works_in_the_holding_team"})


REVIEWER = {"id": COLLEAGUE, "reviews_in": [TEAM], "dsco": False}


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (REVIEWER, None),
        ({**REVIEWER, "reviews_in": [DOOR]}, "Choose a reviewer or manager of your team"),
        ({**REVIEWER, "reviews_in": [], "dsco": True}, None),
        ({**REVIEWER, "id": WORKER}, "has edited this draft"),
        (None, "Choose a reviewer or manager of your team"),
    ],
)
def test_the_named_reviewer_may_check_it_who_wrote_none_of_it(named: dict[str, Any] | None, said: str | None) -> None:
    facts = replace(reviewed(), state=State.DRAFTING, found={"reviewer": named})
    facts = proposing(facts, "submit_for_review", draft_version=3, reviewer="a@northmere.example")
    reason = request.the_named_reviewer_may_check_it.check(facts, TODAY)
    assert (said in reason) if said and reason else (reason is said is None)
    assert in_the_way(facts) == ({"the_named_reviewer_may_check_it"} if said else set())


def test_a_reviewer_need_not_be_named() -> None:
    facts = replace(reviewed(), state=State.DRAFTING)
    assert in_the_way(proposing(facts, "submit_for_review", draft_version=3)) == set()


@pytest.mark.parametrize(("teams", "works"), [([TEAM], True), ([DOOR], False), (None, False)])
def test_the_named_worker_is_in_the_offered_team(teams: list[str] | None, works: bool) -> None:
    somebody = {"id": WORKER, "teams": teams} if teams else None
    offered = happened(replace(case(), state=State.OFFERED, offered_team=TEAM, found={"worker": somebody}))
    found = in_the_way(proposing(offered, "accept_transfer", worker="a@northmere.example"))
    assert found == (set() if works else {"the_named_worker_is_in_the_offered_team"})


def test_a_team_may_accept_before_it_names_a_worker() -> None:
    offered = replace(case(), state=State.OFFERED, offered_team=TEAM)
    assert in_the_way(proposing(offered, "accept_transfer")) == set()


@pytest.mark.parametrize("action", ["record_answers", "update_person"])
def test_a_step_that_only_records_has_something_to_record(action: str) -> None:
    """The rule something_is_said."""
    assert in_the_way(proposing(case(), action)) == {"something_is_said"}
    assert in_the_way(proposing(case(), action, note="Rang again.")) == set()


@pytest.mark.parametrize(("team", "fits"), [(SEND, True), (DOOR, False), (TEAM, False)])
def test_a_step_of_the_ehc_process_is_told_by_the_team_that_asked_and_by_nobody_else(team: str, *, fits: bool) -> None:
    note = step("note", team=team, note="The plan went out.", ehc_step="final_plan", ehc_step_on=TODAY.isoformat())
    stands = set() if fits else {"a_step_of_the_ehc_process_is_told_by_the_team_that_asked"}
    assert in_the_way(case().with_step(note)) == stands
    assert in_the_way(case().with_step(step("note", team=team, note="The plan went out."))) == set()
