"""Do the metrics count every process, where several share a folder for it?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
ANSWERS = """
import sys
from app import create_app
from config.settings import Settings
client = create_app(Settings("sqlite://", "x" * 32, (("test", bytes(32)),), metrics_token="m" * 8)).test_client()
for _ in range(int(sys.argv[1])):
    client.get("/healthz")
print(client.get("/metrics", headers={"Authorization": "Bearer " + "m" * 8}).text)
"""


def counted(calls: int, folder: Path) -> float:
    """How many calls to /healthz a new process tells of, once it has answered so many itself."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PROMETHEUS_MULTIPROC_DIR": str(folder)}
    command = [sys.executable, "-c", ANSWERS, str(calls)]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    [line] = [one for one in said.splitlines() if one.startswith("advice_calls_total") and "/healthz" in one]
    return float(line.rsplit(" ", 1)[1])


def test_processes_that_share_a_folder_are_counted_together(tmp_path: Path) -> None:
    assert [counted(calls, tmp_path) for calls in (2, 3)] == [2, 5]
