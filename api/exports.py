"""Issued advice as a document for programs, and the schemas that say what it may hold."""

from __future__ import annotations

import orjson
from flask import Blueprint

from api import advice_schema
from api.advice_document import document
from api.contract import Call, Reply, operation
from api.county import county
from api.held import held
from api.schemas import SHAPE
from workflow.casework.work import found

exports = Blueprint("exports", __name__)
SCHEMA_MEDIA = "application/schema+json"


@operation(
    exports,
    "GET",
    "/requests/<reference>/advice/<int:version>.json",
    query=SHAPE,
    answers={200: "AdviceDocument"},
)
def advice_document(call: Call, reference: str, version: int) -> Reply:
    """One version of the advice as a document that explains itself; in a county's shape with ?shape=county"""
    row = found(call.session, call.signed, reference)
    whole = held(call.session, call.signed.authority, row)
    made = document(whole, whole.version(version))
    return Reply(county(made) if call.query["shape"] == "county" else made)


@operation(exports, "GET", "/schemas", answers={200: "SchemaList"}, open_to_all=True)
def schemas() -> Reply:
    """Every schema that was published, the newest version last"""
    listed = [
        {"name": "advice", "version": one, "links": {"self": advice_schema.where(one)}}
        for one in advice_schema.versions()
    ]
    return Reply({"schemas": listed})


@operation(
    exports,
    "GET",
    "/schemas/advice/<int:version>",
    answers={200: "JsonSchema"},
    gives=(SCHEMA_MEDIA,),
    open_to_all=True,
)
def schema_of_advice(version: int) -> Reply:
    """The JSON Schema (draft 2020-12) of a document of advice, as it was published"""
    return Reply(orjson.loads(advice_schema.published(version)))
