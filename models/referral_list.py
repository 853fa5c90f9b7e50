"""Which referrals await somebody, oldest first, whatever has become of their requests?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select, tuple_
from sqlalchemy.orm import Session, aliased

from models.access import SignedIn, visible
from models.assessment import Referral
from models.request import Request

Place = tuple[date, UUID, int]


@dataclass(frozen=True, slots=True)
class WantedReferrals:
    """What the list is asked for. `after` is where the page before ended: (referred_on, request, number)."""

    teams: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kind: str | None = None
    after: Place | None = None
    per_page: int = 25


def listed(session: Session, signed: SignedIn, wanted: WantedReferrals) -> list[Any]:
    """A page of the referrals of requests that the caller may know of; one more than the page when there are more."""
    one = aliased(Referral)  # `visible` looks at referrals too, of its own accord
    query: Any = (
        select(one, Request.reference, Request.state)
        .join(Request, and_(Request.authority_id == one.authority_id, Request.id == one.request_id))
        .where(one.authority_id == signed.authority_id, visible(signed))
        .order_by(one.referred_on, one.request_id, one.number)
        .limit(wanted.per_page + 1)
    )
    if wanted.teams:
        query = query.where(one.owed_by_team.in_(wanted.teams))
    if wanted.statuses:
        query = query.where(one.status.in_(wanted.statuses))
    if wanted.kind:
        query = query.where(one.kind == wanted.kind)
    if wanted.after:
        query = query.where(tuple_(one.referred_on, one.request_id, one.number) > tuple_(*wanted.after))
    return list(session.execute(query))
