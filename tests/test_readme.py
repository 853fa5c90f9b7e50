"""Does the README tell the truth? Its commands are run, and its diagram is the table's."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import orjson
import pytest

from tests.evaluation.__main__ import table
from tests.evaluation.rows import UNSEEN
from workflow.diagram import mermaid

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
FOLDERS = ("workflow", "models", "config", "api", "web", "commands", "demonstration", "docs", "tests")
START_WITHIN = 120  # seconds: what `make run` may take on a fresh machine


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", README.read_text(), re.M | re.S)
    assert found, f"README.md has no block of {language}."
    return found[1]


def test_the_diagram_in_the_readme_is_drawn_from_the_table() -> None:
    """To mend it: UPDATE_DOCS=1 make test."""
    if os.environ.get("UPDATE_DOCS"):
        text = README.read_text()
        README.write_text(text.replace(block("mermaid"), mermaid() + "\n"))
    assert block("mermaid").strip() == mermaid().strip()


def test_the_figures_of_the_checks_are_those_that_the_evaluation_prints() -> None:
    """To mend it: UPDATE_DOCS=1 make test."""
    if os.environ.get("UPDATE_DOCS"):
        text = README.read_text()
        README.write_text(text.replace(f"```text\n{block('text')}```", f"```text\n{table(UNSEEN)}\n```"))
    assert block("text").strip() == table(UNSEEN).strip()


def test_every_file_that_the_readme_points_at_is_there() -> None:
    named = [*re.findall(r"\]\(([\w/.-]+)\)", README.read_text()), *_named(README)]
    assert not [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize("document", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_every_file_that_a_document_names_is_there(document: Path) -> None:
    assert not [name for name in _named(document) if not (ROOT / name).exists()]


def _named(document: Path) -> list[str]:
    """The files of the code that are named with their folder."""
    return re.findall(rf"`((?:{'|'.join(FOLDERS)})/[\w/.-]*)`", document.read_text())


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """A demonstration served as `make run` serves it, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    instance = str(tmp_path_factory.mktemp("instance"))
    environment = {**os.environ, "ADVICE_DEMONSTRATION": "1", "ADVICE_INSTANCE": instance, "ADVICE_PORT": port}
    environment.pop("ADVICE_DATABASE_URL", None)
    advice = str(Path(sys.executable).with_name("advice"))
    subprocess.run([advice, "demo"], env=environment, cwd=ROOT, check=True, capture_output=True)
    server = subprocess.Popen([advice, "serve"], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/readyz")
        yield f"http://127.0.0.1:{port}", environment
    finally:
        server.terminate()
        server.wait(20)


def wait_for(url: str) -> None:
    patience = time.monotonic() + START_WITHIN
    while time.monotonic() < patience:
        try:
            with urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer within {START_WITHIN} seconds.")


def test_a_request_travels_from_asking_to_issue_by_the_very_commands_of_the_readme(
    address: tuple[str, dict[str, str]],
) -> None:
    url, environment = address
    script = "set -euo pipefail\n" + block("bash").replace(
        ".venv/bin/advice", str(Path(sys.executable).with_name("advice"))
    )
    ran = subprocess.run(
        ["bash", "-c", script], env={**environment, "API": f"{url}/api/v1"}, cwd=ROOT, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    lines = [orjson.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
    states = [line["state"] for line in lines if "clocks" in line]
    assert states == ["triaging"] * 4 + ["drafting", "reviewing", "issued"]
    history, advice = lines[-2:]
    asked = {a["code"]: a for event in history["events"] for a in event["answers"]}
    assert asked["day_to_day"]["informant_name"] == "Ana Exampleton"
    assert asked["day_to_day"]["question"].startswith("What is an ordinary day like")
    assert advice["author"] == "Wren Field"
    assert advice["reviewer"] == "Merle Stone"


def test_the_front_page_says_where_the_api_is(address: tuple[str, dict[str, str]]) -> None:
    url, _ = address
    with urlopen(url) as page:
        text = page.read().decode()
    for link in re.findall(r'href="(/[^"]+)"', text):
        with urlopen(url + link) as linked:
            assert linked.status == 200
    assert "/api/v1/openapi.json" in text
    assert "Every authority, person and case here is invented" in text
