"""Which JSON answers a question set? As it is taken: what must be there whatever is said, and what may be null."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workflow.asking.questions import BIGGEST, MOST_REPEATS, Question, QuestionSet
from workflow.text import LINE, PARAGRAPHS

BLANK: dict[str, Any] = {"anyOf": [{"type": "null"}, {"type": "string", "pattern": r"^\s*$"}]}
NOT_SAID: dict[str, Any] = {
    "description": "No answer: null, or what holds nothing but blanks.",
    "anyOf": [
        *BLANK["anyOf"],
        {"type": "array", "items": BLANK},
        {"type": "object", "additionalProperties": BLANK},
    ],
}
LEFT_OUT = {"$ref": "#/components/schemas/NotSaid"}


def body_of(asked: QuestionSet, answers: dict[str, Any]) -> dict[str, Any]:
    """A body that has the answers to a set by their codes, or under `answers` with who gave each; no code twice."""
    shape = _object([one for one in asked.questions if not one.filled_in])
    shape["properties"]["answers"] = {
        "description": "More answers by their codes, each with who gave it, when and how. None is given twice.",
        "anyOf": [answers, {"type": "null"}],
    }
    return shape


def _object(questions: Iterable[Question]) -> dict[str, Any]:
    asked = tuple(questions)
    return {
        "type": "object",
        "required": [one.code for one in asked if _always(one)],
        "additionalProperties": False,
        "properties": {one.code: _answer(one) for one in asked},
    }


def _always(question: Question) -> bool:
    """Whether it has to be answered whatever else is said."""
    return question.required and question.shown_when is None


def _answer(question: Question) -> dict[str, Any]:
    """What is taken as an answer; one that may be left out may be null or blank too."""
    one = _one(question)
    if question.repeats:
        one = {"type": "array", "minItems": 1, "maxItems": MOST_REPEATS, "items": {"anyOf": [one, LEFT_OUT]}}
    told = {"description": question.text}
    return {**told, **one} if _always(question) else {**told, "anyOf": [one, LEFT_OUT]}


def _one(question: Question) -> dict[str, Any]:
    match question.type:
        case "string" | "open-choice":
            return {"type": "string", "maxLength": question.limit or LINE}
        case "text":
            return {"type": "string", "maxLength": question.limit or PARAGRAPHS}
        case "boolean":
            return {"type": "boolean"}
        case "date":
            return {"type": "string", "format": "date"}
        case "dateTime":
            return {"type": "string", "format": "date-time"}
        case "integer":
            return {"type": "integer", "minimum": question.smallest or 0, "maximum": question.largest or BIGGEST}
        case "decimal":
            return {"type": ["number", "string"]}
        case "choice":
            return {"type": "string", "enum": [option.code for option in question.options]}
        case _:
            return _object(question.items)
