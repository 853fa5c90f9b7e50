"""Which characters can the fonts that we ship draw? What they cannot is shown as its code in a PDF, never left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from struct import unpack_from

from workflow.papers.characters import coded

FOLDER = Path(__file__).with_name("fonts")
# In this order each character is looked for; the first font that has it draws it.
FAMILIES = (
    *("Source Sans 3", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Gurmukhi", "Noto Sans Bengali"),
    *("Noto Sans Gujarati", "Noto Sans Tamil", "Noto Sans Devanagari", "Noto Emoji", "Noto Sans Symbols"),
    *("Noto Sans Symbols2", "Droid Sans Fallback"),
)
SEGMENTS, GROUPS = 4, 12  # the two formats of a font's table of characters that matter
LONG_WORD = 28  # columns: a word that may not fit in a line, in large letters
BREAK = "\u200b"
SENTENCES = {"\ufdfd": 18, "\ufdfa": 4}  # letters as wide as so many others
BREAKS_AFTER = "@./_"  # in addresses
TAGGED_WELL = re.compile("[\u0900-\u0a7f\u0b80-\u0bff\ua8e0-\ua8ff]{2}|.[\ufe00-\ufe0f]")  # not Gujarati
BESIDE = re.compile("[\u200c\u200d\ufe00-\ufe0f]")  # joiners, and which form a letter takes: nothing of their own
NO_FONT: frozenset[str] = frozenset()
WORD = re.compile(rf"[^\s{BREAK}]+")


def printable(text: str) -> str:
    """The text as a PDF prints it: what no shipped font has is shown as its code, such as [U+1F9FF].

    So is a mark on a letter that no font has together with it (typst would draw the mark alone), or on none.
    """
    made, fonts = "", NO_FONT
    for one in text:
        has = _fonts_with(one)
        if BESIDE.fullmatch(one):
            shared = has
        elif _stays(one):
            shared = fonts = fonts & has
        else:
            shared, fonts = has, NO_FONT if one.isspace() or unicodedata.category(one) == "Cf" else has
        made += one if shared else coded(one)
    return made


def _stays(one: str) -> bool:
    """Does this belong to the letter before it: a mark, or a tone of skin?"""
    return unicodedata.category(one).startswith("M") or "\U0001f3fb" <= one <= "\U0001f3ff"


@cache
def _fonts_with(one: str) -> frozenset[str]:
    return frozenset(family for family in FAMILIES if one in _covered(family))


def breakable(text: str, longest: int = LONG_WORD) -> str:
    """The text with places, which nobody sees, at which a word of so many columns may go on in the next line."""
    return WORD.sub(lambda found: _broken(found[0], longest), text)


def _broken(word: str, longest: int) -> str:
    columns = [SENTENCES.get(one, 1) for one in word]
    if sum(columns) < longest:
        return word
    made, room = "", longest // 2
    for character, taken in zip(word, columns, strict=True):
        bound = unicodedata.category(character).startswith(("M", "C"))
        if made and not bound and (room <= 0 or made[-1] in BREAKS_AFTER):
            made, room = made + BREAK, longest // 2
        made, room = made + character, room - taken
    return made


def marked(text: str) -> bool:
    """Does a mark stand over or under a letter, but where typst tags such letters well: in Indian scripts of ours?"""
    composed = unicodedata.normalize("NFC", text)
    pairs = (last + mark for last, mark in pairwise(f" {composed}") if unicodedata.category(mark) in ("Mn", "Me"))
    return any(map(_taken_apart, composed)) or not all(map(TAGGED_WELL.fullmatch, pairs))


@cache
def _taken_apart(letter: str) -> bool:
    """Has the font that draws a letter only its parts, such as \u0418 and the two dots of \u04e4?"""
    parts = set(unicodedata.normalize("NFD", letter))
    first = next((family for family in FAMILIES if letter in _covered(family) or parts <= _covered(family)), None)
    return first is not None and letter not in _covered(first)


def words(text: str, first: str | None) -> Iterator[tuple[str, str]]:
    """The words of a text, with the spaces after them, each cut where another font draws it; and that font.

    That is `first` if it can, else the first that can. Marks, and what nobody sees, stay with the letter before them.
    """
    order = (first, *FAMILIES) if first else FAMILIES
    word, font = "", ""
    for one in text:
        bound = word and unicodedata.category(one).startswith(("M", "Cf"))
        now = font if bound else next((family for family in order if one in _covered(family)), FAMILIES[0])
        if word and (now != font or _ends(word[-1], one)):
            yield word, font
            word = ""
        word, font = word + one, now
    if word:
        yield word, font


def _ends(last: str, one: str) -> bool:
    """Does a word end between these two? Each sign is one too: some are drawn the other way round from the right."""
    return (last.isspace() and not one.isspace()) or _sign(last) or _sign(one)


def _sign(one: str) -> bool:
    return unicodedata.category(one)[0] in "PS"


@cache
def coverage() -> frozenset[str]:
    """Every character that one of the fonts has."""
    return frozenset().union(*map(_covered, FAMILIES))


@cache
def _covered(family: str) -> frozenset[str]:
    file = FOLDER / f"{family.replace(' ', '')}-Regular.ttf"
    return frozenset(map(chr, _codes(file.read_bytes())))


def _codes(font: bytes) -> set[int]:
    """The characters that a TrueType font maps to glyphs (the table `cmap`)."""
    count = unpack_from(">H", font, 4)[0]
    tables = {font[at : at + 4]: unpack_from(">L", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    start = tables[b"cmap"]
    found: set[int] = set()
    for n in range(unpack_from(">H", font, start + 2)[0]):
        at = start + unpack_from(">L", font, start + 4 + 8 * n + 4)[0]
        shape = unpack_from(">H", font, at)[0]
        found |= _segments(font, at) if shape == SEGMENTS else _groups(font, at) if shape == GROUPS else set()
    return found


def _groups(font: bytes, at: int) -> set[int]:
    found: set[int] = set()
    for n in range(unpack_from(">L", font, at + 12)[0]):
        first, last, glyph = unpack_from(">3L", font, at + 16 + 12 * n)
        found.update(range(first + (glyph == 0), last + 1))
    return found


def _segments(font: bytes, at: int) -> set[int]:
    double = unpack_from(">H", font, at + 6)[0]
    count, ends = double // 2, at + 14
    starts, deltas, offsets = (ends + 2 + double * n for n in (1, 2, 3))
    found: set[int] = set()
    for n in range(count):
        last, first = (unpack_from(">H", font, place + 2 * n)[0] for place in (ends, starts))
        delta, offset = (unpack_from(">H", font, place + 2 * n)[0] for place in (deltas, offsets))
        for code in range(first, min(last, 0xFFFE) + 1):
            place = offsets + 2 * n + offset + 2 * (code - first)
            glyph = unpack_from(">H", font, place)[0] if offset else code + delta & 0xFFFF
            found |= {code} if glyph else set()
    return found
