"""Does a draft save itself, and is nothing lost when two people write at once or a session ends?"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests import answers
from tests.browsing import SITE, Browser, Reader
from tests.place import Place
from tests.test_drafts import draft, drafting
from tests.writing import form, typed, writing
from web.desk.form import content_of
from web.forms.typed import nested
from workflow.writing.examples import examples


def test_a_draft_saves_itself_and_says_what_was_found(northmere: Place) -> None:
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    said = officer.post(writing(reference), typed(answers.advice(), do="autosave"), 200).json
    assert (said["said"].startswith("Saved at"), said["seen"]) == (True, 1)
    assert draft(northmere, reference)["version"] == 1
    faulty = answers.advice()
    faulty["provision"][0]["amount"] = "some support"
    said = officer.post(writing(reference), typed(faulty, do="autosave"), 200).json
    assert "Stop" in said["found"]["provision-0-amount"]
    assert "1 Stop" in said["counts"]
    wrong = officer.post(writing(reference), typed(faulty, do="autosave", **{"outcomes.0.by.month": "13"}), 422).json
    assert wrong["links"] == ["#outcomes-0-by-day"]
    assert "By when" in wrong["wrong"][0]


def overtaken(place: Place, first: Any, second: Any) -> tuple[str, Browser, str]:
    """A draft that two people opened at the same version: the second to save is shown both texts."""
    reference = drafting(place)
    place.writes("officer", reference, answers.advice())
    other = Browser(place, "officer2")
    page = other.get(writing(reference))
    opened = form(page)
    place.writes("officer", reference, first)
    sent = {**opened, **typed(second), "seen": opened["seen"], "base": opened["base"], "do": "save"}
    shown = other.post(writing(reference), sent, 409).get_data(as_text=True)
    return reference, other, shown


def test_of_two_texts_written_at_once_one_is_made_place_by_place(northmere: Place) -> None:
    first, second = answers.advice(strengths="Loves water."), answers.advice()
    first["needs"][0]["text"] = "Ivy needs an adult beside her outdoors."
    second["needs"][0]["text"] = "Ivy needs two adults beside her."
    second["views"]["family"] = "An evening, please."
    second["outcomes"].append({"id": "o2", "need": "n1", "text": "Ivy rides the bus.", "by": "2027-07-31"})
    reference, other, page = overtaken(northmere, first, second)
    assert "Officer saved this draft after you had opened it" in page
    assert page.count("Both of you changed this") == 1
    picked = dict(re.findall(r'name="(choice\.\d+)" type="radio" value="(\w+)" checked', page))
    assert sorted(picked.values()) == ["theirs", "yours", "yours"], "who alone changed a place is taken for granted"
    kept = form(page)
    again = other.send(f"{writing(reference)}/join", {**kept, **picked, "csrf_token": _token(page)})
    assert again.status_code == 409
    assert "choose whose text to take" in again.get_data(as_text=True)
    (clash,) = {f"choice.{n}" for n in range(4)} - set(picked)
    sent = {**kept, **picked, clash: "both", "csrf_token": _token(page)}
    joined = other.send(f"{writing(reference)}/join", sent)
    assert (joined.status_code, joined.location) == (303, writing(reference))
    made = draft(northmere, reference)["content"]
    assert made["strengths"] == "Loves water."
    assert made["views"]["family"] == "An evening, please."
    assert made["needs"][0]["text"] == f"{first['needs'][0]['text']}\n\n{second['needs'][0]['text']}"
    assert [one["id"] for one in made["outcomes"]] == ["o1", "o2"]


def _token(page: str) -> str:
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]  # type: ignore[index]


def test_two_items_that_were_given_one_id_both_stay(northmere: Place) -> None:
    first, second = answers.advice(), answers.advice()
    first["needs"].append({"id": "n2", "text": "Theirs."})
    second["needs"].append({"id": "n2", "text": "Mine."})
    second["outcomes"].append({"id": "o2", "need": "n2", "text": "Of mine."})
    reference, other, page = overtaken(northmere, first, second)
    picked = dict(re.findall(r'name="(choice\.\d+)" type="radio" value="(\w+)" checked', page))
    other.send(f"{writing(reference)}/join", {**form(page), **picked, "csrf_token": _token(page)})
    made = draft(northmere, reference)["content"]
    assert [(one["id"], one["text"]) for one in made["needs"][1:]] == [("n2", "Theirs."), ("n3", "Mine.")]
    assert made["outcomes"][1]["need"] == "n3"


def test_a_text_that_saves_itself_is_told_of_the_other(northmere: Place) -> None:
    reference, other = drafting(northmere), Browser(northmere, "officer2")
    opened = form(other.get(writing(reference)))
    northmere.writes("officer", reference)
    sent = {**opened, "strengths": "Mine.", "do": "autosave", "seen": opened["seen"]}
    told = other.post(writing(reference), sent, 409)
    assert told.json == {"saved_by": "Officer"}
    assert draft(northmere, reference)["content"] == answers.advice()


def test_a_draft_survives_a_session_that_ended(northmere: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(northmere.app.config, "DEMONSTRATION", True)
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    long = examples()["moving_on_at_seventeen"].content
    officer.get(writing(reference))
    with officer.session() as session:
        session["seen"] = 0
    carried = officer.client.post(writing(reference), data=typed(long, seen="0", do="save"), base_url=SITE)
    assert carried.status_code == 401
    asked = Reader(carried.get_data(as_text=True)).fields
    again = officer.send("/sign-in", {**asked, "who": northmere.email("officer")})
    restored = Reader(again.get_data(as_text=True)).fields
    page = officer.send(writing(reference), restored).get_data(as_text=True)
    sent = {**form(page), "seen": "0"}
    assert json.dumps(content_of(nested(sent.items()))["needs"]).count("impact_on_person") == len(long["needs"])
