"""How is advice written into a council's own Word document? In its layout, at the place that it names."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as Line
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from workflow.papers.blocks import Paper, texts_of
from workflow.papers.word_pen import pen, sealed, write
from workflow.papers.word_styles import STYLES, add_styles

PLACE = "[[the advice itself]]"
LARGEST, LARGEST_UNPACKED = 2_000_000, 20_000_000
NEEDED = ("Title", "Heading 1", "Heading 2", "Caption", "Quote", *STYLES.values())
SIZE = 11


class BadTemplate(Exception):
    """The template cannot be used; the message says why."""


def filled(paper: Paper, template: bytes) -> bytes:
    """The paper in a council's own document. Raises BadTemplate."""
    made = DocxTemplate(BytesIO(template))
    strict = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    made.render({**paper.variables, "advice": PLACE}, strict, autoescape=True)
    written = BytesIO()
    made.save(written)
    document = Document(written)
    places = [line for line in document.paragraphs if line.text.strip() == PLACE]
    if len(places) != 1:
        raise BadTemplate("It needs {{ advice }} once, in a paragraph of its own that is not in a table.")
    _lend_styles(document, paper)
    _write_at(document, places[0], paper)
    return sealed(document, paper)


def checked(paper: Paper, template: bytes) -> None:
    """Try a template with a worked example. Raises BadTemplate when it cannot be trusted with real advice."""
    _is_safe(template)
    try:
        made = filled(paper, template)
    except BadTemplate:
        raise
    except TemplateError as wrong:
        raise BadTemplate(f"What stands between its braces cannot be filled in: {wrong}.") from wrong
    except Exception as wrong:  # a damaged file fails in many ways, and each of them means the same
        raise BadTemplate("It is damaged, or is not a Word document.") from wrong
    body = Document(BytesIO(made)).element.body
    found = "".join("".join(body.itertext()).split())
    lost = [text for block in paper.blocks for text in texts_of(block) if "".join(text.split()) not in found]
    if lost:
        raise BadTemplate(f"With it, text of the advice goes missing, such as: {lost[0][:80]}")


def _is_safe(template: bytes) -> None:
    """Refuse what is too large, holds macros, or fetches something from elsewhere when it is opened."""
    if len(template) > LARGEST:
        raise BadTemplate(f"It is larger than {LARGEST // 1_000_000} MB.")
    try:
        with ZipFile(BytesIO(template)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                raise BadTemplate(f"Unpacked it is larger than {LARGEST_UNPACKED // 1_000_000} MB.")
            names = parts.namelist()
            links = b"".join(parts.read(name) for name in names if name.endswith(".rels"))
    except BadZipFile as wrong:
        raise BadTemplate("It is damaged, or is not a Word document.") from wrong
    if any("vbaProject" in name or "activeX" in name or "embeddings/" in name for name in names):
        raise BadTemplate("It holds macros or embedded files: save it without them.")
    if any(b"External" in link and b"/hyperlink" not in link for link in links.split(b"<Relationship ")):
        raise BadTemplate("It fetches a picture or a template from elsewhere: put it into the document itself.")


def _lend_styles(document: Docx, paper: Paper) -> None:
    """Our styles, as far as the council's document has none of the same name."""
    missing = [name for name in NEEDED if name not in document.styles]
    lender = Document()
    add_styles(lender, paper.letterhead.colour.lstrip("#"), SIZE)
    normal = document.styles.element.find(f"{qn('w:style')}[@{qn('w:default')}='1'][@{qn('w:type')}='paragraph']")
    for name in missing:
        lent = deepcopy(lender.styles[name].element)
        for link in ("w:link", "w:next"):
            for one in lent.findall(qn(link)):
                lent.remove(one)
        for fonts in lent.iter(qn("w:rFonts")):  # the council's letters, not ours
            fonts.attrib.clear()
        based = lent.find(qn("w:basedOn"))
        if based is not None and normal is not None:
            based.set(qn("w:val"), normal.get(qn("w:styleId")))
        document.styles.element.append(lent)


def _write_at(document: Docx, place: Line, paper: Paper) -> None:
    """The advice in the stead of the paragraph that names its place."""
    before = set(document.element.body)
    write(pen(document), paper)
    here = place._p
    for element in [one for one in document.element.body if one not in before]:
        here.addnext(element)
        here = element
    place._p.getparent().remove(place._p)
