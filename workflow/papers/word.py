"""How is a paper drawn as a Word document? With real styles, so that it can be read aloud and edited."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
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
from workflow.papers.word_styles import LABEL, STYLES, dress, page_numbers

WIDTH = 166  # millimetres between the margins
LONGEST_LABEL = 22
KEPT_WHOLE = 1500  # characters of a card that stays on one page
NOON = time(12)


def draw(paper: Paper) -> bytes:
    """The paper as a Word document: of our own make, or advice in the council's own."""
    template = paper.letterhead.template
    if template and paper.variables:
        from workflow.papers.own_template import filled  # noqa: PLC0415  # it draws with this module

        return filled(paper, template)
    document = Document()
    dress(document, paper)
    _letterhead(document, paper)
    _line(document, paper.title, "Title")
    write(document, paper)
    if paper.contact:
        _line(document, paper.contact, STYLES["quiet"])
    page_numbers(document, paper)
    return sealed(document, paper)


def write(document: Docx, paper: Paper) -> None:
    """The blocks of a paper, at the end of a document that has the styles."""
    for block in paper.blocks:
        _block(document, block)


def _letterhead(document: Docx, paper: Paper) -> None:
    logo = paper.letterhead.logo
    if logo is None:
        _line(document, paper.letterhead.name, STYLES["name"])
        return
    picture = document.add_paragraph(style=STYLES["name"]).add_run().add_picture(BytesIO(logo.content), height=Mm(16))
    picture._inline.docPr.set("descr", logo.alt)
    picture._inline.docPr.set("name", "Logo")


def _line(document: Docx, text: str, style: str) -> Line:
    line = document.add_paragraph(style=style)
    set_text(line, text)
    return line


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


def _block(document: Docx, block: Block) -> None:
    match block:
        case Details():
            _details(document, block)
        case Table():
            _table(document, block)
        case Quotation() | Items():
            for text in block.texts:
                _line(document, text, "Quote" if isinstance(block, Quotation) else "List Bullet")
        case _:
            _line(document, block.text, _style_of(block))


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


def _details(document: Docx, block: Details) -> None:
    """Names with what they stand for; a card that is not long stays on one page."""
    style = STYLES["card" if block.card else "detail"]
    made = [line for name, said in block.rows for line in _detail(document, name, said, style)]
    if block.card and sum(len(text) for _, said in block.rows for text in said) < KEPT_WHOLE:
        for line in made[:-1]:
            line.paragraph_format.keep_with_next = True


def _detail(document: Docx, name: str, said: tuple[str, ...], style: str) -> list[Line]:
    """A name with what it stands for: side by side, or below where the name is long or the text runs from the right."""
    beside = len(name) <= LONGEST_LABEL and direction(said[0]) != RTL
    first = document.add_paragraph(style=style)
    set_text(first, name, bold=True)
    if beside:
        first.add_run("\t")
        set_text(first, said[0])
    else:
        first.paragraph_format.keep_with_next = True
    rest = [_line(document, text, style) for text in (said[1:] if beside else said)]
    for line in rest:
        line.paragraph_format.left_indent = Mm(LABEL if beside else 0)
        line.paragraph_format.first_line_indent = Mm(0)
    return [first, *rest]


def _table(document: Docx, block: Table) -> None:
    """A table under its caption; its first row is marked as headings, and stands again on every page."""
    _line(document, block.caption, "Caption")
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.columns), style=STYLES["table"])
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
            cell.paragraphs[0].style = STYLES["cell" if n else "column"]
            set_text(cell.paragraphs[0], text)
    heads = table.rows[0]._tr.get_or_add_trPr()
    heads.append(OxmlElement("w:cantSplit"))
    heads.append(OxmlElement("w:tblHeader"))
    after = document.add_paragraph(style=STYLES["gap"])
    after.paragraph_format.space_after = Mm(0)


def sealed(document: Docx, paper: Paper) -> bytes:
    """The document as bytes: the same every time, for its dates are those of the paper."""
    at = datetime.combine(paper.issued_on, NOON)
    about = document.core_properties
    about.title, about.author, about.last_modified_by = paper.title, paper.author, paper.letterhead.name
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
