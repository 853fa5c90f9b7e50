"""How hard is a text to read? Its level, as the school year in which most people could read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import pyphen

from workflow.writing.passages import Passage, prose
from workflow.writing.phrases import sentences

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True, slots=True)
class Level:
    """The Flesch-Kincaid grade: about 8 is a popular newspaper, 12 a serious one, 16 an academic paper."""

    words: int
    sentences: int
    grade: float


@cache
def _hyphens() -> Any:
    return pyphen.Pyphen(lang="en_GB")


@lru_cache(20_000)
def syllables(word: str) -> int:
    """The syllables of a word: where it may be divided, or its groups of vowels where it may not."""
    small = word.casefold()
    parts = len(_hyphens().positions(small)) + 1
    return parts if parts > 1 else max(1, len(VOWELS.findall(small.removesuffix("es").removesuffix("e"))))


def level(*texts: str) -> Level | None:
    """How hard these texts are, taken together; nothing where they have no words."""
    parts = [WORD.findall(sentence) for text in texts for sentence in sentences(text)]
    parts = [found for found in parts if found]
    words = sum(len(found) for found in parts)
    if not words:
        return None
    sounds = sum(syllables(word) for found in parts for word in found)
    return Level(words, len(parts), round(0.39 * words / len(parts) + 11.8 * sounds / words - 15.59, 1))


def levels(content: Mapping[str, Any]) -> tuple[Level | None, Mapping[str, Level]]:
    """How hard a piece of advice is as a whole, and each of its passages by its place."""
    read: Iterable[Passage] = tuple(prose(content))
    each = {one.place: found for one in read if (found := level(one.text))}
    return level(*(one.text for one in read)), each
