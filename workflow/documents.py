"""Which documents are attached to a request? As its record says: each was attached by a note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workflow.history import Answer, Event

ATTACHED = "attached_document"  # the code of what the service itself answers in the note
MOST = 200
Document = Mapping[str, Any]


def documents(told: Iterable[Event]) -> list[Document]:
    """Every document that these steps attached, the first one first, with its number, name, kind and fingerprint."""
    return [event.value(ATTACHED) for event in told if event.value(ATTACHED)]


def numbered(told: Iterable[Event], document: Document) -> Answer:
    """A document as the step that attaches it records it: with the next number of its request."""
    return Answer(ATTACHED, {"number": len(documents(told)) + 1, **document})
