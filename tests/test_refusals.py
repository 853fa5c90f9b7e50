"""Is every step that the table does not allow refused with the right status: every state, action and role?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any, NamedTuple

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from config import clock
from models import user
from tests import answers
from tests.place import STAFF, Person, Place, make_place
from workflow.conditions import ALWAYS
from workflow.facts import Facts
from workflow.pathway import ACTIONS, EVER_MAY, PATHWAY, Row
from workflow.roles import FRONT_DOOR, PRACTICE, SEND, Role, Where
from workflow.states import Capacity, Kind, State

DOOR, TEAM, ADULTS = "childrens_front_door", "disabled_children", "adults_front_door"
SENDERS, ELSEWHERE = "send", "assessment_and_protection"
WRONG = tuple((role, ELSEWHERE) for role in (*sorted(SEND | FRONT_DOOR | PRACTICE), Role.REVIEWER))
EXTRA = {
    "door_manager2": ((Role.FRONT_DOOR_MANAGER, DOOR),),
    "dsco_here": ((Role.DSCO, DOOR),),
    "wrong_team": (*WRONG, (Role.AUDITOR, "designated_officers")),  # sees everything, and is in the wrong team
    "stranger": WRONG,  # every role that a team has, in a team that never heard of it
}
WORKS = {**STAFF["northmere"], **EXTRA}
ONE_PER_ROLE = (
    "caseworker", "coordinator", "send_manager", "officer", "door_manager", "social_worker", "team_manager",
    "dsco", "auditor", "administrator", "wrong_team",
)  # fmt: skip
DECIDER = {"days": 2, "role": "send_manager", "team": SENDERS}

REFERRED = "officer take, officer record_referral"
TRIAGED = f"{REFERRED}, officer record_reading, officer record_contact, officer record_answers"
OFFERED = f"{TRIAGED}, officer offer_transfer"
ACCEPTED = f"{OFFERED}, team_manager accept_transfer"
INTERIM = f"{ACCEPTED}, team_manager start_interim_advice"
COMPLETED = f"{ACCEPTED}, social_worker complete_assessment"
DECIDED = f"{TRIAGED}, officer decide_no_assessment"
ISSUED = f"{DECIDED}, officer submits, reviewer issue_advice"
CHANGED = {"record_referral": {"owed_by_team": DOOR}, "close": {"closure_reason": "error"}}


@dataclass(frozen=True)
class Standing:
    """A request as it stands after a walk: all that the table may turn on, stated by hand.

    `known` are the teams that pathway.md lets see it, `only` the people who see it although it is restricted. `whole`:
    every action is tried by every role, else those alone that turn on more than the state, by those who ever may.
    `also`: further people who try. `active`: it went straight to a lead professional, and no referral was made.
    """

    name: str
    walk: str
    state: State
    held: str
    known: frozenset[str]
    facts: Mapping[str, Any] = field(default_factory=dict)
    teams: Mapping[Where, str] = field(default_factory=dict)
    barred: Mapping[str, str] = field(default_factory=dict)
    only: str = ""
    also: tuple[str, ...] = ()
    whole: bool = False
    active: bool = False


BY_DOOR = {"capacity": Capacity.FRONT_DOOR, "kind": Kind.FINAL}
BY_LEAD = {"capacity": Capacity.LEAD_PROFESSIONAL, "kind": Kind.FINAL}
BY_TEAM = {"capacity": Capacity.ASSESSING_TEAM, "kind": Kind.FINAL}
OF_INTERIM = {"capacity": Capacity.ASSESSING_TEAM, "kind": Kind.INTERIM}
OF_AMENDMENT = {"capacity": Capacity.FRONT_DOOR, "kind": Kind.AMENDED}
TWO, THREE = frozenset({SENDERS, DOOR}), frozenset({SENDERS, DOOR, TEAM})
S, DIRECT = State, frozenset({SENDERS, TEAM})

# fmt: off
STANDINGS = (
    Standing("awaiting triage, an exception claimed", f"{REFERRED}, officer release, send_manager claim_exception",
             S.AWAITING_TRIAGE, DOOR, TWO, barred={"claimed_it": "send_manager"}, whole=True),
    Standing("triaging, a manager holds it, in dispute",
             f"{REFERRED}, officer release, door_manager take, officer escalate_dispute", S.TRIAGING, DOOR, TWO,
             barred={"holds_the_triage": "door_manager", "is_party_to_the_dispute": "dsco_here"}, whole=True,
             also=("door_manager2", "dsco_here")),
    Standing("triaging, restricted", f"{REFERRED}, officer restrict", S.TRIAGING, DOOR, TWO, also=("officer2",),
             barred={"holds_the_triage": "officer"}, only="officer door_manager caseworker send_manager"),
    Standing("returned", f"{REFERRED}, officer return_as_incomplete", S.RETURNED, SENDERS, TWO, whole=True,
             also=("stranger",)),
    Standing("offered", OFFERED, S.OFFERED, DOOR, THREE, teams={Where.OFFERED: TEAM}, whole=True, also=("stranger",)),
    Standing("assessing, adults contribute", f"{ACCEPTED}, team_manager add_contributor", S.ASSESSING, TEAM,
             THREE | {ADULTS}, teams={Where.CONTRIBUTING: ADULTS}, also=("adults_officer",), whole=True),
    Standing("drafting by the front door", DECIDED, S.DRAFTING, DOOR, TWO, BY_DOOR, whole=True),
    Standing("drafting by the lead professional", "", S.DRAFTING, TEAM, DIRECT, BY_LEAD, active=True),
    Standing("drafting by the assessing team", COMPLETED, S.DRAFTING, TEAM, THREE, BY_TEAM),
    Standing("drafting an interim", INTERIM, S.DRAFTING, TEAM, THREE, OF_INTERIM),
    Standing("drafting an amendment", f"{ISSUED}, officer amend_advice", S.DRAFTING, DOOR, TWO, OF_AMENDMENT),
    Standing("reviewing", f"{COMPLETED}, team_manager submits", S.REVIEWING, TEAM, THREE, BY_TEAM,
             barred={"wrote_it": "team_manager"}, whole=True),
    Standing("reviewing an interim", f"{INTERIM}, team_manager submits", S.REVIEWING, TEAM, THREE, OF_INTERIM,
             barred={"wrote_it": "team_manager"}),
    Standing("reviewing an amendment", f"{ISSUED}, door_manager amend_advice, door_manager submits", S.REVIEWING, DOOR,
             TWO, OF_AMENDMENT, barred={"wrote_it": "door_manager"}),
    Standing("issued", ISSUED, S.ISSUED, SENDERS, TWO, teams={Where.AUTHORING: DOOR}, whole=True),
    Standing("closed in triage", f"{REFERRED}, caseworker close", S.CLOSED, DOOR, TWO, {"closed_from": S.TRIAGING},
             whole=True),
    Standing("closed while drafting", "caseworker close", S.CLOSED, TEAM, DIRECT, {"closed_from": S.DRAFTING},
             active=True),
    Standing("closed once issued", f"{ISSUED}, caseworker close", S.CLOSED, SENDERS, TWO, {"closed_from": S.ISSUED}),
)
# fmt: on


class Try(NamedTuple):
    """One combination: somebody tries a step on a request, and the table expects this status."""

    standing: Standing
    action: str
    who: str
    expected: int


def tries(standing: Standing, northmere_facts: Facts) -> Iterator[Try]:
    """Every action of the table by a person of every role, each with the status that the table's columns give it."""
    known = replace(northmere_facts, state=standing.state, **standing.facts)
    reviewer = "team_reviewer" if standing.held == TEAM else "reviewer"
    for action in ACTIONS:
        rows = [row for row in PATHWAY if row.action == action and standing.state in row.sources]
        if standing.whole or any(row.when is not ALWAYS or row.bars for row in rows):
            fitting = [row for row in rows if row.when.reads_answers or row.when.holds(known)]
            for who in (*ONE_PER_ROLE, reviewer, *standing.also):
                if standing.whole or {role for role, _ in WORKS[who]} & EVER_MAY[action]:
                    yield Try(standing, action, who, expected(standing, fitting, action, who))


