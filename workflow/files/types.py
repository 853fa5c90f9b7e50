"""Which kinds of file do we take, and what is said of one that we do not?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file: what it is called, its media type, and how the name of such a file ends."""

    name: str
    media_type: str
    extensions: tuple[str, ...]


PDF = FileType("a PDF", "application/pdf", (".pdf",))
DOCX = FileType(
    "a Word document (DOCX)", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",)
)
ODT = FileType("an OpenDocument text (ODT)", "application/vnd.oasis.opendocument.text", (".odt",))
RTF = FileType("rich text (RTF)", "application/rtf", (".rtf",))
PNG = FileType("a PNG image", "image/png", (".png",))
JPEG = FileType("a JPEG image", "image/jpeg", (".jpg", ".jpeg"))
TIFF = FileType("a TIFF image", "image/tiff", (".tif", ".tiff"))
TEXT = FileType("plain text", "text/plain; charset=utf-8", (".txt",))
WINDOWS_TEXT = FileType("plain text", "text/plain; charset=windows-1252", (".txt",))
TYPES = (PDF, DOCX, ODT, RTF, PNG, JPEG, TIFF, TEXT, WINDOWS_TEXT)
TAKEN = "Send PDF, DOCX, ODT, RTF, PNG, JPEG, TIFF or plain text."


class NotTaken(Exception):
    """This file is not taken; the sentence says what was found in it."""


def agree(name: str, found: FileType) -> None:
    """Raises NotTaken where a file's name ends otherwise than its content says."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending not in found.extensions:
        ends = f"ends in {ending}" if ending else "does not say what it is"
        endings = " or ".join(found.extensions)
        raise NotTaken(f"The name {ends}, but the content is {found.name}: give it a name that ends in {endings}.")
