"""What does whoever checks a draft fill in? The questions of issuing it and of returning it, on one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from web.desk.words import where
from web.forms.form import Field, Form, flat
from web.forms.typed import Typed, answers, rows
from workflow.asking.answering import Given
from workflow.facts import Facts
from workflow.history import ISSUES
from workflow.machine import questions_of
from workflow.receipts import receipts
from workflow.rights import rights
from workflow.rules.issue import found as found_in
from workflow.writing.checks import Finding, Severity
from workflow.writing.passages import worded

RETURNS, ANSWERS = "return_draft", "warnings_answered"
CHECKING, LATE = ("checklist", "grade", "review_comment"), ("late_reason", "late_explained")
ISSUING, RETURNING = ("safe_to_disclose", "issued_to"), ("return_reasons", "return_explained")
WITH_TWO_PARTS = ("needs", "outcomes", "provision", "signposting", "views", "preparation_for_adulthood")
ANSWER_IT = "Say why it is right as it stands, or return the draft."


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning, where the text that it speaks of is read, and the reviewer's answer to it."""

    finding: Finding
    where: str
    anchor: str
    name: str
    because: str
    error: str

    @property
    def id(self) -> str:
        """What an error summary links to."""
        return f"{self.name}.because".replace(".", "-")


@dataclass(frozen=True, slots=True)
class Shown:
    """The form: its fields by the part of the page where they stand, the stops, the warnings, and what is wrong."""

    checking: tuple[Field, ...]
    issuing: tuple[Field, ...]
    late: tuple[Field, ...]
    returning: tuple[Field, ...]
    note: tuple[Field, ...]
    stops: tuple[tuple[Finding, str, str], ...]
    warnings: tuple[Warned, ...]
    summary: Sequence[Mapping[str, str]]


def form_of(
    facts: Facts,
    typed: Typed,
    errors: Mapping[str, Sequence[str]],
    on: date,
    missing: Sequence[Mapping[str, str]] = (),
    *,
    late: bool,
) -> Shown:
    """The form as it is drawn, with what was typed into it. `missing`: what is wrong, and no field of it can mend."""
    form = Form(typed=typed, errors=errors)
    asked = {**questions_of(facts, ISSUES[-1]).by_code, **questions_of(facts, RETURNS).by_code}
    drawn = {code: form.fields([asked[code]]) for code in asked}
    parts = {
        name: tuple(field for code in codes for field in drawn[code])
        for name, codes in (("checking", CHECKING), ("issuing", ISSUING), ("late", LATE), ("returning", RETURNING))
    }
    parts["issuing"] = tuple(_with_names(one, facts, on) for one in parts["issuing"])
    parts["late"] = parts["late"] if late else ()
    found = found_in(facts, on)
    stops = tuple(_at(one, facts) for one in found if one.severity is Severity.STOP)
    warnings = tuple(_warned(facts, typed, errors, found))
    shown = [one for fields in (*parts.values(), drawn["note"]) for one in flat(fields)]
    known = {one.name: one for one in shown}
    summary = [*form.summary([*known.values()])] if not warnings else _summary(form, known, warnings)
    return Shown(**parts, note=drawn["note"], stops=stops, warnings=warnings, summary=[*missing, *summary])


def _summary(form: Form, known: Mapping[str, Field], warnings: Sequence[Warned]) -> list[dict[str, str]]:
    """Every error with a link: those of the warnings lead to their answers."""
    others = replace(form, errors={name: said for name, said in form.errors.items() if not name.startswith(ANSWERS)})
    left = [{"text": f"{one.where}: {one.error}", "href": f"#{one.id}"} for one in warnings if one.error]
    return [*others.summary([*known.values()]), *left]


def _with_names(one: Field, facts: Facts, on: date) -> Field:
    """Who else receives it: the people in the record, who had the version before, and those who may not be told."""
    if one.name != "issued_to":
        return one
    known, before = "; ".join(_known(facts, on)), "; ".join(_received_before(facts))
    told = (
        one.hint,
        known and f"In the record: {known}.",
        before and f"The version before went to: {before}.",
        *(f"Not to {who.who}: {who.why}" for who in rights(facts, on).blocked),
    )
    return replace(one, hint=" ".join(part for part in told if part))


def _known(facts: Facts, on: date) -> Iterator[str]:
    """The young person, from when they speak for themselves, and everybody in their life."""
    person = facts.person
    if person.speaks_for_themselves(on):
        name = " ".join(part for part in (person.given_name, person.family_name) if part)
        yield f"{name} (the young person themselves)" if name else "the young person themselves"
    yield from (f"{contact.name} ({contact.relationship.replace('_', ' ')})" for contact in person.contacts)


def _received_before(facts: Facts) -> Iterator[str]:
    """Who was sent the version before this one, each once; the SEND team has every version."""
    sent = (one.to for one in receipts(facts.history, facts.next_version - 1) if one.to != facts.requesting_team)
    yield from dict.fromkeys(sent)


def _warned(
    facts: Facts, typed: Typed, errors: Mapping[str, Sequence[str]], found: Sequence[Finding]
) -> Iterator[Warned]:
    said = {(row.get("check"), row.get("place")): str(row.get("because", "")) for row in rows(typed.get(ANSWERS))}
    left = [one for one in found if one.severity is Severity.WARN]
    for n, one in enumerate(left):
        name = f"{ANSWERS}.{n}"
        wrong = " ".join(errors.get(f"{name}.because", ()))
        finding, place, anchor = _at(one, facts)
        yield Warned(finding, place, anchor, name, said.get((one.check, one.place), ""), wrong)


def _at(one: Finding, facts: Facts) -> tuple[Finding, str, str]:
    """A finding, its place in words, and the id of the text where it is read."""
    steps = one.place.split(".")
    kept = steps[:2] if steps[0] in WITH_TWO_PARTS else steps[:1]
    anchor = "read-" + "-".join(kept) if facts.draft.content.get(steps[0]) else ""
    return one, _said(facts, one.place), anchor


def _said(facts: Facts, place: str) -> str:
    """A place in words, its item by the id that it has."""
    part, *rest = place.split(".")
    held = facts.draft.content.get(part)
    if rest and isinstance(held, list) and rest[0].isdigit() and int(rest[0]) < len(held):
        named = worded(facts.draft.content, f"{part}.{rest[0]}").rpartition(" ")[2]
        return where((part, named, *rest[1:]))
    return where((part, *rest))


def given_to(facts: Facts, action: str, typed: Typed) -> Given:
    """What was typed, as answers to the step: a warning that was not answered is no answer.

    A checklist that is not complete goes with no draft that is returned.
    """
    answered = [row for row in rows(typed.get(ANSWERS)) if str(row.get("because", "")).strip()]
    said = {**typed, ANSWERS: {str(n): row for n, row in enumerate(answered)}}
    asked = questions_of(facts, action)
    made = answers(asked.questions, said)
    if action == RETURNS and (checklist := made.get("checklist")):
        required = [item.code for item in asked.by_code["checklist"].items if item.required]
        if any(code not in checklist for code in required):
            del made["checklist"]
    return Given(made)


def unanswered(facts: Facts, typed: Typed, on: date) -> dict[str, list[str]]:
    """The warnings that stand without an answer, at the fields where it is typed."""
    warned = _warned(facts, typed, {}, found_in(facts, on))
    return {f"{one.name}.because": [ANSWER_IT] for one in warned if not one.because.strip()}
