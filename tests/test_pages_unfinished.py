"""Is what was typed and not sent kept for the team and for nobody else, and never written over unseen?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from config import clock
from models import unfinished
from tests import answers
from tests.browsing import TOKEN, Browser, Reader, contact, triaging
from tests.calls import call, hidden, taken
from tests.place import Place
from web.session import IDLE

TYPED = {"informant_kind": "parent", "what_was_said": "Half a <sentence"}


def keep(who: Browser, reference: str, form: str, typed: dict[str, Any], version: int = 0, status: int = 200) -> Any:
    """What the page sends as somebody types."""
    token = TOKEN.search(who.load(f"/requests/{reference}").get_data(as_text=True))
    sent = {**typed, "version": str(version), "csrf_token": token[1] if token else ""}
    response = who.send(f"/requests/{reference}/unfinished/{form}", sent)
    assert response.status_code == status, response.get_data(as_text=True)
    return response.json


def test_a_half_finished_step_shows_what_was_typed_by_whom_and_when(northmere: Place) -> None:
    reference, path = triaging(northmere)
    officer, other = Browser(northmere, "officer"), Browser(northmere, "officer2")
    assert keep(officer, reference, "record_contact", TYPED)["version"] == 1
    assert "You typed this on" in officer.get(path)
    page = other.get(path)
    assert "Officer typed this on" in page
    assert "Half a &lt;sentence" in page
    assert northmere.get("officer", f"/requests/{reference}")["version"] == 2


def test_a_second_officer_who_types_at_the_same_time_is_told(northmere: Place) -> None:
    reference, _ = triaging(northmere)
    officer, other = Browser(northmere, "officer"), Browser(northmere, "officer2")
    keep(officer, reference, "record_contact", TYPED)
    told = keep(other, reference, "record_contact", {"what_was_said": "Mine."}, status=409)
    assert (told["version"], told["said"].startswith("Officer typed into this form")) == (1, True)
    assert keep(other, reference, "record_contact", {"what_was_said": "Mine."}, told["version"])["version"] == 2
    assert "in another window" in keep(other, reference, "record_contact", TYPED, 1, status=409)["said"]


def test_what_was_typed_waits_no_more_once_the_step_is_taken(northmere: Place) -> None:
    reference, path = triaging(northmere)
    officer = Browser(northmere, "officer")
    keep(officer, reference, "record_contact", TYPED)
    officer.post(path, contact())
    assert f'data-sent="{reference}/record_contact"' in officer.get(f"/requests/{reference}")
    assert "data-sent" not in officer.get(f"/requests/{reference}")
    assert "typed this on" not in officer.get(path)
    told = keep(officer, reference, "record_contact", TYPED, 1, status=409)
    assert "sent or discarded in the meantime" in told["said"]


def test_a_refused_step_goes_on_waiting(northmere: Place) -> None:
    reference, path = triaging(northmere)
    officer = Browser(northmere, "officer")
    keep(officer, reference, "record_contact", TYPED)
    page = officer.post(path, contact(method=""), 422).get_data(as_text=True)
    assert 'data-version="1"' in page
    assert "data-filled" in page


def test_it_is_discarded_unless_somebody_typed_more(northmere: Place) -> None:
    reference, path = triaging(northmere)
    officer, other = Browser(northmere, "officer"), Browser(northmere, "officer2")
    keep(officer, reference, "record_contact", TYPED)
    discard = f"/requests/{reference}/unfinished/record_contact/discard"
    keep(other, reference, "record_contact", {"what_was_said": "More."}, 1)
    late = officer.post(discard, {"version": "1"}, 409, on=path)
    assert "Officer2 typed into this form" in late.get_data(as_text=True)
    assert officer.post(discard, {"version": "2"}, on=path).location == path
    assert "More." not in officer.get(path)


@pytest.mark.parametrize("form", ["nothing", "issue_advice", "request_advice", "take%00", "offer_transfer/x"])
def test_a_form_that_is_not_there_keeps_nothing(northmere: Place, form: str) -> None:
    reference, _ = triaging(northmere)
    keep(Browser(northmere, "officer"), reference, form, TYPED, status=404)


def test_what_is_typed_is_as_hidden_as_its_request(northmere: Place, eastvale: Place) -> None:
    reference, _ = triaging(northmere)
    keep(Browser(northmere, "officer"), reference, "record_contact", TYPED)
    for who in (Browser(northmere, "social_worker"), Browser(northmere, "auditor"), Browser(eastvale, "officer")):
        keep(who, reference, "record_contact", {"what_was_said": "Not mine."}, 1, status=404)
    northmere.does("officer", reference, "restrict")
    keep(Browser(northmere, "officer2"), reference, "record_contact", {"what_was_said": "No."}, 1, status=404)
    assert keep(Browser(northmere, "officer"), reference, "record_contact", TYPED, 1)["version"] == 2


def test_the_other_side_of_a_dispute_does_not_read_what_is_not_said_yet(northmere: Place) -> None:
    reference, _ = taken(northmere)
    northmere.does("officer", reference, "record_reading")
    northmere.does("officer", reference, "record_contact")
    northmere.does("officer", reference, "record_answers")
    for item in (1, 2):
        usual = answers.for_action(northmere, "review_provision")
        northmere.does("officer", reference, "review_provision", {**usual, "provision_item": item})
    northmere.does("officer", reference, "offer_transfer")
    door, team = Browser(northmere, "officer"), Browser(northmere, "social_worker")
    keep(door, reference, "escalate_dispute", {"dispute_about": "They always say no."})
    path = f"/requests/{reference}/steps/escalate_dispute"
    assert "They always say no." not in team.get(path)
    assert keep(team, reference, "escalate_dispute", {"dispute_about": "We are full."})["version"] == 1
    assert "They always say no." in door.get(path)


def test_what_no_database_holds_is_left_out_and_without_a_token_nothing_is_kept(northmere: Place) -> None:
    reference, path = triaging(northmere)
    officer = Browser(northmere, "officer")
    keep(officer, reference, "record_contact", {"what_was_said": "A\x00B", "x" * 300: "long", "method\x00": "phone"})
    assert "AB" in officer.get(path)
    without = officer.send(f"/requests/{reference}/unfinished/record_contact", {"version": "1", **TYPED})
    assert without.status_code == 400
    assert "AB" in officer.get(path)


def test_a_call_whose_session_ended_comes_back_after_signing_in(
    northmere: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(northmere.app.config, "DEMONSTRATION", True)
    _, path = taken(northmere)
    officer = Browser(northmere, "officer")
    page = officer.get(path)
    with officer.session() as session:
        session["seen"] -= IDLE.total_seconds() + 1
    response = officer.send(path, {**hidden(page), **call()})
    assert response.status_code == 401
    asked = Reader(response.get_data(as_text=True)).fields
    again = officer.send("/sign-in", {**asked, "who": northmere.email("officer")})
    shown = officer.send(path, Reader(again.get_data(as_text=True)).fields).get_data(as_text=True)
    assert "Nothing of it is in the record yet" in shown
    assert "About without_support, in her words." in shown
    assert "Item 2: provision_outcome." in shown


def test_what_nobody_came_back_to_is_swept(northmere: Place) -> None:
    reference, _ = triaging(northmere)
    keep(Browser(northmere, "officer"), reference, "record_contact", TYPED)
    door, owner, now = "childrens_front_door", northmere.authority_id, clock.now()
    with Session(northmere.storage.engine) as session, session.begin():
        unfinished.sweep(session, now - timedelta(days=30))
        assert unfinished.find(session, owner, unfinished.of_request(reference, "record_contact", door))
        assert not unfinished.find(session, owner, unfinished.of_request(reference, "record_contact", "send"))
        assert unfinished.sweep(session, now + timedelta(days=1)) >= 1
    with Session(northmere.storage.engine) as session:
        assert not unfinished.find(session, owner, unfinished.of_request(reference, "record_contact", door))
