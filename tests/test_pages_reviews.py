"""Can a coordinator screen a term in one sitting, each review for itself, and see what waits?"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browsing import Browser
from tests.desk import everything
from tests.lists import child, listed, no, screened, taken
from tests.place import Place
from tests.sitting import Sitting
from tests.test_pages_lists import domain
from tests.tour import counted

FRIDAY = "2026-10-02"
SHARED = {
    "all.screening_basis": ["school_view", "last_review_report"],
    "all.screening_explained": "The school names none.",
}
LINE = re.compile(r'name="line\.([0-9a-f-]{36})\.needs_identified" type="radio" value="no"')


@pytest.fixture
def at_desk(northmere: Place) -> Sitting:
    return Sitting(northmere, "coordinator")


def lines(page: str) -> list[str]:
    return list(dict.fromkeys(LINE.findall(page)))


def said(keys: list[str], word: str = "no") -> dict[str, Any]:
    return {f"line.{key}.needs_identified": word for key in keys}


def test_four_hundred_reviews_are_screened_in_one_sitting(northmere: Place) -> None:
    """25 on a page: 16 presses, and a page more for each review with needs."""
    with northmere.on(FRIDAY):
        taken(northmere, [child(number) for number in range(400)])
        at_desk = Sitting(northmere, "coordinator")
        page = at_desk.open("/reviews/screen")
        with_needs = lines(page)[:2]
        page = at_desk.press({**SHARED, **said(lines(page)), **said(with_needs, "yes")})
        for _ in with_needs:
            assert "identified_needs" in at_desk.values()
            page = at_desk.press({"identified_needs": "Weekends are hard.", "involvement.status": "none"})
        while keys := lines(page):
            page = at_desk.press({**SHARED, **said(keys)})
        assert "Nothing waits to be screened" in page
        assert at_desk.seen == 1 + 16 + len(with_needs)
        stands = [
            len(northmere.get("coordinator", f"/reviews?screened={word}&per_page=1")["reviews"])
            for word in ("true", "false")
        ]
        assert stands == [1, 0]
        assert len(northmere.get("coordinator", "/requests")["requests"]) == 2
        request = northmere.get("coordinator", "/requests")["requests"][0]
        assert request["reason"] == "annual_review"


def test_each_is_kept_with_what_was_said_of_all_and_what_was_said_of_it_alone(
    northmere: Place, at_desk: Sitting
) -> None:
    first, second = listed(northmere, child(1), child(2))
    at_desk.open("/reviews/screen")
    own = {f"line.{second}.screening_explained": "Her father was asked.", f"line.{second}.decided_by": "Holly Berry"}
    at_desk.press({**SHARED, **said([first, second]), **own})
    kept = [northmere.get("coordinator", f"/reviews/{key}")["screenings"][0]["answers"] for key in (first, second)]
    one, other = ({answer["code"]: answer["value"] for answer in each} for each in kept)
    assert (one["screening_explained"], one["decided_by"]) == ("The school names none.", "Coordinator")
    assert (other["screening_explained"], other["decided_by"]) == ("Her father was asked.", "Holly Berry")
    assert one["screening_basis"] == other["screening_basis"] == ["school_view", "last_review_report"]


def test_a_page_with_a_fault_is_not_saved_at_all_and_nothing_typed_is_lost(northmere: Place, at_desk: Sitting) -> None:
    first, second = listed(northmere, child(1), child(2))
    at_desk.open("/reviews/screen")
    before = everything(northmere)
    assert "Say yes or no for one review at least" in at_desk.press(SHARED, status=422)
    page = at_desk.press(
        {**said([first]), **said([second], "yes"), "all.screening_explained": "", "all.screening_basis": []}, status=422
    )
    assert page.count("Answer this: What did you look at?") == 1, "in the summary"
    assert page.count("Answer this.") == 2, "at each of the two fields"
    long = {f"line.{first}.decided_by": "x" * 130, **SHARED}
    page = at_desk.press(long, status=422)
    assert f'href="#line-{first}-decided_by"' in page
    assert at_desk.values()[f"line.{second}.needs_identified"] == "yes"
    assert everything(northmere) == before


def test_a_review_that_somebody_has_screened_since_is_named(northmere: Place, at_desk: Sitting) -> None:
    first, second = listed(northmere, child(1), child(2))
    at_desk.open("/reviews/screen")
    screened(northmere, second, no(decided_by="Somebody else"), "caseworker")
    before = domain(northmere)
    page = at_desk.press({**SHARED, **said([first, second])}, status=422)
    assert f'href="#line-{second}-needs_identified"' in page
    assert domain(northmere) == before
    at_desk.press(said([second], "later"))
    assert northmere.get("coordinator", f"/reviews/{second}")["decided_by"] == "Somebody else"
    assert northmere.get("coordinator", f"/reviews/{first}")["decided_by"] == "Coordinator"


def test_what_is_left_for_now_is_not_met_again_at_once(northmere: Place, at_desk: Sitting) -> None:
    taken(northmere, [child(number) for number in range(27)])
    first = lines(at_desk.open("/reviews/screen"))
    assert len(first) == 25
    page = at_desk.press({**SHARED, **said(first[:1])})
    assert set(lines(page)).isdisjoint(first)
    page = at_desk.press({**SHARED, **said(lines(page))})
    assert "24 are left for now" in page


def test_those_with_needs_wait_where_the_coordinator_was_called_away(northmere: Place, at_desk: Sitting) -> None:
    key, _ = listed(northmere, child(1), child(2))
    at_desk.open("/reviews/screen")
    at_desk.press({**SHARED, **said([key], "yes")})
    page = at_desk.open("/reviews/screen")
    assert key not in lines(page)
    assert f'href="/reviews/{key}/screen"' in page
    at_desk.open(f"/reviews/{key}/screen")
    assert at_desk.values()["screening_explained"] == "The school names none."
    wrong = at_desk.press(status=422)
    assert "Answer this: What social care needs have been identified?" in wrong


def test_a_need_raised_at_the_meeting_asks_for_advice(northmere: Place) -> None:
    with northmere.on(FRIDAY):
        (key,) = listed(northmere, child(1))
        screened(northmere, key, no())
    with northmere.on("2026-11-20"):
        at_desk = Sitting(northmere, "coordinator")
        assert "A need was raised at the meeting" in at_desk.open(f"/reviews/{key}")
        at_desk.open(f"/reviews/{key}/screen?raised=at-meeting")
        typed = {
            "screening_basis": ["parent_view"],
            "screening_explained": "Said at the meeting.",
            "identified_needs": "Nights.",
        }
        page = at_desk.press(typed)
        assert "Advice has been asked for" in page
        assert "16 December 2026" in page, "four weeks after the meeting"
        page = at_desk.open(f"/reviews/{key}")
        assert [
            word in page for word in ("Said at the meeting.", "Holly Berry", "A need was raised at the meeting")
        ] == [True, True, False]


def test_what_waits_comes_first_with_counts_and_no_name_in_an_address(northmere: Place) -> None:
    with northmere.on(FRIDAY):
        rows = [child(1, review_meeting_on="2026-10-20"), child(2, review_meeting_on="2027-02-01"), child(3)]
        done = listed(northmere, *rows)[2]
        screened(northmere, done, no())
        at_desk = Sitting(northmere, "coordinator")
        page = at_desk.open("/reviews")
        assert "2 reviews wait for screening" in page
        assert "1 of them late" in page
        assert "1 is screened: 0 with needs, 1 without" in page
        assert page.index("Exampleton-1<") < page.index("Exampleton-2<")
        assert "Exampleton-3" not in page
        assert "Exampleton-3" in at_desk.open("/reviews?show=screened")
        assert "Exampleton-1" not in at_desk.open("/reviews?since=2027-01-01")
        found = at_desk.post("/reviews", {"q": "Exampleton-2"})
        assert "Exampleton" not in found.location
        assert "Exampleton-1<" not in at_desk.open(found.location)
        assert at_desk.open("/reviews?since=x&until=2026-13-01&after=y&show=z")


def test_the_pages_of_reviews_take_as_many_statements_whatever_they_hold(northmere: Place, at_desk: Sitting) -> None:
    key = listed(northmere, child(0))[0]
    counts: list[list[int]] = []
    for more in (0, 30):
        taken(northmere, [child(number) for number in range(1, more)] or [child(0)])
        took = []
        for path in ("/reviews", "/reviews?show=all", "/reviews/screen", f"/reviews/{key}", f"/reviews/{key}/screen"):
            with counted(northmere.storage.engine) as sent:
                at_desk.open(path)
            took.append(len(sent))
        counts.append(took)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 8


def test_reviews_of_another_authority_and_another_role_are_not_there(northmere: Place, eastvale: Place) -> None:
    (theirs,) = listed(eastvale, child(1))
    here = Browser(northmere, "coordinator")
    for path in (f"/reviews/{theirs}", f"/reviews/{theirs}/screen", "/reviews/nothing"):
        here.get(path, 404)
    assert here.send("/reviews/screen", {}).status_code == 400
    Browser(northmere, "officer").get("/reviews", 403)
    assert "Screen them" not in Browser(northmere, "dsco").get("/reviews")
