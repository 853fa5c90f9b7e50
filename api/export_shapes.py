"""What do documents that leave the service look like in the documentation: advice, its schemas, FHIR?"""

from __future__ import annotations

from typing import Any

import orjson

from api.advice_schema import NEWEST, published
from api.shape_parts import COUNT, many, shape

WORDS = {"type": "string"}
ROW = dict.fromkeys(("Provision", "By_Whom", "Frequency", "Need_Met", "Outcome"), WORDS)
ADVISER = {"Name": WORDS, "Role": WORDS, "Date": {"type": "string", "format": "date"}}
COUNTY = {
    "Child_Views": WORDS,
    "Parent_Carer_Views": WORDS,
    "Strengths": WORDS,
    "Needs": many(WORDS),
    "Outcomes": many(WORDS),
    "H1": many(shape(*ROW, **ROW)),
    "H2": many(shape(*ROW, **ROW)),
    "Adviser": shape(*ADVISER, **ADVISER),
    "Quality_Assured_By": WORDS,
}


def _published() -> dict[str, Any]:
    """The newest published schema, as a part of this documentation: the names of a document of its own are left out."""
    whole = orjson.loads(published(NEWEST))
    return {key: value for key, value in whole.items() if not key.startswith("$")}


def _fhir(kind: str) -> dict[str, Any]:
    """A FHIR R4 resource of a kind; what is in it, FHIR itself defines."""
    return shape("resourceType", "id", resourceType={"const": kind}, id=WORDS)


EXPORT_SHAPES: dict[str, dict[str, Any]] = {
    "AdviceDocument": {"oneOf": [_published(), shape(*COUNTY, **COUNTY)]},
    "SchemaList": shape(
        "schemas",
        schemas=many(
            shape("name", "version", "links", name={"enum": ["advice"]}, version=COUNT, links={"type": "object"})
        ),
    ),
    "JsonSchema": shape("$schema", "$id", **{"$schema": WORDS, "$id": WORDS}),
    "FhirBundle": _fhir("Bundle"),
    "FhirQuestionnaire": _fhir("Questionnaire"),
}
