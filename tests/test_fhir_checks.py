"""Would our checks of FHIR catch a fault? A good bundle is broken in one place at a time, and each must be caught."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from flask import Flask

from api.fhir.questionnaire import questionnaire
from tests.fhir_checks import faults, schema_faults
from tests.place import make_place
from workflow.asking.question_sets import from_content

Bundle = dict[str, Any]


def one(bundle: Bundle, kind: str, which: Callable[[Any], bool] = lambda _: True) -> Any:
    """The first resource of a kind."""
    found = (entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind)
    return next(resource for resource in found if which(resource))


def asking(bundle: Bundle, name: str) -> Any:
    return one(bundle, "Questionnaire", lambda each: each["name"] == name)


def answering(bundle: Bundle, name: str) -> Any:
    url = asking(bundle, name)["url"]
    return one(bundle, "QuestionnaireResponse", lambda each: each["questionnaire"] == url)


def item(resource: Any, link: str) -> Any:
    return next(each for each in resource["item"] if each["linkId"] == link)


def put(resource: Any, **changed: Any) -> None:
    resource.update(changed)


def drop(resource: Any, *parts: str) -> None:
    for part in parts:
        del resource[part]


def unanswer(resource: Any, link: str) -> None:
    resource["item"].remove(item(resource, link))


def told(resource: Any, link: str, **answer: Any) -> None:
    item(resource, link)["answer"] = [answer]


BROKEN: dict[str, Callable[[Bundle], Any]] = {
    "a status that there is not": lambda b: put(one(b, "Task"), status="banana"),
    "no intent": lambda b: drop(one(b, "Task"), "intent"),
    "an intent of another resource": lambda b: put(one(b, "Task"), intent="directive"),
    "no status": lambda b: drop(one(b, "ServiceRequest"), "status"),
    "no subject": lambda b: drop(one(b, "ServiceRequest"), "subject"),
    "a part that FHIR does not know": lambda b: put(one(b, "Patient"), colour="blue"),
    "a kind that FHIR does not know": lambda b: put(one(b, "Patient"), resourceType="Child"),
    "an id with an underscore": lambda b: put(one(b, "Practitioner"), id="a_b"),
    "another fullUrl": lambda b: put(b["entry"][0], fullUrl="urn:uuid:nobody"),
    "an entry twice": lambda b: b["entry"].append(b["entry"][0]),
    "a message": lambda b: put(b, type="message"),
    "no timestamp": lambda b: drop(b, "timestamp"),
    "a local instant": lambda b: put(b, timestamp="2026-03-02T10:00:00"),
    "an authored day without its zone": lambda b: put(answering(b, "JustANote"), authored="2026-03-02T10:00:00"),
    "a day that there is not": lambda b: put(one(b, "Patient"), birthDate="2017-02-30"),
    "an answer on no day": lambda b: told(answering(b, "RecordReading"), "read_on", valueDate="2026-02-30"),
    "nothing at all": lambda b: put(one(b, "Patient"), name=[]),
    "a null": lambda b: put(one(b, "Task"), statusReason=None),
    "an empty text": lambda b: put(one(b, "Organization"), name=""),
    "a reference that leads nowhere": lambda b: put(one(b, "Task")["focus"], reference="urn:uuid:nobody"),
    "a reference to the wrong kind": lambda b: put(one(b, "Task"), **{"for": one(b, "Task")["focus"]}),
    "a reference of the wrong type": lambda b: put(one(b, "Task")["focus"], type="Patient"),
    "an entry taken out": lambda b: b["entry"].remove(next(e for e in b["entry"] if e["resource"] is one(b, "Patient"))),
    "a profile": lambda b: put(one(b, "Patient"), meta={"profile": ["https://example.org/Patient"]}),
    "an extension without a value": lambda b: drop(item(answering(b, "RecordAnswers"), "coping")["extension"][0], "valueString"),
    "an extension at no address": lambda b: put(item(answering(b, "RecordAnswers"), "coping")["extension"][0], url="informant"),
    "a document of no standing": lambda b: put(one(b, "DocumentReference"), docStatus="draft"),
    "a document with nothing in it": lambda b: drop(one(b, "DocumentReference"), "content"),
    "a link of no kind": lambda b: put(one(b, "DocumentReference", lambda d: "relatesTo" in d)["relatesTo"][0], code="amends"),
    "a question of no type": lambda b: put(asking(b, "RecordReading")["item"][0], type="words"),
    "a question twice": lambda b: asking(b, "RecordReading")["item"].append(asking(b, "RecordReading")["item"][0]),
    "a group of nothing": lambda b: drop(item(asking(b, "RequestAdvice"), "person"), "item"),
    "a choice of nothing": lambda b: drop(item(asking(b, "RecordContact"), "method"), "answerOption"),
    "a length of a date": lambda b: put(item(asking(b, "RecordReading"), "read_on"), maxLength=10),
    "a condition on what is not asked": lambda b: put(item(asking(b, "RecordContact"), "what_was_said")["enableWhen"][0], question="x"),
    "conditions that are not joined": lambda b: item(asking(b, "RecordContact"), "what_was_said")["enableWhen"].append(
        item(asking(b, "RecordContact"), "what_was_said")["enableWhen"][0]),
    "no such questionnaire": lambda b: put(answering(b, "RecordContact"), questionnaire="urn:social-care-advice:other"),
    "an answer to no question": lambda b: put(item(answering(b, "RecordContact"), "method"), linkId="means"),
    "a required answer left out": lambda b: unanswer(answering(b, "RecordContact"), "method"),
    "a required answer left out after its condition": lambda b: unanswer(answering(b, "RecordContact"), "what_was_said"),
    "an answer that its condition shuts out": lambda b: told(answering(b, "RecordContact"), "outcome", valueCoding=next(
        option["valueCoding"] for option in item(asking(b, "RecordContact"), "outcome")["answerOption"]
        if option["valueCoding"]["code"] == "no_answer")),
    "a text for a date": lambda b: told(answering(b, "RecordReading"), "read_on", valueString="2026-03-02"),
    "a text for a choice": lambda b: told(answering(b, "RecordContact"), "method", valueString="phone"),
    "a number for a text": lambda b: told(answering(b, "RecordReading"), "source_read", valueString=7),
    "a choice that was not offered": lambda b: put(
        item(answering(b, "RecordContact"), "method")["answer"][0]["valueCoding"], code="telepathy"),
    "a choice by another name": lambda b: put(
        item(answering(b, "RecordContact"), "method")["answer"][0]["valueCoding"], display="By thought"),
    "two answers where one is asked": lambda b: item(answering(b, "RecordReading"), "source_read")["answer"].append(
        {"valueString": "Another"}),
    "an item twice": lambda b: answering(b, "RecordReading")["item"].append(answering(b, "RecordReading")["item"][-1]),
    "items in another order": lambda b: answering(b, "RecordReading")["item"].reverse(),
    "an answer longer than it may be": lambda b: told(answering(b, "RecordReading"), "source_read", valueString="x" * 999),
    "an answer and a reason for none": lambda b: item(answering(b, "RecordReading"), "source_read").update(
        extension=[{"url": "urn:social-care-advice:fhir:not-asked-because", "valueString": "No time."}]),
    "an answer that is an answer twice": lambda b: told(
        answering(b, "RecordReading"), "source_read", valueString="A", valueInteger=1),
    "a required part of a group left out": lambda b: item(answering(b, "RequestAdvice"), "involvement")["item"].pop(0),
}  # fmt: skip
ONLY_OURS = (
    "no intent",
    "no status",
    "a required answer left out",
    "a choice that was not offered",
    "a day that there is not",
)


@pytest.fixture(scope="module")
def good(served: Flask) -> Bundle:
    """A request with everything that is broken below: two versions of advice, answers of every shape."""
    place = make_place(served, "northmere")
    reference = place.ask(identified_needs="Some.")
    for action in ("record_reading", "record_contact", "record_answers", "decide_no_assessment"):
        if action == "record_reading":
            place.does("officer", reference, "take", {"note": "Mine."})
        place.does("officer", reference, action)
    place.submits("officer", reference)
    place.does("reviewer", reference, "issue_advice")
    place.does("officer", reference, "amend_advice")
    place.submits("officer", reference)
    place.does("reviewer", reference, "issue_advice")
    made: Bundle = place.get("caseworker", f"/requests/{reference}/fhir")
    return made


def test_a_good_bundle_has_no_fault(good: Bundle) -> None:
    assert faults(good) == []
    assert schema_faults(good) == []


def test_a_question_that_may_go_unasked_is_required_of_nobody() -> None:
    asked = {"code": "a", "text": "Why so?", "type": "text", "source": "A page", "required": True}
    may, must = ({**asked, "code": code, "may_go_unasked": code == "may"} for code in ("may", "must"))
    made = questionnaire(from_content({"code": "some", "title": "Some", "questions": [may, must]}))
    assert [item["required"] for item in made["item"]] == [False, True]


@pytest.mark.parametrize("how", BROKEN)
def test_what_is_broken_is_caught(good: Bundle, how: str) -> None:
    broken = deepcopy(good)
    BROKEN[how](broken)
    assert broken != good
    by_schema = schema_faults(broken)
    ours = [] if by_schema and how == "a kind that FHIR does not know" else faults(broken)
    assert by_schema or ours
    if how in ONLY_OURS:
        assert ours
        assert not by_schema, "HL7's schema does not see this"
