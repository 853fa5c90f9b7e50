"""Files as people send them, good and bad, and how one is attached to a request."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from functools import cache
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from models.objects import Objects
from tests.place import Place

WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODT = "application/vnd.oasis.opendocument.text"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
RTF = b"{\\rtf1\\ansi Ivy likes the big pool best.}"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\x00" * 20 + b"\xff\xd9"
TIFF = b"II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00"
TEXT = "Ivy likes the big pool best, and café cake.".encode()
WINDOWS_TEXT = "Ivy\u2019s café".encode("windows-1252")
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
EXE = b"MZ\x90\x00" + b"\x00" * 300


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """A zip archive of these parts, in this order; the one named mimetype is not packed, as ODF has it."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, compress_type=0 if name == "mimetype" else ZIP_DEFLATED)
    return made.getvalue()


def word(**more: bytes | str) -> bytes:
    """The least that a Word document is made of, and more parts."""
    return zipped(
        {"[Content_Types].xml": f'<Override ContentType="{WORD_MAIN}"/>', "word/document.xml": "<w/>", **more}
    )


def odt(**more: bytes | str) -> bytes:
    return zipped({"mimetype": ODT, "content.xml": "<office/>", "META-INF/manifest.xml": "<manifest/>", **more})


@cache
def saved_by_python_docx() -> bytes:
    """A Word document as a program saves it."""
    made, document = io.BytesIO(), docx.Document()
    document.add_paragraph("Ivy likes the big pool best.")
    document.save(made)
    return made.getvalue()


def png() -> bytes:
    """A picture of one black dot."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00\x00")) + chunk(b"IEND", b"")


def page(text: str) -> bytes:
    """A small PDF that differs by its text."""
    return PDF.replace(b"trailer", f"% {text}\ntrailer".encode())


def form(data: dict[str, Any]) -> dict[str, Any]:
    """A form as a client sends it; one that is put together by the test client would leave a large file open."""
    boundary, body = encode_multipart(data)
    return {"data": body, "content_type": f'multipart/form-data; boundary="{boundary}"'}


def sent(
    place: Place,
    reference: str,
    content: bytes = PDF,
    name: str = "Report.pdf",
    *,
    who: str = "caseworker",
    key: str | None = None,
    seen: str | None = None,
    **fields: Any,
) -> TestResponse:
    """POST a document, naming the version that somebody sees now unless another is given; a field of None is left out."""
    said = {code: said for code, said in {"kind": "report", **fields}.items() if said is not None}
    data = {"file": FileStorage(io.BytesIO(content), filename=name), **said}
    seen = place.version(who, reference) if seen is None else seen
    headers = {"If-Match": seen, **({"Idempotency-Key": key} if key else {})}
    return place.call(who, "POST", f"/requests/{reference}/documents", headers=headers, **form(data))


def attached(place: Place, reference: str, content: bytes = PDF, name: str = "Report.pdf", **options: Any) -> Any:
    """A document that must be taken."""
    response = sent(place, reference, content, name, **options)
    assert response.status_code == 201, response.get_data(as_text=True)
    return response.json


def read(place: Place, who: str, reference: str, number: int = 1) -> TestResponse:
    return place.call(who, "GET", f"/requests/{reference}/documents/{number}")


def kept(place: Place) -> set[str]:
    """The keys of every object of this authority."""
    return {key for key, _ in place.storage.objects.all() if key.startswith(f"{place.authority_id}/")}


def with_store(place: Place, store: Objects, **changed: Any) -> Place:
    """The same authority, served with this store of documents."""
    place.app.extensions["storage"] = replace(place.storage, objects=store, **changed)
    return place
