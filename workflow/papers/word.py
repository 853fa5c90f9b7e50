"""How is a paper drawn as a Word document? With real styles, so that it can be read aloud and edited."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from docx import Document
from docx.shared import Mm

from workflow.papers.blocks import Paper
from workflow.papers.own_template import filled
from workflow.papers.word_pen import Pen, pen, sealed, write
from workflow.papers.word_styles import STYLES, dress, page_numbers

USUAL, LARGE = 11, 15  # points


def draw(paper: Paper) -> bytes:
    """The paper as a Word document: of our own make, or advice in the council's own."""
    template = paper.letterhead.template
    if template and paper.variables:
        return filled(paper, template)
    document = Document(BytesIO(_blank(paper.letterhead.colour, paper.large)))
    writer = pen(document)
    _letterhead(writer, paper)
    writer.line(paper.title, "Title")
    write(writer, paper)
    if paper.contact:
        writer.line(paper.contact, STYLES["quiet"])
    page_numbers(document, paper)
    return sealed(document, paper)


@lru_cache(maxsize=32)
def _blank(colour: str, large: bool) -> bytes:  # a paper is large or not
    """An empty document with our styles, for these papers."""
    document, made = Document(), BytesIO()
    dress(document, colour, LARGE if large else USUAL)
    document.save(made)
    return made.getvalue()


def _letterhead(writer: Pen, paper: Paper) -> None:
    logo = paper.letterhead.logo
    line = writer.line("" if logo else paper.letterhead.name, STYLES["name"])
    if logo:
        picture = line.add_run().add_picture(BytesIO(logo.content), height=Mm(16))
        picture._inline.docPr.set("descr", logo.alt)
        picture._inline.docPr.set("name", "Logo")
