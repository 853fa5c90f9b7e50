"""What do a work list and a history cost, at a thousand requests and at a hundred or a thousand times as many?

On PostgreSQL, each size in a database of its own, which is dropped again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import create_engine, make_url, select, text
from sqlalchemy.orm import Session

import demonstration
from api import paging
from app import create_app
from config import clock
from config.settings import Settings
from models import schema
from models.authority import Authority
from models.request import Request
from models.user import User, give_token
from tests.bench import crowd, pages
from tests.bench.costs import HEADING, Cost, cost
from tests.bench.goals import Figures
from tests.bench.served import KEY, SECRET
from tests.browsing import Browser
from tests.place import Person, Place

AUTHORITY, OFFICER, DSCO = "northmere", "wren.field", "laurel.hart"
PAGES_AT, HUNDREDFOLD, PER_PAGE = 100_000, 100, 25
TABLES = ("request", "event", "answer")
PAGE = "work list of a triage officer, page with counts"
FIRST, DEEPEST = "... of the DSCO, over the API: all, first page", "... the deepest page"
Costs = dict[str, Cost]


def measured(url: str, sized: Sequence[int], figures: Figures) -> Iterator[str]:
    """The tables of every size; and into `figures`, what a hundred times as many requests make of a list."""
    found: dict[int, Costs] = {}
    with TemporaryDirectory() as folder:
        _told(url, folder)
        for size in sorted(sized):
            began = perf_counter()
            with _crowded(url, folder, size) as place:
                yield f"\n{_filled(place)}, filled in {perf_counter() - began:.0f} seconds"
                yield HEADING
                found[size] = dict(_costs(place))
                yield from (one.line(words) for words, one in found[size].items())
                if size == PAGES_AT:
                    yield "\n... each page:"
                    yield from pages.measured(place)
    _compare(found, figures)


def _compare(found: dict[int, Costs], figures: Figures) -> None:
    """Into `figures`: the largest size beside a hundredth of it, and there the deepest page beside the first."""
    most = max(found)
    deep, first = (found[most][which] for which in (DEEPEST, FIRST))
    figures["deepest"] = deep.both / first.both
    few = found.get(most // HUNDREDFOLD)
    if few:
        many, less = found[most][PAGE], few[PAGE]
        figures["list"] = many.both / less.both
        if many.database and less.database:
            figures["list in SQL"] = many.database / less.database


def _costs(place: Place) -> Iterator[tuple[str, Cost]]:
    """A work list of 25 rows, as a page and over the API; the deepest page beside the first; a history."""
    engine, officer = place.storage.engine, Browser(place, OFFICER)
    yield PAGE, cost(engine, lambda: officer.load("/requests?list=inbox"))
    path = f"/requests?per_page={PER_PAGE}"
    yield "... over the API", cost(engine, lambda: place.call(OFFICER, "GET", path))
    yield FIRST, cost(engine, lambda: place.call(DSCO, "GET", path))
    deepest = f"{path}&cursor={_last(place)}"
    yield DEEPEST, cost(engine, lambda: place.call(DSCO, "GET", deepest))
    longest = _longest(place)
    yield "the history of one request", cost(engine, lambda: place.call(DSCO, "GET", f"/requests/{longest}/history"))


def _last(place: Place) -> str:
    """The cursor of the last whole page of all requests."""
    newest = select(Request.sorts_on, Request.id).where(Request.authority_id == place.authority_id)
    newest = newest.order_by(Request.sorts_on.desc(), Request.id.desc()).offset(PER_PAGE).limit(1)
    with place.app.app_context(), place.storage.engine.connect() as connection:
        return paging.cursor("requests", *connection.execute(newest).one())


def _longest(place: Place) -> str:
    """The request with the most steps."""
    longest = select(Request.reference).where(Request.authority_id == place.authority_id, ~Request.restricted)
    with place.storage.engine.connect() as connection:
        return str(connection.scalar(longest.order_by(Request.version.desc(), Request.id).limit(1)))


def _told(url: str, folder: str) -> None:
    """Fill this database with the demonstration, whose stories are copied."""
    storage = create_app(_settings(url, folder)).extensions["storage"]
    schema.migrate(storage.engine)
    demonstration.fill(storage, clock.now())
    storage.engine.dispose()


def _settings(url: str, folder: str) -> Settings:
    return Settings(url, SECRET, (("bench", KEY),), demonstration=True, documents=folder)


@contextmanager
def _crowded(url: str, folder: str, requests: int) -> Iterator[Place]:
    """An authority with so many requests, in a copy of this database."""
    base = make_url(url)
    copy = base.set(database=f"{base.database}_{requests}")
    admin = create_engine(base.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{copy.database}" TEMPLATE "{base.database}"'))
    app = create_app(_settings(copy.render_as_string(hide_password=False), folder))
    try:
        yield _filled_with(Place(app, AUTHORITY, 0), requests)
    finally:
        app.extensions["storage"].engine.dispose()
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{copy.database}" WITH (FORCE)'))
        admin.dispose()


def _filled_with(place: Place, requests: int) -> Place:
    """The place, once it is filled: with those of its people who are looked at, and tokens for two of them."""
    engine = place.storage.engine
    with Session(engine) as session:
        place.authority_id = session.scalars(select(Authority.id).where(Authority.code == AUTHORITY)).one()
        emails = session.scalars(select(User.email).where(User.authority_id == place.authority_id)).all()
    names = {email.partition("@")[0]: email for email in emails}
    place.people = {name: Person(name, crowd.FIRST + email, "", ()) for name, email in names.items()}
    with engine.begin() as connection:
        crowd.fill(connection, place.authority_id, requests)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM"))
    with Session(engine) as session, session.begin():
        for who in (OFFICER, DSCO):
            place.people[who].token = give_token(session, place.email(who), clock.now())
    return place


def _filled(place: Place) -> str:
    with place.storage.engine.connect() as connection:
        requests, events, answers = (connection.scalar(text(f"SELECT count(*) FROM {one}")) or 0 for one in TABLES)
    return f"{requests:,} requests with {events:,} steps and {answers:,} answers"
