"""How is a text set: in which lines, direction and language, and with which characters shown as codes?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

# What no document may hold, and what would make a text read otherwise than it was typed: controls, halves of
# characters, non-characters, and the marks that turn the direction of everything after them.
NON_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
UNSAFE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\u202a-\u202e\u2066-\u2069"
    rf"{NON_CHARACTERS}]"
)
LINE_ENDS = re.compile(r"[\r\n\x85\u2028\u2029]+")
SPACES = re.compile(r"[ \t]+")
KEEPS = "\u200e"  # the left-to-right mark
LTR, RTL = "ltr", "rtl"
URDU_LETTERS = re.compile("[\u0679\u067e\u0686\u0688\u0691\u0698\u06a9\u06af\u06ba\u06be\u06c1\u06d2]")
# The language that a script most likely writes in England. A guess, so that a screen reader changes its voice.
SCRIPTS = (
    ("he", "\u0590-\u05ff\ufb1d-\ufb4f"),
    ("ar", "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"),
    ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"),
    ("pa", "\u0a00-\u0a7f"),
    ("gu", "\u0a80-\u0aff"),
    ("ta", "\u0b80-\u0bff"),
    ("el", "\u0370-\u03ff\u1f00-\u1fff"),
    ("ru", "\u0400-\u052f"),
    ("ja", "\u3040-\u30ff"),
    ("ko", "\u1100-\u11ff\uac00-\ud7af"),
    ("zh", "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"),
)
SCRIPT = re.compile("|".join(f"(?P<{language}>[{letters}])" for language, letters in SCRIPTS))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one direction, and of one language where that is not English."""

    text: str
    direction: str = LTR
    language: str | None = None


def shown(text: str) -> str:
    """The text with every character that no paper may hold shown as its code, such as [U+202E]."""
    return UNSAFE.sub(lambda found: coded(found[0]), text)


def coded(character: str) -> str:
    """A character as its code, between unseen marks that keep it from being turned round in a line from the right."""
    return f"{KEEPS}[U+{ord(character):04X}]{KEEPS}"


def lines(text: str | None) -> tuple[str, ...]:
    """The lines of a text that have anything in them, as they are set: each is a paragraph of its own."""
    whole = (SPACES.sub(" ", line).strip() for line in LINE_ENDS.split(text or ""))
    return tuple(shown(line) for line in whole if line)


def one_line(text: str | None) -> str:
    """The whole text on one line."""
    return " ".join(lines(text))


def direction(text: str) -> str:
    """The direction of a paragraph: that of its first letter (Unicode Standard Annex 9, rules P2 and P3)."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return RTL if next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L" else LTR


def runs(text: str) -> tuple[Run, ...]:
    """The text by direction and language.

    What has no script of its own stays with what is before it; but for a space or an opening bracket before English,
    which would otherwise be turned round with what runs from the right.
    """
    made: list[Run] = []
    begun, language = 0, None
    for letter, found in _changes(text):
        place = letter if found else _opening(text, letter, begun)
        if place > begun:
            made.append(_run(text[begun:place], language))
        begun, language = place, found
    last = (_run(text[begun:], language),) if begun < len(text) else ()
    return tuple(part for run in (*made, *last) for part in _closed(run) if part.text)


def _closed(run: Run) -> Iterator[Run]:
    """A run from the right without a bracket, and the signs after it, that closes one which stands before the run."""
    depth, text = 0, run.text
    for place, one in enumerate(text if run.direction == RTL else ""):
        depth += {"Ps": 1, "Pe": -1}.get(unicodedata.category(one), 0)
        if depth < 0:
            after = next((n for n in range(place, len(text)) if text[n].isalpha()), len(text))
            yield from (replace(run, text=text[:place]), Run(text[place:after]))
            yield from _closed(replace(run, text=text[after:]))
            return
    yield run


def _opening(text: str, place: int, least: int) -> int:
    """Where the spaces and opening brackets before a place begin."""
    while place > least and (text[place - 1].isspace() or unicodedata.category(text[place - 1]) in ("Ps", "Pi")):
        place -= 1
    return place


def _changes(text: str) -> Iterator[tuple[int, str | None]]:
    """Where letters of another script begin, and which."""
    now: str | None = None
    for place, character in enumerate(text):
        if not character.isalpha():
            continue
        found = SCRIPT.match(character)
        script = found.lastgroup if found else None
        if script != now:
            now = script
            yield place, script


def _run(text: str, language: str | None) -> Run:
    if language == "ar" and URDU_LETTERS.search(text):
        language = "ur"
    return Run(text, RTL if language in ("ar", "ur", "he") else LTR, language)
