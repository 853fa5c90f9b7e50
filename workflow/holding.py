"""Who holds the request after a step? Exactly one team, and at most one person in it, until it is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from workflow.facts import Caller, Facts


class Holder(NamedTuple):
    """A team, and the person in it who has the request in hand, if anybody has."""

    team: str | None
    member: UUID | None = None


class HeldBy(StrEnum):
    """How a row of the pathway names the next holder."""

    SAME = "as before"
    ACTOR = "who takes it"
    TEAM = "the same team, nobody in it"
    REQUESTER = "the requester's SEND team"
    ROUTED = "the front door by age and routing"
    OTHER_FRONT_DOOR = "the front door named"
    LAST_FRONT_DOOR = "the front door that last held it, else by routing"
    LEAD = "the lead professional's team"
    OFFERED = "the team it is offered to"
    NAMED = "the team named"
    AUTHOR = "the author's team"
    ASSIGNEE = "the person named"
    NOBODY = "nobody"
    BEFORE_CLOSING = "who held it before"


def routed_front_door(facts: Facts, service: str, on: date) -> str:
    """The specialist front door for that age if the authority has one, else the service's own."""
    age = facts.person.age(on)
    for door in facts.authority.specialist_doors:
        team = facts.authority.teams[door.team]
        if age is not None and door.from_age <= age <= door.to_age and team.service in (service, None):
            return door.team
    return facts.authority.front_doors[service]


def _routed(facts: Facts) -> str:
    chosen = (facts.value("front_door") or {}).get("service")
    received = facts.received_on or facts.proposed_day("received_on")
    if received is None:
        raise ValueError("A request is routed by the age at receipt, and has no date of receipt.")
    return routed_front_door(facts, chosen or facts.service_at(received), received)


def author_team(facts: Facts) -> str | None:
    """The team whose draft was last submitted for review."""
    submitted = facts.last("submit_for_review")
    return submitted.held_by if submitted else None


def _author(facts: Facts, caller: Caller) -> Holder:
    submitted = facts.last("submit_for_review")
    return Holder(author_team(facts), submitted.actor if submitted and submitted.actor == caller.id else None)


def _lead(facts: Facts, caller: Caller) -> Holder:
    return Holder(facts.found["lead_team"], facts.found.get("lead_member"))


def _found(code: str) -> Callable[[Facts], UUID | None]:
    return lambda facts: facts.found[code]["id"] if facts.found.get(code) else None


_worker, _assignee = _found("worker"), _found("assignee")

HOLDERS: dict[HeldBy, Callable[[Facts, Caller], Holder]] = {
    HeldBy.SAME: lambda facts, caller: Holder(facts.team, facts.member),
    HeldBy.ACTOR: lambda facts, caller: Holder(facts.team, caller.id),
    HeldBy.TEAM: lambda facts, caller: Holder(facts.team),
    HeldBy.REQUESTER: lambda facts, caller: Holder(facts.requesting_team),
    HeldBy.ROUTED: lambda facts, caller: Holder(_routed(facts)),
    HeldBy.OTHER_FRONT_DOOR: lambda facts, caller: Holder(facts.proposed("front_door_team")),
    HeldBy.LAST_FRONT_DOOR: lambda facts, caller: Holder(facts.front_door or _routed(facts)),
    HeldBy.LEAD: _lead,
    HeldBy.OFFERED: lambda facts, caller: Holder(facts.offered_team, _worker(facts)),
    HeldBy.NAMED: lambda facts, caller: Holder(facts.proposed("offered_team")),
    HeldBy.AUTHOR: _author,
    HeldBy.ASSIGNEE: lambda facts, caller: Holder(facts.team, _assignee(facts)),
    HeldBy.NOBODY: lambda facts, caller: Holder(None),
    HeldBy.BEFORE_CLOSING: lambda facts, caller: Holder(facts.last_team),
}
