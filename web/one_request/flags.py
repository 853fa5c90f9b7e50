"""What may nobody miss who opens any page of a request?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.request import Request
from web.words import day
from workflow.aftermath import NO_CONTACT
from workflow.facts import Facts
from workflow.history import Event
from workflow.rights import Rights

RED, PURPLE = "red", "purple"


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that nobody who opens the request may miss, and why it matters, unless a caution says that already.

    `before_contact`: it is read in full wherever somebody is about to contact the family.
    """

    text: str
    colour: str
    why: str
    before_contact: bool = False


def flags(row: Request, facts: Facts, law: Rights) -> Iterator[Flag]:
    """The flags of a request, the gravest first."""
    known = facts.person.details
    if known.get("contact_stopped"):
        yield Flag("No contact: the person has died", RED, NO_CONTACT)
    if row.restricted:
        yield Flag("Restricted", RED, "Only those who work on it and their managers know that it exists: tell nobody.")
    if known.get("protected_address"):
        yield Flag("Protected address", RED, "")
    if plan := contact_plan(facts):
        said = f"Since {day(plan.on)}: {plan.value('contact_plan')}"
        yield Flag("Mind the contact plan", RED, said, before_contact=True)
    for barred in law.blocked:
        since = f" Since {day(barred.since)}." if barred.since else ""
        yield Flag(f"Do not contact: {barred.who}", RED, f"{barred.why}{since}")
    if known.get("interpreter_needed"):
        yield Flag("Interpreter needed", PURPLE, known.get("interpreter_arranged") or "")


def contact_plan(facts: Facts) -> Event | None:
    """The latest safeguarding referral: it says whom we contact from then on (domain.md 3.8)."""
    return facts.last("record_safeguarding_referral")
