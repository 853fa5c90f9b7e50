"""A record to tamper with in SQL, with triggers disabled and by somebody who may have its key; all of it undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, insert, select, text, update
from sqlalchemy.orm import Session

from models.advice import AdviceVersion, Draft, Submission
from models.assessment import Assessment, Referral
from models.base import Base, table_of
from models.chain import BEGINNING, Keys, digest, link
from models.document import Document
from models.event import Answer, Event, content, header
from models.request import Request
from models.verify import Fault, verify
from tests.place import Place

TRIGGERS = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
OF_A_REQUEST: tuple[type[Base], ...] = (
    Document,
    Draft,
    AdviceVersion,
    Submission,
    Referral,
    Assessment,
    Answer,
    Event,
)


@contextmanager
def tampering(place: Place) -> Iterator[Session]:
    """A transaction in which neither triggers nor foreign keys hold; whatever is done in it is undone."""
    with Session(place.storage.engine) as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text("PRAGMA defer_foreign_keys=ON"))
            for name in session.scalars(TRIGGERS).all():
                session.execute(text(f"DROP TRIGGER {name}"))
        else:
            session.execute(text("SET LOCAL session_replication_role = replica"))
        yield session
        session.rollback()


@dataclass(frozen=True)
class Hand:
    """Somebody who changes one request by hand, in a transaction that is undone."""

    session: Session
    place: Place
    reference: str
    keys: Keys

    def faults(self) -> tuple[Fault, ...]:
        """What `verify` finds of it, without a checkpoint."""
        return verify(self.session, self.keys, self.place.code).faults

    @property
    def key(self) -> UUID:
        """The request's id."""
        where = (Request.authority_id == self.place.authority_id, Request.reference == self.reference)
        return self.session.scalars(select(Request.id).where(*where)).one()

    def of(self, model: Any, seq: int | None = None) -> tuple[Any, ...]:
        """The rows of the request in a table; at an event."""
        mine = (model.authority_id == self.place.authority_id, model.request_id == self.key)
        return mine if seq is None else (*mine, model.seq == seq)

    def event(self, seq: int) -> dict[str, Any]:
        """An event, as plain columns."""
        return dict(self.session.execute(select(table_of(Event)).where(*self.of(Event, seq))).mappings().one())

    def sets(self, seq: int, **columns: Any) -> None:
        """Change columns of an event."""
        changed = self.session.execute(update(Event).where(*self.of(Event, seq)).values(columns))
        assert changed.rowcount == 1  # type: ignore[attr-defined]  # an update's result counts its rows

    def answers(self, seq: int, code: str, /, **columns: Any) -> None:
        """Change columns of an answer."""
        where = (*self.of(Answer, seq), Answer.code == code)
        changed = self.session.execute(update(Answer).where(*where).values(columns))
        assert changed.rowcount == 1  # type: ignore[attr-defined]  # an update's result counts its rows

    def moves(self, **columns: Any) -> None:
        """Change columns of the request itself."""
        where = (Request.authority_id == self.place.authority_id, Request.id == self.key)
        changed = self.session.execute(update(Request).where(*where).values(columns))
        assert changed.rowcount == 1  # type: ignore[attr-defined]  # an update's result counts its rows

    def removes(self, seq: int, *models: Any) -> None:
        """Remove what stands at an event: the event and its answers, where nothing else is named."""
        for model in models or (Answer, Event):
            self.session.execute(delete(model).where(*self.of(model, seq)))

    def removes_all(self) -> None:
        """Remove the request whole, with everything that is of it."""
        key = self.key
        for model in OF_A_REQUEST:
            self.session.execute(delete(model).where(*self.of(model)))
        self.session.execute(delete(Request).where(Request.id == key))

    def adds(self, seq: int, like: int, **columns: Any) -> None:
        """Put in an event like another one."""
        self.session.execute(insert(Event), [{**self.event(like), "seq": seq, **columns}])

    def renumbers(self, *pairs: tuple[int, int]) -> None:
        """Give events other numbers, one after the other, with their answers."""
        for before, after in pairs:
            for model in (Answer, Event):
                self.session.execute(update(model).where(*self.of(model, before)).values(seq=after))

    def chains_anew(self) -> None:
        """Write the whole chain anew with the record's own key, and let the request agree with it."""
        keys, before, last = self.keys, BEGINNING, 0
        rows: list[Row[Any]] = list(
            self.session.execute(select(table_of(Event)).where(*self.of(Event)).order_by(Event.seq))
        )
        for row in rows:
            event, last = dict(row._mapping), row.seq
            answers = self.session.execute(select(table_of(Answer)).where(*self.of(Answer, last))).mappings()
            told = digest(keys, row.key_name, [content(dict(one)) for one in answers])
            before = link(keys, row.key_name, before, header(event), told)
            self.sets(last, content_digest=told, chain=before)
        self.moves(version=last, chain=before)
