"""Who takes part, and in which team must they stand to act?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may be in a team; one person may be several things in several teams."""

    SEND_CASEWORKER = "send_caseworker"
    ANNUAL_REVIEW_COORDINATOR = "annual_review_coordinator"
    SEND_MANAGER = "send_manager"

    TRIAGE_OFFICER = "triage_officer"
    FRONT_DOOR_MANAGER = "front_door_manager"

    PRACTITIONER = "practitioner"
    TEAM_MANAGER = "team_manager"

    REVIEWER = "reviewer"
    DSCO = "dsco"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


def title(role: Role) -> str:
    """A role as it stands under a signature."""
    return "Designated Social Care Officer" if role is Role.DSCO else str(role).replace("_", " ").capitalize()


SEND = frozenset({Role.SEND_CASEWORKER, Role.ANNUAL_REVIEW_COORDINATOR, Role.SEND_MANAGER})
FRONT_DOOR = frozenset({Role.TRIAGE_OFFICER, Role.FRONT_DOOR_MANAGER})
PRACTICE = frozenset({Role.PRACTITIONER, Role.TEAM_MANAGER})
SOCIAL_CARE = FRONT_DOOR | PRACTICE
MANAGERS = frozenset({Role.FRONT_DOOR_MANAGER, Role.TEAM_MANAGER, Role.SEND_MANAGER})
OVERSIGHT = frozenset({Role.DSCO, Role.AUDITOR})
HAND_OVER = MANAGERS | {Role.DSCO}  # who may give what somebody has in hand to somebody else
REVIEWERS = (Role.REVIEWER, Role.TEAM_MANAGER, Role.FRONT_DOOR_MANAGER)  # who check what others of their team wrote
CHECKING = OVERSIGHT | frozenset(REVIEWERS)  # who read a draft in order to check it


class Where(StrEnum):
    """The team in which a role must be held for a row to be a person's to take."""

    HOLDING = "the team that holds the request, or held it last"
    OFFERED = "the team it is offered to"
    REQUESTING = "the SEND team that asked"
    CONTRIBUTING = "a team that contributes"
    AUTHORING = "the team that wrote the advice"
    OWING = "a team that owes a referral"
    ANYWHERE = "any team"
    DECIDING = "the decider of disputes whom the authority names"


@dataclass(frozen=True, slots=True)
class By:
    """One answer to "who may take this step": any of these roles, in that team."""

    roles: frozenset[Role]
    where: Where


def by(*roles: Role | frozenset[Role], where: Where = Where.HOLDING) -> By:
    """Name roles singly or by the group, and the team they must be held in."""
    named: set[Role] = set()
    for role in roles:
        named |= {role} if isinstance(role, Role) else role
    return By(frozenset(named), where)


@dataclass(frozen=True, slots=True)
class Membership:
    """One role in one team."""

    team: str
    role: Role
