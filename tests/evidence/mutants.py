"""Which faults must the evidence find? Each changes one thing of the program; run as a module, the program has it.

A change of one thing that no test notices would mean that the tests say nothing of that thing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import Any, ClassVar

import pytest
from flask import request
from granian import Granian
from sqlalchemy import Connection, bindparam, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads it too
from sqlalchemy.orm import Session

import cli
from api import contract
from models import queries, record
from models.base import table_of
from models.idempotency import IdempotencyRecord

PAUSE = 0.05  # seconds between two things that must be one: so long that few rounds miss it, on any machine
Patch = pytest.MonkeyPatch


class Later(Session):
    """Says that it has committed, and commits afterwards."""

    promised = False

    def commit(self) -> None:
        self.promised = request.path.count("/actions/") > 0
        if not self.promised:
            super().commit()

    def close(self) -> None:
        if self.promised:
            Thread(target=self._keep_promise).start()
        else:
            super().close()

    def _keep_promise(self) -> None:
        time.sleep(PAUSE)
        super().commit()
        super().close()


class InTwo(Session):
    """Ends the unit of work before one statement, and does the rest in another."""

    before: ClassVar[Any]

    def execute(self, statement: Any, *given: Any, **options: Any) -> Any:
        if statement is self.before:
            super().commit()
            time.sleep(PAUSE)
        return super().execute(statement, *given, **options)


def acknowledges_before_commit(patch: Patch) -> None:
    """The answer goes out, and then the transaction is committed."""
    patch.setattr(contract, "Session", Later)


def records_in_a_second_transaction(patch: Patch) -> None:
    """The request moves in one transaction, and its event is written in the next."""
    patch.setattr(InTwo, "before", record.INSERT_EVENT, raising=False)
    patch.setattr(contract, "Session", InTwo)


def keeps_the_key_in_a_second_transaction(patch: Patch) -> None:
    """The step is taken in one transaction, and the reply under its key is kept in the next."""
    patch.setattr(InTwo, "before", contract.KEEP, raising=False)
    patch.setattr(contract, "Session", InTwo)


def locks_nothing(patch: Patch) -> None:
    """No row is locked while a step is decided, and a request moves whatever its version has become."""
    found_by, columns = queries._found_by, record.REQUESTS.c
    patch.setattr(queries, "_found_by", lambda seen, _locked: found_by(seen, False))
    mine = (columns.authority_id == bindparam("its_authority"), columns.id == bindparam("its_id"))
    patch.setattr(record, "MOVE", update(record.REQUESTS).where(*mine))


def begins_reading(connection: Connection) -> None:
    """SQLite's own way to begin: nobody waits before they write."""
    connection.exec_driver_sql("BEGIN")


def keeps_keys_that_are_there(patch: Patch) -> None:
    """A second reply under the same key is no fault."""
    patch.setattr(contract, "KEEP", insert(table_of(IdempotencyRecord)).on_conflict_do_nothing())


SERVED: dict[str, Callable[[Patch], None]] = {
    one.__name__: one
    for one in (
        acknowledges_before_commit,
        records_in_a_second_transaction,
        keeps_the_key_in_a_second_transaction,
    )
}
MUTANT = "ADVICE_MUTANT"


def in_this_process() -> None:
    """Put in the fault that the environment names, for good."""
    SERVED[os.environ[MUTANT]](Patch())


if __name__ == "__main__":
    served = partial(Granian, "tests.evidence.wrong_wsgi:application")
    cli.Granian = lambda _target, **options: served(**options)  # type: ignore[assignment, misc]  # another target
    cli.main()
