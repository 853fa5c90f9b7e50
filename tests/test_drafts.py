"""Is the draft fed by the record, checked as it is written, and never lost to somebody else's?"""

from __future__ import annotations

from typing import Any

from tests import answers
from tests.place import Place

OTHER = {"kind": "short_break_day", "text": "One Saturday a month at Rowan Lodge."}


def drafting(place: Place, **changed: Any) -> str:
    """A request that the front door has triaged, and whose advice it now writes."""
    reference = place.ask(provision_in_place=[OTHER], **changed)
    place.does("officer", reference, "take")
    place.does("officer", reference, "record_reading")
    place.does("officer", reference, "record_contact", answers.spoke(informant_name="Ana Example"))
    place.does("officer", reference, "record_answers")
    works = {"provision_item": 1, "provision_meets_need": "It does, on that day.", "provision_outcome": "She swims."}
    place.does("officer", reference, "review_provision", works)
    place.does("officer", reference, "decide_no_assessment")
    return reference


def draft(place: Place, reference: str, who: str = "officer") -> Any:
    return place.get(who, f"/requests/{reference}/draft")


def test_a_new_draft_may_begin_with_what_the_record_says(northmere: Place) -> None:
    reference = drafting(northmere)
    seen = draft(northmere, reference)
    begin = seen["beginning"]
    assert begin["views"]["family"].startswith("Told us about an ordinary week.")
    assert begin["provision"] == [{"id": "p1", "what": OTHER["text"], "existing": True}]
    assert begin["signposting"] == [{"name": "Saturday Splash swimming club"}]
    assert set(begin["preparation_for_adulthood"]) == {"employment", "independent_living", "community", "health"}
    northmere.writes("officer", reference, begin)
    kept = draft(northmere, reference)
    assert kept["content"] == begin
    assert kept["beginning"] is None, "only a draft that does not exist yet has a beginning"


def test_each_section_has_beside_it_who_said_what_and_when(northmere: Place) -> None:
    reference = drafting(northmere)
    beside = draft(northmere, reference)["alongside"]
    (day,) = [one for one in beside["needs"] if one["code"] == "day_to_day"]
    assert (day["value"], day["informant"], day["method"]) == (
        answers.triage()["day_to_day"]["value"], "parent", "phone")  # fmt: skip
    assert day["question"]
    assert day["recorded_by"] == "Officer"
    assert {one["code"] for one in beside["views.family"]} == {"what_was_said", "coping", "willing_and_able"}
    assert {"provision_meets_need", "provision_in_place", "support_needed"} <= {
        one["code"] for one in beside["provision"]
    }
    assert "views.person" not in beside, "a parent's words are not the child's"


def test_what_is_said_to_be_carried_is_in_the_record(northmere: Place) -> None:
    reference = drafting(northmere)
    stranger = {"carried": [{"place": "views.family", "event": 99, "code": "coping"}]}
    headers = {"If-Match": '"0"'}
    refused = northmere.call("officer", "PUT", f"/requests/{reference}/draft", json=stranger, headers=headers)
    assert refused.status_code == 422
    assert refused.json["errors"] == {"carried.0": ["There is no such answer in the record."]}
    half = northmere.call("officer", "PUT", f"/requests/{reference}/draft", json={"carried": [{}]}, headers=headers)
    assert half.status_code == 422
    assert set(half.json["errors"]) == {"carried.0.place", "carried.0.event", "carried.0.code"}
    assert draft(northmere, reference)["version"] == 0


def test_of_two_people_who_write_at_once_the_second_is_shown_both_texts(northmere: Place) -> None:
    reference = drafting(northmere)
    path, first, second = f"/requests/{reference}/draft", answers.advice(strengths="Loves water."), answers.advice()
    second["needs"][0]["text"] = "Ivy needs two adults beside her."
    saved = northmere.call("officer", "PUT", path, json=first, headers={"If-Match": '"0"'})
    assert saved.status_code == 200
    overtaken = northmere.call("officer2", "PUT", path, json=second, headers={"If-Match": '"0"'})
    assert overtaken.status_code == 412
    told = overtaken.json["draft"]
    assert (told["version"], told["content"], told["saved_by"]) == (1, first, "Officer")
    assert {(change["where"], change["before"] is None, change["now"] is None) for change in told["changes"]} == {
        ("strengths", False, True), ("needs n1 text", False, False)}  # fmt: skip
    both = {**second, "strengths": first["strengths"]}
    joined = northmere.call("officer2", "PUT", path, json=both, headers={"If-Match": '"1"'})
    assert joined.status_code == 200
    assert draft(northmere, reference)["content"] == both


def test_a_text_is_checked_as_it_is_written_and_saved_whatever_is_found(northmere: Place) -> None:
    reference = drafting(northmere)
    faulty = answers.advice(outcomes=[], needs=[{**answers.advice()["needs"][0], "impact_on_family": None}])
    faulty["provision"][0].pop("outcome")
    path = f"/requests/{reference}/draft"
    tried = northmere.call("officer", "POST", f"{path}/checks", json=faulty)
    assert tried.status_code == 200
    found = {(one["check"], one["severity"], one["place"]) for one in tried.json["checks"]}
    assert ("the_three_limbs_are_present", "stop", "outcomes") in found
    assert ("every_need_says_what_it_means_at_home_and_outside", "warn", "needs.0.impact_on_family") in found
    assert draft(northmere, reference)["version"] == 0, "nothing is saved by checking"
    saved = northmere.call("officer", "PUT", path, json=faulty, headers={"If-Match": '"0"'})
    assert saved.status_code == 200, "a stop never loses the draft"
    assert saved.json["checks"] == tried.json["checks"] == draft(northmere, reference)["checks"]


