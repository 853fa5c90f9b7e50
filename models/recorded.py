"""What is kept of each request's record? All of it, some hundred requests at a time, in few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, select
from sqlalchemy.orm import Session

from config.authorities import Authority as Configuration
from config.authorities import authority_of
from models.advice import AdviceVersion, Submission
from models.authority import Authority
from models.base import table_of
from models.document import Document
from models.event import CONTENT, Answer, Event
from models.queries import as_told
from models.request import Request
from workflow import history
from workflow.facts import Facts

BATCH = 200
Rows = dict[UUID, list[Row[Any]]]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request with everything that is kept of its record; texts and documents by the event that made them."""

    authority: Configuration
    request: Request
    events: list[tuple[Row[Any], list[Row[Any]]]]
    advice: dict[int, Row[Any]]
    drafts: dict[int, Row[Any]]
    documents: dict[int, Row[Any]]

    @property
    def facts(self) -> Facts:
        """What has happened, as rules read it."""
        told = (as_told(event, {one.code: _answer(one) for one in answers}) for event, answers in self.events)
        return Facts(authority=self.authority, history=tuple(told))


def recorded(session: Session, authority: str | None = None) -> Iterator[Recorded]:
    """The record of every request of one authority, or of all."""
    owners = select(Authority).order_by(Authority.id)
    for owner in session.scalars(owners.where(Authority.code == authority) if authority else owners).all():
        configuration, last = authority_of(owner.configuration), None
        while True:
            page = select(Request).where(Request.authority_id == owner.id).order_by(Request.id).limit(BATCH)
            requests = session.scalars(page.where(Request.id > last) if last else page).all()
            if requests:
                yield from _page(session, configuration, list(requests))
            if len(requests) < BATCH:
                break
            last = requests[-1].id


def _page(session: Session, configuration: Configuration, requests: list[Request]) -> Iterator[Recorded]:
    answers, events, advice, drafts, documents = (
        _between(session, table_of(model), requests) for model in (Answer, Event, AdviceVersion, Submission, Document)
    )
    for request in requests:
        given: dict[int, list[Row[Any]]] = {}
        for answer in answers[request.id]:
            given.setdefault(answer.seq, []).append(answer)
        yield Recorded(
            configuration,
            request,
            [(event, given.get(event.seq, [])) for event in events[request.id]],
            *({row.seq: row for row in rows[request.id]} for rows in (advice, drafts, documents)),
        )


def _between(session: Session, table: Table, requests: list[Request]) -> Rows:
    """The rows of these requests, which follow one another, by request and in the order of their keys."""
    first, last = requests[0], requests[-1]
    query = select(table).where(table.c.authority_id == first.authority_id)
    found: Rows = defaultdict(list)
    for row in session.execute(query.where(table.c.request_id.between(first.id, last.id)).order_by(*table.primary_key)):
        found[row.request_id].append(row)
    return found


def _answer(row: Row[Any]) -> history.Answer:
    return history.Answer(*(getattr(row, column) for column in CONTENT))
