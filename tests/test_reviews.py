"""Is every annual review screened by somebody named, on a basis that is kept, and advice asked for where it is needed?"""

from __future__ import annotations

from typing import Any

import pytest

from tests import answers
from tests.desk import everything
from tests.evidence.going import read
from tests.lists import MEETING, child, listed, no, screen, screened, yes
from tests.place import API, Place
from tests.racing import at_once

FRIDAY = "2026-10-02"
NOWHERE = "0198c0de-0000-7000-8000-000000000000"
SEND = {"caseworker", "coordinator", "send_manager"}


def test_a_review_without_identified_needs_is_not_required_and_says_who_decided_on_what_basis(northmere: Place) -> None:
    with northmere.on(FRIDAY):
        [review] = listed(northmere)
        said = screened(northmere, review, no())
    assert (said["standing"], said["request"]) == ("not_required", None)
    assert (said["decided_by"], said["screened_on"], said["listed_by"]) == ("Holly Berry", FRIDAY, "Coordinator")
    [one] = said["screenings"]
    told = {answer["code"]: answer for answer in one["answers"]}
    assert told["needs_identified"] == {
        "code": "needs_identified", "question": "Are there identified social care needs?", "value": False,
    }  # fmt: skip
    assert told["screening_basis"]["label"] == "The report of the last review, The view of the school or setting"
    assert one["actor"] == "Coordinator"
    asked = one["question_set"]
    kept = northmere.get("coordinator", f"/question-sets/{asked['code']}/{asked['hash']}")
    assert {question["code"] for question in kept["questions"]} >= set(told)
    assert northmere.get("coordinator", "/requests") == {"requests": []}


def test_identified_needs_raise_a_request_in_time_for_the_papers(northmere: Place) -> None:
    """Screened on Friday 2 October for Wednesday 18 November: six weeks end on 13 November, the papers go out before."""
    with northmere.on(FRIDAY):
        [review] = listed(northmere)
        provision = [{"kind": "short_break_day", "text": "A Saturday a month."}]
        involved = answers.active(northmere)
        said = screened(northmere, review, yes(involvement=involved, provision_in_place=provision))
        request = northmere.get("coordinator", f"/requests/{said['request']}")
        [event] = northmere.get("coordinator", f"/requests/{said['request']}/history")["events"]
    assert (said["standing"], said["links"]["request"]) == ("requested", f"{API}/requests/{said['request']}")
    assert (request["reason"], request["clocks"][0]["due_on"]) == ("annual_review", "2026-11-04")
    assert (request["state"], request["held_by"]["team"]) == ("drafting", "disabled_children")
    assert request["provision_in_place"] == provision
    assert (request["person"]["given_name"], request["person"]["setting"]) == ("Bryony", "Northmere Primary School")
    assert request["person"]["contacts"][0]["phone"] == "01632 960001"
    answered = {answer["code"]: answer["value"] for answer in event["answers"]}
    assert (answered["received_on"], answered["review_meeting_on"]) == (FRIDAY, MEETING)
    assert answered["identified_needs"].startswith("Weekends")


def test_a_need_raised_at_the_meeting_itself_is_due_four_weeks_after_it(northmere: Place) -> None:
    """Although nobody saw one before: the review was screened, and is screened again."""
    with northmere.on(FRIDAY):
        [review] = listed(northmere)
        screened(northmere, review, no())
        early = screen(northmere, review, yes(raised_at_meeting=True))
        assert early.status_code == 422
        assert [need["rule"] for need in early.json["unmet"]] == ["the_dates_fit_together"]
    with northmere.on(MEETING):
        said = screened(northmere, review, yes(raised_at_meeting=True), "caseworker")
        clock = northmere.get("caseworker", f"/requests/{said['request']}")["clocks"][0]
    assert clock["due_on"] == "2026-12-16"
    assert [(one["number"], one["actor"]) for one in said["screenings"]] == [(1, "Coordinator"), (2, "Caseworker")]
    assert [one["answers"][0]["value"] for one in said["screenings"]] == [False, True]


