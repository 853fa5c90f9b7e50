"""Is a draft checked, returned or issued on one page, by somebody who wrote none of it, with nothing typed lost?"""

from __future__ import annotations

import re
from typing import Any

from config import clock
from tests import answers
from tests.browsing import Browser
from tests.place import Place, days_before
from tests.test_drafts import drafting
from tests.tour import counted
from tests.writing import form
from web.forms.typed import pairs

CHECKED = {
    f"checklist.{one}": "yes" for one in ("needs", "outcomes", "provision", "voices", "adulthood", "plain", "private")
}
GOOD = {**CHECKED, "grade": "good", "safe_to_disclose": "yes"}
SENT = {"issued_to.0.to": "Ana Example", "issued_to.0.how": "post"}


def reviewing(place: Place, content: Any = None, **asked: Any) -> tuple[str, str]:
    reference = drafting(place, **asked)
    place.submits("officer", reference, content)
    return reference, f"/requests/{reference}/review"


def doubtful() -> dict[str, Any]:
    """Advice with two warnings and no stop."""
    made = answers.advice()
    made["needs"][0]["impact_on_family"] = None
    made["outcomes"][0]["by"] = None
    return made


def state(place: Place, reference: str) -> str:
    return str(place.get("dsco", f"/requests/{reference}")["state"])


def test_advice_is_issued_where_it_was_read(northmere: Place) -> None:
    reference, path = reviewing(northmere)
    reviewer = Browser(northmere, "reviewer")
    page = reviewer.get(path)
    assert "Ivy cannot judge danger outdoors" in page
    assert "Written by Officer" in page
    assert "What the record says" in page
    assert "In the record: Ana Example (parent)" in page
    assert "late_reason" not in page, "it is asked only when it is late"
    response = reviewer.post(path, {**GOOD, **SENT, "do": "issue", "review_comment": "Read it with the record."})
    assert response.location == f"/requests/{reference}"
    (one,) = northmere.get("caseworker", f"/requests/{reference}/advice")["versions"]
    assert [copy["to"] for copy in one["received_by"]] == ["send", "Ana Example"]


def test_each_warning_has_its_own_answer(northmere: Place) -> None:
    reference, path = reviewing(northmere, doubtful())
    reviewer = Browser(northmere, "reviewer")
    page = reviewer.get(path)
    assert page.count("Why is it right as it stands?") == 2
    assert 'href="#read-outcomes-0"' in page
    assert 'id="read-outcomes-0"' in page
    typed = {**form(page), **GOOD, **SENT, "do": "issue", "warnings_answered.0.because": "They live <apart>."}
    refused = reviewer.post(path, typed, 422).get_data(as_text=True)
    assert "They live &lt;apart&gt;." in refused
    assert 'href="#warnings_answered-1-because"' in refused
    assert "Answer each warning" not in refused, "said at its field, and nowhere else"
    assert 'value="Ana Example"' in refused
    assert re.search(r'name="grade" type="radio" value="good" checked', refused)
    assert state(northmere, reference) == "reviewing"
    reviewer.post(path, {**typed, "warnings_answered.1.because": "It has no end."})
    assert state(northmere, reference) == "issued"
    told = northmere.get("dsco", f"/requests/{reference}/history")["events"][-1]["answers"]
    (answered,) = [one["value"] for one in told if one["code"] == "warnings_answered"]
    assert {one["because"] for one in answered} == {"They live <apart>.", "It has no end."}


def test_a_stop_has_to_go_back(northmere: Place) -> None:
    faulty = answers.advice()
    faulty["provision"][0]["amount"] = "some support"
    reference, path = reviewing(northmere, faulty)
    reviewer = Browser(northmere, "reviewer")
    assert "The draft cannot be issued with these" in reviewer.get(path)
    page = reviewer.post(path, {**GOOD, **SENT, "do": "issue"}, 422).get_data(as_text=True)
    assert 'href="#stops"' in page.partition("<h1")[0]
    assert 'id="stops"' in page
    half = {"checklist.needs": "yes", "return_reasons": "not_quantified", "do": "return"}
    page = reviewer.post(path, half, 422).get_data(as_text=True)
    assert 'href="#return_explained"' in page
    assert re.search(r'value="not_quantified" checked', page)
    reviewer.post(path, {**half, "return_explained": "How many hours?"})
    assert state(northmere, reference) == "drafting"


