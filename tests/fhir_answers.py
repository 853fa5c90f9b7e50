"""Does a FHIR response answer what its questionnaire asks: the right questions, types, choices, and all required ones?

The constraints are those of R4 (que-1 to que-13, qrs-1), written out: no schema has them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

VALUES = {
    "string": "valueString",
    "text": "valueString",
    "boolean": "valueBoolean",
    "date": "valueDate",
    "dateTime": "valueDateTime",
    "integer": "valueInteger",
    "decimal": "valueDecimal",
    "choice": "valueCoding",
}
JSON_TYPES = {"valueBoolean": bool, "valueInteger": int, "valueString": str, "valueCoding": dict, "valueDate": str}
NOT_ASKED = "urn:social-care-advice:fhir:not-asked-because"
CHOICES = ("choice", "open-choice")

Item = Mapping[str, Any]


def question_faults(questionnaire: Item) -> list[str]:
    """What is wrong with a questionnaire by itself."""
    before: list[str] = []
    found = [fault for item in questionnaire.get("item", []) for fault in _question(item, before)]
    twice = [f"linkId {link} is given twice." for link, count in Counter(before).items() if count > 1]
    return [f"Questionnaire {questionnaire.get('name')}: {fault}" for fault in found + twice]


def _question(item: Item, before: list[str]) -> Iterator[str]:
    link, kind = item.get("linkId", "?"), item.get("type")
    if kind not in (*VALUES, "open-choice", "group"):
        yield f"{link} is of type {kind}."
    if (kind == "group") != ("item" in item):
        yield f"{link}: a group has items, and nothing else has (que-1)."
    if (kind in CHOICES) != ("answerOption" in item):
        yield f"{link}: a choice has options, and nothing else has (que-5)."
    if "maxLength" in item and kind not in ("string", "text"):
        yield f"{link}: only text has a length (que-10)."
    if len(item.get("enableWhen", [])) > 1 and "enableBehavior" not in item:
        yield f"{link}: several conditions, and nothing says how they join (que-12)."
    yield from _conditions(link, item.get("enableWhen", []), before)
    before.append(link)
    for inner in item.get("item", []):
        yield from _question(inner, before)


def _conditions(link: str, conditions: list[Item], before: list[str]) -> Iterator[str]:
    for when in conditions:
        if when.get("question") not in before:
            yield f"{link} depends on {when.get('question')}, which is not asked before it."
        if sum(key.startswith("answer") for key in when) != 1 or "operator" not in when:
            yield f"{link} depends on no one answer (que-7)."


def answer_faults(response: Item, questionnaire: Item | None) -> list[str]:
    """What is wrong with a response, as an answer to its questionnaire."""
    if questionnaire is None:
        return [f"QuestionnaireResponse: {response.get('questionnaire')} is not in the bundle."]
    return [
        f"{questionnaire['name']}: {fault}"
        for fault in _group(questionnaire.get("item", []), response.get("item", []), {})
    ]


def _group(asked: list[Item], given: list[Item], outside: Mapping[str, list[Any]]) -> Iterator[str]:
    """The answers of one group, or of the whole, against its questions."""
    questions = {item["linkId"]: item for item in asked}
    said = {**outside, **{item.get("linkId", "?"): _values(item) for item in given}}
    times = Counter(item.get("linkId", "?") for item in given)
    yield from _counted(questions, times)
    answered = {item.get("linkId") for item in given if item.get("answer") or item.get("item")}
    for link, question in questions.items():
        if question.get("required") and link not in answered and _enabled(question, said):
            yield f"{link} is required."
        if link in times and not _enabled(question, said):
            yield f"{link} is not asked, given the other answers."
    for item in given:
        if item.get("linkId") in questions:
            yield from _answer(questions[item["linkId"]], item, said)


def _counted(questions: Mapping[str, Item], times: Mapping[str, int]) -> Iterator[str]:
    """Each question that was answered was asked here, in this order, and once unless it is a group that repeats."""
    for link, count in times.items():
        if link not in questions:
            yield f"{link} was not asked here."
        elif count > 1 and not (questions[link]["type"] == "group" and questions[link].get("repeats")):
            yield f"{link} is answered twice."
    if [link for link in times if link in questions] != [link for link in questions if link in times]:
        yield "The answers are not in the order of the questions."


def _values(item: Item) -> list[Any]:
    return [value for answer in item.get("answer", []) for key, value in answer.items() if key.startswith("value")]


def _enabled(question: Item, said: Mapping[str, list[Any]]) -> bool:
    if "enableWhen" not in question:
        return True
    return any(_same(when, value) for when in question["enableWhen"] for value in said.get(when["question"], []))


def _same(when: Item, value: Any) -> bool:
    wanted = next(inner for key, inner in when.items() if key.startswith("answer"))
    return bool(wanted == value)


def _answer(question: Item, item: Item, said: Mapping[str, list[Any]]) -> Iterator[str]:
    link, answers = question["linkId"], item.get("answer", [])
    unasked = any(one.get("url") == NOT_ASKED for one in item.get("extension", []))
    if question["type"] == "group":
        if answers:
            yield f"{link}: a group has items, and no answers."
        yield from _group(question.get("item", []), item.get("item", []), said)
        return
    if "item" in item:
        yield f"{link}: no items stand in an answer (qrs-1)."
    if unasked == bool(answers):
        yield f"{link} is answered, or the reason is given why it was not asked."
    if len(answers) > 1 and not question.get("repeats"):
        yield f"{link} has several answers."
    for answer in answers:
        yield from (f"{link}: {fault}" for fault in _value(question, answer))


def _value(question: Item, answer: Item) -> Iterator[str]:
    named = [key for key in answer if key.startswith("value")]
    if len(named) != 1:
        yield "an answer has one value."
        return
    kind, value = named[0], answer[named[0]]
    options = [option["valueCoding"] for option in question.get("answerOption", [])]
    if kind != VALUES.get(question["type"]) and (question["type"], kind) not in {
        ("open-choice", "valueCoding"),
        ("open-choice", "valueString"),
    }:
        yield f"{kind} does not answer a {question['type']}."
    if not isinstance(value, JSON_TYPES.get(kind, object)) or (kind == "valueInteger" and isinstance(value, bool)):
        yield f"{value!r} is no {kind}."
    if kind == "valueCoding" and value not in options:
        yield f"{value} is none of the options."
    if kind == "valueString" and len(str(value)) > question.get("maxLength", len(str(value))):
        yield "longer than it may be."
