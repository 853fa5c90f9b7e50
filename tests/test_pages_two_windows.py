"""Is an answer of a request that is not sent yet lost to another window of the same form?"""

from __future__ import annotations

from tests.place import Place
from tests.sitting import Sitting
from tests.test_pages_asking import NAMED, NOBODY, known

NOTICED = {"identified_needs": "Ivy is up all night."}


def test_what_another_window_answered_stands_in_the_form_before_it_is_taken_over(northmere: Place) -> None:
    known(northmere)
    first, second = Sitting(northmere, "caseworker"), Sitting(northmere, "caseworker")
    first.open("/ask")
    first.press({**NAMED, "reason": "reassessment"})
    second.open(first.path)
    assert "Ivy is up all night." in second.press({**NOBODY, **NOTICED})
    page = first.press(NOBODY, status=409)
    assert "You answered more in another window" in page
    assert first.values()["identified_needs"] == "Ivy is up all night."
    assert "Ivy is up all night." in first.press()
