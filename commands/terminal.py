"""What do all commands share? The database of this deployment, and errors said plainly with exit status 1."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

import app
from config.faults import BadFile
from config.settings import BadSettings, from_environment
from demonstration.storytelling import BadStory
from models import authority, user
from models.base import at_one_moment
from models.chain import KeyMissing
from models.checkpoint import BadCheckpoint
from models.export import NoSuchRequest
from models.objects import StoreFails
from models.rehearsal import CannotRestore
from models.schema import NoSuchRevision
from models.storage import Storage
from workflow.errors import Refused, Unmet


class Wrong(click.ClickException):
    """What was asked cannot be done: said plainly, with exit status 1."""

    exit_code = 1


DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
PLAIN = (
    BadCheckpoint,
    BadFile,
    BadSettings,
    CannotRestore,
    KeyMissing,
    NoSuchRequest,
    NoSuchRevision,
    StoreFails,
    BadStory,
    authority.InRealUse,
    user.BadUser,
)


def plainly(command: Callable[..., None]) -> Callable[..., None]:
    """Turn what can go wrong into a sentence and exit status 1."""

    @wraps(command)
    def run(*values: Any, **options: Any) -> None:
        try:
            command(*values, **options)
        except PLAIN as wrong:
            raise Wrong(str(wrong)) from wrong
        except Unmet as wrong:
            raise Wrong(
                "\n".join(f"{place}: {said}" for place, all_of in wrong.errors.items() for said in all_of)
            ) from wrong
        except Refused as wrong:
            raise Wrong(wrong.reason) from wrong
        except UnicodeEncodeError as wrong:
            raise Wrong("Something that was typed is not text.") from wrong
        except SQLAlchemyError as wrong:
            reason = str(getattr(wrong, "orig", None) or wrong).splitlines()[0]
            raise Wrong(f"The database refused: {reason}. Has `advice migrate` been run?") from wrong

    return run


@contextmanager
def storage(reading: bool = False) -> Iterator[tuple[Storage, Session]]:
    """The database of this deployment, in one unit of work; `reading`: as it stands at one moment."""
    kept = app.storage(from_environment())
    try:
        with Session(kept.engine, expire_on_commit=False) as session, session.begin():
            if reading:
                at_one_moment(session)
            yield kept, session
    finally:
        kept.engine.dispose()


def authority_named(session: Session, code: str) -> authority.Authority:
    """The authority of that code. Raises Wrong."""
    found = authority.of_code(session, code)
    if found is None:
        raise Wrong(f"There is no authority {code}.")
    return found


class Group(click.Group):
    """Commands whose wrong use also ends with exit status 1, as every other error does."""

    def main(self, *values: Any, **options: Any) -> Any:
        """Run a command; what goes wrong is shown."""
        try:
            return super().main(*values, **{**options, "standalone_mode": False})
        except click.ClickException as wrong:
            wrong.show()
            sys.exit(1)
        except click.Abort:
            sys.exit(1)
