"""What does each page cost the server when there are a hundred thousand requests? `make bench` prints it.

On PostgreSQL, in a database of its own that is dropped again. Each figure is the median of several loads of a page that
was loaded before, by somebody who is signed in: processor time of the application, the whole time with that of the
database, SQL statements, and what travels once the proxy in front has packed it.
"""

from __future__ import annotations

import gc
import gzip
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, perf_counter_ns, process_time_ns

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

import demonstration
from app import create_app
from config import clock
from config.settings import Settings
from models import schema
from models.authority import Authority
from models.request import Request
from models.user import User
from tests import crowd
from tests.browsing import Browser
from tests.databases import postgresql
from tests.place import Person, Place
from tests.tour import counted

UTIME = 11  # proc_pid_stat(5): the 14th field, counted from the one after the name
AUTHORITY, WARM, LOADS = "northmere", 3, 15
SOUGHT = "Clover Samplewick"
CASEWORKER, COORDINATOR, SEND_MANAGER = "rowan.ash", "hazel.reed", "linden.moor"
OFFICER, DOOR_MANAGER = "wren.field", "merle.stone"
WORKER, MANAGER, DSCO = "jay.brook", "clay.ford", "laurel.hart"
PAGES: tuple[tuple[str, str, str], ...] = (
    ("first page of a SEND caseworker", CASEWORKER, "/"),
    ("... of a SEND manager", SEND_MANAGER, "/"),
    ("... of a triage officer", OFFICER, "/"),
    ("... of a front door's manager", DOOR_MANAGER, "/"),
    ("... of a practitioner", WORKER, "/"),
    ("... of a team's manager", MANAGER, "/"),
    ("... of the DSCO", DSCO, "/"),
    ("list of a triage officer: mine", OFFICER, "/requests?list=mine"),
    ("... the team's inbox", OFFICER, "/requests?list=inbox"),
    ("... late", OFFICER, "/requests?list=late"),
    ("... all", OFFICER, "/requests?list=all"),
    ("list of a SEND caseworker: mine", CASEWORKER, "/requests?list=mine"),
    ("... all", CASEWORKER, "/requests?list=all"),
    ("list of the DSCO: all", DSCO, "/requests?list=all"),
    ("search by name", CASEWORKER, "/search"),
    ("a request in triage, to who has it", "", "/requests/{triaging}"),
    ("... its page for the call", "", "/requests/{triaging}/triage"),
    ("a request issued, to who asked for it", "", "/requests/{issued}"),
    ("... its timeline", "", "/requests/{issued}/timeline"),
    ("the writing desk", "", "/requests/{drafting}/write"),
    ("the review of a draft", "", "/requests/{reviewing}/review"),
    ("annual reviews", COORDINATOR, "/reviews"),
    ("oversight of a team's manager", MANAGER, "/oversight"),
    ("oversight of the DSCO", DSCO, "/oversight"),
    ("... what is late, behind its figure", DSCO, "/oversight/requests?due=late"),
    ("... timeliness, a year", DSCO, "/oversight/timeliness"),
    ("... who has what", DSCO, "/oversight/workload"),
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one page costs: milliseconds, statements, kilobytes. `database` is None where it runs elsewhere."""

    processor: float
    database: float | None
    whole: float
    statements: int
    packed: float


def cost(browser: Browser, path: str) -> Cost:
    """The median of the loads, once it has been loaded; of the database, the mean, since it counts in hundredths."""
    for _ in range(WARM):
        page = browser.get(path)
    with counted(browser.place.storage.engine) as sent:
        browser.load(path)
    gc.collect()
    before = _database(browser)
    took = [_load(browser, path) for _ in range(LOADS)]
    after = _database(browser)
    processor, whole = (median(one) / 1_000_000 for one in zip(*took, strict=True))
    database = None if before is None or after is None else 1000 * (after - before) / LOADS
    return Cost(processor, database, whole, len(sent), len(gzip.compress(page.encode())) / 1024)


def _load(browser: Browser, path: str) -> tuple[int, int]:
    processor, whole = process_time_ns(), perf_counter_ns()
    browser.load(path)
    return process_time_ns() - processor, perf_counter_ns() - whole


def _database(browser: Browser) -> float | None:
    """How many seconds of processor time the one connection has taken at its server, where that is on this machine."""
    with browser.place.storage.engine.connect() as connection:
        its = Path(f"/proc/{connection.scalar(text('SELECT pg_backend_pid()'))}/stat")
    if not its.exists() or "postgres" not in its.read_text():
        return None
    told = its.read_text().rpartition(")")[2].split()
    return (int(told[UTIME]) + int(told[UTIME + 1])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def crowded(url: str) -> Iterator[Place]:
    """An authority with a hundred thousand requests, in this empty database."""
    with TemporaryDirectory() as folder:
        app = create_app(Settings(url, "x" * 32, (("bench", bytes(32)),), demonstration=True, documents=folder))
        storage = app.extensions["storage"]
        schema.migrate(storage.engine)
        demonstration.fill(storage, clock.now())
        with Session(storage.engine) as session:
            authority = session.scalars(select(Authority.id).where(Authority.code == AUTHORITY)).one()
            emails = session.scalars(select(User.email).where(User.authority_id == authority)).all()
        people = {email.partition("@")[0]: Person("", crowd.FIRST + email, "", ()) for email in emails}
        with storage.engine.begin() as connection:
            crowd.fill(connection, authority)
        with storage.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))
        yield Place(app, AUTHORITY, authority, people)
        storage.engine.dispose()


def main() -> None:
    """Print the table; without a server of PostgreSQL, end by saying so."""
    with ExitStack() as open_until_then:
        try:
            url = open_until_then.enter_context(postgresql())
        except (ImportError, OSError, RuntimeError, SQLAlchemyError) as wrong:
            raise SystemExit(f"The pages were NOT measured: there is no PostgreSQL. {wrong}") from wrong
        began = perf_counter()
        place = open_until_then.enter_context(crowded(url))
        for line in _lines(place, perf_counter() - began):
            print(line, flush=True)  # noqa: T201  # the table is the point


def _lines(place: Place, took: float) -> Iterator[str]:
    """The table, a page at a time."""
    requests, events, answers = _sizes(place)
    yield f"{requests:,} requests with {events:,} steps and {answers:,} answers, filled in {took:.0f} seconds"
    yield f"{'':<40} {'CPU ms':>8} {'database':>9} {'whole ms':>9} {'SQL':>4} {'kB packed':>10}"
    named = dict(_examples(place))
    for words, who, path in PAGES:
        state = path.partition("{")[2].partition("}")[0]
        reference, holder = named.get(state, ("", ""))
        browser = Browser(place, who or holder)
        if path == "/search":
            browser.post(path, {"words": SOUGHT}, on="/")
        one = cost(browser, path.format(**{state: reference}))
        database = "" if one.database is None else f"{one.database:.1f}"
        yield f"{words:<40} {one.processor:>8.1f} {database:>9} {one.whole:>9.1f} {one.statements:>4} {one.packed:>10.1f}"


def _sizes(place: Place) -> tuple[int, ...]:
    with place.storage.engine.connect() as connection:
        counts = (connection.scalar(text(f"SELECT count(*) FROM {one}")) for one in ("request", "event", "answer"))
        return tuple(counts)


def _examples(place: Place) -> Iterator[tuple[str, tuple[str, str]]]:
    """The request with the longest record in each state that a page is looked at in, and who has it in hand."""
    whose = {"triaging": Request.member_id, "drafting": Request.member_id, "reviewing": Request.reviewer_id}
    whose["issued"] = Request.requester_id
    with Session(place.storage.engine) as session:
        for state, column in whose.items():
            query = (
                select(Request.reference, User.email)
                .join(User, (User.authority_id == Request.authority_id) & (User.id == column))
                .where(Request.authority_id == place.authority_id, Request.state == state, ~Request.restricted)
                .where(User.email.in_([one.email for one in place.people.values()]))
                .order_by(Request.version.desc(), Request.id)
                .limit(1)
            )
            reference, email = session.execute(query).one()
            yield state, (reference, email.removeprefix(crowd.FIRST).partition("@")[0])


if __name__ == "__main__":
    main()
