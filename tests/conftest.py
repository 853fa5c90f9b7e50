"""Where do tests run? On SQLite and on a real PostgreSQL, each test in authorities of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from app import create_app
from config.authorities import AUTHORITIES, authority_of
from config.authority_file import from_text
from config.settings import Settings
from models import schema
from tests.databases import postgresql
from tests.place import Place, make_place
from workflow.facts import Facts

if TYPE_CHECKING:
    from tests.identity_provider import Provider

KEY = bytes(range(32))
LONGEST = ("browser", "every_page", "test_model", "test_crashes", "test_access", "test_refusals")  # files of minutes


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no worker is left alone with one of them at the end."""
    items.sort(key=lambda item: not any(name in item.path.name for name in LONGEST))


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL database of this run's own, whose commits do not wait for the disk: nothing here has to outlast it."""
    with postgresql() as url:
        admin = create_engine(url, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f'ALTER DATABASE "{admin.url.database}" SET synchronous_commit = off'))
        admin.dispose()
        yield url


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


@pytest.fixture(scope="session")
def running() -> Iterator[Provider]:
    from tests.identity_provider import running  # it makes its keys first

    with running() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider) -> Provider:
    """A council's sign-on, which tells the truth until it is told otherwise."""
    running.begin_anew()
    return running


@pytest.fixture
def council(northmere: Place, provider: Provider) -> Iterator[Place]:
    """Northmere as its staff sign in with their own accounts."""
    from tests.at_council import served_with

    yield from served_with(northmere, provider.settings())
