"""Does `advice jobs run` do what is to be done daily, and does `advice verify --checkpoint` then see what it could not?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from config import clock
from config.authorities import AUTHORITIES
from tests import answers
from tests.place import Place
from tests.shell import KEY, Shell

NEW = "cd" * 32
BOTH = f"second:{NEW},first:{KEY}"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A deployment with one person in it, and a folder of checkpoints beside its database."""
    made = Shell(tmp_path)
    made.settings["ADVICE_CHECKPOINTS"] = str(tmp_path / "elsewhere" / "checkpoints")
    made.does("migrate")
    made.does("load", "authority", str(AUTHORITIES / "northmere.yaml"))
    made.does("user", "add", "--authority", "northmere", "--email", "a@b.example", "--name", "Ana", "--role",
              "send_caseworker:send", "--role", "triage_officer:childrens_front_door")  # fmt: skip
    return made


@pytest.fixture
def place(shell: Shell) -> Iterator[Place]:
    served = shell.served(shell.does("token", "create", "--user", "a@b.example").strip())
    yield served
    served.storage.engine.dispose()


def checkpoints(shell: Shell) -> list[Path]:
    return sorted(Path(shell.settings["ADVICE_CHECKPOINTS"]).iterdir())


def test_the_jobs_of_a_day_are_done_and_done_again_without_harm(shell: Shell, place: Place) -> None:
    place.ask("ana")
    said = shell.does("jobs", "run").splitlines()
    [path] = checkpoints(shell)
    assert said == [
        "0 stored replies to calls were dropped.",
        "0 unfinished forms were dropped.",
        f"{path} was written, of 1 requests.",
    ]
    before = path.read_bytes()
    place.ask("ana")
    assert shell.does("jobs", "run", "--once").splitlines()[-1] == f"{path} is there already."
    assert path.read_bytes() == before
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert shell.does("jobs", "run").splitlines()[-1].endswith("was written, of 2 requests.")
    assert len(checkpoints(shell)) == 2


def test_what_is_kept_for_thirty_days_is_dropped_then_and_no_sooner(shell: Shell, place: Place) -> None:
    headers = {"Idempotency-Key": "once"}
    asked = {"json": answers.new_request(), "headers": headers}
    first = place.call("ana", "POST", "/requests", **asked)
    shell.kept(
        "INSERT INTO unfinished (authority_id, form, version, typed, saved_at, saved_by) "
        "SELECT authority_id, 'SCA-1/note/send', 1, '{}', made_at, user_id FROM idempotency_record RETURNING 1"
    )
    now = clock.now()
    with time_machine.travel(now + timedelta(days=30) - timedelta(minutes=1)):
        assert shell.does("jobs", "run").splitlines()[:2] == [
            "0 stored replies to calls were dropped.",
            "0 unfinished forms were dropped.",
        ]
    again = place.call("ana", "POST", "/requests", **asked)
    assert (first.status_code, again.get_data()) == (201, first.get_data())
    with time_machine.travel(now + timedelta(days=31)):
        assert shell.does("jobs", "run").splitlines()[:2] == [
            "1 stored replies to calls were dropped.",
            "1 unfinished forms were dropped.",
        ]
    assert shell.kept("SELECT count(*) FROM request") == [1]


def test_the_record_is_compared_with_a_checkpoint_and_agrees(shell: Shell, place: Place) -> None:
    reference = place.ask("ana")
    shell.does("jobs", "run")
    [path] = checkpoints(shell)
    place.does("ana", reference, "take")
    for where in (path, path.parent):
        said = shell.does("verify", "--checkpoint", str(where)).splitlines()
        assert said[0].startswith(f"Compared with {path.name}, made ")
        assert said[0].endswith(" UTC, signed with the key first.")
        assert said[1:] == [
            f"The checkpoints it follows are unchanged, back to {path.name}.",
            "1 requests, 2 events, 0 faults.",
        ]
    assert shell.does("verify", "--checkpoint", str(path), "--authority", "northmere").endswith(" 0 faults.\n")


def test_an_older_copy_of_the_database_is_found_and_no_checkpoint_covers_it_up(shell: Shell, place: Place) -> None:
    reference = place.ask("ana")
    with sqlite3.connect(shell.folder / "advice.db") as now, sqlite3.connect(shell.folder / "older.db") as older:
        now.backup(older)
    place.does("ana", reference, "take")
    other = place.ask("ana")
    shell.does("jobs", "run")
    place.storage.engine.dispose()
    with sqlite3.connect(shell.folder / "older.db") as older, sqlite3.connect(shell.folder / "advice.db") as now:
        older.backup(now)
    assert shell.does("verify").endswith("1 requests, 1 events, 0 faults.\n"), "alone it sees nothing"
    [path] = checkpoints(shell)
    result = shell.run("verify", "--checkpoint", str(path))
    assert result.exit_code == 1
    cut = "cut off: the checkpoint knows 2 events, the record has 1 (or an older copy of the database was put back)"
    assert sorted(result.stdout.splitlines()[:2]) == [
        f"{reference}, event 2: {cut}",
        f"{other}, event 1: removed: the checkpoint knows this request up to here, and the whole of it is gone",
    ]
    assert result.stdout.endswith("1 requests, 1 events, 2 faults.\n")
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert "none was written today" in shell.refuses("jobs", "run")


def test_keys_are_changed_one_behind_the_other_and_old_events_and_checkpoints_still_verify(
    shell: Shell, place: Place
) -> None:
    reference = place.ask("ana")
    shell.does("jobs", "run")
    shell.settings["ADVICE_RECORD_KEYS"] = BOTH
    later = shell.served(place.people["ana"].token)
    later.does("ana", reference, "take")
    later.storage.engine.dispose()
    assert shell.kept("SELECT key_name FROM event ORDER BY seq") == ["first", "second"]
    with time_machine.travel(clock.now() + timedelta(days=1)):
        shell.does("jobs", "run")
    for path, key in zip(checkpoints(shell), ("first", "second"), strict=True):
        said = shell.does("verify", "--checkpoint", str(path))
        assert f"signed with the key {key}." in said
        assert said.endswith("1 requests, 2 events, 0 faults.\n")
    for alone, needed in ((f"second:{NEW}", "first"), (f"first:{KEY}", "second")):
        assert f"'{needed}', which is not configured" in shell.refuses("verify", ADVICE_RECORD_KEYS=alone)


def test_what_cannot_be_compared_or_written_is_said_plainly(shell: Shell, place: Place) -> None:
    place.ask("ana")
    empty = shell.folder / "empty"
    empty.mkdir()
    said = shell.refuses("verify", "--checkpoint", str(empty))
    assert "There is no checkpoint in" in said
    assert "`advice jobs run` writes one" in said
    assert "does not exist" in shell.refuses("verify", "--checkpoint", str(shell.folder / "nowhere"))
    assert "is damaged, or no checkpoint" in shell.refuses("verify", "--checkpoint", shell.file("Dear Sir"))
    file = shell.file("no folder")
    assert "No checkpoint can be written in" in shell.refuses("jobs", "run", ADVICE_CHECKPOINTS=file)