def expected(standing: Standing, rows: list[Row], action: str, who: str) -> int:
    """The refusal that comes first in api.md; what may be done is refused with 422 for the question it does not ask."""
    if not knows(standing, who):
        return 404
    if not {role for role, _ in WORKS[who]} & EVER_MAY[action]:
        return 403
    if not rows:
        return 409
    may = [(role, one.where) for row in rows for one in row.who for role in one.roles]
    if not any(role == own and stands(standing, where, team) for own, team in WORKS[who] for role, where in may):
        return 403
    return 403 if any(who in standing.barred.get(bar.__name__, "").split() for bar in rows[0].bars) else 422


def knows(standing: Standing, who: str) -> bool:
    """pathway.md, "Who may see a request"; an administrator sees no case by that role."""
    if {role for role, _ in WORKS[who]} & {Role.DSCO, Role.AUDITOR}:
        return True
    if standing.only:
        return who in standing.only.split()
    return bool({team for role, team in WORKS[who] if role is not Role.ADMINISTRATOR} & standing.known)


def stands(standing: Standing, where: Where, team: str) -> bool:
    """Whether a role in this team is a role in the place that the row names."""
    fixed = {Where.HOLDING: standing.held, Where.REQUESTING: SENDERS, Where.DECIDING: SENDERS}
    fixed |= {} if standing.active else {Where.OWING: DOOR}
    return where is Where.ANYWHERE or {**fixed, **standing.teams}.get(where) == team


