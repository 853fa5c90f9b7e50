"""What is in this zip container? Looked into without unpacking it into memory; whatever could do harm is refused.

DOCX and ODT are zip archives. One that is encrypted, that hides something before, between or behind its parts, that
unpacks to far more than it is, or that holds macros or programs, is not taken.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import TypeVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from workflow.files.embedded import is_harmless
from workflow.files.types import DOCX, ODT, TAKEN, FileType, NotTaken

LOCAL, END, ZIP64 = b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x07"
END_SIZE, ZIP64_SIZE = 22, 20
MOST_PARTS, MOST_DIRECTORY = 5_000, 2 * 1024 * 1024
MOST_UNPACKED, MOST_RATIO = 200 * 1024 * 1024, 100
LITTLE = 10 * 1024 * 1024  # what unpacks to less is no bomb, however well it was packed
CHUNK = 64 * 1024
ENCRYPTED = 0x1
MACRO_ENABLED = b"macroEnabled"
MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
Told = TypeVar("Told")
LONGEST_INSIDE = 20 * 1024 * 1024
DAMAGED = "This is a zip container that is damaged: it cannot be read through to its end."
HIDES = "This zip container holds more than its own list of parts says, as a file that is two kinds at once does."


def packed_type(content: bytes) -> FileType:
    """What a zip container is. Raises NotTaken with a sentence that says what was found."""
    return _looked_into(content, _document)


def _looked_into(content: bytes, told: Callable[[ZipFile], Told]) -> Told:
    """What is told of an archive that is one, whole, no bomb, and harmless."""
    _is_one_archive(content)
    try:
        with ZipFile(BytesIO(content)) as archive:
            _is_plain(archive)
            _unpacks(archive, len(content))
            is_harmless(archive)
            return told(archive)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, OSError) as wrong:
        raise NotTaken(DAMAGED) from wrong


def _is_one_archive(content: bytes) -> None:
    """The list of parts stands right before the end, is small, and nothing comes before or after."""
    end = content.rfind(END)
    if end < 0 or end + END_SIZE > len(content):
        raise NotTaken(DAMAGED)
    size, start, comment = struct.unpack_from("<IIH", content, end + 12)
    if ZIP64 in content[max(0, end - ZIP64_SIZE) : end] or size > MOST_DIRECTORY:
        raise NotTaken(f"This zip container has more than {MOST_PARTS:,} parts.")
    if not content.startswith(LOCAL) or start + size != end or end + END_SIZE + comment != len(content):
        raise NotTaken(HIDES)


def _is_plain(archive: ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS:
        raise NotTaken(f"This zip container has more than {MOST_PARTS:,} parts.")
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise NotTaken("This zip container is encrypted: send it without a password.")
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise NotTaken("This zip container is packed in a way that no document is.")
    strays = [name for name in names if name.startswith("/") or "\\" in name or ".." in name.split("/")]
    if strays or len(set(names)) < len(names):
        raise NotTaken(HIDES)


def _unpacks(archive: ZipFile, size: int) -> None:
    """Read every part through, a little at a time: so much and no more, and each what its checksum says."""
    most = min(MOST_UNPACKED, max(LITTLE, MOST_RATIO * size))
    unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > most:
        raise NotTaken(
            f"This zip container unpacks to {unpacked // 1024**2:,} MB, far more than a document of its size would."
        )
    for part in archive.infolist():
        with archive.open(part) as opened:
            while opened.read(CHUNK):
                pass


def _document(archive: ZipFile) -> FileType:
    names = archive.namelist()
    for part in archive.infolist():
        if _start(archive, part.filename, len(LOCAL)) == LOCAL:
            _inside(archive, part)
    if "[Content_Types].xml" in names:
        return _word(archive, names)
    if names[:1] == ["mimetype"] and _start(archive, "mimetype") == ODT.media_type.encode():
        if "META-INF/manifest.xml" in names and b"encryption-data" in _start(archive, "META-INF/manifest.xml"):
            raise NotTaken("This OpenDocument text is encrypted: send it without a password.")
        return ODT
    raise NotTaken(f"This is a zip archive, and not a document. Send what is in it file by file. {TAKEN}")


def _inside(archive: ZipFile, part: ZipInfo) -> None:
    """A container within a document, such as the figures of a chart, is looked into as the document is."""
    if part.file_size > LONGEST_INSIDE:
        raise NotTaken(f"It holds another archive ({part.filename[:80]}) that is too large to be looked into.")
    _looked_into(archive.read(part), _embedded)


def _embedded(archive: ZipFile) -> None:
    """Raises NotTaken unless it is an Office file without macros, that holds no further container."""
    names = archive.namelist()
    if "[Content_Types].xml" not in names:
        raise NotTaken(f"It holds another archive. Send what is in that file by file. {TAKEN}")
    if MACRO_ENABLED in _start(archive, "[Content_Types].xml"):
        raise NotTaken("It holds an Office file with macros: take that out, or save it as a PDF.")
    if any(_start(archive, name, len(LOCAL)) == LOCAL for name in names):
        raise NotTaken("It holds a file within a file within a file: take that out, or save it as a PDF.")


def _word(archive: ZipFile, names: list[str]) -> FileType:
    types = _start(archive, "[Content_Types].xml")
    if MACRO_ENABLED in types:
        raise NotTaken("This is an Office document with macros: save it without them, as DOCX or as a PDF.")
    if MAIN in types and "word/document.xml" in names:
        return DOCX
    kinds = {"xl/": "a spreadsheet", "ppt/": "a presentation", "word/": "a Word template"}
    found = next((kind for folder, kind in kinds.items() if any(n.startswith(folder) for n in names)), "an Office file")
    raise NotTaken(f"This is {found}, and not a Word document: save it as a PDF. {TAKEN}")


def _start(archive: ZipFile, name: str, longest: int = 1024 * 1024) -> bytes:
    """The first megabyte of a part, which is all of any that says what the container is; or less."""
    with archive.open(name) as part:
        return part.read(longest)
