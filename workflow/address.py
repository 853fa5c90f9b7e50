"""Which words would tell where a family lives, and does a text have them?"""

from __future__ import annotations

import re
from unicodedata import normalize

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.I)
PARTS = re.compile(r"[\n,;]+")
TELLING = 5  # letters and digits: "12A" alone tells nothing, "Flat 2" and "E1 6AN" do


def telling_words(address: str | None, postcode: str | None) -> tuple[str, ...]:
    """What gives an address away: its first line, every part with a number in it, and the postcode."""
    parts = [part.strip() for part in PARTS.split(address or "") if part.strip()]
    first = parts[0] if parts else ""
    if len(parts) > 1 and len(_bare(first)) < TELLING:
        first = f"{first} {parts[1]}"
    numbered = [part for part in parts if re.search(r"\d", part) and len(_bare(part)) >= TELLING]
    found = (first, *numbered, *POSTCODE.findall(address or ""), postcode or "")
    return tuple(dict.fromkeys(telling for telling in found if _bare(telling)))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def gives_away(text: str, telling: str) -> bool:
    """Whether the text has these words, whatever their case and whatever stands between their letters."""
    letters = r"[\W_]*".join(map(re.escape, _bare(normalize("NFKC", telling))))
    return bool(letters) and bool(re.search(rf"(?<![^\W_]){letters}(?![^\W_])", normalize("NFKC", text), re.I))
