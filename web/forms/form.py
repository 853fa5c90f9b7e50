"""How is a question set drawn as a form? One mechanism for every step: fields, what was typed, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from web.forms.faults import in_words, under
from web.forms.typed import DATE, NO, YES, rows
from workflow.asking.questions import Option, Question

MOST_RADIOS = 8  # more options than these are chosen from a list
NUMBERS = ("integer", "decimal")
YES_OR_NO = (Option(YES, "Yes"), Option(NO, "No"))
MISSING = "Answer this"  # ... and then the question
FORMERLY = "formerly"  # carried along, and never asked: who is in a row stays so, whatever name is typed over theirs
NOTE = "note"  # asked at the end of every step; most have nothing to say there
BY_NUMBER = " (1 is the first)"  # said where a number is typed; a list to choose from shows the numbers
CHOSEN = {"lead_professional": "Who is the lead professional, if you know?"}  # by name, not by e-mail address


@dataclass(frozen=True, slots=True)
class Names:
    """What a form offers to choose from beside a question's own options: teams, people, informants, methods.

    `own`: what the question of a code offers, where that is not all teams or all people.
    """

    teams: tuple[Option, ...] = ()
    people: tuple[Option, ...] = ()
    informants: tuple[Option, ...] = ()
    methods: tuple[Option, ...] = ()
    own: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """One field as it is drawn. `kind` names the macro; `inner` are the fields of a group or of provenance."""

    kind: str
    name: str
    label: str
    hint: str = ""
    law: str = ""
    value: Any = ""
    error: str = ""
    options: tuple[Option, ...] = ()
    inner: tuple[Field, ...] = ()
    rows: tuple[tuple[Field, ...], ...] = ()
    required: bool = False
    limit: int | None = None
    short: bool = False
    shown_when: tuple[str, tuple[Any, ...]] | None = None

    @property
    def id(self) -> str:
        """The id of what is drawn."""
        return self.name.replace(".", "-")

    @property
    def leads_to(self) -> str:
        """What an error summary links to: the first thing in it that can be filled in, so that it takes the focus."""
        if self.kind == "date":
            return f"{self.id}-{DATE[0]}"
        inside = self.inner if self.kind == "group" else self.rows[0] if self.rows else ()
        return inside[0].leads_to if inside else self.id


@dataclass(frozen=True, slots=True)
class Form:
    """A form: what was typed so far, and what is wrong with it."""

    names: Names = Names()
    typed: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def fields(self, questions: Sequence[Question], under: str = "", typed: Any = None) -> tuple[Field, ...]:
        """The fields of these questions, under the name of the group that they stand in."""
        said = self.typed if typed is None else typed
        said = said if isinstance(said, Mapping) else {}
        shown = (one for one in questions if not one.filled_in and not self._is_idle(one))
        return tuple(self._field(one, f"{under}{one.code}", said.get(one.code)) for one in shown)

    def _is_idle(self, question: Question) -> bool:
        """Whether a question has nothing to choose from, and need not be answered."""
        return not question.required and self.names.own.get(question.code) == ()

    def _field(self, question: Question, name: str, typed: Any) -> Field:
        if question.may_go_unasked:
            return self._told(question, name, typed if isinstance(typed, Mapping) else {"value": typed})
        if question.type == "group":
            return self._group(question, name, typed)
        if question.repeats and question.type not in ("choice",):
            return self._several(question, name, typed)
        return self._plain(question, name, typed)

    def _plain(self, question: Question, name: str, typed: Any) -> Field:
        options = self._options(question)
        return Field(
            kind=_kind(question, options),
            name=name,
            label=_label(question, options),
            hint=question.help,
            law=question.source,
            value=typed if typed is not None else "",
            error=self._error(name, typed),
            options=options,
            required=question.required,
            limit=question.limit,
            short=question.type in NUMBERS,
            shown_when=question.shown_when,
        )

    def _group(self, question: Question, name: str, typed: Any) -> Field:
        base = self._plain(question, name, None)
        if not question.repeats:
            return replace(base, kind="group", inner=self.fields(question.items, f"{name}.", typed or {}))
        each = rows(typed) or [{}]
        drawn = tuple(self.fields(question.items, f"{name}.{n}.", row) for n, row in enumerate(each))
        return replace(base, kind="rows", rows=drawn)

    def _several(self, question: Question, name: str, typed: Any) -> Field:
        """Texts of which there may be several: one field each, and one more."""
        texts = [row.get("", "") for row in rows(typed)] or [""]
        one = self._plain(question, name, None)
        drawn = tuple((replace(one, name=f"{name}.{n}", value=text, hint="", law=""),) for n, text in enumerate(texts))
        return replace(one, kind="rows", rows=drawn)

    def _told(self, question: Question, name: str, typed: Mapping[str, Any]) -> Field:
        """A question that may go unasked: the answer, who gave it, when and how; or why it was not asked."""
        answer = self._plain(question, f"{name}.value", typed.get("value"))
        who = Field("select", f"{name}.informant", "Who told you?", value=typed.get("informant", ""))
        how = Field("select", f"{name}.method", "How?", value=typed.get("method", ""))
        inner = (
            replace(who, options=self.names.informants),
            Field("date", f"{name}.asked_on", "On what day?", value=_day_begun(typed.get("asked_on"))),
            replace(how, options=self.names.methods),
            Field(
                "input",
                f"{name}.not_asked_because",
                "If it was not asked: why not?",
                value=typed.get("not_asked_because", ""),
            ),
        )
        return replace(answer, kind="told", inner=inner, error=self._error(name, typed.get("asked_on")))

    def _error(self, name: str, typed: Any) -> str:
        """What is wrong with an answer, beside its question: that need not be said once more, as in the summary."""
        said = self.errors.get(name, ())
        return " ".join(
            f"{one.partition(': ')[0]}." if one.startswith(MISSING) else in_words(one, typed) for one in said
        )

    def _options(self, question: Question) -> tuple[Option, ...]:
        if question.code in self.names.own:
            return self.names.own[question.code]
        if question.names in ("team", "person"):
            return self.names.teams if question.names == "team" else self.names.people
        return YES_OR_NO if question.type == "boolean" else question.options

    def summary(self, fields: Sequence[Field]) -> list[dict[str, str]]:
        """Every error with a link to its field; one that belongs to no field leads to the first of the form."""
        drawn = {one.name.removesuffix(".value"): one for one in flat(fields)}
        known = {name: one.leads_to for name, one in drawn.items()}
        top = next(iter(known.values()), "form")
        first = {name: known.get(name) or _nearest(name, known) or top for name in self.errors}
        return [
            {"text": told(said, drawn.get(name)), "href": f"#{first[name]}"}
            for name, messages in self.errors.items()
            for said in messages
        ]


def told(said: str, one: Field | None) -> str:
    """What is wrong with an answer, as a list of errors tells it: with its question."""
    if one is None:
        return said
    asked_on = next((inner.value for inner in one.inner if one.kind == "told" and inner.kind == "date"), None)
    return under(one.label, said, one.value if asked_on is None else asked_on)


def choices(one: Field, blank: bool = False) -> list[dict[str, Any]]:
    """The options of a field as its macro takes them, with what was chosen; a list to choose from may stay empty."""
    chosen = one.value if isinstance(one.value, list) else [one.value]
    made = [
        {
            "value": option.code,
            "text": option.label,
            "checked": option.code in chosen,
            "selected": option.code in chosen,
        }
        for option in one.options
    ]
    return [{"value": "", "text": "Choose"}, *made] if blank else made


def _day_begun(typed: Any) -> Any:
    """A day of which any part was typed; else nothing."""
    return typed if isinstance(typed, Mapping) and any(typed.values()) else {}


def date_parts(one: Field) -> list[dict[str, Any]]:
    """The three fields of a date, with what was typed into each."""
    typed = one.value if isinstance(one.value, Mapping) else {}
    wrong = " govuk-input--error" if one.error else ""
    return [
        {
            "id": f"{one.id}-{part}",
            "name": f"{one.name}.{part}",
            "label": part.capitalize(),
            "value": typed.get(part, ""),
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}{wrong}",
        }
        for part in DATE
    ]


def _nearest(name: str, known: Mapping[str, str]) -> str:
    """The field that an error of one of its parts belongs to; nothing where there is none."""
    while "." in name:
        name = name.rpartition(".")[0]
        if name in known:
            return known[name]
    return ""


def flat(fields: Sequence[Field]) -> Iterator[Field]:
    """Every field at any depth, in reading order."""
    for one in fields:
        yield one
        yield from flat(one.inner)
        for row in one.rows:
            yield from flat(row)


def _label(question: Question, options: tuple[Option, ...]) -> str:
    """A question as a page asks it: otherwise where the answer is chosen, and saying so where it may be left out."""
    text = CHOSEN.get(question.code, question.text.replace(BY_NUMBER, "")) if options else question.text
    return f"{text} (optional)" if question.code == NOTE and not question.required else text


def _kind(question: Question, options: tuple[Option, ...]) -> str:
    if question.type == "choice" and question.repeats:
        return "checkboxes"
    many = question.type in ("string", "integer") or (question.type == "choice" and len(options) > MOST_RADIOS)
    if options and many:
        return "select"
    kinds = {"choice": "radios", "boolean": "radios", "date": "date", "text": "textarea"}
    return "hidden" if question.code == FORMERLY else kinds.get(question.type, "input")
