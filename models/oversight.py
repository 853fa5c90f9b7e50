"""For which requests does somebody answer, and how do they stand: how old, how near their date, and what holds them?

A figure and the list behind it use the same clauses, so that they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, func, or_, select, true
from sqlalchemy.orm import aliased

from config.calendar import Calendar
from models.access import SignedIn, visible
from models.assessment import Referral
from models.event import Answer, Event
from models.request import Request
from workflow.marks import CLAIMED
from workflow.roles import MANAGERS, OVERSIGHT, Role

SOON, NEXT = 5, 10  # working days ahead
LOOK_BACK = timedelta(weeks=12)  # how far back "issued late" goes
REFERRALS_WAIT = timedelta(days=28)  # project default: a referral open for longer is asked after
WEEK = timedelta(weeks=1)
AGES = ("w0", "w1", "w2", "w3", "w4", "w5", "w6", "w12")
STANDINGS = ("late", "excused", "soon", "next", "later", "undated", "answered")
RETURNED_OFTEN = 3

Clause = ColumnElement[bool]


@dataclass(frozen=True)
class Days:
    """Today, and the days that the bands of a picture end on. Raises CalendarEnds where they cannot be known."""

    on: date
    working: Calendar

    @cached_property
    def soon(self) -> date:
        """The last of the next 5 working days."""
        return self.working.add(self.on, SOON)

    @cached_property
    def next(self) -> date:
        """The last of the next 10 working days."""
        return self.working.add(self.on, NEXT)

    @property
    def week_ends(self) -> date:
        """Sunday."""
        return self.on + timedelta(days=6 - self.on.weekday())


def answered_for(signed: SignedIn) -> Clause:
    """What is now in the hands of a manager's teams, offered to them, or asked for by their SEND team; oversight all.

    Never more than the caller may see.
    """
    if signed.caller.roles & OVERSIGHT:
        return visible(signed)
    manages, asks = signed.caller.teams(*MANAGERS), signed.caller.teams(Role.SEND_MANAGER)
    theirs = or_(Request.team.in_(manages), Request.offered_team.in_(manages), Request.requesting_team.in_(asks))
    return and_(visible(signed), theirs)


def referrals_answered_for(signed: SignedIn, one: type[Referral]) -> Clause:
    """Referrals that a manager's teams owe, or that come from their SEND team's requests; oversight all."""
    if signed.caller.roles & OVERSIGHT:
        return true()
    manages, asks = signed.caller.teams(*MANAGERS), signed.caller.teams(Role.SEND_MANAGER)
    return or_(one.owed_by_team.in_(manages), Request.requesting_team.in_(asks))


def age(days: Days) -> ColumnElement[str]:
    """Whole weeks since the request was received, as the code of a band."""
    within = [(Request.received_on > days.on - WEEK * (n + 1), AGES[n]) for n in range(6)]
    return case(*within, (Request.received_on > days.on - WEEK * 12, AGES[6]), else_=AGES[7])


def standing(days: Days) -> ColumnElement[str]:
    """How near an open request is to its date; what is answered already (in full or by an interim) is not late."""
    done, due = func.coalesce(Request.interim_on, Request.issued_on), Request.due_on
    return case(
        (done.is_not(None), "answered"),
        (due.is_(None), "undated"),
        (and_(due < days.on, Request.excused_on.is_not(None)), "excused"),
        (due < days.on, "late"),
        (due <= days.soon, "soon"),
        (due <= days.next, "next"),
        else_="later",
    )


def due_by(day: date, days: Days) -> Clause:
    """Not late yet, and due by a day."""
    return and_(standing(days).in_(("soon", "next", "later")), Request.due_on <= day)


def exception_waits() -> Clause:
    """An exception to one of its time limits is claimed, and not decided."""
    return cast(Request.marks, String).contains(f'"{CLAIMED}')


def late_since(days: Days) -> Clause:
    """Answered late, in the last twelve weeks."""
    done, since = func.coalesce(Request.interim_on, Request.issued_on), days.on - LOOK_BACK
    few = or_(Request.interim_on >= since, Request.issued_on >= since)  # says so to the database before it looks closer
    return and_(few, done >= since, done > Request.due_on)


def _of_request(kind: Any) -> tuple[Clause, Clause]:
    return kind.authority_id == Request.authority_id, kind.request_id == Request.id


def said(code: str, last: bool = False) -> ColumnElement[str]:
    """The code that was first (or last) chosen as the answer to a question on a request."""
    answer = aliased(Answer)
    order = answer.seq.desc() if last else answer.seq
    query = select(func.trim(cast(answer.value, String), '"')).where(*_of_request(answer), answer.code == code)
    return query.order_by(order).limit(1).correlate(Request).scalar_subquery()


def happened(action: str) -> ColumnElement[Any]:
    """When a step was last taken on a request."""
    event = aliased(Event)
    query = select(func.max(event.at)).where(*_of_request(event), event.action == action)
    return query.correlate(Request).scalar_subquery()


def returned() -> ColumnElement[int]:
    """How often a draft of a request was returned."""
    event = aliased(Event)
    query = select(func.count()).where(*_of_request(event), event.action == "return_draft")
    return query.correlate(Request).scalar_subquery()


def there_since() -> ColumnElement[Any]:
    """Since when the team that has a request has had it without a break."""
    event, before = aliased(Event), aliased(Event)
    elsewhere = or_(before.held_by.is_(None), before.held_by != Request.team)
    left = select(func.coalesce(func.max(before.seq), 0)).where(*_of_request(before), elsewhere)
    arrived = select(func.min(event.at)).where(
        *_of_request(event), event.seq > left.correlate(Request).scalar_subquery()
    )
    return arrived.correlate(Request).scalar_subquery()


def touched() -> ColumnElement[Any]:
    """When whoever has a request last did something on it; if they never did, when it was first given to them."""
    did, given = aliased(Event), aliased(Event)
    own = select(func.max(did.at)).where(*_of_request(did), did.actor_id == Request.member_id)
    first = select(func.min(given.at)).where(*_of_request(given), given.member_id == Request.member_id)
    return func.coalesce(*(one.correlate(Request).scalar_subquery() for one in (own, first)))
