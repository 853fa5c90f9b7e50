"""What is being written, and what has been issued?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String, Uuid, insert, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Json, Owned, table_of
from workflow import facts


class Draft(Owned, Base):
    """The shared working draft of a request. `editors` wrote on the advice version numbered `becomes`."""

    __tablename__ = "draft"
    __table_args__ = (ForeignKeyConstraint(["authority_id", "request_id"], ["request.authority_id", "request.id"]),)

    request_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    version: Mapped[int]
    content: Mapped[dict[str, Any]]
    becomes: Mapped[int]
    editors: Mapped[list[str]]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID] = mapped_column(Uuid)

    def as_facts(self, next_version: int) -> facts.Draft:
        """The draft as rules read it: who edited an earlier version has not edited this one."""
        editors = self.editors if self.becomes == next_version else []
        return facts.Draft(self.version, self.content, frozenset(UUID(editor) for editor in editors))


class Submission(Owned, Base):
    """A draft as it was sent for review at the event numbered `seq`: never changed. It `becomes` that version."""

    __tablename__ = "submission"
    __table_args__ = (
        ForeignKeyConstraint(
            ["authority_id", "request_id", "seq"], ["event.authority_id", "event.request_id", "event.seq"]
        ),
    )

    request_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    draft_version: Mapped[int]
    becomes: Mapped[int]
    content: Mapped[dict[str, Any]]


class AdviceVersion(Owned, Base):
    """A piece of advice as it was issued: never changed. `amends` numbers the version that it takes the place of.

    `heading`: of whom it is, who wrote and who checked it, as that stood on the day; none of what was issued before
    it was kept.
    """

    __tablename__ = "advice_version"
    __table_args__ = (
        ForeignKeyConstraint(
            ["authority_id", "request_id", "seq"], ["event.authority_id", "event.request_id", "event.seq"]
        ),
        Index("ix_advice_version_issued", "authority_id", "issued_on", "request_id"),
    )

    request_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    amends: Mapped[int | None]
    content: Mapped[dict[str, Any]]
    sources: Mapped[list[dict[str, Any]]]
    author_id: Mapped[UUID] = mapped_column(Uuid)
    author_team: Mapped[str] = mapped_column(String(40))
    reviewer_id: Mapped[UUID] = mapped_column(Uuid)
    issued_on: Mapped[date]
    heading: Mapped[dict[str, Any] | None] = mapped_column(Json)


ADD_DRAFT, ADD_SUBMISSION, ADD_VERSION = (insert(table_of(one)) for one in (Draft, Submission, AdviceVersion))


def save_draft(session: Session, key: tuple[int, UUID], before: Draft | None, saved: Draft) -> None:
    """Keep a draft: `saved` in the place of `before`, the first of all where there is none."""
    columns = ("version", "content", "becomes", "editors", "saved_at", "saved_by")
    row = {column: getattr(saved, column) for column in columns}
    if before is None:
        session.execute(ADD_DRAFT, [{"authority_id": key[0], "request_id": key[1], **row}])
    else:
        session.execute(update(Draft).where(Draft.authority_id == key[0], Draft.request_id == key[1]).values(row))
