"""Who holds the rights on a day, to whom do we speak, and to whom must we not?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflow.age import birthday, end_of_compulsory_school_age
from workflow.days import words
from workflow.facts import SPEAK_FOR_THEMSELVES_AT, Contact, Facts
from workflow.history import PARENTS, Event

PARENT, YOUNG_PERSON, ALTERNATIVE = "parent", "young_person", "alternative_person"
ADULT = 18
REFUSED = ("declined", "withdrawn")
ACT = "Children and Families Act 2014, section 80; SEND Regulations 2014, regulations 64 and 65"
CAPACITY = "Mental Capacity Act 2005, sections 1 to 3"
PAGE = "Social care advice page: the young person (aged 16 and above)"
ACTS = {
    "deputy": "a deputy",
    "attorney": "an attorney",
    "parent": "a parent",
    "rep_of_parent": "the parent's representative",
}
FOUND = {
    "has": "assessed, and they can decide.",
    "lacks": "assessed, and they cannot decide.",
    "not_assessed_presumed": "not assessed, so it is presumed.",
}
EVERY_COUNCIL = frozenset({"the", "of", "council", "borough", "city", "county", "district", "metropolitan", "london"})


@dataclass(frozen=True, slots=True)
class Blocked:
    """Somebody to whom we do not speak: who, why, and since when if this request tells."""

    who: str
    why: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Rights:
    """Who holds the SEND rights, whom to speak to (kinds of informant, the first first), and how that was reached."""

    holder: str
    alternative_person: str | None
    passes_on: date | None
    speak_to: tuple[str, ...]
    blocked: tuple[Blocked, ...]
    cautions: tuple[str, ...]
    working: tuple[str, ...]


def rights(facts: Facts, on: date) -> Rights:
    """Everything that the law and the record say of the person's rights on a day."""
    barred = blocked(facts, on)
    return Rights(
        holder=holder(facts, on),
        alternative_person=_alternative(capacity_record(facts, on)) if holder(facts, on) == ALTERNATIVE else None,
        passes_on=end_of_compulsory_school_age(facts.person.born) if facts.person.born else None,
        speak_to=_speak_to(facts, on, barred),
        blocked=barred,
        cautions=tuple(_cautions(facts, on)),
        working=tuple(_working(facts, on)),
    )


def holder(facts: Facts, on: date) -> str:
    """The parent; past compulsory school age the young person, or whoever acts for one who lacks capacity."""
    if not facts.person.holds_own_rights(on):
        return PARENT
    record = capacity_record(facts, on)
    return ALTERNATIVE if record and record.value("capacity_outcome") == "lacks" else YOUNG_PERSON


def capacity_record(facts: Facts, on: date) -> Event | None:
    """The latest word on the young person's capacity by a day; without one, capacity is presumed."""
    said = [event for event in facts.steps("update_person") if event.value("capacity_outcome")]
    known = [event for event in said if _since(event, "capacity_assessed_on") <= on]
    return max(reversed(known), key=lambda event: _since(event, "capacity_assessed_on"), default=None)


def contact_with_parents_declined_since(facts: Facts, on: date) -> date | None:
    """Since when a young person who holds their own rights has not agreed to our speaking with their parents."""
    if holder(facts, on) != YOUNG_PERSON:
        return None
    asked = [e for e in facts.steps("record_consent") if e.value("consent_for") == "contact_with_parents"]
    said = [e for e in asked if e.value("consent_by") not in PARENTS and _since(e, "consent_on") <= on]
    latest = max(reversed(said), key=lambda event: _since(event, "consent_on"), default=None)
    return _since(latest, "consent_on") if latest and latest.value("consent_given") in REFUSED else None


def blocked(facts: Facts, on: date) -> tuple[Blocked, ...]:
    """Parents whom the young person has declined contact with; contacts who are not safe, or may be told nothing."""
    since = contact_with_parents_declined_since(facts, on)
    parents = [Blocked("parents", "The young person has declined contact with them.", since)] if since else []
    return (*parents, *(one for contact in facts.person.contacts for one in _barred(facts, contact)))


def is_unsafe(facts: Facts, name: str | None) -> bool:
    """Whether somebody of this name is a contact recorded as not safe to contact."""
    named = " ".join((name or "").casefold().split())
    return any(
        not one.safe_to_contact and " ".join(one.name.casefold().split()) == named for one in facts.person.contacts
    )


def _since(event: Event, code: str) -> date:
    """The day that a step says something of, else the day on which it was taken."""
    return event.day(code) or event.on


def _barred(facts: Facts, contact: Contact) -> Iterator[Blocked]:
    if not contact.safe_to_contact:
        yield Blocked(contact.name, "Recorded as not safe to contact.", _said_on(facts, contact, "safe_to_contact"))
    if contact.may_be_told == "nothing":
        why = contact.may_be_told_because or "no reason recorded"
        yield Blocked(contact.name, f"May be told nothing: {why}", _said_on(facts, contact, "may_be_told"))


