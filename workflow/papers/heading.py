"""Of whom is a piece of advice, who wrote and who checked it, as all of it stood on the day of issue?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.facts import Facts

ASSESSMENT = ("assessment_type", "completed_on")


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who wrote or checked advice: their name, and as what in which team."""

    name: str
    role: str
    team: str


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
    return {"name": one.name, "role": one.role, "team": one.team} if one else None


def sources(facts: Facts) -> list[dict[str, Any]]:
    """What was read, and to whom we spoke and when: carried from the record, not retyped."""
    read = [
        {"read": event.value("source_read"), "on": event.value("read_on")} for event in facts.steps("record_reading")
    ]
    spoken = [
        {"spoke_to": event.value("informant_kind"), "on": event.value("contacted_on"), "how": event.value("method")}
        for event in facts.steps("record_contact")
        if event.value("outcome") == "spoke"
    ]
    return [*read, *spoken]
