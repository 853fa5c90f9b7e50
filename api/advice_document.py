"""How does issued advice read as a document that explains itself, for a program that was not there?"""

from __future__ import annotations

from typing import Any

import orjson

from api.advice_schema import NEWEST, where
from api.held import Held
from models.advice import AdviceVersion
from workflow.papers import words
from workflow.states import Kind

LISTS = ("needs", "outcomes", "provision")
PERSON = ("given_name", "family_name", "date_of_birth", "upn")


def document(held: Held, one: AdviceVersion) -> dict[str, Any]:
    """One version of the advice, as its published schema has it. What was not said is left out, never null."""
    request = held.request
    made: dict[str, Any] = {
        "$schema": where(NEWEST),
        "schema_version": NEWEST,
        "reference": request.reference,
        "version": one.version,
        "kind": one.kind,
        "amends": one.amends,
        "issued_on": one.issued_on.isoformat(),
        "authority": {"code": held.authority.code, "name": held.authority.name},
        "person": _person(held, one),
        "author": _author(held, one),
        "reviewer": {"name": _name(held, one.reviewer_id)},
        **dict.fromkeys(LISTS, ()),
        **one.content,
        "sources": one.sources,
        "section_k": section_k(held, one),
    }
    said: dict[str, Any] = _said(made)
    return said


def as_bytes(document: Any) -> bytes:
    """A document as it is sent: the bytes that its SHA-256 is taken of."""
    return orjson.dumps(document)


def _author(held: Held, one: AdviceVersion) -> dict[str, Any]:
    """Who wrote it: as they signed on the day of issue, and in what capacity."""
    signed = one.heading["author"] if one.heading else {"name": _name(held, one.author_id)}
    return {**signed, "team": held.team(one.author_team), "capacity": _capacity(held, one)}


def section_k(held: Held, one: AdviceVersion) -> str:
    """The line by which section K of the plan names this advice."""
    kind, name = Kind(one.kind), held.authority.documents.name or held.authority.name
    return words.section_k(held.request.reference, one.version, kind, one.issued_on, one.heading, name)


def _person(held: Held, one: AdviceVersion) -> dict[str, Any]:
    """Who it is about, and nothing that tells where they live or who is in their life."""
    row = held.request.person
    made = {column: getattr(row, column) for column in PERSON}
    born = row.date_of_birth
    year = row.as_facts().year(one.issued_on)
    return {**made, "date_of_birth": born.isoformat() if born else None, "year_group": year}


def _name(held: Held, user: Any) -> str:
    return held.names[user]


def _capacity(held: Held, one: AdviceVersion) -> str | None:
    """In what capacity the author wrote, as the record has it from the day on which the draft was sent for review."""
    sent = [event for event in held.past if event.action == "submit_for_review" and event.seq < one.seq]
    return str(sent[-1].capacity) if sent and sent[-1].capacity else None


def _said(value: Any) -> Any:
    """A value without anything that is null."""
    if isinstance(value, dict):
        return {key: _said(inner) for key, inner in value.items() if inner is not None}
    return [_said(inner) for inner in value] if isinstance(value, list | tuple) else value