@pytest.fixture(scope="module")
def everybody(served: Flask) -> Place:
    """A Northmere where the SEND manager settles disputes, with people of every role in wrong teams too."""
    place = make_place(served, "northmere", disputes=DECIDER)
    with Session(place.storage.engine) as session, session.begin():
        for key, roles in EXTRA.items():
            email = f"{key}@{place.code}.example"
            user.add(session, place.code, email, key, [f"{role}:{team}" for role, team in roles])
            token = user.give_token(session, email, clock.now())
            place.people[key] = Person(key, email, token, tuple(role for role, _ in roles))
    return place


def walked(place: Place, standing: Standing) -> str:
    """Ask, take every step of the walk for real, and give the reference of a request that stands as stated."""
    reference = place.ask(**({"involvement": answers.active(place)} if standing.active else {}))
    for step in filter(None, standing.walk.split(", ")):
        who, action = step.split()
        if action == "submits":
            place.submits(who, reference)
        else:
            place.does(who, reference, action, {**answers.for_action(place, action), **CHANGED.get(action, {})})
    now = place.get("auditor", f"/requests/{reference}")
    held = now["held_by"]["team"] if now["held_by"] else standing.held
    assert (now["state"], held) == (standing.state, standing.held), standing.name
    if "capacity" in standing.facts:
        assert place.get("auditor", f"/requests/{reference}/draft")["kind"] == standing.facts["kind"]
    return reference


def faults_of(place: Place, reference: str, made: list[Try]) -> list[str]:
    """Everything that was answered otherwise than the table says, and whatever changed meanwhile."""
    before = as_it_is(place, reference)
    faults = []
    for one in made:
        path = f"/requests/{reference}/actions/{one.action}"
        sent = {"answers": {"there_is_no_such_question": "x"}}
        reply = place.call(one.who, "POST", path, json=sent, headers={"If-Match": before[0]})
        if (reply.status_code, reply.content_type) != (one.expected, "application/problem+json"):
            said = reply.get_data(as_text=True)
            faults.append(f"{one.standing.name}: {one.who} {one.action}: not {one.expected}: {said}")
    if as_it_is(place, reference) != before:
        faults.append(f"{made[0].standing.name}: something changed")
    return faults


def as_it_is(place: Place, reference: str) -> tuple[str, int]:
    """The version of a request, and how many events it has."""
    events = place.get("auditor", f"/requests/{reference}/history")["events"]
    return place.version("auditor", reference), len(events)


def test_every_step_that_the_table_does_not_allow_is_refused_with_the_right_status_and_changes_nothing(
    everybody: Place, northmere_facts: Facts
) -> None:
    made = [list(tries(standing, northmere_facts)) for standing in STANDINGS]
    assert sum(map(len, made)) > len(State) * len(ACTIONS) * len(Role)
    at_once = 1 if everybody.storage.engine.dialect.name == "sqlite" else 4  # which has one writer at a time
    with everybody.on("2026-03-04"), ThreadPoolExecutor(at_once) as pool:
        references = [walked(everybody, standing) for standing in STANDINGS]
        faults = [fault for found in pool.map(faults_of, [everybody] * len(made), references, made) for fault in found]
    assert not faults, f"{len(faults)} of {sum(map(len, made))}:\n" + "\n".join(faults[:50])


def test_every_state_action_and_role_is_among_what_is_tried_and_every_step_is_open_to_somebody(
    northmere_facts: Facts,
) -> None:
    made = [one for standing in STANDINGS for one in tries(standing, northmere_facts)]
    tried = {(one.standing.state, one.action, role) for one in made for role, _ in WORKS[one.who]}
    assert tried == set(product(State, ACTIONS, Role))
    open_to_somebody = {(one.standing.state, one.action) for one in made if one.expected == 422}
    steps = {(source, row.action) for row in PATHWAY for source in row.sources if source}
    assert open_to_somebody == steps - {(S.RETURNED, "ask_requester")}  # the requester holds it: there is nobody to ask


def test_only_those_whom_the_table_names_may_ask_for_advice(everybody: Place) -> None:
    statuses = {who: everybody.call(who, "POST", "/requests", json={}).status_code for who in WORKS}
    may = EVER_MAY["request_advice"]
    assert statuses == {who: 422 if {role for role, _ in roles} & may else 403 for who, roles in WORKS.items()}
