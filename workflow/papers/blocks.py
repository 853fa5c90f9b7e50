"""Of what is a paper made? A small vocabulary that HTML, Word and PDF are all drawn from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from workflow.papers.letterhead import Letterhead


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title; `key` names it within the paper."""

    level: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `quiet` for what explains rather than says."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said or wrote, set apart from what we say."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list, one idea a line."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Details:
    """Names with what they stand for, one below the other; `card`: one thing with all that belongs to it."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    card: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a row of headings; the first cell of each row heads it. `widths`: their shares."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What has to be known before all else."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The line that the plan's Section K takes over word for word."""

    text: str


Block = Heading | Paragraph | Quotation | Items | Details | Table | Notice | Reference


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `variables`: what a council's own template may name.

    `marked`, such as DRAFT, stands on every page; `large`: set in large letters, on one page.
    """

    title: str
    author: str
    issued_on: date
    reference: str
    version: str
    letterhead: Letterhead
    blocks: tuple[Block, ...]
    marked: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    large: bool = False

    @property
    def contact(self) -> str:
        """The authority's contact line at the end; a large paper says whom to ask in its own words."""
        return "" if self.large else self.letterhead.contact

    @property
    def footer(self) -> str:
        """What stands at the foot of every page, before its number."""
        return f"{self.reference}, {self.version}"


def texts(paper: Paper) -> Iterator[str]:
    """Every text of a paper in the order of reading, once each; but for what stands on every page of it."""
    yield from ((paper.letterhead.name,) if paper.letterhead.logo is None else ())
    yield paper.title
    for block in paper.blocks:
        yield from texts_of(block)
    yield from ((paper.contact,) if paper.contact else ())


def texts_of(block: Block) -> Iterator[str]:
    """The texts of one block in the order of reading."""
    match block:
        case Quotation() | Items():
            yield from block.texts
        case Details():
            for name, said in block.rows:
                yield from (name, *said)
        case Table():
            yield from (block.caption, *block.columns)
            for row in block.rows:
                yield from row
        case _:
            yield block.text
