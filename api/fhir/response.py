"""How does a step that asked something read as a FHIR QuestionnaireResponse, with who answered, when and how?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.fhir.parts import Resource, extension, identifier, instant, reference, resource
from api.fhir.questionnaire import canonical, choice, path
from api.held import Held
from workflow.address import gives_away
from workflow.asking.questions import Question
from workflow.history import Answer, Event

VALUE = {
    "string": "valueString",
    "text": "valueString",
    "boolean": "valueBoolean",
    "date": "valueDate",
    "dateTime": "valueDateTime",
    "integer": "valueInteger",
    "decimal": "valueDecimal",
}
ISSUES = ("issue_advice", "issue_interim_advice")
WHERE, WITHHELD = ("person.address", "person.postcode"), "Withheld"
FINDINGS = ("record_answers", "review_provision", "update_person")  # what they say stands until it is said anew


def responses(held: Held) -> list[Resource]:
    """One for each step that was answered. A step is taken whole or not at all, so none is unfinished."""
    return [_response(held, event) for event in held.past if event.answers]


def _response(held: Held, event: Event) -> Resource:
    asked, request = held.sets[event.question_set], held.request
    given = [(question, event.answers[question.code]) for question in asked.questions if question.code in event.answers]
    return resource(
        "QuestionnaireResponse",
        request.id,
        event.seq,
        identifier=identifier("event", f"{request.reference}/{event.seq}")[0],
        basedOn=[reference("ServiceRequest", request.id)],
        questionnaire=canonical(asked),
        status="amended" if _corrects(held, event) else "completed",
        subject=reference("Patient", request.person_id),
        authored=instant(event.at),
        author=reference("Practitioner", event.actor, display=held.names[event.actor]),
        item=[
            _withheld(item, request.person.as_facts().kept_private)
            for question, answer in given
            for item in _answered(question, answer)
        ],
    )


def _withheld(item: Resource, telling: tuple[str, ...]) -> Resource:
    """An item without anything that would tell a protected address: what is read here may be kept elsewhere."""
    if not telling:
        return item
    made = {**item, "item": [_withheld(inner, telling) for inner in item.get("item", [])]}
    said = [answer.get("valueString", "") for answer in item.get("answer", [])]
    if item["linkId"] in WHERE or any(gives_away(text, words) for text in said for words in telling):
        made["answer"] = [{"valueString": WITHHELD}]
    return made


def _corrects(held: Held, event: Event) -> bool:
    """Whether a step puts right, after advice was issued, what had been answered before it was."""
    issued = [one.seq for one in held.past if one.action in ISSUES and one.seq < event.seq]
    if event.action not in FINDINGS or not issued:
        return False
    before = {code for one in held.past if one.seq < issued[-1] for code in one.answers}
    return bool(before & (event.answers.keys() - {"note"}))


def _answered(question: Question, answer: Answer) -> list[Resource]:
    """An answer with its provenance; one that was not given, with the reason."""
    told = [
        *extension("informant", valueString=answer.informant),
        *extension("informant-name", valueString=answer.informant_name),
        *extension("asked-on", valueDate=answer.asked_on.isoformat() if answer.asked_on else None),
        *extension("method", valueString=answer.method),
        *extension("not-asked-because", valueString=answer.not_asked_because),
    ]
    if answer.value is None:
        return [{"linkId": path("", question), "text": question.text, "extension": told}]
    return [{**item, "extension": told} for item in _items(question, answer.value, "")]


def _items(question: Question, value: Any, within: str) -> list[Resource]:
    """An answer as items: a group that repeats is an item each time, any other question one item with its answers."""
    made = {"linkId": path(within, question), "text": question.text}
    given = value if question.repeats else [value]
    if question.type != "group":
        return [{**made, "answer": [_value(question, one) for one in given]}]
    return [{**made, "item": _inside(question, one, path(within, question))} for one in given]


def _inside(group: Question, said: Mapping[str, Any], within: str) -> list[Resource]:
    """What was answered in a group, in the order in which it was asked."""
    answered = [question for question in group.items if question.code in said]
    return [item for question in answered for item in _items(question, said[question.code], within)]


def _value(question: Question, value: Any) -> Resource:
    if question.options:
        chosen = choice(question, value)
        return {"valueCoding": chosen} if chosen else {"valueString": value}
    return {VALUE[question.type]: float(value) if question.type == "decimal" else value}
