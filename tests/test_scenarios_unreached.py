"""Do the scenarios of a family that cannot be reached come out as the guidance says? (design/domain.md 6)"""

from __future__ import annotations

from tests import answers
from tests.place import Place
from tests.walks import Step, asked, triage_done, walk, written


def test_a_decision_is_made_from_file_and_school_when_the_parent_cannot_be_reached(northmere: Place) -> None:
    """S12 Parent unreachable. Advice that does not say so is not issued."""
    reference = asked(northmere, "2026-04-20")
    views = {"absent_because": "The parents' views could not be obtained: two calls, a text and a letter failed."}
    end = walk(northmere, reference, (
        Step("2026-04-21", "officer", "take", state="triaging"),
        Step("2026-04-21", "officer", "record_reading"),
        Step("2026-04-22", "officer", "record_contact", lambda place: answers.tried()),
        Step("2026-04-23", "officer", "record_contact", lambda place: answers.spoke("school_senco")),
        Step("2026-04-23", "officer", "record_answers", answers.triage("school_senco")),
        Step("2026-04-24", "officer", "record_contact", lambda place: answers.tried()),
        Step("2026-04-24", "officer", "decide_no_assessment", refused=(
            422, "the_family_was_spoken_to_or_properly_tried")),
        Step("2026-04-27", "officer", "record_contact", lambda place: answers.tried("sms", "left_message")),
        Step("2026-04-29", "officer", "record_contact", lambda place: answers.tried("letter", "left_message")),
        Step("2026-05-01", "officer", "ask_requester", clocks={
            "triage_decision": "2026-05-05 amber", "first_contact": "2026-04-27 met on 2026-04-22"}),
        Step("2026-05-05", "door_manager", "close", changed={"closure_reason": "no_engagement"},
             refused=(422, "closure_reason")),
        Step("2026-05-05", "officer", "decide_no_assessment", state="drafting", held="childrens_front_door",
             clock={"due_on": "2026-06-01", "act_by": "2026-06-01"},
             clocks={"triage_decision": "2026-05-05 met on 2026-05-05"}, says={"triage_decision": [
                 "10 working days from Monday 20 April 2026, that day not counted, end on Tuesday 5 May 2026.",
                 "Not counted, besides weekends: Early May bank holiday (Monday 4 May 2026)."]}),
        *written("2026-05-14", "officer", {part: said for part, said in answers.advice().items() if part != "views"}),
        Step("2026-05-15", "reviewer", "issue_advice", refused=(422, "voices_are_present_or_their_absence_explained")),
        Step("2026-05-15", "reviewer", "return_draft", state="drafting"),
        *written("2026-05-18", "officer", answers.advice(views=views)),
        Step("2026-05-20", "reviewer", "issue_advice", state="issued", held="send", clock={"status": "met"}),
    ))
    with northmere.on("2026-05-20"):
        issued = northmere.get("caseworker", f"/requests/{reference}/advice/{end['advice']['version']}")
    assert issued["content"]["views"] == views


def test_consent_that_evidenced_attempts_could_not_reach_does_not_hold_a_decision_up(eastvale: Place) -> None:
    """S12 Parent unreachable, where early help is offered to all: talking to the school is no talk with the family."""
    reference = asked(eastvale, "2026-04-20")
    walk(eastvale, reference, (
        *triage_done("2026-04-22", informant="school_senco"),
        Step("2026-04-23", "officer", "record_contact", lambda place: answers.tried()),
        Step("2026-04-24", "officer", "record_contact", lambda place: answers.tried()),
        Step("2026-04-27", "officer", "record_contact", lambda place: answers.tried("sms", "left_message")),
        Step("2026-05-05", "door_manager", "countersign"),
        Step("2026-05-05", "officer", "decide_no_assessment", state="drafting", held="children_first_contact"),
    ))
