"""Has every part of a draft its limit, and a clear error at its exact place beyond it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from marshmallow import Schema, ValidationError, fields, validate

from tests.desk import Desk, make_desk, refused, usual
from workflow.advice import ADVICE, NamedService
from workflow.asking.answering import flat
from workflow.text import Text

SAMPLE = {"id": "x1", "place": "views.family", "event": 1, "code": "coping"}
NO_DAYS = ("2026-02-30", "20260301", "1899-12-31", "2101-01-01", "tomorrow", 20260301, "")


def places(schema: Schema, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every field of a draft, at any depth, by the way to it; * is an item of a list."""
    for name, field in schema.fields.items():
        at, inner = (*way, name), field
        yield at, field
        if isinstance(field, fields.List):
            at, inner = (*at, "*"), field.inner
        if isinstance(inner, fields.Nested):
            yield from places(inner.schema, at)


ALL = list(places(ADVICE))
TEXTS = [(way, field.limit) for way, field in ALL if isinstance(field, Text)]
LISTS = [
    (way, one.max) for way, field in ALL for one in field.validators if isinstance(one, validate.Length) and one.max
]
DAYS = [way for way, field in ALL if isinstance(field, fields.Date)]
FLAGS = [way for way, field in ALL if isinstance(field, fields.Boolean)]
CHOICES = [
    (way, one) for way, field in ALL for one in field.validators if isinstance(one, validate.OneOf | validate.Regexp)
]


def draft(way: tuple[str, ...], value: Any) -> dict[str, Any]:
    """A draft that says this at one place, and what must stand beside it there."""
    made: Any = value
    for n, step in reversed(list(enumerate(way))):
        if step == "*":
            required = {name for name, field in _items(way[:n]).items() if field.required}
            beside = {name: SAMPLE[name] for name in required if name not in made}
            made = [{**beside, **made}]
        else:
            made = {step: made}
    found: dict[str, Any] = made
    return found


def _items(way: tuple[str, ...]) -> dict[str, Any]:
    field = dict(ALL)[way]
    return dict(field.inner.schema.fields) if isinstance(field, fields.List) else {}


def faults(content: dict[str, Any]) -> dict[str, str]:
    """What is said of a draft, by place."""
    try:
        ADVICE.load(content)
    except ValidationError as wrong:
        return {place.lstrip("."): said for place, said in flat(wrong.messages, "")}
    return {}


def place(way: tuple[str, ...]) -> str:
    return ".".join("0" if step == "*" else step for step in way)


def test_there_are_fields_of_every_kind_to_look_at() -> None:
    assert len(TEXTS) > 25
    assert min(len(LISTS), len(DAYS), len(FLAGS), len(CHOICES)) >= 3


@pytest.mark.parametrize(("way", "limit"), TEXTS)
def test_a_text_has_a_limit_that_is_said(way: tuple[str, ...], limit: int) -> None:
    assert faults(draft(way, "a" * limit)) == {}
    said = faults(draft(way, "a" * (limit + 1)))
    assert list(said) == [place(way)]
    assert f"the limit is {limit:,}" in said[place(way)]


@pytest.mark.parametrize(("way", "limit"), TEXTS)
@pytest.mark.parametrize("wrong", ["\x00", "\ud800", 5, ["a"], {"a": "b"}, True])
def test_a_text_is_text_that_can_be_kept(way: tuple[str, ...], limit: int, wrong: Any) -> None:
    assert list(faults(draft(way, wrong))) == [place(way)]


@pytest.mark.parametrize(("way", "most"), [pair for pair in LISTS if dict(ALL)[pair[0]].__class__ is fields.List])
def test_a_list_has_so_many_items_and_no_more(way: tuple[str, ...], most: int) -> None:
    named = _items(way)
    items = [{name: SAMPLE[name] for name, field in named.items() if field.required} for _ in range(most + 1)]
    for n, item in enumerate(items):
        item.update({"id": f"x{n}"} if "id" in item else {})
    assert faults(draft(way, items[:most])) == {}
    assert list(faults(draft(way, items))) == [place(way)]


@pytest.mark.parametrize("way", DAYS)
@pytest.mark.parametrize("wrong", NO_DAYS)
def test_a_day_is_a_day(way: tuple[str, ...], wrong: Any) -> None:
    assert list(faults(draft(way, wrong))) == [place(way)]


@pytest.mark.parametrize("way", FLAGS)
@pytest.mark.parametrize("wrong", ["yes", "true", 1, 0, [True]])
def test_yes_or_no_is_nothing_that_looks_like_it(way: tuple[str, ...], wrong: Any) -> None:
    assert list(faults(draft(way, wrong))) == [place(way)]


@pytest.mark.parametrize(("way", "one"), CHOICES)
@pytest.mark.parametrize("wrong", ["no such code", "", "H1 ", 5, None])
def test_a_code_is_one_of_those_there_are(way: tuple[str, ...], one: Any, wrong: Any) -> None:
    assert list(faults(draft(way, wrong))) == [place(way)]


@pytest.mark.parametrize("way", [way[:-1] for way, _ in TEXTS])
def test_nothing_is_taken_that_a_draft_does_not_have(way: tuple[str, ...]) -> None:
    assert list(faults(draft((*way, "author_id"), "me"))) == [place((*way, "author_id"))]


def test_every_service_is_named_by_a_field_of_its_own() -> None:
    assert [way for way, field in ALL if isinstance(field, NamedService)] == [("signposting", "*", "service")]


def test_a_draft_beyond_any_limit_is_refused_and_what_was_saved_stands(served: Flask) -> None:
    desk: Desk = make_desk(served)
    for content in ({"strengths": "a" * 20_001}, {"needs": [{"id": f"n{n}"} for n in range(61)]}, {"kind": "final"}):
        assert refused(desk, "draft", content, 422)["errors"]
    assert desk.place.get("social_worker", f"/requests/{desk.drafting}/draft")["content"] == usual("draft")
