"""How does a piece of advice read as a page? Section by section, needs with what answers them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from models.advice import AdviceVersion
from web.forms.said import labelled
from web.words import day, plain
from workflow.advice import ADULTHOOD, H1, H2

Line = tuple[str, str]
TEXTS = (
    ("involvement", "Social care's involvement"),
    ("strengths", "What goes well"),
    ("awaits_assessment", "What this interim advice awaits"),
    ("steps_or_reasons", "The answer to the tribunal's recommendation"),
)
VIEWS = (
    ("person", "The child or young person"),
    ("family", "The family"),
    ("absent_because", "Why a view is missing"),
)
IMPACT = (("impact_on_person", "For the child or young person"), ("impact_on_family", "For the family"))
PROVISION = (
    ("provider", "Who provides it"),
    ("amount", "How much"),
    ("frequency", "How often"),
    ("duration", "For how long"),
    ("legal_basis", "Legal basis"),
    ("agreed_by", "Agreed by"),
)
DAYS = (("start_on", "From"), ("review_on", "Reviewed on"))


@dataclass(frozen=True, slots=True)
class Item:
    """A need, an outcome or a line of provision: its text, what belongs to it, and what it answers."""

    name: str
    text: str
    lines: tuple[Line, ...]
    links: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A piece of advice, as it is read."""

    texts: tuple[Line, ...]
    views: tuple[Line, ...]
    needs: tuple[Item, ...]
    no_needs: str
    outcomes: tuple[Item, ...]
    h1: tuple[Item, ...]
    h2: tuple[Item, ...]
    no_provision: str
    adulthood: tuple[Line, ...]
    signposting: tuple[Item, ...]
    sources: tuple[str, ...]


def read(one: AdviceVersion) -> Read:
    """An issued version, as it is read."""
    content = one.content
    provision = content.get("provision", [])
    return Read(
        texts=_lines(content, TEXTS),
        views=_lines(content.get("views", {}), VIEWS),
        needs=tuple(_need(n, need) for n, need in enumerate(content.get("needs", []), start=1)),
        no_needs=content.get("no_needs_because") or "",
        outcomes=tuple(_outcome(content, n, each) for n, each in enumerate(content.get("outcomes", []), start=1)),
        h1=tuple(_provision(content, each) for each in provision if each.get("section") == "H1"),
        h2=tuple(_provision(content, each) for each in provision if each.get("section") != "H1"),
        no_provision=content.get("no_provision_because") or "",
        adulthood=_lines(content.get("preparation_for_adulthood", {}), [(code, plain(code)) for code in ADULTHOOD]),
        signposting=tuple(_signpost(each) for each in content.get("signposting", [])),
        sources=tuple(_source(each) for each in one.sources),
    )


def _lines(said: Mapping[str, Any], parts: Iterable[Line]) -> tuple[Line, ...]:
    return tuple((label, str(said[code])) for code, label in parts if said.get(code))


def _need(number: int, need: Mapping[str, Any]) -> Item:
    domain = f": {plain(need['domain']).lower()}" if need.get("domain") else ""
    return Item(f"Need {number}{domain}", need.get("text") or "", _lines(need, IMPACT))


def _outcome(content: Mapping[str, Any], number: int, outcome: Mapping[str, Any]) -> Item:
    by = (("By", day(outcome["by"])),) if outcome.get("by") else ()
    return Item(f"Outcome {number}", outcome.get("text") or "", by, _answers(content, outcome))


def _provision(content: Mapping[str, Any], line: Mapping[str, Any]) -> Item:
    lists = {**H1, **H2}
    days = ((label, day(line[code])) for code, label in DAYS if line.get(code))
    paid = [("Paid as", "A direct payment")] if line.get("direct_payment") else []
    name = lists.get(line.get("category", ""), "Provision")
    return Item(name, line.get("what") or "", (*_lines(line, PROVISION), *days, *paid), _answers(content, line))


def _answers(content: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """Which need and which outcome an item answers, by their numbers on the page."""
    found = []
    for link, group in (("need", "needs"), ("outcome", "outcomes")):
        ids = [one["id"] for one in content.get(group, [])]
        if item.get(link) in ids:
            found.append(f"{link} {ids.index(item[link]) + 1}")
    return f"Answers {' and '.join(found)}" if found else ""


def _signpost(said: Mapping[str, Any]) -> Item:
    kept = said.get("service")
    kept = kept if isinstance(kept, Mapping) else {}
    name = said.get("name") or kept.get("name") or "A service in the community"
    return Item(name, said.get("what") or "", _lines(said, (("contact", "Contact"),)))


def _source(said: Mapping[str, Any]) -> str:
    """What the advice rests on: something read, somebody spoken to, an assessment."""
    on = f", {day(said['on'])}" if said.get("on") else ""
    if said.get("spoke_to"):
        who = labelled("record_contact", "informant_kind", said["spoke_to"])
        how = labelled("record_contact", "method", said.get("how")).lower()
        return f"Spoke to: {who}{on}{f' ({how})' if how else ''}"
    if said.get("assessed"):
        return f"Assessed: {labelled('plan_assessment', 'assessment_type', said['assessed'])}{on}"
    return f"Read: {said.get('read') or ''}{on}"
