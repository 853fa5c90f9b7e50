"""Can the database be brought to the newest version, taken back and brought there again, with data in it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask
from sqlalchemy import Engine, Index, PrimaryKeyConstraint, UniqueConstraint, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app import create_app
from config.settings import Settings
from models import schema
from models.event import APPEND_ONLY
from tests import answers, lists
from tests.conftest import KEY
from tests.databases import fresh_database
from tests.place import make_place

VERSIONS = "alembic_version"
PEOPLE = {("user_account", "email"), ("user_account", "signs_on_as"), ("token", "hash")}  # told before their authority
ALONE = {("authority", "code"), ("document", "object_key"), *PEOPLE}
ADDRESS = re.compile(r" at 0x[0-9a-f]+")  # where an object lies in memory says nothing
TRIGGERS = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal",
}
FUNCTIONS = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on a new and empty database of each kind."""
    if request.param == "sqlite":
        yield from _served(f"sqlite:///{tmp_path / 'empty.db'}")
    else:
        with fresh_database(request.getfixturevalue("postgresql_url")) as url:
            yield from _served(url)


def _served(url: str) -> Iterator[Flask]:
    app = create_app(Settings(url, "x" * 32, (("test", KEY),)))
    app.testing = True
    yield app
    app.extensions["storage"].engine.dispose()


def engine_of(app: Flask) -> Engine:
    found: Engine = app.extensions["storage"].engine
    return found


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def shape(engine: Engine) -> dict[str, Any]:
    """Every table with its columns, keys, indexes, checks and triggers, as the database describes them."""
    seen = inspect(engine)
    with engine.connect() as connection:
        triggers = sorted(map(tuple, connection.execute(text(TRIGGERS[engine.dialect.name]))))
    found: dict[str, Any] = {"triggers": triggers}
    for table in sorted(seen.get_table_names()):
        columns = [(one["name"], str(one["type"]), one["nullable"]) for one in seen.get_columns(table)]
        found[table] = (
            columns,
            seen.get_pk_constraint(table),
            *(
                sorted(ADDRESS.sub("", repr(part)) for part in parts)
                for parts in (
                    seen.get_foreign_keys(table),
                    seen.get_indexes(table),
                    seen.get_unique_constraints(table),
                    seen.get_check_constraints(table),
                )
            ),
        )
    return found


def worked(app: Flask) -> str:
    """Something happens in a new authority; the reference of what it happened to."""
    place = make_place(app, "northmere")
    reference = place.ask()
    for action in ("take", "record_reading", "record_answers", "record_referral"):
        place.does("officer", reference, action)
    assert len(place.get("officer", f"/requests/{reference}/history")["events"]) == 5
    [review] = lists.listed(place)
    assert lists.screened(place, review, lists.yes())["request"]
    return reference


def test_the_way_up_down_and_up_again_leads_to_the_same_database_with_data_in_it(empty: Flask) -> None:
    engine = engine_of(empty)
    assert tables(engine) == set()
    schema.migrate(engine)
    first = shape(engine)
    worked(empty)
    schema.downgrade(engine)
    assert tables(engine) == {VERSIONS}
    with engine.connect() as connection:
        assert connection.execute(text(TRIGGERS[engine.dialect.name])).all() == []
        if engine.dialect.name == "postgresql":
            assert connection.execute(text(FUNCTIONS)).all() == []
    schema.migrate(engine)
    assert shape(engine) == first
    worked(empty)


def test_contacts_outlast_the_way_back_from_what_they_may_be_told_and_up_again(empty: Flask) -> None:
    engine = engine_of(empty)
    schema.migrate(engine)
    worked(empty)
    before = shape(engine)
    schema.downgrade(engine, "0001")
    assert "may_be_told" not in {column["name"] for column in inspect(engine).get_columns("contact")}
    schema.migrate(engine)
    assert shape(engine) == before
    with engine.connect() as connection:
        found = connection.execute(text("SELECT name, safe_to_contact, may_be_told FROM contact")).all()
    assert ("Ana Example", True, None) in {(one.name, bool(one.safe_to_contact), one.may_be_told) for one in found}


def test_every_table_of_the_record_has_its_triggers(empty: Flask) -> None:
    schema.migrate(engine_of(empty))
    guarded = [table for table, _ in shape(engine_of(empty))["triggers"]]
    assert sorted(guarded) == sorted(APPEND_ONLY * 2)


