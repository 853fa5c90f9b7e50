"""Who holds a request, and which front door it goes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from config.authorities import SpecialistDoor, Team
from tests.guidance.cases import (
    CHILD,
    COLLEAGUE,
    DAY,
    DOOR,
    OFFICER,
    RECEIVED,
    SEND,
    TEAM,
    TODAY,
    WORKER,
    aged,
    authority,
    caller,
    case,
    proposing,
    step,
    told,
)
from workflow.advice import H1_ENDS_AT
from workflow.effects import derived
from workflow.facts import Facts, Person
from workflow.holding import HOLDERS, HeldBy, Holder
from workflow.roles import Role
from workflow.rules import record, transfer, triage
from workflow.states import State

ADULTS = "adults_front_door"
CASEWORKER = caller(COLLEAGUE, SEND, Role.SEND_CASEWORKER)


def held(by: HeldBy, facts: Facts) -> Holder:
    return HOLDERS[by](facts, CASEWORKER)


def requested(person: Person, received: date = RECEIVED, **said: Any) -> Facts:
    """A request that has no holder yet."""
    new = case(person=person, received_on=received, state=None, team=None, front_door=None)
    return new.with_step(step("request_advice", team=SEND, **said))


@pytest.mark.parametrize(("days", "door"), [(-1, DOOR), (0, ADULTS), (1, ADULTS)])
def test_a_request_is_routed_by_the_age_at_receipt(days: int, door: str) -> None:
    facts = requested(aged(18, RECEIVED), RECEIVED + days * DAY)
    assert held(HeldBy.ROUTED, facts) == Holder(door, None)


@pytest.mark.parametrize(("years", "door"), [(15, DOOR), (16, ADULTS)])
def test_the_age_boundary_is_the_authoritys_own(years: int, door: str) -> None:
    facts = requested(aged(years, RECEIVED))
    facts = replace(facts, authority=replace(authority(), adult_from_age=16))
    assert held(HeldBy.ROUTED, facts).team == door


def test_without_a_birth_date_a_request_goes_to_the_childrens_front_door() -> None:
    assert held(HeldBy.ROUTED, requested(Person("Ivy", "Example"))).team == DOOR


def test_a_front_door_may_be_chosen_with_a_reason() -> None:
    chosen = told("front_door", {"service": "adults", "reason": "She is 18 next week."})
    assert held(HeldBy.ROUTED, requested(CHILD, front_door=chosen)).team == ADULTS


def with_specialist(service: str | None) -> Any:
    """Northmere with a front door of its own for people of 14 to 25."""
    usual = authority()
    transitions = Team("transitions", "Transitions", "front_door", service)
    return replace(
        usual,
        teams={**usual.teams, "transitions": transitions},
        specialist_doors=(SpecialistDoor("transitions", 14, 25),),
    )


@pytest.mark.parametrize(
    ("years", "both", "adults_only"),
    [
        (13, DOOR, DOOR),
        (14, "transitions", DOOR),
        (18, "transitions", "transitions"),
        (25, "transitions", "transitions"),
        (26, ADULTS, ADULTS),
    ],
)
def test_a_specialist_front_door_takes_its_ages_before_the_general_rule(
    years: int, both: str, adults_only: str
) -> None:
    facts = requested(aged(years, RECEIVED))
    assert held(HeldBy.ROUTED, replace(facts, authority=with_specialist(None))).team == both
    assert held(HeldBy.ROUTED, replace(facts, authority=with_specialist("adults"))).team == adults_only


def test_a_specialist_front_door_takes_nobody_whose_age_is_not_known() -> None:
    facts = replace(requested(Person("Ivy", "Example")), authority=with_specialist(None))
    assert held(HeldBy.ROUTED, facts).team == DOOR


def test_a_request_without_a_day_of_receipt_cannot_be_routed() -> None:
    with pytest.raises(ValueError, match="no date of receipt"):
        held(HeldBy.ROUTED, replace(requested(CHILD), received_on=None))


@pytest.mark.parametrize(("born_days", "follows"), [(-1, False), (0, False), (1, True), (42, True), (43, False)])
def test_the_adults_front_door_follows_a_request_in_whose_six_weeks_the_person_turns_18(
    born_days: int, follows: bool
) -> None:
    """Eighteen on the day of receipt, the adults' front door leads instead."""
    grown = RECEIVED + born_days * DAY
    facts = case(person=replace(CHILD, born=grown.replace(year=grown.year - 18)))
    added = derived(facts, step("request_advice", on=RECEIVED))
    assert {code: answer.value for code, answer in added.items()} == ({"contributing_team": ADULTS} if follows else {})


