"""Which authorities use the service, what teams do they have, and which questions have they asked?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, inspect, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from config.authorities import Authority as Configuration
from config.authorities import authority_of, digest
from models.base import Base, Owned
from workflow.asking.question_sets import from_content
from workflow.asking.questions import QuestionSet


class InRealUse(Exception):
    """The database holds an authority that is not a demonstration: demonstration mode never touches it."""


class Authority(Base):
    """A council. `configuration` is its checked file; `last_reference` the last number that a request was given.

    `demonstration`: all of it is invented, and in demonstration mode anybody may be anybody in it.
    """

    __tablename__ = "authority"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str]
    demonstration: Mapped[bool]
    configuration: Mapped[dict[str, Any]]
    configuration_hash: Mapped[str] = mapped_column(String(64))
    last_reference: Mapped[int] = mapped_column(default=0)


class Team(Owned, Base):
    """A team of an authority, by its code; one that leaves the file stays, so that the record still names it."""

    __tablename__ = "team"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(20))
    service: Mapped[str | None] = mapped_column(String(20))


class AskedSet(Owned, Base):
    """A question set as it stood when it could be asked: never changed, so that old answers read as they were asked."""

    __tablename__ = "question_set"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    code: Mapped[str] = mapped_column(String(60))
    content: Mapped[dict[str, Any]]
    since: Mapped[datetime]


def load(
    session: Session, held: dict[str, Any], sets: list[QuestionSet], at: datetime, demonstration: bool
) -> Authority:
    """Take in an authority's checked file: itself, its teams, and the question sets it asks. Loading again updates.

    A demonstration that is loaded as a real authority is one from then on; the other way raises InRealUse.
    """
    if demonstration:
        only_demonstrations(session)
    row = of_code(session, held["code"])
    if row is None:
        row = Authority(code=held["code"])
        session.add(row)
    row.demonstration = demonstration
    row.name, row.configuration, row.configuration_hash = held["name"], held, digest(held)
    session.flush()
    for team in held["teams"]:
        kept = {key: team[key] for key in ("code", "name", "kind", "service")}
        session.merge(Team(authority_id=row.id, **kept))
    keep_sets(session, row.id, sets, at)
    return row


def keep_sets(session: Session, authority_id: int, sets: list[QuestionSet], at: datetime) -> None:
    """Keep, for good, every question set that may be asked from now on."""
    kept = set(session.scalars(select(AskedSet.hash).where(AskedSet.authority_id == authority_id)))
    for asked in {one.hash: one for one in sets}.values():
        if asked.hash not in kept:
            row = AskedSet(authority_id=authority_id, hash=asked.hash, code=asked.code, since=at)
            row.content = dict(asked.content)
            session.add(row)
    session.flush()


def of_code(session: Session, code: str) -> Authority | None:
    """The authority of that code, if there is one."""
    return session.scalar(select(Authority).where(Authority.code == code))


def only_demonstrations(session: Session) -> bool:
    """Whether the database holds a demonstration already. Raises InRealUse when it holds anything else."""
    if not inspect(session.connection()).has_table(Authority.__tablename__):
        return False
    marks = session.scalars(select(Authority.demonstration)).all()
    if not all(marks):
        raise InRealUse("This database is in use by a real authority. Demonstration mode needs one of its own.")
    return bool(marks)


NEXT_REFERENCE = (
    update(Authority).values(last_reference=Authority.last_reference + 1).returning(Authority.last_reference)
)


def next_reference(session: Session, authority_id: int, year: int) -> str:
    """The next human reference, SCA-2026-000123: numbers of an authority run on and are never given twice."""
    number = session.execute(NEXT_REFERENCE.where(Authority.id == authority_id)).scalar_one()
    return f"SCA-{year}-{number:06d}"


_configurations: dict[str, Configuration] = {}


def configuration(session: Session, authority_id: int, hashed: str) -> Configuration:
    """An authority's configuration: read once per content, then remembered by its hash."""
    if hashed not in _configurations:
        held = session.execute(select(Authority.configuration).where(Authority.id == authority_id)).scalar_one()
        _configurations[hashed] = authority_of(held)
    return _configurations[hashed]


_asked: dict[tuple[int, str], QuestionSet] = {}


def asked_sets(session: Session, authority_id: int, hashes: set[str]) -> dict[str, QuestionSet]:
    """Question sets as they stood, by their hashes: what is kept never changes, so it is read once."""
    missing = {hashed for hashed in hashes if (authority_id, hashed) not in _asked}
    if missing:
        where = (AskedSet.authority_id == authority_id, AskedSet.hash.in_(sorted(missing)))
        for hashed, content in session.execute(select(AskedSet.hash, AskedSet.content).where(*where)):
            _asked[authority_id, hashed] = from_content(content)
    return {hashed: _asked[authority_id, hashed] for hashed in hashes if (authority_id, hashed) in _asked}
