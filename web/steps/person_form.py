"""A form that puts right what is known of a person: filled in with it as it is now, and sending only what was changed.

What is known of a person belongs to no request: another request may have changed it since this one told of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from models.person import CONTACT_COLUMNS, Person
from web.forms.form import FORMERLY
from web.forms.typed import Typed, typed_of
from workflow.asking.questions import Question
from workflow.persons import TELLS_APART

PERSON, CONTACTS = "person", "contacts"
WAS = "person_was"  # the hidden field that says what the form was filled in with
OF_A_CONTACT = ("name", "relationship")  # which every contact says


def begun(questions: Sequence[Question], row: Person) -> Typed:
    """What such a form begins with; nothing where it does not ask of the person."""
    asked = [one for one in questions if one.code == PERSON]
    if not asked:
        return {}
    said = known(row)
    return {**typed_of(asked, {PERSON: said}), WAS: orjson.dumps(said).decode()}


def known(row: Person) -> dict[str, Any]:
    """What is known of a person, as a step would say it."""
    said = {code: getattr(row, code) for code in TELLS_APART} | dict(row.details)
    if said["date_of_birth"]:
        said["date_of_birth"] = said["date_of_birth"].isoformat()
    named = [{"name": one.name, FORMERLY: one.name} for one in row.contacts]
    told = [{code: getattr(one, code) for code in CONTACT_COLUMNS} for one in row.contacts]
    return _said({**said, CONTACTS: [_said(one | more) for one, more in zip(named, told, strict=True)]})


def _said(told: Mapping[str, Any]) -> dict[str, Any]:
    return {code: value for code, value in told.items() if value not in (None, [])}


def changed(given: dict[str, Any], typed: Typed) -> dict[str, Any]:
    """The answers without what stands as the form was filled in: another request may have changed that meanwhile."""
    if WAS not in typed or not isinstance(given.get(PERSON), dict):
        return given
    was, said = _read(typed[WAS]), given[PERSON]
    new = {code: value for code, value in said.items() if code != CONTACTS and value != was.get(code)}
    if contacts := _contacts(was.get(CONTACTS, ()), said.get(CONTACTS)):
        new[CONTACTS] = contacts
    return {**given, PERSON: new} if new else {code: value for code, value in given.items() if code != PERSON}


def _read(text: Any) -> dict[str, Any]:
    """What the form was filled in with, as it comes back; nothing, where it does not come back whole."""
    try:
        was = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    return was if isinstance(was, dict) else {}


def _contacts(was: Any, said: Any) -> list[Any]:
    """The contacts of whom something is said that did not stand there."""
    if not isinstance(said, list):
        return [] if said is None else [said]
    before = {one.get("name"): one for one in was if isinstance(one, dict)} if isinstance(was, list) else {}
    made = []
    for one in said:
        old = before.get(one.get(FORMERLY, one.get("name")), {}) if isinstance(one, dict) else {}
        if not isinstance(one, dict) or any(value != old.get(code) for code, value in one.items()):
            made.append(_of_one(one, old) if old else one)
    return made


def _of_one(said: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    new = {code: value for code, value in said.items() if code in OF_A_CONTACT or value != old.get(code)}
    return new if said.get("name") == old.get("name") else {**new, FORMERLY: old["name"]}