def test_what_changed_is_spelled_out_word_by_word(northmere: Place) -> None:
    reference, path = reviewing(northmere)
    northmere.does("reviewer", reference, "return_draft")
    more = answers.advice()
    more["provision"][0]["what"] = "A support worker goes with Ivy to the big swimming club."
    northmere.submits("officer", reference, more)
    page = Browser(northmere, "reviewer").get(path)
    assert "since it was last sent to be checked" in page
    assert re.search(r"<del[^>]*><span[^>]*>\[removed:</span> a<span", page)
    assert re.search(r"<ins[^>]*><span[^>]*>\[added:</span> the big<span", page)
    northmere.does("reviewer", reference, "issue_advice")
    northmere.does("officer", reference, "amend_advice")
    northmere.submits("officer", reference, {**more, "strengths": "Loves water."})
    page = Browser(northmere, "reviewer").get(path)
    assert "since the advice that was issued" in page
    assert '<ins class="app-added">Loves water.</ins>' in page


def test_who_wrote_it_is_told_kindly_and_by_whom_it_can_be_checked(northmere: Place) -> None:
    reference = drafting(northmere)
    northmere.writes("door_manager", reference)
    version = northmere.writes("officer", reference)
    northmere.does("officer", reference, "submit_for_review", {"draft_version": version})
    path = f"/requests/{reference}/review"
    page = Browser(northmere, "door_manager").get(path)
    assert "You wrote some of this version" in page
    assert re.search(r"Who can: [^<]*Reviewer", page)
    assert "Door Manager" not in re.search(r"Who can: ([^<]*)", page)[1]  # type: ignore[index]
    assert "Return the draft" not in page
    assert "&lt;p" not in page
    Browser(northmere, "door_manager").post(path, {**GOOD, **SENT, "do": "issue", "seen": "9"}, 409, on="/")
    assert state(northmere, reference) == "reviewing"
    assert "You wrote some of this version" in Browser(northmere, "officer").get(path)
    assert "checked by others" in Browser(northmere, "auditor").get(path)
    Browser(northmere, "caseworker").get(path, 403)


def test_late_advice_is_issued_only_after_a_second_thought(northmere: Place) -> None:
    reference, path = reviewing(northmere, received_on=days_before(clock.day_of(clock.now()), 50))
    reviewer = Browser(northmere, "reviewer")
    page = reviewer.get(path)
    assert "8 days late" in page
    typed = {**GOOD, **SENT, "do": "issue", "review_comment": "Kept."}
    page = reviewer.post(path, typed, 422).get_data(as_text=True)
    assert "8 days late: choose the reason" in page
    said = {"late_reason": "staffing", "late_explained": "Nobody could be spared."}
    page = reviewer.post(path, {**typed, **said}, 200).get_data(as_text=True)
    assert "This advice is 8 days late" in page
    assert state(northmere, reference) == "reviewing", "nothing is issued yet"
    kept = form(page)
    assert kept["review_comment"] == "Kept."
    back = reviewer.post(path, {**kept, "confirmed": "", "do": "back"}, 200).get_data(as_text=True)
    assert "Nobody could be spared." in back
    reviewer.post(path, {**kept, "do": "issue"})
    assert state(northmere, reference) == "issued"


def test_a_request_that_somebody_changed_is_looked_at_again(northmere: Place) -> None:
    reference, path = reviewing(northmere)
    reviewer = Browser(northmere, "reviewer")
    page = reviewer.get(path)
    northmere.does("officer", reference, "note")
    typed = {**form(page), **GOOD, **SENT, "do": "issue", "review_comment": "Mine."}
    refused = reviewer.post(path, {**typed, "seen": form(page)["seen"]}, 409).get_data(as_text=True)
    assert "Somebody has changed this request" in refused
    assert "Mine." in refused
    northmere.does("door_manager", reference, "issue_advice")
    gone = reviewer.post(path, {**typed, "seen": "1"}, 409, on="/").get_data(as_text=True)
    assert "Mine." in gone, "what was typed can still be read and kept"
    assert "cannot be done now" in reviewer.get(path, 409)


def test_interim_advice_and_an_answer_to_the_tribunal_are_issued_alike(northmere: Place) -> None:
    reference = northmere.ask(involvement=answers.active(northmere))
    for action in ("record_reading", "record_contact", "start_assessment", "start_interim_advice"):
        northmere.does("social_worker", reference, action)
    northmere.submits("social_worker", reference, answers.advice(awaits_assessment="An assessment, due in May."))
    path = f"/requests/{reference}/review"
    manager = Browser(northmere, "team_manager")
    assert "Check interim advice" in manager.get(path)
    manager.post(path, {**GOOD, "do": "issue"})
    assert state(northmere, reference) == "assessing"


def test_the_review_is_read_with_few_statements(northmere: Place) -> None:
    counts = []
    for content in (answers.advice(), doubtful()):
        _, path = reviewing(northmere, content)
        reviewer = Browser(northmere, "reviewer")
        reviewer.get(path)
        with counted(northmere.storage.engine) as sent:
            reviewer.get(path)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 9, counts


def test_a_form_of_many_parts_is_sent_whole() -> None:
    assert dict(pairs({"a": {"0": {"b": "c"}}, "d": ["e"]})) == {"a.0.b": "c", "d": "e"}
