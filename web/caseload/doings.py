"""What can be done with several requests at once? Each by the step a single page uses, each in a unit of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.access import acting_for
from models.storage import Storage, keeping
from models.work_list import Line
from web.errors import reasons
from web.pages import Visit, keep, once_key
from workflow.asking.answering import Given
from workflow.casework.taking import take
from workflow.casework.work import Work
from workflow.errors import Refused
from workflow.facts import Caller
from workflow.machine import may_take
from workflow.pathway import EVER_MAY
from workflow.roles import MANAGERS, Role

TAKE, GIVE, CHASE = "take", "assign", "chase"
Versions = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Doing:
    """Something to do with several requests: the step whose questions it asks, its button, and who may."""

    step: str
    button: str
    title: str
    roles: frozenset[Role]

    def titled(self, count: int) -> str:
        """Its title and its button, for so many requests."""
        return self.title.format("this request" if count == 1 else "these requests")


DOINGS = (
    Doing(TAKE, "Take them", "Take {}", EVER_MAY[TAKE] | EVER_MAY[GIVE]),
    Doing(GIVE, "Give them to somebody", "Give {} to somebody", MANAGERS | {Role.DSCO}),
    Doing(CHASE, "Chase them", "Chase {}", EVER_MAY[CHASE]),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of several: done, or every reason why not."""

    reference: str
    address: str
    why_not: tuple[str, ...] = ()


def doings(caller: Caller) -> tuple[Doing, ...]:
    """What this person may do with several requests at once."""
    return tuple(one for one in DOINGS if caller.roles & one.roles)


def step_of(visit: Visit, doing: str, line: Line | None, answers: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The step that it comes to on one request: what waits at a front door is taken, other work is given to oneself."""
    if doing != TAKE or line is None or may_take(line.facts, visit.signed.caller, TAKE):
        return doing, answers
    return GIVE, {**answers, "assignee": visit.signed.email}


def do_all(visit: Visit, steps: Sequence[tuple[str, str, Mapping[str, Any]]], seen: Versions) -> list[Outcome]:
    """Take each of these steps (reference, action, answers), whatever becomes of the others."""
    visit.session.rollback()  # nothing was written; and each step writes in a unit of its own
    with keeping():  # of the steps before the one at which the database goes away, each is kept
        return [_do(visit, reference, action, given, seen.get(reference)) for reference, action, given in steps]


def _do(visit: Visit, reference: str, action: str, given: Mapping[str, Any], seen: int | None) -> Outcome:
    """Take one step; a form that is sent again has done what it did, and goes on with the rest."""
    storage: Storage = current_app.extensions["storage"]
    address, once = url_for("requests_pages.one", reference=reference), once_key()
    key = f"{once}:{reference}"[:255] if once else None
    with Session(storage.engine, expire_on_commit=False, autoflush=False) as unit:
        signed = acting_for(unit, visit.signed.email, key)
        if signed is None:
            return Outcome(reference, address, ("You can no longer sign in.",))
        if signed.stored:
            return Outcome(reference, address)
        work = Work(unit, signed, storage.keys, visit.work.at)
        try:
            take(work, reference, action, Given(dict(given)), seen)
            if key:
                keep(work, key, address)
            unit.commit()
        except (Refused, IntegrityError) as refusal:
            unit.rollback()  # or is it the same form, sent twice at the same moment, and the other one did it?
            if key and (again := acting_for(unit, visit.signed.email, key)) and again.stored:
                return Outcome(reference, address)
            if not isinstance(refusal, Refused):
                raise
            return Outcome(reference, address, tuple(reasons(refusal)))
    return Outcome(reference, address)
