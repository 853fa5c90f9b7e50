"""Who may know of a request, and is it found by nobody else, in any list or search? Routes: tests/evidence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from config import clock
from models.user import Token, User, token_hash
from tests import answers
from tests.evidence.going import read
from tests.place import STAFF, Place, make_place
from tests.sight import DESPITE, DOOR, OVERSEERS, SEEN, SEND

NOWHERE = "SCA-2026-999999"


def walked(place: Place, walk: str) -> str:
    """Ask, take every step for real, and give the reference."""
    reference = place.ask()
    for step in filter(None, walk.split(", ")):
        who, action = step.split()
        if action.startswith("submits"):
            named = {"reviewer": place.email("reviewer")} if action == "submits_to_reviewer" else {}
            place.does(who, reference, "submit_for_review", {"draft_version": place.writes(who, reference), **named})
        else:
            place.does(who, reference, action)
    return reference


def seen_by(place: Place, reference: str) -> set[str]:
    """Everybody to whom a request shows itself; by itself and in a list alike."""
    found: set[str] = set()
    for who in place.people:
        status = place.call(who, "GET", f"/requests/{reference}").status_code
        listed = [row["reference"] for row in place.get(who, "/requests")["requests"]]
        assert (status, listed) in ((200, [reference]), (404, [])), f"{who}: {status}, listed: {listed}"
        found |= {who} if listed else set()
    return found


def members(teams: set[str]) -> set[str]:
    """The people of these teams, but for their administrators."""
    working = {who: roles for who, roles in STAFF["northmere"].items() if who != "administrator"}
    return {who for who, roles in working.items() if {team for _, team in roles} & teams}


@pytest.mark.parametrize("standing", SEEN)
def test_a_request_is_known_to_send_to_those_teams_that_have_to_do_with_it_and_to_oversight(
    northmere: Place, standing: str
) -> None:
    walk, teams = SEEN[standing]
    assert seen_by(northmere, walked(northmere, walk)) == members(teams) | OVERSEERS


@pytest.mark.parametrize("standing", DESPITE)
def test_a_restricted_request_is_known_only_to_those_who_must(northmere: Place, standing: str) -> None:
    walk, people = DESPITE[standing]
    assert seen_by(northmere, walked(northmere, walk)) == people | OVERSEERS


def test_the_caseworker_who_asked_knows_of_a_restricted_request_and_a_colleague_does_not(northmere: Place) -> None:
    reference = northmere.ask("coordinator")
    northmere.does("coordinator", reference, "restrict")
    assert seen_by(northmere, reference) == {"coordinator", "send_manager", "door_manager"} | OVERSEERS
    northmere.does("dsco", reference, "lift_restriction")
    assert seen_by(northmere, reference) == members({SEND, DOOR}) | OVERSEERS


@pytest.fixture
def other(served: Flask) -> Place:
    """Another authority in the same database."""
    return make_place(served, "eastvale")


def test_what_is_not_to_be_known_is_found_by_no_search_and_no_filter(northmere: Place, other: Place) -> None:
    person = answers.child(given_name="Quenby", date_of_birth="2016-02-29", social_care_id="ZX-77")
    reference = northmere.ask(person=person)
    northmere.people["elsewhere"] = other.people["caseworker"]
    words = [reference, reference.lower(), "Quenby", person["family_name"], f"Quenby {person['family_name']}"]
    queries = ["", *(f"q={one}" for one in (*words, "2016-02-29", "ZX-77", "Q", "E"))]
    queries += ["state=awaiting_triage", f"team={DOOR}", "reason=ehc_needs_assessment", "due_before=2100-01-01"]
    for query in queries:
        found = northmere.get("caseworker", f"/requests?{query}")["requests"]
        assert [row["reference"] for row in found] == [reference], query
        for who in ("early_helper", "adults_officer", "administrator", "elsewhere"):
            assert northmere.get(who, f"/requests?{query}") == {"requests": []}, f"{who} {query}"


def test_authorities_give_the_same_reference_and_each_sees_its_own(northmere: Place, other: Place) -> None:
    reference = northmere.ask(person=answers.child(given_name="Nora"))
    assert other.ask(person=answers.child(given_name="Edda")) == reference
    for place, name in ((northmere, "Nora"), (other, "Edda")):
        for who in ("caseworker", "dsco", "auditor"):
            assert place.get(who, f"/requests/{reference}")["person"]["given_name"] == name
            assert [row["person"]["given_name"] for row in place.get(who, "/requests")["requests"]] == [name]


def test_a_request_that_is_hidden_cannot_be_felt_for_as_a_duplicate(northmere: Place) -> None:
    child = answers.child()
    mine, hidden = northmere.ask(person=child), northmere.ask(person=child)
    northmere.does("caseworker", hidden, "restrict")
    said = [northmere.act("officer", mine, "close_as_duplicate", {"duplicate_of": one}) for one in (hidden, NOWHERE)]
    assert read(said[0]) == read(said[1])
    assert said[0].status_code == 422
    northmere.does("door_manager", mine, "close_as_duplicate", {"duplicate_of": hidden})


def withdraw(place: Place) -> dict[str, str]:
    with Session(place.storage.engine) as session, session.begin():
        mine = Token.hash == token_hash(place.people["officer"].token)
        session.execute(update(Token).where(mine).values(withdrawn_at=clock.now()))
    return {}


def leave(place: Place) -> dict[str, str]:
    with Session(place.storage.engine) as session, session.begin():
        session.execute(update(User).where(User.email == place.email("officer")).values(active=False))
    return {}


NOT_IN: dict[str, Callable[[Place], dict[str, str]]] = {
    "no token": lambda place: {"Authorization": ""},
    "another scheme": lambda place: {"Authorization": f"Basic {place.people['officer'].token}"},
    "an empty token": lambda place: {"Authorization": "Bearer "},
    "half a token": lambda place: {"Authorization": f"Bearer {place.people['officer'].token[:-1]}"},
    "a token in other letters": lambda place: {"Authorization": f"Bearer {place.people['officer'].token.swapcase()}"},
    "a token with odd signs": lambda place: {"Authorization": "Bearer \xff\xfe"},
    "a token that was withdrawn": withdraw,
    "a person who has left": leave,
}


@pytest.mark.parametrize("reason", NOT_IN)
def test_who_cannot_show_who_they_are_is_told_to_and_nothing_else(northmere: Place, reason: str) -> None:
    reference = northmere.ask()
    assert northmere.call("officer", "GET", f"/requests/{reference}").status_code == 200
    headers = NOT_IN[reason](northmere)
    for path in (f"/requests/{reference}", f"/requests/{NOWHERE}", "/requests"):
        response = northmere.call("officer", "GET", path, headers=headers)
        assert (response.status_code, response.content_type) == (401, "application/problem+json")
        assert response.headers["WWW-Authenticate"].startswith("Bearer ")
        assert reference.encode() not in response.get_data()
