"""Is a draft read as its family will read it, and sent to somebody who may check it?"""

from __future__ import annotations

import re
from html import unescape

from tests import answers
from tests.browsing import Browser
from tests.place import Place
from tests.test_drafts import drafting
from tests.writing import writing
from workflow.writing.examples import examples


def test_who_only_reads_sees_how_it_will_read_and_others_nothing(northmere: Place) -> None:
    reference = drafting(northmere)
    northmere.writes("officer", reference)
    for who in ("reviewer", "auditor", "dsco"):
        response = Browser(northmere, who).load(writing(reference))
        assert (response.status_code, response.location) == (303, f"/requests/{reference}/preview")
    page = Browser(northmere, "reviewer").get(f"/requests/{reference}/preview")
    assert "Ivy cannot judge danger outdoors" in page
    assert "Send it to be checked" not in page
    Browser(northmere, "caseworker").get(writing(reference), 403)
    officer = Browser(northmere, "officer")
    northmere.submits("officer", reference)
    officer.get(f"/requests/{reference}/preview")
    officer.post(writing(reference), {"do": "save", "seen": "2"}, 409, on=f"/requests/{reference}/preview")


def test_before_advice_is_written_there_is_nothing_to_read_or_to_check(northmere: Place) -> None:
    reference = northmere.ask()
    for who in ("officer", "door_manager", "reviewer", "auditor"):
        browser = Browser(northmere, who)
        page = browser.get(f"/requests/{reference}/preview", 409)
        assert "No advice is being written on this request yet." in page
        assert browser.load(writing(reference)).status_code == 303
    manager = Browser(northmere, "door_manager")
    for typed in ({}, {"do": "issue"}, {"do": "return"}):
        manager.post(f"/requests/{reference}/review", typed, 409, on="/")


def test_the_draft_is_read_and_sent_to_one_who_may_check_it(northmere: Place) -> None:
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    northmere.writes("officer", reference)
    at = f"/requests/{reference}/preview"
    page = officer.get(at)
    choice = re.search(r'<select[^>]*name="reviewer".*?</select>', page, re.S)[0]  # type: ignore[index]
    assert northmere.email("reviewer") in choice
    assert northmere.email("door_manager") in choice
    assert northmere.email("officer") not in choice
    assert "16 or over" not in page
    named = {"author_role": "Social worker", "author_registration": "SW 1", "draft_version": "1"}
    sent = officer.post(at, {**named, "reviewer": northmere.email("reviewer")})
    assert sent.location == f"/requests/{reference}"
    assert northmere.get("officer", f"/requests/{reference}")["state"] == "reviewing"
    northmere.does("reviewer", reference, "return_draft")
    assert 'value="Social worker"' in officer.get(at), "the role of the last time stands there again"


def test_a_draft_that_somebody_saved_after_it_was_read_is_not_sent(northmere: Place) -> None:
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    northmere.writes("officer", reference)
    at = f"/requests/{reference}/preview"
    officer.get(at)
    northmere.writes("officer2", reference, answers.advice(strengths="More."))
    refused = officer.post(at, {"author_role": "Social worker", "draft_version": "1"}, 409).get_data(as_text=True)
    assert "read what changed" in refused
    assert 'value="Social worker"' in refused
    assert 'name="draft_version" value="2"' in refused
    assert northmere.get("officer", f"/requests/{reference}")["state"] == "drafting"


def test_examples_are_there_to_be_read(northmere: Place) -> None:
    officer = Browser(northmere, "officer")
    page = officer.get("/examples")
    for name in examples():
        assert f"/examples/{name}" in page
        assert examples()[name].held["title"] in unescape(officer.get(f"/examples/{name}"))
    officer.get("/examples/none", 404)


def test_a_draft_is_shown_as_the_paper_that_it_would_be(northmere: Place) -> None:
    reference, officer = drafting(northmere), Browser(northmere, "officer")
    northmere.writes("officer", reference)
    at = f"/requests/{reference}/preview/draft"
    assert f"{at}.pdf" in officer.get(f"/requests/{reference}/preview")
    paper = officer.load(f"{at}.html")
    assert paper.status_code == 200
    assert "This is a draft" in paper.get_data(as_text=True)
    officer.get(f"{at}.odt", 404)
    assert Browser(northmere, "caseworker").load(f"{at}.html").status_code == 403
