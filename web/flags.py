"""What may nobody miss who opens any page of a request?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.request import Request
from web.words import day
from workflow.aftermath import NO_CONTACT
from workflow.facts import Facts
from workflow.rights import Rights

RED, PURPLE = "red", "purple"


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that nobody who opens the request may miss, and why it matters, unless a caution says that already."""

    text: str
    colour: str
    why: str


def flags(row: Request, facts: Facts, law: Rights) -> Iterator[Flag]:
    """The flags of a request, the gravest first."""
    known = facts.person.details
    if known.get("contact_stopped"):
        yield Flag("No contact: the person has died", RED, NO_CONTACT)
    if row.restricted:
        yield Flag("Restricted", RED, "Only those who work on it and their managers know that it exists: tell nobody.")
    if known.get("protected_address"):
        yield Flag("Protected address", RED, "")
    for barred in law.blocked:
        since = f" Since {day(barred.since)}." if barred.since else ""
        yield Flag(f"Do not contact: {barred.who}", RED, f"{barred.why}{since}")
    if known.get("interpreter_needed"):
        yield Flag("Interpreter needed", PURPLE, known.get("interpreter_arranged") or "")
