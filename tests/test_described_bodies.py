"""Can a body that the contract gives be sent as it is? The document allows it, and the service takes it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator

from tests import answers, lists
from tests.place import API, Place

DAY = "2026-03-02"
README = Path(__file__).parent.parent / "README.md"

# The body of POST /requests in the contract, as it is written there, with one of each choice taken and names put in.
CONTRACT: dict[str, Any] = {
    "reason": "ehc_needs_assessment",
    "received_on": "2026-03-02",
    "person": {
        "given_name": "Maple",
        "family_name": "Exampleton",
        "date_of_birth": None,
        "year_group": None,
        "upn": None,
        "nhs_number": None,
        "social_care_id": None,
        "contacts": [
            {
                "name": "Ana Exampleton",
                "relationship": "parent",
                "phone": None,
                "email": None,
                "parental_responsibility": True,
                "safe_to_contact": True,
            }
        ],
    },
    "involvement": {"status": "none", "lead_professional": None, "team": None, "source": "", "checked_on": None},
    "front_door": {"service": "children", "reason": ""},
    "provision_in_place": [{"kind": "short_break_day", "text": "Saturdays at the pool."}],
    "ehc_needs_assessment_requested_on": None,
    "review_meeting_on": None,
    "raised_at_meeting": False,
    "order_due_on": None,
    "requested_by": {"organisation": None, "name": None, "email": None},
    "answers": {},
}
ANSWERED = {"identified_needs": {"value": "Nights are hard.", "informant": "parent", "method": "phone"}}
BODIES: dict[str, dict[str, Any]] = {
    **{reason: {"reason": reason} for reason in ("ehc_needs_assessment", "reassessment", "tribunal_recommendation")},
    "annual_review": {"reason": "annual_review", "review_meeting_on": "2026-04-20"},
    "tribunal_order": {"reason": "tribunal_order", "order_due_on": "2026-04-20"},
    "family_request": {"reason": "family_request", "requested_by": {"name": "Ana Exampleton", "email": None}},
    "other_authority": {"reason": "other_authority", "requested_by": {"organisation": "Rutland", "name": None}},
    "nothing where nothing applies": {"front_door": None, "provision_in_place": [], "requested_by": None},
    "with answers": {"answers": ANSWERED},
}
SCREENINGS: dict[str, dict[str, Any]] = {
    "no": {"needs_identified": False},
    "no, with what only yes asks left null": {"needs_identified": False, "identified_needs": None, "involvement": None},
    "yes": {"needs_identified": True, "identified_needs": "Nights are hard.", "raised_at_meeting": False},
}


@pytest.fixture
def allowed(northmere: Place) -> Any:
    """What the document says against a body of that name: the first sentence, or nothing."""
    described = northmere.call(None, "GET", "/openapi.json").json

    def against(name: str, body: Any) -> str | None:
        schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
        return next((wrong.message for wrong in Draft202012Validator(schema).iter_errors(body)), None)

    return against


@pytest.mark.parametrize("said", BODIES)
def test_the_body_of_the_contract_is_allowed_and_taken(northmere: Place, allowed: Any, said: str) -> None:
    body = {**CONTRACT, **BODIES[said]}
    assert allowed("NewRequest", body) is None
    with northmere.on(DAY):
        made = northmere.call("caseworker", "POST", "/requests", json=body)
    assert made.status_code == 201, made.json


@pytest.mark.parametrize("said", SCREENINGS)
def test_a_screening_is_allowed_and_taken_whichever_it_says(northmere: Place, allowed: Any, said: str) -> None:
    with northmere.on(DAY):
        body = {**lists.no(), "answers": {}, **SCREENINGS[said]}
        assert allowed("NewScreening", body) is None
        [review] = lists.listed(northmere, lists.child(1))
        lists.screened(northmere, review, body)


def test_the_bodies_of_the_readme_are_allowed(allowed: Any) -> None:
    """They are sent as they are by tests/test_readme.py."""
    shell = README.read_text().replace("'\"'\"'", "").replace("'$TODAY'", DAY)
    [asked] = re.findall(r"readme-[^']+'({.*?})'", shell, re.S)
    steps = re.findall(r'^step "\$\w+" \w+ \'({.*?})\'$', shell, re.S | re.M)
    assert allowed("NewRequest", orjson.loads(asked)) is None
    assert len(steps) > 5
    for one in steps:
        assert allowed("Step", {"answers": orjson.loads(one)}) is None


# What is wrong with a body: the document forbids it, and it is refused.
WRONG: dict[str, dict[str, Any]] = {
    "no reason": {"reason": None},
    "a reason that there is not": {"reason": "curiosity"},
    "nobody": {"person": None},
    "a part that there is not": {"state": "issued"},
    "a part that there is not, null": {"state": None},
    "a part of the person that there is not, null": {"person": {**CONTRACT["person"], "state": None}},
    "a contact without a name": {"person": {**CONTRACT["person"], "contacts": [{"relationship": "parent"}]}},
    "no status of involvement": {"involvement": {"source": "The case system"}},
    "a day that is none": {"parent_told_on": 5},
    "what the service fills in": {"contributing_team": "adults_front_door"},
    "a list of answers": {"answers": []},
}


@pytest.mark.parametrize("said", WRONG)
def test_what_the_document_forbids_is_refused(northmere: Place, allowed: Any, said: str) -> None:
    body = {**CONTRACT, **WRONG[said]}
    assert allowed("NewRequest", body) is not None
    with northmere.on(DAY):
        assert northmere.call("caseworker", "POST", "/requests", json=body).status_code == 422


def test_the_headers_that_lead_on_are_described(northmere: Place) -> None:
    described = northmere.call(None, "GET", "/openapi.json").json
    reference = northmere.ask()
    northmere.ask()
    version = northmere.version("caseworker", reference)
    step = {"json": {"note": "The school rang."}, "headers": {"If-Match": version}}
    calls: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        ("POST", "/requests", "/requests", {"json": answers.new_request()}),
        ("GET", "/requests/{reference}", f"/requests/{reference}", {}),
        ("GET", "/requests/{reference}/actions", f"/requests/{reference}/actions", {}),
        ("GET", "/requests", "/requests?per_page=1", {}),
        ("GET", "/requests/{reference}/history", f"/requests/{reference}/history?per_page=1", {}),
        ("POST", "/requests/{reference}/actions/{action}", f"/requests/{reference}/actions/note", step),
        ("GET", "/requests/{reference}/history", f"/requests/{reference}/history?per_page=1", {}),
    )
    for method, path, address, sent in calls:
        response = northmere.call("caseworker", method, address, **sent)
        told = described["paths"][f"{API}{path}"][method.lower()]["responses"][str(response.status_code)]["headers"]
        given = {"ETag", "Location", "Link"} & set(response.headers.keys())
        assert {name for name, one in told.items() if one.get("required")} <= given <= set(told), path
