"""Is anything lost, doubled or left half there when the program, or its database, is killed in the middle of work?

Clients keep their own account; whatever is killed gets SIGKILL, at a moment drawn at random while calls are under way.
What a killed program has handed to the operating system is not lost: so these tests show that every answer waits for
the commit, and cannot show that the disk keeps it when the power goes. On SQLite nothing here would notice
synchronous=OFF, and no test claims to.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
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
from tests.evidence.mutants import SERVED
from tests.evidence.serving import KEY, START_WITHIN, Postgres, Service, postgres, serving, within
from tests.evidence.traffic import Client, Ended, Story, Traffic
from tests.place import Place, make_place

log = logging.getLogger(__name__)
THOROUGH = bool(os.environ.get("THOROUGH"))
ROUNDS_OF_THE_PROGRAM, ROUNDS_OF_THE_DATABASE = (200, 100) if THOROUGH else (5, 5)
MOST_ROUNDS_OF_A_MUTANT = 20
LONGEST = 7200 if THOROUGH else 600  # seconds
LATEST = (60, 60, 60, 300)  # moments (a call sent or answered) of a round: mostly short, now and then a long one
JSON, UNREACHABLE = "application/json", (503, "application/problem+json")
pytestmark = pytest.mark.timeout(LONGEST)
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


def program_killed(service: Service, account: Account, chance: Random) -> list[str]:
    """One round: the program is killed while clients work, starts again, and has kept its word."""
    traffic = put_to_work(account.place, service, chance)
    service.kill()
    service.start()
    stories = traffic.ended()
    return [*map(str, traffic.refused()), *account.breaches(stories)]


def database_killed(service: Service, server: Postgres, account: Account, chance: Random) -> list[str]:
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


class Breached(AssertionError):
    """Something was lost, doubled, invented or left half there."""


Round = Callable[[Account, Random], list[str]]


def run(rounds: int, one: Round, app: Flask, seed: int = 2026) -> None:
    """So many rounds of one kind, in one authority after the other; fails at the first breach.

    What was acknowledged in any of them is there after the last.
    """
    chance, accounts = Random(seed), []
    for n in range(rounds):
        if n % AUTHORITY_AFTER == 0:
            accounts.append(Account(make_place(app, "northmere")))
        if found := one(accounts[-1], chance):
            raise Breached(f"In round {n}: " + "\n".join(found))
    assert [said for account in accounts for said in account.again()] == []
    acknowledged, broken = (sum(getattr(one, told) for one in accounts) for told in ("acknowledged", "broken_off"))
    log.info("%d rounds, %d calls acknowledged, %d broken off", rounds, acknowledged, broken)
    assert acknowledged > rounds
    assert broken >= rounds


@contextmanager
def breaking() -> Iterator[None]:
    """Rounds in which something must be found: one that finds nothing fails, and so does any other failure."""
    with pytest.raises(Breached) as found:
        yield
    log.info("Found: %s", str(found.value)[:2000])


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'advice.db'}"


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """A PostgreSQL server that these tests may kill."""
    with postgres() as one:
        yield one


@pytest.fixture(scope="module")
def on_postgresql(server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with standing_by(server.url, tmp_path_factory.mktemp("standing_by")) as app:
        yield app


@pytest.fixture(scope="module")
def service(server: Postgres, on_postgresql: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The program on that server: it is never started again."""
    with serving(tmp_path_factory.mktemp("service"), server.url) as one:
        yield one


def test_nothing_is_lost_when_the_program_is_killed(tmp_path: Path, sqlite: str) -> None:
    with standing_by(sqlite, tmp_path) as app, serving(tmp_path, sqlite) as service:
        run(ROUNDS_OF_THE_PROGRAM, partial(program_killed, service), app)


def test_nothing_is_lost_when_the_database_is_killed(server: Postgres, service: Service, on_postgresql: Flask) -> None:
    run(ROUNDS_OF_THE_DATABASE, partial(database_killed, service, server), on_postgresql)


def test_who_comes_after_the_database_was_away_notices_nothing(
    server: Postgres, service: Service, on_postgresql: Flask
) -> None:
    service.ready()
    place = make_place(on_postgresql, "northmere")
    assert asked_twice(place, service) == [(200, JSON), (201, JSON)]
    let_go(on_postgresql)
    server.kill()
    server.start()
    server.ready()
    assert asked_twice(place, service) == [(200, JSON), (201, JSON)]


def test_a_worker_that_is_killed_is_replaced(service: Service) -> None:
    service.ready()
    killed = service.workers()
    for worker in killed:
        worker.kill()
    within(START_WITHIN, lambda: bool(set(service.workers()) - set(killed)), "There is another worker")
    service.ready()


@pytest.mark.parametrize("mutant", SERVED)
def test_a_fault_of_the_program_is_found_when_it_is_killed(tmp_path: Path, sqlite: str, mutant: str) -> None:
    with standing_by(sqlite, tmp_path) as app, serving(tmp_path, sqlite, mutant) as service, breaking():
        run(MOST_ROUNDS_OF_A_MUTANT, partial(program_killed, service), app)


@pytest.mark.skipif(not THOROUGH, reason="the same faults are found above; THOROUGH=1 looks for them here too")
@pytest.mark.parametrize("mutant", SERVED)
def test_a_fault_of_the_program_is_found_when_the_database_is_killed(
    tmp_path: Path, server: Postgres, on_postgresql: Flask, mutant: str
) -> None:
    with serving(tmp_path, server.url, mutant) as service, breaking():
        run(MOST_ROUNDS_OF_A_MUTANT, partial(database_killed, service, server), on_postgresql)


def test_a_database_that_does_not_wait_for_its_disk_is_found(
    server: Postgres, service: Service, on_postgresql: Flask
) -> None:
    """PostgreSQL acknowledges a commit before it is written; what it calls `off` loses the last of them."""
    service.ready()
    server.kill()
    server.options = ("synchronous_commit=off", "wal_writer_delay=10s")
    server.start()
    server.ready()
    let_go(on_postgresql)
    with breaking():
        run(MOST_ROUNDS_OF_A_MUTANT, partial(database_killed, service, server), on_postgresql)
    server.options = ()
