"""Are the settings of documents checked, and does `advice documents check` find what is missing, altered or left over?"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from config.authorities import AUTHORITIES
from config.settings import from_environment
from tests import files
from tests.place import Place
from tests.shell import Shell

ADD = ("user", "add", "--authority", "northmere", "--email", "a@b.example", "--name", "Ana", "--role")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def folder(shell: Shell) -> Path:
    return shell.folder / "instance" / "documents"


@pytest.fixture
def kept(shell: Shell) -> tuple[Place, str, list[Path]]:
    """A deployment with a request that has two documents, and the files that hold them."""
    shell.does("migrate")
    shell.does("load", "authority", str(AUTHORITIES / "northmere.yaml"))
    shell.does(*ADD, "send_caseworker:send")
    place = shell.served(shell.does("token", "create", "--user", "a@b.example").strip())
    reference = place.ask("ana")
    for n in (1, 2):
        files.attached(place, reference, files.page(str(n)), who="ana")
    return place, reference, sorted((path for path in folder(shell).rglob("*") if path.is_file()), key=os.path.getmtime)


def test_documents_that_are_as_they_were_attached_have_no_faults(
    shell: Shell, kept: tuple[Place, str, list[Path]]
) -> None:
    assert shell.does("documents", "check") == "2 documents, 0 faults, 0 left over.\n"
    assert shell.does("documents", "check", "--remove-orphans") == "2 documents, 0 faults, 0 left over.\n"
    assert shell.does("verify").endswith("1 requests, 3 events, 0 faults.\n")


def test_what_is_missing_or_altered_is_named_with_its_request(
    shell: Shell, kept: tuple[Place, str, list[Path]]
) -> None:
    _, reference, (first, second) = kept
    first.unlink()
    second.write_bytes(b"%PDF-1.7 other %%EOF")
    result = shell.run("documents", "check", "--remove-orphans")
    said = result.output.splitlines()
    assert result.exit_code == 1
    assert sorted(line.split("(")[0] for line in said[:2]) == [
        f"{reference}, document 1: missing: its content is not in the store ",
        f"{reference}, document 2: altered: its content is not what was attached ",
    ]
    assert said[2:] == ["2 documents, 2 faults, 0 left over."]
    assert second.exists(), "what a document names is never removed"


def test_what_no_document_names_is_named_and_removed_when_asked_but_never_what_is_new(
    shell: Shell, kept: tuple[Place, str, list[Path]]
) -> None:
    old, new = (folder(shell) / "1" / name for name in ("left", "just_written"))
    for file in (old, new):
        file.write_bytes(b"x")
    hours_ago = time.time() - 2 * 3600
    os.utime(old, (hours_ago, hours_ago))
    result = shell.run("documents", "check")
    assert (result.exit_code, old.exists()) == (1, True)
    assert result.output == "left over: no document names 1/left\n2 documents, 0 faults, 1 left over.\n"
    assert shell.does("documents", "check", "--remove-orphans") == (
        "removed: no document names 1/left\n2 documents, 0 faults, 0 left over.\n"
    )
    assert (old.exists(), new.exists(), len(kept[2])) == (False, True, 2)
    assert shell.does("documents", "check") == "2 documents, 0 faults, 0 left over.\n"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ADVICE_DOCUMENTS", "ftp://host/folder", "a folder, or s3://BUCKET/PREFIX"),
        ("ADVICE_DOCUMENTS", "s3://", "a folder, or s3://BUCKET/PREFIX"),
        ("ADVICE_DOCUMENTS", "s3://key:secret@bucket/x", "a folder, or s3://BUCKET/PREFIX"),
        ("ADVICE_DOCUMENTS", __file__, "is not a folder"),
        ("ADVICE_DOCUMENT_MB", "0", "a number from 1 to 200"),
        ("ADVICE_DOCUMENT_MB", "much", "a number from 1 to 200"),
        ("ADVICE_SCAN_COMMAND", "scan 'it", "cannot be read as a command"),
        ("ADVICE_SCAN_COMMAND", "no-such-scanner --fdpass -", "no program no-such-scanner"),
    ],
)
def test_a_setting_of_documents_that_is_wrong_is_named(shell: Shell, name: str, value: str, said: str) -> None:
    refused = shell.refuses("verify", **{name: value})
    assert name in refused
    assert said in refused
    assert "secret@" not in refused


def test_documents_are_beside_the_database_unless_another_place_is_set(shell: Shell, tmp_path: Path) -> None:
    usual = from_environment(shell.settings)
    assert (usual.documents, usual.largest_document, usual.scan_command) == (str(folder(shell)), 20 * 1024**2, ())
    of = {
        "ADVICE_DOCUMENTS": "s3://advice-documents/northmere",
        "ADVICE_DOCUMENT_MB": "5",
        "ADVICE_SCAN_COMMAND": "cat -",
    }
    changed = from_environment({**shell.settings, **of})
    assert (changed.documents, changed.largest_document) == ("s3://advice-documents/northmere", 5 * 1024**2)
    assert changed.scan_command == ("cat", "-")
    assert not folder(shell).exists(), "it is made when the first document comes"
