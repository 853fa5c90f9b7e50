"""What do calls send and answer? The JSON shapes behind the documentation that no question set already describes."""

from __future__ import annotations

from typing import Any

from workflow.states import State

DAY = {"type": ["string", "null"], "format": "date"}
TEXT = {"type": ["string", "null"]}
VALUE: dict[str, Any] = {}
ANSWER = {
    "description": "A bare value, or the value with who answered, when and how; or why it was not asked.",
    "anyOf": [
        VALUE,
        {
            "type": "object",
            "properties": {
                "value": VALUE,
                "informant": {"type": "string", "description": "A kind of informant, or a contact's name."},
                "asked_on": {"type": "string", "format": "date"},
                "method": {"type": "string"},
                "not_asked_because": {"type": "string"},
            },
        },
    ],
}
CLOCK = {
    "type": "object",
    "required": ["name", "started_on", "due_on", "act_by", "status", "cite", "confidence", "working"],
    "properties": {
        "name": {"type": "string"},
        "title": {"type": "string"},
        "started_on": DAY,
        "due_on": DAY,
        "act_by": DAY,
        "met_on": DAY,
        "status": {
            "enum": ["on_track", "amber", "red", "overdue", "met", "met_late", "met_by_interim", "excused", "cancelled"]
        },
        "cite": {"type": "string"},
        "confidence": {"enum": ["law", "guidance", "local practice", "project default"]},
        "working": {"type": "array", "items": {"type": "string"}},
    },
}
HOLDER = {
    "type": ["object", "null"],
    "properties": {"team": TEXT, "team_name": TEXT, "member": TEXT, "member_name": TEXT},
}


def _object(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


STATE = {"enum": [str(state) for state in State]}
SHAPES: dict[str, dict[str, Any]] = {
    "Problem": _object(
        "type",
        "title",
        "status",
        "detail",
        type={"type": "string"},
        title={"type": "string"},
        status={"type": "integer"},
        detail={"type": "string"},
        errors={"type": "object", "additionalProperties": _list({"type": "string"})},
        unmet=_list(_object("rule", "reason", "cite", rule=TEXT, reason=TEXT, cite=TEXT)),
    ),
    "Step": {
        "type": "object",
        "additionalProperties": False,
        "properties": {"answers": {"type": "object", "additionalProperties": ANSWER}, "note": {"type": "string"}},
    },
    "Request": _object(
        "reference",
        "version",
        "reason",
        "state",
        "service",
        "held_by",
        "person",
        "clocks",
        "advice",
        "links",
        reference={"type": "string"},
        version={"type": "integer"},
        reason={"type": "string"},
        state=STATE,
        service={"enum": ["children", "adults"]},
        held_by=HOLDER,
        person={"type": "object"},
        clocks=_list(CLOCK),
        advice={"type": ["object", "null"]},
        links={"type": "object"},
        notices=_list({"type": "string"}),
    ),
    "RequestList": _object("requests", requests=_list({"type": "object"})),
    "ActionList": _object(
        "reference", "state", "actions", reference={"type": "string"}, state=STATE, actions=_list({"type": "object"})
    ),
    "History": _object("reference", "events", reference={"type": "string"}, events=_list({"type": "object"})),
    "Draft": _object(
        "reference",
        "version",
        "content",
        reference={"type": "string"},
        version={"type": "integer"},
        content={"type": "object"},
        notices=_list({"type": "string"}),
    ),
    "AdviceList": _object("reference", "versions", reference={"type": "string"}, versions=_list({"type": "object"})),
    "AdviceVersion": _object(
        "version", "kind", "content", version={"type": "integer"}, kind={"type": "string"}, content={"type": "object"}
    ),
    "Pathway": {"type": "object"},
    "QuestionSet": _object(
        "code",
        "title",
        "questions",
        "hash",
        code={"type": "string"},
        title={"type": "string"},
        questions=_list({"type": "object"}),
        hash={"type": "string"},
    ),
}
