"""What does a piece of advice say on paper, and in which order?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.papers import plan, words
from workflow.papers.blocks import Block, Details, Heading, Notice, Paper, Paragraph, Quotation, Reference, Table
from workflow.papers.changes import changed
from workflow.papers.characters import lines, one_line
from workflow.papers.letterhead import Letterhead
from workflow.states import Kind

DRAFT = "DRAFT"
KINDS = {
    Kind.FINAL: "This is the whole of our social care advice for the education, health and care (EHC) plan.",
    Kind.INTERIM: "This is interim advice. An assessment is still under way; when it is done we will add to this.",
    Kind.ADDENDUM: "This is an addendum. It completes the interim advice and takes its place.",
    Kind.AMENDED: "This is amended advice. It takes the place of the advice that we issued before.",
    Kind.TRIBUNAL_RESPONSE: "This is our answer to what the tribunal recommended about social care.",
}
PREVIEW = "This is a draft. It has not been checked and it is not advice: do not pass it on."


@dataclass(frozen=True, slots=True)
class Advice:
    """A piece of advice with all that its paper tells. `before`: the content that this version changes.

    `version` and `issued_on` of a draft are those that it would have if it were issued now.
    """

    reference: str
    version: int
    kind: Kind
    amends: int | None
    issued_on: date
    content: Mapping[str, Any]
    sources: tuple[Mapping[str, Any], ...]
    heading: Mapping[str, Any]
    letterhead: Letterhead
    before: Mapping[str, Any] | None = None
    draft: bool = False

    @property
    def name(self) -> str:
        """The name of the person."""
        return words.full_name(self.heading)

    @property
    def title(self) -> str:
        """What the paper is called."""
        return f"{words.TITLE[self.kind]} for {self.name}"

    @property
    def section_k(self) -> str:
        """The line by which the plan's Section K lists it."""
        said = (self.reference, self.version, self.kind, self.issued_on)
        return words.section_k(*said, self.heading, self.letterhead.name)


def paper(advice: Advice) -> Paper:
    """A piece of advice as a paper."""
    return Paper(
        title=advice.title,
        author=words.signed(advice.heading["author"]) or advice.letterhead.name,
        issued_on=advice.issued_on,
        reference=advice.reference,
        version="draft" if advice.draft else f"version {advice.version}",
        letterhead=advice.letterhead,
        blocks=tuple(_blocks(advice)),
        marked=DRAFT if advice.draft else "",
        variables=_variables(advice),
    )


def _variables(advice: Advice) -> Mapping[str, str]:
    """What a council's own template may name (docs/papers.md)."""
    head = advice.heading
    return {
        "title": advice.title,
        "name": advice.name,
        "date_of_birth": words.day(head["date_of_birth"]),
        "school_year": words.school_year(head),
        "authority": advice.letterhead.name,
        "contact": advice.letterhead.contact,
        "reference": advice.reference,
        "version": str(advice.version),
        "day": words.day(advice.issued_on),
        "author": words.signed(head["author"]),
        "reviewer": words.signed(head["reviewer"]),
        "section_k": advice.section_k,
        "draft": DRAFT if advice.draft else "",
    }


def _blocks(advice: Advice) -> Iterator[Block]:
    content = advice.content
    yield Notice(_what_it_is(advice))
    yield from _about(advice)
    yield from changed(advice.before, content, advice.heading["because"])
    yield from _told("Our answer to the tribunal", "answer", content.get("steps_or_reasons"))
    yield from _told("What this advice waits for", "waits", content.get("awaits_assessment"))
    yield from _views(advice)
    yield from _told("Strengths", "strengths", content.get("strengths"))
    yield from _told("Social care's involvement", "involvement", content.get("involvement"))
    yield from plan.needs(content, words.first_name(advice.heading), draft=advice.draft)
    yield from plan.outcomes(content)
    yield from plan.provision(content)
    yield from _adulthood(content)
    yield from _community(content)
    yield from _rests_on(advice)
    if not advice.draft:
        yield from _signed(advice)


