"""How is one request read: itself, its past, its advice, and the people that it names?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    null,
    or_,
    select,
    tuple_,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session, contains_eager, joinedload

from models.access import STANDINGS, SignedIn, visible
from models.advice import AdviceVersion, Submission
from models.event import CONTENT, Answer, Event
from models.person import Person
from models.request import Request
from workflow import history
from workflow.states import Capacity, Kind, State

FIND = (
    select(Request)
    .join(Request.person)
    .options(
        contains_eager(Request.person).joinedload(Person.contacts),
        joinedload(Request.draft),
        joinedload(Request.member),
        joinedload(Request.reviewer),
    )
)


def find(session: Session, signed: SignedIn, reference: str, locked: bool = False) -> Request | None:
    """The request of that reference, with its person, contacts and draft, if the caller may know of it.

    `locked`: nobody else changes the request, or what is known of the person, until this unit of work ends.
    """
    query = _found_by(visible(signed), locked)
    named = {"authority": signed.authority_id, "reference": reference}
    return session.scalars(query, named).unique().one_or_none()


def may_be_told(session: Session, signed: SignedIn, reference: str, version: int) -> bool:
    """Whether the caller may know of the request, or was told of it as it is: it had this version, and has it still."""
    told = or_(visible(signed), Request.version == version)
    query = select(Request.id).where(Request.authority_id == signed.authority_id, Request.reference == reference, told)
    return session.scalar(query) is not None


@lru_cache(maxsize=STANDINGS)
def _found_by(seen: ColumnElement[bool], locked: bool) -> Select[Request]:
    """The statement that finds a request, built once for each standing of a caller."""
    where = (Request.authority_id == bindparam("authority"), Request.reference == bindparam("reference"), seen)
    query = FIND.where(*where).execution_options(populate_existing=True)
    return query.with_for_update(of=(Request, Person)) if locked else query


EVENT = (
    Event.seq,
    Event.action,
    Event.source,
    Event.target,
    Event.at,
    Event.actor_id,
    Event.team,
    Event.held_by,
    Event.member_id,
    Event.kind,
    Event.capacity,
    Event.question_set,
)
ANSWER = tuple(getattr(Answer, column) for column in CONTENT)
ITS_EVENT = and_(*(getattr(Answer, key) == getattr(Event, key) for key in ("authority_id", "request_id", "seq")))


def _happened(
    events: Sequence[ColumnElement[bool]], answers: Sequence[ColumnElement[bool]] = (), of_many: bool = True
) -> CompoundSelect[Any]:
    """The events that meet these conditions, and those of their answers that meet the others, in no order.

    An answer has a row of its own, with its event's number: joined to its event, it would have all of that read again
    for each answer, which took most of the time of reading a history. `of_many`: each row begins with its request.
    """
    of = (Event.request_id,) if of_many else ()
    told = select(*of, *EVENT, *map(_nothing, ANSWER)).where(*events)
    said = select(*of, Event.seq, *map(_nothing, EVENT[1:]), *ANSWER).join(Answer, ITS_EVENT).where(*events, *answers)
    return union_all(told, said)


def _nothing(column: Any) -> ColumnElement[Any]:
    """No value, in the place of that column."""
    return type_coerce(null(), column.type).label(column.key)


PAST = _happened(
    (Event.authority_id == bindparam("authority"), Event.request_id == bindparam("request")), of_many=False
)


def past(session: Session, key: tuple[int, UUID]) -> tuple[history.Event, ...]:
    """Everything that has happened to a request, with every answer, in one statement."""
    return _told(session.execute(PAST, {"authority": key[0], "request": key[1]}).all())


def pasts(
    session: Session,
    authority_id: int,
    ids: Sequence[UUID] | Select[Any],
    actions: Sequence[str] = (),
    answers: Sequence[ColumnElement[bool]] = (),
    beside: Any = None,
) -> dict[UUID, tuple[history.Event, ...]]:
    """The steps on each of these requests, oldest first, in one statement: all, or only those of these actions.

    Each with those of its answers that meet these conditions. `beside` selects other steps, which come without any.
    """
    if not isinstance(ids, Select) and not ids:
        return {}
    steps = [Event.authority_id == authority_id, Event.request_id.in_(ids)]
    if actions:
        named = Event.action.in_(actions)
        others = [] if beside is None else [tuple_(Event.request_id, Event.seq).in_(beside)]
        steps, answers = [*steps, or_(named, *others)], (*answers, named)
    rows: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.execute(_happened(steps, answers)).all():
        rows[row.request_id].append(row)
    return {key: _told(of) for key, of in rows.items()}


def _told(rows: Iterable[Any]) -> tuple[history.Event, ...]:
    """The events of one request, oldest first, each with its answers."""
    events: list[Any] = []
    answers: dict[int, dict[str, history.Answer]] = defaultdict(dict)
    for row in rows:
        if row.code is None:
            events.append(row)
        else:
            answers[row.seq][row.code] = history.Answer(*row[-len(ANSWER) :])
    return tuple(as_told(row, answers[row.seq]) for row in sorted(events, key=attrgetter("seq")))


def as_told(row: Any, answers: dict[str, history.Answer]) -> history.Event:
    """An event as rules read it, from a row with its columns."""
    return history.Event(
        seq=row.seq,
        action=row.action,
        source=State(row.source) if row.source else None,
        target=State(row.target),
        at=row.at,
        actor=row.actor_id,
        team=row.team,
        held_by=row.held_by,
        member=row.member_id,
        kind=Kind(row.kind) if row.kind else None,
        capacity=Capacity(row.capacity) if row.capacity else None,
        question_set=row.question_set,
        answers=answers,
    )


def versions(session: Session, key: tuple[int, UUID]) -> list[AdviceVersion]:
    """Every advice version issued for a request, oldest first."""
    query = select(AdviceVersion).where(AdviceVersion.authority_id == key[0], AdviceVersion.request_id == key[1])
    return list(session.scalars(query.order_by(AdviceVersion.version)))


def submissions(session: Session, key: tuple[int, UUID]) -> list[Submission]:
    """Every draft of a request that was sent for review, oldest first."""
    query = select(Submission).where(Submission.authority_id == key[0], Submission.request_id == key[1])
    return list(session.scalars(query.order_by(Submission.seq)))
