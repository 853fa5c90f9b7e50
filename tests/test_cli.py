"""Does the command line do what it says, and say plainly, with exit status 1, when it cannot?"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

import cli
from config.authorities import AUTHORITIES
from tests import answers
from tests.shell import KEY, Shell
from workflow.asking.question_sets import question_sets

NORTHMERE = AUTHORITIES / "northmere.yaml"
ADD = ("user", "add", "--authority", "northmere", "--email", "a@b.example", "--name", "Ana", "--role")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def migrated(shell: Shell) -> Shell:
    shell.does("migrate")
    return shell


@pytest.fixture
def loaded(migrated: Shell) -> Shell:
    migrated.does("load", "authority", str(NORTHMERE))
    return migrated


def commands(group: click.Group = cli.main, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and group, as it is typed."""
    yield before
    for name, one in group.commands.items():
        yield from commands(one, (*before, name)) if isinstance(one, click.Group) else [(*before, name)]


@pytest.mark.parametrize("words", [*commands()], ids=" ".join)
def test_every_command_explains_itself_without_any_setting(shell: Shell, words: tuple[str, ...]) -> None:
    empty = dict.fromkeys(shell.settings, None)
    for way in ("--help", "-h"):
        said = shell.does(*words, way, **empty)
        assert said.startswith("Usage:")
        assert len(said.splitlines()[2].strip()) > 10


def test_migrating_makes_the_database_ready_and_may_be_done_again(shell: Shell) -> None:
    for _ in range(2):
        assert shell.does("migrate") == "The database is at the newest version.\n"
    assert shell.refuses("migrate", "--to", "nonsense").count("\n") == 1


def test_an_embedded_database_is_its_owners_alone(shell: Shell) -> None:
    made = shell.folder / "data" / "advice.db"
    before = os.umask(0o022)
    try:
        shell.settings["ADVICE_DATABASE_URL"] = f"sqlite:///{made}"
        shell.does("migrate")
        with create_engine(f"sqlite:///{made}", poolclass=NullPool).connect() as connection:
            connection.execute(text("UPDATE authority SET name = name"))
            modes = {file.name: oct(file.stat().st_mode & 0o777) for file in made.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("advice.db", "advice.db-wal", "advice.db-shm"), "0o600")
    assert made.parent.stat().st_mode & 0o777 == 0o700


def test_a_version_is_gone_back_from_and_to_again(loaded: Shell, asked: str) -> None:
    assert loaded.does("migrate", "--down", "--to", "0014") == "The database is at 0014.\n"
    assert "advice migrate" in loaded.refuses("serve")
    loaded.does("migrate")
    assert loaded.does("verify").endswith("1 requests, 1 events, 0 faults.\n")
    assert "0099" in loaded.refuses("migrate", "--down", "--to", "0099")


@pytest.mark.parametrize(
    "words",
    [
        (*ADD, "triage_officer:send"),
        ("token", "create", "--user", "a@b.example"),
        ("load", "authority", str(NORTHMERE)),
        ("verify",),
        ("export", "SCA-2026-000001"),
        ("serve",),
    ],
    ids=lambda words: words[0],
)
def test_a_database_that_is_not_migrated_is_said_to_be(shell: Shell, words: tuple[str, ...]) -> None:
    assert "advice migrate" in shell.refuses(*words)


def test_an_authority_is_loaded_and_loaded_again_when_it_has_changed(migrated: Shell) -> None:
    said = migrated.does("load", "authority", str(NORTHMERE))
    assert said == "Northmere Council (demonstration) is loaded, with 9 teams.\n"
    more = "teams:\n  - {code: fostering, name: Fostering, kind: social_work}"
    changed = NORTHMERE.read_text().replace("teams:", more).replace("Northmere Council (demonstration)", "Northmere")
    assert migrated.does("load", "authority", migrated.file(changed)) == "Northmere is loaded, with 10 teams.\n"
    migrated.does(*ADD, "practitioner:fostering")
    assert migrated.kept("SELECT name FROM authority") == ["Northmere"]
    assert migrated.kept("SELECT count(*) FROM question_set") == [len(question_sets())]