def test_a_draft_says_how_hard_it_is_to_read_as_a_whole_and_place_by_place(northmere: Place) -> None:
    reference = drafting(northmere)
    assert draft(northmere, reference)["reading"] == {"whole": None, "passages": {}}
    path, content = f"/requests/{reference}/draft", answers.advice(strengths="He runs. He jumps.")
    saved = northmere.call("officer", "PUT", path, json=content, headers={"If-Match": '"0"'})
    told = saved.json["reading"]
    assert told["passages"]["strengths"] == {"words": 4, "sentences": 2, "grade": -3.0}
    assert told["whole"]["words"] == sum(one["words"] for one in told["passages"].values())
    assert draft(northmere, reference)["reading"] == told
    wrong = northmere.call("officer", "POST", f"{path}/checks", json={"provision": [{"id": "p1", "need": "n9"}]})
    assert (wrong.status_code, list(wrong.json["errors"])) == (422, ["provision.0.need"])
    assert northmere.call("caseworker", "POST", f"{path}/checks", json={}).status_code == 403


def test_a_reviewer_sees_what_changed_since_the_draft_was_returned(northmere: Place) -> None:
    reference = drafting(northmere)
    northmere.submits("officer", reference)
    assert draft(northmere, reference, "reviewer")["changed_since"] is None, "nobody has read it before"
    northmere.does("reviewer", reference, "return_draft")
    more = answers.advice()
    more["provision"][0]["amount"] = "3 hours"
    northmere.writes("officer", reference, more)
    since = draft(northmere, reference)["changed_since"]
    assert [(one["where"], one["before"], one["now"]) for one in since["changes"]] == [
        ("provision p1 amount", "2 hours", "3 hours")
    ]
    northmere.submits("officer", reference, more)
    assert draft(northmere, reference, "reviewer")["changed_since"] == since
    northmere.does("reviewer", reference, "issue_advice")
    northmere.does("officer", reference, "amend_advice")
    northmere.writes("officer", reference, {**more, "strengths": "Loves water."})
    amended = draft(northmere, reference)["changed_since"]
    assert (amended["text"], [one["where"] for one in amended["changes"]]) == ("issued", ["strengths"])


def issued(place: Place) -> str:
    reference = drafting(place)
    place.submits("officer", reference)
    place.does("reviewer", reference, "issue_advice")
    return reference


def test_who_received_which_version_stands_beside_it(northmere: Place) -> None:
    """S33: the SEND team has each version from the moment it is issued, and everybody else is named."""
    reference = issued(northmere)
    later = {"note": "The school asked for a copy.", "also_sent_to": [
        {"to": "Hill Primary", "how": "secure_email", "sent_on": answers.today()}]}  # fmt: skip
    northmere.does("caseworker", reference, "note", later)
    northmere.does("officer", reference, "amend_advice")
    northmere.submits("officer", reference, answers.advice(strengths="Loves water."))
    northmere.does("reviewer", reference, "issue_advice", answers.issue(issued_to=None))
    first, second = northmere.get("caseworker", f"/requests/{reference}/advice")["versions"]
    said = [(one["to"], one["how"]) for one in first["received_by"]]
    assert said == [("send", "this_service"), ("Ana Example", "post"), ("Hill Primary", "secure_email")]
    assert [(one["to"], one["how"], one["on"]) for one in second["received_by"]] == [
        ("send", "this_service", answers.today())
    ]


def test_any_two_versions_are_compared(northmere: Place) -> None:
    reference = issued(northmere)
    for strengths in ("Loves water.", "Loves water and trains."):
        northmere.does("officer", reference, "amend_advice")
        northmere.submits("officer", reference, answers.advice(strengths=strengths))
        northmere.does("reviewer", reference, "issue_advice")
    path = f"/requests/{reference}/advice"
    (change,) = northmere.get("caseworker", f"{path}/3")["changes"]
    assert change["words"] == [["same", "Loves"], ["removed", " water."], ["added", " water and trains."]]
    (whole,) = northmere.get("caseworker", f"{path}/3?compared_with=1")["changes"]
    assert (whole["before"], whole["now"]) == (None, "Loves water and trains.")
    (back,) = northmere.get("caseworker", f"{path}/1?compared_with=3")["changes"]
    assert (back["before"], back["now"]) == ("Loves water and trains.", None)
    assert northmere.call("caseworker", "GET", f"{path}/1?compared_with=9").status_code == 404


def test_the_author_stands_with_the_role_they_wrote_in(northmere: Place) -> None:
    reference = drafting(northmere)
    version = northmere.writes("officer", reference)
    said = {"draft_version": version, "author_role": "Social worker", "author_registration": "SW12345"}
    northmere.does("officer", reference, "submit_for_review", said)
    northmere.does("reviewer", reference, "issue_advice")
    one = northmere.get("caseworker", f"/requests/{reference}/advice/1")
    signed = one["heading"]["author"]
    assert (signed["name"], signed["role"], signed["registration"]) == ("Officer", "Social worker", "SW12345")
