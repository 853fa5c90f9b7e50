"""How does the command line take a list in, and give the term's list out to be filled in?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from commands.terminal import DRY_RUN, Wrong, plainly, storage
from config import clock
from models import access
from models.review_list import Sought
from workflow.casework.panel_list import Loaded, ask_for_all
from workflow.casework.term_list import list_reviews
from workflow.casework.term_sheet import term_sheet
from workflow.casework.work import Work


@click.group("import")
def take_in() -> None:
    """Take in a list (CSV) or a directory (JSON), the whole of it or nothing; every fault is named by its place."""


DAY = click.DateTime(["%Y-%m-%d"])
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
AS_WHOM = click.option("--user", "email", required=True, help="The e-mail address of the person who sends the list.")


@take_in.command("requests")
@FILE
@AS_WHOM
@DRY_RUN
@plainly
def import_requests(file: Path, email: str, dry_run: bool) -> None:
    """Ask for advice for everybody on a panel's list of newly agreed assessments."""
    _take_in(ask_for_all, file, email, dry_run)


@take_in.command("reviews")
@FILE
@AS_WHOM
@DRY_RUN
@plainly
def import_reviews(file: Path, email: str, dry_run: bool) -> None:
    """List the term's annual reviews, or move the meetings of those that are listed, and screen those that say how."""
    _take_in(list_reviews, file, email, dry_run)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--user", "email", required=True, help="The e-mail address of the person whose list it is.")
@click.option("--from", "since", type=DAY, help="The first day of the meetings; today, and what waits, by default.")
@click.option("--to", "until", type=DAY, help="The last day of the meetings.")
@click.option("--screened/--unscreened", default=None, help="Only those that were screened, or were not.")
@plainly
def reviews(file: Path, email: str, since: datetime | None, until: datetime | None, screened: bool | None) -> None:
    """Write the term's annual reviews as a sheet (CSV), to be filled in and imported again."""
    with storage() as (_, session):
        first, last = (day.date() if day else None for day in (since, until))
        sought = Sought(first or clock.day_of(clock.now()), first is None, last, screened)
        sheet = term_sheet(session, _person(session, email), sought)
    try:
        file.write_bytes(sheet)
    except OSError as wrong:
        raise Wrong(f"{file.name} cannot be written: {wrong.strerror}.") from wrong
    click.echo(f"{file.name} is written.")


def _person(session: Session, email: str) -> access.SignedIn:
    signed = access.acting_for(session, email)
    if signed is None:
        raise Wrong(f"There is no user {email}: add them with `advice user add`.")
    return signed


def _take_in(how: Callable[[Work, bytes], Loaded], file: Path, email: str, dry_run: bool) -> None:
    with storage() as (kept, session):
        loaded = how(Work(session, _person(session, email), kept.keys, clock.now()), file.read_bytes())
        if dry_run:
            session.rollback()
    for line in loaded.lines:
        named = f" {line.reference}" if line.reference and not (dry_run and line.asked) else ""
        words = ", ".join(word.replace("_", " ") for word in (line.outcome, line.screening) if word)
        click.echo(f"line {line.line}: {words}{named}")
    counts = ", ".join(f"{count} {outcome.replace('_', ' ')}" for outcome, count in sorted(loaded.counts().items()))
    click.echo(f"{'Nothing was changed. It would be' if dry_run else 'Done'}: {counts or 'no lines'}.")
