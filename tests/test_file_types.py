"""Is a file taken for what its content is, and every other refused with a sentence that says what was found?"""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import files
from tests.files import odt, word, zipped
from workflow.files import types
from workflow.files.contents import type_of
from workflow.files.packed import LITTLE, MOST_PARTS, MOST_UNPACKED
from workflow.files.types import TYPES, FileType, NotTaken

GOOD: dict[str, tuple[bytes, FileType]] = {
    "a PDF": (files.PDF, types.PDF),
    "a Word document": (word(), types.DOCX),
    "a Word document that a program saved": (files.saved_by_python_docx(), types.DOCX),
    "an OpenDocument text": (odt(), types.ODT),
    "rich text": (files.RTF, types.RTF),
    "a PNG": (files.png(), types.PNG),
    "a JPEG": (files.JPEG, types.JPEG),
    "a TIFF of one kind": (files.TIFF, types.TIFF),
    "a TIFF of the other": (b"MM\x00*\x00\x00\x00\x08" + b"\x00" * 6, types.TIFF),
    "UTF-8": (files.TEXT, types.TEXT),
    "UTF-8 with its mark": (b"\xef\xbb\xbf" + files.TEXT, types.TEXT),
    "Windows-1252": (files.WINDOWS_TEXT, types.WINDOWS_TEXT),
    "text with a comparison": (b"x < y, and 3 <4. \t Page one.\x0cPage two.\r\n", types.TEXT),
    "text that begins like an archive": (b"PK is the key worker.", types.TEXT),
    "a PDF that speaks of web pages": (files.page("x" * 2000 + " <html> "), types.PDF),
}


@pytest.mark.parametrize("what", GOOD)
def test_a_file_is_what_its_content_is(what: str) -> None:
    content, expected = GOOD[what]
    assert type_of(content) is expected


def test_every_type_is_shown_above() -> None:
    assert {id(kind) for _, kind in GOOD.values()} == {id(kind) for kind in TYPES}


def encrypted(content: bytes) -> bytes:
    """The same archive with the flag of encryption on its first part, here and in its list."""
    made = bytearray(content)
    made[6] |= 1
    made[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def bzipped() -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_BZIP2) as archive:
        archive.writestr("[Content_Types].xml", files.WORD_MAIN)
    return made.getvalue()


def twice() -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<one/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", "<other/>")
    return made.getvalue()


def broken() -> bytes:
    content = files.saved_by_python_docx()
    at = len(content) // 3
    return content[:at] + bytes(64) + content[at + 64 :]


