"""Does a signpost that names a service of the directory keep what was offered, and carry the mark of a stale one?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests import answers
from tests.desk import everything
from tests.feeds import put, service
from tests.place import Place
from tests.tour import counted

DAY, LATER = date(2026, 6, 1), date(2027, 6, 2)
KEPT = {
    "id": "s1", "name": "Club s1", "organisation": "The Clubs", "url": "https://clubs.example/one", "minimum_age": 5,
    "maximum_age": 11, "assured_on": "2026-05-01", "last_modified": "2026-01-05T10:30:45.123000+00:00",
    "fetched_on": "2026-06-01", "taken_on": "2026-06-01", "stale": False, "stale_because": None,
}  # fmt: skip


@pytest.fixture
def drafting(northmere: Place) -> str:
    """A request that a lead professional is writing for, in an authority with a directory."""
    with northmere.on(DAY):
        put(
            northmere,
            [service(assured_date="2026-05-01"), service("old", assured_date="2024-05-01", last_modified=None)],
        )
        return northmere.ask(involvement=answers.active(northmere), person=answers.child(date_of_birth="2017-01-01"))


def saved(place: Place, reference: str, *signposts: Any, on: date = DAY) -> TestResponse:
    """The draft saved with these signposts."""
    with place.on(on):
        seen = place.call("social_worker", "GET", f"/requests/{reference}/draft").headers["ETag"]
        content = answers.advice(signposting=list(signposts))
        return place.call(
            "social_worker", "PUT", f"/requests/{reference}/draft", json=content, headers={"If-Match": seen}
        )


def kept(response: TestResponse) -> list[Any]:
    assert response.status_code == 200, response.get_data(as_text=True)
    found: list[Any] = response.json["content"]["signposting"]
    return found


def warned(draft: Any) -> list[str]:
    """What the checks say of the services that a draft names."""
    return [one["reason"] for one in draft["checks"] if one["place"].startswith("signposting.")]


def test_naming_a_service_keeps_what_the_directory_said_of_it_that_day(northmere: Place, drafting: str) -> None:
    by_hand = {"name": "Lane club", "what": "Chess", "contact": "01632 960001"}
    reply = saved(northmere, drafting, by_hand, {"service": "s1"}, {"name": "The club", "service": "s1"})
    assert kept(reply) == [by_hand, {"name": "Club s1", "service": KEPT}, {"name": "The club", "service": KEPT}]
    assert warned(reply.json) == []
    read = northmere.get("social_worker", f"/requests/{drafting}/draft")
    assert read["content"] == reply.json["content"]


def test_a_snapshot_stays_as_it_was_taken_until_the_id_alone_is_given_again(northmere: Place, drafting: str) -> None:
    first = kept(saved(northmere, drafting, {"service": "s1"}))
    with northmere.on("2026-07-01"):
        put(northmere, [service(name="Another name", assured_date="2026-06-20")])
    again = kept(saved(northmere, drafting, *first, on=date(2026, 7, 2)))
    assert again == first
    forged = {**first[0], "service": {"id": "s1", "stale": False, "url": "https://forged.example", "x": [1]}}
    assert kept(saved(northmere, drafting, forged, on=date(2026, 7, 2))) == first
    anew = kept(saved(northmere, drafting, {"service": "s1"}, on=date(2026, 7, 2)))
    assert (anew[0]["name"], anew[0]["service"]["fetched_on"]) == ("Another name", "2026-07-01")
    unknown_before = kept(saved(northmere, drafting, {"service": {"id": "old", "stale": False}}, on=date(2026, 7, 2)))
    assert unknown_before[0]["service"]["stale_because"].startswith("It is no longer in the directory")


def test_a_service_that_is_not_there_is_refused_at_its_place(northmere: Place, eastvale: Place, drafting: str) -> None:
    put(eastvale, [service("theirs")])
    before = everything(northmere)
    for wrong in ("theirs", "S1", {"id": "nowhere"}, "x" * 101, "", 5, ["s1"], {"name": "s1"}, True, "a\x00"):
        reply = saved(northmere, drafting, {"service": "s1"}, {"service": wrong})
        assert (reply.status_code, list(reply.json["errors"])) == (422, ["signposting.1.service"]), wrong
    assert everything(northmere) == before
    assert kept(saved(northmere, drafting, {"name": "By hand", "service": None})) == [
        {"name": "By hand", "service": None}
    ]


def test_a_service_sent_by_its_id_is_checked_before_it_is_saved_as_it_will_be(northmere: Place, drafting: str) -> None:
    path = f"/requests/{drafting}/draft/checks"
    with northmere.on(DAY):
        sent = answers.advice(signposting=[{"service": "old"}])
        [said] = warned(northmere.call("social_worker", "POST", path, json=sent).json)
        assert "Club old, is stale" in said
        unknown = answers.advice(signposting=[{"service": "nowhere"}])
        refused = northmere.call("social_worker", "POST", path, json=unknown)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["signposting.0.service"])


def test_a_stale_service_and_one_for_another_age_are_taken_and_said(northmere: Place, drafting: str) -> None:
    reply = saved(northmere, drafting, {"service": "old"})
    assert kept(reply)[0]["service"]["stale"] is True
    [said] = warned(reply.json)
    assert said == (
        "Signpost 1, Club old, is stale: It was last checked or changed on 1 May 2024, more than 12 months ago."
    )
    with northmere.on("2029-01-01"):  # the person's twelfth birthday
        found = warned(northmere.get("social_worker", f"/requests/{drafting}/draft"))
    assert found == [said, "Signpost 1, Club old, is for people aged 5 to 11; this person is 12."]


def test_issued_advice_keeps_what_was_offered_when_the_service_has_gone(northmere: Place, drafting: str) -> None:
    saved(northmere, drafting, {"service": "s1"})
    with northmere.on(DAY):
        for action in ("record_reading", "record_contact"):
            northmere.does("social_worker", drafting, action)
        northmere.does("social_worker", drafting, "submit_for_review", {"draft_version": 1})
        northmere.does("team_manager", drafting, "issue_advice")
        put(northmere, [service("another")])
    with northmere.on(LATER):
        issued = northmere.get("caseworker", f"/requests/{drafting}/advice/1")
        [shown] = northmere.get("officer", "/directory?q=club+s1")["services"]
    assert issued["content"]["signposting"] == [{"name": "Club s1", "service": KEPT}]
    assert shown["stale_because"] == "It is no longer in the directory: this was found on 1 June 2026."


def test_the_directory_is_asked_once_and_only_when_a_draft_newly_names_a_service(
    northmere: Place, drafting: str
) -> None:
    def statements(*signposts: Any) -> list[str]:
        with northmere.on(DAY):
            seen = northmere.call("social_worker", "GET", f"/requests/{drafting}/draft").headers["ETag"]
            sent = answers.advice(signposting=list(signposts))
            with counted(northmere.storage.engine) as found:
                reply = northmere.call(
                    "social_worker", "PUT", f"/requests/{drafting}/draft", json=sent, headers={"If-Match": seen}
                )
        assert reply.status_code == 200
        return list(found)

    without = statements({"name": "By hand"})
    named = statements({"service": "s1"}, {"service": "old"}, {"service": "s1"})
    sent_back = statements({"service": {"id": "s1"}}, {"service": {"id": "old"}})
    assert (len(named) - len(without), len(sent_back) - len(without)) == (1, 0)
