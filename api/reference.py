"""Reference: the pathway, question sets as they stood, worked examples, and the documentation of the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response

from api import representation
from api.contract import Call, Reply, operation
from api.openapi import document
from api.schemas import PATHWAY_FORMAT
from models import authority
from workflow.asking.questions import QuestionSet
from workflow.diagram import described, mermaid
from workflow.errors import NotThere
from workflow.writing.comparison import changes
from workflow.writing.examples import Example, examples

reference = Blueprint("reference", __name__)


@operation(reference, "GET", "/pathway", query=PATHWAY_FORMAT, answers={200: "Pathway"})
def pathway(call: Call) -> Reply:
    """States, actions, who, questions and citations; as a diagram with ?format=mermaid"""
    if call.query["format"] == "mermaid":
        return Reply({"mermaid": mermaid()})
    return Reply(described())


@operation(reference, "GET", "/question-sets/<code>/<hashed>", answers={200: "QuestionSet"})
def question_set(call: Call, code: str, hashed: str) -> Reply:
    """A question set as it stood"""
    return Reply(representation.question_set(kept_set(call, code, hashed)))


def kept_set(call: Call, code: str, hashed: str) -> QuestionSet:
    """The question set of that code and hash, as the caller's authority asked it. Raises NotThere."""
    kept = authority.asked_sets(call.session, call.signed.authority_id, {hashed}).get(hashed)
    if kept is None or kept.code != code:
        raise NotThere("No such question set was ever asked here.")
    return kept


@operation(reference, "GET", "/examples", answers={200: "ExampleList"})
def every_example(call: Call) -> Reply:
    """Worked examples of advice: what each is an example of"""
    return Reply({"examples": [_summary(one) for one in examples().values()]})


@operation(reference, "GET", "/examples/<name>", answers={200: "Example"})
def one_example(call: Call, name: str) -> Reply:
    """One worked example in full, and what it changed of the one that it follows"""
    one = examples().get(name)
    if one is None:
        raise NotThere("There is no such example.")
    before = examples()[one.follows].content if one.follows else one.content
    changed = [asdict(change) for change in changes(before, one.content)]
    return Reply({**one.held, **_summary(one), "changes": changed})


def _summary(one: Example) -> dict[str, Any]:
    told = {code: one.held[code] for code in ("title", "shows", "kind")}
    return {"name": one.name, **told, "links": {"self": f"{representation.ROOT}/examples/{one.name}"}}


@reference.get("/openapi.json")
def openapi() -> Response:
    """The documentation of this API, as OpenAPI 3.1. Open to all: it holds nothing of anybody."""
    return Response(document(), content_type="application/json")
