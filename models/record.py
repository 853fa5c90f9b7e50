"""How does a step become part of the record? The only place where a request's state is written."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import String, bindparam, cast, insert, select, tuple_, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from models import event as events
from models.base import table_of
from models.chain import BEGINNING, Keys, digest, link
from models.event import Answer, Event
from models.queries import pasts
from models.request import Request
from workflow.machine import Decision
from workflow.marks import kept, marks_of
from workflow.states import State

REQUESTS = table_of(Request)
FIRST_ISSUED = {"interim_on", "issued_on"}  # once one of these is given, advice was issued in time or late
INSERT_REQUEST, INSERT_EVENT, INSERT_ANSWERS = insert(REQUESTS), insert(table_of(Event)), insert(table_of(Answer))
MARK = update(REQUESTS).where(
    REQUESTS.c.authority_id == bindparam("its_authority"), REQUESTS.c.id == bindparam("its_id")
)
MOVE = MARK.where(REQUESTS.c.version == bindparam("its_version"))
BATCH = 200  # requests whose days are worked out at once


def record(session: Session, keys: Keys, request: Request | None, decision: Decision, new: dict[str, Any]) -> None:
    """Make a step part of the record, and move the request: the only writer of its state.

    `new` holds the columns that the step itself does not know: all of a request that does not exist yet.
    """
    event = decision.event
    authority_id, request_id = request.key if request else (new["authority_id"], new["id"])
    before = request.chain if request else BEGINNING
    row, answers = _rows(keys, authority_id, request_id, decision, before)
    columns = {
        **new,
        **{column: _plain(value) for column, value in decision.columns.items()},
        "state": event.target.value,
        "is_open": event.target not in (State.ISSUED, State.CLOSED),
        "is_met": (request is not None and request.is_met) or not FIRST_ISSUED.isdisjoint(decision.columns),
        "version": event.seq,
        "chain": row["chain"],
        "team": event.held_by,
        "member_id": event.member,
        "kind": _plain(event.kind),
        "capacity": _plain(event.capacity),
        "changed_at": event.at,
    }
    if event.held_by:
        columns["last_team"] = event.held_by
    if request is None:
        session.execute(INSERT_REQUEST, [columns])
    else:
        which = {"its_authority": authority_id, "its_id": request_id, "its_version": event.seq - 1}
        moved = session.execute(MOVE, columns | which)
        if moved.rowcount != 1:  # type: ignore[attr-defined]  # an update's result counts its rows
            raise RuntimeError("The request moved under its own lock.")
        for column, value in columns.items():
            set_committed_value(request, column, value)
    session.execute(INSERT_EVENT, [row])
    if answers:
        session.execute(INSERT_ANSWERS, answers)


def _plain(value: Any) -> Any:
    """A code as plain text: a database driver would write the name of an enumeration's member."""
    return value.value if isinstance(value, StrEnum) else value


def _rows(
    keys: Keys, authority_id: int, request_id: UUID, decision: Decision, before: bytes
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The event's row and the rows of its answers, chained to the event before."""
    event = decision.event
    at_key = {"authority_id": authority_id, "request_id": request_id, "seq": event.seq}
    answers = [
        at_key | {column: getattr(answer, column) for column in events.CONTENT} for answer in event.answers.values()
    ]
    row: dict[str, Any] = at_key | {
        "action": event.action,
        "source": _plain(event.source),
        "target": event.target.value,
        "at": event.at,
        "actor_id": event.actor,
        "team": event.team,
        "held_by": event.held_by,
        "member_id": event.member,
        "kind": _plain(event.kind),
        "capacity": _plain(event.capacity),
        "question_set": decision.asked.hash,
        "key_name": keys.writing,
    }
    row["content_digest"] = digest(keys, keys.writing, map(events.content, answers))
    row["chain"] = link(keys, keys.writing, before, events.header(row), row["content_digest"])
    return row, answers


def mark_again(session: Session, every: bool = False) -> Iterator[int]:
    """Give every request that has none the days its clocks follow from, out of its events; says how many, by batches.

    `every`: give them to all anew, as when a new version marks something that an older one did not. The requests of a
    batch are locked, so that no step is taken meanwhile: whoever calls commits after each, and they are free again.
    """
    key = (Request.authority_id, Request.id)
    query = select(*key).order_by(*key).limit(BATCH).with_for_update()
    query = query if every else query.where(cast(Request.marks, String) == "{}")
    batch = session.execute(query).all()
    while batch:
        for owner, of in groupby(batch, itemgetter(0)):
            told = pasts(session, owner, [one.id for one in of])
            made = (
                {"marks": kept(marks_of(events)), "its_authority": owner, "its_id": id} for id, events in told.items()
            )
            session.execute(MARK, list(made))
        yield len(batch)
        batch = session.execute(query.where(tuple_(*key) > tuple_(*batch[-1]))).all()


def number_draft(session: Session, request: Request, version: int) -> None:
    """Note on the request which version its draft is at, so that whoever locks the request sees the latest."""
    where = (Request.authority_id == request.authority_id, Request.id == request.id)
    session.execute(update(Request).where(*where).values(draft_version=version))
    set_committed_value(request, "draft_version", version)