def test_handed_back_it_goes_to_the_front_door_that_last_held_it_else_by_routing() -> None:
    assert held(HeldBy.LAST_FRONT_DOOR, case(front_door=ADULTS)).team == ADULTS
    assert held(HeldBy.LAST_FRONT_DOOR, case(front_door=None)).team == DOOR


SUBMITTED = step("submit_for_review", actor=WORKER, team=TEAM)


@pytest.mark.parametrize(
    ("by", "facts", "holder"),
    [
        (HeldBy.SAME, case(), Holder(DOOR, OFFICER)),
        (HeldBy.ACTOR, case(), Holder(DOOR, COLLEAGUE)),
        (HeldBy.TEAM, case(), Holder(DOOR, None)),
        (HeldBy.REQUESTER, case(), Holder(SEND, None)),
        (HeldBy.NOBODY, case(), Holder(None, None)),
        (HeldBy.BEFORE_CLOSING, case(team=None), Holder(DOOR, None)),
        (
            HeldBy.OTHER_FRONT_DOOR,
            proposing(case(), "redirect_front_door", front_door_team=ADULTS),
            Holder(ADULTS, None),
        ),
        (HeldBy.NAMED, proposing(case(), "settle_dispute", offered_team=TEAM), Holder(TEAM, None)),
        (HeldBy.OFFERED, case(offered_team=TEAM, found={"worker": {"id": WORKER}}), Holder(TEAM, WORKER)),
        (HeldBy.OFFERED, case(offered_team=TEAM), Holder(TEAM, None)),
        (HeldBy.LEAD, case(found={"lead_team": TEAM, "lead_member": WORKER}), Holder(TEAM, WORKER)),
        (HeldBy.LEAD, case(found={"lead_team": TEAM}), Holder(TEAM, None)),
        (HeldBy.ASSIGNEE, case(found={"assignee": {"id": WORKER}}), Holder(DOOR, WORKER)),
        (HeldBy.AUTHOR, case(SUBMITTED, team=SEND, state=State.ISSUED), Holder(TEAM, None)),
    ],
    ids=lambda value: value.name if isinstance(value, HeldBy) else "",
)
def test_a_step_leaves_the_request_with_exactly_one_team(by: HeldBy, facts: Facts, holder: Holder) -> None:
    assert held(by, facts) == holder


def test_an_author_who_asks_for_the_amendment_has_it_in_hand() -> None:
    facts = case(SUBMITTED, team=SEND, state=State.ISSUED)
    assert HOLDERS[HeldBy.AUTHOR](facts, caller(WORKER, TEAM, Role.PRACTITIONER)) == Holder(TEAM, WORKER)


def test_every_way_of_naming_the_holder_is_worked_out() -> None:
    assert set(HOLDERS) == set(HeldBy)


@pytest.mark.parametrize("years", [15, 16, 17, 18])
def test_age_rules_are_read_on_the_day_and_not_at_receipt(years: int) -> None:
    """The service of the age at receipt leads; H1, transition and the person's own voice go by today (ruling 3)."""
    facts = case(person=aged(years, TODAY), received_on=RECEIVED)
    asked_own_view = record.the_young_persons_own_view_was_sought.check(facts, TODAY) is not None
    asked_transition = triage.a_transition_assessment_is_considered.check(facts, TODAY) is not None
    chosen = proposing(facts, "offer_transfer", assessment_type="care_act_s9")
    adult_suits = transfer.the_assessment_suits_the_persons_age.check(chosen, TODAY) is None
    assert (asked_own_view, asked_transition, adult_suits) == (years >= 16, 16 <= years < 18, years >= H1_ENDS_AT)
    assert held(HeldBy.ROUTED, facts).team == DOOR, "at receipt, three weeks ago, nobody here was 18"
