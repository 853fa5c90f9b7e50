"""Is a request in FHIR good R4, whole, and true to the record: for every story of the demonstration, and every kind of advice?"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

import demonstration
from api.advice_document import as_bytes, document
from api.fhir.asked import ENDED, TASK, task_status
from api.fhir.bundle import KINDS, bundle
from api.fhir.questionnaire import questionnaire
from api.held import Held, held
from config import clock
from config.authorities import authority_of
from models.authority import Authority
from models.queries import FIND
from models.request import Request
from tests import answers
from tests.fhir_checks import TASK as TASK_STATUSES
from tests.fhir_checks import faults, resource_faults, schema_faults
from tests.fhir_read import as_sent, plain, read_back, withheld
from tests.kinds_of_advice import KINDS_OF_ADVICE, advised
from tests.place import Place
from tests.test_demonstration import empty
from workflow.asking.question_sets import question_sets
from workflow.states import State

MEDIA = "application/fhir+json"


def of_kind(made: Any, kind: str) -> list[Any]:
    resources = [entry["resource"] for entry in made["entry"]]
    return [one for one in resources if one["resourceType"] == kind]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Held, Any]]:
    """Every request of the demonstration, as it is held and as it is sent."""
    made, at = empty(tmp_path_factory.mktemp("fhir")), clock.now()
    demonstration.fill(made, at)
    with Session(made.engine) as session:
        rows = session.scalars(FIND).unique().all()
        theirs = {row.id: authority_of(row.configuration) for row in session.query(Authority)}
        every = [held(session, theirs[row.authority_id], row) for row in rows]
    return [(one, as_sent(bundle(one, at))) for one in every]


def test_every_request_of_the_demonstration_is_good_fhir(told: list[tuple[Held, Any]]) -> None:
    found = [(one.request.reference, fault) for one, made in told for fault in (*schema_faults(made), *faults(made))]
    assert found == []
    counted = Counter(
        resource["resourceType"] for _, made in told for resource in (e["resource"] for e in made["entry"])
    )
    assert set(counted) == set(KINDS)
    assert counted["QuestionnaireResponse"] > 500
    assert counted["DocumentReference"] > 20


def test_every_answer_of_the_record_is_there_with_its_provenance_and_none_is_added(
    told: list[tuple[Held, Any]],
) -> None:
    for one, made in told:
        answered = [event for event in one.past if event.answers]
        responses = of_kind(made, "QuestionnaireResponse")
        assert [response["identifier"]["value"] for response in responses] == [
            f"{one.request.reference}/{event.seq}" for event in answered
        ]
        for event, response in zip(answered, responses, strict=True):
            asked = one.sets[event.question_set].by_code
            given = {code: plain(answer) for code, answer in event.answers.items()}
            if one.request.person.details.get("protected_address"):
                given = withheld(given)
            assert dict(read_back(response["item"], asked)) == given, (one.request.reference, event.seq)
            assert datetime.fromisoformat(response["authored"]) == event.at.replace(microsecond=0)


@pytest.mark.parametrize("code", question_sets())
def test_every_question_set_that_may_be_asked_is_a_good_questionnaire(northmere: Place, code: str) -> None:
    asked = question_sets()[code]
    response = northmere.call("auditor", "GET", f"/question-sets/{code}/{asked.hash}/fhir")
    assert (response.status_code, response.content_type) == (200, MEDIA)
    assert schema_faults(response.json) == []
    assert resource_faults(response.json) == []
    assert response.json["id"] == questionnaire(asked)["id"]
    asks = [item["linkId"] for item in response.json["item"]]
    assert asks == list(asked.by_code)


@pytest.mark.parametrize("kind", KINDS_OF_ADVICE)
def test_every_kind_of_advice_is_good_fhir_and_its_bytes_are_those_that_are_served(northmere: Place, kind: str) -> None:
    reference = advised(northmere, kind)
    made = northmere.get("caseworker", f"/requests/{reference}/fhir")
    assert schema_faults(made) + faults(made) == []
    documents = of_kind(made, "DocumentReference")
    assert [one["status"] for one in documents] == [*["superseded"] * (len(documents) - 1), "current"]
    expected = {"interim": "preliminary", "amended": "amended"}.get(kind, "final")
    assert documents[-1]["docStatus"] == expected
    for n, one in enumerate(documents):
        attachment = one["content"][0]["attachment"]
        served = northmere.call("caseworker", "GET", attachment["url"].removeprefix("/api/v1"))
        assert attachment["extension"][0]["valueString"] == sha256(served.get_data()).hexdigest()
        assert attachment["size"] == len(served.get_data())
        assert served.json["version"] == n + 1
        assert served.json["kind"] in (kind, "final", "interim")


def test_one_kind_is_the_part_of_the_whole_and_another_is_not_there(northmere: Place) -> None:
    reference = advised(northmere, "amended")
    whole = northmere.get("officer", f"/requests/{reference}/fhir")
    for kind in KINDS:
        response = northmere.call("officer", "GET", f"/requests/{reference}/fhir/{kind}")
        assert response.content_type == MEDIA
        assert of_kind(response.json, kind) == of_kind(whole, kind)
        assert len(response.json["entry"]) == len(of_kind(whole, kind))
        assert schema_faults(response.json) + faults(response.json, whole) == []
    for kind in ("Observation", "patient", "\x00"):
        refused = northmere.call("officer", "GET", f"/requests/{reference}/fhir/{kind}")
        assert (refused.status_code, refused.content_type) == (404, "application/problem+json")
    young = northmere.ask()
    nothing = northmere.get("officer", f"/requests/{young}/fhir/DocumentReference")
    assert "entry" not in nothing


def test_what_is_recorded_anew_after_advice_was_issued_is_amended_and_nothing_else_is(northmere: Place) -> None:
    reference = advised(northmere, "amended")
    northmere.does("officer", reference, "amend_advice")
    northmere.does("officer", reference, "record_answers", {"coping": {"value": "Better.", "informant": "parent"}})
    northmere.does("officer", reference, "note", {"note": "Another."})
    events = northmere.get("officer", f"/requests/{reference}/history")["events"]
    made = northmere.get("officer", f"/requests/{reference}/fhir/QuestionnaireResponse")
    status = {one["identifier"]["value"]: one["status"] for one in of_kind(made, "QuestionnaireResponse")}
    corrected = [event for event in events if status.get(f"{reference}/{event['seq']}") == "amended"]
    assert [event["action"] for event in corrected] == ["record_answers"]
    assert corrected[0]["seq"] == len(events) - 1
    assert set(status.values()) == {"completed", "amended"}


def test_a_step_that_was_asked_nothing_has_no_response(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take", {})
    made = northmere.get("officer", f"/requests/{reference}/fhir")
    assert len(northmere.get("officer", f"/requests/{reference}/history")["events"]) == 2
    assert len(of_kind(made, "QuestionnaireResponse")) == len(of_kind(made, "Questionnaire")) == 1


def test_what_was_not_asked_is_said_with_the_reason(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    given = {**answers.triage(), "coping": {"not_asked_because": "The call was cut off."}}
    northmere.does("officer", reference, "record_answers", given)
    made = northmere.get("officer", f"/requests/{reference}/fhir")
    assert schema_faults(made) + faults(made) == []
    item = next(i for i in of_kind(made, "QuestionnaireResponse")[-1]["item"] if i["linkId"] == "coping")
    assert "answer" not in item
    assert item["extension"][0]["valueString"] == "The call was cut off."


def test_a_space_that_fhirs_pattern_refuses_becomes_a_plain_one(northmere: Place) -> None:
    reference = northmere.ask(identified_needs="Two\u00a0hours\u2003a week.\nAnd a lift.")
    made = northmere.get("officer", f"/requests/{reference}/fhir")
    assert schema_faults(made) + faults(made) == []
    items = of_kind(made, "QuestionnaireResponse")[0]["item"]
    said = next(item for item in items if item["linkId"] == "identified_needs")
    assert said["answer"] == [{"valueString": "Two hours a week.\nAnd a lift."}]


def test_a_child_is_told_of_by_name_and_birth_alone_and_a_restriction_is_carried(northmere: Place) -> None:
    person = answers.child(given_name="Nora", family_name="Exampleby", upn="A950000178301", postcode="ZZ1 1ZZ")
    reference = northmere.ask(person=person)
    assert "meta" not in northmere.get("door_manager", f"/requests/{reference}/fhir")
    northmere.does("officer", reference, "restrict")
    made = northmere.get("door_manager", f"/requests/{reference}/fhir")
    (patient,) = of_kind(made, "Patient")
    assert set(patient) == {"resourceType", "id", "name", "birthDate"}
    assert patient["name"] == [{"family": "Exampleby", "given": ["Nora"], "use": "official"}]
    assert made["meta"]["security"][0]["code"] == "restricted"
    assert northmere.call("officer2", "GET", f"/requests/{reference}/fhir").status_code == 404


def test_a_protected_address_is_told_in_no_answer_of_any_step(northmere: Place) -> None:
    home = {"address": "7 Hidden Lane, Northmere", "postcode": "ZZ9 9ZZ"}
    reference = northmere.ask(person=answers.child(**home), identified_needs="Waits at 7 hidden  lane.")
    northmere.does("officer", reference, "take")
    given = {**answers.reading(), "key_facts": "The nurse calls at ZZ99ZZ."}
    northmere.does("officer", reference, "record_reading", given)
    before = northmere.call("officer", "GET", f"/requests/{reference}/fhir").get_data(as_text=True)
    assert before.count("7 Hidden Lane") == before.count("ZZ9 9ZZ") == before.count("ZZ99ZZ") == 1
    northmere.does("officer", reference, "update_person", {"person": {"protected_address": True}})
    response = northmere.call("officer", "GET", f"/requests/{reference}/fhir")
    text = response.get_data(as_text=True)
    assert not [word for word in ("Hidden", "hidden", "ZZ9") if word in text]
    assert text.count('"valueString":"Withheld"') == 4
    assert schema_faults(response.json) + faults(response.json) == []


def test_two_requests_of_one_child_name_the_same_patient(northmere: Place) -> None:
    child = answers.child()
    first, second = northmere.ask(person=child), northmere.ask(person=child)
    patients = [northmere.get("officer", f"/requests/{one}/fhir/Patient")["entry"][0] for one in (first, second)]
    assert patients[0] == patients[1]
    tasks = [northmere.get("officer", f"/requests/{one}/fhir/Task")["entry"][0]["fullUrl"] for one in (first, second)]
    assert tasks[0] != tasks[1]


@pytest.mark.parametrize("state", State)
def test_the_status_of_a_task_is_one_of_fhirs_in_every_state(state: State) -> None:
    expected = {**TASK, State.CLOSED: "cancelled"}
    assert task_status(Request(state=state), False) == expected[state] in TASK_STATUSES


def test_how_a_request_ended_is_told() -> None:
    ends = {
        reason: task_status(Request(state="closed", closure_reason=reason), True) for reason in (*ENDED, "withdrawn")
    }
    assert ends == {**ENDED, "withdrawn": "cancelled"}
    died = Request(state="closed", closed_from="issued", closure_reason="deceased")
    assert task_status(died, True) == "completed"
    assert (
        task_status(Request(state="closed", closed_from="issued", closure_reason="error"), True) == "entered-in-error"
    )
    assert task_status(Request(state="awaiting_triage"), True) == "received"


def test_the_document_that_fhir_points_to_is_made_once_for_all(told: list[tuple[Held, Any]]) -> None:
    for one, made in told:
        said = [each["content"][0]["attachment"]["size"] for each in of_kind(made, "DocumentReference")]
        assert said == [len(as_bytes(document(one, version))) for version in one.issued]


def test_nothing_heavy_is_imported_and_every_extension_is_explained() -> None:
    root = Path(__file__).parent.parent
    code = "\n".join(path.read_text() for path in (root / "api").rglob("*.py"))
    assert not re.search(r"import (?:jsonschema|fhir)\b", code)
    named = set(re.findall(r'extension\("([\w-]+)"', code))
    explained = re.findall(r"`([\w-]+)`", (root / "docs/exports.md").read_text())
    assert named - set(explained) == set()
    assert len(named) > 8
