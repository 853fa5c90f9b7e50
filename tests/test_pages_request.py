"""Does the page of a request say what its holders need: what not to miss, where it stands, what is missing and where?"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests import answers
from tests.browsing import Browser
from tests.kinds_of_advice import advised
from tests.place import Place
from tests.test_access import walked
from tests.tour import ROUND, TWINS, Traveller, counted

PAGES = ("", "/timeline", "/documents", "/advice", "/access", "/summary")
TRIAGED = ("take", "record_reading", "record_contact", "record_answers")


def text(page: str) -> str:
    """What is read on a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def path_of(page: str) -> list[tuple[str, str]]:
    """Each stop of the picture: whether it has been there, is, or goes next; and its words."""
    found = re.findall(r'app-path__stop--(\w+)".*?app-path__state">([^<]+)<', page, re.S)
    return [(when, words) for when, words in found]


def test_the_page_says_what_is_missing_first_and_leads_to_where_it_is_supplied(northmere: Place) -> None:
    reference = northmere.ask()
    officer = Browser(northmere, "officer")
    assert "Take this request" in officer.get(f"/requests/{reference}")
    northmere.does("officer", reference, "take")
    call = officer.get(f"/requests/{reference}/triage")
    for action, part in (("record_reading", "reading"), ("record_contact", "people"), ("record_answers", "questions")):
        page = officer.get(f"/requests/{reference}")
        (first,) = re.findall(r'href="([^"]+)"[^>]*role="button"', page) or [""]
        assert first == f"/requests/{reference}/triage#{part}", action
        assert f'id="{part}"' in call
        assert "Before you can <strong>decide if an assessment is needed</strong>" in page
        assert "First do what is listed above." in page
        northmere.does("officer", reference, action)
    page = officer.get(f"/requests/{reference}")
    buttons = re.findall(r'href="([^"]+)"[^>]*role="button"', page)
    assert buttons == [f"/requests/{reference}/steps/{one}" for one in ("decide_no_assessment", "offer_transfer")]
    assert "Before you can" not in page


def test_an_assessing_team_supplies_the_record_at_the_steps_themselves(northmere: Place) -> None:
    reference = northmere.ask(involvement=answers.active(northmere))
    page = Browser(northmere, "social_worker").get(f"/requests/{reference}")
    assert f'/requests/{reference}/steps/record_reading"' in page
    assert "/triage#" not in page


def test_what_nobody_may_miss_stands_on_every_page_where_something_is_done(northmere: Place) -> None:
    reference = northmere.ask(person={**answers.child(), "protected_address": True})
    northmere.does("officer", reference, "take")
    officer = Browser(northmere, "officer")
    for path in ("", "/triage", "/steps/record_contact", "/steps/offer_transfer", "/documents"):
        badges = re.findall(r"moj-badge--red.>([^<]+)<", officer.get(f"/requests/{reference}{path}"))
        assert badges == ["Protected address"], path


def test_whoever_may_chase_what_is_late_finds_that_first(northmere: Place) -> None:
    with northmere.on("2026-03-02"):
        reference = northmere.ask()
    with northmere.on("2026-06-01"):
        page = Browser(northmere, "caseworker").get(f"/requests/{reference}")
    assert re.findall(r'href="([^"]+)"[^>]*role="button"', page) == [f"/requests/{reference}/steps/chase"]


def test_what_somebody_else_supplies_is_no_link(eastvale: Place) -> None:
    reference = eastvale.ask()
    for action in TRIAGED:
        eastvale.does("officer", reference, action)
    page = text(Browser(eastvale, "officer").get(f"/requests/{reference}"))
    assert "This authority offers an early help assessment" in page


