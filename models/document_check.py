"""Is the content of every document there as it was attached, and is anything kept that no document names?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.document import Document
from models.objects import Objects
from models.request import Request

SETTLED_AFTER = timedelta(hours=1)  # an object that is newer may be of a document that is being attached just now
BATCH = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """How many documents were looked at, what is wrong with some, and the objects that no document names."""

    documents: int
    faults: tuple[str, ...]
    orphans: tuple[str, ...]


def checked(session: Session, objects: Objects, at: datetime) -> Checked:
    """Read every object and compare it with its document. Raises StoreFails when the store cannot be read."""
    there = dict(objects.all())
    faults, named = [], set()
    for reference, document in _documents(session):
        named.add(document.object_key)
        if fault := _fault(objects, document):
            faults.append(f"{reference}, document {document.number}: {fault} ({document.object_key})")
    orphans = sorted(key for key, written in there.items() if key not in named and at - written > SETTLED_AFTER)
    return Checked(len(named), tuple(faults), tuple(orphans))


def _documents(session: Session) -> Iterator[tuple[str, Document]]:
    of = and_(Request.authority_id == Document.authority_id, Request.id == Document.request_id)
    query = select(Request.reference, Document).join(Request, of).execution_options(yield_per=BATCH)
    yield from ((row[0], row[1]) for row in session.execute(query))


def _fault(objects: Objects, document: Document) -> str | None:
    content = objects.get(document.object_key)
    if content is None:
        return "missing: its content is not in the store"
    return None if sha256(content).hexdigest() == document.sha256 else "altered: its content is not what was attached"
