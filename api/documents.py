"""Documents: what came with a request or was gathered; attach one, list them, read one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from api import representation
from api.contract import Call, Reply, operation
from api.sent import FORM
from api.versions import seen_versions
from config.clock import day_of
from models.document import Document, with_names
from workflow.casework.attaching import content_of, take_in, upload
from workflow.casework.work import found
from workflow.errors import NotThere
from workflow.files.names import to_be_saved
from workflow.files.types import TYPES

documents = Blueprint("documents", __name__)
MEDIA = tuple(kind.media_type for kind in TYPES)


@operation(
    documents,
    "POST",
    "/requests/<reference>/documents",
    sends="NewDocument",
    takes=FORM,
    answers={201: "Document"},
    versioned=True,
    headers=("Location",),
)
def attach_document(call: Call, reference: str) -> Reply:
    """Attach a document that came with the request or was gathered"""
    one, seen = upload(call.sent.name, call.file, call.body, day_of(call.work.at)), seen_versions()
    made, taken = take_in(call.work, reference, one, call.file, seen, call.storage.scanner, call.writing)
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
    return Reply(content_of(call.storage.objects, one), headers=to_be_saved(one.name, one.media_type))


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
