"""What do the peers on Flask share? The tables, written with SQLAlchemy's ORM, and the seven calls."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask, Response, abort, jsonify, request
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload

URL = os.environ["PEER_DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://", 1)
ENGINE = create_engine(URL, pool_size=int(os.environ["PEER_THREADS"]))


class Base(DeclarativeBase):
    """All tables."""


class Asked(Base):
    """A request."""

    __tablename__ = f"{os.environ['PEER_PREFIX']}_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    given_name: Mapped[str]
    family_name: Mapped[str]
    date_of_birth: Mapped[date]
    reason: Mapped[str]
    received_on: Mapped[date]
    state: Mapped[str] = mapped_column(index=True)
    workflow: Mapped[str | None]
    events: Mapped[list[Event]] = relationship(back_populates="request", order_by="Event.id")
    draft: Mapped[Draft | None] = relationship(back_populates="request")
    advice: Mapped[list[Advice]] = relationship(back_populates="request")


class Event(Base):
    """A step taken."""

    __tablename__ = f"{os.environ['PEER_PREFIX']}_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey(Asked.id), index=True)
    action: Mapped[str]
    source: Mapped[str | None]
    target: Mapped[str]
    at: Mapped[datetime]
    request: Mapped[Asked] = relationship(back_populates="events")
    answers: Mapped[list[Answer]] = relationship(back_populates="event")


class Answer(Base):
    """An answer given at a step."""

    __tablename__ = f"{os.environ['PEER_PREFIX']}_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id), index=True)
    code: Mapped[str]
    value: Mapped[Any] = mapped_column(JSONB)
    event: Mapped[Event] = relationship(back_populates="answers")


class Draft(Base):
    """The advice as it is being written."""

    __tablename__ = f"{os.environ['PEER_PREFIX']}_draft"

    request_id: Mapped[int] = mapped_column(ForeignKey(Asked.id), primary_key=True)
    version: Mapped[int]
    content: Mapped[Any] = mapped_column(JSONB)
    request: Mapped[Asked] = relationship(back_populates="draft")


class Advice(Base):
    """The advice as issued."""

    __tablename__ = f"{os.environ['PEER_PREFIX']}_advice"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey(Asked.id), index=True)
    content: Mapped[Any] = mapped_column(JSONB)
    request: Mapped[Asked] = relationship(back_populates="advice")


def shown(one: Asked) -> Response:
    """A request as JSON, with its steps and answers."""
    steps = [
        {"action": e.action, "to": e.target, "at": e.at, "answers": {a.code: a.value for a in e.answers}}
        for e in one.events
    ]
    person = {"given_name": one.given_name, "family_name": one.family_name, "date_of_birth": str(one.date_of_birth)}
    told = {"id": one.id, "state": one.state, "reason": one.reason, "received_on": str(one.received_on)}
    return jsonify({**told, "person": person, "events": steps})


def record(session: Session, one: Asked, action: str, source: str | None, said: dict[str, Any]) -> None:
    """Keep the step, with every answer."""
    given = [Answer(code=code, value=value) for code, value in said.items()]
    session.add(Event(request=one, action=action, source=source, target=one.state, at=datetime.now(UTC), answers=given))


Begin, Move = Callable[[Asked], None], Callable[[Asked, str], None]


def ask(begin: Begin) -> Response:
    """Make a request."""
    said = request.get_json()
    whom = {name: said["person"][name] for name in ("given_name", "family_name")}
    born, received = (date.fromisoformat(day) for day in (said["person"]["date_of_birth"], said["received_on"]))
    with Session(ENGINE) as session, session.begin():
        one = Asked(**whom, date_of_birth=born, received_on=received, reason=said["reason"], state="drafting")
        begin(one)
        session.add(one)
        record(session, one, "ask", None, said)
        session.flush()
        return shown(one)


def look(key: int) -> Response:
    """Read a request."""
    with Session(ENGINE) as session:
        whole = selectinload(Asked.events).selectinload(Event.answers)
        one = session.scalars(select(Asked).where(Asked.id == key).options(whole)).one_or_none()
        return shown(one) if one else abort(404)


def act(move: Move, key: int, action: str) -> Response:
    """Take a step."""
    with Session(ENGINE) as session, session.begin():
        one = session.get_one(Asked, key, with_for_update=True)
        source = one.state
        try:
            move(one, action)
        except ValueError:
            abort(409)
        if action == "issue_advice":
            session.add(Advice(request=one, content=one.draft.content if one.draft else None))
        record(session, one, action, source, request.get_json())
        session.flush()
        return jsonify({"id": one.id, "state": one.state})


def write(key: int) -> Response:
    """Write the advice."""
    with Session(ENGINE) as session, session.begin():
        one = session.get_one(Asked, key, with_for_update=True)
        if one.state != "drafting":
            abort(409)
        if one.draft is None:
            one.draft = Draft(version=0)
        one.draft.version, one.draft.content = one.draft.version + 1, request.get_json()
        return jsonify({"version": one.draft.version})


def application(begin: Begin, move: Move) -> Flask:
    """The seven calls: `begin` starts the engine for a new request, `move` lets it take a step or raises ValueError."""
    app = Flask("peer")
    app.post("/requests", endpoint="ask")(lambda: ask(begin))
    app.get("/requests/<int:key>")(look)
    app.post("/requests/<int:key>/<action>", endpoint="act")(lambda **where: act(move, **where))
    app.put("/requests/<int:key>/draft")(write)
    return app
