"""How may one contact with a family be recorded on the requests of several of its children, and on none by halves?

Each request's record is its own: the same contact, with what was said of this child alone, and no word of the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.asking.answering import Given
from workflow.casework.taking import Taken, take
from workflow.casework.work import Seen, Work, found
from workflow.errors import NotThere, Refused, Unmet

CONTACT = "record_contact"
MOST = 10

# What one contact is, whichever child it is about; everything else is said of one child, and stays with that child.
SHARED = (
    "informant_kind",
    "informant_name",
    "contacted_on",
    "method",
    "outcome",
    "minutes",
    "interpreter_used",
    "advocate_present",
)
THEIR_OWN_VOICE = ("child", "young_person", "sibling")
SAME_CONTACT = "This is the same contact: it is answered once, for all."
NOT_SHARED = "What the child, the young person, a brother or a sister says is recorded on one request only."


@dataclass(frozen=True, slots=True)
class AlsoFor:
    """Another child's request that the contact was about too, and what is that child's own."""

    reference: str
    given: Given


def take_for_each(work: Work, reference: str, action: str, given: Given, seen: Seen, also: Sequence[AlsoFor]) -> Taken:
    """Record one contact on several requests, or on none; gives the named one.

    Raises what `take` raises; a refusal of a sibling's request begins with its reference.
    """
    versions = _locked(work, reference, [one.reference for one in also]) if also else {}
    taken = take(work, reference, action, Given(given.answers, {**given.faults, **_unshared(given, also)}), seen)
    for n, one in enumerate(also):
        try:
            take(work, one.reference, action, _same_contact(given, one.given), versions[one.reference])
        except Refused as refused:
            raise _of(one.reference, f"also_for.{n}.answers", refused) from refused
    return taken


def _locked(work: Work, named: str, siblings: Sequence[str]) -> Mapping[str, int]:
    """The version of each request, locked in the order of their references: two such calls never wait in a ring."""
    versions: dict[str, int] = {}
    missing: dict[str, NotThere] = {}
    for one in sorted({named, *siblings}):
        try:
            versions[one] = found(work.session, work.signed, one, locked=True).version
        except NotThere as refused:
            missing[one] = refused
    for one in (named, *siblings):
        if one in missing:
            raise missing[one] if one == named else _of(one, "", missing[one])
    return versions


def _unshared(given: Given, also: Sequence[AlsoFor]) -> Mapping[str, list[str]]:
    return {"also_for": [NOT_SHARED]} if also and _bare(given.answers.get("informant_kind")) in THEIR_OWN_VOICE else {}


def _bare(said: Any) -> Any:
    return said.get("value") if isinstance(said, dict) else said


def _same_contact(given: Given, own: Given) -> Given:
    shared = {code: said for code, said in given.answers.items() if code in SHARED}
    faults = {code: [SAME_CONTACT] for code in own.answers if code in SHARED}
    return Given({**own.answers, **shared}, {**own.faults, **faults})


def _of(reference: str, place: str, refused: Refused) -> Refused:
    """The same refusal, which says of which request it is."""
    reason = f"{reference}: {refused.reason}"
    if isinstance(refused, Unmet):
        named = Unmet({f"{place}.{code}": said for code, said in refused.errors.items()}, refused.needs)
        named.reason = reason
        return named
    return type(refused)(reason)
