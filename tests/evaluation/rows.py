"""Which examples are there, and what does a check find in one, put into a complete piece of advice at its place?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests import answers
from tests.guidance.cases import CHILD, TODAY, reviewed
from workflow.facts import Contact, Facts
from workflow.rules.issue import CHECKS
from workflow.writing.checks import Check, Severity

HERE = Path(__file__).parent
SEEN, UNSEEN = "seen", "unseen"
ROBIN = replace(CHILD, given_name="Robin", family_name="Sampleton")
PLACES = {
    "need": "needs.0.text",
    "impact_on_person": "needs.0.impact_on_person",
    "impact_on_family": "needs.0.impact_on_family",
    "view_of_person": "views.person",
    "view_of_family": "views.family",
    "strengths": "strengths",
    "outcome": "outcomes.0.text",
    "no_needs_because": "no_needs_because",
    "no_provision_because": "no_provision_because",
    "provision": "provision.0",
}
VOICES = ("social_worker", "early_help", "adult_social_care", "front_door", "parent", "young_person", "manager")
VOICES += ("foster_carer", "adviser", "mixed")
LINE = ("section", "category", "what", "provider", "amount", "frequency", "duration")
CHECK: Mapping[str, Check] = {one.name: one for one in CHECKS}

Row = Mapping[str, Any]


def rows(part: str) -> Iterator[Row]:
    """Every example of a part, file by file."""
    for path in sorted((HERE / part).glob("*.jsonl")):
        for line in path.read_text().splitlines():
            if line.strip():
                yield json.loads(line)


def text_of(row: Row) -> str:
    """What an example says, without its case and spaces."""
    said = row.get("text") or " | ".join(str(row.get("line", {}).get(part) or "") for part in LINE)
    return " ".join(said.casefold().split())


def facts_of(row: Row) -> Facts:
    """A complete piece of advice in which the example stands at its place."""
    return placed(PLACES[row["at"]], row.get("line") or row["text"], row.get("names", ()))


def placed(place: str, said: Any, names: Iterable[Mapping[str, str]] = (), known: Row | None = None) -> Facts:
    """A complete piece of advice that says this at this place; a line of provision replaces the first one."""
    content = {"signposting": [{"id": "s1", "text": "Swimming on Saturdays."}], **answers.advice()}
    if place.startswith("provision.0"):
        usual = {part: content["provision"][0][part] for part in ("id", "need", "outcome")}
        content["provision"] = [{**usual, **said}]
    else:
        at: Any = content
        *way, last = place.split(".")
        for step in way:
            at = at[int(step)] if step.isdigit() else at[step]
        at[last] = said
    contacts = tuple(Contact(one["name"], one["relationship"], safe_to_contact=True) for one in names)
    return replace(reviewed(content), person=replace(ROBIN, contacts=contacts, **(known or {})))


def found(row: Row) -> list[str]:
    """The reasons that the check gives at the place of the example."""
    place = PLACES[row["at"]]
    everything = CHECK[row["check"]].look(facts_of(row), TODAY)
    return [f"{one.reason} [{one.place}]" for one in everything if f"{one.place}.".startswith(f"{place}.")]


def faults(row: Row) -> Iterator[str]:
    """What is wrong with how an example is written down."""
    if f"-{row.get('check')}-" not in str(row.get("id", "")):
        yield "its id does not name its check"
    if row.get("check") not in CHECK or row.get("at") not in PLACES or row.get("voice") not in VOICES:
        yield "check, at or voice is not one of those in docs/checks.md"
    if not isinstance(row.get("fails"), bool) or not row.get("why"):
        yield "fails or why is missing"
    if (row.get("at") == "provision") != bool(row.get("line")) or (row.get("at") != "provision") != bool(
        row.get("text")
    ):
        yield "provision has a line, and everything else a text"
    if set(row.get("line", {})) - set(LINE):
        yield "its line has parts that no line has"


def stops() -> frozenset[str]:
    """The checks that stop an issue."""
    return frozenset(one.name for one in CHECKS if one.severity is Severity.STOP)
