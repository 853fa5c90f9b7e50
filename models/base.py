"""What do all tables share? Every row belongs to an authority, which leads its key; times are kept in UTC."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from time import monotonic
from typing import Any, cast
from uuid import UUID

import orjson
import uuid_utils.compat
from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
READ_ONLY = "read_only"
PRIVATE = 0o600
BUSY_MILLISECONDS = 30_000
LAST_USED = "last_used"
IDLE = 1.0  # seconds: a database does not go and come back in less
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware when given and when read. SQLite would otherwise lose the zone, and so the instant."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """An instant, as it is kept."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone is no instant.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """An instant, as it is read."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        datetime: UtcDateTime,
        dict[str, Any]: Json,
        list[str]: Json,
        list[dict[str, Any]]: Json,
        str: String(300),
    }


class Owned:
    """A row of an authority: the authority leads its key."""

    authority_id: Mapped[int] = mapped_column(Integer, ForeignKey("authority.id"), primary_key=True, sort_order=-10)


def table_of(model: type[Base]) -> Table:
    """The table itself, for statements that write rows without the unit of work."""
    return cast("Table", model.__table__)


def new_id() -> UUID:
    """A key that sorts by the time of its making (UUID version 7, RFC 9562)."""
    return uuid_utils.compat.uuid7()


def connect(url: str, **options: Any) -> Engine:
    """An engine for SQLite or PostgreSQL, in which nothing is ever half-written or lost.

    SQLite: a file that only its owner can read, a write-ahead log, foreign keys, and a write lock taken when a
    transaction begins (without it two read-then-write transactions lose an update silently). PostgreSQL: row locks
    taken by the statements themselves.
    """
    engine = create_engine(
        url,
        json_serializer=lambda value: orjson.dumps(value).decode(),
        json_deserializer=_from_json,
        hide_parameters=True,  # an error's message goes where no name may
        **options,
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _sqlite_private)
        event.listen(engine, "connect", _sqlite_connected)
        event.listen(engine, "begin", _sqlite_begins)
    else:
        event.listen(engine, "connect", _postgresql_connected)
        event.listen(engine, "checkin", _given_back)
        event.listen(engine, "checkout", partial(_taken_again, engine.dialect))
    return engine


def at_one_moment(session: Session) -> None:
    """From here on the session reads the database as it stands now, whatever is written meanwhile, and holds nobody up.

    To be called before anything else in its unit of work.
    """
    isolation = {} if session.get_bind().dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    session.connection(execution_options={READ_ONLY: True, **isolation})


def _from_json(kept: Any) -> Any:
    """A JSON value as kept: SQLite gives a bare number back as a number, not as text."""
    return orjson.loads(kept) if isinstance(kept, str | bytes) else kept


def _postgresql_connected(connection: Any, _record: Any) -> None:
    """No statement here is worth compiling: that took 45 times as long as counting 20,000 open requests."""
    connection.autocommit = True
    connection.execute("SET jit = off")
    connection.autocommit = False


def _given_back(_connection: Any, record: Any) -> None:
    record.info[LAST_USED] = monotonic()


def _taken_again(dialect: Dialect, connection: Any, record: Any, _fairy: Any) -> None:
    """Ask whether a connection that lay idle still leads anywhere; asking each time is a tenth of what a call costs."""
    used = record.info.get(LAST_USED)
    if used is None or monotonic() - used < IDLE:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as wrong:
        raise InvalidatePoolError from wrong  # none of those that lie idle leads anywhere: all are made anew


def _sqlite_connected(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    kept = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
    refused = "recursive_triggers=ON"  # else INSERT OR REPLACE removes a row without firing what refuses removals
    for pragma in (f"busy_timeout={BUSY_MILLISECONDS}", *kept, refused):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begins(connection: Any) -> None:
    reads = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _sqlite_private(_dialect: Any, _record: Any, where: Sequence[str], _options: Any) -> None:
    """A file that is not there yet is made for its owner alone; SQLite gives its log the same permissions."""
    file = where[0]
    if file != ":memory:" and not file.startswith("file:"):
        with suppress(OSError):  # that it cannot be opened is SQLite's to say
            os.close(os.open(file, os.O_RDONLY | os.O_CREAT, PRIVATE))
