"""Are reviews that nobody has screened, and referrals that wait, the same ones on every page, and all in their file?"""

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import patch

import pytest

from tests import answers, lists
from tests.browsing import Browser
from tests.overseeing import TODAY, load, rows
from tests.place import Place
from tests.test_pages_oversight import figure
from web.oversight import others as oversight_others
from workflow.clocks.annual_reviews import WEEKS_TO_SCREEN, late_before, screen_by

ON = date.fromisoformat(TODAY)


@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False)])
def test_a_review_is_late_to_be_screened_by_one_rule(northmere: Place, days: int, *, late: bool) -> None:
    meeting = ON + timedelta(weeks=WEEKS_TO_SCREEN, days=days)
    assert (meeting < late_before(ON)) == (screen_by(meeting) < ON) == late
    lists.listed(northmere, lists.child(1, review_meeting_on=meeting.isoformat()))
    with northmere.on(TODAY):
        [listed] = northmere.get("coordinator", "/reviews")["reviews"]
        assert listed["standing"] == ("late_to_screen" if late else "to_screen")
        dsco = Browser(northmere, "dsco")
        said = {True: "The meeting is in less than 8 weeks: late to ask for advice", False: "There is time"}
        assert [figure(dsco, "reviews", said[one], "Reviews") for one in (late, not late)] == ["1", "0"]
        band = {True: "late", False: "time"}
        shown = [rows(load(dsco, f"/oversight/reviews.csv?when={band[one]}")) for one in (late, not late)]
        assert [len(one) for one in shown] == [1, 0]


@pytest.mark.parametrize(
    ("path", "most"), [("/oversight/reviews", "screen some"), ("/oversight/referrals", "one team")]
)
def test_a_page_shows_the_first_and_its_file_has_all_or_none(northmere: Place, path: str, most: str) -> None:
    lists.listed(northmere, *(lists.child(number, review_meeting_on="2026-03-10") for number in range(3)))
    with northmere.on("2026-03-02"):
        reference = northmere.ask()
        northmere.does("officer", reference, "take")
        for _ in range(3):
            northmere.does("officer", reference, "record_referral", answers.for_action(northmere, "record_referral"))
    with northmere.on(TODAY):
        dsco = Browser(northmere, "dsco")
        assert "These are the first" not in dsco.get(path)
        with patch.object(oversight_others, "SHOWN", 2):
            page = dsco.get(path)
        assert "These are the first 2: the file has all of them." in page
        assert page.count('<tr class="govuk-table__row">') == 1 + 2
        with patch.object(oversight_others, "MOST", 3):
            assert len(rows(load(dsco, f"{path}.csv"))) == 3
        with patch.object(oversight_others, "MOST", 2):
            assert most in dsco.get(f"{path}.csv", 422)