def test_who_answered_when_and_how_goes_on_to_the_request(northmere: Place) -> None:
    [review] = listed(northmere)
    told = {
        "value": "No help at night.",
        "informant": "Ana Exampleton-1",
        "asked_on": answers.today(),
        "method": "phone",
    }
    said = screened(northmere, review, {"answers": {**yes(), "identified_needs": told}})
    [event] = northmere.get("coordinator", f"/requests/{said['request']}/history")["events"]
    [passed] = [answer for answer in event["answers"] if answer["code"] == "identified_needs"]
    [kept] = [answer for answer in said["screenings"][0]["answers"] if answer["code"] == "identified_needs"]
    for one in (passed, kept):
        assert (one["value"], one["informant"], one["informant_name"]) == (told["value"], "parent", told["informant"])
        assert (one["asked_on"], one["method"]) == (told["asked_on"], "phone")


def test_while_its_request_is_open_a_review_is_not_screened_again_and_the_request_is_named(northmere: Place) -> None:
    [review] = listed(northmere)
    reference = screened(northmere, review, yes())["request"]
    before = everything(northmere)
    for again in (yes(), no(), {}):
        refused = screen(northmere, review, again)
        assert (refused.status_code, reference in refused.json["detail"]) == (409, True)
    assert everything(northmere) == before
    northmere.does("caseworker", reference, "close")
    assert screened(northmere, review, no())["standing"] == "not_required"
    assert screened(northmere, review, yes())["request"] != reference


def test_a_request_that_is_hidden_from_a_colleague_is_not_named(northmere: Place) -> None:
    [review] = listed(northmere)
    reference = screened(northmere, review, yes(), "caseworker")["request"]
    northmere.does("caseworker", reference, "restrict")
    for who, named in (("caseworker", reference), ("coordinator", None), ("send_manager", reference)):
        [row] = northmere.get(who, f"/reviews?from={MEETING}")["reviews"]
        assert (row["standing"], row["request"]) == ("requested", named)
        assert northmere.get(who, f"/reviews/{review}")["request"] == named
        refused = screen(northmere, review, no(), who)
        assert (refused.status_code, reference in refused.json["detail"]) == (409, named is not None)


