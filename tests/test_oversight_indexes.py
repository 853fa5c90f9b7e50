"""Can the statements of the oversight page use the indexes that were made for them? Asked of PostgreSQL itself.

Tables are small here, so that it would rather read another index: in a transaction that is undone those are taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.orm import Session

from app import create_app
from config.calendar import england
from config.settings import Settings
from models import access, schema
from models.oversight import Days
from models.oversight_figures import picture
from models.oversight_list import Narrowed, behind
from tests.conftest import KEY
from tests.databases import fresh_database
from tests.place import Place, make_place

OTHERS = ("ALTER TABLE event DROP CONSTRAINT pk_event CASCADE", "ALTER TABLE answer DROP CONSTRAINT pk_answer CASCADE",
          "DROP INDEX ix_event_authority_id_held_by_request_id", "SET LOCAL enable_seqscan = off")  # fmt: skip
REASONS, COUNTED = "ix_answer_reasons", "ix_event_counted"
TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def northmere(postgresql_url: str) -> Iterator[Place]:
    """An authority in a database of its own, where nothing else is at work."""
    with fresh_database(postgresql_url) as url:
        app: Flask = create_app(Settings(url, "x" * 32, (("test", KEY),)))
        engine = app.extensions["storage"].engine
        schema.migrate(engine)
        yield make_place(app, "northmere")
        engine.dispose()


def asked(place: Place, narrowed: Narrowed | None) -> list[tuple[str, Any]]:
    """What the page, or the list behind a figure, asks the database as the DSCO looks at it."""
    statements: list[tuple[str, Any]] = []
    engine, days = place.storage.engine, Days(TODAY, england())
    with Session(engine) as session:
        signed = access.acting_for(session, place.email("dsco"))
        assert signed

        def noted(_c: Any, _u: Any, statement: str, given: Any, *_: Any) -> None:
            statements.append((statement, given))

        event.listen(engine, "before_cursor_execute", noted)
        try:
            if narrowed:
                behind(session, signed, narrowed, days, None, 25)
            else:
                picture(session, signed, days)
        finally:
            event.remove(engine, "before_cursor_execute", noted)
    return statements


def plans(connection: Connection, statements: list[tuple[str, Any]]) -> str:
    said = [connection.exec_driver_sql(f"EXPLAIN {statement}", given).scalars() for statement, given in statements]
    return "\n".join(line for plan in said for line in plan)


@pytest.mark.parametrize(
    ("narrowed", "index", "times"),
    [
        (None, REASONS, 2),
        (None, COUNTED, 3),
        (Narrowed(delay="parent_unavailable"), REASONS, 1),
        (Narrowed(late="parent_unavailable"), REASONS, 1),
        (Narrowed(returned=1), COUNTED, 2),
        (Narrowed(offered_to="send"), COUNTED, 1),
    ],
    ids=["the page: reasons", "the page: steps", "reported delays", "answered late", "returned", "offered"],
)
def test_a_statement_of_the_oversight_can_use_its_index(
    northmere: Place, narrowed: Narrowed | None, index: str, times: int
) -> None:
    statements = asked(northmere, narrowed)
    engine = create_engine(northmere.storage.engine.url)
    with engine.connect() as connection:
        for change in OTHERS:
            connection.execute(text(change))
        found = plans(connection, statements)
        connection.rollback()
    engine.dispose()
    assert len(re.findall(rf"{index} on|using {index}", found)) >= times, found
