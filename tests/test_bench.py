"""Does the README show what the bench measures, judged as it judges; and does the floor write what a pathway writes?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from flask import Flask
from sqlalchemy import Engine, text

from app import create_app
from config.settings import Settings
from models import schema
from tests.bench import goals, peers
from tests.bench.callers import Answer
from tests.bench.floor import CLIENTS, floor, pgbench
from tests.bench.pathway import Walker, said
from tests.bench.served import KEY, SECRET
from tests.place import make_place

README = Path(__file__).parent.parent / "README.md"
WRITTEN = ("person", "contact", "request", "event", "answer", "draft", "submission", "advice_version")


def shown() -> list[list[str]]:
    """The rows of the table in the README."""
    table = README.read_text().partition(goals.BEGINS)[2].partition(goals.ENDS)[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()]


def test_the_readme_has_the_rows_of_the_bench_as_it_writes_them() -> None:
    """To write it anew: python -m tests.bench --markdown."""
    head, _, *rows = shown()
    assert head == list(goals.HEAD)
    figures = {
        name: float(row[1].split()[0]) for name, row in zip(goals.GOALS, rows, strict=True) if row[1] != "not measured"
    }
    assert rows == [list(row) for row in goals.rows(figures)[1:]]


@pytest.mark.parametrize(
    ("figure", "said_of_it"),
    [
        (7, "target met"),
        (7.04, "holds; target missed by 1%"),
        (10, "holds; target missed by 43%"),
        (12, "MISSED what must hold by 20%"),
    ],
)
def test_a_figure_that_should_be_small_is_judged_by_what_was_aimed_at(figure: float, said_of_it: str) -> None:
    assert goals.GOALS["floor"].stands(figure) == said_of_it


@pytest.mark.parametrize(
    ("figure", "said_of_it"),
    [(3.4, "target met"), (2.4, "holds; target missed by 29%"), (1.2, "MISSED what must hold by 50%")],
)
def test_a_figure_that_should_be_large_is_judged_by_what_was_aimed_at(figure: float, said_of_it: str) -> None:
    assert goals.GOALS["fsm"].stands(figure) == said_of_it


def test_the_table_goes_between_its_marks_and_nothing_else_changes() -> None:
    page = f"before\n{goals.BEGINS}\nold\n{goals.ENDS}\nafter"
    assert goals.placed(page, "| new |") == f"before\n{goals.BEGINS}\n\n| new |\n\n{goals.ENDS}\nafter"
    with pytest.raises(ValueError, match="no place"):
        goals.placed("before\nafter", "| new |")


class Inside:
    """A client that calls the application in this process."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def call(self, method: str, path: str, sent: Any = None, **headers: str) -> Answer:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        body = None if sent is None else orjson.dumps(sent)
        response = self.client.open(path, method=method, data=body, content_type="application/json", headers=told)
        assert response.status_code < 300, response.get_data(as_text=True)
        return Answer({name.lower(): value for name, value in response.headers.items()}, response.data)


def counted(engine: Engine) -> Mapping[str, int]:
    with engine.connect() as connection:
        return {table: connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in WRITTEN}


@pytest.mark.skipif(pgbench() is None, reason="there is no pgbench")
def test_the_floor_writes_the_rows_that_a_pathway_writes(postgresql_url: str, tmp_path: Path) -> None:
    app = create_app(Settings(postgresql_url, SECRET, (("bench", KEY),), documents=str(tmp_path)))
    engine = app.extensions["storage"].engine
    schema.migrate(engine)
    place = make_place(app, "northmere")
    before = counted(engine)
    Walker(place, said(place))(Inside(app), 1)  # type: ignore[arg-type]  # calls as a Client does
    after = counted(engine)
    wrote = {table: after[table] - before[table] for table in WRITTEN}
    with engine.connect() as connection:
        newest = text("SELECT reference FROM request WHERE authority_id = :it ORDER BY id DESC LIMIT 1")
        reference = connection.scalar(newest, {"it": place.authority_id})
    floor(postgresql_url, str(pgbench()), str(reference)).run(CLIENTS)
    assert wrote["event"] == 5
    assert wrote["answer"] > 20
    assert counted(engine) == {table: after[table] + CLIENTS * wrote[table] for table in WRITTEN}
    with engine.connect() as connection:
        alike = text(
            "SELECT state, version, is_open, draft_version, count(*) FROM request WHERE authority_id = :it GROUP BY 1, 2, 3, 4"
        )
        assert connection.execute(alike, {"it": place.authority_id}).all() == [("issued", 5, False, 1, 1 + CLIENTS)]
    engine.dispose()


def test_every_peer_is_compared_by_what_the_goals_name() -> None:
    assert {peer.goal for peer in peers.PEERS if peer.goal} == {"fsm", "spiff", "engine"}
    assert all((peers.HERE / f"{peer.module}.py").exists() for peer in peers.PEERS)


def test_the_peers_are_pinned_with_their_hashes() -> None:
    pins = re.findall(r"^([\w.\[\],-]+==[^\s\\]+)(.*(?:\n    .*)*)", peers.LOCK.read_text(), re.M)
    assert len(pins) > 10
    assert all("--hash=sha256:" in hashes for _, hashes in pins)
