"""What is the JSON shape of drafts, of issued advice and of worked examples?"""

from __future__ import annotations

from typing import Any

from api.shape_parts import COUNT, DAY, SURE, TEXT, many, shape
from workflow.states import Kind

FINDING = shape(
    "check",
    "severity",
    "place",
    "reason",
    "words",
    "cite",
    "confidence",
    check={"type": "string"},
    severity={"enum": ["stop", "warn"]},
    place={"type": "string", "description": "Where in the content, such as provision.0.amount."},
    reason={"type": "string"},
    words={"type": "string", "description": "The very words, where there are any."},
    cite={"type": "string"},
    confidence=SURE,
)
LEVEL = shape(
    "words",
    "sentences",
    "grade",
    words=COUNT,
    sentences=COUNT,
    grade={"type": "number", "description": "The school year in which most people could read it."},
)
CHANGES = many(
    shape(
        "place",
        "where",
        "before",
        "now",
        "words",
        place={"type": "string"},
        where={"type": "string", "description": "The place, as it is said to a person."},
        before={},
        now={},
        words={
            "description": "A changed text in reading order, each piece the same, removed or added.",
            "type": "array",
            "items": {"type": "array", "items": {"type": "string"}},
        },
    )
)

EXAMPLE: dict[str, Any] = {
    "name": {"type": "string"},
    "title": {"type": "string"},
    "shows": {"type": "string"},
    "kind": {"enum": [str(kind) for kind in Kind]},
    "links": {"type": "object"},
}
DRAFT_SHAPES: dict[str, dict[str, Any]] = {
    "Draft": shape(
        "reference",
        "version",
        "content",
        "checks",
        "reading",
        reference={"type": "string"},
        version={"type": "integer"},
        content={"type": "object"},
        sections_open=many({"enum": ["H1", "H2"]}),
        checks=many(FINDING),
        reading=shape(
            "whole",
            "passages",
            whole={"anyOf": [LEVEL, {"type": "null"}], "description": "Null where nothing is written."},
            passages={"type": "object", "description": "By place.", "additionalProperties": LEVEL},
        ),
        alongside={
            "type": "object",
            "description": "By section, the answers of the record that belong beside it.",
            "additionalProperties": many({"type": "object"}),
        },
        beginning={"type": ["object", "null"], "description": "What a new draft may begin with, from the record."},
        changed_since={
            "type": ["object", "null"],
            "properties": {"text": {"enum": ["sent_for_review", "issued"]}, "on": DAY, "changes": CHANGES},
        },
        notices=many({"type": "string"}),
    ),
    "Checked": shape("reference", "checks", reference={"type": "string"}, checks=many(FINDING)),
    "AdviceList": shape("reference", "versions", reference={"type": "string"}, versions=many({"type": "object"})),
    "AdviceVersion": shape(
        "version",
        "kind",
        "content",
        "received_by",
        version={"type": "integer"},
        kind={"type": "string"},
        content={"type": "object"},
        received_by=many(
            shape("to", "how", "on", to={"type": "string"}, how={"type": "string"}, form=TEXT, on=DAY, told_at=COUNT)
        ),
        changes=CHANGES,
    ),
    "ExampleList": shape("examples", examples=many(shape(*EXAMPLE, **EXAMPLE))),
    "Example": shape(
        *EXAMPLE,
        "person",
        "reason",
        "issued_on",
        "author",
        "reviewer",
        "sources",
        "content",
        "changes",
        **EXAMPLE,
        person={"type": "object"},
        reason={"type": "string"},
        follows={"type": "string", "description": "The example that it amends or completes."},
        issued_on={"type": "string", "format": "date"},
        author={"type": "object"},
        reviewer={"type": "object"},
        sources=many({"type": "object"}),
        content={"$ref": "#/components/schemas/Advice"},
        changes=CHANGES,
    ),
}
