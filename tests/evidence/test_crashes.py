"""Is anything lost, doubled or left half there when the program, or its database, is killed in the middle of work?

Clients keep their own account; whatever is killed gets SIGKILL, at a moment drawn at random while calls are under way.
A killed program does not lose what it has handed to the operating system: so these tests show that every answer waits
for the commit, and not that the disk keeps it when the power goes (SQLite runs with synchronous=FULL for that).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from threading import Semaphore

import pytest
from flask import Flask

from app import create_app
from config.settings import Settings
from models import schema
from tests import answers
from tests.evidence.accounts import Account
from tests.evidence.serving import KEY, START_WITHIN, Postgres, Service, postgres, serving, within
from tests.evidence.traffic import Client, Ended, Story, Traffic
from tests.place import Place, make_place

log = logging.getLogger(__name__)
THOROUGH = bool(os.environ.get("THOROUGH"))
ROUNDS_OF_THE_PROGRAM, ROUNDS_OF_THE_DATABASE = (200, 100) if THOROUGH else (5, 5)
MOST_ROUNDS_OF_A_MUTANT = 20
LATEST = (60, 60, 60, 300)  # moments (a call sent or answered) of a round: mostly short, now and then a long one
UNREACHABLE = (503, "application/problem+json")
CLIENTS, AUTHORITY_AFTER = 4, 10  # rounds after which a new authority begins, so that each is verified in a moment


@contextmanager
def standing_by(database: str, folder: Path) -> Iterator[Flask]:
    """The same application in this process, on the same database: it makes authorities, and looks at what is kept."""
    app = create_app(Settings(database, "x" * 32, (("test", KEY),), documents=str(folder / "documents")))
    app.testing = True
    schema.migrate(app.extensions["storage"].engine)
    yield app
    let_go(app)


def let_go(app: Flask) -> None:
    """No connection of ours is open while others work: what is killed must be put right by who comes after it."""
    app.extensions["storage"].engine.dispose()


def put_to_work(place: Place, service: Service, chance: Random) -> Traffic:
    """Clients at work, up to a moment drawn at random."""
    service.ready()
    let_go(place.app)
    traffic = Traffic(place, service.port, CLIENTS)
    traffic.until(chance.randrange(8, chance.choice(LATEST)), chance)
    return traffic


def program_killed(account: Account, service: Service, chance: Random) -> list[str]:
    """One round: the program is killed while clients work, starts again, and has kept its word."""
    traffic = put_to_work(account.place, service, chance)
    service.kill()
    service.start()
    stories = traffic.ended()
    return [*map(str, traffic.refused()), *account.breaches(stories)]


def database_killed(account: Account, service: Service, server: Postgres, chance: Random) -> list[str]:
    """One round: the database is killed while clients work; the service says so, and goes on once it is back."""
    traffic = put_to_work(account.place, service, chance)
    server.kill()
    stories = traffic.ended()
    away = [service.says("/healthz"), service.says("/readyz"), *asked_twice(account.place, service)]
    server.start()
    server.ready()
    within(START_WITHIN, lambda: service.says("/readyz") == 200, "The service goes on")
    wrong = [f"without its database it says {away}"] if away != [200, 503, UNREACHABLE, UNREACHABLE] else []
    return [*wrong, *map(str, traffic.refused()), *account.breaches(stories)]


def asked_twice(place: Place, service: Service) -> list[tuple[int, str] | None]:
    """What a program is answered that asks for a list, and for advice; with the media type."""
    client, story = Client(place, service.port, Semaphore(0)), Story()
    for method, body in (("GET", None), ("POST", answers.new_request())):
        with suppress(Ended):
            client.send(story, "caseworker", method, "/requests", body)
    client.connection.close()
    return [call.reply and (call.reply.status, call.reply.media_type) for call in story.calls]


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'advice.db'}"


@pytest.mark.timeout(7200 if THOROUGH else 600)
def test_nothing_is_lost_when_the_program_is_killed(tmp_path: Path, sqlite: str) -> None:
    chance, accounts = Random(2026), []
    with standing_by(sqlite, tmp_path) as app, serving(tmp_path, sqlite) as service:
        for n in range(ROUNDS_OF_THE_PROGRAM):
            if n % AUTHORITY_AFTER == 0:
                accounts.append(Account(make_place(app, "northmere")))
            assert program_killed(accounts[-1], service, chance) == [], f"round {n}"
    assert_kept_to_the_end(accounts, ROUNDS_OF_THE_PROGRAM)


def assert_kept_to_the_end(accounts: list[Account], rounds: int) -> None:
    """What was acknowledged in any round is there after the last; and in every round calls had broken off."""
    assert [said for account in accounts for said in account.again()] == []
    acknowledged, broken = (sum(getattr(one, told) for one in accounts) for told in ("acknowledged", "broken_off"))
    log.info("%d rounds, %d calls acknowledged, %d broken off", rounds, acknowledged, broken)
    assert acknowledged > rounds
    assert broken >= rounds


@pytest.mark.timeout(7200 if THOROUGH else 600)
def test_nothing_is_lost_when_the_database_is_killed(tmp_path: Path) -> None:
    chance, accounts = Random(2026), []
    with (
        postgres() as server,
        standing_by(server.url, tmp_path) as app,
        serving(tmp_path, server.url) as service,
    ):
        for n in range(ROUNDS_OF_THE_DATABASE):
            if n % AUTHORITY_AFTER == 0:
                accounts.append(Account(make_place(app, "northmere")))
            assert database_killed(accounts[-1], service, server, chance) == [], f"round {n}"
        assert_kept_to_the_end(accounts, ROUNDS_OF_THE_DATABASE)
