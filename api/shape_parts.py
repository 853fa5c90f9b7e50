"""Of what parts are the JSON shapes made: clocks, people, rights, referrals, reviews?"""

from __future__ import annotations

from typing import Any

from workflow.casework.attaching import PARTS
from workflow.casework.siblings import MOST
from workflow.clocks.annual_reviews import STANDINGS
from workflow.files.names import LONGEST
from workflow.files.types import TAKEN, TYPES
from workflow.lists.columns import ListOf
from workflow.referrals import KIND, STATUSES
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
SURE = {"enum": ["law", "guidance", "local practice", "project default"]}
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
        "confidence": SURE,
        "working": {"type": "array", "items": {"type": "string"}},
    },
}
HOLDER = {
    "type": ["object", "null"],
    "properties": {
        "team": TEXT,
        "team_name": TEXT,
        "member": TEXT,
        "member_name": TEXT,
        "reviewer": {**TEXT, "description": "While the advice is checked: who was named to check it."},
        "reviewer_name": TEXT,
    },
}


def shape(*required: str, **properties: Any) -> dict[str, Any]:
    """An object with these properties, of which some are always there."""
    return {"type": "object", "required": list(required), "properties": properties}


def many(items: dict[str, Any]) -> dict[str, Any]:
    """A list of these."""
    return {"type": "array", "items": items}


LINES = many({"type": "string"})
FLAG = {"type": ["boolean", "null"]}
YEAR = {"type": ["integer", "null"]}
CONTACT = shape(
    "name",
    "relationship",
    "safe_to_contact",
    name={"type": "string"},
    relationship={"type": "string"},
    safe_to_contact={"type": "boolean"},
    parental_responsibility=FLAG,
    may_be_told={"enum": ["everything", "arrangements_only", "nothing", None]},
    may_be_told_because=TEXT,
)
PERSON = shape(
    "protected_address",
    "school_year",
    "school_year_working",
    "turns_18_on",
    "turns_18_before_due",
    "contacts",
    protected_address={"type": "boolean"},
    date_of_birth=DAY,
    age=YEAR,
    turns_18_on=DAY,
    turns_18_before_due={**FLAG, "description": "After receipt and by the due date; null while a date is not known."},
    school_year={**YEAR, "description": "As recorded, moved up each September, else that of their age group."},
    age_group_year=YEAR,
    school_year_working=LINES,
    rights_pass_on=DAY,
    contacts=many(CONTACT),
)
RIGHTS = shape(
    "holder",
    "passes_on",
    "speak_to",
    "blocked",
    "cautions",
    "working",
    holder={"enum": ["parent", "young_person", "alternative_person"]},
    alternative_person=TEXT,
    passes_on=DAY,
    speak_to={**LINES, "description": "Kinds of informant, whom to speak to first at the front."},
    blocked=many(shape("who", "why", "since", who={"type": "string"}, why={"type": "string"}, since=DAY)),
    cautions=LINES,
    working=LINES,
)
RULE = shape("text", "cite", "confidence", text=TEXT, cite=TEXT, confidence=SURE)
COUNT = {"type": "integer"}
_REFERRAL = {
    "number": COUNT,
    "kind": {"enum": list(KIND)},
    "name": {"type": "string"},
    "for_whom": TEXT,
    "owed_by_team": {"type": "string"},
    "referred_on": {"type": "string", "format": "date"},
    "status": {"enum": list(STATUSES)},
    "status_on": {"type": "string", "format": "date"},
    "chased_on": DAY,
}
REFERRAL = shape(*_REFERRAL, "duty", "charging", **_REFERRAL, short_break_level=TEXT, duty=RULE, charging=RULE)
NUMBER = {"type": ["integer", "null"], "description": "Which of the request's documents it is."}
SAID = shape("sufficient", "by", "on", sufficient={"type": ["boolean", "null"]}, by=TEXT, on=DAY)
EXISTING = {
    "type": ["object", "null"],
    "properties": {"document": TEXT, "number": NUMBER, "author": SAID, "authority": SAID, "family": SAID},
}
STILL_OPEN = shape(
    "what",
    "text",
    "since",
    what={"enum": ["referral", "assessment", "said_at_closing"]},
    text={"type": "string"},
    since=DAY,
    owed_by=TEXT,
    number={"type": ["integer", "null"]},
    cite=TEXT,
)
ANSWERS = {"type": "object", "additionalProperties": ANSWER}
ALSO_FOR = {
    "description": "record_contact only: brothers' and sisters' requests that the same contact was about, each with "
    "what is that child's own: what was said, agreement to our speaking with others, who was present, a note.",
    "type": "array",
    "maxItems": MOST,
    "items": {
        "type": "object",
        "required": ["reference"],
        "additionalProperties": False,
        "properties": {"reference": {"type": "string", "minLength": 1, "maxLength": 20}, "answers": ANSWERS},
    },
}


