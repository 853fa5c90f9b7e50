"""How does somebody at the command line look after the record: verify it, and have done what is to be done daily?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from commands.terminal import authority_named, plainly, storage
from config import clock
from config.settings import from_environment
from models import idempotency, unfinished
from models.checkpoint import AlreadyThere, BadCheckpoint, Checkpoint, goes_back_to, name_of, opened_in
from models.heads import differences, keep
from models.verify import verify as verified

UNSEEN = (
    "Compared with no checkpoint, so these would not be seen: the newest events cut off together with the request's "
    "own row, whole requests removed, a chain written anew by somebody who has the key, an older copy of the "
    "database. Give one with --checkpoint."
)


@click.command("verify")
@click.option("--authority", "code", help="Only this authority.")
@click.option(
    "--checkpoint",
    "kept_in",
    type=click.Path(exists=True, path_type=Path),
    help="Compare with this checkpoint; of a folder, with the newest in it.",
)
@plainly
def verify(code: str | None, kept_in: Path | None) -> None:
    """Walk the whole record and name every event that was changed, removed or moved; exit status 1 if there is one."""
    with storage(reading=True) as (kept, session):
        if code:
            authority_named(session, code)
        checkpoint = opened_in(kept_in, kept.keys) if kept_in else None
        compared = list(_compared(checkpoint))
        found = verified(session, kept.keys, code)
        faults = [*found.faults, *(differences(session, checkpoint, code) if checkpoint else ())]
        said = [*map(str, faults), *compared]
    for line in said:
        click.echo(line)
    click.echo(f"{found.requests} requests, {found.events} events, {len(faults)} faults.")
    if faults:
        sys.exit(1)


def _compared(checkpoint: Checkpoint | None) -> Iterator[str]:
    if checkpoint is None:
        yield UNSEEN
        return
    oldest, before = goes_back_to(checkpoint)
    made = f"made {checkpoint.made:%Y-%m-%d %H:%M} UTC, signed with the key {checkpoint.key}"
    yield f"Compared with {checkpoint.path.name}, {made}."
    missing = f"; {before}, which came before it, is not there" if before else ""
    yield f"The checkpoints it follows are unchanged, back to {oldest.name}{missing}."


@click.group("jobs")
def jobs() -> None:
    """What is to be done daily."""


@jobs.command("run")
@click.option("--once", is_flag=True, expose_value=False, help="Now and once: it never runs in another way.")
@plainly
def run() -> None:
    """Do what is to be done daily; again on the same day, or from two machines at once, does no harm.

    Drops replies to calls, and forms that nobody typed into, of more than 30 days ago; then writes the checkpoint of
    the day.
    """
    at = clock.now()
    with storage() as (_, session):
        click.echo(f"{idempotency.sweep(session, at - idempotency.KEPT_FOR)} stored replies to calls were dropped.")
    with storage() as (_, session):
        click.echo(f"{unfinished.sweep(session, at - unfinished.KEPT_FOR)} unfinished forms were dropped.")
    folder = from_environment().checkpoints
    with storage(reading=True) as (kept, session):
        try:
            number = keep(session, kept.keys, folder, at)
        except AlreadyThere:
            click.echo(f"{folder / name_of(clock.day_of(at))} is there already.")
        except OSError as wrong:
            raise BadCheckpoint(f"No checkpoint can be written in {folder}: {wrong.strerror}.") from wrong
        else:
            click.echo(f"{folder / name_of(clock.day_of(at))} was written, of {number} requests.")