def test_a_bad_authority_file_is_refused_with_every_fault_and_its_line(loaded: Shell) -> None:
    bad = NORTHMERE.read_text().replace("name: SEND service, kind: send", "name: SEND service, kind: sent")
    bad = bad.replace("writing_days: 5", "writing_days: five\ncolour: blue").replace("Northmere Council", "Southmere")
    said = loaded.refuses("load", "authority", loaded.file(bad))
    lines = bad.splitlines()
    for word in ("kind: sent", "writing_days: five", "colour: blue"):
        number = next(n for n, line in enumerate(lines, start=1) if word in line)
        assert f"authority.yaml, line {number}: " in said
    assert len(said.splitlines()) == 3
    assert loaded.kept("SELECT name FROM authority") == ["Northmere Council (demonstration)"]


def test_a_file_that_is_not_there_or_not_text_or_names_unknown_questions_is_refused(migrated: Shell) -> None:
    assert "does not exist" in migrated.refuses("load", "authority", "nowhere.yaml")
    assert "is a directory" in migrated.refuses("load", "authority", str(migrated.folder))
    unknown = NORTHMERE.read_text() + "question_sets: {note: notes}\n"
    assert "There is no question set notes." in migrated.refuses("load", "authority", migrated.file(unknown))
    path = migrated.file("")
    assert "line 1: " in migrated.refuses("load", "authority", path)
    Path(path).write_bytes(b"name: \xff")
    assert "authority.yaml is not UTF-8 text." in migrated.refuses("load", "authority", path)


