"""Does every call answer as the OpenAPI document says, to every role, whether or not what is sent fits it?

Each role sends 50 examples of each call, in the long version 1,000 (on PostgreSQL 100).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask

from api import contract, timeliness
from api.errors import Malformed
from tests.evidence import worlds
from tests.evidence.called import BAD, GOOD, PEOPLE, Fuzzed, operations
from tests.evidence.going import standing_still
from tests.place import make_place
from workflow.errors import NotThere

THOROUGH = bool(os.environ.get("THOROUGH"))
EXAMPLES = 1000 if THOROUGH else 50
pytestmark = pytest.mark.timeout(7200 if THOROUGH else 300)


@pytest.fixture(scope="module")
def fuzzed(served: Flask) -> Fuzzed:
    if served.extensions["storage"].engine.dialect.name != "sqlite" and not THOROUGH:
        pytest.skip("on PostgreSQL in the long version")
    return Fuzzed.of(make_place(served, "northmere"))


@pytest.mark.parametrize("label", operations())
def test_a_call_answers_as_the_document_says(fuzzed: Fuzzed, label: str) -> None:
    fuzzed.wrong.clear()
    half = (EXAMPLES if fuzzed.place.storage.engine.dialect.name == "sqlite" else EXAMPLES // 10) // 2
    with standing_still(worlds.DAY):
        assert fuzzed.fuzz(label, GOOD, PEOPLE, half)
        fuzzed.fuzz(label, BAD, PEOPLE, half)
    assert not fuzzed.wrong, "\n\n".join(f"{kind}: {said}" for kind, said in fuzzed.wrong.items())


def _anything(one: contract.Operation) -> Any:
    """What was asked in the query, with nothing looked at."""
    return {} if one.query is None else one.query.load({})


def _broken(*_: Any) -> Any:
    raise ZeroDivisionError


def _missing(*_: Any) -> Any:
    raise NotThere


def _malformed(*_: Any) -> Any:
    raise Malformed


# Mistakes in one call of the service, each with the kind of fault that it must be found as.
MISTAKES: dict[str, tuple[Any, str, Callable[..., Any], str]] = {
    "takes what does not fit": (contract, "_query", _anything, "AcceptedNegativeData"),
    "breaks": (timeliness, "timeliness", _broken, "ZeroDivisionError"),
    "answers in another shape": (timeliness, "_share", lambda one: {"number": "many"}, "JsonSchemaError"),
    "answers a status that it does not name": (timeliness, "timeliness", _missing, "UndefinedStatusCode"),
    "refuses what fits as malformed": (contract, "_query", _malformed, "refused as malformed"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_service_is_found(fuzzed: Fuzzed, mistake: str) -> None:
    where, what, instead, kind = MISTAKES[mistake]
    fuzzed.wrong.clear()
    with standing_still(worlds.DAY), patch.object(where, what, instead):
        for mode in (GOOD, BAD):
            fuzzed.fuzz("GET /api/v1/timeliness", mode, PEOPLE, 20)
    assert kind in {found for _, found in fuzzed.wrong}, fuzzed.wrong
