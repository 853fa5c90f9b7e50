"""Which documents are attached to a request, and under which key is each one's content kept?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, ForeignKeyConstraint, Index, String, Uuid, and_, exists, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import READ_ONLY, Base, Owned
from models.user import User
from workflow.history import Event

TOLD = ("number", "name", "title", "kind", "media_type", "size", "sha256")


class Document(Owned, Base):
    """A document attached to a request by the event `seq`: never changed. Its content is an object of the store."""

    __tablename__ = "document"
    __table_args__ = (
        ForeignKeyConstraint(
            ["authority_id", "request_id", "seq"], ["event.authority_id", "event.request_id", "event.seq"]
        ),
        ForeignKeyConstraint(["authority_id", "added_by"], ["user_account.authority_id", "user_account.id"]),
        Index(None, "object_key", unique=True),
    )

    request_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    object_key: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str | None] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    written_on: Mapped[date | None]
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    added_by: Mapped[UUID] = mapped_column(Uuid)
    added_at: Mapped[datetime]


def as_told(one: Any) -> dict[str, Any]:
    """What the event that attached a document records of it."""
    told = {part: getattr(one, part) for part in TOLD if getattr(one, part) is not None}
    return told | ({"written_on": one.written_on.isoformat()} if one.written_on else {})


def keep(session: Session, key: tuple[int, UUID], event: Event, told: Mapping[str, Any], object_key: str) -> Document:
    """Keep what an event attached, beside it."""
    row = {
        "authority_id": key[0],
        "request_id": key[1],
        "seq": event.seq,
        "object_key": object_key,
        **{part: told.get(part) for part in TOLD},
        "written_on": date.fromisoformat(told["written_on"]) if "written_on" in told else None,
        "added_by": event.actor,
        "added_at": event.at,
    }
    session.execute(insert(Document), [row])
    return Document(**row)


def with_names(session: Session, key: tuple[int, UUID], number: int | None = None) -> list[tuple[Document, str]]:
    """The documents of a request, or the one of that number, each with the name of who attached it."""
    adder = and_(User.authority_id == Document.authority_id, User.id == Document.added_by)
    query = select(Document, User.name).join(User, adder)
    query = query.where(Document.authority_id == key[0], Document.request_id == key[1])
    if number is not None:
        query = query.where(Document.number == number)
    return [(row[0], row[1]) for row in session.execute(query.order_by(Document.number))]


def is_recorded(engine: Engine, object_key: str) -> bool:
    """Whether the database, asked anew, has a document whose content is this object."""
    with Session(engine.execution_options(**{READ_ONLY: True})) as session:
        return bool(session.scalar(select(exists().where(Document.object_key == object_key))))
