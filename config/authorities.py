"""How does this authority work? Its teams, routes and choices, read from a checked file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

AUTHORITIES = Path(__file__).with_name("authorities")
SERVICES = ("children", "adults")
SEND_TEAM, FRONT_DOOR_TEAM, OVERSIGHT_TEAM = "send", "front_door", "oversight"
ASSESSING_KINDS = ("early_help", "social_work", "care_act")
KINDS = (SEND_TEAM, FRONT_DOOR_TEAM, *ASSESSING_KINDS, OVERSIGHT_TEAM)


@dataclass(frozen=True, slots=True)
class Team:
    """A team of the authority; `service` is children, adults or (for both) None; `criteria` says whom it takes."""

    code: str
    name: str
    kind: str
    service: str | None = None
    criteria: str = ""


@dataclass(frozen=True, slots=True)
class SpecialistDoor:
    """A front door that takes people of an age range (in years, both ends included) before the general rule."""

    team: str
    from_age: int
    to_age: int


@dataclass(frozen=True, slots=True)
class Disputes:
    """Who settles which team should have a request: the DSCO always, and this role in this team if named."""

    days: int = 2
    role: str | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """Everything that differs between authorities. Days are working days unless the name says otherwise."""

    code: str
    name: str
    teams: Mapping[str, Team]
    front_doors: Mapping[str, str]
    adult_from_age: int
    specialist_doors: tuple[SpecialistDoor, ...]
    early_help_for_every_unknown_child: bool
    receipt_day_counts: bool
    writing_days: int
    amber_days_before: int
    red_days_before: int
    contact_attempts: int
    contact_methods: int
    countersign: frozenset[str]
    disputes: Disputes
    question_sets: Mapping[str, str]

    def team(self, code: str | None) -> Team | None:
        """The team of that code, if the authority has one."""
        return self.teams.get(code) if code else None

    def kind_of(self, code: str | None) -> str | None:
        """What kind of team that is."""
        team = self.team(code)
        return team.kind if team else None


def digest(held: Mapping[str, Any]) -> str:
    """The name of one state of an authority's configuration: a hash of its content."""
    return sha256(orjson.dumps(held, option=orjson.OPT_SORT_KEYS)).hexdigest()


@lru_cache(maxsize=256)
def _built(canonical: bytes) -> Authority:
    held = orjson.loads(canonical)
    return Authority(
        **{
            **held,
            "teams": {team["code"]: Team(**team) for team in held["teams"]},
            "specialist_doors": tuple(SpecialistDoor(**door) for door in held["specialist_doors"]),
            "countersign": frozenset(held["countersign"]),
            "disputes": Disputes(**held["disputes"]),
        }
    )


def authority_of(held: Mapping[str, Any]) -> Authority:
    """The configuration as the code reads it; built once per content."""
    return _built(orjson.dumps(held, option=orjson.OPT_SORT_KEYS))
