"""How does somebody at the command line look after the documents that are attached to requests?"""

from __future__ import annotations

import sys

import click

from commands.terminal import plainly, storage
from config import clock
from models.document_check import checked


@click.group("documents")
def documents() -> None:
    """Documents attached to requests."""


@documents.command("check")
@click.option(
    "--remove-orphans", is_flag=True, help="Remove what is kept and no document names, if older than an hour."
)
@plainly
def check(remove_orphans: bool) -> None:
    """Read every document's content and name what is missing, altered or left over; exit status 1 if there is any."""
    with storage() as (kept, session):
        found = checked(session, kept.objects, clock.now())
        for fault in found.faults:
            click.echo(fault)
        for key in found.orphans:
            if remove_orphans:
                kept.objects.remove(key)
            click.echo(f"{'removed' if remove_orphans else 'left over'}: no document names {key}")
    left = 0 if remove_orphans else len(found.orphans)
    click.echo(f"{found.documents} documents, {len(found.faults)} faults, {left} left over.")
    if found.faults or left:
        sys.exit(1)
