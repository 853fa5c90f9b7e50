"""Is the database at the version that this code needs, and how is it brought there?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from models import (
    advice,
    assessment,
    authority,
    directory,
    document,
    event,
    idempotency,
    letterhead,
    person,
    request,
    review,
    unfinished,
    user,
)
from models.base import Base

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")
NEWEST = max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
METADATA = Base.metadata
TABLES = (
    advice,
    assessment,
    authority,
    directory,
    document,
    event,
    idempotency,
    letterhead,
    person,
    request,
    review,
    unfinished,
    user,
)


class NoSuchRevision(Exception):
    """The database cannot be brought to that revision; the message says why."""


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without a file."""
    from alembic.config import Config  # noqa: PLC0415  # large, and the program that serves never migrates

    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    return made


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, in one transaction. Raises NoSuchRevision."""
    _goes(engine, "upgrade", revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take the database back to an earlier revision. Raises NoSuchRevision."""
    _goes(engine, "downgrade", revision)


def _goes(engine: Engine, way: str, revision: str) -> None:
    from alembic import command, util  # noqa: PLC0415  # large, as above

    with engine.begin() as connection:
        try:
            getattr(command, way)(config(connection), revision)
        except util.CommandError as wrong:
            raise NoSuchRevision(str(wrong)) from wrong


def is_current(connection: Connection) -> bool:
    """Whether the database is at the newest revision."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found == NEWEST


def ready(engine: Engine) -> bool:
    """Whether the database answers and is at the newest revision."""
    with engine.connect() as connection:
        return is_current(connection)
