"""How does somebody at the command line put a directory of community services in place?"""

from __future__ import annotations

from pathlib import Path

import click

from commands.directory_feed import fetched, from_file
from commands.terminal import DRY_RUN, Wrong, authority_named, plainly, storage
from config import clock
from config.authorities import authority_of
from workflow.casework.directory_intake import put_in_place
from workflow.directory.open_referral import services


@click.command("directory")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--authority", "code", required=True, help="The authority whose directory it is.")
@click.option("--address", help="Fetch it from this address instead of the one in the authority's file.")
@DRY_RUN
@plainly
def import_directory(file: Path | None, code: str, address: str | None, dry_run: bool) -> None:
    """Put a directory of community services (Open Referral UK 3.0) in the place of the one before.

    From a file, or from an address; without either, from the address in the authority's file.
    """
    if file and address:
        raise Wrong("Give a file or an address, not both.")
    with storage() as (_, session):
        owner = authority_named(session, code)
    configured = authority_of(owner.configuration).directory.get("address", "")
    if not (file or address or configured):
        raise Wrong(f"Give a file or an address: the file of {code} names no address of its directory.")
    content = from_file(file) if file else fetched(address or configured, trusted=address is not None)
    now = clock.now()
    found = services(content, clock.day_of(now))
    with storage() as (_, session):
        counts = put_in_place(session, owner.id, found, now)
        if dry_run:
            session.rollback()
    said = ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items())
    click.echo(f"{'Nothing was changed. It would be' if dry_run else 'Done'}: {said}.")
