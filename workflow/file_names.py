"""How is a file's name made harmless, wherever it is shown or saved again?"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
LONGEST_ENDING = 10
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.I)
TROUBLES = re.compile(r'[<>:"|?*%]')
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # control, bidi and zero-width characters, halves, unassigned ones


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