MACRO_TYPES = "application/vnd.ms-word.document.macroEnabled.main+xml"
BAD: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "a program": (files.EXE, "Windows"),
    "a program of another kind": (b"\x7fELF\x02\x01\x01" + b"\x00" * 100, "ELF"),
    "a web page": (b"<!DOCTYPE html><html><body>Hello</body></html>", "web page"),
    "a web page after blanks": (b" \r\n\t<HTML>", "web page"),
    "a web page inside text": (b"Dear all,\n<script>alert(1)</script>", "web page"),
    "a drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "drawing"),
    "XML": (b'<?xml version="1.0"?><note/>', "web page"),
    "a script": (b"#!/bin/sh\necho hello", "script"),
    "an older Word document, or one with a password": (files.OLD_OFFICE, "DOCX or PDF"),
    "a HEIC picture": (files.HEIC, "save it as JPEG"),
    "a film": (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", "MPEG"),
    "a GIF": (b"GIF89a" + b"\x00" * 30, "Graphics"),
    "nothing that is known": (bytes(range(256)), "no kind of file"),
    "UTF-16": ("Hello".encode("utf-16"), "Send PDF"),
    "half a PDF": (files.PDF[:40], "cut off"),
    "a PNG that goes on": (files.png() + b"more", "cut off"),
    "half a PNG": (files.png()[:-6], "cut off"),
    "half a JPEG": (files.JPEG[:-2], "cut off"),
    "half a TIFF": (files.TIFF[:6], "cut off"),
    "half of rich text": (files.RTF[:-1], "cut off"),
    "rich text with an object": (b"{\\rtf1 {\\object\\objdata 0105}}", "embedded object"),
    "a zip archive": (zipped({"Report.pdf": files.PDF}), "zip archive, and not a document"),
    "a spreadsheet": (zipped({"[Content_Types].xml": "spreadsheetml", "xl/workbook.xml": "<x/>"}), "a spreadsheet"),
    "a presentation": (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": "<x/>"}), "a presentation"),
    "a Word template": (zipped({"[Content_Types].xml": "template.main", "word/document.xml": ""}), "Word template"),
    "a Word document with macros, by its type": (
        zipped({"[Content_Types].xml": MACRO_TYPES, "word/document.xml": ""}), "with macros"),
    "a Word document with macros, hidden": (word(**{"word/vbaProject.bin": b"x"}), "macros"),
    "a Word document with macros elsewhere": (word(**{"custom/VBAPROJECT.BIN": b"x"}), "macros"),
    "a Word document with a control": (word(**{"word/activeX/activeX1.xml": b"x"}), "controls"),
    "a Word document with a program": (word(**{"word/embeddings/setup.EXE": files.EXE}), "a program"),
    "a Word document with a web page": (word(**{"word/afchunk.mht": b"x"}), "a web page"),
    "an OpenDocument text with macros": (odt(**{"Basic/Standard/Module1.xml": "<x/>"}), "macros"),
    "an OpenDocument text with a password": (odt(**{"META-INF/manifest.xml": "<encryption-data/>"}), "password"),
    "an encrypted archive": (encrypted(word()), "without a password"),
    "an archive packed otherwise": (bzipped(), "packed in a way"),
    "an archive that is damaged": (broken(), "damaged"),
    "half an archive": (word()[:-30], "damaged"),
    "a part outside": (word(**{"../../etc/passwd": "x"}), "two kinds at once"),
    "a part with a whole path": (word(**{"/etc/passwd": "x"}), "two kinds at once"),
    "two parts of one name": (twice(), "two kinds at once"),
    "an archive before which something stands": (b"PK\x03\x04" + word(), "two kinds at once"),
    "an archive after which something stands": (word() + files.PDF, "two kinds at once"),
    "a PDF that is an archive too": (files.PDF + word(), "a zip archive in one"),
    "a picture that is an archive too": (files.JPEG + word(), "a zip archive in one"),
    "a picture that is a PDF too": (files.JPEG[:30] + files.PDF + files.JPEG[30:], "a PDF in one"),
    "a picture with a script": (files.JPEG[:-2] + b"<script >alert(1)</script>\xff\xd9", "a script in one"),
    "a PDF that begins as a web page does": (b"%PDF-1.4 <html >" + files.PDF, "a web page"),
    "text that is a PDF too": (b"Hello " + files.PDF, "a PDF in one"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_is_not_taken_is_refused_with_a_sentence_that_says_what_was_found(what: str) -> None:
    content, said = BAD[what]
    with pytest.raises(NotTaken) as refused:
        type_of(content)
    assert said in str(refused.value)
    assert str(refused.value).endswith(".")


def bomb(megabytes: int, parts: int = 1) -> bytes:
    zeros = bytes(1024 * 1024)
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", files.WORD_MAIN)
        for n in range(parts):
            with archive.open(f"word/document{n or ''}.xml", "w") as part:
                for _ in range(megabytes // parts):
                    part.write(zeros)
    return made.getvalue()


@pytest.mark.parametrize(("megabytes", "parts"), [(60, 1), (60, 20)])
def test_a_zip_bomb_is_refused_without_being_unpacked(megabytes: int, parts: int) -> None:
    content = bomb(megabytes, parts)
    assert megabytes * 1024**2 > 100 * len(content), "it is a bomb by its ratio"
    tracemalloc.start()
    begun = time.perf_counter()
    with pytest.raises(NotTaken, match=f"unpacks to {megabytes} MB"):
        type_of(content)
    taken, (_, peak) = time.perf_counter() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * 1024**2, f"{peak} bytes of memory in {taken} s"


def test_a_bomb_that_says_it_is_small_is_refused_as_damaged() -> None:
    content = bytearray(bomb(60))
    real = struct.pack("<I", 60 * 1024**2)
    at = content.rfind(real)
    while at >= 0:
        content[at : at + 4] = struct.pack("<I", 1000)
        at = content.rfind(real)
    with pytest.raises(NotTaken, match="damaged"):
        type_of(bytes(content))


def test_what_unpacks_to_little_is_no_bomb_however_well_it_was_packed() -> None:
    assert type_of(bomb(LITTLE // 1024**2 - 1)) is types.DOCX
    assert MOST_UNPACKED == 200 * 1024**2


def test_an_archive_of_too_many_parts_is_refused() -> None:
    many: dict[str, bytes | str] = {f"word/{n}.xml": b"" for n in range(MOST_PARTS)}
    with pytest.raises(NotTaken, match="more than 5,000 parts"):
        type_of(word(**many))


def said_of(content: bytes) -> str:
    """A file is taken, or refused in a sentence; nothing else ever happens."""
    try:
        return f"It is {type_of(content).name}."
    except NotTaken as refused:
        return str(refused)


@given(st.binary(max_size=600))
def test_any_bytes_are_taken_or_refused_in_words(content: bytes) -> None:
    assert said_of(content).endswith(".")


@given(st.integers(0, 600), st.integers(0, 255))
def test_a_word_document_with_one_byte_changed_is_taken_or_refused_in_words(at: int, byte: int) -> None:
    content = bytearray(word())
    content[at % len(content)] = byte
    assert said_of(bytes(content)).endswith(".")
