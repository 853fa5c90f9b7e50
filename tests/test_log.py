"""What does the served program write of what happens: every call, every fault of its own, and nobody's name?"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from api.watching import METHODS
from app import create_app
from config import logs
from config.settings import Settings
from models.base import connect
from models.user import User
from tests.browsing import Browser
from tests.evidence.serving import Service, serving
from tests.place import Place
from tests.shell import Shell

SERVED = {"time", "level", "event", "method", "route", "status", "milliseconds"}
SECRET = "sca_not-a-token-of-anybody"
BROKEN = """
from app import create_app
from config.settings import Settings
from config import logs
logs.write()
app = create_app(Settings("sqlite://", "x" * 32, (("test", bytes(32)),)))
@app.get("/breaks")
def breaks():
    raise ValueError("Juniper Exampleton, born 2018-04-09")
app.test_client().get("/breaks?name=Juniper")
"""


@pytest.fixture
def service(tmp_path: Path) -> Any:
    shell = Shell(tmp_path)
    shell.does("migrate")
    with serving(tmp_path, shell.settings["ADVICE_DATABASE_URL"]) as served:
        served.ready()
        yield served


def asked(service: Service, method: str, path: str, **headers: str) -> int:
    with closing(HTTPConnection("127.0.0.1", service.port, timeout=60)) as line:
        line.request(method, path, headers=headers)
        return line.getresponse().status


def lines(said: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def test_every_call_is_a_line_by_method_route_and_status_without_what_was_asked_for(service: Service) -> None:
    assert asked(service, "GET", "/requests/SCA-2026-000123?q=Juniper") == 303
    assert asked(service, "GET", "/api/v1/requests?q=Juniper", Authorization=f"Bearer {SECRET}") == 401
    assert asked(service, "JUNIPER", "/healthz") == 405
    assert asked(service, "GET", "/healthz%0A{") == 404
    said = service.log.read_text()
    told = [one for one in lines(said) if one["event"] == "answered" and one["route"] != "/readyz"]
    assert [(one["method"], one["route"], one["status"]) for one in told] == [
        ("GET", "/requests/<reference>", 303),
        ("GET", "/api/v1/requests", 401),
        ("other", "none", 405),
        ("GET", "none", 404),
    ]
    assert all(set(one) == SERVED and one["time"].endswith("+00:00") for one in told)
    (refused,) = [one for one in lines(said) if one["event"] == "sign-in refused"]
    assert refused["why"] == "This token is not valid, or was withdrawn."
    assert not [word for word in ("Juniper", "JUNIPER", SECRET, "SCA-2026") if word in said]


def test_a_fault_of_ours_is_a_line_that_says_where_and_not_what_was_typed() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", BROKEN], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )
    fault, answered = lines(ran.stderr)
    assert (fault["event"], fault["level"], fault["kind"]) == ("unforeseen", "ERROR", "ValueError")
    assert "in breaks" in fault["place"]
    assert (answered["route"], answered["status"]) == ("/breaks", 500)
    assert "Juniper" not in ran.stderr


def test_no_event_begins_a_second_line_or_tells_what_an_error_says() -> None:
    error = (ValueError, ValueError("Juniper"), None)
    told = logging.LogRecord("x", logging.ERROR, "", 0, "one\n{two}\u2028\x1b[31m\ud800", None, error)
    line = logs.Lines().format(told)
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["kind"] == "ValueError"
    assert "Juniper" not in line


def test_an_error_of_the_database_does_not_say_what_was_written(tmp_path: Path) -> None:
    with connect(f"sqlite:///{tmp_path / 'advice.db'}").connect() as connection, pytest.raises(Exception) as wrong:  # noqa: PT011
        connection.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": "Juniper"})
    assert "nowhere" in str(wrong.value)
    assert "Juniper" not in str(wrong.value)


def test_a_method_that_somebody_made_up_is_counted_with_all_others() -> None:
    client = create_app(Settings("sqlite://", "x" * 32, (("test", bytes(32)),), metrics_token="m" * 8)).test_client()
    for made_up in ("ONE", "TWO", "THREE", *METHODS):
        client.open("/healthz", method=made_up)
    told = client.get("/metrics", headers={"Authorization": "Bearer " + "m" * 8}).text
    counted = [line for line in told.splitlines() if line.startswith("advice_calls_total")]
    assert 'method="other"' in "".join(counted)
    assert not [line for line in counted if "ONE" in line or "TWO" in line or "THREE" in line]
    for wrong in ("Bearer mmmmmmm", "Bearer é", ""):
        assert client.get("/metrics", headers={"Authorization": wrong}).status_code == 404


def test_a_call_is_logged_with_the_key_of_whoever_made_it(northmere: Place, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="advice"):
        northmere.get("dsco", "/requests")
        Browser(northmere, "dsco").get("/")
        Browser(northmere, None).load("/")
    (by_token, at_page), (unknown,) = caplog.records[:2], caplog.records[2:]
    assert by_token.by == at_page.by == str(key_of(northmere, "dsco"))
    assert not hasattr(unknown, "by")


def key_of(place: Place, who: str) -> Any:
    with Session(place.storage.engine) as session:
        return session.scalar(select(User.id).where(User.email == place.email(who)))
