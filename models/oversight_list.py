"""Which requests are behind a figure? The same clauses as the figure's own, by due date, a page at a time or all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select, tuple_
from sqlalchemy.orm import Session, aliased

from models.access import SignedIn, visible
from models.assessment import Referral
from models.oversight import (
    REFERRALS_WAIT,
    RETURNED_OFTEN,
    Clause,
    Days,
    age,
    answered_for,
    due_by,
    exception_waits,
    happened,
    late_since,
    referrals_answered_for,
    returned,
    said,
    standing,
    there_since,
)
from models.person import Person
from models.request import Request
from models.timeliness import outcome
from models.user import User
from workflow.referrals import UNFINISHED

NOT_SAID = "none"  # a reason that nobody gave, a request that nobody in particular has
MARKED: Mapping[str, Callable[[], Clause]] = {
    "came_back": lambda: Request.came_back.is_not(None),
    "disputed": lambda: Request.in_dispute.is_(True),
    "claimed": exception_waits,
    "excused": lambda: Request.excused_on.is_not(None),
}
After = tuple[date, UUID]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which requests a list is of: open ones, narrowed by each part that is given.

    `late` is of those answered late of late, `outcome` of those that fell due in the days `since` to `until`: both of
    everything that the caller may see, as timeliness is counted.
    """

    state: str | None = None
    team: str | None = None
    reason: str | None = None
    age: str | None = None
    due: str | None = None
    mark: str | None = None
    offered_to: str | None = None
    delay: str | None = None
    late: str | None = None
    returned: int | None = None
    holder: UUID | str | None = None
    due_by: date | None = None
    outcome: str | None = None
    since: date | None = None
    until: date | None = None


def behind(
    session: Session, signed: SignedIn, asked: Narrowed, days: Days, after: After | None, most: int
) -> list[Any]:
    """Requests with the person's and the holder's name, and since when it is there; one more than `most` if more."""
    person, holder = aliased(Person), aliased(User)
    offered = happened("offer_transfer")
    query: Select[Any] = (
        select(Request, person.given_name, person.family_name, holder.name, holder.active, there_since(), offered)
        .join(person, and_(person.authority_id == Request.authority_id, person.id == Request.person_id))
        .outerjoin(holder, and_(holder.authority_id == Request.authority_id, holder.id == Request.member_id))
        .where(Request.authority_id == signed.authority_id, *clauses(signed, asked, days))
        .order_by(Request.sorts_on, Request.id)
        .limit(most + 1)
    )
    if after:
        query = query.where(tuple_(Request.sorts_on, Request.id) > tuple_(*after))
    return list(session.execute(query))


def clauses(signed: SignedIn, asked: Narrowed, days: Days) -> list[Any]:
    """What a list is narrowed to."""
    if asked.outcome and asked.since and asked.until:
        theirs = [visible(signed), Request.due_on.between(asked.since, asked.until)]
        return [*theirs, outcome(days.on) == asked.outcome]
    if asked.late:
        return [visible(signed), late_since(days), _said("late_reason", asked.late)]
    return [answered_for(signed), Request.is_open, *_columns(asked), *_bands(asked, days)]


def _columns(asked: Narrowed) -> list[Clause]:
    made: list[Clause] = []
    for column in ("state", "team", "reason"):
        if (wanted := getattr(asked, column)) is not None:
            made.append(getattr(Request, column) == wanted)
    if asked.offered_to:
        made += [Request.offered_team == asked.offered_to, Request.state == "offered"]
    if asked.holder:
        of_nobody = asked.holder == NOT_SAID
        made.append(Request.member_id.is_(None) if of_nobody else Request.member_id == asked.holder)
    return made


def _bands(asked: Narrowed, days: Days) -> list[Clause]:
    made: list[Clause] = []
    if asked.age:
        made.append(age(days) == asked.age)
    if asked.due:
        made.append(standing(days) == asked.due)
    if asked.due_by:
        made.append(due_by(asked.due_by, days))
    if asked.mark:
        made.append(MARKED[asked.mark]())
    if asked.delay:
        made.append(_said("delay_reason", asked.delay, last=True))
    if asked.returned:
        often = asked.returned >= RETURNED_OFTEN
        made.append(returned() >= asked.returned if often else returned() == asked.returned)
    return made


def _said(code: str, value: str, last: bool = False) -> Clause:
    answer = said(code, last)
    return answer.is_(None) if value == NOT_SAID else answer == value


def waiting_referrals(session: Session, signed: SignedIn, team: str | None, on: date, most: int) -> list[Any]:
    """Referrals open for longer than they should be, oldest first, each with the reference of its request."""
    one = aliased(Referral)
    query: Any = (
        select(one, Request.reference)
        .join(Request, and_(Request.authority_id == one.authority_id, Request.id == one.request_id))
        .where(one.authority_id == signed.authority_id, visible(signed), referrals_answered_for(signed, one))
        .where(one.status.in_(UNFINISHED), one.referred_on < on - REFERRALS_WAIT)
        .order_by(one.referred_on, one.request_id, one.number)
        .limit(most + 1)
    )
    return list(session.execute(query.where(one.owed_by_team == team) if team else query))
