"""Of what small parts are FHIR resources made: ids, references, codes, extensions, instants?

Every name of ours is a urn, so that it means the same wherever it is read and no other host is asked for it.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

URN = "urn:social-care-advice"
OURS = uuid5(NAMESPACE_URL, URN)
ODD_SPACE = re.compile(r"[^\S \r\n\t]")

Resource = dict[str, Any]


def identity(kind: str, *key: object) -> str:
    """The id of a resource: the same each time for the same thing, and telling nothing of it."""
    return str(uuid5(OURS, "/".join((kind, *map(str, key)))))


def resource(kind: str, *key: object, **parts: Any) -> Resource:
    """A resource with its id."""
    return {"resourceType": kind, "id": identity(kind, *key), **parts}


def reference(kind: str, *key: object, display: str | None = None) -> Resource:
    """A reference to the entry of the bundle that has this key."""
    return {"reference": f"urn:uuid:{identity(kind, *key)}", "type": kind, "display": display}


def extension(name: str, **value: Any) -> list[Resource]:
    """One of our own extensions, with a value by its FHIR name; none where there is no value."""
    return [{"url": f"{URN}:fhir:{name}", **value}] if next(iter(value.values())) is not None else []


def coding(of: str, code: str, display: str | None = None) -> Resource:
    """A code of ours; `of` says of what."""
    return {"system": f"{URN}:{of}", "code": code, "display": display}


def concept(of: str, code: str, text: str) -> Resource:
    """A code of ours, with what people read."""
    return {"coding": [coding(of, code, text)], "text": text}


def identifier(of: str, value: str) -> list[Resource]:
    """A name that people or programs know it by."""
    return [{"system": f"{URN}:{of}", "value": value}]


def instant(at: datetime) -> str:
    """An instant, with its zone."""
    return at.isoformat(timespec="seconds")


def tidy(value: Any) -> Any:
    """A resource as FHIR takes it: nothing null or empty, and no space that its patterns refuse (such as U+00A0)."""
    if isinstance(value, dict):
        kept = {key: tidy(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in (None, [], {})}
    if isinstance(value, list):
        return [inner for one in value if (inner := tidy(one)) not in (None, [], {})]
    return ODD_SPACE.sub(" ", value) if isinstance(value, str) else value
