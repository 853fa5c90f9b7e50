"""Who is answered what on every route? Read from access.yaml, the one table of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.evidence.going import Route
from workflow.roles import FRONT_DOOR, OVERSIGHT, PRACTICE, SEND, Role

Answers = dict[Role, int]
GROUPS: dict[str, frozenset[Role]] = {
    "everybody": frozenset(Role),
    "send": SEND,
    "doors": FRONT_DOOR,
    "practice": PRACTICE,
    "managers": frozenset({Role.SEND_MANAGER, Role.FRONT_DOOR_MANAGER, Role.TEAM_MANAGER}),
    "oversight": OVERSIGHT,
    **{str(role): frozenset({role}) for role in Role},
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What each role is answered: of a request that they may know of, and of one that they may not, if it is of one.

    `nobody`: what is answered before anybody is signed in.
    """

    known: Answers
    hidden: Answers
    nobody: int


def table() -> dict[Route, Expected]:
    """Every route, with what is expected of it."""
    held = yaml.safe_load((Path(__file__).parent / "access.yaml").read_text())
    made = {_route(name): _expected(name, said, None) for name, said in held["any"].items()}
    for name, said in held["about one request"].items():
        made[_route(name)] = _expected(name, said["known"], said.get("hidden", {404: "everybody"}))
    made |= {
        _route(name): Expected(*2 * (dict.fromkeys(Role, status),), status) for name, status in held["open"].items()
    }
    return made


def _route(name: str) -> Route:
    method, rule = name.split()
    return Route(method, rule)


def _expected(name: str, known: dict[int, str], hidden: dict[int, str] | None) -> Expected:
    nobody = 303 if name.startswith("GET /") and not name.startswith("GET /api/") else 401
    return Expected(_answers(known), _answers(hidden or {}), nobody)


def _answers(said: dict[int, str]) -> Answers:
    """By role; `rest` are those of whom nothing else is said."""
    made: dict[Role, Any] = {}
    for status, names in sorted(said.items(), key=lambda pair: "rest" in pair[1]):
        named = [set(Role) - set(made) if name == "rest" else GROUPS[name] for name in names.split()]
        twice = set(made) & set().union(*named)
        assert not twice, f"{sorted(twice)} are named twice"
        made |= dict.fromkeys(set().union(*named), status)
    return made
