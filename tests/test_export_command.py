"""Does the command line print a request in each of its shapes, and say plainly what is not there?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.fhir_checks import faults, schema_faults
from tests.shell import Shell

UNISSUED = (  # and the other authority has that reference too
    "SELECT reference FROM request WHERE state = 'triaging' AND authority_id = 1 "
    "AND reference IN (SELECT reference FROM request WHERE authority_id = 2)"
)
AMENDED = (
    "SELECT r.reference FROM request r JOIN advice_version a ON a.request_id = r.id "
    "WHERE a.version = 2 AND a.kind <> 'tribunal_response' AND r.authority_id = 1"
)
NORTHMERE = ("--authority", "northmere")


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell beside the demonstration."""
    made = Shell(tmp_path_factory.mktemp("shell"))
    made.settings["ADVICE_DEMONSTRATION"] = "1"
    said = made.does("demo")
    assert all(
        told in said for told in ("Northmere Council (demonstration): ", "By state: ", "awaiting triage", "in time")
    )
    return made


def export(shell: Shell, *words: str) -> Any:
    return json.loads(shell.does("export", *words, *NORTHMERE))


def test_a_request_is_printed_in_fhir(shell: Shell) -> None:
    reference = shell.kept(AMENDED)[0]
    made = export(shell, reference, "--as", "fhir")
    assert (made["resourceType"], made["identifier"]["value"]) == ("Bundle", reference)
    assert schema_faults(made) + faults(made) == []


def test_advice_is_printed_in_its_current_version_unless_another_is_named(shell: Shell) -> None:
    reference = shell.kept(AMENDED)[0]
    now, first = (export(shell, reference, "--as", "advice", *more) for more in ((), ("--version", "1")))
    assert (now["version"], now["amends"], first["version"]) == (2, 1, 1)
    assert export(shell, reference, "--as", "county")["Adviser"]["Date"] == now["issued_on"]
    assert export(shell, reference, "--as", "county", "--version", "1")["Adviser"]["Date"] == first["issued_on"]


def test_what_is_not_there_is_said(shell: Shell) -> None:
    young = shell.kept(UNISSUED)[0]
    for shape in ("advice", "county"):
        assert "No advice has been issued on it." in shell.refuses("export", young, "--as", shape, *NORTHMERE)
        assert "no such version" in shell.refuses("export", young, "--as", shape, "--version", "7", *NORTHMERE)
    assert "Only advice has versions" in shell.refuses("export", young, "--as", "fhir", "--version", "1")
    assert "Only advice has versions" in shell.refuses("export", young, "--version", "1")
    assert "Invalid value for '--as'" in shell.refuses("export", young, "--as", "xml")
    assert "There is no request" in shell.refuses("export", "SCA-1999-000001", "--as", "fhir")
    assert "say which with --authority" in shell.refuses("export", young, "--as", "fhir")
