"""What is asked at a step, and is this an answer to it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from typing import Any

import orjson
from marshmallow import Schema, fields, validate

from workflow.advice import Day, YesNo
from workflow.text import LINE, PARAGRAPHS, Text

TYPES = ("string", "text", "boolean", "date", "dateTime", "integer", "decimal", "choice", "open-choice", "group")
PROVENANCE = ("informant", "asked_on", "method", "not_asked_because")
MOST_REPEATS = 50
BIGGEST = 10**9


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen."""

    code: str
    label: str


@dataclass(frozen=True)
class Question:
    """A question: FHIR R4 item types, our own plain words, and the paragraph that asks for it.

    `past`: a date not after today. `may_go_unasked`: "not asked, because ..." is an answer. `names` says what a text
    refers to (a team, a person, a request); `check` names a number's or an address's own test. `shown_when`: asked only
    when an earlier question has one of these answers. `filled_in`: the service answers it itself.
    """

    code: str
    text: str
    type: str
    source: str
    help: str = ""
    required: bool = False
    repeats: bool = False
    options: tuple[Option, ...] = ()
    items: tuple[Question, ...] = ()
    shown_when: tuple[str, tuple[Any, ...]] | None = None
    past: bool = False
    may_go_unasked: bool = False
    names: str | None = None
    limit: int | None = None
    smallest: int | None = None
    largest: int | None = None
    check: str | None = None
    filled_in: bool = False

    def taken_by(self, asking: bool = True) -> fields.Field[Any]:
        """The marshmallow field that takes an answer to this question."""
        one = self._one()
        if self.repeats:
            one = fields.List(
                one,
                validate=validate.Length(1, MOST_REPEATS),
                error_messages={"invalid": "Give a list, even of one."},
            )
        one.required = asking and self.required
        one.error_messages = {**one.error_messages, "required": f"Answer this: {self.text}"}
        one.allow_none = False
        return one

    def _one(self) -> fields.Field[Any]:
        codes = [option.code for option in self.options]
        match self.type:
            case "string" | "open-choice":
                return Text(limit=self.limit or LINE)
            case "text":
                return Text(limit=self.limit or PARAGRAPHS, lines=True)
            case "boolean":
                return YesNo()
            case "date":
                return Day()
            case "dateTime":
                return fields.AwareDateTime(format="iso")
            case "integer":
                least, most = self.smallest or 0, self.largest or BIGGEST
                limits = validate.Range(least, most, error=f"Write a number from {least:,} to {most:,}.")
                return fields.Integer(strict=True, validate=limits, error_messages={"invalid": "Write a whole number."})
            case "decimal":
                return fields.Decimal(places=2, as_string=True, allow_nan=False, validate=validate.Range(0, BIGGEST))
            case "choice":
                return fields.String(validate=validate.OneOf(codes, error="Choose one of: {choices}."))
            case _:
                return fields.Nested(_schema(self.items))


@cache
def _schema(questions: tuple[Question, ...]) -> Schema:
    """What takes the answers of a group of questions, built once, whichever sets ask it."""
    return Schema.from_dict({question.code: question.taken_by() for question in questions})(unknown="raise")


@dataclass(frozen=True)
class QuestionSet:
    """The questions of one step, named by a hash of everything that a reader of the record would see."""

    code: str
    title: str
    questions: tuple[Question, ...]
    content: Mapping[str, Any]

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical content, in hexadecimal."""
        return sha256(orjson.dumps(self.content, option=orjson.OPT_SORT_KEYS)).hexdigest()

    @cached_property
    def by_code(self) -> Mapping[str, Question]:
        """Its questions by their codes."""
        return {question.code: question for question in self.questions}

    @cached_property
    def fields(self) -> Mapping[str, fields.Field[Any]]:
        """The field of each question, built once."""
        return {question.code: question.taken_by(asking=False) for question in self.questions}
