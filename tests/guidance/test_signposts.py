"""Which services may be signposted: when is one stale, and for whom is it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from workflow.directory.services import Service, folded
from workflow.directory.signposts import doubts, exact_age, snapshot, stale_because, suits

CHECKED = date(2025, 11, 20)
CLUB = Service("s1", "Saturday Splash", "active", assured_on=CHECKED)


@pytest.mark.parametrize(
    ("on", "stale"), [(date(2025, 11, 20), False), (date(2026, 11, 20), False), (date(2026, 11, 21), True)]
)
def test_what_was_last_checked_more_than_twelve_months_ago_is_stale(on: date, stale: bool) -> None:
    said = stale_because(CLUB, on)
    assert said == ("It was last checked or changed on 20 November 2025, more than 12 months ago." if stale else None)


def test_the_later_of_checking_and_changing_counts() -> None:
    changed = datetime(2026, 3, 1, tzinfo=UTC)
    assert stale_because(replace(CLUB, last_modified=changed), date(2027, 3, 1)) is None
    assert stale_because(replace(CLUB, assured_on=None, last_modified=changed), date(2027, 3, 2))
    assert CLUB.fresh_on == CHECKED


def test_a_service_of_29_february_is_stale_on_2_march() -> None:
    leap = replace(CLUB, assured_on=date(2024, 2, 29))
    assert stale_because(leap, date(2025, 3, 1)) is None
    assert stale_because(leap, date(2025, 3, 2))


def test_what_is_gone_not_active_or_never_checked_is_stale_and_says_so() -> None:
    on = date(2025, 12, 1)
    assert stale_because(replace(CLUB, gone_on=date(2025, 11, 30)), on) == (
        "It is no longer in the directory: this was found on 30 November 2025."
    )
    closed = replace(CLUB, status="temporarily closed")
    assert stale_because(closed, on) == "The directory says that it is temporarily closed."
    assert "does not say when" in str(stale_because(replace(CLUB, assured_on=None), on))


@pytest.mark.parametrize(
    ("minimum", "maximum", "age", "fits"),
    [
        (None, None, 25, True),
        (5, 11, 4.99, False),
        (5, 11, 5, True),
        (5, 11, 11.99, True),  # up to 11: an 11-year-old
        (5, 11, 12, False),
        (0.5, 3.5, 0.49, False),
        (0.5, 3.5, 3.5, True),
        (0.5, 3.5, 3.51, False),  # part of a year is exact
        (18, None, 17.99, False),
        (None, 0, 0.9, True),
    ],
)
def test_a_service_is_for_those_of_its_ages(
    minimum: float | None, maximum: float | None, age: float, fits: bool
) -> None:
    assert suits(minimum, maximum, age) is fits


def test_an_age_has_its_part_of_the_year() -> None:
    born = date(2020, 2, 29)
    assert exact_age(born, date(2020, 2, 29)) == 0
    assert exact_age(born, date(2020, 8, 30)) == pytest.approx(0.5, abs=0.01)
    assert exact_age(born, date(2025, 2, 28)) == pytest.approx(4.997, abs=0.001)
    assert exact_age(born, date(2025, 3, 1)) == 5


def test_a_snapshot_says_what_was_offered_and_carries_its_mark() -> None:
    kept = snapshot(
        replace(CLUB, minimum_age=5.0, maximum_age=11.5, fetched_at=datetime(2026, 11, 1, 23, 30, tzinfo=UTC)),
        date(2026, 12, 1),
    )
    assert (kept["minimum_age"], kept["maximum_age"], kept["fetched_on"]) == (5, 11.5, "2026-11-01")
    assert (kept["taken_on"], kept["stale"]) == ("2026-12-01", True)
    assert repr(kept["minimum_age"]) == "5"


def test_a_writer_is_told_of_what_is_stale_or_for_another_age() -> None:
    content = {"signposting": [{"name": "By hand"}, {"service": snapshot(replace(CLUB, maximum_age=11), CHECKED)}]}
    assert list(doubts(content, date(2015, 1, 1), CHECKED)) == []
    assert list(doubts(content, None, CHECKED)) == []
    assert list(doubts(content, date(2013, 1, 1), CHECKED)) == [
        ("signposting.1.service", "Signpost 2, Saturday Splash, is for people aged up to 11; this person is 12.")
    ]
    stale = {"signposting": [{"service": snapshot(CLUB, date(2027, 1, 1))}]}
    [(_, said)] = doubts(stale, None, CHECKED)
    assert said.startswith("Signpost 1, Saturday Splash, is stale: It was last checked")


def test_words_are_searched_in_small_letters_whatever_stands_between_them() -> None:
    assert folded("Parents' GROUP, EV2 4AB", None, "\uff37ide") == " parents group ev2 4ab wide "
    assert folded() == " "
