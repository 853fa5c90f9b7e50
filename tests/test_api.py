"""Does the API keep its contract: one request, lists and paging, history, drafts, reference?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import orjson
import pytest
from openapi_spec_validator import validate

from tests import answers
from tests.place import API, Place
from workflow.diagram import mermaid
from workflow.pathway import ACTIONS

MONDAY = date(2026, 3, 2)


def triaged(place: Place, reference: str) -> None:
    """Take a request through triage to a draft by the front door."""
    for action in ("take", "record_reading", "record_contact", "record_answers", "decide_no_assessment"):
        place.does("officer", reference, action)


def test_a_new_request_is_there_at_its_location_with_its_version(northmere: Place) -> None:
    with northmere.on(MONDAY):
        made = northmere.call("caseworker", "POST", "/requests", json=answers.new_request())
        assert made.status_code == 201
        assert made.headers["Location"] == f"{API}/requests/{made.json['reference']}"
        again = northmere.call("caseworker", "GET", f"/requests/{made.json['reference']}")
    assert again.headers["ETag"] == made.headers["ETag"] == '"1"'
    assert again.json == made.json
    assert made.json["reference"].startswith("SCA-2026-")
    assert {"reason", "state", "service", "held_by", "person", "clocks", "advice", "links"} <= made.json.keys()
    clock = made.json["clocks"][0]
    contract = {"name", "started_on", "due_on", "act_by", "status", "cite", "confidence", "working"}
    assert set(clock) == contract | {"title", "met_on"}
    assert (clock["due_on"], clock["act_by"]) == ("2026-04-13", "2026-04-13")


def test_references_of_an_authority_run_on_and_those_of_another_are_its_own(northmere: Place, eastvale: Place) -> None:
    references = [northmere.ask() for _ in range(3)]
    numbers = [int(reference[-6:]) for reference in references]
    assert numbers == [1, 2, 3]
    assert eastvale.ask()[-6:] == "000001"


def test_the_same_person_is_found_and_not_typed_again(northmere: Place) -> None:
    person = answers.child(upn="A950000178301")
    first = northmere.ask(person=person)
    body = answers.new_request(reason="family_request", person={"upn": "A950000178301"})
    second = northmere.call("caseworker", "POST", "/requests", json=body).json
    assert second["person"]["family_name"] == person["family_name"]
    assert second["person"]["contacts"] == northmere.get("caseworker", f"/requests/{first}")["person"]["contacts"]


def test_the_list_is_sorted_by_due_date_and_paged_by_links(northmere: Place) -> None:
    references = []
    for days in (30, 5, 20, 0, 10, 15, 25):
        with northmere.on(MONDAY + timedelta(days=days)):
            references.append((days, northmere.ask()))
    with northmere.on(MONDAY + timedelta(days=31)):
        undated = northmere.ask(person={"given_name": "Nobody", "family_name": "Yet"})
        seen: list[str] = []
        path: str | None = "/requests?per_page=3"
        while path:
            page = northmere.call("caseworker", "GET", path)
            seen += [row["reference"] for row in page.json["requests"]]
            link = page.headers.get("Link")
            path = link.split(">")[0].removeprefix("<").removeprefix(API) if link else None
    assert seen == [reference for _, reference in sorted(references)] + [undated]


@pytest.mark.parametrize(
    ("path", "name", "there"),
    [
        ("/requests?state=nope", "state", "drafting"),
        ("/requests?reason=nope", "reason", "annual_review"),
    ],
)
def test_a_list_that_is_narrowed_to_what_there_is_not_says_what_there_is(
    northmere: Place, path: str, name: str, there: str
) -> None:
    refused = northmere.call("caseworker", "GET", path)
    assert (refused.status_code, list(refused.json["errors"])) == (422, [name])
    assert there in refused.json["errors"][name][0]


@pytest.mark.parametrize("seen", ['"9", {now}', '{now},"9"', ', {now} ,, W/"9"', '"a,b", {now}'])
def test_a_step_may_name_several_versions_of_which_one_is_the_one_that_there_is(northmere: Place, seen: str) -> None:
    reference = northmere.ask()
    named = {"If-Match": seen.format(now=northmere.version("officer", reference))}
    assert northmere.act("officer", reference, "take", headers=named).status_code == 200


def test_the_list_can_be_narrowed(northmere: Place) -> None:
    with northmere.on(MONDAY):
        plain = northmere.ask(
            person=answers.child(given_name="Maple", family_name="Exampleton", date_of_birth="2015-01-31")
        )
        review = northmere.ask(reason="annual_review", review_meeting_on="2026-04-01")
        northmere.does("officer", plain, "take")

        def found(query: str, who: str = "caseworker") -> set[str]:
            return {row["reference"] for row in northmere.get(who, f"/requests?{query}")["requests"]}

        assert found("state=triaging") == {plain}
        assert found("state=triaging,awaiting_triage") == {plain, review}
        northmere.does("caseworker", review, "close")
        assert found("state=open") == {plain}
        assert found("state=open,closed") == {plain, review}
        assert found("reason=annual_review") == {review}
        assert found("team=childrens_front_door") == {plain}
        assert found("team=send") == set()
        assert found("mine=true", "officer") == {plain}
        assert found("mine=true", "officer2") == set()
        assert found("due_before=2026-04-01") == {review}
        for words in ("exampleton", "Exampleton Maple", "maple exampleton", "MAPLE", "2015-01-31", plain.lower()):
            assert found(f"q={words}") == {plain}, words
        assert found("q=100%25") == set()


def test_what_may_be_done_comes_with_its_questions_and_what_is_missing_first(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    northmere.does("officer", reference, "record_answers")
    offered = {one["action"]: one for one in northmere.get("officer", f"/requests/{reference}/actions")["actions"]}
    assert "decide_no_assessment" in offered
    assert "countersign" not in offered
    missing = {need["rule"] for need in offered["decide_no_assessment"]["unmet"]}
    assert missing == {"a_record_was_read"}
    asked = offered["record_answers"]["question_set"]
    assert [q["code"] for q in asked["questions"]][:2] == ["day_to_day", "impact"]
    assert all(q["source"] for q in asked["questions"])
    carried = offered["record_answers"]["answered_before"]["coping"]
    assert (carried["informant"], carried["method"]) == ("parent", "phone")
    assert [one["action"] for one in northmere.get("auditor", f"/requests/{reference}/actions")["actions"]] == []


def test_history_gives_every_answer_with_the_question_as_it_was_asked(northmere: Place) -> None:
    reference = northmere.ask()
    triaged(northmere, reference)
    told = northmere.get("caseworker", f"/requests/{reference}/history")["events"]
    assert [event["seq"] for event in told] == list(range(1, 7))
    assert [event["action"] for event in told][:2] == ["request_advice", "take"]
    assert {event["actor"] for event in told} == {"Caseworker", "Officer"}
    said = {answer["code"]: answer for answer in told[4]["answers"]}
    assert said["impact"]["informant"] == "parent"
    assert said["impact"]["question"].startswith("How much do their needs affect")
    asked = told[4]["question_set"]
    kept = northmere.get("caseworker", f"/question-sets/{asked['code']}/{asked['hash']}")
    assert {q["code"]: q["text"] for q in kept["questions"]}["impact"] == said["impact"]["question"]


def test_a_long_history_is_paged_by_links(northmere: Place) -> None:
    reference = northmere.ask()
    for n in range(4):
        northmere.does("caseworker", reference, "note", {"note": f"Note {n}"})
    first = northmere.call("caseworker", "GET", f"/requests/{reference}/history?per_page=3")
    assert [event["seq"] for event in first.json["events"]] == [1, 2, 3]
    path = first.headers["Link"].split(">")[0].removeprefix(f"<{API}")
    rest = northmere.call("caseworker", "GET", path)
    assert [event["seq"] for event in rest.json["events"]] == [4, 5]
    assert "Link" not in rest.headers


def test_a_draft_has_a_version_of_its_own_and_leaves_the_request_as_it_was(northmere: Place) -> None:
    reference = northmere.ask()
    triaged(northmere, reference)
    version = northmere.version("officer", reference)
    assert northmere.writes("officer", reference) == 1
    assert northmere.writes("officer2", reference, answers.nothing_needed()) == 2
    assert northmere.version("officer", reference) == version
    assert northmere.get("officer", f"/requests/{reference}/draft")["content"] == answers.nothing_needed()
    assert northmere.call("caseworker", "GET", f"/requests/{reference}/draft").status_code == 403
    stale = northmere.act("officer", reference, "submit_for_review", {"draft_version": 1})
    assert stale.status_code == 409
    assert "version 2" in stale.json["detail"]


def test_issued_advice_is_kept_with_its_sources_author_and_reviewer(northmere: Place) -> None:
    reference = northmere.ask()
    triaged(northmere, reference)
    northmere.submits("officer", reference)
    northmere.does("reviewer", reference, "issue_advice")
    [issued] = northmere.get("caseworker", f"/requests/{reference}/advice")["versions"]
    assert (issued["author"], issued["reviewer"], issued["kind"]) == ("Officer", "Reviewer", "final")
    assert issued["content"] == answers.advice()
    assert [set(source) for source in issued["sources"]] == [{"read", "on"}, {"spoke_to", "on", "how"}]
    assert northmere.get("caseworker", f"/requests/{reference}/advice/1") == issued
    assert northmere.call("caseworker", "GET", f"/requests/{reference}/advice/2").status_code == 404


def test_the_pathway_is_served_as_data_and_as_a_diagram(northmere: Place) -> None:
    served = northmere.get("caseworker", "/pathway")
    assert {row["action"] for row in served["actions"]} == set(ACTIONS)
    assert all(row["who"] and row["cite"] and row["confidence"] for row in served["actions"])
    assert northmere.get("caseworker", "/pathway?format=mermaid") == {"mermaid": mermaid()}


def test_the_documentation_is_valid_openapi_3_1_and_has_every_call(northmere: Place) -> None:
    answered = northmere.call(None, "GET", "/openapi.json")
    document: dict[str, Any] = orjson.loads(answered.get_data())
    validate(document)
    assert document["openapi"].startswith("3.1")
    rules = {r.rule for r in northmere.app.url_map.iter_rules() if r.rule.startswith(API) and "openapi" not in r.rule}
    served = {rule.replace("<int:", "{").replace("<", "{").replace(">", "}") for rule in rules}
    assert served == set(document["paths"])


def test_health_is_told_without_a_token_and_metrics_only_with_their_own(northmere: Place) -> None:
    client = northmere.app.test_client()
    assert client.get("/healthz").json == {"status": "alive"}
    assert client.get("/readyz").json == {"status": "ready"}
    assert client.get("/metrics").status_code == 404


def test_a_second_interim_does_not_change_what_met_the_clock(northmere: Place) -> None:
    """The first interim was in time; what is issued after the due date moves nothing (domain.md 9, ruling 1)."""
    with northmere.on(MONDAY):
        reference = northmere.ask(involvement=answers.active(northmere))
        for action in ("record_reading", "record_contact", "start_assessment"):
            northmere.does("social_worker", reference, action)
    for days, late in ((10, {}), (60, {"late_reason": "waiting_for_assessment", "late_explained": "It took longer."})):
        with northmere.on(MONDAY + timedelta(days=days)):
            northmere.does("social_worker", reference, "start_interim_advice")
            northmere.submits("social_worker", reference, answers.advice(awaits_assessment="Expected in May."))
            issued = northmere.does("team_manager", reference, "issue_interim_advice", answers.issue(**late))
        assert issued["clocks"][0]["status"] == "met_by_interim"


def test_a_request_returned_for_its_birth_date_is_then_of_the_service_of_that_age(northmere: Place) -> None:
    reference = northmere.ask(person={"given_name": "Heron", "family_name": "Example-Grown"})
    northmere.does("officer", reference, "return_as_incomplete")
    born = {"person": {"date_of_birth": "2004-01-31"}, **answers.for_action(northmere, "resubmit")}
    again = northmere.does("caseworker", reference, "resubmit", born)
    assert (again["service"], again["held_by"]["team"]) == ("adults", "adults_front_door")
