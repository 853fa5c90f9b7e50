"""Pieces of advice made at random, and what stands in each paper made of them: what tests of papers share."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any

import docx
import pikepdf
import pypdfium2
from docx.table import Table
from hypothesis import strategies as st

from config.authorities import AUTHORITIES
from workflow.advice import ADVICE, DOMAINS, H1, H2
from workflow.papers import example
from workflow.papers.advice import Advice
from workflow.papers.characters import one_line
from workflow.papers.letterhead import Letterhead
from workflow.states import Kind

# What has broken documents before: markup of every kind, directions, marks that combine, pictures, what has no letter.
HOSTILE = (
    *("a <b> & c </w:t>", "{{ ''.__class__ }} {% for x in y %}", "#let x = 1 #x $a$ `b` *c* _d_ @e <f> \\n // g", "\\"),
    *("مرحبا بالعالم 2026", "שלום <עולם>", "آپ کا بیٹا ہر ہفتے تیرتا ہے", "ਪੰਜਾਬੀ ਵਿੱਚ", "বাংলা ভাষা", "ગુજરાતી", "தமிழ் கொடி"),
    *("Ελληνικά", "Український кіт", "中文姓名", "日本の", "e\u0301o\u0308 Yoru\u0300ba\u0301", "👨\u200d👩\u200d👧 ❤\ufe0f 🇬🇧 🧿", "\ue000 \U000f0000"),
    *("Donaudampfschifffahrtsgesellschaftskapitän" * 8, "\x0b\x0c\x1f", "a\u202eb\u202c \u2066c\u2069 \ufeff", "x\r\ny\u2028z"),
    *("ff fi ffi ...", "'single' \"double\" -- --- ~ %", "a\u200bb\u2060c", "ↀ ⠿ ∮ ﷽ ﷺ"),
)  # fmt: skip
WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)
PROSE = st.lists(st.sampled_from(HOSTILE) | WORDS, min_size=1, max_size=4).map(" ".join)
LINE = PROSE.map(lambda text: " ".join(text.split())[:120] or "x")
DAY = st.dates(date(2020, 1, 1), date(2035, 1, 1)).map(date.isoformat)


def _some(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Any of these fields, as a draft that is half written has them."""
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def contents(draw: st.DrawFn) -> dict[str, Any]:
    """The content of a piece of advice, of any sound shape."""
    made: dict[str, Any] = draw(
        _some(
            involvement=PROSE, strengths=PROSE, no_needs_because=PROSE, no_provision_because=PROSE,
            awaits_assessment=PROSE, steps_or_reasons=PROSE,
            views=_some(person=PROSE, family=PROSE, absent_because=PROSE),
            preparation_for_adulthood=_some(employment=PROSE, independent_living=PROSE, community=PROSE, health=PROSE),
            signposting=st.lists(_some(name=LINE, what=PROSE, contact=LINE), max_size=2),
        )
    )  # fmt: skip
    need = _some(text=PROSE, domain=st.sampled_from(DOMAINS), impact_on_person=PROSE, impact_on_family=PROSE)
    outcome = _some(text=PROSE, by=DAY, need=st.just("n1"))
    line = _some(
        section=st.sampled_from(("H1", "H2")), category=st.sampled_from((*H1, *H2)), what=PROSE, provider=LINE,
        amount=LINE, frequency=LINE, duration=LINE, legal_basis=LINE, agreed_by=LINE, start_on=DAY, review_on=DAY,
        direct_payment=st.booleans(), existing=st.booleans(), need=st.just("n1"), outcome=st.just("o1"),
    )  # fmt: skip
    for kind, letter, one in (("needs", "n", need), ("outcomes", "o", outcome), ("provision", "p", line)):
        items = draw(st.lists(one, min_size=1, max_size=3))
        made[kind] = [{**item, "id": f"{letter}{n}"} for n, item in enumerate(items, 1)]
    return made


@st.composite
def pieces(draw: st.DrawFn) -> Advice:
    """A piece of advice of any kind; its content as it would be kept, but for the signs that are not taken at all."""
    content = draw(contents())
    assert ADVICE.fields  # the shape that contents() follows
    heading = {**example.HEADING, "given_name": draw(LINE), "family_name": draw(LINE | st.none())}
    letterhead = Letterhead(name=one_line(draw(LINE)) or "A council", contact=one_line(draw(st.just("") | LINE)))
    kind = draw(st.sampled_from(Kind))
    return advice(content, kind=kind, heading=heading, letterhead=letterhead, draft=draw(st.booleans()))


def advice(content: dict[str, Any] | None = None, **changed: Any) -> Advice:
    """The worked example with something changed."""
    usual = example.advice(changed.pop("letterhead", Letterhead("Northmere Council")))
    fields = {name: getattr(usual, name) for name in usual.__slots__}
    return Advice(**{**fields, **({"content": content} if content is not None else {}), **changed})


def squeezed(texts: Iterable[str]) -> str:
    """The letters of texts, without white space and without what nobody sees."""
    whole = unicodedata.normalize("NFC", "".join(texts))
    return "".join(one for one in whole if not one.isspace() and not _unseen(one))


def _unseen(one: str) -> bool:
    return unicodedata.category(one) == "Cf" or "\ufe00" <= one <= "\ufe0f" or "\U000e0100" <= one <= "\U000e01ef"


def in_word(made: bytes) -> list[str]:
    """The texts of a Word document's body, in the order of reading."""
    body = docx.Document(io.BytesIO(made))
    found: list[str] = []
    for part in body.iter_inner_content():
        if isinstance(part, Table):
            found += [cell.text for row in part.rows for cell in row.cells]
        else:
            found.append(part.text)
    return found


class Page(HTMLParser):
    """What stands on a page of HTML: its texts within header, main and footer, its headings, ids and addresses."""

    def __init__(self, made: bytes) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(made.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        self.ids += [given["id"] or ""] if "id" in given else []
        if tag in ("h1", "h2", "h3", "h4"):
            self.levels.append(int(tag[1]))
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{tag} is closed before what it holds"

    def handle_data(self, data: str) -> None:
        if set(self.open) & {"header", "main", "footer"}:
            self.texts.append(data)


def tree(node: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """Every element of a PDF's structure with its name."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid["/S"]), kid
            yield from tree(kid)


def word_xml(made: bytes) -> str:
    """The body of a Word document as it is written."""
    return zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()


def edges(made: bytes, word: str) -> tuple[float, float]:
    """How far from the left, in points, the line with this word begins and ends, on the first page."""
    document = pypdfium2.PdfDocument(made)
    text = document[0].get_textpage()
    found = text.search(word).get_next()
    assert found, f"{word} is not there"
    middle = text.get_charbox(found[0])
    boxes = [text.get_charbox(n) for n in range(text.count_chars())]
    line = [box for box in boxes if box[1] < (middle[1] + middle[3]) / 2 < box[3]]
    return min(box[0] for box in line), max(box[2] for box in line)


LOGO = (AUTHORITIES / "northmere-logo.png").read_bytes()


def attribute(element: Any, name: str) -> Any:
    """An attribute of an element of a PDF's structure."""
    held = element.get("/A")
    every = held if isinstance(held, pikepdf.Array) else [held]
    return next((one[name] for one in every if one is not None and name in one), None)


def whole_pages(made: bytes) -> list[str]:
    """All that stands on each page of a PDF, with its head and foot."""
    document = pypdfium2.PdfDocument(made)
    return [page.get_textpage().get_text_range() for page in document]
