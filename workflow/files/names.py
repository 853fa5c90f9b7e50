"""How is the name of a file made harmless, and how is a file given out so that nothing in it runs?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote

LONGEST = 120
LONGEST_ENDING = 10
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.I)
TROUBLES = re.compile(r'[<>:"|?*%]')
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # control, bidi and zero-width characters, halves, unassigned ones

INERT = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def harmless(name: str) -> str:
    """The name without folders, control or bidi characters and signs that file systems read; its ending is kept."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(one for one in last if unicodedata.category(one) not in HIDDEN)
    plain = " ".join(TROUBLES.sub("_", seen).split()).rstrip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        stem, dot, ending = plain, "", ""
    stem = stem.strip(". ")
    if not stem or RESERVED.match(stem):
        stem = f"document {stem}".strip()
    return f"{stem[: LONGEST - len(dot + ending)].rstrip('. ')}{dot}{ending}"


def to_be_saved(name: str, media_type: str) -> Mapping[str, str]:
    """What a browser is told of a file, by the names of HTTP: save it under this name, and run nothing in it.

    A plain name for old clients, and the name itself in UTF-8 (RFC 6266, RFC 8187).
    """
    plain = "".join(one if one.isascii() and one not in '"\\' else "_" for one in name)
    saved_as = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {**INERT, "Content-Type": media_type, "Content-Disposition": saved_as}
