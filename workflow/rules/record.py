"""Was the person's record read, and were the right people spoken to?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from workflow.facts import Facts
from workflow.history import PARENTS, VOICES, Event
from workflow.rights import contact_with_parents_declined_since, is_unsafe
from workflow.rule import DEFAULT, GUIDANCE, LOCAL, rule

PAGE = "Social care advice page, front door triage"
SPOKE = "spoke"
SETTLED = ("declined", "unsafe_to_contact")  # nobody is pressed further
THEMSELVES = ("young_person", "advocate", "alternative_person")
NOT_SOUGHT = "young_person_view_not_sought_because"
NO_ATTEMPT = ("interpreter_cancelled",)
ASKS_THE_FAMILY = ("record_answers", "review_provision")  # what SEND wrote in its request is no conversation of ours


def _for_this_request(facts: Facts, day: date | None, told: Event) -> bool:
    """What was said before the request came is kept, and is no evidence for it (docs/decisions/0004)."""
    return day in (None, told.on) or facts.received_on is None or day >= facts.received_on


def attempts(facts: Facts, voices: tuple[str, ...]) -> list[Event]:
    """Every time that we spoke to somebody of these kinds, or tried: not when it was our interpreter who cancelled."""
    tried = (event for event in facts.steps("record_contact") if event.value("informant_kind") in voices)
    counts = (event for event in tried if event.value("outcome") not in NO_ATTEMPT)
    return [event for event in counts if _for_this_request(facts, event.day("contacted_on"), event)]


def properly_tried(facts: Facts, tried: Sequence[Event]) -> bool:
    """As many attempts, by as many methods, as the authority's own numbers say."""
    methods = {event.value("method") for event in tried}
    return len(tried) >= facts.authority.contact_attempts and len(methods) >= facts.authority.contact_methods


def _wanted(facts: Facts, tried: Sequence[Event]) -> str:
    """How many attempts are asked for, and how many there are."""
    so_far = f"{len(tried)} by {len({event.value('method') for event in tried})}" if tried else "none"
    needed = facts.authority
    return f"{needed.contact_attempts} attempts by {needed.contact_methods} methods (so far: {so_far})"


def _views(facts: Facts) -> Mapping[str, str]:
    """Whose views the draft holds, or why they are missing."""
    views: Mapping[str, str] = facts.draft.content.get("views", {})
    return views


def _heard(facts: Facts, *informants: str) -> bool:
    """Somebody of these kinds was spoken to, or gave an answer to what social care asked."""
    spoken = any(event.value("outcome") == SPOKE for event in attempts(facts, informants))
    answers = ((event, answer) for event in facts.steps(*ASKS_THE_FAMILY) for answer in event.answers.values())
    told = (pair for pair in answers if pair[1].informant in informants and pair[1].not_asked_because is None)
    return spoken or any(_for_this_request(facts, answer.asked_on, event) for event, answer in told)


def _voices(facts: Facts, on: date) -> tuple[str, ...]:
    """Who can speak for the family; the child's own voice stands alone only from 16, or once the rights are theirs."""
    too_young = facts.person.age(on) is not None and not facts.person.speaks_for_themselves(on)
    return tuple(voice for voice in VOICES if not (too_young and voice == "young_person"))


@rule(PAGE, LOCAL)
def a_record_was_read(facts: Facts, on: date) -> str | None:
    """A member of the front door team reads the information on the person's file or sent with the request."""
    if any(facts.steps("record_reading")):
        return None
    return "Record at least one thing that was read: the file, or what came with the request."


@rule(PAGE, LOCAL)
def the_family_was_spoken_to_or_properly_tried(facts: Facts, on: date) -> str | None:
    """They arrange to speak with parents, carers, the young person (16 and above) or their advocate."""
    voices = _voices(facts, on)
    tried = attempts(facts, voices)
    if _heard(facts, *voices) or any(e.value("outcome") in SETTLED for e in tried):
        return None
    if properly_tried(facts, tried):
        return None
    return (
        f"Record a conversation with a parent, carer, the young person or an advocate; or {_wanted(facts, tried)}; "
        "or that they declined to talk; or why it is not safe to contact them."
    )


@rule(PAGE, LOCAL)
def the_young_persons_own_view_was_sought(facts: Facts, on: date) -> str | None:
    """From 16 the young person is spoken to, themselves or through an advocate."""
    if not facts.person.speaks_for_themselves(on) or _heard(facts, *THEMSELVES):
        return None
    said_why = facts.value(NOT_SOUGHT) or facts.says(NOT_SOUGHT) or _views(facts).get("absent_because")
    tried = attempts(facts, THEMSELVES)
    if said_why or properly_tried(facts, tried) or any(event.value("outcome") in SETTLED for event in tried):
        return None
    return (
        "The young person speaks for themselves now: record a conversation with them or their advocate; or "
        f"{_wanted(facts, tried)}; or that they declined; or why their own view could not be sought."
    )


@rule("Code of Practice 9.25; regulation 6(1) advice on needs", DEFAULT)
def the_persons_and_the_familys_views_are_recorded(facts: Facts, on: date) -> str | None:
    """Advice carries the views of the child or young person and of the family, or says why they are missing."""
    views = _views(facts)
    if views.get("absent_because"):
        return None
    heard = {
        "the child or young person": bool(views.get("person")) or _heard(facts, "young_person", "child"),
        "the family": bool(views.get("family")) or _heard(facts, *PARENTS),
    }
    missing = " and ".join(who for who, said in heard.items() if not said)
    return f"Record the views of {missing}, or say in the draft why they are missing." if missing else None


def _spoken_to_parents_on(facts: Facts, on: date) -> date | None:
    """The day of the conversation that is about to be recorded, as a contact or as a parent's answers."""
    days = [facts.proposed_day("contacted_on") or on] if facts.proposed("informant_kind") in PARENTS else []
    said = facts.step.answers.values() if facts.step else ()
    return max([*days, *(one.asked_on or on for one in said if one.informant in PARENTS)], default=None)


@rule("Children and Families Act 2014, section 80; SEND rights pass at the end of compulsory school age", GUIDANCE)
def the_young_person_has_not_declined_contact_with_parents(facts: Facts, on: date) -> str | None:
    """A young person past compulsory school age, with capacity, decides whether their parents are spoken to."""
    when = _spoken_to_parents_on(facts, on)
    if when and contact_with_parents_declined_since(facts, when):
        return "The young person has declined contact with their parents: speak to those they agree to instead."
    return None


@rule("domain.md 3.8: a contact recorded as unsafe is not attempted", DEFAULT)
def a_reason_is_given_where_contact_is_unsafe(facts: Facts, on: date) -> str | None:
    """Contact may be left out where it is not safe, and the reason is recorded."""
    if facts.proposed("outcome") == "unsafe_to_contact" and not facts.says("not_safe_because"):
        return "Say why it is not safe to contact them."
    return None


@rule("domain.md 3.8: a contact recorded as unsafe is not attempted", DEFAULT)
def the_contact_named_is_safe_to_contact(facts: Facts, on: date) -> str | None:
    """A contact recorded as not safe is not spoken to; that it would not be safe can always be recorded."""
    if facts.proposed("outcome") == "unsafe_to_contact" or not is_unsafe(facts, facts.proposed("informant_name")):
        return None
    return "This contact is recorded as not safe to contact: put that right first if it is no longer so."
