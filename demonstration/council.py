"""What does an authority of a synthetic year look like? The file of an invented one, and people enough for its work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from random import Random
from typing import Any

import yaml
from sqlalchemy.orm import Session

from config import authorities, authority_file
from config.authorities import Authority
from demonstration.names import workers
from demonstration.plan import Plan
from demonstration.stories import Template, settings
from demonstration.volumes import Volumes
from models import authority, user
from models.access import SignedIn, acting_for
from workflow.asking.question_sets import question_sets


@dataclass(frozen=True, slots=True)
class Council:
    """An authority that was made, how it works, and for each person of the stories those who do the same."""

    id: int
    name: str
    works: Authority
    staff: Mapping[str, Sequence[SignedIn]]

    def cast(self, dice: Random) -> dict[str, SignedIn]:
        """Who does the work on one request: for each person of the stories, one who does the same here."""
        return {key: dice.choice(people) for key, people in self.staff.items()}


def found(session: Session, plan: Plan, now: datetime) -> Council:
    """Make the authority of a plan, by the loader that every authority goes through, and its people."""
    text = configuration(plan.volumes, plan.pattern)
    held = authority_file.from_text(text, f"{plan.volumes.code}.yaml", frozenset(question_sets()))
    row = authority.load(session, held, list(question_sets().values()), now, demonstration=True)
    return Council(row.id, row.name, authorities.authority_of(held), _people(session, plan))


def configuration(volumes: Volumes, pattern: Template) -> str:
    """The authority's file: that of its pattern, with its own name in the place of the invented one."""
    name = volumes.name
    text = (authorities.AUTHORITIES / f"{pattern.code}.yaml").read_text(encoding="utf-8")
    held = _renamed(yaml.safe_load(text), pattern.name, name)
    held |= {"code": volumes.code, "name": f"{name} (demonstration)"}
    held["documents"] = {key: said for key, said in held["documents"].items() if key in ("contact", "colour")}
    held["documents"] |= {"name": held["name"], "contact": f"{name}, 01632 960000"}
    written: str = yaml.safe_dump(held, allow_unicode=True, sort_keys=False)
    return written


def _renamed(value: Any, before: str, name: str) -> Any:
    """The value with the other name in its texts, at any depth: in the file itself, a comma would mean something."""
    if isinstance(value, dict):
        return {key: _renamed(inner, before, name) for key, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, before, name) for inner in value]
    return value.replace(before, name) if isinstance(value, str) else value


def _people(session: Session, plan: Plan) -> dict[str, list[SignedIn]]:
    pattern, domain = plan.pattern, plan.volumes.code.replace("_", "-")
    wanted = [one for one in pattern.people for _ in range(_how_many(plan, one["roles"]))]
    staff: dict[str, list[SignedIn]] = {}
    for one, (given, family) in zip(wanted, workers(plan.dice("people"), len(wanted)), strict=True):
        email = f"{given}.{family}@{domain}.example".casefold()
        user.add(session, plan.volumes.code, email, f"{given} {family}", one["roles"])
        session.flush()
        signed = acting_for(session, email)
        if signed is None:
            raise RuntimeError(f"{email} was added and cannot sign in.")
        staff.setdefault(one["email"].partition("@")[0], []).append(signed)
    return staff


def _how_many(plan: Plan, roles: Sequence[str]) -> int:
    """People of a role for a year's work: by the requests that come to each, one at least."""
    for_each = [settings()["staff"].get(role.partition(":")[0]) for role in roles]
    return max((ceil(len(plan.requests) / each) for each in for_each if each), default=1)
