"""Does what one side says reach the other: a chase, an answer to a question, and advice that was issued?"""

from __future__ import annotations

import re

from tests import answers
from tests.browsing import Browser
from tests.place import Place

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
    assert shown.index('id="exchanges"') < shown.index('id="now"'), "what is new stands first"
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
