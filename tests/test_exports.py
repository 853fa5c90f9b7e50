"""Is issued advice a document that its published schema describes, for every kind, and can the two not drift apart?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy.orm import Session

import demonstration
from api.advice_document import document
from api.advice_meanings import MEANINGS
from api.advice_schema import NEWEST, PUBLISHED, described, published, versions, where
from api.held import held
from config import clock
from config.authorities import authority_of
from models.authority import Authority
from models.queries import FIND
from tests import answers
from tests.kinds_of_advice import KINDS_OF_ADVICE, RESPONSE, advised
from tests.place import Place
from tests.test_demonstration import empty
from workflow.advice import ADULTHOOD, DOMAINS, H1, H2
from workflow.states import Capacity, Kind

# What was published, for good: the SHA-256 of each file. A new version is a new line, and no line ever changes.
DIGESTS = {1: "c8e89df4faab9a7c4678e33cc671e327e4c77bf95303af32f314c793d2fc4ebb"}
PUBLISH = (
    "The advice has changed: raise NEWEST in api/advice_schema.py, then UPDATE_DOCS=1 pytest tests/test_exports.py"
)
FORMATS = FormatChecker(["date"])


def valid(version: int = NEWEST) -> Draft202012Validator:
    return Draft202012Validator(orjson.loads(published(version)), format_checker=FORMATS)


def faults(document: Any) -> list[str]:
    return [f"{fault.json_path}: {fault.message}" for fault in valid().iter_errors(document)]


def test_what_was_published_never_changes_and_says_what_the_code_says() -> None:
    newest = PUBLISHED / f"advice-{NEWEST}.json"
    if os.environ.get("UPDATE_DOCS") == "1" and not newest.exists():
        newest.write_bytes(described())
    assert {version: sha256(published(version)).hexdigest() for version in versions()} == DIGESTS
    assert newest.read_bytes() == described(), PUBLISH


def parts(schema: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every schema of a value in a schema, by its place."""
    yield place, schema
    for name, inner in schema.get("properties", {}).items():
        yield from parts(inner, f"{place}.{name}".lstrip("."))
    for inner in (schema.get("items"), *schema.get("anyOf", ())):
        if isinstance(inner, dict):
            yield from parts(inner, place)


@pytest.mark.parametrize("version", versions())
def test_a_schema_is_draft_2020_12_describes_every_part_and_lets_nothing_else_in(version: int) -> None:
    schema = orjson.loads(published(version))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == where(version)
    objects = [part for _, part in parts(schema) if part.get("type") == "object"]
    assert len(objects) > 8
    assert all(part["additionalProperties"] is False for part in objects)
    silent = [
        f"{n}" for part in objects for n, one in part["properties"].items() if len(one.get("description", "")) < 5
    ]
    assert silent == []


def test_enumerations_are_those_of_the_advice_and_no_meaning_is_left_over() -> None:
    held = dict(parts(orjson.loads(published(NEWEST))))
    assert held["provision.category"]["enum"] == [*H1, *H2]
    assert held["needs.domain"]["enum"] == list(DOMAINS)
    assert held["kind"]["enum"] == list(Kind)
    assert held["author.capacity"]["enum"] == list(Capacity)
    assert set(held["preparation_for_adulthood"]["properties"]) == set(ADULTHOOD)
    assert set(MEANINGS) == {place for place in held if place}


@pytest.mark.parametrize("kind", KINDS_OF_ADVICE)
def test_every_kind_of_advice_is_as_its_schema_says(northmere: Place, kind: str) -> None:
    reference = advised(northmere, kind)
    for one in northmere.get("caseworker", f"/requests/{reference}/advice")["versions"]:
        made = northmere.get("caseworker", f"/requests/{reference}/advice/{one['version']}.json")
        assert faults(made) == []
        for part in ("version", "kind", "issued_on", "sources"):
            assert made[part] == one[part]
        content = {code: made[code] for code in one["content"]}
        assert content == one["content"]
        assert made.get("amends") == one["amends"]
        assert (made["author"]["name"], made["reviewer"]["name"]) == (one["author"], one["reviewer"])
        assert reference in made["section_k"]


def test_every_advice_of_the_demonstration_is_as_its_schema_says(tmp_path: Path) -> None:
    made = empty(tmp_path)
    demonstration.fill(made, clock.now())
    found, seen = [], 0
    with Session(made.engine) as session:
        for row in session.scalars(FIND).unique().all():
            one = held(session, authority_of(session.get_one(Authority, row.authority_id).configuration), row)
            for version in one.issued:
                seen += 1
                found += faults(document(one, version))
    assert found == []
    assert seen > 20


def test_the_document_is_of_the_person_and_of_nobody_else(northmere: Place) -> None:
    with northmere.on("2026-09-02"):
        person = answers.child(upn="A950000178301", address="7 Hidden Lane", postcode="ZZ9 9ZZ", year_group=3)
        reference = northmere.ask(person=person, involvement=answers.active(northmere))
        for action in ("record_reading", "record_contact"):
            northmere.does("social_worker", reference, action)
        northmere.submits("social_worker", reference)
        northmere.does("team_manager", reference, "issue_advice")
        response = northmere.call("caseworker", "GET", f"/requests/{reference}/advice/1.json")
    made = response.json
    assert response.content_type == "application/json"
    assert made["person"] == {
        "given_name": "Ivy",
        "family_name": person["family_name"],
        "date_of_birth": "2017-05-14",
        "year_group": 3,
        "upn": "A950000178301",
    }
    assert made["author"] == {
        "name": "Social Worker",
        "role": "Practitioner",
        "capacity": "lead_professional",
        "team": "Disabled Children's Team",
    }
    text = response.get_data(as_text=True)
    assert not [word for word in ("Hidden", "ZZ9", "Ana Example", "01632", "null") if word in text]


