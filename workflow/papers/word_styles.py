"""Which styles has a Word document of ours, and what stands at the foot of its pages?"""

from __future__ import annotations

from typing import cast

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as Line

from workflow.papers.blocks import Paper

FONT, LABEL = "Arial", 48  # millimetres: the longest label that stands beside its text, and a gap
STYLES = {
    "name": "Advice authority",
    "quiet": "Advice explanation",
    "notice": "Advice notice",
    "reference": "Advice reference",
    "detail": "Advice detail",
    "card": "Advice provision",
    "cell": "Advice cell",
    "column": "Advice column",
    "foot": "Advice foot",
    "gap": "Advice gap",
    "table": "Advice table",
}
AFTER_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
INK, QUIET, WASH, LINE = "1B1B1B", "505050", "F5F6F7", "C9CDD2"


def dress(document: Docx, colour: str, size: int) -> None:
    """Give a document our page and styles, in British English and in the authority's colour."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin, page.bottom_margin, page.footer_distance = Mm(20), Mm(24), Mm(12)
    add_styles(document, colour.lstrip("#"), size)
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    for kind in ("w:val", "w:eastAsia"):
        language.set(qn(kind), "en-GB")


def add_styles(document: Docx, brand: str, size: int) -> None:
    """Our styles, as far as the document has none of these names."""
    _font(_style(document, "Normal"), size, INK, after=6, lines=1.15)
    large = size > 12
    _font(_style(document, "Title"), 24 if large else 22, INK, bold=True, before=10, after=12)
    _font(_style(document, "Heading 1"), size + (2 if large else 4), brand, bold=True, before=16, after=6)
    _font(_style(document, "Heading 2"), size + 1, INK, bold=True, before=12, after=4)
    for name in ("Heading 1", "Heading 2", "Title"):
        _style(document, name).paragraph_format.keep_with_next = True
    if not large:
        _edge(_style(document, "Heading 1"), "top", 12, brand, space=6)
    _font(_style(document, "Caption"), size - 1, QUIET, before=4, after=3)
    _style(document, "Caption").paragraph_format.keep_with_next = True
    _font(_style(document, "Quote"), size, INK, after=6)
    _style(document, "Quote").paragraph_format.left_indent = Mm(4)
    _edge(_style(document, "Quote"), "left", 12, LINE, space=8)
    _font(_style(document, "List Bullet"), size, INK, after=5)
    _own_styles(document, brand, size)
    _table_style(document, brand)


def _own_styles(document: Docx, brand: str, size: int) -> None:
    """The styles that Word has none of."""
    made = {key: _style(document, name) for key, name in STYLES.items() if key != "table"}
    _font(made["name"], 12, brand, bold=True, after=6)
    _font(made["quiet"], size, QUIET, after=6)
    _font(made["notice"], size + 1, INK, before=4, after=14)
    _font(made["reference"], size, INK, bold=True, before=6, after=6)
    _font(made["detail"], size, INK, after=4)
    _font(made["card"], size, INK, after=0, lines=1.25)
    _font(made["cell"], size - 0.5, INK, before=3, after=3)
    _font(made["column"], size - 0.5, INK, bold=True, before=3, after=3)
    _font(made["foot"], 9, QUIET, after=0)
    _font(made["gap"], 4, INK, after=0)
    for key in ("notice", "card"):
        _edge(made[key], "left", 24, brand, space=9)
        _shade(made[key], WASH)
        made[key].paragraph_format.left_indent = Mm(4)
    for side in ("top", "left", "bottom", "right"):
        _edge(made["reference"], side, 10, brand, space=6)
    for key, start in (("detail", 0), ("card", 4)):
        shape = made[key].paragraph_format
        shape.left_indent, shape.first_line_indent = Mm(LABEL + start), Mm(-LABEL)
        shape.tab_stops.add_tab_stop(Mm(LABEL + start))


def _style(document: Docx, name: str) -> ParagraphStyle:
    if name not in document.styles:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    return cast("ParagraphStyle", document.styles[name])


def _font(
    style: ParagraphStyle,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    before: float = 0,
    after: float,
    lines: float = 1.1,
) -> None:
    """How the letters of a style look, and what room is around and between its lines."""
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour.upper())
    marks = style.element.get_or_add_rPr()
    fonts = marks.find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), FONT)
    for code in ("w:szCs", "w:bCs", "w:iCs"):
        for old in marks.findall(qn(code)):
            marks.remove(old)
    marks.find(qn("w:sz")).addnext(_made("szCs", val=str(int(size * 2))))  # for letters that run from the right
    if bold:
        marks.find(qn("w:b")).addnext(_made("bCs"))
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), lines
    shape.widow_control = True
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _edge(style: ParagraphStyle, side: str, eighths: int, colour: str, *, space: int) -> None:
    """A line at one side of a paragraph."""
    shape = style.element.get_or_add_pPr()
    borders = shape.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        shape.insert_element_before(borders, *AFTER_BORDERS)
    _mark(borders, side, val="single", sz=str(eighths), space=str(space), color=colour.upper())


def _shade(style: ParagraphStyle, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    style.element.get_or_add_pPr().insert_element_before(shade, *AFTER_BORDERS[1:])


def _made(name: str, **values: str) -> BaseOxmlElement:
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _mark(parent: BaseOxmlElement, name: str, **values: str) -> BaseOxmlElement:
    made = _made(name, **values)
    parent.append(made)
    return made


def _table_style(document: Docx, brand: str) -> None:
    """Lines between rows, and a bold first row and column."""
    if STYLES["table"] in document.styles:
        return
    style = document.styles.add_style(STYLES["table"], WD_STYLE_TYPE.TABLE).element
    shape = _mark(style, "tblPr")
    borders = _mark(shape, "tblBorders")
    for side in ("bottom", "insideH"):
        _mark(borders, side, val="single", sz="4", space="0", color=LINE)
    margins = _mark(shape, "tblCellMar")
    for side, width in (("left", "0"), ("right", "140")):
        _mark(margins, side, w=width, type="dxa")
    first = _mark(style, "tblStylePr", type="firstRow")
    _mark(_mark(first, "rPr"), "b")
    _mark(_mark(_mark(first, "tcPr"), "tcBorders"), "bottom", val="single", sz="8", space="0", color=brand.upper())


def page_numbers(document: Docx, paper: Paper) -> None:
    """At the foot of every page: reference, version, page n of m. What marks the paper stands at its head."""
    page = document.sections[0]
    foot = page.footer.paragraphs[0]
    foot.style = STYLES["foot"]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(166), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{paper.footer}\tPage ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    if paper.marked:
        head = page.header.paragraphs[0]
        head.add_run(paper.marked).bold = True


def _field(line: Line, name: str) -> None:
    """A number that Word fills in."""
    field = _mark(line._p, "fldSimple", instr=name)
    run = OxmlElement("w:r")
    run.get_or_add_rPr().append(OxmlElement("w:noProof"))
    run.text = "1"
    field.append(run)
