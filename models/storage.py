"""Where does this deployment keep its record and the documents, and with which keys?"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from models.chain import Keys
from models.document import is_recorded
from models.objects import Objects, Writing


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
