"""What has been typed and not sent yet? Kept outside the record, for whoever goes on with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import String, Uuid, delete, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Owned

KEPT_FOR = timedelta(days=30)


class Unfinished(Owned, Base):
    """A form that was typed into and not sent: shared in the team that works on the request (pathway.md).

    `form` names it: a form of a request by its reference, its own name and the team; one of no request by its owner's
    id. Two teams that may take the same step (both sides of a dispute) never read what the other has not said yet.
    """

    __tablename__ = "unfinished"

    form: Mapped[str] = mapped_column(String(200), primary_key=True)
    version: Mapped[int]
    typed: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID] = mapped_column(Uuid)


def of_request(reference: str, form: str, team: str) -> str:
    """The name under which a team's form of a request is kept; that of a step is called as its action."""
    return f"{reference}/{form}/{team}"


def find(session: Session, authority_id: int, form: str, locked: bool = False) -> Unfinished | None:
    """What was typed into a form and not sent. `locked`: nobody else saves it until this unit of work ends."""
    return session.get(Unfinished, (authority_id, form), with_for_update=locked or None, populate_existing=locked)


def keep(session: Session, authority_id: int, form: str, typed: dict[str, Any], at: datetime, by: UUID) -> int:
    """Keep what was typed in place of what was kept of the form before; gives its version."""
    before = session.get(Unfinished, (authority_id, form), with_for_update=True)
    version = before.version + 1 if before else 1
    row = {"typed": typed, "saved_at": at, "saved_by": by, "version": version}
    where = (Unfinished.authority_id == authority_id, Unfinished.form == form)
    if before:
        session.execute(update(Unfinished).where(*where).values(row))
    else:
        session.execute(insert(Unfinished), [{"authority_id": authority_id, "form": form, **row}])
    return version


def drop(session: Session, authority_id: int, form: str) -> None:
    """The form was sent: nothing of it waits any more."""
    session.execute(delete(Unfinished).where(Unfinished.authority_id == authority_id, Unfinished.form == form))


def sweep(session: Session, before: datetime) -> int:
    """Drop what nobody has typed into since then; says how many forms that were."""
    gone = session.scalars(delete(Unfinished).where(Unfinished.saved_at < before).returning(Unfinished.form))
    return len(gone.all())


def of_person(owner: UUID, form: str) -> str:
    """The name of a form that is of no request, but its owner's alone."""
    return f"{owner}/{form}"


def begun_by(session: Session, authority_id: int, owner: UUID, kind: str) -> list[Unfinished]:
    """What somebody began and did not send, of the forms whose names begin so; the latest first."""
    query = select(Unfinished).where(
        Unfinished.authority_id == authority_id,
        Unfinished.form.startswith(of_person(owner, kind), autoescape=True),
    )
    return list(session.scalars(query.order_by(Unfinished.saved_at.desc(), Unfinished.form)))
