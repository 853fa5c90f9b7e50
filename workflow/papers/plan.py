"""How do the sections of an EHC plan stand on paper: D the needs, E the outcomes, H1 and H2 the provision?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.advice import H1, H2
from workflow.papers import words
from workflow.papers.blocks import Block, Details, Heading, Paragraph, Table
from workflow.papers.characters import lines, one_line

SECTIONS = {
    "H1": (
        "Section H1: provision that must be made",
        "Provision for someone under 18 that section 2 of the Chronically Sick and Disabled Persons Act 1970 requires.",
    ),
    "H2": (
        "Section H2: other social care provision",
        "Any other social care provision that the learning difficulties or disabilities reasonably require.",
    ),
    None: ("Provision whose section is not yet chosen", "It has to stand in section H1 or H2."),
}
CONFIRMED = ("relates_to_sen_or_disability", "requires_local_authority")
NOT_CONFIRMED = "Not confirmed yet: that it relates to the SEN or disability, and needs the local authority."
Item = Mapping[str, Any]


def needs(content: Mapping[str, Any], name: str, *, draft: bool) -> Iterator[Block]:
    """Section D: each need, and what it means for the person and the family; or why there is none."""
    yield Heading(2, "Section D: social care needs", "section-d")
    for n, need in enumerate(content.get("needs", []), 1):
        domain = words.DOMAINS.get(need.get("domain", ""))
        yield Heading(3, f"Need {n}: {domain[:1].lower()}{domain[1:]}" if domain else f"Need {n}", f"need-{n}")
        yield from (Paragraph(line) for line in lines(need.get("text")))
        impact = (
            (f"What it means for {name}", lines(need.get("impact_on_person"))),
            ("What it means for the family", lines(need.get("impact_on_family"))),
        )
        rows = tuple((title, said) for title, said in impact if said)
        yield from (Details(rows),) if rows else ()
        if draft and not all(need.get(code) for code in CONFIRMED):
            yield Paragraph(NOT_CONFIRMED, quiet=True)
    yield from _because("No needs require the local authority, because:", content.get("no_needs_because"))
    if not content.get("needs") and not content.get("no_needs_because"):
        yield Paragraph("No needs are stated here.")


def outcomes(content: Mapping[str, Any]) -> Iterator[Block]:
    """Section E: what is to be reached, by when, and for which need."""
    wanted, numbered = content.get("outcomes", []), _numbers(content.get("needs", []))
    if not wanted:
        return
    yield Heading(2, "Section E: outcomes", "section-e")
    rows = tuple(
        (
            f"Outcome {n}",
            one_line(one.get("text")),
            words.day(one.get("by")),
            f"Need {numbered[one['need']]}" if one.get("need") in numbered else "",
        )
        for n, one in enumerate(wanted, 1)
    )
    yield Table("Outcomes", ("Outcome", "What we want to see", "By", "Answers"), rows, (4, 11, 4, 3))


def provision(content: Mapping[str, Any]) -> Iterator[Block]:
    """Sections H1 and H2, one card a line; or why none is needed."""
    all_of = content.get("provision", [])
    for section, (title, meaning) in SECTIONS.items():
        mine = [line for line in all_of if line.get("section") == section]
        if mine:
            key = f"section-{(section or 'none').lower()}"
            yield Heading(2, title, key)
            yield Paragraph(meaning, quiet=True)
            for n, line in enumerate(mine, 1):
                yield from _line(f"{section or 'Line'}, {n}", f"{key}-{n}", line, content)
    if all_of:
        yield from _because("What we do not provide, and why:", content.get("no_provision_because"))
        return
    yield Heading(2, "Section H: social care provision", "section-h")
    yield from _because("No provision is needed, because:", content.get("no_provision_because"))
    if not content.get("no_provision_because"):
        yield Paragraph("No provision is stated here.")


def _because(sentence: str, reason: str | None) -> Iterator[Block]:
    if said := lines(reason):
        yield Paragraph(sentence)
        yield from (Paragraph(line) for line in said)


def _line(number: str, key: str, line: Item, content: Mapping[str, Any]) -> Iterator[Block]:
    """One line of provision with everything that belongs to it."""
    kind = {**H1, **H2}.get(line.get("category", ""))
    yield Heading(3, f"{number}: {kind[:1].lower()}{kind[1:]}" if kind else number, key)
    rows: Sequence[tuple[str, tuple[str, ...]]] = (
        ("What", lines(line.get("what"))),
        ("Who provides it", lines(line.get("provider"))),
        ("How much", lines(line.get("amount"))),
        ("How often", lines(line.get("frequency"))),
        ("For how long", lines(line.get("duration"))),
        ("From", lines(words.day(line.get("start_on")))),
        ("Reviewed on", lines(words.day(line.get("review_on")))),
        ("Direct payment", _yes_or_no(line.get("direct_payment"), "Yes, it can be a direct payment", "No")),
        ("In place", _yes_or_no(line.get("existing"), "Already in place", "New")),
        ("Answers", lines(_answers(line, content))),
        ("Legal basis", lines(line.get("legal_basis"))),
        ("Agreed by", lines(line.get("agreed_by"))),
    )
    told = tuple((name, said) for name, said in rows if said)
    yield Details(told, card=True) if told else Paragraph("Nothing more is said of it yet.")


def _yes_or_no(said: bool | None, yes: str, no: str) -> tuple[str, ...]:
    return () if said is None else (yes if said else no,)


def _answers(line: Item, content: Mapping[str, Any]) -> str:
    """The need and the outcome that a line of provision answers, by their numbers."""
    parts = (("need", "needs", "need"), ("outcome", "outcomes", "outcome"))
    named = [
        f"{word} {numbers[line[link]]}"
        for link, kind, word in parts
        if line.get(link) in (numbers := _numbers(content.get(kind, [])))
    ]
    text = " and ".join(named)
    return text[:1].upper() + text[1:]


def _numbers(items: Sequence[Item]) -> Mapping[str, int]:
    """The number on paper of each item, by its id."""
    return {one["id"]: n for n, one in enumerate(items, 1)}
