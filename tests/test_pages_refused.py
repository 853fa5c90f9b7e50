"""A step that a rule refuses: does it look like an error, at the field that it is about?"""

from __future__ import annotations

import re

from tests import answers
from tests.browsing import Browser
from tests.calls import taken, today
from tests.place import Place
from tests.test_drafts import drafting
from tests.test_pages_review import GOOD, SENT, reviewing
from tests.writing import form


def errors(page: str) -> dict[str, str]:
    """What the error summary says, by the place that each error leads to."""
    above = page.partition("<h1")[0]
    assert 'role="alert"' in above
    assert re.search(r"<title[^>]*>\s*Error: ", page)
    said = {place: text.strip() for place, text in re.findall(r'<a href="#([\w-]+)">([^<]+)</a>', above)}
    assert all(f'id="{place}"' in page for place in said), said
    return said


def marked(page: str, code: str) -> bool:
    """Whether a question says at itself that something is wrong."""
    field = page.partition(f'data-field="{code}"')[2].partition('data-field="')[0]
    return "govuk-error-message" in field


def test_late_advice_without_its_reason_is_an_error_at_the_reason(northmere: Place) -> None:
    with northmere.on("2026-03-02"):
        _, path = reviewing(northmere)
    with northmere.on("2026-06-30"):
        page = Browser(northmere, "reviewer").post(path, {**GOOD, **SENT, "do": "issue"}, 422).get_data(as_text=True)
    assert "days late" in errors(page)["late_reason"]
    assert marked(page, "late_reason")


def test_late_advice_with_half_its_reason_is_an_error_at_the_other_half(northmere: Place) -> None:
    with northmere.on("2026-03-02"):
        _, path = reviewing(northmere)
    with northmere.on("2026-06-30"):
        typed = {**GOOD, **SENT, "do": "issue", "late_reason": "waiting_for_information"}
        page = Browser(northmere, "reviewer").post(path, typed, 422).get_data(as_text=True)
    assert "say what happened" in errors(page)["late_explained"]


def test_a_checklist_that_does_not_hold_is_an_error_at_the_checklist(northmere: Place) -> None:
    _, path = reviewing(northmere)
    typed = {**GOOD, **SENT, "do": "issue", "checklist.private": "no"}
    page = Browser(northmere, "reviewer").post(path, typed, 422).get_data(as_text=True)
    assert any(place.startswith("checklist") for place in errors(page))
    assert marked(page, "checklist")


def test_a_stop_is_an_error_that_leads_to_the_stops(northmere: Place) -> None:
    faulty = answers.advice()
    faulty["provision"][0]["amount"] = "some support"
    _, path = reviewing(northmere, faulty)
    page = Browser(northmere, "reviewer").post(path, {**GOOD, **SENT, "do": "issue"}, 422).get_data(as_text=True)
    assert "stops" in errors(page)


def test_a_step_that_needs_something_else_first_leads_to_what_is_missing(northmere: Place) -> None:
    reference, _ = taken(northmere)
    typed = {"reason": "x", **today("decision_on")}
    path = f"/requests/{reference}/steps/offer_transfer"
    page = Browser(northmere, "officer").post(path, typed, 422).get_data(as_text=True)
    assert "missing" in errors(page)


def test_a_team_that_may_not_be_named_is_an_error_at_the_team(northmere: Place) -> None:
    reference, _ = taken(northmere)
    path = f"/requests/{reference}/steps/redirect_front_door"
    typed = {"front_door_team": "childrens_front_door", "reason": "It is theirs."}
    page = Browser(northmere, "officer").post(path, typed, 422).get_data(as_text=True)
    assert list(errors(page)) == ["front_door_team"]
    assert marked(page, "front_door_team")


def test_a_draft_that_cannot_be_sent_yet_says_so_as_an_error(northmere: Place) -> None:
    path = f"/requests/{drafting(northmere)}/preview"
    officer = Browser(northmere, "officer")
    typed = {**form(officer.get(path)), "author_role": "Triage officer"}
    assert "missing" in errors(officer.post(path, typed, 422).get_data(as_text=True))
    typed["reviewer"] = northmere.email("caseworker")
    assert set(errors(officer.post(path, typed, 422).get_data(as_text=True))) == {"missing", "reviewer"}
