"""Documents: what came with a request or was gathered; attach one, list them, read one."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from urllib.parse import quote

from flask import Blueprint

from api import representation
from api.contract import Call, Reply, operation
from api.sent import FORM
from api.versions import seen_version
from config.clock import day_of
from models.document import Document, with_names
from workflow.attaching import attach, may_attach, upload
from workflow.errors import Lost, NotThere
from workflow.file_types import TYPES
from workflow.scanning import scan
from workflow.work import found

documents = Blueprint("documents", __name__)
MEDIA = tuple(kind.media_type for kind in TYPES)
INERT = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@operation(
    documents,
    "POST",
    "/requests/<reference>/documents",
    sends="NewDocument",
    takes=FORM,
    answers={201: "Document"},
    versioned=True,
)
def attach_document(call: Call, reference: str) -> Reply:
    """Attach a document that came with the request or was gathered"""
    # The step is tried first: whoever may not take it is refused before the file is scanned or written. Then the
    # database is let go, so that nobody waits for it meanwhile.
    one, seen = upload(call.sent.name, call.file, call.body, day_of(call.work.at)), seen_version()
    may_attach(call.work, reference, one, seen)
    call.session.rollback()
    scan(call.storage.scanner, call.file)
    key = call.writing.put(call.signed.authority_id, call.file)
    made, taken = attach(call.work, reference, one, seen, key)
    body = _document(reference, made, call.signed.caller.name)
    body["request_version"] = taken.request.version
    return Reply(body, 201, {"Location": body["links"]["self"]})


@operation(documents, "GET", "/requests/<reference>/documents", answers={200: "DocumentList"})
def list_documents(call: Call, reference: str) -> Reply:
    """The documents of a request, the first one first"""
    row = found(call.session, call.signed, reference)
    attached = with_names(call.session, row.key)
    return Reply({"reference": row.reference, "documents": [_document(row.reference, *one) for one in attached]})


@operation(
    documents,
    "GET",
    "/requests/<reference>/documents/<int:number>",
    answers={200: "DocumentContent"},
    gives=MEDIA,
)
def read_document(call: Call, reference: str, number: int) -> Reply:
    """The content of a document, to be saved and not to be shown by a browser"""
    row = found(call.session, call.signed, reference)
    attached = with_names(call.session, row.key, number) if number < 10**9 else []
    if not attached:
        raise NotThere("There is no such document.")
    [(one, _)] = attached
    content = call.storage.objects.get(one.object_key)
    if content is None or sha256(content).hexdigest() != one.sha256:
        raise Lost
    return Reply(content, headers={**INERT, "Content-Type": one.media_type, "Content-Disposition": saved_as(one.name)})


def saved_as(name: str) -> str:
    """What it is saved as: a plain name for old clients, and the name itself in UTF-8 (RFC 6266, RFC 8187)."""
    plain = "".join(one if one.isascii() and one not in '"\\' else "_" for one in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _document(reference: str, one: Document, added_by: str) -> dict[str, Any]:
    return {
        "number": one.number,
        "name": one.name,
        "title": one.title,
        "kind": one.kind,
        "written_on": one.written_on,
        "media_type": one.media_type,
        "size": one.size,
        "sha256": one.sha256,
        "added_by": added_by,
        "added_on": day_of(one.added_at),
        "links": {
            "self": representation.path(reference, "documents", str(one.number)),
            "request": representation.path(reference),
        },
    }