def _said_on(facts: Facts, contact: Contact, part: str) -> date | None:
    """The day on which this request first said of a contact what is so now."""
    now, since = getattr(contact, part), None
    for event in facts.told:
        for said in (event.value("person") or {}).get("contacts", ()):
            if said["name"].casefold() == contact.name.casefold() and part in said:
                since = (since or event.on) if said[part] == now else None
    return since


def _speak_to(facts: Facts, on: date, barred: tuple[Blocked, ...]) -> tuple[str, ...]:
    """The young person first, from 16 or once the rights are theirs; whoever acts for them; parents until 18."""
    age, names = facts.person.age(on), {one.who for one in barred}
    parents = [contact.name for contact in facts.person.contacts if contact.relationship in PARENTS]
    out_of_reach = "parents" in names or (bool(parents) and names.issuperset(parents))
    wanted = {
        YOUNG_PERSON: facts.person.speaks_for_themselves(on),
        ALTERNATIVE: holder(facts, on) == ALTERNATIVE,
        PARENT: (age is None or age < ADULT) and not out_of_reach,
    }
    return tuple(kind for kind, so in wanted.items() if so)


def _alternative(record: Event | None) -> str | None:
    """Who acts for them, by name where it is recorded; without a word, a parent does (regulation 64)."""
    if record is None:
        return None
    kind, name = ACTS[record.value("alternative_person") or "parent"], record.value("alternative_person_name")
    return f"{name}, {kind}" if name else kind


def _cautions(facts: Facts, on: date) -> Iterator[str]:
    """What to mind before speaking to anybody, then what to mind about the rights themselves."""
    yield from _about_the_family(facts)
    if facts.person.born is None:
        yield "The date of birth is not known, so the rights are taken to be the parent's: find it out."
    if not _speak_to(facts, on, blocked(facts, on)):
        yield "Everybody who could speak for the family is blocked: agree with a manager who is asked instead."
    if facts.reaches_before_due(ADULT):
        yield "They turn 18 before the advice is due: H1, Year 9 and the service are judged on the day of issue."
    record = capacity_record(facts, on)
    review = record.day("capacity_review_on") if record else None
    if review and on > review:
        yield f"Capacity was to be looked at again by {words(review)}: do that before relying on the record."


def _about_the_family(facts: Facts) -> Iterator[str]:
    known = facts.person.details
    if known.get("interpreter_needed") and not known.get("interpreter_arranged"):
        yield "An interpreter or support to communicate is needed and none is arranged: arrange it before any contact."
    if known.get("looked_after"):
        yield from _looked_after(known.get("responsible_authority"), facts.authority.name)
    if known.get("protected_address"):
        yield "The address is kept private: it stands in no letter and no advice, and is told to nobody."
    for contact in (one for one in facts.person.contacts if one.may_be_told == "arrangements_only"):
        yield f"{contact.name} may be told arrangements only: {contact.may_be_told_because or 'no reason recorded'}"


def _looked_after(responsible: str | None, own: str) -> Iterator[str]:
    if responsible is None:
        yield "Looked after: record which authority is responsible."
    elif _plain(responsible) != _plain(own):
        yield (
            f"Looked after by {responsible}: go to the child's own social worker there; where another authority asks, "
            "the six weeks bind strictly (SEND Regulations 2014, regulation 8(1))."
        )


def _plain(name: str) -> frozenset[str]:
    """The words of an authority's name that no other has: Northmere Council is Northmere."""
    return frozenset(re.findall(r"\w+", re.sub(r"\(.*\)", "", name.casefold()))) - EVERY_COUNCIL


def _working(facts: Facts, on: date) -> Iterator[str]:
    born, record = facts.person.born, capacity_record(facts, on)
    if born is None:
        return
    ends = end_of_compulsory_school_age(born)
    past = on > ends
    yield f"Compulsory school age {'ended' if past else 'ends'} on {words(ends)} (Education Act 1996, section 8)."
    whose = "Since then the rights are the young person's own" if past else "Until then the rights are the parent's"
    yield f"{whose} ({ACT})."
    sixteen = birthday(born, SPEAK_FOR_THEMSELVES_AT)
    yield f"16 on {words(sixteen)}: from then they are spoken to themselves ({PAGE})."
    if record is None:
        yield from [f"Capacity is presumed ({CAPACITY})."] if past else []
        return
    yield from _capacity(record, past)


def _capacity(record: Event, past: bool) -> Iterator[str]:
    """What was found about one decision, and what follows from it."""
    about, day = record.value("capacity_about") or "not named", words(_since(record, "capacity_assessed_on"))
    found = f"{FOUND[record.value('capacity_outcome')]} It is about one decision: {about} ({CAPACITY})."
    yield f"Capacity, {day}: {found}"
    if not past:
        yield "That changes nothing about who holds the rights before the end of compulsory school age."
    elif record.value("capacity_outcome") == "lacks":
        yield f"So {_alternative(record)} acts for them ({ACT})."
