"""What stands in the parts of a document that could do harm when it is opened? Told by content, and by name.

A macro, a control and an OLE object are one kind of content, however their part is called. A template or an object that
is fetched from the web when the document is opened is somebody else's program. Pictures and links are left.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import ParseError, fromstring
from zipfile import ZipFile, ZipInfo

from workflow.files.types import NotTaken

MACROS = ("vbaproject.bin", "vbadata.xml")
MACRO_FOLDERS = ("basic/", "scripts/", "word/activex/", "xl/activex/", "ppt/activex/", "xl/macrosheets/")
PROGRAMS = re.compile(
    r"\.(?:exe|dll|com|scr|pif|cpl|ms[ipc]|bat|cmd|psm?1|vb[se]|jse?|ws[fhc]|sct|hta|jar|lnk|url|scf|reg|inf|chm"
    r"|application|appref-ms)\Z"
)
WEB = (".html", ".htm", ".mht", ".mhtml", ".svg")
SCRAMBLED = ".odttf"  # a font whose first bytes may be any
OBJECT, PROGRAM = "an embedded object", "a program"
SIGNS = (
    (bytes.fromhex("d0cf11e0a1b11ae1"), OBJECT),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"#!", PROGRAM),
    (bytes.fromhex("4c0000000114020000000000c000000000000046"), PROGRAM),
    (b"MSCF", "another archive"),
    (b"Rar!", "another archive"),
    (b"7z\xbc\xaf\x27\x1c", "another archive"),
)
LONGEST_SIGN = max(len(sign) for sign, _ in SIGNS)
LONGEST_LIST = 4 * 1024 * 1024
SHOWN = ("/hyperlink", "/image")  # what is followed when somebody says so, and what is looked at
TEMPLATE = re.compile(rb"\\template\b([^{}]{0,4096})", re.S)
SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):")  # one letter is a drive
FETCHED = re.compile(rb"//|@|\\'|\\u|[A-Za-z]{2,}:")
TAKE_OUT = "take that out, or save it as a PDF."


def is_harmless(archive: ZipFile) -> None:
    """Raises NotTaken for the first part that is, or fetches, a macro, a control, a program or an embedded object."""
    for part in archive.infolist():
        name = part.filename.lower()
        if name.endswith(MACROS) or name.startswith(MACRO_FOLDERS):
            raise NotTaken(f"It holds macros or controls ({name[:80]}): save it without them, or as a PDF.")
        if PROGRAMS.search(name) or name.endswith(WEB):
            raise NotTaken(f"It holds a program or a web page ({name[:80]}): {TAKE_OUT}")
        _is_what_it_may_be(archive, part)


def fetches_a_template(rich_text: bytes) -> bool:
    """Whether rich text names a template that is not on a drive: a word processor would fetch it."""
    return any(FETCHED.search(where[1]) for where in TEMPLATE.finditer(rich_text))


def _is_what_it_may_be(archive: ZipFile, part: ZipInfo) -> None:
    name = part.filename.lower()
    with archive.open(part) as opened:
        begins = opened.read(LONGEST_SIGN)
        found = next((what for sign, what in SIGNS if begins.startswith(sign)), None)
        if found and not name.endswith(SCRAMBLED):
            raise NotTaken(f"It holds {found} ({name[:80]}): {TAKE_OUT}")
        if name.endswith(".rels") and _fetches(begins + opened.read(LONGEST_LIST)):
            raise NotTaken(f"It fetches a template or an object from elsewhere ({name[:80]}): {TAKE_OUT}")


def _fetches(listed: bytes) -> bool:
    """Whether a list of what belongs to a part names something that stands outside, on no drive or share."""
    try:
        every = fromstring(listed).iter()  # noqa: S314  # expat fetches nothing, and bounds what entities grow to
    except ParseError as wrong:
        raise NotTaken(f"This document is damaged: a list of its parts cannot be read ({wrong}).") from wrong
    outside = [one for one in every if one.get("TargetMode", "").lower() == "external"]
    return any(_elsewhere(one.get("Target", "")) for one in outside if not one.get("Type", "").endswith(SHOWN))


def _elsewhere(target: str) -> bool:
    scheme = SCHEME.match(target.strip().lower())
    return "@" in target or bool(scheme and scheme[1] != "file")
