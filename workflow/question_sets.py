"""Which question sets are there today? Read from config/questions, every fault named by file and line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from config.faults import BadFile, Fault, locate, read
from workflow.questions import TYPES, Option, Question, QuestionSet

FILES = Path(__file__).parent.parent / "config" / "questions"
SHARED = ("lists", "parts")
CODE = validate.Regexp(r"[a-z][a-z0-9_]{0,59}\Z", error="Use small letters, digits and underscores.")
NOTE = "note"
NEEDS = {"choice": "options", "open-choice": "options", "group": "items"}


class QuestionSchema(Schema):
    """One question as it is written in a file."""

    class Meta:
        unknown = "raise"

    code = fields.Str(required=True, validate=CODE)
    text = fields.Str(required=True, validate=validate.Length(3, 400))
    type = fields.Str(required=True, validate=validate.OneOf(TYPES))
    source = fields.Str(required=True, validate=validate.Length(3, 300))
    help = fields.Str(validate=validate.Length(3, 1000))
    required = fields.Bool()
    repeats = fields.Bool()
    options = fields.Raw()
    items = fields.List(fields.Raw())
    shown_when = fields.Dict(fields.Str(), fields.List(fields.Raw()), validate=validate.Length(1, 1))
    past = fields.Bool()
    may_go_unasked = fields.Bool()
    names = fields.Str(validate=validate.OneOf(("team", "person", "request")))
    limit = fields.Int(strict=True, validate=validate.Range(1, 20_000))
    smallest = fields.Int(strict=True)
    largest = fields.Int(strict=True)
    check = fields.Str(validate=validate.OneOf(("upn", "nhs_number")))
    filled_in = fields.Bool()


QUESTION = QuestionSchema()
Shared = Mapping[str, Any]


def _options(written: Any, lists: Shared) -> list[dict[str, str]]:
    chosen = lists.get(written, {}) if isinstance(written, str) else written
    if not isinstance(chosen, Mapping) or not chosen:
        raise ValidationError({"options": ["Name a list of lists.yaml, or write `code: label` pairs."]})
    return [{"code": str(code), "label": str(label)} for code, label in chosen.items()]


def _resolved(written: Any, lists: Shared, parts: Shared) -> list[dict[str, Any]]:
    """One written entry as its questions: a part's, or itself with its options and items written out.

    What comes out names all that a reader would see, so that its hash names a wording for good.
    """
    if isinstance(written, Mapping) and set(written) == {"include"}:
        if written["include"] not in parts:
            raise ValidationError({"include": [f"There is no part {written['include']} in parts.yaml."]})
        return _all(parts[written["include"]], lists, parts)
    made: dict[str, Any] = QUESTION.load(written)
    if (needs := NEEDS.get(made["type"])) and needs not in made:
        raise ValidationError({needs: [f"A {made['type']} has {needs}."]})
    if "options" in made:
        made["options"] = _options(made["options"], lists)
    if "items" in made:
        try:
            made["items"] = _all(made["items"], lists, parts)
        except ValidationError as wrong:
            raise ValidationError({"items": wrong.messages}) from wrong
    return [made]


def _all(written: Any, lists: Shared, parts: Shared) -> list[dict[str, Any]]:
    """Every entry of a list resolved; raises ValidationError with the faults of each by its position."""
    if not isinstance(written, list):
        raise ValidationError(["Write a list of questions."])
    faults: dict[int, Any] = {}
    made: list[dict[str, Any]] = []
    for n, entry in enumerate(written):
        try:
            questions = _resolved(entry, lists, parts)
        except ValidationError as wrong:
            faults[n] = wrong.messages
            continue
        asked = {question["code"] for question in made}
        messages = [message for question in questions for message in _out_of_place(question, asked)]
        if messages:
            faults[n] = messages
        made += questions
    if faults:
        raise ValidationError(faults)
    return made


def _out_of_place(question: Mapping[str, Any], asked: set[str]) -> list[str]:
    early = [code for code in question.get("shown_when", {}) if code not in asked]
    twice = [f"{question['code']} is asked twice."] if question["code"] in asked else []
    return twice + [f"{question['code']} depends on {code}, which is not asked before it." for code in early]


def from_text(code: str, text: str, lists: Shared, parts: Shared) -> QuestionSet:
    """The question set of one file. Raises BadFile with every fault named by its line."""
    name = f"{code}.yaml"
    content, lines = read(text, name)
    if not isinstance(content, dict) or set(content) != {"title", "questions"} or not isinstance(content["title"], str):
        raise BadFile(name, [Fault(1, "", "The file must have a title and a list of questions, and nothing else.")])
    try:
        questions = _all(content["questions"], lists, parts)
    except ValidationError as wrong:
        raise BadFile(name, locate({"questions": wrong.messages}, lines)) from wrong
    if NOTE not in {question["code"] for question in questions}:
        questions += _all(parts[NOTE], lists, parts)
    return from_content({"code": code, "title": content["title"], "questions": questions})


def _question(content: Mapping[str, Any]) -> Question:
    shown = content.get("shown_when")
    return Question(
        **{
            **content,
            "options": tuple(Option(**option) for option in content.get("options", ())),
            "items": tuple(_question(item) for item in content.get("items", ())),
            "shown_when": next(((code, tuple(values)) for code, values in shown.items()), None) if shown else None,
        }
    )


def from_content(content: Mapping[str, Any]) -> QuestionSet:
    """A question set from its content: as resolved from a file, or as the database has kept it."""
    return QuestionSet(content["code"], content["title"], tuple(map(_question, content["questions"])), content)


@cache
def question_sets() -> Mapping[str, QuestionSet]:
    """Every question set of config/questions, by its code; read once."""
    lists, parts = (read((FILES / f"{name}.yaml").read_text(), name)[0] for name in SHARED)
    files = sorted(path for path in FILES.glob("*.yaml") if path.stem not in SHARED)
    return {path.stem: from_text(path.stem, path.read_text(), lists, parts) for path in files}
