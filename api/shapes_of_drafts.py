"""Of what parts are the JSON shapes of drafts made: what was found in one, and what changed of another?"""

from __future__ import annotations

from api.shape_parts import SURE, many, shape

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
