"""Is one slip in asking for advice said as one, and does what was begun go on where it stopped?"""

from __future__ import annotations

import html

import pytest

from tests.browsing import Browser
from tests.place import Place
from tests.sitting import Sitting
from tests.test_pages_asking import NAMED, NOBODY, known
from web.words import day
from workflow.asking.question_sets import question_sets


@pytest.fixture
def at_desk(northmere: Place) -> Sitting:
    return Sitting(northmere, "caseworker")


def test_one_slip_accuses_of_nothing_else(northmere: Place, at_desk: Sitting) -> None:
    at_desk.open("/ask")
    slip = {f"person.date_of_birth.{part}": said for part, said in (("day", "31"), ("month", "2"), ("year", "18"))}
    page = at_desk.press({**NAMED, **slip, "reason": "reassessment"}, status=422)
    assert "Give the person" not in page
    assert page.count("“31 2 18” is no day of the calendar: type the day, the month and the whole year") == 2
    assert "Date of birth: “31 2 18” is" in html.unescape(page)
    assert f"{'9' * 20}…” is no day" in at_desk.press({"person.date_of_birth.day": "9" * 500}, status=422)
    page = at_desk.press({"person.date_of_birth.year": ""}, status=422)
    assert "The year is missing: type all three" in page
    page = at_desk.press({"person.given_name": "", **dict.fromkeys(slip, "")}, status=422)
    assert "Give the person" in page, "a name that is missing is said to be, once nothing else is wrong"
    at_desk.press({**NAMED, "reason": "reassessment"})
    page = at_desk.press({"person.contacts.0.name": "Bea", "person.contacts.0.relationship": ""}, status=422)
    assert "Give the person" not in page


def test_of_several_dates_the_summary_says_which_is_meant(northmere: Place, at_desk: Sitting) -> None:
    known(northmere)
    at_desk.open("/ask")
    at_desk.press({**NAMED, "reason": "reassessment"})
    question = question_sets()["request_advice"].by_code["received_on"].text
    page = at_desk.press({**NOBODY, "received_on.year": "2099"}, status=422)
    assert f"{question.rstrip('?')}: this date is in the future." in html.unescape(page)


def test_what_was_begun_goes_on_where_it_stopped(northmere: Place, at_desk: Sitting) -> None:
    known(northmere)
    at_desk.open("/ask")
    at_desk.press({**NAMED, "reason": "reassessment"})
    key = at_desk.path.split("/")[2]
    assert f'href="/ask/{key}/when">' in at_desk.open("/ask")
    assert f'href="/ask/{key}/when"' in at_desk.open(f"/ask/{key}/who"), "nor does the way back lead to errors"
    at_desk.open(f"/ask/{key}/when")
    at_desk.press(NOBODY)
    assert f'href="/ask/{key}">' in at_desk.open("/ask")


def test_a_limit_that_ends_on_a_closed_day_says_by_which_day_to_act(northmere: Place) -> None:
    with northmere.on("2026-11-26"):
        reference = northmere.ask()
        limits = northmere.get("caseworker", f"/requests/{reference}")["clocks"][1:]
        sooner = [one for one in limits if one["act_by"] and one["act_by"] != one["due_on"]]
        page = Browser(northmere, "caseworker").get(f"/requests/{reference}/sent")
        assert sooner
        for one in sooner:
            assert f"act by {day(one['act_by'])}" in page
