"""What was typed into a form, and which answers is it? Kept as typed, so that a refusal loses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from workflow.asking.questions import Question

Typed = dict[str, Any]
PROVENANCE = ("informant", "asked_on", "method", "not_asked_because")
DATE = ("day", "month", "year")
YES, NO = "yes", "no"
MOST_PARTS = 8  # of a name: what our forms have is shallower


def nested(pairs: Iterable[tuple[str, str]]) -> Typed:
    """The fields of a form by the parts of their names: person.contacts.0.name. Several of one name are a list."""
    made: Typed = {}
    for name, text in pairs:
        *way, last = name.split(".")[:MOST_PARTS]
        at: Typed = made
        for step in way:
            inner = at.setdefault(step, {})
            at = inner if isinstance(inner, dict) else at
        before = at.get(last)
        at[last] = text if before is None else [*(before if isinstance(before, list) else [before]), text]
    return made


def pairs(typed: Any, under: str = "") -> Iterator[tuple[str, str]]:
    """The fields of a form by their whole names: the reverse of `nested`."""
    if isinstance(typed, Mapping):
        for part, inner in typed.items():
            yield from pairs(inner, f"{under}.{part}" if under else str(part))
    else:
        yield from ((under, str(text)) for text in (typed if isinstance(typed, list) else [typed]))


def seen_version(typed: Typed) -> int | None:
    """The version that the form was drawn from; None where it names none."""
    said = typed.get("seen")
    return int(said) if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < 10 else None


def is_number(part: Any) -> bool:
    """Whether a part of a name counts something: what is no number, or a monstrous one, counts nothing."""
    return isinstance(part, str) and part.isdecimal() and len(part) < 6


def rows(typed: Any) -> list[Typed]:
    """The rows of a repeated group, in their order, however they are numbered."""
    if not isinstance(typed, Mapping):
        return []
    numbered = sorted(((int(key), row) for key, row in typed.items() if is_number(key)), key=lambda one: one[0])
    return [dict(row) if isinstance(row, Mapping) else {"": row} for _, row in numbered]


def with_rows(typed: Typed) -> Typed | None:
    """The form with a row more, or one less, where that was asked for; else None."""
    for press, change in (("add", _add), ("remove", _remove)):
        if isinstance(name := typed.get(press), str):
            return change(typed, name.split("."))
    return None


def _add(typed: Typed, way: Sequence[str]) -> Typed:
    at = _within(typed, way[:-1])
    held = rows(at.get(way[-1]))
    at[way[-1]] = {str(n): row for n, row in enumerate([*held, {}] if held else [{}, {}])}
    return typed


def _remove(typed: Typed, way: Sequence[str]) -> Typed:
    *outer, group, number = way if len(way) > 1 else ("", "")
    if is_number(number):
        at = _within(typed, outer)
        left = [row for n, row in enumerate(rows(at.get(group))) if n != int(number)]
        at[group] = {str(n): row for n, row in enumerate(left)}
    return typed


def _within(typed: Typed, way: Sequence[str]) -> Typed:
    """The part of a form at a place, made where there is none."""
    at = typed
    for part in way:
        if not isinstance(at.get(part), dict):
            at[part] = {}
        at = at[part]
    return at


def answers(questions: Sequence[Question], typed: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that were typed, as the API takes them. What cannot be one stays as it was typed, and is refused."""
    made: dict[str, Any] = {}
    for question in questions:
        if question.filled_in or question.code not in typed or not _is_shown(question, typed):
            continue
        answer = _answer(question, typed[question.code])
        if answer is not None:
            made[question.code] = answer
    return made


def _is_shown(question: Question, typed: Mapping[str, Any]) -> bool:
    """Whether the form shows it, given the other answers: what is hidden is not answered."""
    if question.shown_when is None:
        return True
    code, values = question.shown_when
    said = typed.get(code)
    chosen = said if isinstance(said, list) else [said]
    return any(one in (value, {True: YES, False: NO}.get(value, value)) for one in chosen for value in values)


def _answer(question: Question, typed: Any) -> Any:
    if question.may_go_unasked and isinstance(typed, Mapping):
        told = {code: typed[code] for code in ("informant", "method", "not_asked_because") if typed.get(code)}
        day, value = _day(typed.get("asked_on")), _value(question, typed.get("value"))
        told |= {"asked_on": day} if day else {}
        told |= {"value": value} if value is not None else {}
        return told if "value" in told or "not_asked_because" in told else None
    if not question.repeats:
        return _value(question, typed)
    if question.type == "group":
        return [one for row in rows(typed) if (one := _value(question, row))] or None
    texts = [row[""] for row in rows(typed) if "" in row] if isinstance(typed, Mapping) else typed
    each = texts if isinstance(texts, list) else [texts]
    return [one for text in each if (one := _value(question, text)) is not None] or None


def _value(question: Question, typed: Any) -> Any:
    if question.type == "group":
        return answers(question.items, typed) or None if isinstance(typed, Mapping) else None
    if question.type == "date":
        return _day(typed)
    if not isinstance(typed, str) or not typed.strip():
        return None
    if question.type == "boolean":
        return {YES: True, NO: False}.get(typed, typed)
    if question.type == "integer":
        text = typed.strip()
        return int(text) if text.isascii() and text.lstrip("-").isdigit() else typed
    return typed


def _day(typed: Any) -> str | None:
    """A date of three fields as 2026-01-31; what is no date comes out as something that no date can be."""
    if not isinstance(typed, Mapping):
        return typed if isinstance(typed, str) and typed else None
    day, month, year = (str(typed.get(part, "")).strip() for part in DATE)
    if not (day or month or year):
        return None
    return f"{year.zfill(4)}-{month.zfill(2)}-{day.zfill(2)}"


def typed_of(questions: Sequence[Question], said: Mapping[str, Any]) -> Typed:
    """Answers as they would have been typed: what a form is filled in with. The reverse of `answers`."""
    return {one.code: _typed(one, said[one.code]) for one in questions if said.get(one.code) is not None}


def _typed(question: Question, said: Any) -> Any:
    if question.may_go_unasked:
        told = dict(said) if isinstance(said, Mapping) else {"value": said}
        told["asked_on"] = parts_of(told.get("asked_on"))
        return {code: value for code, value in told.items() if value is not None}
    if question.repeats and isinstance(said, list):
        each = [_one(question, one) for one in said]
        return {str(n): one for n, one in enumerate(each)} if question.type != "choice" else each
    return _one(question, said)


def _one(question: Question, said: Any) -> Any:
    if question.type == "group" and isinstance(said, Mapping):
        return typed_of(question.items, said)
    if question.type == "date":
        return parts_of(said)
    if question.type == "boolean":
        return {True: YES, False: NO}.get(said, "")
    return str(said)


def parts_of(day: Any) -> Typed | None:
    """A day as it would be typed into three fields."""
    if not day:
        return None
    year, month, number = str(day).split("-")
    return {"day": number.lstrip("0"), "month": month.lstrip("0"), "year": year}
