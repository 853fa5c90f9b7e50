"""Is work on several requests done to each or to none of it, and is somebody found without their name in an address?"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests import answers
from tests.browsing import ONCE, TOKEN, Browser
from tests.desk import everything
from tests.place import Place

LIST = "/requests?list=inbox"
ACTIONS = ("take", "record_reading", "record_contact", "record_answers", "review_provision", "offer_transfer")
TO_A_TEAM = tuple(("officer", action) for action in ACTIONS)
SEEN = re.compile(r'name="seen\.(SCA-[0-9-]+)" value="(\d+)"')


def ticked(browser: Browser, references: list[str], on: str = LIST) -> dict[str, Any]:
    """What the form of a list sends when these are ticked: each with the version that was on the page."""
    versions = dict(SEEN.findall(browser.get(on)))
    return {"ticked": references, **{f"seen.{one}": versions[one] for one in references}}


def held_by(place: Place, reference: str) -> str | None:
    return place.get("send_manager", f"/requests/{reference}")["held_by"]["member"]


@pytest.fixture
def three(northmere: Place) -> list[str]:
    return [northmere.ask() for _ in range(3)]


def test_several_are_taken_and_the_one_that_somebody_changed_is_not(northmere: Place, three: list[str]) -> None:
    officer = Browser(northmere, "officer")
    sent = ticked(officer, three)
    form = officer.post("/requests/together", {"do": "take", **sent}, 200, on=LIST).get_data(as_text=True)
    assert all(reference in form for reference in three)
    northmere.does("officer2", three[1], "note")
    hidden = {"csrf_token": TOKEN.search(form)[1], "once": ONCE.search(form)[1]}  # type: ignore[index]
    for _ in range(2):  # sent twice, it has one effect, and says the same
        page = officer.send("/requests/together/done", {"do": "take", **sent, **hidden}).get_data(as_text=True)
        assert "2 of 3 done" in page
        assert page.index(three[1]) < page.index("Somebody has changed this") < page.index(three[0])
        assert [northmere.get("officer", f"/requests/{one}")["version"] for one in three] == [2, 2, 2]
    assert [held_by(northmere, one) for one in three] == [northmere.email("officer"), None, northmere.email("officer")]


def test_a_form_that_was_cut_short_goes_on_with_the_rest(northmere: Place, three: list[str]) -> None:
    officer = Browser(northmere, "officer")
    sent = ticked(officer, three)
    form = officer.post("/requests/together", {"do": "take", **sent}, 200, on=LIST).get_data(as_text=True)
    hidden = {"csrf_token": TOKEN.search(form)[1], "once": ONCE.search(form)[1]}  # type: ignore[index]
    first = {**sent, "ticked": three[:1]}
    assert "This request was changed" in officer.send(
        "/requests/together/done", {"do": "take", **first, **hidden}
    ).get_data(True)
    page = officer.send("/requests/together/done", {"do": "take", **sent, **hidden}).get_data(as_text=True)
    assert "3 of 3 done" in page
    assert [northmere.get("officer", f"/requests/{one}")["version"] for one in three] == [2, 2, 2]


def test_a_worker_takes_what_their_team_assesses(northmere: Place) -> None:
    reference = northmere.ask()
    for who, action in TO_A_TEAM:
        northmere.does(who, reference, action)
    northmere.does("team_manager", reference, "accept_transfer", {})
    worker = Browser(northmere, "social_worker")
    page = worker.post("/requests/together/done", {"do": "take", **ticked(worker, [reference])}, 200, on=LIST)
    assert "This request was changed" in page.get_data(as_text=True)
    assert held_by(northmere, reference) == northmere.email("social_worker")


def test_nothing_ticked_and_nothing_typed_are_said_and_change_nothing(northmere: Place, three: list[str]) -> None:
    manager = Browser(northmere, "door_manager")
    before = everything(northmere)
    page = manager.post("/requests/together", {"do": "take", "list": "inbox"}, 422, on=LIST).get_data(as_text=True)
    assert "Tick the requests first" in page
    chase = {"do": "chase", "chase_message": "When?", **ticked(manager, three)}
    page = manager.post("/requests/together/done", chase, 422, on=LIST).get_data(as_text=True)
    assert 'href="#chased_whom"' in page
    assert ">When?</textarea>" in page
    assert everything(northmere) == before


def test_several_are_chased_with_one_note(northmere: Place, three: list[str]) -> None:
    caseworker, path = Browser(northmere, "caseworker"), "/requests?list=mine"
    said = {"do": "chase", "chased_whom": "The front door", "chase_message": "When is it read?"}
    page = caseworker.post("/requests/together/done", {**said, **ticked(caseworker, three, path)}, 200, on=path)
    assert "3 of 3 done" in page.get_data(as_text=True)
    for one in three:
        last = northmere.get("caseworker", f"/requests/{one}/history")["events"][-1]
        assert last["action"] == "chase"
        assert {"The front door", "When is it read?"} <= {answer["value"] for answer in last["answers"]}


def test_what_cannot_be_given_to_somebody_says_why(northmere: Place, three: list[str]) -> None:
    manager = Browser(northmere, "door_manager")
    for who, says in (("officer2", "3 of 3 done"), ("social_worker", "None of 3 done")):
        sent = {"do": "assign", "assignee": northmere.email(who), **ticked(manager, three, "/requests?list=all")}
        page = manager.post("/requests/together/done", sent, 200, on="/requests?list=all").get_data(as_text=True)
        assert says in page
        assert [held_by(northmere, one) for one in three] == [northmere.email("officer2")] * 3
    assert "works" in page


def test_an_officer_gives_nobody_anything(northmere: Place, three: list[str]) -> None:
    officer = Browser(northmere, "officer")
    sent = {"do": "assign", "assignee": northmere.email("officer2"), **ticked(officer, three)}
    officer.post("/requests/together/done", sent, 403, on=LIST)
    officer.get("/leavers", 403)
    assert [held_by(northmere, one) for one in three] == [None] * 3


def test_a_leavers_work_moves_in_one_go_after_a_look_at_it(northmere: Place, three: list[str]) -> None:
    for one in three[:2]:
        northmere.does("officer", one, "take")
    manager = Browser(northmere, "door_manager")
    who = {"leaver": northmere.email("officer"), "assignee": northmere.email("officer2")}
    listed = manager.post("/leavers", who, 200).get_data(as_text=True)
    assert "2 requests from Officer to Officer2" in listed
    assert three[2] not in listed
    seen = {f"seen.{one}": version for one, version in SEEN.findall(listed)}
    moved = {**who, "ticked": three[:2], "note": "Officer leaves on Friday.", **seen}
    page = manager.post("/leavers/moved", moved, 200, on="/").get_data(as_text=True)
    assert "2 of 2 done" in page
    assert [held_by(northmere, one) for one in three] == [northmere.email("officer2")] * 2 + [None]
    last = northmere.get("door_manager", f"/requests/{three[0]}/history")["events"][-1]
    assert "Officer leaves on Friday." in [answer["value"] for answer in last["answers"]]


def test_what_was_to_be_done_when_the_session_ended_is_shown_again_before_it_is_done(
    northmere: Place, three: list[str]
) -> None:
    caseworker, path = Browser(northmere, "caseworker"), "/requests?list=mine"
    said = {"do": "chase", "chased_whom": "Wren", "chase_message": "Four days late.", **ticked(caseworker, three, path)}
    shown = caseworker.post("/requests/together/done", {**said, "restored": "yes"}, 200, on=path).get_data(as_text=True)
    assert "Four days late." in shown
    assert all(f'value="{one}"' in shown for one in three)
    for one in three:
        northmere.does("officer", one, "take")
    manager, (leaver, successor) = Browser(northmere, "door_manager"), map(northmere.email, ("officer", "officer2"))
    moved = {"leaver": leaver, "assignee": successor, "ticked": three, "note": "Wren leaves.", "restored": "yes"}
    shown = manager.post("/leavers/moved", moved, 200, on="/").get_data(as_text=True)
    assert 'value="Wren leaves."' in shown
    assert "Move them all" in shown
    for one in three:
        events = northmere.get("officer", f"/requests/{one}/history")["events"]
        assert [event["action"] for event in events] == ["request_advice", "take"]


def test_what_stays_with_a_leaver_is_said(northmere: Place, three: list[str]) -> None:
    manager = Browser(northmere, "send_manager")
    who = {"leaver": northmere.email("caseworker"), "assignee": northmere.email("coordinator")}
    page = manager.post("/leavers", who, 200).get_data(as_text=True)
    assert "asked for 3 open requests" in page
    assert "has no open request in hand" in page


@pytest.mark.parametrize("who", [("", ""), ("officer", ""), ("officer", "officer"), ("social_worker", "officer")])
def test_a_leaver_and_a_successor_are_two_people_of_the_managers_teams(northmere: Place, who: tuple[str, str]) -> None:
    leaver, successor = (northmere.email(one) if one else "" for one in who)
    manager = Browser(northmere, "door_manager")
    for path in ("/leavers", "/leavers/moved"):
        page = manager.post(path, {"leaver": leaver, "assignee": successor}, 422, on="/leavers").get_data(as_text=True)
        assert "There is a problem" in page


@pytest.mark.parametrize(
    "words",
    [
        "Quill",
        "quill",
        "Pia Quill",
        "pia quill",
        "Pia",
        "3 March 2015",
        "3/3/2015",
        "2015-03-03",
        "A123456789012",
        "sc 7",
    ],
)
def test_somebody_is_found_by_what_is_known_of_them_and_no_word_stands_in_an_address(
    northmere: Place, words: str
) -> None:
    known = {"given_name": "Pia", "family_name": "Quill", "date_of_birth": "2015-03-03"}
    reference = northmere.ask(person={**known, "upn": "A123456789012", "social_care_id": "sc 7"})
    northmere.ask(person=answers.child(given_name="Ono", family_name="Else"))
    caseworker = Browser(northmere, "caseworker")
    response = caseworker.post("/search", {"words": words}, on="/")
    assert response.location == "/search"
    assert re.findall(r'href="/requests/(SCA-[0-9-]+)"', caseworker.get("/search"))[:1] == [reference]


@pytest.mark.parametrize("way", ["{}", " {} ", "{lower}", "{spaced}"])
def test_a_reference_leads_straight_to_its_request(northmere: Place, way: str) -> None:
    reference = northmere.ask()
    words = way.format(reference, lower=reference.lower(), spaced=reference.replace("-", " "))
    response = Browser(northmere, "caseworker").post("/search", {"words": words}, on="/")
    assert response.location == f"/requests/{reference}"


def test_nothing_found_says_what_was_looked_for_and_how_else_to_look(northmere: Place, eastvale: Place) -> None:
    caseworker = Browser(northmere, "caseworker")
    for words in ("Nobody <b>", eastvale.ask(), "SCA-2026-999999"):
        caseworker.post("/search", {"words": words}, on="/")
        page = caseworker.get("/search")
        assert "Nothing found for" in page
        assert "Ways to look" in page
        assert "<b>" not in page


@pytest.mark.parametrize("words", ["", "   ", "x" * 101, "a\x00b", "a\x07b"])
def test_words_that_cannot_be_looked_for_are_refused(northmere: Place, words: str) -> None:
    caseworker = Browser(northmere, "caseworker")
    assert "Type what to look for" in caseworker.post("/search", {"words": words}, 422, on="/").get_data(as_text=True)


def test_who_sees_no_case_is_told_so(northmere: Place) -> None:
    reference = northmere.ask()
    administrator = Browser(northmere, "administrator")
    assert "sees no requests" in administrator.get("/")
    administrator.get("/requests", 403)
    administrator.post("/search", {"words": reference}, on="/")
    assert "Nothing found" in administrator.get("/search")
