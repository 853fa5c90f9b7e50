"""Does the command line put a directory in place from a file or an address, or say why it cannot and change nothing?"""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from config.authorities import AUTHORITIES
from tests.feeds import breaks, many, page, paged, service, serving
from tests.shell import Shell

ROOT = Path(__file__).parent.parent
TO = ("import", "directory", "--authority", "northmere")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    made.does("migrate")
    made.does("load", "authority", str(AUTHORITIES / "northmere.yaml"))
    return made


def kept(shell: Shell) -> list[Any]:
    return shell.kept("SELECT id || ' ' || name || coalesce(gone_on, '') FROM directory_service ORDER BY id")


def test_the_command_line_takes_in_a_file_of_any_of_the_three_shapes(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "directory.json"
    for content, said in ((page(many(600)), "600 new"), (many(600), "600 same"), (service("s0000"), "599 gone")):
        file.write_bytes(b"\xef\xbb\xbf" + json.dumps(content).encode())
        tried = shell.does(*TO, str(file), "--dry-run")
        assert (tried.startswith("Nothing was changed. It would be: "), said in tried) == (True, True)
        assert said in shell.does(*TO, str(file))
    assert len(kept(shell)) == 600


def test_the_sample_of_the_documentation_is_taken_in(shell: Shell) -> None:
    assert shell.does(*TO, str(ROOT / "docs/samples/directory.json")) == "Done: 2 new.\n"


def test_every_fault_of_a_file_is_named_by_service_and_field(shell: Shell) -> None:
    said = shell.refuses(*TO, str(ROOT / "tests/samples/directory_with_faults.json"))
    assert [line.removeprefix("Error: ").partition(":")[0] for line in said.splitlines()] == [
        "service kite, url",
        "service kite, email",
        "service no-name, name",
        "service no-name, status",
        "service ages, assured_date",
        "service ages-2, maximum_age",
        "service number 6, id",
    ]
    assert kept(shell) == []


def test_the_command_line_refuses_a_bad_file_and_changes_nothing(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "directory.json"
    file.write_text(json.dumps([service("a")]))
    shell.does(*TO, str(file))
    for content, why in (
        ("[{", "is not JSON"),
        (json.dumps([service("b"), service("c", url="x")]), "service c, url: "),
    ):
        file.write_text(content)
        assert why in shell.refuses(*TO, str(file))
    assert "not both" in shell.refuses(*TO, str(file), "--address", "https://x.example")
    assert "names no address" in shell.refuses(*TO)
    assert "There is no authority nowhere" in shell.refuses("import", "directory", "--authority", "nowhere", str(file))
    assert kept(shell) == ["a Club a"]


def test_the_command_line_fetches_and_a_feed_that_breaks_off_changes_nothing(shell: Shell) -> None:
    with serving(paged(many(25))) as (address, _):
        assert shell.does(*TO, "--address", address) == "Done: 25 new.\n"
    before = kept(shell)
    with serving(breaks(500)) as (address, _):
        assert "status 500" in shell.refuses(*TO, "--address", address)
    with serving(lambda *_: (200, {}, page([service("x")] * 2))) as (address, _):
        assert "same id" in shell.refuses(*TO, "--address", address)
    assert kept(shell) == before


def test_an_address_in_the_authoritys_file_is_used_and_may_not_be_private(shell: Shell) -> None:
    text = (AUTHORITIES / "northmere.yaml").read_text()
    shell.does("load", "authority", shell.file(f"{text}\ndirectory: {{address: https://127.0.0.1:9/feed}}\n"))
    assert "could not be reached" in shell.refuses(*TO)  # nothing listens there
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        shell.does("load", "authority", shell.file(f"{text}\ndirectory: {{address: 'https://127.0.0.1:{port}'}}\n"))
        assert "private network" in shell.refuses(*TO)
    for bad in ("http://directory.example", "x", ""):
        said = shell.refuses("load", "authority", shell.file(f"{text}\ndirectory: {{address: '{bad}'}}\n"))
        assert "directory.address" in said
