"""Does the service work with the database account of docs/deployment/grants.sql, and can that account do nothing to the record?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from app import create_app
from config.settings import Settings
from models import schema
from models.event import APPEND_ONLY
from tests import answers, files, lists
from tests.browsing import Browser
from tests.conftest import KEY
from tests.databases import fresh_database
from tests.place import Place, make_place
from tests.shell import Shell
from tests.tour import ONWARDS, ROUND, TWINS, Traveller

GRANTS = Path(__file__).parents[2] / "docs" / "deployment" / "grants.sql"
SECRET = "least"
REFUSED = "permission denied|must be owner"


@pytest.fixture(scope="module")
def limited(postgresql_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, str]]:
    """Northmere, set up by the owner and served with the account of grants.sql; and that account's address."""
    role, folder = f"advice_app_{uuid4().hex[:8]}", tmp_path_factory.mktemp("documents")
    with fresh_database(postgresql_url) as url:
        owner = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        schema.migrate(create_engine(url, poolclass=NullPool))
        place = _by_owner(url)
        with owner.connect() as connection:
            connection.execute(text(f"CREATE ROLE {role} LOGIN PASSWORD '{SECRET}'"))
            connection.exec_driver_sql(GRANTS.read_text().replace("advice_app", role))
        address = make_url(url).set(username=role, password=SECRET).render_as_string(hide_password=False)
        app = create_app(Settings(address, "x" * 32, (("test", KEY),), documents=str(folder)))
        app.testing = True
        try:
            yield replace(place, app=app), address
        finally:
            app.extensions["storage"].engine.dispose()
            with owner.connect() as connection:
                connection.execute(text(f"DROP OWNED BY {role}"))
                connection.execute(text(f"DROP ROLE {role}"))


def _by_owner(url: str) -> Place:
    app = create_app(Settings(url, "x" * 32, (("test", KEY),)))
    place = make_place(app, "northmere")
    app.extensions["storage"].engine.dispose()
    return place


def test_every_step_every_list_and_every_job_works_with_it(limited: tuple[Place, str], tmp_path: Path) -> None:
    place, address = limited
    body = answers.new_request()
    twin, traveller = Traveller(place, True, body), Traveller(place, True, body)
    TWINS[place.code] = twin.reference
    traveller.along(ROUND)
    files.attached(place, traveller.reference)
    traveller.tag = place.version("officer", traveller.reference)
    traveller.along(ONWARDS)
    reviews = lists.listed(place)
    assert lists.screened(place, reviews[0], lists.yes())["request"]
    directory = json.loads((GRANTS.parents[1] / "samples" / "directory.json").read_text())
    for _ in range(2):
        assert place.call("administrator", "POST", "/directory/import", json=directory).status_code == 201
    dsco = Browser(place, "dsco")
    assert dsco.get("/oversight")
    dsco.post("/sign-out", {}, on="/oversight")
    assert dsco.load("/oversight").status_code == 303
    shell = Shell(tmp_path)
    shell.settings |= {"ADVICE_DATABASE_URL": address, "ADVICE_RECORD_KEYS": f"test:{KEY.hex()}"}
    assert "was written" in shell.does("jobs", "run")
    assert shell.does("verify", "--checkpoint", str(tmp_path / "instance" / "checkpoints")).endswith(" 0 faults.\n")
    assert place.app.test_client().get("/readyz").status_code == 200


FORBIDDEN = [
    *(f"UPDATE {name} SET authority_id = authority_id" for name in APPEND_ONLY),
    *(f"DELETE FROM {name}" for name in APPEND_ONLY),
    *(f"TRUNCATE {name} CASCADE" for name in APPEND_ONLY),
    *(f"ALTER TABLE {name} DISABLE TRIGGER ALL" for name in APPEND_ONLY),
    "DROP TRIGGER event_append_only ON event",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
    "SET session_replication_role = replica",
    "CREATE TABLE mine (id integer)",
    "ALTER TABLE request ADD COLUMN mine integer",
    "DROP TABLE request CASCADE",
    "DELETE FROM request",
    "DELETE FROM person",
    "UPDATE authority SET configuration = '{}'",
    "UPDATE user_account SET active = true",
    "INSERT INTO membership SELECT * FROM membership",
    "UPDATE token SET withdrawn_at = NULL",
    "UPDATE alembic_version SET version_num = '0001'",
    "INSERT INTO question_set SELECT * FROM question_set",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_it_can_do_nothing_to_the_record_the_tables_or_the_people(limited: tuple[Place, str], statement: str) -> None:
    _, address = limited
    with create_engine(address, poolclass=NullPool).connect() as connection, pytest.raises(DBAPIError, match=REFUSED):
        connection.execute(text(statement))


def test_the_grants_name_every_table_that_the_service_writes_and_those_only() -> None:
    written = set(re.findall(r"\w+", " ".join(re.findall(r"GRANT [^;]*? ON ([a-z_, ]+) TO", GRANTS.read_text()))))
    kept_by_the_owner = {"question_set", "membership", "token", "letterhead_part"}
    assert {*schema.METADATA.tables} == (written & {*schema.METADATA.tables}) | kept_by_the_owner
