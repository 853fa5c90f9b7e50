"""Who has what in hand, who has been away from it, and what waits for people who left?"""

from __future__ import annotations

import pytest

from tests.browsing import Browser
from tests.overseeing import leaves, load, rows
from tests.place import Place
from tests.test_timeliness import RECEIVED


def test_who_has_what_and_who_has_been_away(northmere: Place) -> None:
    with northmere.on(RECEIVED):
        mine, _ = northmere.ask(), northmere.ask()
        northmere.does("officer", mine, "take")
    with northmere.on("2026-03-20"):
        northmere.does("door_manager", mine, "note")
    with northmere.on("2026-04-08"):  # the week in which 13 April is not; it is due on Monday
        assert load_of(northmere, "Officer")["Due this week"] == "0"
        leaves(northmere, "officer")
    with northmere.on("2026-04-13"):
        row = load_of(northmere, "Officer (has left)")
        assert (row["Open"], row["Late"], row["Due this week"]) == ("1", "0", "1")
        assert row["Longest since they did something"] == "42 days"
        page = Browser(northmere, "door_manager").get("/oversight/workload")
        assert "With nothing in hand: Door Manager, Officer2." in page
        listed = Browser(northmere, "door_manager").get("/oversight/requests?team=childrens_front_door")
        assert "Has left" in listed
        assert f"/requests/{mine}/steps/assign" in listed
        assert "/steps/assign" not in Browser(northmere, "auditor").get("/oversight/requests")
        assert "/steps/assign" not in Browser(northmere, "send_manager").get("/oversight/requests")


@pytest.mark.parametrize("who", ["door_manager", "send_manager", "dsco", "auditor"])
def test_the_page_that_moves_a_leavers_work_is_found_from_who_has_what(northmere: Place, who: str) -> None:
    leads_there = 'href="/leavers"' in Browser(northmere, who).get("/oversight/workload")
    assert leads_there == (Browser(northmere, who).load("/leavers").status_code == 200)
    assert leads_there == (who != "auditor")


def load_of(place: Place, name: str) -> dict[str, str]:
    found = rows(load(Browser(place, "door_manager"), "/oversight/workload.csv"))
    return next(row for row in found if row["Held by"] == name)


def test_people_who_left_with_work_come_first(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer2", reference, "take")
    for who in ("officer2", "coordinator"):
        leaves(northmere, who)
    administrator = Browser(northmere, "administrator")
    page = administrator.get("/")
    assert "are set at the server" in page
    assert 'href="/people">People</a> stands' in page
    page = administrator.get("/people")
    assert "1 person who has left still has work waiting" in page
    found = rows(load(administrator, "/people.csv"))
    assert len(found) == len(northmere.people)
    assert [(row["Name"], row["May sign in"], row["Requests in hand"]) for row in found[:2]] == [
        ("Officer2", "no", "1"), ("Coordinator", "no", "0"),
    ]  # fmt: skip
    assert reference not in page
    Browser(northmere, "dsco").get("/people", 403)
