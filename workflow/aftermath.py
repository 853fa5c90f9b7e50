"""What goes on when a request has ended, and whom may we no longer contact?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflow.facts import Facts
from workflow.history import Event
from workflow.referrals import KIND, referrals
from workflow.states import State

ENDED = (State.ISSUED, State.CLOSED)
BEGINS = ("accept_transfer", "settle_dispute", "start_assessment")
GIVEN_UP = ("hand_back", "decline_involvement")
DIED = "deceased"
NO_CONTACT = "The person has died: nobody is contacted about them unless it is certain that this is wanted."

# Assessments whose duty is their own: it does not end with the request for advice.
OWN_DUTY = {
    "s17_child_and_family": ("The child and family assessment", "Children Act 1989, section 17"),
    "s47": ("The child protection enquiry", "Children Act 1989, section 47"),
    "care_act_s9": ("The adult's needs assessment", "Care Act 2014, section 9"),
    "s58_transition": ("The transition assessment", "Care Act 2014, section 58"),
}


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Something that goes on by itself: a referral (by its number), an assessment, or what was said at closing."""

    what: str
    text: str
    since: date
    owed_by: str | None = None
    number: int | None = None
    cite: str | None = None


def still_open(facts: Facts) -> tuple[StillOpen, ...]:
    """What goes on although the request has ended; nothing while the request itself is open."""
    if facts.state not in ENDED:
        return ()
    return (*_waiting(facts), *_assessing(facts), *_said(facts))


def _waiting(facts: Facts) -> Iterator[StillOpen]:
    for one in referrals(facts.history):
        if not one.finished:
            kind = KIND[one.kind]
            yield StillOpen("referral", f"{kind.name}: {one.status}.", one.since, one.owed_by, one.number, kind.cite)


def _assessing(facts: Facts) -> Iterator[StillOpen]:
    """An assessment that was begun and is neither complete nor given up."""
    begun: Event | None = None
    kind, complete = "", False
    for event in facts.history:
        if event.action in BEGINS:
            begun, complete = event, False
        elif event.action in GIVEN_UP:
            begun = None
        elif event.action in ("complete_assessment", "resume_assessment"):
            complete = event.action == "complete_assessment"
        kind = event.value("assessment_type") or kind
    if begun is not None and not complete and kind in OWN_DUTY:
        name, cite = OWN_DUTY[kind]
        yield StillOpen("assessment", f"{name} was begun and is not complete.", begun.on, begun.held_by, cite=cite)


def _said(facts: Facts) -> Iterator[StillOpen]:
    last = closed_by(facts)
    if last is not None and last.value("still_open"):
        yield StillOpen("said_at_closing", last.value("still_open"), last.on)


def closed_by(facts: Facts) -> Event | None:
    """The step that closed the request, if it is closed."""
    if facts.state is not State.CLOSED:
        return None
    ending = (event for event in reversed(facts.history) if event.target is State.CLOSED)
    return next((event for event in ending if event.source is not State.CLOSED), None)


def duplicate_of(facts: Facts) -> str | None:
    """The live request of which this closed one was a duplicate."""
    last = closed_by(facts)
    return last.value("duplicate_of") if last and last.action == "close_as_duplicate" else None


def contact_stops(facts: Facts, step: Event) -> bool | None:
    """True when a step tells of the person's death, False when it takes that back, None when it says neither.

    `facts` are those before the step: a request that was closed because the person died is reopened when it was not so.
    """
    if step.action == "close" and step.value("closure_reason") == DIED:
        return True
    last = closed_by(facts) if step.action == "reopen" else None
    return False if last is not None and last.value("closure_reason") == DIED else None
