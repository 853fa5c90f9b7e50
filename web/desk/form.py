"""How is a draft drawn on the writing desk? Its sections with what was typed, and each finding beside its own field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from web.desk.questions import EVERYTHING, FIRST_TEXT, LISTS, SECTIONS, Section, options_named
from web.desk.told import Entry
from web.forms.faults import in_words
from web.forms.form import Field, Form, flat
from web.forms.typed import Typed, answers, pairs, rows, typed_of
from workflow.advice import H1, H2, sections_open
from workflow.asking.questions import Option, Question
from workflow.facts import Facts
from workflow.states import Kind
from workflow.writing.checks import Finding, Severity
from workflow.writing.joining import LINKED
from workflow.writing.passages import leaves, said

CHOSEN = ("need", "outcome", "domain")  # from a list, however short
OF_A_KIND = {"awaits_assessment": Kind.INTERIM, "steps_or_reasons": Kind.TRIBUNAL_RESPONSE}
IN_FULL = ("needs", "outcomes", "provision")  # what the short form of "nothing is needed" leaves out
FOUND = "found-"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: where it stands, what it is called, its fields, and who points to it if it shall go."""

    place: str
    name: str
    fields: tuple[Field, ...]
    pointing: Sequence[str] = ()

    @property
    def id(self) -> str:
        """What links lead to."""
        return self.place.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A section as it is drawn: its fields or its items, and what the record says beside it, by where it is carried."""

    section: Section
    fields: tuple[Field, ...] = ()
    items: tuple[Item, ...] = ()
    beside: tuple[tuple[str, Sequence[Entry]], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A draft as the page shows it: what was typed, what is wrong with it, what was found in it."""

    typed: Typed
    drawn: tuple[Drawn, ...]
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def named(self) -> dict[str, Field]:
        """Every field that is drawn, by its name."""
        shown = (one for part in self.drawn for one in (*part.fields, *(f for item in part.items for f in item.fields)))
        return {one.name: one for one in flat(tuple(shown)) if one.kind not in ("group", "hidden")}

    @property
    def places(self) -> dict[str, str]:
        """Every place beside which something can be said, and the id that a link to it leads to."""
        made = {part.section.key: f"section-{part.section.key}" for part in self.drawn}
        made |= {item.place: item.id for part in self.drawn for item in part.items}
        return made | {name: (f"{one.id}-day" if one.kind == "date" else one.id) for name, one in self.named.items()}

    @property
    def found(self) -> dict[str, list[Finding]]:
        """The findings by the place beside which they are shown: their own, or the nearest around it."""
        made: dict[str, list[Finding]] = {}
        known = self.places
        for one in self.findings:
            made.setdefault(nearest(one.place, known), []).append(one)
        return made

    @property
    def counts(self) -> list[tuple[Severity, int, list[tuple[Finding, str]]]]:
        """Stops and warnings: how many, and each with the id that its link leads to."""
        known = self.places
        each = [(one, known.get(nearest(one.place, known), "found-found")) for one in self.findings]
        kinds = ((kind, [pair for pair in each if pair[0].severity is kind]) for kind in Severity)
        return [(kind, len(found), found) for kind, found in kinds]

    @property
    def summary(self) -> list[dict[str, str]]:
        """What is wrong with what was typed, each linked to its field."""
        known, named = self.places, self.named
        made = []
        for place, messages in self.errors.items():
            at = nearest(place, known)
            label = f"{named[at].label.rstrip('?')}: " if at in named else ""
            said = (in_words(one, named[at].value) if at in named else one for one in messages)
            made += [{"text": f"{label}{one}", "href": f"#{known.get(at, 'form')}"} for one in said]
        return made

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What was typed and is not drawn: it is sent along, so that nothing is lost."""
        drawn = {question.code for part in self.drawn for question in part.section.asks}
        content = {question.code for question in EVERYTHING} - drawn
        return list(pairs({code: self.typed[code] for code in content if code in self.typed}))


def nearest(place: str, known: Iterable[str]) -> str:
    """The place, or the nearest around it that is known; nothing where none is."""
    while place and place not in known:
        place = place.rpartition(".")[0]
    return place


def content_of(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The draft that was typed, as the API takes it."""
    content = answers(EVERYTHING, typed)
    for one in content.get("signposting", []):
        if taken := one.pop("taken", None):
            one["service"] = taken
    standing = [place for place, _ in leaves(said(content))]
    carried = [one for one in content.pop("carried", []) if _stands(str(one.get("place")), standing)]
    return {**content, "carried": carried} if carried else content


def _stands(place: str, standing: Sequence[str]) -> bool:
    """Whether anything stands at the place into which a text was carried."""
    return any(one == place or one.startswith(f"{place}.") for one in standing)


