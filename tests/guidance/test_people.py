"""What bars a person from a step, whatever their role."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from tests.guidance.cases import COLLEAGUE, DOOR, MANAGER, OFFICER, SEND, TEAM, WORKER, caller, case, reviewed, step
from workflow.facts import Facts
from workflow.history import Event
from workflow.pathway import PATHWAY
from workflow.roles import Role
from workflow.rules import people
from workflow.states import State

DSCO_TEAM = "designated_officers"


def test_advice_is_checked_by_somebody_who_wrote_none_of_it() -> None:
    assert people.wrote_it(reviewed(), caller(WORKER, TEAM, Role.REVIEWER))
    assert people.wrote_it(reviewed(), caller(MANAGER, TEAM, Role.TEAM_MANAGER)) is None


@pytest.mark.parametrize("action", ["issue_advice", "issue_interim_advice", "return_draft"])
def test_two_different_people_stand_behind_every_issue(action: str) -> None:
    assert all(people.wrote_it in row.bars for row in PATHWAY if row.action == action)


OFFERED = {"state": State.OFFERED, "offered_team": TEAM}


@pytest.mark.parametrize(("team", "party"), [(DOOR, True), (TEAM, True), (DSCO_TEAM, False), ("looked_after", False)])
def test_a_dispute_is_settled_by_someone_of_neither_team(team: str, party: bool) -> None:
    said = people.is_party_to_the_dispute(case(**OFFERED), caller(COLLEAGUE, team, Role.DSCO))
    assert (said is not None) is party


RAISED = step("escalate_dispute", team="early_intervention", team_proposed="looked_after")
REFUSAL = step("refuse_transfer", team="assessment_and_protection")
PARTIES = [
    ([RAISED], "early_intervention", True),
    ([RAISED], "looked_after", True),
    ([REFUSAL, RAISED], "assessment_and_protection", True),
    ([RAISED], "assessment_and_protection", False),
    ([REFUSAL, RAISED], DSCO_TEAM, False),
    ([step("escalate_dispute", team=DOOR)], DSCO_TEAM, False),
]


@pytest.mark.parametrize(("history", "team", "party"), PARTIES)
def test_who_refused_raised_or_is_proposed_in_a_dispute_is_a_party_to_it(
    history: list[Event], team: str, party: bool
) -> None:
    said = people.is_party_to_the_dispute(case(*history), caller(COLLEAGUE, team, Role.DSCO))
    assert (said is not None) is party


def test_every_settlement_bars_the_parties() -> None:
    settling = [row for row in PATHWAY if row.action.startswith("settle_dispute")]
    assert len(settling) == 3
    assert all(people.is_party_to_the_dispute in row.bars for row in settling)


CLAIMED = step("claim_exception", actor=OFFICER)


@pytest.mark.parametrize(
    ("history", "who", "barred"),
    [
        ([CLAIMED], OFFICER, True),
        ([CLAIMED], MANAGER, False),
        ([CLAIMED, step("claim_exception", actor=MANAGER)], OFFICER, False),
        ([CLAIMED, step("claim_exception", actor=MANAGER)], MANAGER, True),
    ],
)
def test_an_exception_is_decided_by_someone_who_did_not_claim_it(history: list[Event], who: UUID, barred: bool) -> None:
    said = people.claimed_it(case(*history), caller(who, DOOR, Role.FRONT_DOOR_MANAGER))
    assert (said is not None) is barred


def test_both_decisions_about_an_exception_bar_the_claimant() -> None:
    deciding = [row for row in PATHWAY if row.action in ("approve_exception", "refuse_exception")]
    assert len(deciding) == 2
    assert all(people.claimed_it in row.bars for row in deciding)


def test_whoever_holds_the_triage_does_not_countersign_it() -> None:
    assert people.holds_the_triage(case(), caller(OFFICER, DOOR, Role.FRONT_DOOR_MANAGER))
    assert people.holds_the_triage(case(), caller(MANAGER, DOOR, Role.FRONT_DOOR_MANAGER)) is None
    assert people.holds_the_triage(case(member=None), caller(OFFICER, DOOR, Role.FRONT_DOOR_MANAGER)) is None


def giving_to(who: UUID) -> Facts:
    return replace(case(), found={"assignee": {"id": who, "teams": [DOOR]}})


@pytest.mark.parametrize(
    ("role", "team", "to", "may"),
    [
        (Role.TRIAGE_OFFICER, DOOR, OFFICER, True),
        (Role.TRIAGE_OFFICER, DOOR, COLLEAGUE, False),
        (Role.FRONT_DOOR_MANAGER, DOOR, COLLEAGUE, True),
        (Role.FRONT_DOOR_MANAGER, "adults_front_door", COLLEAGUE, False),
        (Role.SEND_MANAGER, SEND, COLLEAGUE, False),
        (Role.DSCO, DSCO_TEAM, COLLEAGUE, True),
    ],
)
def test_a_member_takes_work_for_themselves_and_a_manager_of_the_team_gives_it(
    role: Role, team: str, to: UUID, may: bool
) -> None:
    said = people.gives_work_to_others_unasked(giving_to(to), caller(OFFICER, team, role))
    assert (said is None) is may
