"""May one contact serve several children of a family, with no word of one in the record of another, and none by halves?"""

from __future__ import annotations

from json import dumps
from threading import Barrier, Thread
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests import answers
from tests.desk import everything
from tests.endings import history, taken
from tests.place import Place

OWN = {"what_was_said": "Oak sleeps well and loves the club."}
IVYS = "Ivy is up twice most nights."


def family(place: Place) -> tuple[str, str]:
    """Two children of one family, both in triage."""
    ivy = place.ask(person=answers.child(given_name="Ivy"))
    oak = place.ask(person=answers.child(given_name="Oak", date_of_birth="2014-02-01"))
    for one in (ivy, oak):
        place.does("officer", one, "take")
    return ivy, oak


def contact(place: Place, reference: str, also: Any, who: str = "officer", **options: Any) -> TestResponse:
    """The officer speaks with the mother about the child of `reference`, and about those of `also`."""
    said = options.pop("said", None) or answers.spoke(what_was_said=IVYS, minutes=40, informant_name="Ana Example")
    action = options.pop("action", "record_contact")
    headers = options.pop("headers", None) or {"If-Match": place.version("auditor", reference)}
    path = f"/requests/{reference}/actions/{action}"
    return place.call(who, "POST", path, json={"answers": said, "also_for": also}, headers=headers, **options)


def test_one_contact_serves_two_requests_and_neither_record_names_the_other(northmere: Place) -> None:
    """Event 21."""
    ivy, oak = family(northmere)
    own = {**OWN, "who_was_present": "Their grandmother", "note": "Ring after six."}
    response = contact(northmere, ivy, [{"reference": oak, "answers": own}])
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.json["reference"] == ivy  # type: ignore[index]  # the request
    assert response.headers["ETag"] == northmere.version("officer", ivy)
    (ivys,), (oaks,) = (taken(northmere, one, "record_contact") for one in (ivy, oak))
    shared = {"informant_kind": "parent", "informant_name": "Ana Example", "contacted_on": answers.today(),
              "method": "phone", "outcome": "spoke", "minutes": 40}  # fmt: skip
    assert ivys == {**shared, "what_was_said": IVYS}
    assert oaks == {**shared, **own}
    for one, words in ((ivy, (oak, "Oak", OWN["what_was_said"])), (oak, (ivy, "Ivy", IVYS))):
        events, request = history(northmere, one), northmere.get("auditor", f"/requests/{one}")
        said = dumps([events, request["referrals"], request["person"]])
        assert not [word for word in words if word in said]
    assert [len(history(northmere, one)) for one in (ivy, oak)] == [3, 3]


def test_an_attempt_that_failed_counts_for_each_child(northmere: Place) -> None:
    ivy, oak = family(northmere)
    assert contact(northmere, ivy, [{"reference": oak}], said=answers.tried("sms")).status_code == 200
    assert [taken(northmere, one, "record_contact")[0]["method"] for one in (ivy, oak)] == ["sms", "sms"]


def test_what_is_one_childs_own_is_never_taken_over(northmere: Place) -> None:
    ivy, oak = family(northmere)
    said = answers.spoke(what_was_said=IVYS, agreed_to_others=True, who_was_present="Ivy", note="Ivy waved.")
    assert contact(northmere, ivy, [{"reference": oak, "answers": OWN}], said=said).status_code == 200
    assert not {"agreed_to_others", "who_was_present", "note"} & taken(northmere, oak, "record_contact")[0].keys()


def refused(place: Place, response: TestResponse, status: int, before: Any) -> Any:
    """The problem, once it is sure that nothing was recorded anywhere."""
    assert response.status_code == status, response.get_data(as_text=True)
    assert everything(place) == before
    return response.json


def test_if_one_is_refused_nothing_is_recorded_and_the_refusal_says_which(northmere: Place) -> None:
    ivy, oak = family(northmere)
    before = everything(northmere)
    problem = refused(northmere, contact(northmere, ivy, [{"reference": oak}]), 422, before)
    assert problem["detail"].startswith(f"{oak}: ")
    assert list(problem["errors"]) == ["also_for.0.answers.what_was_said"]
    shared = [{"reference": oak, "answers": {**OWN, "method": "letter"}}]
    problem = refused(northmere, contact(northmere, ivy, shared), 422, before)
    assert list(problem["errors"]) == ["also_for.0.answers.method"]


def test_a_sibling_whose_request_is_not_worked_on_or_not_ones_own_stops_it_for_all(northmere: Place) -> None:
    ivy, oak = family(northmere)
    northmere.does("caseworker", oak, "close")
    before = everything(northmere)
    problem = refused(northmere, contact(northmere, ivy, [{"reference": oak, "answers": OWN}]), 409, before)
    assert problem["detail"].startswith(f"{oak}: ")
    ash = northmere.ask(person=answers.child(given_name="Ash"))
    northmere.does("officer", ash, "take")
    northmere.does("officer", ash, "pass_to_lead_professional")
    before = everything(northmere)
    problem = refused(northmere, contact(northmere, ivy, [{"reference": ash, "answers": OWN}]), 403, before)
    assert problem["detail"].startswith(f"{ash}: ")