def typed_content(content: Mapping[str, Any]) -> Typed:
    """A draft as it would have been typed."""
    return typed_of(EVERYTHING, content)


def sections(facts: Facts, typed: Mapping[str, Any], on: date, *, short: bool) -> tuple[Section, ...]:
    """The sections that this draft has: by its kind, the person's year, and what is written already."""
    return tuple(one for one in SECTIONS if _is_due(one, facts, on, short) or _is_written(one, typed, short))


def _is_due(one: Section, facts: Facts, on: date, short: bool) -> bool:
    if one.key in OF_A_KIND:
        return facts.kind_ruling is OF_A_KIND[one.key] or facts.kind is OF_A_KIND[one.key]
    if one.key == "preparation_for_adulthood":
        return facts.person.prepares_for_adulthood(on)
    tribunal = facts.kind_ruling is Kind.TRIBUNAL_RESPONSE
    return not (one.key in (*IN_FULL, "reasons") and tribunal) and not (short and one.key in IN_FULL)


def _is_written(one: Section, typed: Mapping[str, Any], short: bool) -> bool:
    return not (short and one.key in IN_FULL) and any(typed.get(question.code) for question in one.asks)


def draw(
    facts: Facts,
    typed: Typed,
    on: date,
    beside: Mapping[str, Sequence[Entry]],
    *,
    short: bool = False,
    errors: Mapping[str, Sequence[str]] | None = None,
    findings: tuple[Finding, ...] = (),
    pointing: tuple[str, Sequence[str]] = ("", ()),
) -> Sheet:
    """The draft as it is drawn. `pointing`: an item that shall go, and who points to it."""
    form = Form(typed=typed, errors=errors or {})
    made = []
    for one in sections(facts, typed, on, short=short):
        told = tuple((place, beside[place]) for place in one.beside if beside.get(place))
        if one.item:
            items = tuple(_items(form, one, typed, sections_open(facts.person.age(on)), pointing))
            made.append(Drawn(one, items=items, beside=told))
        else:
            fields = form.fields(one.asks)
            made.append(Drawn(one, fields[0].inner if fields[0].kind == "group" else fields, beside=told))
    return Sheet(typed, tuple(made), errors or {}, findings)


def _items(
    form: Form, section: Section, typed: Typed, opened: Sequence[str], pointing: tuple[str, Sequence[str]]
) -> Iterator[Item]:
    asks = tuple(_asked(question, typed) for question in section.asks[0].items)
    for n, row in enumerate(rows(typed.get(section.key))):
        place = f"{section.key}.{n}"
        drawn = tuple(_drawn(one, opened) for one in form.fields(asks, f"{place}.", row))
        name = f"{section.item} {row.get('id') or n + 1}"
        yield Item(place, name, drawn, pointing[1] if pointing[0] == place else ())


def _asked(question: Question, typed: Typed) -> Question:
    """A question of an item, with the other items that it may be linked to."""
    if question.code not in LINKED:
        return question
    part = LINKED[question.code]
    return replace(question, options=options_named(rows(typed.get(part)), FIRST_TEXT[part]))


def _drawn(one: Field, opened: Sequence[str]) -> Field:
    """A field of an item, as the desk draws it."""
    code = one.name.rpartition(".")[2]
    if code in ("id", "taken") or one.kind == "group":
        return replace(one, kind="hidden")
    if code in CHOSEN:
        return replace(one, kind="select")
    if code == "category":
        return replace(one, kind="grouped")
    if code == "section":
        return _section(one, opened)
    return one


def _section(one: Field, opened: Sequence[str]) -> Field:
    """The sections that are open for the person's age, and the one that was chosen; a single one needs no choice."""
    options = tuple(option for option in one.options if option.code in opened or option.code == one.value)
    if len(options) == 1:
        return replace(one, kind="only", options=options, value=options[0].code)
    return replace(one, options=options)


def kinds_of_provision(opened: Sequence[str]) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """The kinds of provision as they are listed: those of section H1's closed list, and the others."""
    first = "Section H1: the closed list" if "H1" in opened else "Of the 1970 Act (section H2 from 18)"
    listed = ((first, H1), ("Section H2: other social care provision", H2))
    return tuple((title, tuple(Option(*one) for one in kinds.items())) for title, kinds in listed)


def is_short(typed: Mapping[str, Any]) -> bool:
    """Whether the draft says that nothing is needed, and nothing else."""
    reasons = typed.get("no_needs_because") or typed.get("no_provision_because")
    return bool(reasons) and not any(rows(typed.get(part)) for part in LISTS if part in IN_FULL)


def kept_services(content: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """What the directory said of each service that the draft names, by its id."""
    services = (one.get("service") for one in content.get("signposting", ()))
    return {one["id"]: one for one in services if isinstance(one, Mapping)}
