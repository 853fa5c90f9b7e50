"""What does a PDF say to somebody who has it read out, by its tags and in their order; and is all of it on its pages?"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

Place = tuple[int, int]
SIDES, ENDS = 58, 20  # points of a page that stay empty, but for what a letter reaches beyond its own width
MAPPED = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\n")


def spoken(made: bytes) -> str:
    """All that the tags of a PDF lead to, each piece once; not what is there for the eye alone.

    A text that no tag leads to, or two do, is a fault.
    """
    with pikepdf.open(io.BytesIO(made)) as document:
        marked = {page.objgen: _marked(page) for page in document.pages}
        said = "".join(_read(document.Root.StructTreeRoot, (0, 0), marked))
        left = {place: texts for place, texts in marked.items() if texts}
        assert not left, f"no tag leads to {left}"
        return said


def _read(element: Any, page: Place, marked: dict[Place, dict[int, str]]) -> Iterator[str]:
    page = element.Pg.objgen if "/Pg" in element else page
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            yield marked[page].pop(int(kid))
        elif "/MCID" in kid:
            yield marked[kid.Pg.objgen if "/Pg" in kid else page].pop(int(kid.MCID))
        else:
            yield from _read(kid, page, marked)


def _marked(page: pikepdf.Page) -> dict[int, str]:
    """What each piece of a page's marked content says."""
    said: dict[int, str] = defaultdict(str)
    within: list[tuple[str, Any]] = []
    letters: dict[bytes, str] = {}
    fonts = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC" | "BDC":
                within.append((str(operands[0]), operands[1] if len(operands) > 1 else {}))
                _say(said, within, str(within[-1][1].get("/ActualText", "")))
            case "EMC":
                within.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj" | "TJ" | "'" | '"':
                if not any("/ActualText" in given for _, given in within):
                    _say(said, within, _shown(operands[-1], letters, ("/ReversedChars", {}) in within))
    return said


def _say(said: dict[int, str], within: list[tuple[str, Any]], text: str) -> None:
    if within and within[0][0] == "/Artifact":
        return
    ids = [int(given["/MCID"]) for _, given in within if "/MCID" in given]
    assert ids or not text, f"{text} is neither marked nor there for the eye alone"
    if ids:
        said[ids[-1]] += text


def _shown(operand: Any, letters: dict[bytes, str], reversed_: bool) -> str:
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    each = [letters[codes[n : n + 2]] for n in range(0, len(codes), 2)]
    return "".join(reversed(each) if reversed_ else each)


def _letters(font: Any) -> dict[bytes, str]:
    """What each glyph of a font stands for (its ToUnicode); a missing one, drawn as a box, stands for nothing."""
    found = MAPPED.findall(font.ToUnicode.read_bytes())
    return {bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in found}


def count_pages(made: bytes) -> int:
    with pikepdf.open(io.BytesIO(made)) as document:
        return len(document.pages)


def beyond(made: bytes) -> list[tuple[float, ...]]:
    """The edges, from left, foot, right and foot, of every text that goes on beyond the margins of its page."""
    document = pypdfium2.PdfDocument(made)
    found = []
    for page in document:
        width, height = page.get_size()
        for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            left, foot, right, top = drawn.get_bounds()
            if left < SIDES or foot < ENDS or right > width - SIDES or top > height - ENDS:
                found.append((left, foot, right, top))
    document.close()
    return found
