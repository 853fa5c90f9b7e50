"""How does somebody at the command line rehearse that the database can be restored?"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from commands.terminal import Wrong, plainly, storage
from config import clock
from config.settings import BadSettings
from config.settings import database as checked_address
from models.base import at_one_moment, connect
from models.checkpoint import opened_in
from models.document_check import checked
from models.heads import differences
from models.objects import opened as documents_in
from models.rehearsal import Counts, counts, rehearse
from models.verify import verify


@click.command("rehearse-restore")
@click.option("--into", required=True, metavar="ADDRESS", help="An empty database, as ADVICE_DATABASE_URL takes it.")
@click.option("--checkpoint", "kept_in", type=click.Path(exists=True, path_type=Path), help="Compare with it too.")
@click.option("--documents", "folder", metavar="WHERE", help="A restored copy of the documents, to be checked too.")
@plainly
def rehearse_restore(into: str, kept_in: Path | None, folder: str | None) -> None:
    """Back up the database as it runs, restore that into an empty one, verify and count it.

    Exit status 1 if anything differs. The service goes on meanwhile, and its own database is only read. What was
    restored stays, to be looked at and dropped.
    """
    try:
        checked_address(into)
    except BadSettings as wrong:
        raise Wrong(str(wrong).replace("ADVICE_DATABASE_URL", "--into")) from wrong
    engine = connect(into, poolclass=NullPool)
    with storage() as (kept, _):
        before = rehearse(kept.engine, engine)
    with Session(engine) as session:
        at_one_moment(session)
        after = counts(session.connection())
        found = verify(session, kept.keys)
        faults = [*map(str, found.faults)]
        if kept_in:
            faults += map(str, differences(session, opened_in(kept_in, kept.keys)))
        if folder:
            faults += checked(session, documents_in(folder), clock.now()).faults
    for line in (*_table(before, after), *faults):
        click.echo(line)
    click.echo(f"Restored: {found.requests} requests, {found.events} events, {len(faults)} faults.")
    if faults or before != after:
        sys.exit(1)


def _table(before: Counts, after: Counts) -> list[str]:
    rows = [f"{name:20}{number:>12,}{after[name]:>12,}" for name, number in before.items()]
    return [f"{'rows of':20}{'running':>12}{'restored':>12}", *rows]
