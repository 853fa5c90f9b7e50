"""Does the command line take in a list whole, for a named person, or say by line and column why it cannot?"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from config.authorities import AUTHORITIES
from tests import answers
from tests.lists import MEETING, SAID_NO, SAID_YES, agreed, child, table
from tests.shell import Shell
from web.ask.list_file import AGREED, TERM

SAMPLES = Path(__file__).parent.parent / "docs" / "samples"
ANA = ("--user", "a@b.example")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Northmere, with a caseworker and a practitioner."""
    made = Shell(tmp_path)
    made.does("migrate")
    made.does("load", "authority", str(AUTHORITIES / "northmere.yaml"))
    for email, role in (("a@b.example", "send_caseworker:send"), ("p@b.example", "practitioner:disabled_children")):
        made.does("user", "add", "--authority", "northmere", "--email", email, "--name", "Ana", "--role", role)
    return made


def file(shell: Shell, data: bytes) -> str:
    path = shell.folder / "list.csv"
    path.write_bytes(data)
    return str(path)


def counts(shell: Shell) -> list[int]:
    tables = ("person", "review", "request", "event", "contact")
    return [shell.kept(f"SELECT count(*) FROM {one}")[0] for one in tables] + shell.kept(
        "SELECT last_reference FROM authority"
    )


def test_the_samples_of_the_documentation_are_taken_in(shell: Shell) -> None:
    for what in ("reviews", "requests"):
        before = counts(shell)
        tried = shell.does("import", what, str(SAMPLES / f"{what}.csv"), *ANA, "--dry-run")
        assert tried == "line 2: new\nline 3: new\nNothing was changed. It would be: 2 new.\n"
        assert counts(shell) == before
        done = shell.does("import", what, str(SAMPLES / f"{what}.csv"), "--user", " A@B.example ")
        assert done.splitlines()[-1] == "Done: 2 new."
        again = shell.does("import", what, str(SAMPLES / f"{what}.csv"), *ANA)
        assert again.splitlines()[-1] == f"Done: 2 already {'listed' if what == 'reviews' else 'asked'}."
    assert counts(shell) == [4, 2, 2, 2, 2, 2]
    assert shell.does("verify").endswith("2 requests, 2 events, 0 faults.\n")
    assert "line 2: already asked SCA-" in again


def test_no_child_of_a_sample_is_too_old_for_their_setting() -> None:
    samples = [AGREED.example, TERM.example]
    for path in SAMPLES.glob("*.csv"):
        samples += csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    born = {one["setting"]: one["date_of_birth"] for one in samples if one["setting"] and one["date_of_birth"]}
    assert born
    assert not [place for place, day in born.items() if "Nursery" in place and day < "2021-09-01"]


def test_a_bad_list_is_refused_with_every_fault_and_nothing_is_loaded(shell: Shell) -> None:
    for what, make in (("reviews", child), ("requests", agreed)):
        said = shell.refuses(
            "import", what, file(shell, table([make(1), make(2, upn="x"), make(3, year_group="y")])), *ANA
        )
        assert [line.removeprefix("Error: ").split(":")[0] for line in said.splitlines()] == [
            "line 3, upn",
            "line 4, year_group",
        ]
        assert "line 1: This file is empty" in shell.refuses("import", what, file(shell, b""), *ANA)
        assert "line 1: This is a workbook" in shell.refuses("import", what, file(shell, b"PK\x03\x04"), *ANA)
        assert "does not exist" in shell.refuses("import", what, "nowhere.csv", *ANA)
        good = file(shell, table([make(1)]))
        assert "Missing option '--user'" in shell.refuses("import", what, good)
        assert "There is no user c@b.example" in shell.refuses("import", what, good, "--user", "c@b.example")
        assert "None of your roles may ever do this." in shell.refuses("import", what, good, "--user", "p@b.example")
        assert "is not text" in shell.refuses("import", what, good, "--user", "a\udcff@b.example")
        assert counts(shell) == [0, 0, 0, 0, 0, 0]


def test_the_terms_list_is_written_filled_in_and_imported_again(shell: Shell) -> None:
    term = shell.folder / "term.csv"
    shell.does("import", "reviews", file(shell, table([child(1), child(2)])), *ANA)
    assert (
        shell.does("reviews", str(term), *ANA, "--from", MEETING, "--to", MEETING, "--unscreened")
        == "term.csv is written.\n"
    )
    rows = list(csv.DictReader(io.StringIO(term.read_bytes().decode("utf-8-sig"), newline="")))
    rows[0] |= {**SAID_NO, "screened_on": answers.today()}
    rows[1] |= {**SAID_YES, "screened_on": answers.today()}
    filled = file(shell, table(rows))
    before = counts(shell)
    tried = shell.does("import", "reviews", filled, *ANA, "--dry-run").splitlines()
    assert tried[:2] == ["line 2: already listed, screened no", "line 3: already listed, screened yes"]
    assert counts(shell) == before
    done = shell.does("import", "reviews", filled, *ANA).splitlines()
    assert done[1].startswith("line 3: already listed, screened yes SCA-")
    assert done[2] == "Done: 2 already listed, 1 screened no, 1 screened yes."
    shell.does("reviews", str(term), *ANA, "--from", MEETING, "--unscreened")
    assert term.read_bytes().count(b"\n") == 1
    for wrong, said in (
        ((str(term), "--user", "c@b.example"), "There is no user"),
        ((str(term), *ANA, "--from", "1 May"), "does not match"),
        ((str(shell.folder), *ANA), "is a directory"),
        ((str(shell.folder / "nowhere" / "term.csv"), *ANA), "cannot be written"),
    ):
        assert said in shell.refuses("reviews", *wrong), wrong


def test_the_sample_that_is_filled_in_is_taken_in(shell: Shell) -> None:
    said = shell.does("import", "reviews", str(SAMPLES / "reviews_screened.csv"), *ANA).splitlines()
    assert said[-1] == "Done: 3 new, 1 screened no, 1 screened yes."
    again = shell.does("import", "reviews", str(SAMPLES / "reviews_screened.csv"), *ANA).splitlines()
    assert again[-1] == "Done: 3 already listed, 2 already screened."
    assert shell.does("verify").endswith("1 requests, 1 events, 0 faults.\n")
