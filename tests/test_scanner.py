"""Does a virus scanner see every file before it is kept, and does only a clean one come in?"""

from __future__ import annotations

import sys

import pytest

from tests import files
from tests.files import kept, sent, with_store
from tests.place import Place

SCANS = {
    "clean": ("sys.stdin.buffer.read()", 201, 1), "infected": ("sys.exit(1)", 422, 0), "broken": ("sys.exit(2)", 503, 0),
    "slow": ("import time; time.sleep(30)", 503, 0), "killed": ("import os; os.kill(os.getpid(), 9)", 503, 0),
    "of that file": (f"sys.exit(sys.stdin.buffer.read() != {files.PDF!r})", 201, 1),
}  # fmt: skip


@pytest.mark.parametrize("what", SCANS)
def test_a_scanner_reads_every_file_and_only_a_clean_one_is_kept(
    place: Place, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, status, count = SCANS[what]
    monkeypatch.setattr("workflow.files.scanning.LONGEST", 1)
    with_store(place, place.storage.objects, scanner=(sys.executable, "-c", f"import sys; {script}"))
    reference = place.ask()
    response = sent(place, reference)
    assert response.status_code == status, response.get_data()
    assert len(kept(place)) == count == place.get("caseworker", f"/requests/{reference}")["documents"]
    if status == 422:
        assert "harmful" in response.json["errors"]["file"][0]


def test_a_scanner_that_is_not_there_lets_nothing_in_and_is_not_asked_about_what_is_refused(place: Place) -> None:
    with_store(place, place.storage.objects, scanner=("/no/such/scanner",))
    reference = place.ask()
    assert sent(place, reference).status_code == 503
    assert sent(place, reference, files.EXE).status_code == 422
    assert sent(place, reference, who="auditor").status_code == 403
    assert kept(place) == set()
