"""Is what is of no team, checking and screening, kept in the browser until the next page says that it was sent?"""

from __future__ import annotations

import re

from tests.browsing import Browser
from tests.lists import child, taken
from tests.place import Place
from tests.sitting import Sitting
from tests.test_drafts import drafting
from tests.test_pages_review import GOOD, SENT, reviewing
from tests.test_pages_reviews import FRIDAY, SHARED, lines, said


def kept(page: str) -> list[str]:
    """The forms of a page that a browser keeps."""
    return re.findall(r'data-form="([^"]+)"', page)


def arrived(page: str) -> list[str]:
    """The form that a page says it has."""
    return re.findall(r'data-sent="([^"]+)"', page)


def test_a_draft_that_is_sent_to_be_checked_and_its_review(northmere: Place) -> None:
    reference = drafting(northmere)
    northmere.writes("officer", reference)
    officer, path = Browser(northmere, "officer"), f"/requests/{reference}/preview"
    assert kept(officer.get(path)) == [f"{reference}/preview"]
    sent = officer.post(path, {"author_role": "Social worker", "draft_version": "1"})
    assert arrived(officer.get(sent.location)) == [f"{reference}/preview"]
    reference, path = reviewing(northmere)
    reviewer = Browser(northmere, "reviewer")
    assert kept(reviewer.get(path)) == [f"{reference}/review"]
    issued = reviewer.post(path, {**GOOD, **SENT, "do": "issue"})
    assert arrived(reviewer.get(issued.location)) == [f"{reference}/review"]


def test_a_page_of_reviews_that_is_screened_and_each_of_them(northmere: Place) -> None:
    with northmere.on(FRIDAY):
        taken(northmere, [child(1), child(2)])
        at_desk = Sitting(northmere, "coordinator")
        first, second = lines(at_desk.open("/reviews/screen"))
        assert kept(at_desk.page) == [f"screening/from/{first}"]
        page = at_desk.press({**SHARED, **said([first], "yes"), **said([second])})
        assert arrived(page) == [f"screening/from/{first}"]
        assert kept(page) == [f"screening/{first}"]
        page = at_desk.press({"identified_needs": "Weekends are hard.", "involvement.status": "none"})
        assert arrived(page) == [f"screening/{first}"]