def test_a_person_is_added_and_given_further_roles_and_a_token(loaded: Shell) -> None:
    assert loaded.does(*ADD, "send_caseworker:send") == "a@b.example is send_caseworker:send in northmere.\n"
    loaded.does(*ADD, "send_manager:send", "--role", "triage_officer:childrens_front_door")
    first, second = (loaded.does("token", "create", "--user", " A@B.example ").strip() for _ in range(2))
    assert first != second
    for given in (first, second):
        place = loaded.served(given)
        place.does("ana", place.ask("ana"), "take")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("--role", "king:send"), "There is no role 'king'. Roles: "),
        (("--role", "send_manager:kings"), "There is no team 'kings'. Teams: "),
        (("--role", "send_manager"), "There is no team ''. Teams: "),
        (("--authority", "southmere"), "There is no authority southmere: load its file first."),
        (("--email", "not an address"), "'not an address' is not an e-mail address."),
        (("--email", f"{'a' * 250}@b.example"), "is not an e-mail address."),
        (("--email", "a\udcff@b.example"), "is not text."),
        (("--name", " "), "A name has 1 to 120 characters."),
        (("--name", "Ana\x00"), "A name has 1 to 120 characters."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_person_who_cannot_be_added_is_refused_with_the_reason(
    loaded: Shell, changed: tuple[str, ...], said: str
) -> None:
    assert said in loaded.refuses(*ADD, "send_manager:send", *changed)
    assert "There is no user" in loaded.refuses("token", "create", "--user", "a@b.example")


def test_every_reason_is_given_at_once_and_what_is_left_out_is_named(loaded: Shell) -> None:
    said = loaded.refuses(
        "user", "add", "--authority", "northmere", "--email", "x", "--name", "", "--role", "king:kings"
    )
    for reason in ("not an e-mail address", "A name has", "no role 'king'", "no team 'kings'"):
        assert reason in said
    assert "Missing option '--role'" in loaded.refuses(*ADD[:-1])
    assert "No such command" in loaded.refuses("dance")
    assert loaded.refuses().startswith("Usage:")


def test_a_persons_address_belongs_to_one_authority(loaded: Shell) -> None:
    loaded.does("load", "authority", str(AUTHORITIES / "eastvale.yaml"))
    loaded.does(*ADD, "send_caseworker:send")
    assert "belongs to another authority" in loaded.refuses(*ADD, "send_caseworker:send", "--authority", "eastvale")


@pytest.fixture
def asked(loaded: Shell) -> str:
    """The reference of the one request of Northmere."""
    loaded.does(*ADD, "send_caseworker:send")
    token = loaded.does("token", "create", "--user", "a@b.example").strip()
    return loaded.served(token).ask("ana", person=answers.child(given_name="Zoë"))


def test_a_record_is_verified_and_what_was_changed_is_named(loaded: Shell, asked: str) -> None:
    for words in (("verify",), ("verify", "--authority", "northmere")):
        unseen, counted = loaded.does(*words).splitlines()
        assert unseen.startswith("Compared with no checkpoint, so these would not be seen: the newest events cut off")
        assert counted == "1 requests, 1 events, 0 faults."
    assert "There is no authority southmere" in loaded.refuses("verify", "--authority", "southmere")
    assert "'first', which is not configured" in loaded.refuses("verify", ADVICE_RECORD_KEYS=f"second:{KEY}")
    assert loaded.kept("UPDATE request SET kind = 'final' RETURNING kind") == ["final"]
    result = loaded.run("verify")
    assert result.exit_code == 1
    assert f"{asked}, event 1: the request's kind" in result.stdout
    assert result.stdout.endswith("1 requests, 1 events, 1 faults.\n")


def test_what_is_held_of_a_request_is_exported(loaded: Shell, asked: str) -> None:
    for words in (("export", asked), ("export", asked, "--authority", "northmere")):
        held = json.loads(loaded.does(*words))
        assert (held["request"]["reference"], held["person"]["given_name"]) == (asked, "Zoë")
        assert [event["action"] for event in held["events"]] == ["request_advice"]
    assert "There is no request SCA-1999-000001." in loaded.refuses("export", "SCA-1999-000001")
    assert "not text" in loaded.refuses("export", "SCA-\udcff")
    assert f"There is no request {asked} in eastvale." in loaded.refuses("export", asked, "--authority", "eastvale")


@pytest.mark.parametrize(
    ("of", "said"),
    [
        ({"ADVICE_SECRET_KEY": None}, "ADVICE_SECRET_KEY"),
        ({"ADVICE_RECORD_KEYS": None}, "ADVICE_RECORD_KEYS"),
        ({"ADVICE_RECORD_KEYS": f"first:{KEY},first:{KEY}"}, "ADVICE_RECORD_KEYS"),
        ({"ADVICE_DATABASE_URL": "nonsense"}, "ADVICE_DATABASE_URL"),
        ({"ADVICE_DATABASE_URL": "postgresql://ana:secret@host:port/advice"}, "ADVICE_DATABASE_URL"),
        ({"ADVICE_DATABASE_URL": "mysql://localhost/advice"}, "ADVICE_DATABASE_URL"),
        ({"ADVICE_DATABASE_URL": f"sqlite:///{__file__}/below/advice.db"}, "ADVICE_DATABASE_URL"),
        ({"ADVICE_DATABASE_URL": "postgresql://127.0.0.1:1/advice"}, "The database "),
        ({"ADVICE_PORT": "80 80"}, "ADVICE_PORT"),
        ({"ADVICE_DEMONSTRATION": "yes"}, "ADVICE_DEMONSTRATION"),
    ],
    ids=lambda value: " ".join(f"{k}={str(v)[:30]}" for k, v in value.items()) if isinstance(value, dict) else "",
)
def test_a_setting_that_is_missing_or_wrong_is_named(shell: Shell, of: dict[str, str | None], said: str) -> None:
    for words in (("migrate",), ("verify",)):
        refused = shell.refuses(*words, **of)
        assert said in refused
        assert "secret@" not in refused


def test_unfinished_forms_are_swept(migrated: Shell) -> None:
    assert migrated.does("unfinished", "sweep") == "0 unfinished forms were dropped.\n"
    assert "range" in migrated.refuses("unfinished", "sweep", "--older-than", "0")
