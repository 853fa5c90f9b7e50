"""How is a paper drawn in PDF? Tagged for screen readers (PDF/UA-1), with fonts of its own, by typst."""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import typst

from workflow.papers.blocks import Block, Details, Heading, Items, Paper, Paragraph, Quotation, Table
from workflow.papers.characters import RTL, direction, runs
from workflow.papers.glyphs import FAMILIES, FOLDER, breakable, printable

TEMPLATE = Path(__file__).with_name("paper.typ")
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
        "title": _text(paper.title),
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


def _text(text: str) -> dict[str, Any]:
    """A text by its runs, with the direction of the whole."""
    made = [{"text": breakable(printable(run.text)), "language": run.language} for run in runs(text)]
    return {"rtl": direction(text) == RTL, "runs": made}


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
            cells = [[_text(cell) for cell in row] for row in (block.columns, *block.rows)]
            return {"kind": kind, "caption": _text(block.caption), "widths": list(block.widths), "cells": cells}
        case Paragraph():
            return {"kind": kind, "quiet": block.quiet, "text": _text(block.text)}
        case _:
            return {"kind": kind, "text": _text(block.text)}
