"""Can the database be restored? A backup of it as it runs, put back into another one, and both counted."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, Connection, Engine, func, inspect, select, text
from sqlalchemy.orm import Session

from models.base import at_one_moment
from models.schema import METADATA

Counts = Mapping[str, int]


class CannotRestore(Exception):
    """A backup cannot be made or put back; the message says why."""


def rehearse(engine: Engine, restored: Engine) -> Counts:
    """Back the database up as it runs and restore that into an empty one: how many rows every table had.

    Rows are counted in the very state that is backed up, whatever is written meanwhile. Raises CannotRestore.
    """
    if engine.dialect.name != restored.dialect.name:
        raise CannotRestore("A backup of SQLite is restored into SQLite, one of PostgreSQL into PostgreSQL.")
    if inspect(restored).get_table_names():
        raise CannotRestore("The database to restore into is not empty.")
    copy = _copied_file if engine.dialect.name == "sqlite" else _dumped
    return copy(engine, restored)


def counts(connection: Connection) -> Counts:
    """How many rows every table has."""
    tables = METADATA.sorted_tables
    return {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}


def _copied_file(engine: Engine, restored: Engine) -> Counts:
    """SQLite's own backup, read in the transaction that counts."""
    restored.dispose()
    with Session(engine) as session, closing(sqlite3.connect(_file(restored))) as target:
        at_one_moment(session)
        connection = session.connection()
        counted = counts(connection)
        source = connection.connection.driver_connection
        if not isinstance(source, sqlite3.Connection):
            raise CannotRestore("This database is not reached as SQLite is.")
        source.backup(target)
    return counted


def _file(engine: Engine) -> str:
    if not engine.url.database:
        raise CannotRestore("A database in memory cannot be restored into.")
    return engine.url.database


def _dumped(engine: Engine, restored: Engine) -> Counts:
    """PostgreSQL's own dump, of the snapshot that is counted, and its own restore."""
    with TemporaryDirectory(prefix="advice-restore-") as folder, Session(engine) as session:
        at_one_moment(session)
        connection = session.connection()
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        counted, dump = counts(connection), str(Path(folder) / "advice.dump")
        _run(engine.url, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={dump}")
        _run(restored.url, "pg_restore", "--exit-on-error", "--no-owner", "--no-privileges", dump)
    return counted


def _run(url: URL, program: str, *words: str) -> None:
    """Run a program of PostgreSQL's against a database; a password is not among its words, which others could read."""
    place = shutil.which(program)
    if place is None:
        raise CannotRestore(f"There is no program {program} here: it comes with PostgreSQL's client.")
    address = url.set(drivername="postgresql", password=None).render_as_string()
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run(  # noqa: S603  # PostgreSQL's own program, with the deployment's own address
        [place, f"--dbname={address}", *words],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotRestore(f"{program} failed: {done.stderr.strip()}")