WRONG: dict[str, tuple[dict[str, Any], set[str]]] = {
    "nothing": ({}, {"needs_identified", "screening_basis", "screening_explained", "decided_by", "screened_on"}),
    "nobody decided": (no(decided_by=" "), {"decided_by"}),
    "no basis": (no(screening_basis=[]), {"screening_basis"}),
    "an unknown basis": (no(screening_basis=["rumour"]), {"screening_basis.0"}),
    "words for true": (no(needs_identified="yes"), {"needs_identified"}),
    "decided tomorrow": (no(screened_on="2100-01-01"), {"screened_on"}),
    "needs that are none": (no(identified_needs="Some."), {"identified_needs"}),
    "no needs that are some": (no(needs_identified=True), {"identified_needs"}),
    "received tomorrow": (yes(received_on="2100-01-01"), {"received_on"}),
    "an unknown team": (yes(involvement={"status": "active", "team": "nowhere"}), {"involvement.team"}),
    "another question": (no(state="issued"), {"state"}),
    "no answers": ({**no(), "answers": []}, {"answers"}),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_an_answer_that_is_wrong_or_missing_is_named_and_nothing_changes(northmere: Place, wrong: str) -> None:
    said, named = WRONG[wrong]
    [review] = listed(northmere)
    before = everything(northmere)
    refused = screen(northmere, review, said)
    assert (refused.status_code, set(refused.json["errors"])) == (422, named)
    assert everything(northmere) == before


def test_a_review_is_known_to_its_send_team_and_oversight_and_screened_by_the_team(
    northmere: Place, eastvale: Place
) -> None:
    [review] = listed(northmere)
    northmere.people["elsewhere"] = eastvale.people["coordinator"]
    for who in northmere.people:
        shown = read(northmere.call(who, "GET", f"/reviews/{review}"))
        found = [row["id"] for row in northmere.get(who, f"/reviews?from={MEETING}&q=Exampleton-1")["reviews"]]
        refused = screen(northmere, review, {}, who)
        if who in SEND:
            assert (shown[0], found, refused.status_code) == (200, [review], 422), who
        elif who in ("dsco", "auditor"):
            assert (shown[0], found, refused.status_code) == (200, [review], 403), who
        else:
            assert (found, refused.status_code) == ([], 404), who
            assert shown == read(northmere.call(who, "GET", f"/reviews/{NOWHERE}")), who
            assert read(refused) == read(screen(northmere, NOWHERE, {}, who)), who
    for nothing in ("nonsense", "%00", "1", f"{review}x"):
        assert northmere.call("coordinator", "GET", f"/reviews/{nothing}").status_code == 404
        assert screen(northmere, nothing, no()).status_code == 404


def test_somebody_of_whom_a_request_is_hidden_is_not_brought_out_by_a_number(northmere: Place) -> None:
    """They stay on the list of the team that has them there; but what the list knows is all that is told."""
    number = {"upn": "A950000178301"}
    [review] = listed(northmere, child(1, **number))
    asked = northmere.ask("caseworker", person=number)
    assert northmere.get("coordinator", f"/requests/{asked}")["person"]["family_name"] == "Exampleton-1"
    northmere.does("caseworker", asked, "update_person", {"person": {"address": "1 Hidden Lane"}})
    northmere.does("caseworker", asked, "restrict")
    found = northmere.ask("coordinator", person={**number, "given_name": "B", "family_name": "C"})
    person = northmere.get("coordinator", f"/requests/{found}")["person"]
    assert (person["family_name"], person["contacts"], person.get("address")) == ("C", [], None)
    assert listed(northmere, child(1, **number)) == [review]
    reference = screened(northmere, review, yes())["request"]
    assert "address" not in northmere.get("coordinator", f"/requests/{reference}")["person"]


def test_somebody_on_the_list_is_found_when_advice_is_asked_for(northmere: Place) -> None:
    listed(northmere, child(1, upn="A950000178301"))
    reference = northmere.ask("caseworker", person={"upn": "A950000178301"})
    assert northmere.get("caseworker", f"/requests/{reference}")["person"]["family_name"] == "Exampleton-1"


def test_screening_twice_at_once_raises_one_request(northmere: Place) -> None:
    [review] = listed(northmere)
    replies = at_once([lambda who=who: screen(northmere, review, yes(), who) for who in (*SEND, *SEND)])
    assert sorted(reply.status_code for reply in replies) == [200, 409, 409, 409, 409, 409]
    assert len(northmere.get("coordinator", "/requests")["requests"]) == 1
    assert len(northmere.get("coordinator", f"/reviews/{review}")["screenings"]) == 1


def test_the_same_list_twice_at_once_is_listed_once(northmere: Place) -> None:
    replies = at_once([lambda who=who: listed(northmere, *map(child, range(5)), who=who) for who in SEND])
    assert len({tuple(reply) for reply in replies}) == 1
    assert len(northmere.get("coordinator", f"/reviews?from={MEETING}")["reviews"]) == 5


def test_a_screening_under_one_key_has_one_effect(northmere: Place) -> None:
    [review] = listed(northmere)
    headers = {"Idempotency-Key": "screened"}
    first, again = (screen(northmere, review, yes(), headers=headers) for _ in range(2))
    assert (first.status_code, first.get_data()) == (again.status_code, again.get_data())
    assert screen(northmere, review, no(), headers=headers).status_code == 422
