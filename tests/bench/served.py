"""How is a program served while it is measured? In processes of its own, on a free port, and ended afterwards."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent.parent
KEY = bytes(32)
SECRET = "x" * 32
WORKERS, THREADS = 2, 4
START_WITHIN = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A program that is being served."""

    port: int
    process: int


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], port: int) -> Iterator[Server]:
    """This command, once it takes calls; what it writes is shown only if it does not start."""
    with TemporaryDirectory() as folder, Path(folder, "said").open("w+b") as said:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=said, stderr=said)
        try:
            if not _takes_calls(port, process):
                said.seek(0)
                raise RuntimeError(f"{command[0]} did not start: {said.read().decode(errors='replace')[-2000:]}")
            yield Server(port, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(20)


def _takes_calls(port: int, process: subprocess.Popen[bytes]) -> bool:
    patience = time.monotonic() + START_WITHIN
    while process.poll() is None and time.monotonic() < patience:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def service(url: str, folder: str) -> Iterator[Server]:
    """This service, as `advice serve` serves it, on this migrated database."""
    port = free_port()
    environment = {
        **os.environ,
        "ADVICE_DATABASE_URL": url,
        "ADVICE_SECRET_KEY": SECRET,
        "ADVICE_RECORD_KEYS": f"bench:{KEY.hex()}",
        "ADVICE_DEMONSTRATION": "0",
        "ADVICE_INSTANCE": folder,
        "ADVICE_PORT": str(port),
        "ADVICE_WORKERS": str(WORKERS),
        "ADVICE_THREADS": str(THREADS),
    }
    advice = str(Path(sys.executable).with_name("advice"))
    with running([advice, "serve"], environment, port) as server:
        yield server