def test_steps_that_have_nothing_to_act_on_are_not_offered(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    caseworker, manager = Browser(northmere, "caseworker"), Browser(northmere, "door_manager")
    assert "/steps/answer_requester" not in caseworker.get(f"/requests/{reference}")
    assert "/steps/lift_restriction" not in manager.get(f"/requests/{reference}")
    northmere.does("officer", reference, "ask_requester")
    northmere.does("officer", reference, "restrict")
    assert re.search(r'/steps/answer_requester"[^>]*role="button"', caseworker.get(f"/requests/{reference}"))
    assert "/steps/lift_restriction" in manager.get(f"/requests/{reference}")
    assert "Nothing waits for you here" in Browser(northmere, "auditor").get(f"/requests/{reference}")


def test_the_path_is_drawn_from_what_happened_and_from_the_table(northmere: Place) -> None:
    reference = northmere.ask()
    page = Browser(northmere, "officer").get(f"/requests/{reference}")
    ahead = [("next", "Being written"), ("next", "Being checked"), ("next", "Issued")]
    assert path_of(page) == [("now", "Waiting for triage"), ("next", "In triage"), *ahead]
    for action in TRIAGED:
        northmere.does("officer", reference, action)
    page = Browser(northmere, "officer").get(f"/requests/{reference}")
    assert path_of(page) == [("been", "Waiting for triage"), ("now", "In triage"), *ahead]
    assert "or: offered to a team" in page
    northmere.does("officer", reference, "offer_transfer")
    page = Browser(northmere, "officer").get(f"/requests/{reference}")
    assert next(words for when, words in path_of(page) if when == "next") == "Being assessed"
    done = Browser(northmere, "caseworker").get(f"/requests/{advised(northmere, 'final')}")
    assert path_of(done)[-1] == ("now", "Issued")
    assert "Social care owes nothing more" in done


def test_an_interim_leads_back_to_the_assessment(northmere: Place) -> None:
    reference = northmere.ask(involvement=answers.active(northmere))
    for action in ("record_reading", "record_contact", "start_assessment", "start_interim_advice"):
        northmere.does("social_worker", reference, action)
    page = Browser(northmere, "social_worker").get(f"/requests/{reference}")
    ahead = [words for when, words in path_of(page) if when == "next"]
    assert ahead == ["Being checked", "Being assessed", "Being written", "Being checked", "Issued"]


def test_what_nobody_may_miss_stands_on_every_page(northmere: Place) -> None:
    contacts = [{"name": "Ana Example", "relationship": "parent", "safe_to_contact": False}]
    details = {"protected_address": True, "address": "7 Heron Mews\nNorthmere", "interpreter_needed": True}
    reference = northmere.ask(person=answers.child(contacts=contacts, **details))
    northmere.does("officer", reference, "restrict")
    manager = Browser(northmere, "door_manager")
    for page in PAGES:
        shown = text(manager.get(f"/requests/{reference}{page}"))
        for mark in ("Restricted", "Protected address", "Do not contact: Ana Example", "Interpreter needed"):
            assert mark in shown, f"{page}: {mark}"
    assert "Heron Mews" not in manager.get(f"/requests/{reference}/summary")
    for page in ("", "/timeline"):
        shown = manager.get(f"/requests/{reference}{page}")
        at = shown.index("Heron Mews")
        assert "app-private" in shown[at - 400 : at], "it is one press away, and never printed"


def test_after_a_death_nobody_is_to_be_spoken_to(northmere: Place) -> None:
    reference = northmere.ask()
    given = {**answers.for_action(northmere, "close"), "closure_reason": "deceased"}
    northmere.does("caseworker", reference, "close", given)
    shown = text(Browser(northmere, "caseworker").get(f"/requests/{reference}"))
    assert "No contact: the person has died" in shown
    assert "Nobody is contacted: the person has died." in shown
    assert "Speak to" not in shown


def test_dates_come_with_how_they_were_worked_out(northmere: Place) -> None:
    with northmere.on("2026-03-02"):
        reference = northmere.ask()
        shown = text(Browser(northmere, "officer").get(f"/requests/{reference}"))
    assert "Issue the advice 13 April 2026" in shown
    assert "How was this worked out?" in shown
    assert "Received on Monday 2 March 2026." in shown
    assert "Complete the section 17 assessment" not in shown
    assert "Northmere Children and Families Contact" in shown


def test_both_dates_stand_beside_each_other_once_an_assessment_is_referred(northmere: Place) -> None:
    reference = northmere.ask()
    for action in (*TRIAGED, "offer_transfer"):
        northmere.does("officer", reference, action)
    page = Browser(northmere, "social_worker").get(f"/requests/{reference}")
    assert page.index("Complete the section 17 assessment") < page.index("Who has it")
    assert "Offered to <strong>Disabled Children&#39;s Team</strong>" in page


def test_triage_answers_say_who_told_them_when_and_how_or_why_not(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    said = {"value": "Tired & <proud>.", "informant": "Ana Example", "asked_on": answers.today(), "method": "phone"}
    given = {"coping": said, "impact": {"not_asked_because": "The father was asleep."}}
    northmere.does("officer", reference, "record_answers", given)
    page = Browser(northmere, "officer").get(f"/requests/{reference}")
    assert "Tired &amp; &lt;proud&gt;." in page
    shown = text(page)
    assert "Told by: Ana Example (parent)" in shown
    assert "telephone. Recorded by Officer on" in shown
    assert "Not asked: The father was asleep." in shown


def test_what_stands_beside_a_request_is_told(northmere: Place) -> None:
    reference = northmere.ask()
    for who, action in (
        ("officer", "take"),
        ("officer", "record_referral"),
        ("officer", "claim_exception"),
        ("door_manager", "approve_exception"),
        ("officer", "report_delay"),
        ("caseworker", "confirm_existing_advice"),
        ("door_manager", "add_contributor"),
        ("caseworker", "chase"),
    ):
        northmere.does(who, reference, action)
    shown = text(Browser(northmere, "officer").get(f"/requests/{reference}"))
    for sentence in (
        "Parent carer's assessment",
        "Approved by Door Manager",
        "We wait for the school.",
        "Its author The social worker who wrote it finds it enough",
        "The authority Has not said yet",
        "Also contributing Northmere Adult Contact",
        "(chased once)",
    ):
        assert sentence.replace("'", "&#39;") in shown, sentence


def test_one_sheet_has_what_somebody_takes_along(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    shown = text(Browser(northmere, "officer").get(f"/requests/{reference}/summary"))
    for said in ("Issue the advice", "Who has it", "Ana Example", "01632 960001", "Took the request (Officer)"):
        assert said in shown, said


def counts(place: Place, who: str, reference: str) -> dict[str, int]:
    """The statements that each page of a request takes, once a process has read what it reads once."""
    found: dict[str, int] = {}
    browser = Browser(place, who)
    for page in PAGES:
        browser.get(f"/requests/{reference}{page}")
        with counted(place.storage.engine) as sent:
            browser.get(f"/requests/{reference}{page}")
        found[page] = len(sent)
    return found


def test_pages_take_no_more_statements_for_a_long_record(northmere: Place) -> None:
    body: dict[str, Any] = answers.new_request()
    brief, lengthy = Traveller(northmere, False, body), Traveller(northmere, False, body)
    TWINS[northmere.code] = brief.reference
    brief.along((("officer", "take", None),))
    lengthy.along(ROUND)
    short, long = (counts(northmere, "auditor", one.reference) for one in (brief, lengthy))
    assert long == short
    assert max(long.values()) <= 8, long


@pytest.mark.parametrize("page", PAGES)
def test_to_whoever_may_not_know_of_it_no_page_of_it_exists(northmere: Place, page: str) -> None:
    reference = walked(northmere, "officer take, officer restrict")
    Browser(northmere, "officer").get(f"/requests/{reference}{page}")
    for who in ("officer2", "coordinator", "early_helper", "administrator"):
        shown = Browser(northmere, who).get(f"/requests/{reference}{page}", 404)
        assert reference not in shown
