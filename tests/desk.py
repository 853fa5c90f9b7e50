"""Calls that are good but for one thing, and proof that refusing them changed nothing: what tests of bad input share."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from models import schema
from tests import answers
from tests.place import Place, make_place


@dataclass(frozen=True)
class Desk:
    """An authority with a request in triage, and one that a lead professional is drafting; and all its rows as they are."""

    place: Place
    triaging: str
    drafting: str
    rows: dict[str, list[str]]


def make_desk(served: Flask) -> Desk:
    """A desk in an authority of its own."""
    place = make_place(served, "northmere")
    triaging, drafting = place.ask(), place.ask(involvement=answers.active(place))
    place.does("officer", triaging, "take")
    place.writes("social_worker", drafting)
    return Desk(place, triaging, drafting, everything(place))


def everything(place: Place) -> dict[str, list[str]]:
    """Every row of every table that belongs to the authority, and the authority's own."""
    held: dict[str, list[str]] = {}
    with place.storage.engine.connect() as connection:
        for table in schema.METADATA.sorted_tables:
            key = table.c.authority_id if "authority_id" in table.c else table.c.id
            what = table.primary_key.columns if table.name == "question_set" else table.columns
            held[table.name] = sorted(map(repr, connection.execute(select(*what).where(key == place.authority_id))))
    return held


def send(desk: Desk, target: str, data: Any, **headers: str) -> TestResponse:
    """POST /requests, PUT the draft, or take that action on the request in triage, with a body as it is given."""
    who, method, path, seen = {
        "requests": ("caseworker", "POST", "/requests", None),  # the one call that names no version
        "draft": ("social_worker", "PUT", f"/requests/{desk.drafting}/draft", f"/requests/{desk.drafting}/draft"),
    }.get(target, ("officer", "POST", f"/requests/{desk.triaging}/actions/{target}", f"/requests/{desk.triaging}"))
    if seen:
        headers.setdefault("If-Match", desk.place.call(who, "GET", seen).headers["ETag"])
    headers.setdefault("Content-Type", "application/json")
    body = data if isinstance(data, bytes | str) else json.dumps(data)
    return desk.place.call(who, method, path, data=body, headers=headers)


def refused(desk: Desk, target: str, data: Any, status: int, **headers: str) -> Any:
    """The problem that a call is refused with, once it is sure that no row changed."""
    response = send(desk, target, data, **headers)
    assert (response.status_code, response.content_type) == (status, "application/problem+json"), response.get_data()
    assert everything(desk.place) == desk.rows
    body: Any = response.json
    assert body["detail"]
    assert body["status"] == status
    return body


@cache
def usual(target: str) -> Any:
    """A good body for a call: one thing in it is then made wrong."""
    if target == "requests":
        item = {"kind": "short_break_day", "text": "A day a month."}
        contact = {"name": "Ana", "relationship": "parent", "safe_to_contact": True}
        person = answers.child(contacts=[contact], known_as="Ives", year_group=4)
        return answers.new_request(person=person, provision_in_place=[item], identified_needs="None so far.")
    if target == "draft":
        return answers.advice()
    given = {"record_answers": answers.triage(), "record_contact": answers.spoke(minutes=10)}
    given |= {"decide_no_assessment": answers.decision(), "offer_transfer": {**answers.offer(), "remedy": "exception"}}
    return {"answers": given.get(target, {"person": {"known_as": "Ives", "interpreter_needed": True}})}


def changed(target: str, path: str, value: Any) -> Any:
    """The good body with this value at a dotted path."""
    body = at = deepcopy(usual(target))
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    for step in way:
        at = at[step]
    at[last] = value
    return body


def assert_refuses_at(desk: Desk, target: str, path: str, value: Any) -> list[str]:
    """A wrong value is refused with 422, and that field alone is named; gives what is said of it."""
    body = refused(desk, target, changed(target, path, value), 422)
    field = path.removeprefix("answers.").removesuffix(".value")
    assert list(body["errors"]) == [field], f"{target} {path} {str(value)[:60]!r}: {body['errors']}"
    said: list[str] = body["errors"][field]
    assert all(len(sentence) > 8 for sentence in said)
    return said
