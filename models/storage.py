"""Where does this deployment keep its record and the documents, and with which keys?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError

from models.chain import Keys
from models.document import is_recorded
from models.objects import Objects, Writing


class Untold(Exception):
    """The database went away before it said whether it kept what it was told to keep: it may have done so."""


@contextmanager
def keeping() -> Iterator[None]:
    """Around a commit. Raises Untold where its answer is lost, for then nobody knows what has happened."""
    try:
        yield
    except (OperationalError, InterfaceError) as wrong:
        raise Untold from wrong


@dataclass(frozen=True, slots=True)
class Storage:
    """The database, the keys that chain the record, and where and how documents are taken in."""

    engine: Engine
    keys: Keys
    objects: Objects
    largest_document: int
    scanner: tuple[str, ...]

    def writing(self) -> Writing:
        """A unit of work of the store of documents: what it writes is gone again unless it is settled."""
        return Writing(self.objects, lambda key: is_recorded(self.engine, key))
