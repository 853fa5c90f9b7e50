"""Where do random walks take place? Two authorities, their people, and somebody in each who has two roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import get_state_machine_test
from sqlalchemy import update
from sqlalchemy.orm import Session

from config import clock
from models import user
from models.authority import Authority
from tests.evidence.model.council import COUNCILS
from tests.evidence.walk import Walk
from tests.place import STAFF, Person, Place, make_place

STEPS = 50
BATCH = 10  # Hypothesis draws its first runs afresh; what follows it makes out of pieces of earlier ones
APART = 500_000  # the references of the second authority begin there, so that no reference is in both
BOTH = {
    "northmere": (
        "triage_officer:childrens_front_door",
        "practitioner:disabled_children",
        "reviewer:early_intervention",
    ),
    "eastvale": ("front_door_manager:adults_gateway", "practitioner:disability_0_to_25", "reviewer:family_help"),
}


def walk_in(app: Flask) -> type[Walk]:
    """The walk, in new authorities of its own."""
    places = {name: make_place(app, name) for name in COUNCILS}
    for place in places.values():
        _joined(place, BOTH[_model(place)])
    with Session(app.extensions["storage"].engine) as session, session.begin():
        second = Authority.id == places["eastvale"].authority_id
        session.execute(update(Authority).where(second).values(last_reference=APART))
    councils = {name: replace(COUNCILS[name], people=_people(name)) for name in COUNCILS}
    return type("WalkHere", (Walk,), {"places": places, "councils": councils, "tally": Counter()})


def _model(place: Place) -> str:
    return place.code.rsplit("_", 1)[0]


def _joined(place: Place, roles: tuple[str, ...]) -> None:
    """Somebody who has several roles, each in a team."""
    email = f"versatile@{place.code}.example"
    with Session(place.storage.engine) as session, session.begin():
        user.add(session, place.code, email, "Versatile", roles)
        token = user.give_token(session, email, clock.now())
    place.people["versatile"] = Person("versatile", email, token, tuple(role.partition(":")[0] for role in roles))


def _people(name: str) -> dict[str, frozenset[tuple[str, str]]]:
    """Who works there, in plain words, for the model."""
    usual = {who: frozenset((str(role), team) for role, team in roles) for who, roles in STAFF[name].items()}
    both = frozenset((role, team) for role, _, team in (one.partition(":") for one in BOTH[name]))
    return {**usual, "versatile": both}


def walks(walk: type[Walk], runs: int, first: int, **how: Any) -> Iterator[int]:
    """Run so many walks, and give the seed of each ten before they begin: the same seed makes the same walks."""
    for number in range(first, first + runs // BATCH):
        yield number
        settled = settings(
            max_examples=BATCH,
            stateful_step_count=STEPS,
            database=None,
            deadline=None,
            print_blob=True,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
            **how,
        )
        seed(number)(get_state_machine_test(walk, settings=settled))()
