"""Who is in this, who holds the rights, to whom do we speak, and what may be said to whom?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.person import Contact
from web.forms.said import labelled
from web.one_request.flags import contact_plan
from web.one_request.top import Opened
from web.words import day, plain
from workflow.rights import ALTERNATIVE, Blocked, Rights
from workflow.school_year import school_year

WHO = {"parent": "a parent", "young_person": "the young person", "alternative_person": "whoever acts for them"}
HOLDS = {"parent": "The parent holds the rights", "young_person": "The young person holds the rights"}
KNOWN = (
    ("setting", "School, college or setting"),
    ("first_language", "Language at home"),
    ("communication", "How they communicate best"),
    ("interpreter_arranged", "Interpreter or support arranged"),
    ("responsible_authority", "Looked after by"),
)
PERSON, CONTACTS = "update_person", "person.contacts"
NUMBERS = (("upn", "UPN"), ("nhs_number", "NHS number"), ("social_care_id", "Social care number"))


@dataclass(frozen=True, slots=True)
class InTheirLife:
    """Somebody in the person's life: how to reach them, and what they may be told."""

    name: str
    relationship: str
    reach: tuple[str, ...]
    may_be_told: str
    barred: str


@dataclass(frozen=True, slots=True)
class People:
    """The person, their rights, and those in their life. `where`: the address; `private`: it is told to nobody."""

    known: tuple[tuple[str, str], ...]
    where: str
    private: bool
    holder: str
    speak_to: str
    blocked: tuple[Blocked, ...]
    cautions: tuple[str, ...]
    working: tuple[str, ...]
    contacts: tuple[InTheirLife, ...]


def people(one: Opened) -> People:
    """Everybody in a request, as its holders need to know."""
    rights, details = one.rights, one.row.person.details
    barred = {blocked.who: blocked.why for blocked in rights.blocked}
    return People(
        known=tuple(_known(one)),
        where=", ".join(str(details[part]) for part in ("address", "postcode") if details.get(part)),
        private=bool(details.get("protected_address")),
        holder=_holder(rights),
        speak_to=_speak_to(one),
        blocked=rights.blocked,
        cautions=rights.cautions,
        working=(*school_year(one.facts, one.on).working, *rights.working),
        contacts=tuple(_contact(contact, barred.get(contact.name, "")) for contact in one.row.person.contacts),
    )


def _holder(rights: Rights) -> str:
    if rights.holder == ALTERNATIVE:
        return f"{rights.alternative_person or 'Somebody'} acts for the young person, who holds the rights"
    passes = f", until {day(rights.passes_on)}" if rights.holder == "parent" and rights.passes_on else ""
    return f"{HOLDS[rights.holder]}{passes}"


def _known(one: Opened) -> Iterator[tuple[str, str]]:
    person = one.row.person
    if person.date_of_birth:
        yield "Date of birth", day(person.date_of_birth)
    yield from ((label, getattr(person, code)) for code, label in NUMBERS if getattr(person, code))
    yield from ((label, str(person.details[code])) for code, label in KNOWN if person.details.get(code))


def _contact(contact: Contact, barred: str) -> InTheirLife:
    responsible = ", with parental responsibility" if contact.parental_responsibility else ""
    told = labelled(PERSON, f"{CONTACTS}.may_be_told", contact.may_be_told) or "Not recorded"
    related = labelled(PERSON, f"{CONTACTS}.relationship", contact.relationship)
    return InTheirLife(
        name=contact.name,
        relationship=f"{related}{responsible}",
        reach=tuple(way for way in (contact.phone, contact.email) if way),
        may_be_told=f"{told}: {contact.may_be_told_because}" if contact.may_be_told_because else told,
        barred=barred,
    )


def _speak_to(one: Opened) -> str:
    """To whom to speak, as a sentence."""
    if one.row.person.details.get("contact_stopped"):
        return "Nobody is contacted: the person has died."
    kinds = [WHO.get(kind, plain(kind).lower()) for kind in one.rights.speak_to]
    if not kinds:
        return "Agree with a manager who is asked instead of the family."
    first = "Follow the contact plan; where it leaves that open, speak" if contact_plan(one.facts) else "Speak"
    return f"{first} to {', then '.join(kinds)}."