def test_what_was_cleared_is_left_out(northmere: Place) -> None:
    reference = northmere.ask(involvement=answers.active(northmere), person=answers.child(upn=None))
    for action in ("record_reading", "record_contact"):
        northmere.does("social_worker", reference, action)
    northmere.submits("social_worker", reference, answers.advice(strengths=None))
    northmere.does("team_manager", reference, "issue_advice")
    made = northmere.get("caseworker", f"/requests/{reference}/advice/1.json")
    assert faults(made) == []
    assert "strengths" not in made
    assert "upn" not in made["person"]
    assert "amends" not in made


def test_each_version_says_in_what_capacity_its_own_author_wrote(northmere: Place) -> None:
    reference = advised(northmere, "interim")
    northmere.does("social_worker", reference, "hand_back")
    for action in ("take", "record_reading", "record_contact", "record_answers", "decide_no_assessment"):
        northmere.does("officer", reference, action)
    northmere.submits("officer", reference)
    northmere.does("reviewer", reference, "issue_advice")
    made = [northmere.get("caseworker", f"/requests/{reference}/advice/{n}.json") for n in (1, 2)]
    assert [one["author"]["capacity"] for one in made] == ["lead_professional", "front_door"]
    assert [one["author"]["name"] for one in made] == ["Social Worker", "Officer"]


WRONG: dict[str, Any] = {
    "another version": lambda d: d.update(schema_version=2),
    "a part that there is not": lambda d: d.update(colour="blue"),
    "an address": lambda d: d["person"].update(address="7 Hidden Lane"),
    "no needs at all": lambda d: d.pop("needs"),
    "no reviewer": lambda d: d.pop("reviewer"),
    "a kind that there is not": lambda d: d.update(kind="draft"),
    "a category that there is not": lambda d: d["provision"][0].update(category="h3"),
    "a day that there is not": lambda d: d.update(issued_on="2026-02-30"),
    "a null": lambda d: d.update(strengths=None),
    "a need without its id": lambda d: d["needs"][0].pop("id"),
    "an id that cannot be": lambda d: d["needs"][0].update(id="N 1"),
    "a yes for true": lambda d: d["needs"][0].update(requires_local_authority="yes"),
    "sixty-one needs": lambda d: d.update(needs=[*d["needs"]] * 61),
    "a source of nothing": lambda d: d.update(sources=[{"on": "2026-03-02"}]),
}


def test_the_schema_refuses_what_is_no_advice(northmere: Place) -> None:
    good = northmere.get("caseworker", f"/requests/{advised(northmere, 'final')}/advice/1.json")
    taken = []
    for name, break_it in WRONG.items():
        wrong = deepcopy(good)
        break_it(wrong)
        taken += [] if faults(wrong) else [name]
    assert taken == []


def test_schemas_are_listed_and_read_by_anybody(northmere: Place) -> None:
    listed = northmere.call(None, "GET", "/schemas")
    assert listed.json == {
        "schemas": [{"name": "advice", "version": v, "links": {"self": where(v)}} for v in versions()]
    }
    one = northmere.call(None, "GET", f"/schemas/advice/{NEWEST}")
    assert (one.status_code, one.content_type) == (200, "application/schema+json")
    assert one.json == orjson.loads(described())
    for path in ("/schemas/advice/99", "/schemas/advice/0", "/schemas/advice/one", "/schemas/other/1"):
        missing = northmere.call(None, "GET", path)
        assert (missing.status_code, missing.content_type) == (404, "application/problem+json")
    assert northmere.call(None, "GET", "/schemas?colour=blue").status_code == 422


def test_a_version_that_was_not_issued_and_a_shape_that_there_is_not_are_refused(northmere: Place) -> None:
    reference = advised(northmere, "final")
    for version in (0, 2, 99):
        assert northmere.call("caseworker", "GET", f"/requests/{reference}/advice/{version}.json").status_code == 404
    assert northmere.call("caseworker", "GET", f"/requests/{reference}/advice/one.json").status_code == 404
    refused = northmere.call("caseworker", "GET", f"/requests/{reference}/advice/1.json?shape=parish")
    assert refused.status_code == 422
    assert list(refused.json["errors"]) == ["shape"]


def test_a_tribunal_response_stands_in_the_document_and_not_in_the_countys_shape(northmere: Place) -> None:
    path = f"/requests/{advised(northmere, 'tribunal_response')}/advice/1.json"
    made = northmere.get("caseworker", path)
    assert made["steps_or_reasons"] == RESPONSE["steps_or_reasons"]
    assert made["needs"] == made["outcomes"] == made["provision"] == []
    refused = northmere.call("caseworker", "GET", f"{path}?shape=county")
    assert refused.status_code == 422
    assert "tribunal" in refused.json["errors"]["shape"][0]
