"""Whether the request may go to that team, and whether its assessment can finish in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.guidance.cases import (
    DAY,
    DOOR,
    MANAGER,
    READ,
    TEAM,
    TODAY,
    aged,
    authority,
    case,
    consent,
    in_the_way,
    proposing,
    step,
    triaged,
)
from workflow.facts import Facts, Person
from workflow.history import Event
from workflow.rules import transfer
from workflow.states import Capacity, Kind, State

suits = transfer.the_assessment_suits_the_persons_age.check
leaves_time = transfer.the_assessment_leaves_time_to_write_or_has_a_remedy.check


def offering(team: str, *history: Event, **said: Any) -> Facts:
    return proposing(triaged(*history), "offer_transfer", offered_team=team, **said)


@pytest.mark.parametrize("team", ["disabled_children", "looked_after", "adult_learning_disability"])
def test_a_transfer_is_offered_to_a_team_that_assesses(team: str) -> None:
    assert in_the_way(offering(team)) == set()


@pytest.mark.parametrize("team", [DOOR, "send", "designated_officers", "nobody_s_team"])
def test_the_named_team_assesses(team: str) -> None:
    assert in_the_way(offering(team)) == {"the_named_team_assesses"}


@pytest.mark.parametrize(
    ("history", "agreed"),
    [
        ([], False),
        ([consent("early_help", "given")], True),
        ([consent("early_help", "declined")], False),
        ([consent("early_help", "given"), consent("early_help", "withdrawn")], False),
        ([consent("early_help", "declined"), consent("early_help", "given")], True),
        ([consent("social_work", "given")], False),
    ],
)
def test_early_help_is_voluntary_so_a_transfer_to_it_has_consent(history: list[Event], agreed: bool) -> None:
    missing: set[str] = set() if agreed else {"early_help_has_consent"}
    assert in_the_way(offering("early_intervention", *history)) == missing


@pytest.mark.parametrize("action", ["offer_transfer", "settle_dispute", "plan_assessment", "start_assessment"])
def test_an_early_help_assessment_has_consent_whichever_team_makes_it(action: str) -> None:
    state = {"plan_assessment": State.ASSESSING, "start_assessment": State.DRAFTING}.get(action, State.TRIAGING)
    lead = Capacity.LEAD_PROFESSIONAL
    said = {"offered_team": TEAM, "assessment_type": "early_help_assessment"}
    for given, missing in (("given", False), ("declined", True)):
        history = (step("escalate_dispute"), consent("early_help", given))
        facts = proposing(triaged(*history, state=state, capacity=lead), action, **said)
        assert ("early_help_has_consent" in in_the_way(facts)) is missing
    other = {**said, "assessment_type": "s17_child_and_family"}
    assert "early_help_has_consent" not in in_the_way(proposing(triaged(state=state, capacity=lead), action, **other))


def test_what_a_decision_needs_an_offer_needs_too() -> None:
    assert in_the_way(proposing(triaged(without=READ), "offer_transfer", offered_team=TEAM)) == {"a_record_was_read"}


AGES = [
    (18, -1, "s58_transition", True),
    (18, 0, "s58_transition", False),
    (18, 1, "s58_transition", False),
    (18, -1, "care_act_s9", False),
    (18, 0, "care_act_s9", True),
    (18, 1, "care_act_s9", True),
    (18, -1, "s17_child_and_family", True),
    (18, 0, "s17_child_and_family", False),
    (18, 0, "early_help_assessment", False),
    (18, 0, "ot_adaptations", True),
    (9, 0, "early_help_assessment", True),
]


@pytest.mark.parametrize(("years", "days", "chosen", "suited"), AGES)
def test_the_assessment_suits_the_persons_age(years: int, days: int, chosen: str, suited: bool) -> None:
    facts = proposing(case(person=aged(years)), "offer_transfer", assessment_type=chosen)
    assert (suits(facts, TODAY + days * DAY) is None) is suited


def test_without_a_birth_date_any_assessment_may_be_chosen() -> None:
    assert suits(proposing(case(person=Person()), "offer_transfer", assessment_type="care_act_s9"), TODAY) is None


# S05: received on 11 May 2026, due on Monday 22 June; five working days before that are Monday 15 June.
OVERRUN_DUE, LATEST = date(2026, 6, 22), date(2026, 6, 15)


def planning(expected: date, *history: Event, due: date | None = OVERRUN_DUE, **said: Any) -> Facts:
    """An assessment expected to be complete on a day, of a request due on another."""
    planned = case(*history, state=State.ASSESSING, due_on=due)
    return proposing(planned, "plan_assessment", expected_completion_on=expected.isoformat(), **said)


@pytest.mark.parametrize(("expected", "in_time"), [(LATEST - DAY, True), (LATEST, True), (LATEST + DAY, False)])
def test_an_assessment_leaves_five_working_days_to_write_and_review(expected: date, in_time: bool) -> None:
    assert (in_the_way(planning(expected)) == set()) is in_time


@pytest.mark.parametrize(("expected", "in_time"), [(date(2026, 6, 11), True), (date(2026, 6, 12), False)])
def test_the_days_kept_for_writing_are_the_authoritys_own(expected: date, in_time: bool) -> None:
    facts = replace(planning(expected), authority=authority("eastvale"))
    assert (leaves_time(facts, TODAY) is None) is in_time


@pytest.mark.parametrize(("expected", "in_time"), [(date(2026, 5, 15), True), (date(2026, 5, 18), False)])
def test_over_a_bank_holiday_the_days_count_back_from_the_day_to_act_by(expected: date, in_time: bool) -> None:
    """S02: due on Monday 25 May, a bank holiday, so act by Friday 22; 18 to 22 May are the five days."""
    assert (leaves_time(planning(expected, due=date(2026, 5, 25)), TODAY) is None) is in_time


def test_an_overrun_is_told_in_both_dates_with_every_remedy() -> None:
    assert leaves_time(planning(date(2026, 7, 10)), TODAY) == (
        "The assessment is expected on 10 July 2026, 18 days after the advice is due (22 June 2026), and 5 working "
        "days are kept for writing and review. Choose: bring it forward to 15 June 2026 or earlier, interim advice "
        "then an addendum, or an approved exception."
    )


CLAIMED, APPROVED = step("claim_exception"), step("approve_exception", actor=MANAGER)


@pytest.mark.parametrize(
    ("remedy", "history", "said"),
    [
        ("interim_then_addendum", [], None),
        ("exception", [], "must be claimed and approved"),
        ("exception", [CLAIMED], "must be claimed and approved"),
        ("exception", [CLAIMED, APPROVED], None),
        ("bring_forward", [], "forward to 15 June 2026 or earlier: give the new date"),
    ],
)
def test_an_overrun_has_a_remedy(remedy: str, history: list[Event], said: str | None) -> None:
    reason = leaves_time(planning(date(2026, 7, 10), *history, remedy=remedy), TODAY)
    assert (said in reason) if said and reason else (reason is said is None)


@pytest.mark.parametrize("action", ["offer_transfer", "settle_dispute", "start_assessment", "plan_assessment"])
def test_wherever_an_assessment_is_planned_it_leaves_time_or_has_a_remedy(action: str) -> None:
    late = {"offered_team": TEAM, "expected_completion_on": "2026-07-10"}
    states = {"offer_transfer": State.TRIAGING, "settle_dispute": State.OFFERED, "start_assessment": State.DRAFTING}
    facts = triaged(
        step("escalate_dispute"),
        state=states.get(action, State.ASSESSING),
        capacity=Capacity.LEAD_PROFESSIONAL,
        kind=Kind.FINAL,
    )
    found = in_the_way(proposing(facts, action, **late))
    assert found == {"the_assessment_leaves_time_to_write_or_has_a_remedy"}
    assert in_the_way(proposing(facts, action, **late, remedy="interim_then_addendum")) == set()


def test_without_a_due_date_there_is_nothing_to_overrun() -> None:
    assert leaves_time(planning(date(2026, 7, 10), due=None), TODAY) is None


def test_beyond_the_bank_holiday_calendar_no_assessment_is_planned_and_none_is_guessed_to_fit() -> None:
    far = planning(date(2029, 2, 1), due=date(2029, 2, 10), remedy="interim_then_addendum")
    assert "has to be extended before this is planned" in (leaves_time(far, TODAY) or "")


@pytest.mark.parametrize(("door", "other"), [("adults_front_door", True), (DOOR, False), (TEAM, False), ("x", False)])
def test_a_redirected_request_goes_to_the_other_front_door(door: str, other: bool) -> None:
    found = in_the_way(proposing(case(), "redirect_front_door", front_door_team=door))
    assert found == (set() if other else {"the_named_team_is_the_other_front_door"})


DISPUTE = step("escalate_dispute")


@pytest.mark.parametrize(("door", "known"), [("adults_front_door", True), (DOOR, True), (TEAM, False)])
def test_a_dispute_settled_for_a_front_door_names_one(door: str, known: bool) -> None:
    found = in_the_way(proposing(case(DISPUTE), "settle_dispute_for_front_door", front_door_team=door))
    assert found == (set() if known else {"the_named_team_is_a_front_door"})


@pytest.mark.parametrize(
    ("team", "known"), [(TEAM, True), ("early_intervention", True), (DOOR, False), ("send", False)]
)
def test_a_lead_professional_works_in_a_team_that_supports_people(team: str, known: bool) -> None:
    found = in_the_way(proposing(case(), "pass_to_lead_professional", lead_team=team))
    assert found == (set() if known else {"the_named_team_has_lead_professionals"})


@pytest.mark.parametrize(
    ("somebody", "known"), [(None, False), ({"supports_in": ["looked_after"]}, False), ({"supports_in": [TEAM]}, True)]
)
def test_a_lead_professional_who_is_named_works_there(somebody: dict[str, Any] | None, known: bool) -> None:
    facts = replace(case(), found={"lead_professional": somebody})
    named = proposing(facts, "pass_to_lead_professional", lead_team=TEAM, lead_professional="a@northmere.example")
    assert in_the_way(named) == (set() if known else {"the_named_lead_professional_works_there"})


@pytest.mark.parametrize(
    ("history", "is_open"),
    [
        ([], False),
        ([DISPUTE], True),
        ([DISPUTE, step("settle_dispute")], False),
        ([DISPUTE, step("settle_dispute_for_front_door")], False),
        ([DISPUTE, step("settle_dispute_for_lead_professional")], False),
        ([DISPUTE, step("settle_dispute"), DISPUTE], True),
        ([DISPUTE, step("note")], True),
    ],
)
def test_a_dispute_is_open_from_its_escalation_until_it_is_settled(history: list[Event], is_open: bool) -> None:
    found = in_the_way(proposing(case(*history), "settle_dispute_for_front_door", front_door_team=DOOR))
    assert found == (set() if is_open else {"a_dispute_is_open"})
