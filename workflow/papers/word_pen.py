"""How are the parts of a paper written into a Word document, ours or a council's own, that has the styles?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as Line
from docx.text.run import Run as Stretch

from workflow.papers.blocks import (
    Block,
    Details,
    Heading,
    Items,
    Notice,
    Paper,
    Paragraph,
    Quotation,
    Reference,
    Table,
)
from workflow.papers.characters import RTL, direction, runs
from workflow.papers.word_styles import LABEL, STYLES

WIDTH = 166  # millimetres between the margins
LONGEST_LABEL = 22
KEPT_WHOLE = 1500  # characters of a card that stays on one page
PROPERTY = 255  # characters that Word takes for the title of a document, or its author
NOON = time(12)


@dataclass(frozen=True, slots=True)
class Pen:
    """A document that is being written, and the ids of its styles by their names: python-docx looks each up anew."""

    document: Docx
    ids: Mapping[str, str]

    def line(self, text: str, style: str) -> Line:
        """A new paragraph of this style, at the end."""
        line = self.document.add_paragraph()
        self.dress(line, style)
        set_text(line, text)
        return line

    def dress(self, line: Line, style: str) -> None:
        """Give a paragraph its style."""
        line._p.style = self.ids[style]


def pen(document: Docx) -> Pen:
    """A pen for a document that has its styles."""
    return Pen(document, {str(style.name): style.style_id for style in document.styles})


def write(writer: Pen, paper: Paper) -> None:
    """The blocks of a paper, at the end of a document that has the styles."""
    for block in paper.blocks:
        _block(writer, block)


def set_text(line: Line, text: str, *, bold: bool = False) -> None:
    """The text by its runs, each with its language; a paragraph that begins from the right is set from the right."""
    if direction(text) == RTL:
        line._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in runs(text):
        made = line.add_run(run.text)
        if bold:
            made.bold = True
        if run.language:
            _speak(made, run.language, from_right=run.direction == RTL)


def _speak(made: Stretch, language: str, *, from_right: bool) -> None:
    """Mark the language of a run, and that its letters run from the right."""
    marks = made._r.get_or_add_rPr()
    if from_right:
        marks.append(OxmlElement("w:rtl"))
    said = OxmlElement("w:lang")
    for kind in ("w:val", "w:eastAsia", "w:bidi"):
        said.set(qn(kind), language)
    marks.append(said)


def _block(writer: Pen, block: Block) -> None:
    match block:
        case Details():
            _details(writer, block)
        case Table():
            _table(writer, block)
        case Quotation() | Items():
            for text in block.texts:
                writer.line(text, "Quote" if isinstance(block, Quotation) else "List Bullet")
        case _:
            writer.line(block.text, _style_of(block))


def _style_of(block: Heading | Paragraph | Notice | Reference) -> str:
    match block:
        case Heading():
            return f"Heading {block.level - 1}"
        case Paragraph():
            return STYLES["quiet"] if block.quiet else "Normal"
        case Notice():
            return STYLES["notice"]
        case Reference():
            return STYLES["reference"]


def _details(writer: Pen, block: Details) -> None:
    """Names with what they stand for; a card that is not long stays on one page."""
    style = STYLES["card" if block.card else "detail"]
    made = [line for name, said in block.rows for line in _detail(writer, name, said, style)]
    if block.card and sum(len(text) for _, said in block.rows for text in said) < KEPT_WHOLE:
        for line in made[:-1]:
            line.paragraph_format.keep_with_next = True


def _detail(writer: Pen, name: str, said: tuple[str, ...], style: str) -> list[Line]:
    """A name with what it stands for: side by side, or below where the name is long or the text runs from the right."""
    beside = len(name) <= LONGEST_LABEL and direction(said[0]) != RTL
    first = writer.line("", style)
    set_text(first, name, bold=True)
    if beside:
        first.add_run("\t")
        set_text(first, said[0])
    else:
        first.paragraph_format.keep_with_next = True
    rest = [writer.line(text, style) for text in (said[1:] if beside else said)]
    for line in rest:
        line.paragraph_format.left_indent = Mm(LABEL if beside else 0)
        line.paragraph_format.first_line_indent = Mm(0)
    return [first, *rest]


def _table(writer: Pen, block: Table) -> None:
    """A table under its caption; its first row is marked as headings, and stands again on every page."""
    writer.line(block.caption, "Caption")
    table = writer.document.add_table(rows=1 + len(block.rows), cols=len(block.columns))
    table._tbl.tblStyle_val = writer.ids[STYLES["table"]]
    table.autofit = False
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    for mark, on in (("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1"), ("noVBand", "1")):
        look.set(qn(f"w:{mark}"), on)
    for column, share in zip(table.columns, block.widths, strict=True):
        column.width = Mm(WIDTH * share / sum(block.widths))
    grid = [list(row.cells) for row in table.rows]
    for n, (cells, texts) in enumerate(zip(grid, (block.columns, *block.rows), strict=True)):
        for cell, text, share in zip(cells, texts, block.widths, strict=True):
            cell.width = Mm(WIDTH * share / sum(block.widths))
            line = cell.paragraphs[0]
            writer.dress(line, STYLES["cell" if n else "column"])
            set_text(line, text)
    heads = table.rows[0]._tr.get_or_add_trPr()
    heads.append(OxmlElement("w:cantSplit"))
    heads.append(OxmlElement("w:tblHeader"))
    writer.line("", STYLES["gap"])


def sealed(document: Docx, paper: Paper) -> bytes:
    """The document as bytes: the same every time, for its dates are those of the paper."""
    at = datetime.combine(paper.issued_on, NOON)
    about = document.core_properties
    said = (paper.title, paper.author, paper.letterhead.name)
    about.title, about.author, about.last_modified_by = (text[:PROPERTY] for text in said)
    about.subject, about.language, about.comments, about.keywords = paper.footer, "en-GB", "", ""
    about.created = about.modified = at
    about.revision = 1
    loose = BytesIO()
    document.save(loose)
    made = BytesIO()
    with ZipFile(loose) as parts, ZipFile(made, "w", ZIP_DEFLATED) as kept:
        for part in parts.infolist():
            kept.writestr(ZipInfo(part.filename, at.timetuple()[:6]), parts.read(part), ZIP_DEFLATED)
    return made.getvalue()
