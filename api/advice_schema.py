"""What may a document of advice say? Its JSON Schema, made from what checks the draft, and published for good.

What is published is a file that never changes. `described` is what the code says today; tests hold the two together,
so that a change to the advice makes a new version instead of another meaning of the old one.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import orjson
from marshmallow import Schema, fields, validate

from api.advice_meanings import MEANINGS
from workflow.advice import ADVICE, NamedService
from workflow.errors import NotThere
from workflow.states import Capacity, Kind
from workflow.text import Text

PUBLISHED = Path(__file__).with_name("schemas_published")
DRAFT = "https://json-schema.org/draft/2020-12/schema"
NEWEST = 1
END = r"\Z"  # as Python writes it: JSON Schema's patterns end with $
TEXT = {"type": "string", "minLength": 1}
DAY = {"type": "string", "format": "date"}
NUMBER = {"type": "integer", "minimum": 1}
YEARS = {"type": "number", "minimum": 0}
SERVICE = {
    "id": TEXT,
    "name": TEXT,
    "organisation": TEXT,
    "url": TEXT,
    "minimum_age": YEARS,
    "maximum_age": YEARS,
    "assured_on": DAY,
    "last_modified": {"type": "string", "format": "date-time"},
    "fetched_on": DAY,
    "taken_on": DAY,
    "stale": {"type": "boolean"},
    "stale_because": TEXT,
}
UPN = {"type": "string", "minLength": 13, "maxLength": 13}


def where(version: int) -> str:
    """Where a published version of the schema is found: what a document names in `$schema`."""
    return f"/api/v1/schemas/advice/{version}"


def versions() -> list[int]:
    """Every version that was published, the newest last."""
    return sorted(int(path.stem.removeprefix("advice-")) for path in PUBLISHED.glob("advice-*.json"))


@cache
def published(version: int) -> bytes:
    """A version of the schema, as it was published. Raises NotThere."""
    if version not in versions():
        raise NotThere("No such version of the schema was published.")
    return (PUBLISHED / f"advice-{version}.json").read_bytes()


def described() -> bytes:
    """The schema of what the code writes today, as it is published."""
    parts = {**_about(), **_of(ADVICE, ""), **_grounds()}
    always = (*_about(), *_grounds(), "needs", "outcomes", "provision")
    made = {
        "$schema": DRAFT,
        "$id": where(NEWEST),
        "title": "Social care advice for an education, health and care plan",
        **_object("", parts, tuple(part for part in always if part != "amends")),
    }
    return orjson.dumps(made, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _about() -> dict[str, Any]:
    """What stands before the advice itself."""
    parts = {"given_name": TEXT, "family_name": TEXT, "date_of_birth": DAY, "year_group": {"type": "integer"}}
    capacity = {"enum": [str(one) for one in Capacity]}
    author = {"name": TEXT, "role": TEXT, "registration": TEXT, "capacity": capacity, "team": TEXT}
    return {
        "$schema": {"const": where(NEWEST)},
        "schema_version": {"const": NEWEST},
        "reference": TEXT,
        "version": NUMBER,
        "kind": {"enum": [str(kind) for kind in Kind]},
        "amends": NUMBER,
        "issued_on": DAY,
        "authority": _object("authority", {"code": TEXT, "name": TEXT}, ("code", "name")),
        "person": _object("person", {**parts, "upn": UPN}, ()),
        "author": _object("author", author, ("name", "team")),
        "reviewer": _object("reviewer", {"name": TEXT}, ("name",)),
    }


def _grounds() -> dict[str, Any]:
    """What stands after it: what it rests on, and how the plan names it."""
    read = _object("sources", {"read": TEXT, "on": DAY}, ("read", "on"))
    spoke = _object("sources", {"spoke_to": TEXT, "on": DAY, "how": TEXT}, ("spoke_to", "on", "how"))
    assessed = _object("sources", {"assessed": TEXT, "on": DAY}, ("assessed", "on"))
    return {"sources": {"type": "array", "items": {"anyOf": [read, spoke, assessed]}}, "section_k": TEXT}


def _object(place: str, properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    """An object with these properties, each described, and no others."""
    named = {key: {"description": MEANINGS[f"{place}.{key}".lstrip(".")], **one} for key, one in properties.items()}
    return {"type": "object", "properties": named, "required": list(required), "additionalProperties": False}


def _of(schema: Schema, place: str) -> dict[str, Any]:
    """The properties of a marshmallow schema."""
    return {name: _one(field, f"{place}.{name}".lstrip(".")) for name, field in schema.fields.items()}


def _one(field: Any, place: str) -> dict[str, Any]:
    match field:
        case fields.Nested():
            required = tuple(name for name, inner in field.schema.fields.items() if inner.required)
            return _object(place, _of(field.schema, place), required)
        case fields.List():
            most = [check.max for check in field.validators if isinstance(check, validate.Length)]
            return {"type": "array", "items": _one(field.inner, place), **({"maxItems": most[0]} if most else {})}
        case NamedService():
            return _object(place, SERVICE, ("id", "name", "stale", "taken_on"))
        case fields.Boolean():
            return {"type": "boolean"}
        case fields.Integer():
            return {"type": "integer"}
        case fields.Date():
            return DAY
        case Text():
            return {**TEXT, "maxLength": field.limit}
        case fields.String():
            return {"type": "string", **_choice(field)}
        case _:
            raise TypeError(f"{place}: say in api/advice_schema.py how a {type(field).__name__} is described.")


def _choice(field: Any) -> dict[str, Any]:
    """What a text is chosen from, or the pattern that it has."""
    made: dict[str, Any] = {}
    for check in field.validators:
        if isinstance(check, validate.OneOf):
            made["enum"] = list(check.choices)
        elif isinstance(check, validate.Regexp):
            made["pattern"] = f"^{str(check.regex.pattern).removesuffix(END)}$"
    return made
