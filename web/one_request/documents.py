"""The documents of a request: attach what came with it or was gathered, list them, and save one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response as AnyResponse

from models.document import Document, with_names
from models.storage import Storage
from web.forms.form import Field, Form
from web.forms.said import labelled
from web.forms.typed import answers, seen_version
from web.one_request.top import Opened, opened, shown
from web.pages import Visit, done, page
from web.session import WHO
from web.words import day
from workflow.casework.attaching import NOTE, PARTS, SAID, Upload, content_of, take_in, upload
from workflow.errors import NotThere, Stale, Unmet
from workflow.files.names import to_be_saved
from workflow.files.scanning import FILE
from workflow.files.types import TAKEN
from workflow.machine import available

documents_pages = Blueprint("documents_pages", __name__)
ROUND_A_FILE = 64 * 1024  # bytes that the form has beside the file
PATH, HERE = "/requests/<reference>/documents", "documents_pages.listed"
ASKED = tuple(PARTS[code] for code in SAID)
NOT_CHOSEN = "Choose a file."


@documents_pages.url_value_preprocessor
def room_for_a_file(_endpoint: str | None, _where: dict[str, Any] | None) -> None:
    """A form with a document may be larger than any other, if somebody who signed in sends it."""
    if request.method == "POST" and WHO in cookie:
        request.max_content_length = _storage().largest_document + ROUND_A_FILE


@page(documents_pages, PATH)
def listed(visit: Visit, reference: str) -> AnyResponse:
    """Every document of a request, and a form to attach another."""
    return _shown(visit, opened(visit, reference), Form())


@page(documents_pages, PATH, methods=("POST",))
def attached(visit: Visit, reference: str) -> AnyResponse:
    """Attach a document; where it cannot be, show what was typed, with every reason."""
    one, seen = opened(visit, reference), seen_version(visit.typed)
    if "restored" in visit.typed:
        return _shown(visit, one, Form(typed=visit.typed), restored=True)
    sent = request.files.get(FILE)
    content = sent.read() if sent else b""
    told = upload(sent.filename or "" if sent else "", content, answers(ASKED, visit.typed), visit.on)
    told = told if content or (sent and sent.filename) else _nothing_chosen(told)
    try:
        made, _ = take_in(visit.work, reference, told, content, seen, visit.storage.scanner, visit.writing)
    except (Unmet, Stale) as refusal:
        visit.session.rollback()
        return _not_taken(visit, opened(visit, reference), refusal)
    return done(url_for(HERE, reference=reference), f"{made.title or made.name} is attached.")


def _nothing_chosen(told: Upload) -> Upload:
    return replace(told, faults={**told.faults, FILE: [NOT_CHOSEN]})


def _not_taken(visit: Visit, one: Opened, refusal: Unmet | Stale) -> AnyResponse:
    if isinstance(refusal, Stale):
        return _shown(visit, one, Form(typed=visit.typed), 409, overtaken=True)
    return _shown(visit, one, Form(typed=visit.typed, errors=refusal.errors), 422, missing=refusal.needs)


@page(documents_pages, f"{PATH}/<number>")
def saved(visit: Visit, reference: str, number: str) -> Response:
    """The content of a document, to be saved and not to be shown by a browser."""
    one = opened(visit, reference)
    known = number.isascii() and number.isdigit() and len(number) < len(str(10**9))
    found = with_names(visit.session, one.row.key, int(number)) if known else []
    if not found:
        raise NotThere("There is no such document.")
    [(document, _)] = found
    response = Response(content_of(visit.storage.objects, document))
    response.headers.update(to_be_saved(document.name, document.media_type))
    return response


def _shown(visit: Visit, one: Opened, form: Form, status: int = 200, **told: Any) -> AnyResponse:
    """The page. A file that was chosen has to be chosen again: no page can fill that in."""
    fields, missing = form.fields(ASKED), told.get("missing", ())
    file = Field("file", FILE, "Which file?", hint=_taken(), error=" ".join(form.errors.get(FILE, ())))
    offers = {offer.action for offer in available(one.facts, visit.signed.caller, visit.on)}
    return shown(
        "documents.html",
        one,
        HERE,
        status,
        documents=[_row(one, *row) for row in with_names(visit.session, one.row.key)],
        may_attach=NOTE in offers,
        file=file,
        fields=fields,
        errors=[
            *form.summary((file, *fields)),
            *({"text": need.reason, "href": f"#{FILE}"} for need in missing),
        ],
        seen=one.row.version,
        **told,
    )


def _taken() -> str:
    return f"{TAKEN} At most {_storage().largest_document / 1024**2:g} MB."


def _storage() -> Storage:
    found: Storage = current_app.extensions["storage"]
    return found


def _row(one: Opened, document: Document, added_by: str) -> dict[str, Any]:
    """A document as the list shows it."""
    return {
        "number": document.number,
        "title": document.title or document.name,
        "name": document.name,
        "kind": labelled(NOTE, "attached_document.kind", document.kind),
        "written_on": day(document.written_on),
        "size": _size(document.size),
        "added": f"{added_by}, {day(document.added_at)}",
        "href": url_for("documents_pages.saved", reference=one.reference, number=document.number),
    }


def _size(count: int) -> str:
    return f"{count / 1024**2:.1f} MB" if count >= 1024**2 else f"{max(1, round(count / 1024))} KB"
