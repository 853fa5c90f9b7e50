"""What did somebody answer, as a FHIR response tells it? Read back into the shapes of the record, to compare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from workflow.asking.questions import Question

PROVENANCE = {"informant": "informant", "informant-name": "informant_name", "method": "method"}


def as_sent(made: Any) -> Any:
    """A document as a program receives it."""
    return orjson.loads(orjson.dumps(made))


def plain(answer: Any) -> dict[str, Any]:
    """An answer of the record, without what nobody said."""
    kept = {"value": answer.value, "not_asked_because": answer.not_asked_because}
    kept |= {part: getattr(answer, part) for part in PROVENANCE.values()}
    kept["asked_on"] = answer.asked_on.isoformat() if answer.asked_on else None
    return as_sent({key: value for key, value in kept.items() if value is not None})


def read_back(items: list[Any], asked: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The answers that a response gives, in the shapes of the record."""
    for code in dict.fromkeys(item["linkId"] for item in items):
        same = [item for item in items if item["linkId"] == code]
        said = {one["url"].rpartition(":")[2]: one for one in same[0].get("extension", [])}
        told = {ours: said[name]["valueString"] for name, ours in PROVENANCE.items() if name in said}
        told |= {"asked_on": said["asked-on"]["valueDate"]} if "asked-on" in said else {}
        if "not-asked-because" in said:
            yield code, {**told, "not_asked_because": said["not-asked-because"]["valueString"]}
        else:
            yield code, {**told, "value": value_of(asked[code], same)}


def withheld(given: dict[str, Any]) -> dict[str, Any]:
    """Answers of the record as they are sent of somebody whose address, and nothing else of them, is protected."""
    person = given.get("person", {}).get("value", {})
    kept = {code: "Withheld" for code in ("address", "postcode") if code in person}
    return {**given, "person": {**given["person"], "value": {**person, **kept}}} if kept else given


def value_of(question: Question, items: list[Any]) -> Any:
    if question.type == "group":
        inner = {one.code: one for one in question.items}
        every = [group(item, inner) for item in items]
    else:
        every = [single(answer) for answer in items[0]["answer"]]
    return every if question.repeats else every[0]


def group(item: Any, inner: dict[str, Question]) -> dict[str, Any]:
    by_code: dict[str, list[Any]] = {}
    for one in item["item"]:
        by_code.setdefault(one["linkId"].rpartition(".")[2], []).append(one)
    return {code: value_of(inner[code], same) for code, same in by_code.items()}


def single(answer: dict[str, Any]) -> Any:
    (value,) = answer.values()
    return value["code"] if isinstance(value, dict) else value
