"""What is the source of a question, a date or a check called, for who has none of this project's own papers?"""

from __future__ import annotations

import re
from collections.abc import Sequence

ASIDE = re.compile(r"\s*\([^()]*\.md[^()]*\)")
PHRASE = re.compile(r"[^_]+ [^_]+")  # words that tell a reader more; a code is for engineers
OURS = "This service's own rule"
PAPERS: Sequence[tuple[str, str]] = (  # the first that fits; the API has the source itself
    ("domain.md 1", "The law, as this service reads it"),
    ("domain.md 9", f"{OURS}, where the law leaves it open"),
    ("domain.md", "Good practice, as this service understands it"),
    ("standards.md", "The standards of records and data that this service keeps to"),
    ("checks.md", "How this service checks the words of advice"),
)


def in_public(source: str) -> str:
    """A source in public words: law and guidance as they are cited, our own papers by what they are."""
    pieces = (_named(piece.strip()) for piece in ASIDE.sub("", source).split(";"))
    return "; ".join(dict.fromkeys(pieces))


def _named(piece: str) -> str:
    paper, _, rest = piece.removeprefix("docs/").partition(": ")
    if ".md" not in paper:
        return piece
    name = next((said for beginning, said in PAPERS if paper.startswith(beginning)), OURS)
    return f"{name}: {rest}" if PHRASE.fullmatch(rest) else name
