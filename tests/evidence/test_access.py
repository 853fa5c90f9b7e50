"""Is every role answered on every route as the table says, and never told of what it may not know, byte for byte?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from sqlalchemy import select, true
from sqlalchemy.orm import Session

from models import queries
from models.access import SignedIn
from models.request import Request
from tests.evidence import worlds
from tests.evidence.going import Route, go, routes, standing_still
from tests.evidence.table import Expected, table
from tests.evidence.twin import ELSEWHERE, Found, Twin, differences
from tests.place import STAFF, Place, make_place
from web.pages import PAGES
from workflow.errors import NeverYours
from workflow.roles import Role

THOROUGH = bool(os.environ.get("THOROUGH"))
pytestmark = pytest.mark.timeout(7200 if THOROUGH else 300)
TABLE = table()
NOWHERE = "SCA-2026-999999"
ALL = list(STAFF["northmere"])
# Who may not know, of a kind each: of a request with one team, and of the same when it is restricted.
OTHERS = [who for who in ALL if who not in worlds.THE_FEW | worlds.NEAR] if THOROUGH else ["adults_manager"]
SHUT_OUT = [who for who in ALL if who not in worlds.THE_FEW] if THOROUGH else ["coordinator", "door_manager"]
FAR = [ELSEWHERE] if THOROUGH else []
COUNTED = {"GET /people", "GET /people.csv"}  # an administrator sees how much somebody has in hand, and none of it


@pytest.fixture(scope="module")
def twin(served: Flask) -> Twin:
    """A world before anything is added to it of which some may not know."""
    if served.extensions["storage"].engine.dialect.name != "sqlite" and not THOROUGH:
        pytest.skip("on PostgreSQL in the long version")
    return Twin(make_place(served, "northmere"), make_place(served, "eastvale"), THOROUGH)


def find_and_refuse(session: Session, signed: SignedIn, reference: str, locked: bool = False) -> Request | None:
    """As `find`, but that what is there and may not be known of is refused."""
    there = select(Request).where(Request.authority_id == signed.authority_id, Request.reference == reference)
    found = FIND(session, signed, reference, locked)
    if found is None and session.scalars(there).one_or_none():
        raise NeverYours
    return found


FIND = queries.find


def everything(_signed: SignedIn, *_: Any) -> Any:
    return true()


# Mistakes in the service that the twins must find: what is exchanged for what, and where it shows.
MUTANTS: dict[str, tuple[str, Callable[..., Any], str]] = {
    "a list leaves out who may know": ("models.work_list.visible", everything, "/api/v1/requests"),
    "a figure counts what is hidden": ("models.oversight_figures.answered_for", everything, "/oversight"),
    "a share counts what is hidden": ("models.timeliness.visible", everything, "/api/v1/timeliness"),
    "a file lists what is hidden": ("models.oversight_list.answered_for", everything, "/oversight/requests.csv"),
    "what is hidden is refused": ("models.queries.find", find_and_refuse, "/api/v1/requests/{hidden}/history"),
    "a page of what is hidden is refused": ("models.queries.find", find_and_refuse, "/requests/{hidden}/documents"),
}


def with_mutants(twin: Twin) -> dict[str, Found]:
    """What a manager of the front door sees where each mistake shows, made."""
    made = {}
    for name, (what, instead, where) in MUTANTS.items():
        with patch(what, instead):
            made[name] = twin.seen(["door_manager"], where.format(hidden=twin.hidden[0]))
    return made


@pytest.fixture(scope="module")
def compared(twin: Twin) -> Mapping[str, tuple[Found, Found]]:
    """What was answered before and after: something is added, which is restricted then."""
    before = twin.seen(dict.fromkeys([*OTHERS, *SHUT_OUT, *FAR]))
    before |= twin.seen(["administrator"], "/people") | twin.seen(["administrator"], "/people.csv")
    mistaken = with_mutants(twin)
    twin.add()
    added = {key: said for key, said in twin.seen([*OTHERS, *FAR]).items() if key[1] not in COUNTED}
    twin.restrict()
    restricted = twin.seen([*SHUT_OUT, *FAR])
    restricted |= twin.seen(["administrator"], "/people") | twin.seen(["administrator"], "/people.csv")
    mutants = with_mutants(twin)
    return {
        "another team's": ({key: before[key] for key in added}, added),
        "restricted": ({key: before[key] for key in restricted}, restricted),
        **{name: (mistaken[name], mutants[name]) for name in MUTANTS},
    }


@pytest.mark.parametrize("kind", ["another team's", "restricted"])
def test_what_somebody_may_not_know_of_answers_as_what_is_not_there(
    compared: Mapping[str, tuple[Found, Found]], kind: str
) -> None:
    before, after = compared[kind]
    assert len(before) > 300
    assert not differences(before, after)


@pytest.mark.parametrize("mistake", MUTANTS)
def test_a_mistake_that_would_tell_of_it_is_found(compared: Mapping[str, tuple[Found, Found]], mistake: str) -> None:
    assert differences(*compared[mistake])


def test_every_route_and_every_page_is_in_the_table(served: Flask) -> None:
    unsaid = {str(route) for route in set(routes(served)) ^ set(TABLE)}
    assert not unsaid, f"Say in access.yaml who is answered what, or take off what is gone: {unsaid}"
    of_pages = {Route(method, one.path): one.roles for one in PAGES for method in one.methods}
    for route, roles in of_pages.items():
        said = TABLE[route].hidden or TABLE[route].known
        refused = {role for role, status in said.items() if status == 403}
        others = {Role.ADMINISTRATOR} if route.rule.startswith("/requests") and "<" not in route.rule else set()
        assert refused - others == (set(Role) - roles - others if roles else set()), route


Whose = tuple[Place, str, str | None]  # a place, who goes there, and the reference they go with


def known(twin: Twin) -> Iterator[Whose]:
    """Those who may know of a request, of every role."""
    for who in (
        "caseworker",
        "coordinator",
        "send_manager",
        "officer",
        "door_manager",
        "social_worker",
        "team_manager",
    ):
        yield twin.place, who, twin.known
    yield from ((twin.place, who, twin.known) for who in ("team_reviewer", "dsco", "auditor"))


def hidden(twin: Twin) -> Iterator[Whose]:
    """Those who may not: it is another team's, restricted, another authority's, or nobody's."""
    others = [who for who in ALL if who not in worlds.THE_FEW | worlds.NEAR]
    shut_out = ["coordinator", "officer", "door_manager", "team_reviewer"]
    elsewhere = list(twin.other.people) if THOROUGH else ["caseworker", "social_worker", "dsco"]
    yield from ((twin.place, who, twin.known) for who in (others if THOROUGH else ["adults_officer", "administrator"]))
    yield from ((twin.place, who, twin.hidden[0]) for who in (*shut_out, *(others if THOROUGH else ())))
    yield from ((twin.other, who, twin.known) for who in elsewhere)
    yield from ((twin.place, who, NOWHERE) for who in (ALL if THOROUGH else ["team_manager"]))


