"""Does the documentation say how a document is sent, and do the answers keep to it?"""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests import files
from tests.files import attached, sent
from tests.place import Place
from workflow.casework.attaching import PARTS, SAID
from workflow.files.types import TYPES

PATH = "/api/v1/requests/{reference}/documents"


@pytest.fixture
def described(northmere: Place) -> Any:
    """The OpenAPI document."""
    return northmere.call(None, "GET", "/openapi.json").json


def holds(described: Any, name: str, answered: Any) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    Draft202012Validator(schema).validate(answered)


def test_a_document_is_sent_as_a_form_with_one_file_and_fields(described: Any) -> None:
    post = described["paths"][PATH]["post"]
    assert list(post["requestBody"]["content"]) == ["multipart/form-data"]
    [media] = post["requestBody"]["content"].values()
    assert media["schema"] == {"$ref": "#/components/schemas/NewDocument"}
    shape = described["components"]["schemas"]["NewDocument"]
    assert set(shape["properties"]) == {"file", *SAID}
    assert (shape["required"], shape["additionalProperties"]) == (["file", "kind"], False)
    assert shape["properties"]["kind"]["enum"] == [option.code for option in PARTS["kind"].options]
    assert {"If-Match", "Idempotency-Key"} <= {one["name"] for one in post["parameters"]}
    assert {"201", "400", "403", "404", "409", "412", "413", "415", "422", "428", "503"} <= set(post["responses"])


def test_its_content_is_answered_in_the_media_types_that_are_taken(described: Any) -> None:
    get = described["paths"][f"{PATH}/{{number}}"]["get"]
    assert set(get["responses"]["200"]["content"]) == {kind.media_type for kind in TYPES}
    assert {"401", "404", "500", "503"} <= set(get["responses"])
    assert get["parameters"][1] == {"in": "path", "name": "number", "required": True, "schema": {"type": "integer"}}


def test_the_answers_keep_to_their_shapes(described: Any, northmere: Place) -> None:
    reference = northmere.ask()
    holds(described, "Document", attached(northmere, reference, title="The report", written_on="2026-01-01"))
    holds(described, "Document", attached(northmere, reference, files.png(), "Dot.png", kind="photograph"))
    listed = northmere.get("caseworker", f"/requests/{reference}/documents")
    assert len(listed["documents"]) == 2
    holds(described, "DocumentList", listed)
    holds(described, "Request", northmere.get("caseworker", f"/requests/{reference}"))
    holds(described, "Problem", sent(northmere, reference, files.EXE).json)
