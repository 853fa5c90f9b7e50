"""Do pages say in words what the service keeps as codes?"""

from __future__ import annotations

from typing import Any

from tests import answers
from tests.browsing import Browser
from tests.place import Place
from tests.test_drafts import drafting
from tests.test_pages_review import GOOD, SENT, doubtful, reviewing
from workflow.asking.question_sets import question_sets

OF_THE_CARE_ACT = "Adult social care under the Care Act"


def with_line(**changed: Any) -> dict[str, Any]:
    """The usual advice with something else in its line of provision."""
    made = answers.advice()
    made["provision"][0] |= changed
    return made


def test_the_warnings_that_wait_are_told_by_their_reasons(northmere: Place) -> None:
    reference, _ = reviewing(northmere, doubtful())
    page = Browser(northmere, "reviewer").get(f"/requests/{reference}")
    assert "Answer each warning, or return the draft." in page
    for code in ("every_outcome_has_a_date", "outcomes.0", "needs.0"):
        assert code not in page


def test_a_checklist_that_does_not_hold_is_told_in_its_own_words(northmere: Place) -> None:
    _, path = reviewing(northmere)
    typed = {**GOOD, **SENT, "do": "issue", "checklist.private": "no"}
    page = Browser(northmere, "reviewer").post(path, typed, 422).get_data(as_text=True)
    items = question_sets()["issue_advice"].by_code["checklist"].items
    (asked,) = (item.text for item in items if item.code == "private")
    assert f"does not hold yet: {asked} Return the draft." in page
    assert "(private)" not in page


def test_what_changed_is_told_by_names_and_days(northmere: Place) -> None:
    reference, path = reviewing(northmere, with_line(section="H2", category="h2_other", start_on="2027-01-09"))
    northmere.does("reviewer", reference, "return_draft")
    northmere.submits(
        "officer", reference, with_line(section="H2", category="h2_care_act_support", start_on="2027-02-10")
    )
    page = Browser(northmere, "reviewer").get(path)
    changed = page.partition('id="changed"')[2].partition("</section>")[0]
    for said in (OF_THE_CARE_ACT, "Provision p1, what kind", "9 January 2027", "10 February 2027"):
        assert said in changed, said
    for code in ("h2_", "2027-0"):
        assert code not in changed, code


def test_versions_that_are_compared_say_names_and_days_too(northmere: Place) -> None:
    reference, _ = reviewing(northmere, with_line(section="H2", category="h2_other", start_on="2027-01-09"))
    northmere.does("reviewer", reference, "issue_advice")
    northmere.does("officer", reference, "amend_advice")
    now = with_line(section="H2", category="h2_early_help", start_on="2027-02-10")
    northmere.submits("officer", reference, now)
    northmere.does("reviewer", reference, "issue_advice")
    page = Browser(northmere, "caseworker").get(f"/requests/{reference}/advice/2?compared_with=1")
    changed = page.partition('id="changes"')[2].partition("</section>")[0]
    assert "10 February 2027" in changed
    assert "Provision p1, from" in changed
    for code in ("h2_", "2027-0"):
        assert code not in changed, code


def test_a_name_keeps_its_capitals_within_a_heading(northmere: Place) -> None:
    reference = drafting(northmere)
    northmere.writes("officer", reference, with_line(section="H2", category="h2_care_act_support"))
    page = Browser(northmere, "officer").get(f"/requests/{reference}/preview")
    assert "adult social care under the Care Act" in page
