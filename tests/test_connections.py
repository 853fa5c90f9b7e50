"""Is a connection that lay idle looked at before it is used again, and only then?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from models import base


@pytest.fixture
def engine(postgresql_url: str) -> Iterator[Engine]:
    made = base.connect(postgresql_url, pool_size=1, max_overflow=0)
    yield made
    made.dispose()


def backend(engine: Engine) -> int:
    """The process of the database that answers this engine."""
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT pg_backend_pid()")) or 0)


def ended(engine: Engine, process: int) -> None:
    """The database ends that process, as when it is restarted."""
    other = base.connect(engine.url.render_as_string(hide_password=False))
    with other.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:process, 5000)"), {"process": process})
    other.dispose()


def test_one_that_leads_nowhere_any_more_is_noticed_by_nobody(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "IDLE", 0.0)
    first = backend(engine)
    assert backend(engine) == first
    ended(engine, first)
    assert backend(engine) not in (0, first)


def test_one_that_was_just_used_is_not_asked(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "IDLE", 3600.0)
    ended(engine, backend(engine))
    with pytest.raises(OperationalError):
        backend(engine)
    assert backend(engine), "it is made anew after that"
