"""How is the API documented? OpenAPI 3.1, made from the operations and the schemas that do the checking."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import orjson
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from api.contract import LONGEST_KEY, OPERATIONS, Operation
from api.sent import FILE, FORM, JSON, MULTIPART
from api.shape_parts import ANSWERS
from api.shapes import SHAPES
from api.shapes_of_answers import body_of
from models.idempotency import KEPT_FOR
from workflow.advice import ADVICE
from workflow.asking.question_sets import question_sets
from workflow.pathway import ACTIONS

ROOT = "/api/v1"
WHOLE = r"\Z"
REFUSALS = {
    400: "What was sent cannot be read.",
    401: "No token, or one that is not valid.",
    403: "None of your roles ever may, or it is not your team's.",
    404: "Not there, or not for you to know.",
    409: "Not from this state.",
    412: "Changed since you looked.",
    413: "The file is larger than the service takes.",
    415: "Not of a media type that this call takes.",
    422: "An answer is wrong or missing (errors), a need is not met (unmet), or the Idempotency-Key was used before.",
    428: "If-Match is missing.",
    500: "The content of the document is not what was kept.",
    503: "The database, the store of documents or the virus scanner does not answer: the detail says whether anything"
    " may have been done all the same.",
}

HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {
        "description": "The version of it that this is, to be named in If-Match.",
        "required": True,
        "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
    },
    "Location": {"description": "Where it is found.", "required": True, "schema": {"type": "string"}},
    "Link": {"description": "RFC 8288: the next page, where there is one.", "schema": {"type": "string"}},
}


@cache
def document() -> bytes:
    """The whole document, as JSON."""
    spec = APISpec(
        title="Social Care Advice",
        version="1",
        openapi_version="3.1.0",
        plugins=[MarshmallowPlugin()],
        info={"description": "Requests for social care advice, from asking to issue. Every 4xx and 5xx is RFC 9457."},
        servers=[{"url": "/"}],
        security=[{"bearer": []}],
    )
    spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    for name, shape in SHAPES.items():
        spec.components.schema(name, shape)
    for name, code in (("NewRequest", "request_advice"), ("NewScreening", "screening")):
        spec.components.schema(name, body_of(question_sets()[code], ANSWERS))
    spec.components.schema("Advice", schema=type(ADVICE))
    for one in OPERATIONS:
        path = re.sub(r"<(?:int:)?(\w+)>", r"{\1}", one.path)
        spec.path(ROOT + path, operations={one.method.lower(): _described(one, path)})
    return orjson.dumps(_in_every_dialect(spec.to_dict()), option=orjson.OPT_INDENT_2)


def _in_every_dialect(said: Any) -> Any:
    r"""With every pattern as JSON Schema has them, searched for and without \Z: ours match a whole text."""
    if isinstance(said, list):
        return [_in_every_dialect(one) for one in said]
    if not isinstance(said, dict):
        return said
    whole = str(said.get("pattern", ""))
    inside = {name: _in_every_dialect(one) for name, one in said.items()}
    return {**inside, "pattern": f"^(?:{whole.removesuffix(WHOLE)})$"} if whole.endswith(WHOLE) else inside


def _described(one: Operation, path: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": one.view.__name__,
        "summary": one.view.__doc__,
        "parameters": [_in_path(name) for name in re.findall(r"{(\w+)}", path)] + _headers(one),
        "responses": {
            **{str(status): _answers(name, one) for status, name in one.answers.items()},
            **{str(status): _refusal(status) for status in _refusals(one)},
        },
    }
    if one.open_to_all:
        made["security"] = []
    if one.query:
        made["parameters"] += [{"in": "query", "schema": type(one.query)}]
    if one.sends:
        made["requestBody"] = {"required": True, "content": {media: _sent(one, media) for media in one.takes}}
    return made


def _sent(one: Operation, media: str) -> dict[str, Any]:
    """What is sent in one of the media types: itself, or as the one file of a form."""
    shape: dict[str, Any] = {"$ref": f"#/components/schemas/{one.sends}"}
    if media == MULTIPART and one.takes != FORM:
        shape = {"type": "object", "required": [FILE], "additionalProperties": False, "properties": {FILE: shape}}
    return {"schema": shape}


def _in_path(name: str) -> dict[str, Any]:
    whole = {"type": "integer"}
    shapes = {"version": whole, "number": whole, "action": {"type": "string", "enum": list(ACTIONS)}}
    return {"in": "path", "name": name, "required": True, "schema": shapes.get(name, {"type": "string"})}


def _headers(one: Operation) -> list[dict[str, Any]]:
    text = {"type": "string"}
    made = []
    if one.versioned:
        seen = "The ETag of the version that you have seen."
        made.append({"in": "header", "name": "If-Match", "required": True, "schema": text, "description": seen})
    if one.method == "POST":
        once = f"The same key and call: the stored reply again, for {KEPT_FOR.days} days."
        key = {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[ -~]+$"}
        made.append({"in": "header", "name": "Idempotency-Key", "schema": key, "description": once})
    return made


def _answers(name: str, one: Operation) -> dict[str, Any]:
    content = {media: {"schema": {"$ref": f"#/components/schemas/{name}"}} for media in one.gives}
    headers = {"headers": {header: HEADERS[header] for header in one.headers}} if one.headers else {}
    return {"description": "Done.", "content": content, **headers}


def _refusal(status: int) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": REFUSALS[status], "content": content}


# Which calls are refused with which statuses, beside 422.
REFUSED_WITH: tuple[tuple[tuple[int, ...], Callable[[Operation], bool]], ...] = (
    ((401,), lambda one: not one.open_to_all),
    ((404,), lambda one: "<" in one.path or one.path == "/directory"),
    ((403,), lambda one: one.method != "GET" or one.path.endswith(("draft", "draft.html", "directory"))),
    ((400, 415), lambda one: bool(one.sends)),
    ((413,), lambda one: one.takes == FORM),
    ((503,), lambda _: True),
    ((500,), lambda one: "documents" in one.path and one.gives != JSON),
    ((409,), lambda one: one.versioned or one.path.endswith("screening")),
    ((412, 428), lambda one: one.versioned),
)


def _refusals(one: Operation) -> list[int]:
    return sorted({422, *(status for statuses, holds in REFUSED_WITH if holds(one) for status in statuses)})
