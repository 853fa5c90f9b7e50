"""Who works where, and how do the two authorities differ? As `pathway.md` and their own files say it, in this model's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Standing = frozenset[tuple[str, str]]  # pairs of a role and the team it is held in
OVERSIGHT = {"dsco", "auditor"}


@dataclass(frozen=True)
class Council:
    """An authority: its front doors by service, the teams that assess and their kind, and what it does differently."""

    name: str
    front_doors: Mapping[str, str]
    assessing: Mapping[str, str]
    first_day_counts: bool
    early_help_for_all: bool
    countersigned: frozenset[str] = frozenset()
    decider: tuple[str, str] | None = None
    people: Mapping[str, Standing] = field(default_factory=dict)

    def teams(self, who: str, roles: frozenset[str] | set[str] | None = None) -> set[str]:
        """The teams in which somebody holds one of these roles; any role but the administrator's, if none is named."""
        held = self.people[who]
        return {team for role, team in held if (role in roles if roles else role != "administrator")}

    def roles(self, who: str) -> set[str]:
        return {role for role, _ in self.people[who]}

    def works_in(self, team: str | None) -> list[str]:
        return [who for who in self.people if team in self.teams(who)]

    def service_of(self, team: str) -> str | None:
        """Whose front door a team is; None for a team that is none."""
        return next((service for service, door in self.front_doors.items() if door == team), None)


NORTHMERE = Council(
    "northmere",
    front_doors={"children": "childrens_front_door", "adults": "adults_front_door"},
    assessing={
        "disabled_children": "social_work",
        "early_intervention": "early_help",
        "adult_learning_disability": "care_act",
    },
    first_day_counts=False,
    early_help_for_all=False,
)
EASTVALE = Council(
    "eastvale",
    front_doors={"children": "children_first_contact", "adults": "adults_gateway"},
    assessing={"disability_0_to_25": "social_work", "family_help": "early_help", "adult_assessment": "care_act"},
    first_day_counts=True,
    early_help_for_all=True,
    countersigned=frozenset({"decide_no_assessment"}),
    decider=("front_door_manager", "children_first_contact"),
)
COUNCILS = {council.name: council for council in (NORTHMERE, EASTVALE)}