def test_migrating_again_changes_nothing_and_loses_nothing(empty: Flask) -> None:
    engine = engine_of(empty)
    schema.migrate(engine)
    worked(empty)
    with engine.connect() as connection:
        before = connection.execute(text("SELECT count(*) FROM answer")).scalar_one()
    schema.migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM answer")).scalar_one() == before > 0


def test_a_database_is_current_only_once_it_is_migrated(empty: Flask) -> None:
    engine, client = engine_of(empty), empty.test_client()
    assert not schema.ready(engine)
    assert client.get("/readyz").status_code == 503
    schema.migrate(engine)
    assert schema.ready(engine)
    assert client.get("/readyz").status_code == 200
    schema.downgrade(engine)
    assert not schema.ready(engine)
    assert client.get("/readyz").status_code == 503


def test_the_tables_are_those_of_the_code(empty: Flask) -> None:
    engine = engine_of(empty)
    with engine.begin() as connection, pytest.raises(CommandError, match="not up to date"):
        command.check(_quiet(schema.config(connection)))
    schema.migrate(engine)
    with engine.begin() as connection:
        command.check(_quiet(schema.config(connection)))
    assert tables(engine) - {VERSIONS} == set(schema.METADATA.tables)


def _quiet(config: Config) -> Config:
    config.print_stdout = lambda *_said, **_how: None  # type: ignore[method-assign]  # it is raised as well
    return config


def test_a_row_that_refers_to_nothing_is_refused(empty: Flask) -> None:
    engine = engine_of(empty)
    schema.migrate(engine)
    with engine.begin() as connection, pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        connection.execute(text("INSERT INTO team (authority_id, code, name, kind) VALUES (9, 'a', 'A', 'send')"))


def test_a_table_that_the_code_does_not_know_is_noticed(empty: Flask) -> None:
    engine = engine_of(empty)
    schema.migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE request DROP COLUMN came_back"))
        drift = compare_metadata(MigrationContext.configure(connection), schema.METADATA)
    assert [(one[0], one[2], one[3].name) for one in drift] == [("add_column", "request", "came_back")]


def test_revisions_form_one_line() -> None:
    scripts = ScriptDirectory.from_config(schema.config())
    line = list(scripts.walk_revisions())
    assert scripts.get_heads() == [schema.NEWEST]
    assert len(scripts.get_bases()) == 1
    assert [one.down_revision for one in line] == [*(one.revision for one in line[1:]), None]
    assert all(one.doc for one in line)


def test_a_migration_that_fails_leaves_nothing_half_done(empty: Flask) -> None:
    engine = engine_of(empty)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE answer (id INTEGER)"))  # the last table that a migration would make
    with pytest.raises(DBAPIError, match="answer"):
        schema.migrate(engine)
    assert tables(engine) == {"answer"}


def test_an_address_that_is_no_database_is_no_current_one(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear Sir or Madam, " * 100)
    engine = create_engine(f"sqlite:///{tmp_path / 'letter.db'}")
    with pytest.raises(DBAPIError, match="not a database"):
        schema.ready(engine)


def test_for_whom_a_referral_was_is_told_from_the_record_when_the_column_comes(empty: Flask) -> None:
    engine = engine_of(empty)
    schema.migrate(engine)
    place = make_place(empty, "northmere")
    usual = answers.for_action(place, "record_referral")
    for name in ("Ana Example", "Bea Example"):  # two requests: each counts its referrals from 1
        reference = place.ask()
        place.does("officer", reference, "take")
        for n in (1, 2):
            place.does("officer", reference, "record_referral", {**usual, "referral_for": f"{name} {n}"})
    before = for_whom(engine)
    schema.downgrade(engine, "0001")
    schema.migrate(engine)
    assert sorted(before) == ["Ana Example 1", "Ana Example 2", "Bea Example 1", "Bea Example 2"]
    assert for_whom(engine) == before


def for_whom(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(text("SELECT for_whom FROM referral ORDER BY request_id, number")))


def test_an_authority_leads_every_key_and_every_index_but_a_few() -> None:
    keys = [one for table in schema.METADATA.tables.values() for one in (*table.constraints, *table.indexes)]
    told = [one for one in keys if isinstance(one, UniqueConstraint | PrimaryKeyConstraint | Index)]
    first = {(one.table.name, one.columns[0].name) for one in told if one.table is not None}
    assert {pair for pair in first if pair[1] != "authority_id"} == {*ALONE, ("authority", "id")}
