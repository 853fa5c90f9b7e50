"""How is a paper drawn in HTML? One page that needs nothing else: no script, no font, no other address."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

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

SHEET = Path(__file__).with_name("paper.css")
NOTHING = Markup("")
PLACE = "STYLE"  # where the style sheet goes, before anything that was typed
P, ITEM, SAID = Markup("<p{}{}>{}</p>"), Markup("<li{}{}>{}</li>"), Markup("<dd{}{}>{}</dd>")
HEADINGS = {
    2: Markup('<h2 id="{}"{}>{}</h2>'),
    3: Markup('<h3 id="{}"{}>{}</h3>'),
}
TABLE = Markup(
    '<table role="table"><caption>{}</caption><thead role="rowgroup"><tr role="row">{}</tr></thead>'
    '<tbody role="rowgroup">{}</tbody></table>'
)
COLUMN = Markup('<th scope="col" role="columnheader">{}</th>')
ROW = Markup('<tr role="row"><th scope="row" role="rowheader"{}>{}</th>{}</tr>')
CELL = Markup('<td role="cell" data-column="{}"{}>{}</td>')
PAGE = Markup("""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>STYLE</style>
<title>{title}</title>
</head>
<body{kind}>
<a class="skip" href="#advice">Skip to the advice</a>
<header>{marked}{letterhead}</header>
<main id="advice">
<h1{dir}>{heading}</h1>
{blocks}
</main>
<footer>{contact}<p>{footer}</p></footer>
</body>
</html>
""")


@cache
def _sheet() -> str:
    return SHEET.read_text(encoding="utf-8")


def _style(paper: Paper) -> str:
    """The style sheet, with the authority's colour in it."""
    return f":root{{--brand:{paper.letterhead.colour}}}\n{_sheet()}"


def policy(paper: Paper) -> str:
    """The content security policy under which the page shows as it should, and can do nothing else."""
    style = b64encode(sha256(_style(paper).encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{style}'; img-src data:; base-uri 'none'; frame-ancestors 'none'"


def draw(paper: Paper) -> bytes:
    """The paper as a page of its own."""
    page = PAGE.format(
        title=f"{f'{paper.marked}: ' if paper.marked else ''}{paper.title}, {paper.footer}",
        kind=Markup(' class="large"') if paper.large else NOTHING,
        marked=Markup('<p class="marked">{}</p>').format(paper.marked) if paper.marked else NOTHING,
        letterhead=_letterhead(paper),
        dir=_dir(paper.title),
        heading=_runs(paper.title),
        blocks=Markup("\n").join(_block(block) for block in paper.blocks),
        footer=paper.footer,
        contact=_lines(P, paper.contact) if paper.contact else NOTHING,
    )
    return str(page).replace(PLACE, _style(paper), 1).encode()


def _letterhead(paper: Paper) -> Markup:
    logo = paper.letterhead.logo
    if logo is None:
        return Markup('<p class="name">{}</p>').format(paper.letterhead.name)
    source = f"data:{logo.media_type};base64,{b64encode(logo.content).decode()}"
    return Markup('<img class="logo" src="{}" alt="{}">').format(source, logo.alt)


def _dir(text: str) -> Markup:
    return Markup(' dir="rtl"') if direction(text) == RTL else NOTHING


def _runs(text: str) -> Markup:
    """The text with its language and direction marked wherever it is not English."""
    spans = (
        Markup('<span lang="{}" dir="{}">{}</span>').format(run.language, run.direction, run.text)
        if run.language
        else Markup("{}").format(run.text)
        for run in runs(text)
    )
    return NOTHING.join(spans)


def _lines(element: Markup, *texts: str, kind: str = "") -> Markup:
    """Each text in an element of its own."""
    named = Markup(' class="{}"').format(kind) if kind else NOTHING
    return NOTHING.join(element.format(named, _dir(text), _runs(text)) for text in texts)


def _block(block: Block) -> Markup:
    match block:
        case Heading():
            return HEADINGS[block.level].format(block.key, _dir(block.text), _runs(block.text))
        case Paragraph():
            return _lines(P, block.text, kind="quiet" if block.quiet else "")
        case Notice():
            return _lines(P, block.text, kind="notice")
        case Reference():
            return _lines(P, block.text, kind="reference")
        case Quotation():
            return Markup("<blockquote>{}</blockquote>").format(_lines(P, *block.texts))
        case Items():
            return Markup("<ul>{}</ul>").format(_lines(ITEM, *block.texts))
        case Details():
            row = Markup("<div><dt>{}</dt>{}</div>")
            rows = (row.format(_runs(name), _lines(SAID, *said)) for name, said in block.rows)
            return Markup('<dl class="{}">{}</dl>').format("card" if block.card else "plain", NOTHING.join(rows))
        case Table():
            return _table(block)


def _table(block: Table) -> Markup:
    """A table with a caption; every heading says of what it is the heading."""
    head = NOTHING.join(COLUMN.format(_runs(name)) for name in block.columns)
    rows = NOTHING.join(ROW.format(_dir(row[0]), _runs(row[0]), _cells(block, row)) for row in block.rows)
    return TABLE.format(_runs(block.caption), head, rows)


def _cells(block: Table, row: tuple[str, ...]) -> Markup:
    """The cells after the first; on a narrow screen each shows the name of its column."""
    named = zip(block.columns[1:], row[1:], strict=True)
    return NOTHING.join(CELL.format(name, _dir(said), _runs(said)) for name, said in named)
