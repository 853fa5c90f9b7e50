"""Does whoever issues advice read who may have to receive it?"""

from __future__ import annotations

from tests import answers
from tests.browsing import Browser
from tests.place import Place
from tests.test_pages_review import reviewing


def hint(place: Place, path: str) -> str:
    """What stands at the question of who else receives it."""
    page = Browser(place, "reviewer").get(path)
    return page.partition('data-field="issued_to"')[2].partition("data-row")[0]


def test_a_young_person_of_16_is_named_first(northmere: Place) -> None:
    with northmere.on("2026-09-01"):
        person = {**answers.child(), "date_of_birth": "2010-08-31", "given_name": "Juniper"}
        reference = northmere.ask(person=person)
        northmere.does("officer", reference, "take")
        for action in ("record_reading", "record_contact", "record_answers"):
            northmere.does("officer", reference, action)
        northmere.does("officer", reference, "record_contact", answers.spoke("young_person"))
        northmere.does("officer", reference, "decide_no_assessment")
        northmere.submits("officer", reference)
        said = hint(northmere, f"/requests/{reference}/review")
    assert said.index("Juniper") < said.index("(the young person themselves)") < said.index("Ana Example (parent)")


def test_a_child_is_not_named_as_who_receives_it(northmere: Place) -> None:
    assert "themselves" not in hint(northmere, reviewing(northmere)[1])


def test_an_amendment_names_those_who_had_the_version_before(northmere: Place) -> None:
    reference, path = reviewing(northmere)
    told = [{"to": "The school office", "how": "secure_email"}, {"to": "Ana Example", "how": "post"}]
    northmere.does("reviewer", reference, "issue_advice", answers.issue(issued_to=told))
    assert "version before" not in hint(northmere, reviewing(northmere)[1]), "of a first version there was none"
    northmere.does("officer", reference, "amend_advice")
    northmere.submits("officer", reference)
    assert "The version before went to: The school office; Ana Example." in hint(northmere, path)
