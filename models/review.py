"""Which annual reviews are there, and who decided, on what basis, whether there are identified social care needs?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String, Uuid, bindparam, insert, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Owned, new_id, table_of
from models.person import Person


class Review(Owned, Base):
    """An annual review of a person's EHC plan, its meeting, and the latest screening; `request_id`: what was raised."""

    __tablename__ = "review"
    __table_args__ = (
        ForeignKeyConstraint(["authority_id", "person_id"], ["person.authority_id", "person.id"]),
        ForeignKeyConstraint(["authority_id", "requesting_team"], ["team.authority_id", "team.code"]),
        ForeignKeyConstraint(["authority_id", "listed_by"], ["user_account.authority_id", "user_account.id"]),
        ForeignKeyConstraint(["authority_id", "request_id"], ["request.authority_id", "request.id"]),
        Index("ix_review_once", "authority_id", "person_id", "requesting_team", "meeting_on", unique=True),
        Index(None, "authority_id", "meeting_on", "id"),
        Index(None, "authority_id", "request_id"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(Uuid)
    meeting_on: Mapped[date]
    requesting_team: Mapped[str] = mapped_column(String(40))
    setting: Mapped[str | None] = mapped_column(String(200))
    listed_on: Mapped[date]
    listed_by: Mapped[UUID] = mapped_column(Uuid)
    needs_identified: Mapped[bool | None]
    screened_on: Mapped[date | None]
    decided_by: Mapped[str | None] = mapped_column(String(200))
    request_id: Mapped[UUID | None] = mapped_column(Uuid)

    person: Mapped[Person] = relationship(
        lazy="raise",
        viewonly=True,
        foreign_keys="Review.person_id",
        primaryjoin="and_(Review.authority_id == Person.authority_id, Review.person_id == Person.id)",
    )


class Screening(Owned, Base):
    """One screening of a review: what was asked and answered, by whom it was recorded and when. Never changed."""

    __tablename__ = "screening"
    __table_args__ = (
        ForeignKeyConstraint(["authority_id", "review_id"], ["review.authority_id", "review.id"]),
        ForeignKeyConstraint(["authority_id", "actor_id"], ["user_account.authority_id", "user_account.id"]),
        ForeignKeyConstraint(["authority_id", "question_set"], ["question_set.authority_id", "question_set.hash"]),
        ForeignKeyConstraint(["authority_id", "request_id"], ["request.authority_id", "request.id"]),
    )

    review_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    question_set: Mapped[str] = mapped_column(String(64))
    answers: Mapped[list[dict[str, Any]]]
    actor_id: Mapped[UUID] = mapped_column(Uuid)
    at: Mapped[datetime]
    request_id: Mapped[UUID | None] = mapped_column(Uuid)


ADD_REVIEWS, ADD_SCREENING = insert(table_of(Review)), insert(table_of(Screening))
CHANGE_REVIEW = update(table_of(Review)).where(
    table_of(Review).c.authority_id == bindparam("its_authority"), table_of(Review).c.id == bindparam("its_id")
)
