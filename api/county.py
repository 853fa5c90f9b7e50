"""How does advice read in the shape that one county publishes? docs/exports.md says what goes where, and is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.errors import Invalid
from workflow.states import Kind

NOT_THERE = ""
HOW_OFTEN = ("amount", "frequency", "duration")


def county(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document of advice in that shape, every part there even where nothing was said.

    Raises Invalid for a tribunal response, whose steps or reasons have no place in it.
    """
    if document["kind"] == Kind.TRIBUNAL_RESPONSE:
        raise Invalid({"shape": ["A response to a tribunal has no needs, outcomes or provision: take it as it is."]})
    views, author = document.get("views", {}), document["author"]
    absent = _none(views.get("absent_because"))
    awaited = _none(document.get("awaits_assessment"))
    return {
        "Child_Views": views.get("person", absent),
        "Parent_Carer_Views": views.get("family", absent),
        "Strengths": document.get("strengths", NOT_THERE),
        "Needs": _texts(document["needs"]) or _listed(_none(document.get("no_needs_because"))),
        "Outcomes": _texts(document["outcomes"]) or _listed(awaited),
        **_sections(document, _none(document.get("no_provision_because")) or awaited),
        "Adviser": {
            "Name": author["name"],
            "Role": author.get("role") or author.get("capacity", NOT_THERE).replace("_", " "),
            "Date": document["issued_on"],
        },
        "Quality_Assured_By": document["reviewer"]["name"],
    }


def _sections(document: Mapping[str, Any], none: str) -> dict[str, list[dict[str, str]]]:
    """The rows of H1 and H2. Where nothing is provided, the one row of H2 says why."""
    needs, outcomes = ({one["id"]: one.get("text") for one in document[kind]} for kind in ("needs", "outcomes"))
    rows: dict[str, list[dict[str, str]]] = {"H1": [], "H2": []}
    for line in document["provision"]:
        need, outcome = needs.get(line.get("need")), outcomes.get(line.get("outcome"))
        rows[line.get("section", "H2")].append(
            _row(line.get("what"), line.get("provider"), _often(line), need, outcome)
        )
    if not document["provision"] and none:
        rows["H2"].append(_row(none))
    return rows


def _row(*said: str | None) -> dict[str, str]:
    columns = ("Provision", "By_Whom", "Frequency", "Need_Met", "Outcome")
    return {column: (said[n] if n < len(said) else None) or NOT_THERE for n, column in enumerate(columns)}


def _often(line: Mapping[str, Any]) -> str:
    return ", ".join(line[part] for part in HOW_OFTEN if part in line)


def _texts(parts: list[Mapping[str, Any]]) -> list[str]:
    return [part["text"] for part in parts if "text" in part]


def _listed(text: str) -> list[str]:
    return [text] if text else []


def _none(reason: str | None) -> str:
    """Why there is nothing, so that nobody takes the reason for the thing itself."""
    return f"None: {reason}" if reason else NOT_THERE
