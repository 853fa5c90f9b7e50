"""Does what one side says reach the other: a chase, an answer to a question, and advice that was issued?"""

from __future__ import annotations

import re

import pytest

from tests import answers
from tests.browsing import Browser
from tests.kinds_of_advice import advised
from tests.lists import child, listed
from tests.place import Place
from tests.test_pages_work import shown
from web.caseload import work_filters

BADGES = re.compile(r'moj-badge--\w+">([^<]+)<')


def marks(browser: Browser, path: str = "/") -> set[str]:
    return set(BADGES.findall(browser.get(path)))


def test_a_chase_reaches_whoever_has_the_request_until_their_team_acts(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    officer, page = Browser(northmere, "officer"), f"/requests/{reference}"
    assert "Chased" not in marks(officer)
    said = {"chased_whom": "The officer", "chase_message": "The plan is due on <Friday>."}
    northmere.does("caseworker", reference, "chase", said)
    northmere.does("caseworker", reference, "note")
    for path in ("/", "/requests?list=mine"):
        assert "Chased" in marks(officer, path)
    for path in (page, f"{page}/summary"):
        shown = officer.get(path)
        assert "The plan is due on &lt;Friday&gt;." in shown, path
        assert "Caseworker, " in shown, path
    shown = officer.get(page)
    assert shown.index('id="said-since"') < shown.index('id="now"'), "what is new stands first"
    assert 'id="exchanges"' not in shown
    assert 'orange">New<' in shown
    northmere.does("officer", reference, "record_contact")
    assert "Chased" not in marks(officer)
    shown = officer.get(page)
    assert shown.index('id="exchanges"') > shown.index('id="now"')
    assert 'orange">New<' not in shown


def test_an_answer_reaches_whoever_asked(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    northmere.does("officer", reference, "ask_requester", {"question_to_requester": "Which school is it?"})
    officer, page = Browser(northmere, "officer"), f"/requests/{reference}"
    assert "SEND has answered" not in marks(officer)
    assert "Asked, and not answered yet" in officer.get(page)
    northmere.does("caseworker", reference, "answer_requester", {"answer_to_question": "Northmere Primary."})
    assert "SEND has answered" in marks(officer)
    for path in (page, f"{page}/summary"):
        shown = officer.get(path)
        assert shown.index("Which school is it?") < shown.index("Northmere Primary."), path
    northmere.does("officer", reference, "record_reading")
    assert "SEND has answered" not in marks(officer)


def test_an_answer_that_tells_a_protected_address_is_kept_off_the_paper(northmere: Place) -> None:
    hidden = {"protected_address": True, "address": "7 Heron Mews"}
    reference = northmere.ask(person=answers.child(**hidden))
    northmere.does("officer", reference, "take")
    northmere.does("officer", reference, "ask_requester")
    northmere.does("caseworker", reference, "answer_requester", {"answer_to_question": "They are at 7 Heron Mews."})
    page = Browser(northmere, "officer").get(f"/requests/{reference}/summary")
    assert "Heron Mews" not in page
    assert "Asked and answered" in page


def test_whoever_chases_or_answers_is_told_where_that_is_seen(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    northmere.does("officer", reference, "ask_requester")
    for action in ("chase", "answer_requester"):
        page = Browser(northmere, "caseworker").get(f"/requests/{reference}/steps/{action}")
        assert "on its lists and on this request until it acts" in page


def test_issued_advice_is_read_where_the_day_of_send_begins_and_on_a_list_newest_first(northmere: Place) -> None:
    references = []
    for day in ("2026-03-02", "2026-03-03"):
        with northmere.on(day):
            references.append(advised(northmere, "final"))
    older, newer = references
    with northmere.on("2026-03-10"):
        open_one = northmere.ask()
        for path in ("/", "/requests?list=issued"):
            page = Browser(northmere, "caseworker").get(path)
            at = page.index('id="issued"') if path == "/" else 0
            assert page.index(newer, at) < page.index(older, at), path
            assert "Advice issued on 3 March 2026" in page
            assert f'href="/requests/{newer}/advice">Read the advice' in page
        assert open_one not in page
        for who in ("officer", "adults_officer"):
            assert "Issued to" not in Browser(northmere, who).get("/")
    with northmere.on("2026-03-20"):
        assert "Issued to your team" not in Browser(northmere, "caseworker").get("/")
        assert older in Browser(northmere, "caseworker").get("/requests?list=issued")
    with northmere.on("2026-07-20"):
        assert "No advice was issued" in Browser(northmere, "caseworker").get("/requests?list=issued")


def test_interim_and_amended_advice_stand_by_their_own_day(northmere: Place) -> None:
    with northmere.on("2026-03-02"):
        interim, amended, other = (advised(northmere, kind) for kind in ("interim", "final", "final"))
    with northmere.on("2026-05-20"):
        northmere.does("officer", amended, "amend_advice")
        northmere.submits("officer", amended)
        northmere.does("reviewer", amended, "issue_advice")
        page = Browser(northmere, "caseworker").get("/requests?list=issued")
    assert page.index(amended) < page.index(interim)
    assert other in page
    assert "Advice issued on 20 May 2026" in page


def test_a_long_list_of_issued_advice_goes_on_by_its_next_page(
    northmere: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work_filters, "PER_PAGE", 2)
    with northmere.on("2026-03-02"):
        references = {advised(northmere, "final") for _ in range(3)}
        caseworker = Browser(northmere, "caseworker")
        first = caseworker.get("/requests?list=issued")
        (address,) = re.findall(r'href="(/requests\?list=issued&amp;after=[^"]+)"', first)
        second = caseworker.get(address.replace("&amp;", "&"))
    assert (len(shown(first)), len(shown(second))) == (2, 1)
    assert {*shown(first), *shown(second)} == references


def test_reviews_that_wait_for_screening_are_told_where_the_day_of_send_begins(northmere: Place) -> None:
    assert "Annual reviews</h2>" not in Browser(northmere, "coordinator").get("/")
    with northmere.on("2026-03-02"):
        listed(
            northmere, {**child(1), "review_meeting_on": "2026-03-10"}, {**child(2), "review_meeting_on": "2026-06-30"}
        )
        for who in ("coordinator", "caseworker"):
            page = Browser(northmere, who).get("/")
            assert "2 reviews wait for screening" in page
            assert "1 of them late" in page
            assert 'href="/reviews"' in page
            assert "Nothing waits for you" not in page
        assert "wait for screening" not in Browser(northmere, "officer").get("/")


def test_once_issued_send_is_led_to_where_it_tells_of_the_plan_and_nobody_else_is(northmere: Place) -> None:
    with northmere.on("2026-03-02"):
        reference = northmere.ask(
            ehc_needs_assessment_requested_on="2026-02-20", ehc_needs_assessment_decided_on="2026-03-02"
        )
        for action in ("take", "record_reading", "record_contact", "record_answers", "decide_no_assessment"):
            northmere.does("officer", reference, action)
        northmere.submits("officer", reference)
        northmere.does("reviewer", reference, "issue_advice")
        page = Browser(northmere, "caseworker").get(f"/requests/{reference}")
        assert f'/requests/{reference}/steps/note">Record a step of the EHC process' in page
        assert "Record a step of the EHC process" not in Browser(northmere, "officer").get(f"/requests/{reference}")