def _what_it_is(advice: Advice) -> str:
    """The kind in plain words; which version it takes the place of."""
    if advice.draft:
        return f"{PREVIEW} If issued, it will be: {_small(words.TITLE[advice.kind])}."
    earlier = f" That was version {advice.amends}; what has changed is said below." if advice.before is not None else ""
    return f"{KINDS[advice.kind]}{earlier}"


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _about(advice: Advice) -> Iterator[Block]:
    head = advice.heading
    rows = (
        ("Name", advice.name),
        ("Date of birth", words.day(head["date_of_birth"])),
        ("School year", words.school_year(head)),
        ("Asked for because of", words.chosen("request_advice", "reason", head["reason"]) if head["reason"] else ""),
        ("Written by", words.signed(head["author"])),
        ("Draft as of" if advice.draft else "Issued on", words.day(advice.issued_on)),
        ("Reference", f"{advice.reference}, {'draft' if advice.draft else f'version {advice.version}'}"),
    )
    yield Heading(2, "About this advice", "about")
    yield Details(tuple((name, (said,)) for name, said in rows if said))


def _told(title: str, key: str, text: str | None) -> Iterator[Block]:
    """A section of plain paragraphs; nothing where nothing was written."""
    if said := lines(text):
        yield Heading(2, title, key)
        yield from (Paragraph(line) for line in said)


def _views(advice: Advice) -> Iterator[Block]:
    views = advice.content.get("views", {})
    parts = (
        (f"What {words.first_name(advice.heading)} told us", "person"),
        ("What parents or carers told us", "family"),
        ("Whose views are not here, and why", "absent_because"),
    )
    if any(lines(views.get(code)) for _, code in parts):
        yield Heading(2, "Views, wishes and feelings", "views")
    for title, code in parts:
        said = lines(views.get(code))
        if said:
            yield Heading(3, title, f"views-{code.replace('_', '-')}")
            yield from (Paragraph(line) for line in said) if code == "absent_because" else (Quotation(said),)


def _adulthood(content: Mapping[str, Any]) -> Iterator[Block]:
    written = content.get("preparation_for_adulthood") or {}
    told = ((name, lines(written.get(code))) for code, name in words.ADULTHOOD.items())
    rows = tuple((name, said) for name, said in told if said)
    if rows:
        yield Heading(2, "Preparing for adulthood", "adulthood")
        yield Details(rows)


def _community(content: Mapping[str, Any]) -> Iterator[Block]:
    services = content.get("signposting") or []
    rows = tuple(tuple(one_line(one.get(part)) for part in ("name", "what", "contact")) for one in services)
    if any(any(row) for row in rows):
        yield Heading(2, "Services in the community", "community")
        yield Paragraph("These are for information. They are not provision, and the plan does not promise them.")
        yield Table("Services in the community", ("Service", "What it is", "Contact"), rows, (3, 5, 3))


def _rests_on(advice: Advice) -> Iterator[Block]:
    read = [(one_line(one["read"]), words.day(one.get("on"))) for one in advice.sources if "read" in one]
    spoken = [
        (
            words.chosen("record_contact", "informant_kind", one["spoke_to"]),
            words.day(one.get("on")),
            words.chosen("record_contact", "method", one["how"]) if one.get("how") else "",
        )
        for one in advice.sources
        if "spoke_to" in one
    ]
    assessed = advice.heading["assessment"]
    if read or spoken or assessed:
        yield Heading(2, "What this advice rests on", "rests-on")
    if read:
        yield Table("What we read", ("Document", "Read on"), tuple(read), (7, 3))
    if spoken:
        yield Table("Whom we spoke to", ("Who", "When", "How"), tuple(spoken), (4, 3, 3))
    if assessed:
        done = f", completed on {words.day(assessed['completed_on'])}" if assessed["completed_on"] else ""
        kind = words.chosen("plan_assessment", "assessment_type", assessed["assessment_type"] or "An assessment")
        yield Paragraph(f"{kind}{done}.")


def _signed(advice: Advice) -> Iterator[Block]:
    head = advice.heading
    rows = (
        ("Written by", words.signed(head["author"])),
        ("Checked by", words.signed(head["reviewer"])),
        ("For", advice.letterhead.name),
        ("Issued on", words.day(advice.issued_on)),
    )
    yield Heading(2, "Who wrote and checked it", "signed")
    yield Details(tuple((name, (said,)) for name, said in rows if said))
    yield Heading(2, "For Section K of the plan", "section-k")
    yield Paragraph("Copy this line into the plan's list of advice and information.", quiet=True)
    yield Reference(advice.section_k)
