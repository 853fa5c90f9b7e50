"""Which requests and annual reviews are there about these people, as far as the caller may know of them?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from models.access import SignedIn, visible, visible_reviews
from models.request import Request
from models.review import Review


@dataclass(frozen=True, slots=True)
class Known:
    """A request about somebody, as it is named beside them."""

    person_id: UUID
    reference: str
    reason: str
    state: str
    is_open: bool
    received_on: date


def requests_about(session: Session, signed: SignedIn, people: Collection[UUID]) -> dict[UUID, list[Known]]:
    """The requests about each of these people, the latest first."""
    query = (
        select(
            Request.person_id, Request.reference, Request.reason, Request.state, Request.is_open, Request.received_on
        )
        .where(Request.authority_id == signed.authority_id, Request.person_id.in_(people), visible(signed))
        .order_by(Request.received_on.desc(), Request.id.desc())
    )
    found: dict[UUID, list[Known]] = {key: [] for key in people}
    for row in session.execute(query) if people else ():
        found[row.person_id].append(Known(*row))
    return found


def unscreened_review(session: Session, signed: SignedIn, person: UUID, on: date) -> Review | None:
    """The next annual review of somebody that nobody has screened, from that day on; else the last one before it."""
    to_come = case((Review.meeting_on >= on, Review.meeting_on))
    query = (
        select(Review)
        .where(Review.authority_id == signed.authority_id, Review.person_id == person, visible_reviews(signed))
        .where(Review.needs_identified.is_(None))
        .order_by(Review.meeting_on < on, to_come, Review.meeting_on.desc())
        .limit(1)
    )
    return session.scalars(query).first()
