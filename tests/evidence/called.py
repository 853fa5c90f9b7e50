"""Which calls does the OpenAPI document allow, and which not, as Schemathesis makes them; and what is wrong with a reply?"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

import orjson
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi import checks

from api.openapi import ROOT, document
from app import PARTS
from tests.evidence import worlds
from tests.place import Place
from workflow.asking.question_sets import question_sets

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.negative_data_rejection,
]
GOOD, BAD = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
REFUSED = ["400", "403", "404", "409", "412", "413", "415", "422", "428"]  # 412 is looked at before what was sent
TAKES_A_FILE = ("/import", "/documents")  # what a file holds, no schema says
PEOPLE = (
    "caseworker", "coordinator", "send_manager", "officer", "door_manager", "social_worker", "team_manager",
    "team_reviewer", "dsco", "auditor", "administrator",
)  # fmt: skip


def schema() -> Any:
    """The document, of which nothing but who calls is left out: what is called without a token is tested elsewhere."""
    assert PARTS, "the calls of the API are made known when the application is imported"
    said = {part: said for part, said in orjson.loads(document()).items() if part != "security"}
    refused = {"checks": {"negative_data_rejection": {"expected-statuses": REFUSED}}}
    return schemathesis.openapi.from_dict(said, config=SchemathesisConfig.from_dict(refused))


def operations() -> list[str]:
    """Every call of the document, by its method and path."""
    return [one.ok().label for one in schema().get_all_operations()]


def may_be_wrong(operation: Any) -> bool:
    """Whether anything can be sent that does not fit: not where there are but words in the address."""
    said = orjson.loads(document())["paths"][operation.path][operation.method]
    words = [one for one in said["parameters"] if one["in"] == "path" and one["schema"] == {"type": "string"}]
    return "requestBody" in said or len(words) < len(said["parameters"])


@dataclass
class Fuzzed:
    """A world to call; `wrong` holds each kind of fault once, with how to repeat it."""

    place: Place
    known: str
    fresh: str
    review: str
    wrong: dict[tuple[str, ...], str] = field(default_factory=dict)
    offered: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, place: Place) -> Fuzzed:
        """One request with something of everything, one that was just made, and a review."""
        known, _ = worlds.known_to_all(place)
        with place.on(worlds.DAY):
            review = place.get("coordinator", "/reviews?from=2020-01-01")["reviews"][0]["id"]
            return cls(place, known, place.ask(), review)

    def fuzz(self, label: str, mode: GenerationMode, people: tuple[str, ...], examples: int) -> int:
        """Make so many examples of one operation, each sent by each of these people; gives how many calls that made.

        Who is first changes with the example, so that it is not always the same person who finds things as they were.
        """
        operation = self._operation(label)
        if mode is BAD and not may_be_wrong(operation):
            return 0
        numbers = count()

        @settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )
        @given(operation.as_strategy(generation_mode=mode))
        def calls(case: Any) -> None:
            number = next(numbers)
            if not _can_be_sent(case):
                return
            first = number % len(people)
            for who in people[first:] + people[:first]:
                self._fill(case, number, who, mode)
                self._answered(case, who, mode)

        calls()
        return next(numbers) * len(people)

    def _operation(self, label: str) -> Any:
        made = schema()
        made.app = self.place.app
        return next(one.ok() for one in made.get_all_operations() if one.ok().label == label)

    def _fill(self, case: Any, number: int, who: str, mode: GenerationMode) -> None:
        """Three calls of four name what is there, and four of five the version that it has now."""
        if number % 4:
            reference = (self.known, self.fresh)[number % 2]
            for name in case.path_parameters:
                case.path_parameters[name] = self._real(name, reference, who, number)
        versioned = "If-Match" in case.headers or (mode is GOOD and "If-Match" in case.operation.headers)
        if (
            versioned
            and number % 5
            and (reference := case.path_parameters.get("reference")) in (self.known, self.fresh)
        ):
            path = f"/requests/{reference}{'/draft' if case.operation.path.endswith('draft') else ''}"
            case.headers["If-Match"] = self.place.call("dsco", "GET", path).headers["ETag"]

    def _real(self, name: str, reference: str, who: str, number: int) -> Any:
        real = {"reference": reference, "key": self.review, "version": 1, "number": 1, "name": "early_help"}
        real |= {"resource_type": "Task", "code": "close", "hashed": question_sets()["close"].hash}
        if name != "action":
            return real[name]
        if (who, reference) not in self.offered:
            told = self.place.call(who, "GET", f"/requests/{reference}/actions").json or {}
            self.offered[who, reference] = [one["action"] for one in told.get("actions", ())] or ["close"]
        offered = self.offered[who, reference]
        return offered[number % len(offered)]

    def _answered(self, case: Any, who: str, mode: GenerationMode) -> None:
        headers = {"Authorization": f"Bearer {self.place.people[who].token}"}
        try:
            response = case.call(headers=headers)
        except Exception as error:  # whatever the service lets out is the finding
            self._note(case, who, type(error).__name__, str(error))
            return
        try:
            case.validate_response(response, checks=CHECKS, headers=headers)
        except (FailureGroup, Failure) as failure:
            for one in getattr(failure, "exceptions", [failure]):
                self._note(case, who, type(one).__name__, str(one))
        if mode is GOOD and (fault := _nonsense(case, response)):
            self._note(case, who, fault, response.text)

    def _note(self, case: Any, who: str, kind: str, said: str) -> None:
        self.wrong.setdefault((case.operation.label, kind), f"{who}: {said[:600]}\n{case.as_curl_command()[:600]}")


def _can_be_sent(case: Any) -> bool:
    """A form has no null: a field that is to be null is not sent at all, and leaving it out is no mistake."""
    in_a_form = case.media_type == "multipart/form-data" and isinstance(case.body, dict)
    return not in_a_form or None not in case.body.values()


def _nonsense(case: Any, response: Any) -> str:
    """What a call that fits the document is told that makes no sense: it cannot be read, or is wrong without a reason."""
    takes_a_file = case.operation.path.removeprefix(ROOT).endswith(TAKES_A_FILE)
    if response.status_code in (400, 415) and not takes_a_file:
        return "refused as malformed"
    if response.status_code == 422:
        told = response.json()
        if not told.get("errors") and not told.get("unmet"):
            return "refused without a reason"
    return ""
