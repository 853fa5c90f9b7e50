"""Do pages call a thing by one name, count in the singular too, and offer what there is to choose from?"""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from tests import answers
from tests.browsing import Browser
from tests.files import attached
from tests.place import Place
from tests.sitting import Sitting
from tests.test_pages_asking import NAMED
from tests.test_pages_together import LIST, ticked
from web.menu import REQUESTS
from web.words import email

STEPS = re.compile(r'<li><a class="govuk-link" href="([^"]+/steps/\w+)">([^<]+)</a>')


def test_a_step_is_called_the_same_where_it_is_offered_and_at_its_page(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    officer = Browser(northmere, "officer")
    offered = STEPS.findall(officer.get(f"/requests/{reference}"))
    assert len(offered) > 10
    for address, title in offered:
        page = officer.get(address)
        assert f'<h1 class="govuk-heading-l">{title}</h1>' in page, address
        assert "Is there anything else to record? (optional)" in page or "What do you want to record?" in page


def test_a_referral_is_chosen_by_what_it_is_for(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    officer = Browser(northmere, "officer")
    assert 'name="chased_referral"' not in officer.get(f"/requests/{reference}/steps/note")
    told = {**answers.for_action(northmere, "record_referral"), "owed_by_team": "childrens_front_door"}
    northmere.does("officer", reference, "record_referral", told)
    for action, code in (("note", "chased_referral"), ("update_referral", "referral_number")):
        page = officer.get(f"/requests/{reference}/steps/{action}")
        (choice,) = re.findall(rf'<select[^>]+name="{code}".*?</select>', page, re.S)
        assert re.search(r'value="1">1\. [A-Z].+, \d+ \w+ \d{4}<', choice), choice
        assert "1 is the first" not in page


def test_the_advice_that_exists_is_chosen_by_its_name(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    officer, address = Browser(northmere, "officer"), f"/requests/{reference}/steps/confirm_existing_advice"
    assert 'name="existing_document_number"' not in officer.get(address), "nothing is attached that could be meant"
    attached(northmere, reference, name="Occupational therapy, 2025.pdf")
    page = officer.get(address)
    (choice,) = re.findall(r'<select[^>]+name="existing_document_number".*?</select>', page, re.S)
    assert 'value="1">1. Occupational therapy, 2025.pdf<' in choice
    assert "1 is the first" not in page


def test_other_time_limits_stand_soonest_first(northmere: Place) -> None:
    with northmere.on("2026-03-02"):
        reference = northmere.ask(received_on="2026-03-02", ehc_needs_assessment_requested_on="2026-01-19")
        page = Browser(northmere, "officer").get(f"/requests/{reference}")
    limits = page[page.index("Other time limits") : page.index('id="people"')]
    days = [datetime.strptime(f"{one} +0000", "%d %B %Y %z") for one in re.findall(r">(\d+ \w+ 2026),", limits)]
    assert len(days) > 4
    assert days == sorted(days)


def test_one_request_alone_is_no_several(northmere: Place) -> None:
    references = [northmere.ask(), northmere.ask()]
    officer = Browser(northmere, "officer")
    several = officer.post("/requests/together", {"do": "take", **ticked(officer, references)}, 200, on=LIST).text
    assert "Take these requests" in several
    assert "the others still are" in several
    one = officer.post("/requests/together", {"do": "take", **ticked(officer, references[:1])}, 200, on=LIST).text
    assert "Take this request" in one
    assert "the others still are" not in one


@pytest.mark.parametrize(
    ("address", "pieces"),
    [
        ("ana.example@northmere.example", ["ana", ".example@", "northmere", ".example"]),
        ("a@b", ["a@", "b"]),
        ("x" * 60 + "@b.example", ["x" * 24, "x" * 24, "x" * 12 + "@", "b", ".example"]),
        ("<b>@c", ["&lt;b&gt;@", "c"]),
    ],
)
def test_an_e_mail_address_is_broken_between_its_parts(address: str, pieces: list[str]) -> None:
    assert email(address).split("<wbr>") == pieces


def test_what_is_missing_is_said_in_words(northmere: Place) -> None:
    at_desk = Sitting(northmere, "caseworker")
    at_desk.open("/ask")
    at_desk.press({**NAMED, "reason": "reassessment"})
    if at_desk.path.endswith("/person"):
        at_desk.press()
    page = at_desk.press({"involvement.source": "The case system"}, status=422)
    question = "How is social care involved, as far as you can tell?"
    assert f"Answer this: {question}</a>" in page
    assert "</span> Answer this.\n" in page


def test_who_goes_back_to_a_request_that_was_sent_is_told_so(northmere: Place) -> None:
    at_desk = Sitting(northmere, "caseworker")
    page = at_desk.get(f"/ask/{'0' * 32}", 404)
    assert "<h1" in page
    assert "This was sent already, or thrown away" in page
    assert "among your work" in page


def test_every_page_of_a_request_is_marked_in_the_menu_as_one_of_requests(northmere: Place) -> None:
    pages = [rule for rule in northmere.app.url_map.iter_rules() if rule.rule.startswith("/requests/<reference>")]
    families = {rule.endpoint.partition(".")[0] for rule in pages if rule.methods and "GET" in rule.methods}
    assert len(families) > 10
    assert families - set(REQUESTS) == {"ask_check"}, "that it was asked is said where one asks"


@pytest.mark.parametrize(
    ("path", "entry"), [("/ask/list", "Ask for advice"), ("/reviews/list", "Annual reviews"), ("/requests", "Requests")]
)
def test_the_menu_marks_where_one_is(northmere: Place, path: str, entry: str) -> None:
    page = Browser(northmere, "coordinator" if "reviews" in path else "caseworker").get(path)
    (active,) = re.findall(r'navigation__item--active">(.*?)</li>', page, re.DOTALL)
    assert entry in active
