"""A telephone call as it is typed on the page of triage, and a request on which it is recorded: what tests share."""

from __future__ import annotations

from typing import Any

from config import clock
from tests import answers
from tests.browsing import ONCE, SEEN, TOKEN
from tests.place import Place

CARE = [
    {"kind": "short_break_day", "text": "A day of short breaks each month"},
    {"kind": "personal_assistant", "text": "Four hours a week with a personal assistant"},
]
SIX = ("day_to_day", "impact", "coping", "willing_and_able", "without_support", "support_needed")


def today(name: str, **changed: str) -> dict[str, str]:
    on = clock.day_of(clock.now())
    return {f"{name}.day": str(on.day), f"{name}.month": str(on.month), f"{name}.year": str(on.year), **changed}


def call(**changed: str) -> dict[str, str]:
    """One call with the mother: what matters to her, all six questions, both items of care, and what was read."""
    said = {f"answers.{code}.value": f"About {code}, in her words." for code in SIX}
    care = {
        f"provision.{n}.{part}.value": f"Item {n}: {part}."
        for n in (1, 2)
        for part in ("provision_meets_need", "provision_outcome")
    }
    top = {"who": "Ana Example", "method": "phone", **today("day")}
    read = {"reading.source_read": "The file", "reading.key_facts": "One earlier referral.", **today("reading.read_on")}
    return {**top, "contact.what_was_said": "Weekends are the hard part.", **said, **care, **read, **changed}


def decision() -> dict[str, str]:
    """The decision as it is typed."""
    said = {code: str(value) for code, value in answers.decision().items() if isinstance(value, str)}
    return {**{code: value for code, value in said.items() if code != "decision_on"}, **today("decision_on")}


def taken(place: Place, **asked: Any) -> tuple[str, str]:
    reference = place.ask(provision_in_place=CARE, **asked)
    place.does("officer", reference, "take")
    return reference, f"/requests/{reference}/triage"


def hidden(page: str) -> dict[str, str]:
    """What the form of a page sends beside what is typed: the last one of its kind belongs to the main form."""
    found = {"csrf_token": TOKEN.findall(page), "once": ONCE.findall(page), "seen": SEEN.findall(page)}
    return {name: values[-1] for name, values in found.items() if values}


def history(place: Place, reference: str) -> list[Any]:
    events: list[Any] = place.get("officer", f"/requests/{reference}/history")["events"]
    return events
