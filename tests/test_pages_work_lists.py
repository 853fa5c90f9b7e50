"""Does a list cost the same however long it is, go on page by page, and refuse a filter that is none?"""

from __future__ import annotations

import re

import pytest

from tests.browsing import Browser
from tests.kinds_of_advice import advised
from tests.lists import child, listed
from tests.place import Place
from tests.test_pages_work import shown
from tests.tour import counted

MOST_STATEMENTS = 8


@pytest.mark.parametrize("who", ["door_manager", "caseworker"])
def test_pages_of_work_take_as_many_statements_however_much_they_hold(northmere: Place, who: str) -> None:
    own = {"door_manager": ("/leavers",), "caseworker": ("/requests?list=issued",)}[who]
    paths = ("/", "/requests?list=inbox", "/requests?list=all", "/search", *own)
    taken: list[list[int]] = []
    for more in (2, 30):
        for _ in range(more):
            northmere.does("caseworker", northmere.ask(), "chase")
        advised(northmere, "final")
        listed(northmere, child(more))
        manager = Browser(northmere, who)
        manager.post("/search", {"words": "a"}, on="/")
        row = []
        for path in paths:
            with counted(northmere.storage.engine) as sent:
                manager.get(path)
            row.append(len(sent))
        taken.append(row)
    assert taken[0] == taken[1]
    assert max(taken[0]) <= MOST_STATEMENTS


def test_a_long_list_goes_on_by_its_next_page_and_back_to_its_first(northmere: Place) -> None:
    references = [northmere.ask() for _ in range(30)]
    officer = Browser(northmere, "officer")
    first = officer.get("/requests?list=inbox")
    (address,) = re.findall(r'href="(/requests\?list=inbox&amp;after=[^"]+)"', first)
    second = officer.get(address.replace("&amp;", "&"))
    assert (len(shown(first)), len(shown(second))) == (25, 5)
    assert sorted(shown(first) + shown(second)) == sorted(references)
    assert "Back to the first page" in second
    assert "Back to the first page" not in first
    assert len(shown(officer.get("/requests?list=inbox&print=yes"))) == 30
    for nowhere in ("tomorrow", "2026-01-01", "2026-01-01.x", "2026-13-01.0"):
        assert shown(officer.get(f"/requests?list=inbox&after={nowhere}")) == shown(first)


def test_a_day_that_is_none_is_said_at_the_filter_and_stays_typed(northmere: Place) -> None:
    northmere.ask()
    typed = {"list": "all", "due_before.day": "41", "due_before.month": "2", "due_before.year": ""}
    page = Browser(northmere, "officer").post("/requests/filter", typed, 422, on="/requests").get_data(as_text=True)
    assert "must be a real date" in page
    assert 'href="#due-day"' in page
    assert 'value="41"' in page


def test_only_those_who_answer_for_restricted_requests_pick_them_out(northmere: Place) -> None:
    northmere.ask()
    typed = {"list": "all", "restricted": "yes"}
    for who, finds in (("officer", 1), ("door_manager", 0)):
        browser = Browser(northmere, who)
        browser.post("/requests/filter", typed, on="/requests?list=all")
        assert len(shown(browser.get("/requests?list=all"))) == finds, who


def test_what_is_late_with_somebody_else_is_to_be_chased_by_who_asked(northmere: Place) -> None:
    with northmere.on("2026-03-02"):
        reference = northmere.ask()
        assert "/steps/chase" not in Browser(northmere, "caseworker").get("/requests?list=mine")
    with northmere.on("2026-06-01"):
        assert f"/requests/{reference}/steps/chase" in Browser(northmere, "caseworker").get("/requests?list=late")
        assert "/steps/take" in Browser(northmere, "officer").get("/requests?list=late")  # theirs to do, not to chase


def test_what_to_do_next_leads_to_the_page_where_it_begins(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    assert f'href="/requests/{reference}/triage"' in Browser(northmere, "officer").get("/")


def test_a_referral_that_is_not_finished_stands_on_the_first_page_of_the_team_that_owes_it(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    northmere.does("officer", reference, "record_referral")
    owed = f'href="/requests/{reference}/steps/update_referral"'
    owing = {who for who in northmere.people if owed in Browser(northmere, who).get("/")}
    assert owing == {"social_worker", "team_manager"}
