"""Has this very call been answered before? The reply is kept in the same transaction as its effect."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, String, Uuid, delete, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Owned, table_of

KEPT_FOR = timedelta(days=30)


class IdempotencyRecord(Owned, Base):
    """The stored reply to a call that carried an Idempotency-Key; one key, one effect."""

    __tablename__ = "idempotency_record"

    user_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    call_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    status: Mapped[int]
    headers: Mapped[dict[str, Any]]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]


KEEP = insert(table_of(IdempotencyRecord))


def sweep(session: Session, before: datetime) -> int:
    """Drop the replies to calls that were made before then; says how many."""
    gone = session.execute(delete(IdempotencyRecord).where(IdempotencyRecord.made_at < before))
    return int(gone.rowcount)  # type: ignore[attr-defined]  # a delete's result counts its rows