def goes(twin: Twin, route: Route, place: Place, who: str | None, reference: str | None) -> int:
    """What somebody is answered on a route."""
    tables, asks = "tables" in route.rule, route.rule.startswith("/ask")
    named = {
        "reference": reference or NOWHERE, "name": "due" if tables else "early_help", "role": "auditor", "form": "note",
        "key": twin.begun if asks else twin.reviews[0], "version": "1", "number": "1", "action": "close",
        "resource_type": "Task", "kind": "advice", "ending": "html", "code": "close", "hashed": "0", "told": "0",
    }  # fmt: skip
    return go(place, who, route.method, route.path(named)).status_code


def faults(
    twin: Twin, whose: Callable[[Twin], Iterator[Whose]], said: Callable[[Expected], Mapping[Role, int]]
) -> list[str]:
    """Who is answered otherwise than the table says about one request."""
    about = {route: said(one) for route, one in TABLE.items() if "reference" in route.names}
    found = []
    with standing_still(worlds.DAY):
        for place, who, reference in whose(twin):
            role = Role(place.people[who].roles[0])
            for route, statuses in about.items():
                status = goes(twin, route, place, who, reference)
                if status != statuses[role]:
                    found.append(f"{route} {who} of {place.code} about {reference}: {status}, not {statuses[role]}")
    return found


@pytest.mark.usefixtures("compared")
def test_who_may_know_of_a_request_is_answered_as_the_table_says(twin: Twin) -> None:
    told = faults(twin, known, lambda one: one.known)
    assert not told, "\n".join(told)


@pytest.mark.usefixtures("compared")
def test_the_few_who_may_know_of_a_restricted_request_are_answered(twin: Twin) -> None:
    about = [route for route, one in TABLE.items() if "reference" in route.names and 404 not in one.known.values()]
    with standing_still(worlds.DAY):
        told = {
            (str(route), who): goes(twin, route, twin.place, who, twin.hidden[0])
            for route in about
            for who in (worlds.THE_FEW if THOROUGH else ("social_worker",))
        }
    assert told
    assert not [where for where, status in told.items() if status == 404]


@pytest.mark.usefixtures("compared")
def test_who_may_not_know_of_a_request_is_answered_as_the_table_says(twin: Twin) -> None:
    told = faults(twin, hidden, lambda one: one.hidden)
    assert not told, "\n".join(told)


def test_every_role_is_answered_as_the_table_says_on_what_is_about_no_request(twin: Twin) -> None:
    people = {Role(roles[0][0]): who for who, roles in reversed(STAFF["northmere"].items())}
    others = {route: one for route, one in TABLE.items() if "reference" not in route.names}
    with standing_still(worlds.DAY):
        told = {
            (str(route), role): goes(twin, route, twin.place, who, None)
            for route in others
            for role, who in people.items()
        }
    assert told == {(str(route), role): one.known[role] for route, one in others.items() for role in people}


def test_nobody_is_answered_before_they_are_signed_in(twin: Twin) -> None:
    with standing_still(worlds.DAY):
        told = {str(route): goes(twin, route, twin.place, None, twin.known) for route in TABLE}
    assert told == {str(route): one.nobody for route, one in TABLE.items()}
