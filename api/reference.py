"""Reference: the pathway, question sets as they stood, and the documentation of the API."""

from __future__ import annotations

from flask import Blueprint, Response

from api import representation
from api.contract import Call, Reply, operation
from api.openapi import document
from api.schemas import PATHWAY_FORMAT
from models import authority
from workflow.diagram import described, mermaid
from workflow.errors import NotThere
from workflow.questions import QuestionSet

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


@reference.get("/openapi.json")
def openapi() -> Response:
    """The documentation of this API, as OpenAPI 3.1. Open to all: it holds nothing of anybody."""
    return Response(document(), content_type="application/json")