def file(kind: ListOf, more: str) -> dict[str, Any]:
    """A CSV file, described by its columns."""
    needs = f" Required: {', '.join(kind.required)}." if kind.required else ""
    said = f"CSV (UTF-8 or Windows-1252; commas, semicolons or tabs). Columns: {', '.join(kind.header)}.{needs}{more}"
    return {"type": "string", "contentMediaType": "text/csv", "description": said}


STATE = {"enum": [str(state) for state in State]}
REVIEW: dict[str, Any] = {
    "id": {"type": "string", "format": "uuid"},
    "person": {"type": "object"},
    "setting": TEXT,
    "meeting_on": {"type": "string", "format": "date"},
    "papers_due_on": {"type": "string", "format": "date"},
    "screen_by": {"type": "string", "format": "date"},
    "standing": {"enum": list(STANDINGS)},
    "screened_on": DAY,
    "decided_by": TEXT,
    "request": {"type": ["string", "null"], "description": "The reference of the request that it raised."},
    "links": {"type": "object"},
}
DOCUMENT: dict[str, Any] = {
    "number": COUNT,
    "name": {"type": "string", "maxLength": LONGEST},
    "title": TEXT,
    "kind": {"enum": [option.code for option in PARTS["kind"].options]},
    "written_on": DAY,
    "media_type": {"enum": [kind.media_type for kind in TYPES]},
    "size": COUNT,
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "added_by": {"type": "string"},
    "added_on": {"type": "string", "format": "date"},
    "links": {"type": "object"},
}
NEW_DOCUMENT: dict[str, Any] = {
    "file": {"type": "string", "format": "binary", "description": f"{TAKEN} What it is is told by its content."},
    "title": {"type": "string", "maxLength": 200},
    "kind": DOCUMENT["kind"],
    "written_on": {
        "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "pattern": r"^\s*$"}],
        "description": "Not in the future. A field of the form that is left empty says nothing.",
    },
}
OUTCOMES = ["new", "moved", "already_listed", "already_asked"]
SCREENED = ["screened_no", "screened_yes", "already_screened"]
SHARE = shape(
    "number",
    "of",
    "percent",
    number=COUNT,
    of=COUNT,
    percent={"type": ["number", "null"], "minimum": 0, "maximum": 100},
)
_YEARS = {"type": ["number", "null"], "minimum": 0}
SERVICE: dict[str, Any] = {
    "id": {"type": "string"},
    "name": {"type": "string"},
    "organisation": TEXT,
    "description": TEXT,
    "url": TEXT,
    "email": TEXT,
    "phone": TEXT,
    "minimum_age": _YEARS,
    "maximum_age": _YEARS,
    "places": LINES,
    "needs": many(shape("name", "code", name={"type": "string"}, code=TEXT)),
    "assured_on": DAY,
    "last_modified": {"type": ["string", "null"], "format": "date-time"},
    "fetched_on": DAY,
    "stale": {"type": "boolean", "description": "Nobody is known to have checked it for 12 months, or it is gone."},
    "stale_because": TEXT,
}
