"""Is what was sent taken as it was meant: nothing lost without a word, and nothing asked for that is there?"""

from __future__ import annotations

from typing import Any

import pytest

from tests import answers
from tests.place import Place

NAMED = "Give the person's given and family name, or their UPN, NHS or social care number."
CONTACTS = [{"name": "Ana Exampleton", "relationship": "parent", "phone": "01632 960123"}]


def said_last(place: Place, reference: str) -> dict[str, Any]:
    """The answers of the last step, by their codes."""
    return {one["code"]: one for one in place.get("dsco", f"/requests/{reference}/history")["events"][-1]["answers"]}


@pytest.mark.parametrize(
    "body",
    [{"answers": {"note": "The school rang."}}, {"note": "The school rang."}, {"answers": None, "note": "The school rang."},
     {"answers": {"note": "The school rang."}, "note": "The school rang."}],
)  # fmt: skip
def test_a_note_is_kept_wherever_it_stands(northmere: Place, body: dict[str, Any]) -> None:
    reference = northmere.ask()
    path, seen = f"/requests/{reference}/actions/note", {"If-Match": northmere.version("officer", reference)}
    assert northmere.call("officer", "POST", path, json=body, headers=seen).status_code == 200
    assert said_last(northmere, reference)["note"]["value"] == "The school rang."


def test_two_notes_of_one_step_are_both_kept(northmere: Place) -> None:
    reference = northmere.ask()
    path, seen = f"/requests/{reference}/actions/note", {"If-Match": northmere.version("officer", reference)}
    twice = {"answers": {"note": "The school rang."}, "note": "The mother rang."}
    assert northmere.call("officer", "POST", path, json=twice, headers=seen).status_code == 200
    assert said_last(northmere, reference)["note"]["value"] == "The school rang.\n\nThe mother rang."


def test_what_is_given_in_two_places_is_refused_and_neither_is_lost(northmere: Place) -> None:
    body = answers.new_request(identified_needs="Nights.", answers={"identified_needs": "Weekends."})
    refused = northmere.call("caseworker", "POST", "/requests", json=body)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["identified_needs"])


def test_an_answer_under_answers_counts_where_the_same_is_null_beside_it(northmere: Place) -> None:
    body = answers.new_request(identified_needs=None, answers={"identified_needs": "Weekends."})
    made = northmere.call("caseworker", "POST", "/requests", json=body)
    assert made.status_code == 201
    assert said_last(northmere, made.json["reference"])["identified_needs"]["value"] == "Weekends."


def test_whoever_is_known_by_name_alone_need_not_be_named_again(northmere: Place) -> None:
    reference = northmere.ask(person={"given_name": "Ada", "family_name": "Exampleton"})
    northmere.does("officer", reference, "return_as_incomplete")
    offered = northmere.get("caseworker", f"/requests/{reference}/actions")["actions"]
    assert next(one["unmet"] for one in offered if one["action"] == "resubmit") == []
    said = {
        "resubmitted_on": answers.today(),
        "what_was_added": "Her telephone number.",
        "person": {"contacts": CONTACTS},
    }
    sent = northmere.act("caseworker", reference, "resubmit", said)
    assert sent.status_code == 200, sent.json
    assert sent.json["person"]["given_name"] == "Ada"
    assert sent.json["person"]["contacts"][0]["phone"] == "01632 960123"


def test_nobody_named_at_all_is_still_refused(northmere: Place) -> None:
    for person in ({"contacts": CONTACTS}, {"given_name": "Ada"}, {"date_of_birth": "2018-04-09"}):
        refused = northmere.call("caseworker", "POST", "/requests", json=answers.new_request(person=person))
        assert [one["reason"] for one in refused.json["unmet"]] == [NAMED]


def test_an_answer_that_is_refused_is_not_told_to_be_missing_too(northmere: Place) -> None:
    body = answers.new_request(person=answers.child(year_group=99))
    refused = northmere.call("caseworker", "POST", "/requests", json=body).json
    assert (list(refused["errors"]), refused.get("unmet", [])) == (["person.year_group"], [])
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    said = {"coping": {"value": "Tired.", "informant": "a passer-by"}}
    refused = northmere.act("officer", reference, "record_answers", said).json
    assert (list(refused["errors"]), refused.get("unmet", [])) == (["coping"], [])


def test_what_follows_from_an_answer_that_is_refused_is_not_told_to_be_unasked(northmere: Place) -> None:
    body = answers.new_request(reason="anual_review", review_meeting_on="2026-12-20")
    assert list(northmere.call("caseworker", "POST", "/requests", json=body).json["errors"]) == ["reason"]


def test_a_plain_no_to_what_is_not_asked_here_says_nothing(northmere: Place) -> None:
    reference = northmere.ask(raised_at_meeting=False)
    assert "raised_at_meeting" not in said_last(northmere, reference)


@pytest.mark.parametrize("said", [True, {"value": False, "informant": "parent"}])
def test_what_somebody_said_though_it_is_not_asked_here_is_refused(northmere: Place, said: Any) -> None:
    body = answers.new_request(raised_at_meeting=said)
    refused = northmere.call("caseworker", "POST", "/requests", json=body).json
    assert refused["errors"] == {"raised_at_meeting": ["This is not asked here, given the other answers."]}
