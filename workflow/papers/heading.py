"""Of whom is a piece of advice, who wrote and who checked it, as all of it stood on the day of issue?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from workflow.facts import Facts
from workflow.history import Event

ASSESSMENT = ("assessment_type", "completed_on")


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who wrote or checked advice: their name, as what in which team, and their registration."""

    name: str
    role: str
    team: str
    registration: str | None = None


def heading(facts: Facts, on: date, author: Signatory | None, reviewer: Signatory | None) -> dict[str, Any]:
    """What stands at the head of a piece of advice, kept with it so that it reads the same for ever.

    Of the person only what tells them from others in the family and school: no number, no address, no contact.
    """
    person, told = facts.person, {event.action: event for event in facts.history}
    complete = told.get("complete_assessment")
    return {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "date_of_birth": person.born.isoformat() if person.born else None,
        "school_year": person.year(on),
        "adult": (age := person.age(on)) is not None and age >= facts.authority.adult_from_age,
        "reason": facts.reason,
        "author": _signed(author),
        "reviewer": _signed(reviewer),
        "assessment": {code: facts.value(code) for code in ASSESSMENT} if complete else None,
        "because": told["amend_advice"].value("amendment_trigger") if "amend_advice" in told else None,
    }


def _signed(one: Signatory | None) -> Mapping[str, str] | None:
    return {code: said for code, said in asdict(one).items() if said is not None} if one else None


def sources(facts: Facts) -> list[dict[str, Any]]:
    """What was read, to whom we spoke and when, and what was assessed: carried from the record, not retyped."""
    read = [
        {"read": event.value("source_read"), "on": event.value("read_on")} for event in facts.steps("record_reading")
    ]
    spoken = [
        {"spoke_to": event.value("informant_kind"), "on": event.value("contacted_on"), "how": event.value("method")}
        for event in facts.steps("record_contact")
        if event.value("outcome") == "spoke"
    ]
    assessed = [
        {"assessed": _planned(facts, event), "on": event.value("completed_on")}
        for event in facts.steps("complete_assessment")
    ]
    return [*read, *spoken, *assessed]


def _planned(facts: Facts, completed: Event) -> str | None:
    """The kind of assessment that a step completes: the last that was named before it."""
    named = [event.value("assessment_type") for event in facts.history if event.seq < completed.seq]
    return next((kind for kind in reversed(named) if kind), None)
