"""Which question sets are there today? Read from config/questions, every fault named by file and line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

import config
from config.faults import BadFile, Fault, locate, read
from workflow.asking.identifiers import CHECKS
from workflow.asking.questions import TYPES, Option, Question, QuestionSet

FILES = Path(config.__file__).with_name("questions")
SHARED = ("lists", "parts")
CODE = validate.Regexp(r"[a-z][a-z0-9_]{0,59}\Z", error="Use small letters, digits and underscores.")
NOTE = "note"
NEEDS = {"choice": "options", "open-choice": "options", "group": "items"}


class Plain(fields.Field[Any]):
    """A word, a number, or yes or no: what an answer may be compared with."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        if not isinstance(value, str | int):
            raise ValidationError("Write a word, a whole number, or true or false.")
        return value


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
    shown_when = fields.Dict(fields.Str(), fields.List(Plain()), validate=validate.Length(1, 1))
    past = fields.Bool()
    may_go_unasked = fields.Bool()
    names = fields.Str(validate=validate.OneOf(("team", "person", "request")))
    limit = fields.Int(strict=True, validate=validate.Range(1, 20_000))
    smallest = fields.Int(strict=True)
    largest = fields.Int(strict=True)
    check = fields.Str(validate=validate.OneOf(tuple(CHECKS)))
    filled_in = fields.Bool()


QUESTION = QuestionSchema()
Shared = Mapping[str, Any]
Within = tuple[str, ...]


def _options(written: Any, lists: Shared) -> list[dict[str, str]]:
    chosen = lists.get(written, {}) if isinstance(written, str) else written
    plain = isinstance(chosen, Mapping) and all(isinstance(one, str | int) for pair in chosen.items() for one in pair)
    if not chosen or not plain:
        raise ValidationError({"options": ["Name a list of lists.yaml, or write `code: label` pairs."]})
    return [{"code": str(code), "label": str(label)} for code, label in chosen.items()]


def _resolved(written: Any, lists: Shared, parts: Shared, within: Within) -> list[dict[str, Any]]:
    """One written entry as its questions: a part's, or itself with its options and items written out.

    What comes out names all that a reader would see, so that its hash names a wording for good.
    """
    if isinstance(written, Mapping) and set(written) == {"include"}:
        name = written["include"]
        if not isinstance(name, str):
            raise ValidationError({"include": ["Name one part of parts.yaml."]})
        if name not in parts:
            raise ValidationError({"include": [f"There is no part {name[:60]} in parts.yaml."]})
        if name in within:
            raise ValidationError({"include": [f"The part {name} includes itself."]})
        return _all(parts[name], lists, parts, (*within, name))
    made: dict[str, Any] = QUESTION.load(written)
    if (needs := NEEDS.get(made["type"])) and needs not in made:
        raise ValidationError({needs: [f"A {made['type']} has {needs}."]})
    if "options" in made:
        made["options"] = _options(made["options"], lists)
    if "items" in made:
        try:
            made["items"] = _all(made["items"], lists, parts, within)
        except ValidationError as wrong:
            raise ValidationError({"items": wrong.messages}) from wrong
    return [made]


def _all(written: Any, lists: Shared, parts: Shared, within: Within = ()) -> list[dict[str, Any]]:
    """Every entry of a list resolved; raises ValidationError with the faults of each by its position.

    `within`: the parts that it stands in, none of which may be included again.
    """
    if not isinstance(written, list):
        raise ValidationError(["Write a list of questions."])
    faults: dict[int, Any] = {}
    made: list[dict[str, Any]] = []
    for n, entry in enumerate(written):
        try:
            questions = _resolved(entry, lists, parts, within)
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
        questions += _note(lists, parts)
    return from_content({"code": code, "title": content["title"], "questions": questions})


def _note(lists: Shared, parts: Shared) -> list[dict[str, Any]]:
    """The part that every set has. Raises BadFile where parts.yaml has no sound one."""
    try:
        return _all(parts.get(NOTE), lists, parts)
    except ValidationError as wrong:
        said = f"The part {NOTE}, which every set has, is missing or wrong."
        raise BadFile("parts.yaml", [Fault(1, NOTE, said)]) from wrong


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


def from_files(files: Mapping[str, str]) -> Mapping[str, QuestionSet]:
    """Every question set of these files, by name; two of them are shared by the others. Raises BadFile."""
    lists, parts = (_shared(name, files[name]) for name in SHARED)
    return {name: from_text(name, text, lists, parts) for name, text in files.items() if name not in SHARED}


def _shared(name: str, text: str) -> Shared:
    content, _ = read(text, f"{name}.yaml")
    if not isinstance(content, dict):
        raise BadFile(f"{name}.yaml", [Fault(1, "", "The file must be a list of names, each with what it stands for.")])
    return content


@cache
def question_sets() -> Mapping[str, QuestionSet]:
    """Every question set of config/questions, by its code; read once."""
    return from_files({path.stem: path.read_text() for path in sorted(FILES.glob("*.yaml"))})
