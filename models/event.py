"""What has happened, who did it, and what was asked and answered? Appended, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, String, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json, Owned

APPEND_ONLY = ("event", "answer", "advice_version", "submission", "question_set", "screening", "document")
REASONS = "code IN ('late_reason', 'delay_reason')"
COUNTED = "action IN ('return_draft', 'offer_transfer')"


def _some(name: str, where: str, *columns: str) -> Index:
    """An index of the few rows that the oversight of all open work looks for (models/oversight.py)."""
    return Index(name, *columns, postgresql_where=text(where), sqlite_where=text(where))


class Event(Owned, Base):
    """One step taken: from, to, by whom, for which team, and who held the request, as what, afterwards."""

    __tablename__ = "event"
    __table_args__ = (
        ForeignKeyConstraint(["authority_id", "request_id"], ["request.authority_id", "request.id"]),
        ForeignKeyConstraint(["authority_id", "actor_id"], ["user_account.authority_id", "user_account.id"]),
        ForeignKeyConstraint(["authority_id", "question_set"], ["question_set.authority_id", "question_set.hash"]),
        Index(None, "authority_id", "held_by", "request_id"),
        _some("ix_event_counted", COUNTED, "authority_id", "request_id", "action"),
    )

    request_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(String(60))
    source: Mapped[str | None] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    actor_id: Mapped[UUID] = mapped_column(Uuid)
    team: Mapped[str] = mapped_column(String(40))
    held_by: Mapped[str | None] = mapped_column(String(40))
    member_id: Mapped[UUID | None] = mapped_column(Uuid)
    kind: Mapped[str | None] = mapped_column(String(20))
    capacity: Mapped[str | None] = mapped_column(String(20))
    question_set: Mapped[str] = mapped_column(String(64))
    content_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    key_name: Mapped[str] = mapped_column(String(40))
    chain: Mapped[bytes] = mapped_column(LargeBinary(32))


class Answer(Owned, Base):
    """One answer given at a step: what was said, by whom, when and how; or why it was not asked."""

    __tablename__ = "answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["authority_id", "request_id", "seq"], ["event.authority_id", "event.request_id", "event.seq"]
        ),
        _some("ix_answer_reasons", REASONS, "authority_id", "request_id", "code", "seq"),
    )

    request_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(Json, nullable=True)
    informant: Mapped[str | None] = mapped_column(String(40))
    informant_name: Mapped[str | None] = mapped_column(String(200))
    asked_on: Mapped[date | None]
    method: Mapped[str | None] = mapped_column(String(200))
    not_asked_because: Mapped[str | None] = mapped_column(Text)


HEADER = (
    "authority_id",
    "request_id",
    "seq",
    "action",
    "source",
    "target",
    "at",
    "actor_id",
    "team",
    "held_by",
    "member_id",
    "kind",
    "capacity",
    "question_set",
)
CONTENT = ("code", "value", "informant", "informant_name", "asked_on", "method", "not_asked_because")


def header(event: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of an event that its chain covers, beside the digest of its content."""
    return {column: event[column] for column in HEADER}


def content(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of an answer that the digest covers; those without a value are left out."""
    return {column: answer[column] for column in CONTENT if answer[column] is not None}
