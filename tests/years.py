"""A year of an authority as tests make it: on a database of its own, on a day that does not change, its content bared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import storage
from config.settings import Settings
from demonstration.plan import Asked, Plan
from models import schema
from models.authority import Authority
from models.export import exported
from models.request import Request
from models.review import Review, Screening
from models.storage import Storage
from tests.conftest import KEY
from tests.databases import fresh_database

DAY = datetime(2026, 11, 26, 11, tzinfo=UTC)
OF_THE_DATABASE = {  # ids, hashes over them, and the key that they were made with
    "id", "authority_id", "request_id", "person_id", "review_id", "user_id", "actor_id", "member_id", "requester_id",
    "reviewer_id", "author_id", "saved_by", "listed_by", "chain", "content_digest", "key_name", "editors",
}  # fmt: skip


@contextmanager
def on_sqlite(folder: Path) -> Iterator[Storage]:
    """An empty SQLite database."""
    folder.mkdir(parents=True, exist_ok=True)
    with _empty(f"sqlite:///{folder / 'advice.db'}", folder) as made:
        yield made


@contextmanager
def on_postgresql(server: str, folder: Path) -> Iterator[Storage]:
    """An empty PostgreSQL database of its own on a server."""
    with fresh_database(server) as url, _empty(url, folder) as made:
        yield made


@contextmanager
def _empty(url: str, folder: Path) -> Iterator[Storage]:
    made = storage(replace(Settings(url, "x" * 32, (("test", KEY),)), documents=str(folder / "documents")))
    schema.migrate(made.engine)
    yield made
    made.engine.dispose()


def content(kept: Storage, code: str) -> bytes:
    """All that is held of an authority, in the order of its references, without what every database makes anew."""
    with Session(kept.engine) as session:
        owner = session.scalars(select(Authority).where(Authority.code == code)).one()
        mine = select(Request.reference).where(Request.authority_id == owner.id).order_by(Request.reference)
        names = {str(row) for row in session.scalars(mine)}
        requests = [_bare(exported(session, reference, code)) for reference in sorted(names)]
        reviews = [_bare(_row(one)) for one in _all(session, Review, owner.id)]
        screenings = [_bare(_row(one)) for one in _all(session, Screening, owner.id)]
        held = [owner.configuration, requests, _sorted(reviews), _sorted(screenings)]
    return orjson.dumps(held, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2, default=str)


def _all(session: Session, model: type[Any], owner: int) -> list[Any]:
    return list(session.scalars(select(model).where(model.authority_id == owner)))


def _row(one: Any) -> dict[str, Any]:
    return {column.key: getattr(one, column.key) for column in one.__table__.columns}


def _sorted(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: orjson.dumps(row, option=orjson.OPT_SORT_KEYS, default=str))


def _bare(value: Any) -> Any:
    """A value without ids; who acted is said by name where an event says it by id."""
    if not isinstance(value, dict):
        return [_bare(one) for one in value] if isinstance(value, list) else value
    people = value.get("people", {})
    acted = [people[str(event["actor_id"])] for event in value.get("events", ())]
    since = ("question_sets", "people")  # the one names the day on which a database was set up, the other only ids
    bare = {key: _bare(inner) for key, inner in value.items() if key not in OF_THE_DATABASE and key not in since}
    return {**bare, "acted": acted} if acted else bare


def only(plan: Plan, asked: Callable[[Plan], list[Asked]]) -> Plan:
    """The plan of an authority with other requests, and no reviews."""
    return replace(plan, requests=tuple(asked(plan)), reviews=())
