"""The command `advice demo`: fill a database with invented authorities, or with a year of authorities of England."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context
from time import monotonic

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

import app
import demonstration
from commands.terminal import Wrong, plainly
from config import clock
from config.clock import day_of
from config.settings import from_environment
from demonstration.counts import Made, counted
from demonstration.plan import length
from demonstration.volumes import UnknownAuthority, Volumes, england, volumes_of
from demonstration.year import SEED, is_here, make
from models import schema
from models.authority import Authority
from models.storage import Storage
from models.user import Membership, User


@click.command()
@click.option("--people", is_flag=True, help="Only list who you can be, and as what.")
@click.option("--year", "names", multiple=True, metavar="NAME", help="Add a year of that authority of England.")
@click.option("--all", "everywhere", is_flag=True, help="Add a year of every authority of England: this takes hours.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="The same seed gives the same year on a day.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes (PostgreSQL only)."
)
@plainly
def demo(people: bool, names: tuple[str, ...], everywhere: bool, seed: int, workers: int) -> None:
    """Fill a database with two invented authorities: people, requests and a term's annual reviews.

    With --year or --all: with a year of work of authorities of England, sized by what the Department for Education
    published of 2024, all of it invented. An authority is made whole or not at all: one that was interrupted is made
    again, one that is here stays as it is.
    """
    if people:
        _list_people()
        return
    wanted = list(england().values()) if everywhere else _named(names)
    kept = app.storage(from_environment())
    schema.migrate(kept.engine)
    if wanted:
        _years(kept, wanted, seed, workers)
    else:
        click.echo(demonstration.fill(kept, clock.now()))
        for made in _counted(kept):
            click.echo(str(made))
        _list_people()


def _list_people() -> None:
    for line in demonstration.people():
        click.echo(line)


def _named(names: Sequence[str]) -> list[Volumes]:
    """The authorities of these names, each once."""
    try:
        return list({one.code: one for one in map(volumes_of, names)}.values())
    except UnknownAuthority as wrong:
        raise Wrong(str(wrong)) from wrong


def _counted(kept: Storage) -> list[Made]:
    with Session(kept.engine) as session:
        every = session.scalars(select(Authority.id).where(Authority.code.in_(demonstration.CODES)))
        return [counted(session, one, day_of(clock.now())) for one in every.all()]


def _years(kept: Storage, wanted: Sequence[Volumes], seed: int, workers: int) -> None:
    """Make every year that is not here yet, and say what came of it and how long it took."""
    if workers > 1 and kept.engine.dialect.name == "sqlite":
        raise Wrong("SQLite has one writer at a time: --workers needs a PostgreSQL database.")
    here = [one for one in wanted if is_here(kept, one)]
    for one in here:
        click.echo(f"{one.name} is here already.")
    missing = [one for one in wanted if one not in here]
    began, total = monotonic(), 0
    with _progress(sum(map(length, missing))) as moved:
        for made in _made(kept, missing, seed, workers, moved):
            total += made.requests
            click.echo(str(made))
    if missing:
        took = monotonic() - began
        click.echo(f"{len(missing)} authorities, {total:,} requests, in {took:,.0f} seconds.")
    if len(missing) == 1:
        for line in _somebody_for_each_role(kept, missing[0].code):
            click.echo(line)


def _made(
    kept: Storage, missing: Sequence[Volumes], seed: int, workers: int, moved: Callable[[int], None]
) -> Iterator[Made]:
    """The years, each when it is made: one after another, or by several processes that each make one at a time."""
    now = clock.now()
    if workers == 1:
        for one in missing:
            yield make(kept, one, seed, now, moved)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        largest_first = sorted(missing, key=length, reverse=True)
        begun = {pool.submit(_make_here, one, seed, now): one for one in largest_first}
        try:
            for ended in as_completed(begun):
                made = ended.result()
                moved(length(begun[ended]))
                yield made
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _make_here(one: Volumes, seed: int, now: datetime) -> Made:
    """A year made by a process of its own, which opens the database of this deployment itself."""
    kept = app.storage(from_environment())
    try:
        return make(kept, one, seed, now)
    finally:
        kept.engine.dispose()


@contextmanager
def _progress(steps: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal; nothing elsewhere."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=steps, label="Living through it", file=sys.stderr, hidden=hidden) as bar:
        yield bar.update


def _somebody_for_each_role(kept: Storage, code: str) -> Iterator[str]:
    """Somebody to be for every role of an authority, a line each."""
    query = (
        select(User.email, User.name, Membership.role, Membership.team)
        .join(Authority, Authority.id == User.authority_id)
        .join(Membership, (Membership.authority_id == User.authority_id) & (Membership.user_id == User.id))
        .where(Authority.code == code)
        .order_by(Membership.role, Membership.team, User.name)
    )
    seen: set[tuple[str, str]] = set()
    with Session(kept.engine) as session:
        for email, name, role, team in session.execute(query):
            if (role, team) not in seen:
                seen.add((role, team))
                yield demonstration.line(email, name, [f"{role}:{team}"])
