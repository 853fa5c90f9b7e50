"""Small words that have to be true of whoever reads them: whether one wrote a draft, how often somebody was tried."""

from __future__ import annotations

from tests import answers
from tests.browsing import Browser
from tests.calls import taken
from tests.place import Place
from tests.test_drafts import drafting
from tests.writing import writing


def test_whoever_may_check_is_told_at_the_desk_whether_they_wrote_it(northmere: Place) -> None:
    reference, manager = drafting(northmere), Browser(northmere, "door_manager")
    assert "Once you change something here, you are one of its writers" in manager.get(writing(reference))
    manager.post(writing(reference), {"strengths": "She loves water."})
    page = manager.get(writing(reference))
    assert "You are one of the writers of this draft" in page
    assert "Once you change something" not in page


def test_a_conversation_is_not_counted_as_an_attempt(northmere: Place) -> None:
    reference, path = taken(northmere)
    northmere.does("officer", reference, "record_contact", answers.tried())
    assert "So far: 1 attempt by 1 method;" in Browser(northmere, "officer").get(path)
    northmere.does("officer", reference, "record_contact", answers.spoke(method="video"))
    assert "So far: 1 conversation, and 1 attempt by 1 method;" in Browser(northmere, "officer").get(path)
