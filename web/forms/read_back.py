"""How do answers read that were just given, before they are in any record?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from web.forms.worded import YES_OR_NO, worded
from workflow.asking.questions import Question

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One answer beside its question: where it stands in the form, and the lines that it reads as."""

    code: str
    question: str
    lines: Lines


def read_back(
    questions: Sequence[Question], said: Mapping[str, Any], names: Mapping[str, str], under: str = ""
) -> Iterator[Said]:
    """Every answer that was given, in the order of the questions; those of a group each by itself."""
    for one in questions:
        value, code = said.get(one.code), f"{under}{one.code}"
        if isinstance(value, Mapping) and one.type != "group":
            value = value.get("value")
        if value is None:
            continue
        if one.type == "group" and not one.repeats and isinstance(value, Mapping):
            yield from read_back(one.items, value, names, f"{code}.")
        else:
            yield Said(code, one.text, tuple(_lines(one, value, names)))


def _lines(question: Question, value: Any, names: Mapping[str, str]) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if question.type == "group" and isinstance(one, Mapping):
            yield ", ".join(line for said in read_back(question.items, one, names) for line in _named(said))
        else:
            yield worded(question, one, names)


def _named(said: Said) -> Iterator[str]:
    """An answer inside a row of several: yes and no say nothing without their question."""
    yield from (f"{said.question} {line}" if line in YES_OR_NO.values() else line for line in said.lines)
