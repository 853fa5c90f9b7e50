"""How is a document attached to a request? By a note that records what it is; its content is kept beside the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from marshmallow import ValidationError

from models import document
from models.document import Document
from models.objects import Objects, Writing
from workflow.asking.answering import Given
from workflow.asking.question_sets import question_sets
from workflow.casework.taking import Taken, take
from workflow.casework.work import Seen, Work
from workflow.documents import ATTACHED
from workflow.errors import Lost
from workflow.files.contents import type_of
from workflow.files.names import harmless
from workflow.files.scanning import FILE, scan
from workflow.files.types import NotTaken, agree

NOTE = "note"
SAID = ("title", "kind", "written_on")
PARTS = {item.code: item for item in question_sets()[NOTE].by_code[ATTACHED].items}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody wants to attach: what is known of it, and what is wrong with it or with what was said."""

    told: Mapping[str, Any]
    faults: Mapping[str, list[str]] = field(default_factory=dict)


def upload(name: str, content: bytes, said: Mapping[str, Any], on: date) -> Upload:
    """A file as it was sent, looked into, with what its sender says of it."""
    faults: dict[str, list[str]] = {part: ["There is no such field."] for part in said.keys() - {*SAID}}
    plain = harmless(name)
    told: dict[str, Any] = {"name": plain, "size": len(content), "sha256": sha256(content).hexdigest()}
    try:
        found = type_of(content)
        agree(plain, found)
        told["media_type"] = found.media_type
    except NotTaken as wrong:
        faults[FILE] = [str(wrong)]
    for part in SAID:
        try:
            told |= _answered(part, said.get(part), on)
        except ValidationError as wrong:
            faults[part] = [str(message) for message in wrong.messages]
    return Upload(told, faults)


def _answered(part: str, said: Any, on: date) -> dict[str, Any]:
    """What was said of a document, by the questions that the note keeps it under; an empty field says nothing."""
    asked = PARTS[part]
    if said is None or not str(said).strip():
        if asked.required:
            raise ValidationError(f"Answer this: {asked.text}")
        return {}
    value = asked.taken_by().deserialize(said, part)
    if asked.past and value > on.isoformat():
        raise ValidationError("This date is in the future.")
    return {part: value}


def may_attach(work: Work, reference: str, one: Upload, seen: Seen) -> Taken:
    """Take the step that attaches a document, without the document: whoever may not is refused here.

    Raises what `take` raises.
    """
    said = f"Document attached: {one.told.get('title') or one.told['name']}"
    return take(work, reference, NOTE, Given({NOTE: said}, one.faults), seen, {ATTACHED: one.told})


def attach(work: Work, reference: str, one: Upload, seen: Seen, object_key: str) -> tuple[Document, Taken]:
    """Attach a document whose content is kept under that key. Raises what `take` raises."""
    taken = may_attach(work, reference, one, seen)
    event = taken.facts.history[-1]
    return document.keep(work.session, taken.request.key, event, event.value(ATTACHED), object_key), taken


def take_in(
    work: Work, reference: str, one: Upload, content: bytes, seen: Seen, scanner: Sequence[str], writing: Writing
) -> tuple[Document, Taken]:
    """Attach a document with its content. Raises what `take` and `scan` raise, and StoreFails; then nothing is kept.

    The step is tried first: whoever may not take it is refused before the file is scanned or written. Then the
    database is let go, so that nobody waits for it meanwhile.
    """
    may_attach(work, reference, one, seen)
    work.session.rollback()
    scan(scanner, content)
    return attach(work, reference, one, seen, writing.put(work.signed.authority_id, content))


def content_of(objects: Objects, one: Document) -> bytes:
    """The content of a document, as it was attached. Raises Lost where it is not that."""
    content = objects.get(one.object_key)
    if content is None or sha256(content).hexdigest() != one.sha256:
        raise Lost
    return content
