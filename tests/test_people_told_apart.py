"""Who is meant? Names however they are written, a number of somebody else, and two who write of one child at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unicodedata import normalize

import pytest
from werkzeug.test import TestResponse

from models import record
from tests import answers, lists
from tests.place import Place
from tests.racing import RUNNERS, step
from workflow.casework import taking

WAITS = 0.6  # seconds in which somebody who waits for nobody would be done


@pytest.mark.parametrize(
    ("given", "family", "typed"),
    [
        ("Mary Jane", "Watson", "Mary Jane Watson"),
        ("Mary Jane", "Watson", "Mary  Watson"),
        ("Mary Jane", "Watson", "watson mary"),
        ("Mary", "Van der Berg", "mary van der berg"),
        ("Élodie", "Núñez", "ÉLODIE"),
        ("Élodie", "Núñez", normalize("NFD", "élodie núñez")),
        ("Élodie", "Núñez", "elodie nunez"),
        ("Aoife", "O\u2019Brien", "aoife o'brien"),
        ("Zoë", "Smith\u2010Jones", "smith-jones zoe"),
    ],
)
def test_a_name_is_found_however_it_is_written(northmere: Place, given: str, family: str, typed: str) -> None:
    named = answers.child(given_name=given, family_name=family)
    reference = northmere.ask(person=named)
    northmere.ask(person=answers.child(given_name="Mara", family_name="Wats"))
    found = northmere.call("caseworker", "GET", "/requests", query_string={"q": typed}).json["requests"]
    assert [one["reference"] for one in found] == [reference]


def test_the_same_name_written_otherwise_is_the_same_person(northmere: Place) -> None:
    one = answers.child(given_name="Zoë", family_name="O\u2019Neill")
    other = {**one, "given_name": normalize("NFD", "ZOË"), "family_name": "O'Neill"}
    first, second = northmere.ask(person=one), northmere.ask(person=other, reason="ehc_needs_assessment")
    assert _key(northmere, first) == _key(northmere, second)


def _key(place: Place, reference: str) -> str:
    fhir = place.get("caseworker", f"/requests/{reference}/fhir")
    return next(str(one["resource"]["id"]) for one in fhir["entry"] if one["resource"]["resourceType"] == "Patient")


def test_a_number_of_somebody_else_is_refused_and_renames_nobody(northmere: Place) -> None:
    alice = answers.child(given_name="Alice", family_name="Able", social_care_id="SC-1001")
    reference = northmere.ask(person=alice)
    bob = answers.child(given_name="Bob", family_name="Baker", date_of_birth="2015-01-01", social_care_id="SC-1001")
    refused = northmere.call("caseworker", "POST", "/requests", json=answers.new_request(person=bob))
    assert refused.status_code == 422
    assert "somebody else" in refused.json["errors"]["person.social_care_id"][0]
    row = {code: bob[code] for code in ("given_name", "family_name", "date_of_birth", "social_care_id")}
    listed = lists.send(northmere, lists.table([lists.agreed(1, **row)]), "requests", "caseworker")
    assert listed.status_code == 422, listed.json
    assert "somebody else" in str(listed.json["errors"])
    person = northmere.get("caseworker", f"/requests/{reference}")["person"]
    assert (person["given_name"], person["date_of_birth"]) == ("Alice", alice["date_of_birth"])


@pytest.mark.parametrize(
    "changed", [{"family_name": "Newname"}, {"date_of_birth": "2016-01-01"}, {"date_of_birth": None}]
)
def test_a_number_finds_somebody_whose_name_or_birth_date_was_put_right(
    northmere: Place, changed: dict[str, Any]
) -> None:
    known = answers.child(social_care_id="SC-2002")
    first = northmere.ask(person=known)
    second = northmere.ask(person={**known, **changed})
    assert _key(northmere, first) == _key(northmere, second)


def test_the_person_of_that_name_is_meant_though_the_number_is_anothers(northmere: Place) -> None:
    alice, bob = answers.child(social_care_id="SC-3003"), answers.child(given_name="Bob", date_of_birth="2015-01-01")
    northmere.ask(person=alice)
    northmere.ask(person=bob)
    wrong = answers.new_request(person={**bob, "social_care_id": "SC-3003"})
    refused = northmere.call("caseworker", "POST", "/requests", json=wrong)
    assert set(refused.json["errors"]) == {"person.social_care_id"}


@contextmanager
def held_back(patch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """The first step that is recorded waits before it is committed: it says that it is there, and goes on when let."""
    there, goes_on, first = threading.Event(), threading.Event(), threading.Lock()

    def waits(*given: Any) -> None:
        record.record(*given)
        if first.acquire(blocking=False):
            there.set()
            assert goes_on.wait(20)

    with patch.context() as patched:
        patched.setattr(taking, "record", waits)
        yield there, goes_on


def one_within_the_other(
    patch: pytest.MonkeyPatch, first: Callable[[], TestResponse], second: Callable[[], TestResponse]
) -> tuple[int, int]:
    """The second call comes while the first has written and not committed; how both were answered."""
    with held_back(patch) as (there, goes_on):
        one = RUNNERS.submit(first)
        assert there.wait(20)
        other = RUNNERS.submit(second)
        threading.Event().wait(WAITS)
        goes_on.set()
        return one.result(30).status_code, other.result(30).status_code


def says(place: Place, reference: str, **person: Any) -> Callable[[], TestResponse]:
    seen = place.version("caseworker", reference)
    return step(place, "caseworker", reference, "update_person", {"person": person}, seen)


def test_what_is_said_of_one_contact_at_once_is_all_kept(northmere: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    child = answers.child()
    one, other = northmere.ask(person=child), northmere.ask(person=child)
    ana = {"name": "Ana Example", "relationship": "parent"}
    unsafe = says(northmere, one, contacts=[{**ana, "safe_to_contact": False}])
    new_number = says(northmere, other, contacts=[{**ana, "phone": "01632 960099"}])
    assert one_within_the_other(monkeypatch, unsafe, new_number) == (200, 200)
    [kept] = northmere.get("caseworker", f"/requests/{one}")["person"]["contacts"]
    assert (kept["safe_to_contact"], kept["phone"]) == (False, "01632 960099")


def test_who_asks_again_meanwhile_takes_no_protection_away(northmere: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    child = answers.child(address="1 Old Lane")
    reference = northmere.ask(person=child)
    protects = says(northmere, reference, protected_address=True, address="2 Hidden Way")
    again = answers.new_request(person={**answers.child(), **child, "interpreter_needed": False})
    again["person"].pop("address")

    def asks() -> TestResponse:
        return northmere.call("caseworker", "POST", "/requests", json=again)

    assert one_within_the_other(monkeypatch, protects, asks) == (200, 201)
    person = northmere.get("dsco", f"/requests/{reference}")["person"]
    assert (person["protected_address"], person["address"]) == (True, "2 Hidden Way")


def test_a_contact_whose_name_grows_when_it_is_compared_is_kept(northmere: Place) -> None:
    long = {"name": "ß" * 200, "relationship": "parent"}
    reference = northmere.ask(person=answers.child(contacts=[long]))
    [kept] = northmere.get("caseworker", f"/requests/{reference}")["person"]["contacts"]
    assert kept["name"] == long["name"]
