"""How does this authority work? Its teams, routes and choices, read from a checked file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from config.calendar import Calendar, england

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
class Milestone:
    """How long the authority gives itself for a step inside the six weeks: working days, or calendar days."""

    days: int
    working: bool = True


# What an authority that says nothing gives itself (domain.md 3.9: project default).
MILESTONES = {
    "acknowledge": Milestone(1),
    "first_contact": Milestone(5),
    "triage_decision": Milestone(10),
    "draft": Milestone(32, working=False),
    "review": Milestone(3),
    "return": Milestone(2),
}


@dataclass(frozen=True, slots=True)
class OneOff:
    """A bank holiday proclaimed for one year, and the day on which it was announced."""

    day: date
    name: str
    announced_on: date


@dataclass(frozen=True, slots=True)
class Documents:
    """How its papers look: the name and contact line on them, a colour, and the files of a logo and of a template."""

    name: str | None = None
    contact: str = ""
    adults_contact: str = ""
    colour: str = "#1f4e79"
    logo: Mapping[str, str] | None = None
    template: Mapping[str, str] | None = None


@lru_cache(maxsize=1024)
def _calendar(one_offs: tuple[OneOff, ...], closed: tuple[tuple[date, str], ...]) -> Calendar:
    return england().without({**{one.day: one.name for one in one_offs}, **dict(closed)})


@dataclass(frozen=True)
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
    milestones: Mapping[str, Milestone] = field(default_factory=lambda: MILESTONES)
    one_off_bank_holidays: tuple[OneOff, ...] = ()
    closed_days: tuple[tuple[date, str], ...] = ()
    directory: Mapping[str, str] = field(default_factory=dict)
    documents: Documents = Documents()

    @cached_property
    def calendar(self) -> Calendar:
        """The bank holidays, with those that were proclaimed for one year: the law's working days follow it."""
        return _calendar(self.one_off_bank_holidays, ())

    @cached_property
    def office_days(self) -> Calendar:
        """The days on which the authority works: its own milestones and the day to act by follow them."""
        return _calendar(self.one_off_bank_holidays, self.closed_days)

    def known_on(self, day: date, *, office: bool) -> Calendar:
        """The working days as they were known on a day: without the one-off bank holidays announced since."""
        known = tuple(one for one in self.one_off_bank_holidays if one.announced_on <= day)
        return _calendar(known, self.closed_days if office else ())

    def news(self, after: date) -> tuple[OneOff, ...]:
        """The one-off bank holidays that were announced after a day."""
        return tuple(one for one in self.one_off_bank_holidays if one.announced_on > after)

    def team(self, code: str | None) -> Team | None:
        """The team of that code, if the authority has one."""
        return self.teams.get(code) if code else None

    def team_names(self) -> dict[str, str]:
        """The name of each team by its code."""
        return {code: team.name for code, team in self.teams.items()}

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
            "documents": Documents(**held.get("documents", {})),
            **_days(held),
        }
    )


def _days(held: Mapping[str, Any]) -> dict[str, Any]:
    """What the file says of days; one kept before files said anything of them has the usual milestones."""
    return {
        "milestones": MILESTONES | {name: _milestone(given) for name, given in held.get("milestones", {}).items()},
        "one_off_bank_holidays": tuple(
            OneOff(_day(one["day"]), one["name"], _day(one["announced_on"]))
            for one in held.get("one_off_bank_holidays", ())
        ),
        "closed_days": tuple(
            (day, closed["name"])
            for closed in held.get("closed_days", ())
            for day in _each(closed["first"], closed["until"])
        ),
    }


def _milestone(given: Mapping[str, int]) -> Milestone:
    ((unit, days),) = given.items()
    return Milestone(days, working=unit == "working_days")


def _day(written: str) -> date:
    return date.fromisoformat(written)


def _each(first: str, last: str) -> list[date]:
    start = _day(first)
    return [start + timedelta(days=n) for n in range((_day(last) - start).days + 1)]


def authority_of(held: Mapping[str, Any]) -> Authority:
    """The configuration as the code reads it; built once per content."""
    return _built(orjson.dumps(held, option=orjson.OPT_SORT_KEYS))