def test_a_young_person_who_declined_contact_with_parents_is_not_spoken_about_under_anothers_name(
    northmere: Place,
) -> None:
    ivy, _ = family(northmere)
    grown = northmere.ask(person=answers.child(given_name="Rue", date_of_birth="2004-01-10"), front_door={
        "service": "children", "reason": "Known there."})  # fmt: skip
    northmere.does("officer", grown, "take")
    declined = answers.consent("contact_with_parents", "declined", "young_person")
    northmere.does("officer", grown, "record_consent", declined)
    before = everything(northmere)
    problem = refused(northmere, contact(northmere, ivy, [{"reference": grown, "answers": OWN}]), 422, before)
    assert [need["rule"] for need in problem["unmet"]] == ["the_young_person_has_not_declined_contact_with_parents"]
    assert problem["detail"].startswith(f"{grown}: ")


def test_a_siblings_request_that_is_hidden_is_as_one_that_is_not_there(northmere: Place) -> None:
    ivy, oak = family(northmere)
    northmere.does("door_manager", oak, "assign", {"assignee": northmere.email("officer2")})
    northmere.does("officer2", oak, "restrict")
    before, nowhere = everything(northmere), "SCA-2026-999999"
    said = [
        refused(northmere, contact(northmere, ivy, [{"reference": one, "answers": OWN}]), 404, before)["detail"]
        for one in (oak, nowhere)
    ]
    assert said[0].replace(oak, nowhere) == said[1]
    assert said[1].startswith(f"{nowhere}: ")
    refused(northmere, contact(northmere, nowhere, [{"reference": ivy}], headers={"If-Match": '"1"'}), 404, before)


def test_another_authoritys_request_is_no_siblings(northmere: Place, eastvale: Place) -> None:
    ivy, _ = family(northmere)
    for _ in range(3):
        elsewhere = eastvale.ask()
    before = everything(northmere)
    refused(northmere, contact(northmere, ivy, [{"reference": elsewhere, "answers": OWN}]), 404, before)


@pytest.mark.parametrize("voice", ["child", "young_person", "sibling"])
def test_what_a_child_says_is_recorded_on_their_own_request_only(northmere: Place, voice: str) -> None:
    ivy, oak = family(northmere)
    before = everything(northmere)
    response = contact(northmere, ivy, [{"reference": oak, "answers": OWN}], said=answers.spoke(voice))
    assert list(refused(northmere, response, 422, before)["errors"]) == ["also_for"]


def test_what_cannot_be_read_as_siblings_is_refused(northmere: Place) -> None:
    ivy, oak = family(northmere)
    before, one = everything(northmere), {"reference": oak, "answers": OWN}
    many = [{"reference": f"SCA-2026-9{n:05}"} for n in range(11)]
    wrong = (oak, {}, [], [oak], [{}], [one, one], [{**one, "reference": ivy}], many, [{**one, "state": "closed"}],
             [{**one, "answers": [1]}], [{**one, "reference": "\x00"}], [{**one, "reference": 5}],
             [{**one, "reference": ""}], [{**one, "reference": "S" * 21}])  # fmt: skip
    for also in wrong:
        assert list(refused(northmere, contact(northmere, ivy, also), 422, before)["errors"]) == ["also_for"], also


@pytest.mark.parametrize("action", ["note", "record_answers", "record_reading"])
def test_no_other_step_is_taken_for_several(northmere: Place, action: str) -> None:
    ivy, oak = family(northmere)
    before, said = everything(northmere), answers.for_action(northmere, action)
    response = contact(northmere, ivy, [{"reference": oak}], said=said, action=action)
    assert list(refused(northmere, response, 422, before)["errors"]) == ["also_for"]


def test_the_version_that_was_seen_is_that_of_the_request_that_is_named(northmere: Place) -> None:
    ivy, oak = family(northmere)
    also, before = [{"reference": oak, "answers": OWN}], everything(northmere)
    refused(northmere, contact(northmere, ivy, also, headers={"If-Match": '"1"'}), 412, before)
    refused(northmere, contact(northmere, ivy, also, headers={"If-Match": ""}), 428, before)
    northmere.does("officer", oak, "note")
    assert contact(northmere, ivy, also).status_code == 200


def test_two_such_calls_the_other_way_round_do_not_wait_for_each_other_for_ever(northmere: Place) -> None:
    ivy, oak = family(northmere)
    found: list[int] = []
    for _ in range(5):
        together = Barrier(2)
        versions = {one: northmere.version("officer", one) for one in (ivy, oak)}

        def call(one: str, other: str, at: Barrier = together, seen: Any = versions) -> None:
            at.wait()
            response = contact(northmere, one, [{"reference": other, "answers": OWN}], headers={"If-Match": seen[one]})
            found.append(response.status_code)

        threads = [Thread(target=call, args=pair) for pair in ((ivy, oak), (oak, ivy))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert sorted(found) == [200] * 5 + [412] * 5
