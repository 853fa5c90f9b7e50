"""What is this file, by its content? Its name and what its sender calls it are not believed.

Not taken, and why: DOC and everything else in Office's older container, because macros and what a password hides
cannot be told there; HEIC, because most offices cannot open it, and telephones give a JPEG when they are asked to.
"""

from __future__ import annotations

import re
import struct
from io import BytesIO
from zipfile import is_zipfile

import puremagic

from workflow.files.embedded import fetches_a_template
from workflow.files.packed import packed_type
from workflow.files.types import JPEG, PDF, PNG, RTF, TAKEN, TEXT, TIFF, WINDOWS_TEXT, FileType, NotTaken

HEAD = 1024  # where readers look for the sign of a PDF, and browsers for that of a web page
TAIL = 2048
ZIP, OLD_OFFICE = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"), bytes.fromhex("d0cf11e0a1b11ae1")
SIGNED = (
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
WEB = re.compile(rb"<(?:script|html|svg|iframe|hta:application)[\s>/]", re.I)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
SCRIPT = re.compile(r"\s*(?:<[!?/a-z]|#!|%!PS)", re.I)
HEIC = re.compile(rb"ftyp(?:hei[cfmsx]|hev[cmsx]|mif1|msf1|avif)")
SAVE_OLD = (
    "This is in the older container of Microsoft Office (DOC and the like), or it has a password: neither macros nor "
    "what a password hides can be told there. Save it as DOCX or PDF."
)


def type_of(content: bytes) -> FileType:
    """What the content is. Raises NotTaken with a sentence that says what was found instead."""
    if not content:
        raise NotTaken("The file is empty.")
    if content.startswith(ZIP):
        return packed_type(content)
    if content.startswith(OLD_OFFICE):
        raise NotTaken(SAVE_OLD)
    found = next((kind for sign, kind in SIGNED if content.startswith(sign)), None) or _text(content)
    if not _whole(content, found):
        raise NotTaken(f"This begins like {found.name}, but is damaged or cut off.")
    _is_one_kind(content, found)
    return found


def _whole(content: bytes, found: FileType) -> bool:
    """Whether it also ends as such a file does."""
    if found is PDF:
        return b"%%EOF" in content[-TAIL:]
    if found is RTF:
        return content.rstrip(b"\x00\r\n\t ").endswith(b"}")
    if found is PNG:
        return _ends_with_its_last_chunk(content)
    if found is JPEG:
        return b"\xff\xd9" in content[3:]
    if found is TIFF:
        first = int.from_bytes(content[4:8], "little" if content.startswith(b"II") else "big")
        return 8 <= first < len(content)
    return True


def _ends_with_its_last_chunk(content: bytes) -> bool:
    at = 8
    while at + 12 <= len(content):
        size, name = struct.unpack_from(">I4s", content, at)
        at += 12 + size
        if name == b"IEND":
            return bool(at == len(content))
    return False


def _is_one_kind(content: bytes, found: FileType) -> None:
    """Raises NotTaken for a file that other programs would take for something else, or that carries one."""
    also = None
    if is_zipfile(BytesIO(content)):
        also = "a zip archive"
    elif found is not PDF and b"%PDF-" in content[:HEAD]:
        also = "a PDF"
    elif WEB.search(content if found in (PNG, JPEG, TIFF) else content[:HEAD]):
        also = "a web page or a script"
    if also:
        raise NotTaken(f"This is {found.name} and {also} in one: save it anew from the program that made it.")
    if found is RTF and b"\\obj" in content:
        raise NotTaken("This rich text holds an embedded object: take it out, or save it as a PDF.")
    if found is RTF and fetches_a_template(content):
        raise NotTaken("This rich text fetches a template from elsewhere: save it anew without it, or as a PDF.")


def _text(content: bytes) -> FileType:
    """Plain text: UTF-8, else Windows-1252, without control characters and without markup."""
    for encoding, kind in (("utf-8-sig", TEXT), ("windows-1252", WINDOWS_TEXT)):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if CONTROL.search(text):
            break
        if SCRIPT.match(text) or WEB.search(content):
            raise NotTaken(f"This is a web page, a drawing or a script (text with markup or commands). {TAKEN}")
        return kind
    raise NotTaken(f"{_recognised(content)} {TAKEN}")


def _recognised(content: bytes) -> str:
    """What it is that we do not take, as far as it has a sign by which it is known."""
    if HEIC.match(content, 4):
        return "This is a HEIC or AVIF picture, which most offices cannot open: save it as JPEG."
    try:
        best = puremagic.magic_string(content[:HEAD])[0]
    except (puremagic.PureError, ValueError):
        return "This is no kind of file that is known here."
    return f"This looks like {best.name or 'a file'}{f' ({best.extension})' if best.extension else ''}."
