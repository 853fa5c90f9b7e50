"""How is a paper drawn in PDF? Tagged for screen readers (PDF/UA-1), with fonts of its own, by typst."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import typst

from workflow.papers.blocks import Block, Details, Heading, Items, Paper, Paragraph, Quotation, Table
from workflow.papers.characters import RTL, Run, direction, runs
from workflow.papers.glyphs import FAMILIES, FOLDER, LONG_WORD, breakable, marked, printable, words

TEMPLATE = Path(__file__).with_name("paper.typ")
FROM_THE_RIGHT = {"ar": "Noto Sans Arabic", "ur": "Noto Sans Arabic", "he": "Noto Sans Hebrew"}
ISOLATE, END = "\u2067", "\u2069"  # what lies between them runs from the right (Unicode Standard Annex 9, rule X5a)
NARROW = 20  # columns: a word that may not fit in a cell of a table, or in the title
NOON = time(12, tzinfo=UTC)


class NotDrawn(Exception):
    """The PDF could not be drawn as it should: nothing is better than a paper with a hole in it."""


@cache
def _fonts() -> typst.Fonts:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    missing = set(FAMILIES) - set(fonts.families())
    if missing:
        raise NotDrawn(f"Fonts are missing: {', '.join(sorted(missing))}.")
    return fonts


def draw(paper: Paper) -> bytes:
    """The paper as a tagged PDF. What was typed goes in as data, so that no sign in it is a command."""
    try:
        made, warnings = typst.compile_with_warnings(
            str(TEMPLATE),
            root=str(TEMPLATE.parent),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"paper": orjson.dumps(_data(paper)).decode()},
            pdf_standards="ua-1",
            timestamp=datetime.combine(paper.issued_on, NOON),
        )
    except typst.TypstError as wrong:
        raise NotDrawn(str(wrong.message)) from wrong
    if warnings:
        raise NotDrawn("; ".join(str(warning.message) for warning in warnings))
    return bytes(made)


def _data(paper: Paper) -> dict[str, Any]:
    head = paper.letterhead
    return {
        "title": _text(paper.title, NARROW),
        "plain_title": printable(paper.title),
        "author": printable(paper.author),
        "day": [paper.issued_on.year, paper.issued_on.month, paper.issued_on.day],
        "footer": printable(paper.footer),
        "marked": printable(paper.marked),
        "large": paper.large,
        "name": _text(head.name),
        "contact": _text(paper.contact),
        "colour": head.colour,
        "logo": list(head.logo.content) if head.logo else None,
        "alt": printable(head.logo.alt) if head.logo else None,
        "families": FAMILIES,
        "blocks": [_block(block) for block in paper.blocks],
    }


def _text(text: str, longest: int = LONG_WORD) -> dict[str, Any]:
    """A text by its runs, with the direction of the whole.

    Where anything runs from the right, each word is a run of its own, as is what another font draws: typst keeps the
    order of runs in what is read out, but puts the words and fonts within one from left to right, so that a sentence
    in Urdu would be read from its last word to its first. So is a word with marks, whose letters it would say twice.
    """
    whole, text = direction(text), breakable(printable(text), longest)
    if marked(text) or any(unicodedata.bidirectional(one) in ("R", "AL") for one in text):
        made = [word for run in runs(text) for word in _words(run, whole)]
    else:
        made = [_run(run.text, run.language) for run in runs(text)]
    return {"rtl": whole == RTL, "runs": made}


def _words(run: Run, whole: str) -> Iterator[dict[str, Any]]:
    """The words of a run; kept together by marks of its direction where the whole text runs the other way."""
    apart = run.direction == RTL != whole
    yield from [_run(ISOLATE, None, FAMILIES[0])] if apart else []
    for text, font in words(run.text, FROM_THE_RIGHT.get(run.language or "")):
        yield _run(text, run.language, font)
    yield from [_run(END, None, FAMILIES[0])] if apart else []


def _run(text: str, language: str | None, font: str | None = None) -> dict[str, Any]:
    return {"text": text, "language": language, "font": font, "marked": marked(text)}


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    match block:
        case Heading():
            return {"kind": kind, "level": block.level, "text": _text(block.text)}
        case Quotation() | Items():
            return {"kind": kind, "texts": [_text(text) for text in block.texts]}
        case Details():
            rows = [{"name": _text(name), "texts": [_text(text) for text in said]} for name, said in block.rows]
            return {"kind": kind, "card": block.card, "rows": rows}
        case Table():
            cells = [[_text(cell, NARROW) for cell in row] for row in (block.columns, *block.rows)]
            return {"kind": kind, "caption": _text(block.caption), "widths": list(block.widths), "cells": cells}
        case Paragraph():
            return {"kind": kind, "quiet": block.quiet, "text": _text(block.text)}
        case _:
            return {"kind": kind, "text": _text(block.text)}
