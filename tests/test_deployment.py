"""Does what is shipped for running the service say what the service and its manual say?"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

from config import settings

ROOT = Path(__file__).parent.parent
DEPLOYMENT, OPERATIONS = ROOT / "docs" / "deployment", (ROOT / "docs" / "operations.md").read_text()


def test_the_proxy_limits_how_often_somebody_may_sign_in_search_and_call() -> None:
    proxy = (DEPLOYMENT / "nginx.conf").read_text()
    rates = dict(re.findall(r"limit_req_zone \$binary_remote_addr zone=(\w+):10m +rate=(\w+/[ms]);", proxy))
    assert rates == {"signing_in": "300r/m", "searching": "5r/s", "programs": "30r/s"}
    limited = dict(re.findall(r"location =? ?(/[\w/-]*) +\{ limit_req zone=(\w+)", proxy))
    assert limited == {
        "/sign-in": "signing_in", "/search": "searching", "/oversight": "searching", "/api/": "programs"
    }  # fmt: skip
    for told in ("signs people in\n300 times a minute", "5 times a second", "30 times a second", "answers 429"):
        assert told in OPERATIONS


def test_every_setting_is_explained_and_every_one_that_is_shipped_is_there() -> None:
    read = set(re.findall(r'"(ADVICE_\w+)"', Path(settings.__file__).read_text()))
    explained = set(re.findall(r"ADVICE_\w+", OPERATIONS.partition("## Settings")[2].partition("## Watching")[0]))
    assert read == explained
    shipped = set(re.findall(r"^(\w+)=", (DEPLOYMENT / "environment").read_text(), re.M))
    assert shipped <= read


def test_a_wheel_holds_every_module_that_the_command_and_the_server_load(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        held = set(wheel.namelist())
    command = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]["advice"].partition(":")[0]
    assert {f"{command}.py", "app.py", "wsgi.py", "models/migrations/versions/0018_sessions_that_were_ended.py"} <= held
    assert {"web/templates/layout.html", "config/bank_holidays.yaml", "workflow/papers/paper.typ"} <= held
    assert not [name for name in held if name.startswith(("tests/", "docs/"))]
