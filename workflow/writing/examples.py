"""What does good advice look like? Worked examples, from config/examples/advice, every fault by file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

import config
from config.faults import BadFile, Fault, locate, read
from workflow.advice import AdviceSchema, Day
from workflow.asking.question_sets import question_sets
from workflow.states import Kind
from workflow.text import PARAGRAPHS, Text

FILES = Path(config.__file__).parent / "examples" / "advice"
OLDEST, LAST_YEAR = 25, 16  # years of age that an EHC plan may last to; school year of those who turn 21
SOURCES = ("read", "spoke_to", "tried", "assessment")


class Part(Schema):
    """A part of an example: an unknown key is a fault."""

    class Meta:
        unknown = "raise"


class PersonSchema(Part):
    """An invented person, as old as they are on the day of issue."""

    given_name, family_name = Text(required=True), Text(required=True)
    born = Day(required=True)
    age = fields.Int(required=True, strict=True, validate=validate.Range(0, OLDEST))
    year_group = fields.Int(strict=True, validate=validate.Range(-4, LAST_YEAR))


class WriterSchema(Part):
    """Somebody who wrote it, or who checked it."""

    name, role, team = Text(required=True), Text(required=True), Text(required=True)


class SourceSchema(Part):
    """What was read, who was spoken to or tried, or which assessment was made; when, and how."""

    read, spoke_to, tried, assessment = Text(), Text(), Text(), Text()
    day = Day(required=True)
    how = Text()

    @validates_schema(skip_on_field_errors=True)
    def _of_one_sort(self, data: Mapping[str, Any], **_: Any) -> None:
        if sum(sort in data for sort in SOURCES) != 1:
            raise ValidationError(f"Give one of {', '.join(SOURCES)}.")


class ExampleSchema(Part):
    """The shape of `config/examples/advice/<name>.yaml`."""

    title = Text(required=True)
    shows = Text(required=True, limit=PARAGRAPHS)
    person = fields.Nested(PersonSchema, required=True)
    reason = fields.Str(required=True)
    kind = fields.Str(required=True, validate=validate.OneOf([*Kind]))
    follows = fields.Str()
    issued_on = Day(required=True)
    author, reviewer = fields.Nested(WriterSchema, required=True), fields.Nested(WriterSchema, required=True)
    sources = fields.List(fields.Nested(SourceSchema), required=True, validate=validate.Length(min=1))
    content = fields.Nested(AdviceSchema, required=True)

    @validates_schema(skip_on_field_errors=True)
    def _checked_by_another(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["author"]["name"] == data["reviewer"]["name"]:
            raise ValidationError("Who wrote it may not check it.", "reviewer")


SCHEMA = ExampleSchema()


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its name, and what its file says. `follows` names the earlier piece on the same person."""

    name: str
    held: Mapping[str, Any]

    @property
    def content(self) -> Mapping[str, Any]:
        """The advice itself."""
        content: Mapping[str, Any] = self.held["content"]
        return content

    @property
    def follows(self) -> str | None:
        """The example that this one amends, or completes."""
        return self.held.get("follows")


def from_text(text: str, name: str, known: frozenset[str] = frozenset()) -> Example:
    """The example of one file; `known` are the names that it may follow. Raises BadFile, every fault by line."""
    content, lines = read(text, f"{name}.yaml")
    if not isinstance(content, dict):
        raise BadFile(
            f"{name}.yaml", [Fault(1, "", "The file must be a list of keys and values, such as `title: ...`.")]
        )
    try:
        held = SCHEMA.load(_days_written_out(content))
        _named_elsewhere(held, known - {name})
    except ValidationError as wrong:
        raise BadFile(f"{name}.yaml", locate(wrong.messages, lines)) from wrong
    return Example(name, held)


def _days_written_out(content: Any) -> Any:
    """Days as the API writes them: YAML reads 2026-01-31 as a date, not as text."""
    if isinstance(content, dict):
        return {key: _days_written_out(inner) for key, inner in content.items()}
    if isinstance(content, list):
        return [_days_written_out(inner) for inner in content]
    return content.isoformat() if type(content) is date else content


def _named_elsewhere(held: Mapping[str, Any], known: frozenset[str]) -> None:
    reasons = [option.code for option in question_sets()["request_advice"].by_code["reason"].options]
    faults = {}
    if held["reason"] not in reasons:
        faults["reason"] = [f"Choose one of: {', '.join(reasons)}."]
    if "follows" in held and held["follows"] not in known:
        faults["follows"] = [f"There is no other example {held['follows']}."]
    if faults:
        raise ValidationError(faults)


@cache
def examples() -> Mapping[str, Example]:
    """Every example by its name; read once."""
    files = sorted(FILES.glob("*.yaml"))
    known = frozenset(path.stem for path in files)
    return {path.stem: from_text(path.read_text(), path.stem, known) for path in files}
