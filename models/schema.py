"""Is the database at the version that this code needs, and how is it brought there?"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

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

MIGRATIONS = Path(__file__).with_name("migrations")
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


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    return made


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, in one transaction."""
    with engine.begin() as connection:
        command.upgrade(config(connection), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take the database back to an earlier revision."""
    with engine.begin() as connection:
        command.downgrade(config(connection), revision)


def is_current(connection: Connection) -> bool:
    """Whether the database is at the newest revision."""
    head = ScriptDirectory.from_config(config()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head


def ready(engine: Engine) -> bool:
    """Whether the database answers and is at the newest revision."""
    with engine.connect() as connection:
        return is_current(connection)
