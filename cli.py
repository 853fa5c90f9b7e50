"""The command line, `advice`: run the service, set it up, and look after its record."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click
import orjson
from granian import Granian
from granian.constants import Interfaces
from sqlalchemy import select
from sqlalchemy.orm import Session

import app
from api.shaped import shaped
from commands import lists
from commands.demo import demo
from commands.directory import import_directory
from commands.documents import documents
from commands.people import token, users
from commands.record import jobs, verify
from commands.rehearsal import rehearse_restore
from commands.terminal import Group, Wrong, plainly, storage
from config import authority_file, clock
from config.settings import from_environment
from models import authority, letterhead, papers, schema, unfinished
from models.export import exported
from models.record import mark_again
from workflow.asking.question_sets import question_sets
from workflow.papers.loading import beside


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Social care advice: from request to issued advice, every question and answer recorded."""


main.add_command(lists.take_in)
lists.take_in.add_command(import_directory)
main.add_command(lists.reviews)


@main.command()
@plainly
def serve() -> None:
    """Serve the API and the pages (ADVICE_HOST, ADVICE_PORT, ADVICE_WORKERS, ADVICE_THREADS)."""
    settings = from_environment()
    engine = app.storage(settings).engine
    if not schema.ready(engine):
        raise Wrong("The database is not migrated: run `advice migrate` first.")
    if settings.demonstration:
        with Session(engine) as session:
            authority.only_demonstrations(session)
    click.echo(f"Serving on http://{settings.host}:{settings.port}")
    Granian(
        "wsgi:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()


@main.command()
@click.option("--to", "revision", default="head", help="The revision to go to; the newest by default.")
@click.option("--down", is_flag=True, help="Go back to an earlier revision: what the later ones brought is lost.")
@click.option("--days-again", is_flag=True, help="Work out the days of every request's clocks anew, from its events.")
@plainly
def migrate(revision: str, down: bool, days_again: bool) -> None:
    """Bring the database to the newest version, and keep the question sets that are asked from now on."""
    kept = app.storage(from_environment())
    if down:
        schema.downgrade(kept.engine, revision)
    else:
        schema.migrate(kept.engine, revision)
    if revision == "head":
        with Session(kept.engine) as session, session.begin():
            for row in session.scalars(select(authority.Authority)):
                authority.keep_sets(session, row.id, list(question_sets().values()), clock.now())
        with Session(kept.engine) as session:
            for _ in mark_again(session, every=days_again):
                session.commit()
    kept.engine.dispose()
    click.echo("The database is at the newest version." if revision == "head" else f"The database is at {revision}.")


main.add_command(demo)


main.add_command(token)
main.add_command(users)


@main.group()
def load() -> None:
    """Take in configuration."""


@load.command("authority")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@plainly
def load_authority(file: Path) -> None:
    """Take in an authority's file, with the logo and template beside it; every fault is named by line."""
    held = authority_file.from_text(_text(file), file.name, frozenset(question_sets()))
    looks = beside(file, held)
    settings = from_environment()
    with storage() as (_, session):
        row = authority.load(session, held, list(question_sets().values()), clock.now(), settings.demonstration)
        letterhead.keep(session, row.id, looks)
        click.echo(f"{row.name} is loaded, with {len(held['teams'])} teams.")
        if row.demonstration:
            click.echo("It is marked as a demonstration, as ADVICE_DEMONSTRATION is 1: anybody can be anybody in it.")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as wrong:
        raise Wrong(f"{file.name} is not UTF-8 text.") from wrong


main.add_command(documents)
main.add_command(verify)
main.add_command(jobs)
main.add_command(rehearse_restore)


@main.group("unfinished")
def forms() -> None:
    """Forms that were typed into and not sent."""


@forms.command("sweep")
@click.option(
    "--older-than",
    "days",
    type=click.IntRange(1, 3650),
    default=unfinished.KEPT_FOR.days,
    show_default=True,
    metavar="DAYS",
)
@plainly
def sweep(days: int) -> None:
    """Drop what nobody has typed into for so many days."""
    with storage() as (_, session):
        swept = unfinished.sweep(session, clock.now() - timedelta(days=days))
    click.echo(f"{swept} unfinished forms were dropped.")


@main.command()
@click.argument("reference")
@click.option("--authority", "code", help="The authority's code, where several use this database.")
@click.option("--as", "shape", type=click.Choice(["advice", "county", "fhir"]), help="In a shape of docs/exports.md.")
@click.option("--version", type=click.IntRange(1), help="Of the advice; the current one by default.")
@click.option("--documents", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write its papers there.")
@plainly
def export(reference: str, code: str | None, shape: str | None, version: int | None, folder: Path | None) -> None:
    """Print all that is held of a request and its person, as JSON; or its advice, or the request in FHIR; its papers.

    REFERENCE may also be the id of an annual review, for a child of whom no request was made.
    """
    if version and shape not in ("advice", "county"):
        raise Wrong("Only advice has versions: give --version with --as advice or --as county.")
    with storage() as (_, session):
        made = shaped(session, reference, code, shape, version) if shape else exported(session, reference, code)
        if folder:
            papers.write_all(session, reference, code, folder)
    click.echo(orjson.dumps(made, option=orjson.OPT_INDENT_2).decode())


if __name__ == "__main__":
    main()
