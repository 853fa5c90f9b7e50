"""Which requests await somebody, soonest due first?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from models.access import SignedIn, visible
from models.person import Person, matching
from models.request import Request
from models.user import User


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for. `after` is where the page before ended: (sorts_on, id)."""

    states: tuple[str, ...] = ()
    team: str | None = None
    mine: bool = False
    due_before: date | None = None
    reason: str | None = None
    q: str | None = None
    after: tuple[date, UUID] | None = None
    per_page: int = 25


def listed(session: Session, signed: SignedIn, wanted: Wanted) -> list[Any]:
    """A page of requests that the caller may see, by due date; one more than the page when there are more."""
    holder, person = aliased(User), aliased(Person)
    query: Any = (
        select(Request, person.given_name, person.family_name, person.date_of_birth, holder.email, holder.name)
        .join(person, and_(person.authority_id == Request.authority_id, person.id == Request.person_id))
        .outerjoin(holder, and_(holder.authority_id == Request.authority_id, holder.id == Request.member_id))
        .where(Request.authority_id == signed.authority_id, visible(signed), *_filters(signed, wanted, person))
        .order_by(Request.sorts_on, Request.id)
        .limit(wanted.per_page + 1)
    )
    return list(session.execute(query))


def _filters(signed: SignedIn, wanted: Wanted, person: Any) -> list[ColumnElement[bool]]:
    made: list[ColumnElement[bool]] = []
    if wanted.states:
        made.append(Request.state.in_(wanted.states))
    if wanted.team:
        made.append(or_(Request.team == wanted.team, Request.offered_team == wanted.team))
    if wanted.mine:
        made.append(Request.member_id == signed.caller.id)
    if wanted.due_before:
        made.append(Request.due_on < wanted.due_before)
    if wanted.reason:
        made.append(Request.reason == wanted.reason)
    if wanted.q:
        words = wanted.q.strip()
        made.append(or_(Request.reference == words.upper(), *matching(words, person)))
    if wanted.after:
        made.append(tuple_(Request.sorts_on, Request.id) > tuple_(*wanted.after))
    return made
