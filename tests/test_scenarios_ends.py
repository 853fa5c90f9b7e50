"""Do the scenarios that end without new advice come out as the guidance says? (design/domain.md 6)"""

from __future__ import annotations

from typing import Any

from tests import answers, files
from tests.place import Place
from tests.walks import Step, advice_clock, asked, walk


def confirmation(party: str, sufficient: bool = True, **changed: Any) -> dict[str, Any]:
    """What one party says of the report of 10 November 2025, today."""
    said = {"existing_document": "Social care report of 10 November 2025", "confirming_party": party}
    return {**said, "confirmed_by": party, "confirmed_on": answers.today(), "sufficient": sufficient, **changed}


def test_existing_advice_that_all_three_find_sufficient_is_adopted_and_none_is_sought(northmere: Place) -> None:
    """S09 Existing advice suffices: the report is attached, and the request closed as EXISTING_ADVICE_ADOPTED."""
    reference = asked(northmere, "2026-02-09", ehc_needs_assessment_requested_on="2026-01-05")
    not_all = (422, "all_three_parties_find_the_existing_advice_sufficient")
    not_attached = "adopted_advice_is_attached_or_it_is_said_why_not"
    adopts = {"adopted_document": "Social care report of 10 November 2025"}
    with northmere.on("2026-02-11"):
        report = files.attached(northmere, reference, name="Social care report.pdf", written_on="2025-11-10")
    end = walk(northmere, reference, (
        Step("2026-02-11", "caseworker", "confirm_existing_advice",
             lambda place: confirmation("author", existing_document_number=report["number"] + 1),
             refused=(422, "a_document_that_is_named_is_attached")),
        Step("2026-02-11", "caseworker", "confirm_existing_advice", lambda place: confirmation("author")),
        Step("2026-02-11", "caseworker", "adopt_existing_advice", adopts, refused=(*not_all, not_attached)),
        Step("2026-02-12", "caseworker", "confirm_existing_advice", lambda place: confirmation("authority")),
        Step("2026-02-12", "caseworker", "adopt_existing_advice", refused=not_all,
             clock={"due_on": "2026-03-23", "act_by": "2026-03-23", "status": "on_track"}),
        Step("2026-02-16", "caseworker", "confirm_existing_advice", lambda place: confirmation("parent")),
        Step("2026-02-16", "caseworker", "adopt_existing_advice", adopts, refused=(422, not_attached)),
        Step("2026-02-16", "caseworker", "confirm_existing_advice",
             lambda place: confirmation("author", existing_document_number=report["number"])),
        Step("2026-02-16", "caseworker", "adopt_existing_advice", adopts, state="closed",
             clock={"due_on": "2026-03-23", "status": "cancelled"},
             clocks={"ehc_decision": "2026-02-16 met on 2026-02-09", "ehc_no_plan": "2026-04-27 on_track",
                     "ehc_plan": "2026-05-25 act 2026-05-22 on_track", "triage_decision": "2026-02-23 cancelled"}),
    ))
    assert (end["closure_reason"], end["advice"], end["documents"]) == ("existing_advice_adopted", None, 1)
    assert (end["existing_advice"]["number"], report["added_on"]) == (1, "2026-02-11")
    assert files.read(northmere, "auditor", reference).get_data() == files.PDF


def test_one_party_who_is_not_satisfied_is_enough_to_need_new_advice(northmere: Place) -> None:
    """S09 Existing advice: the parent disputes it, and the request stands where it stood."""
    reference = asked(northmere, "2026-02-09")
    disputed = {"not_sufficient_because": "It says nothing about nights."}
    walk(northmere, reference, (
        Step("2026-02-11", "caseworker", "confirm_existing_advice", lambda place: confirmation("author")),
        Step("2026-02-12", "caseworker", "confirm_existing_advice", lambda place: confirmation("authority")),
        Step("2026-02-13", "caseworker", "confirm_existing_advice", lambda place: confirmation("parent")),
        Step("2026-02-16", "caseworker", "confirm_existing_advice",
             lambda place: confirmation("parent", False, **disputed)),
        Step("2026-02-16", "caseworker", "adopt_existing_advice",
             refused=(422, "all_three_parties_find_the_existing_advice_sufficient"), clock={"due_on": "2026-03-23"}),
    ))


def test_a_second_request_for_the_same_assessment_is_linked_and_closed_as_a_duplicate(northmere: Place) -> None:
    """S20 Duplicate. Left for later: the message to the SEND team."""
    child = answers.child()
    first = asked(northmere, "2026-02-23", person=child)
    second = asked(northmere, "2026-02-26", person=child, ehc_needs_assessment_requested_on="2026-01-19")
    end = walk(northmere, second, (
        Step("2026-02-26", "officer", "close_as_duplicate", {"duplicate_of": first}, state="closed",
             clock={"status": "cancelled"}, clocks={"ehc_plan": "2026-06-08 cancelled"}, says={"ehc_plan": [
                 "The request was closed on Thursday 26 February 2026 as a duplicate: this goes on with the other request."]}),
    ))
    assert end["closure_reason"] == "duplicate"
    with northmere.on("2026-02-26"):
        (closing,) = northmere.get("auditor", f"/requests/{second}/history")["events"][1:]
        stays = northmere.get("caseworker", f"/requests/{first}")
    assert [(one["code"], one["value"]) for one in closing["answers"]] == [("duplicate_of", first)]
    clock = advice_clock(stays)
    assert (stays["state"], clock["due_on"], clock["act_by"]) == ("awaiting_triage", "2026-04-06", "2026-04-02")
    assert clock["status"] == "on_track"


def test_an_annual_review_of_the_same_child_is_no_duplicate(northmere: Place) -> None:
    """S20 Duplicate: another reason, another child, a request that has ended, or itself, is not the same request."""
    child = answers.child()
    first = asked(northmere, "2026-02-23", person=child)
    review = asked(northmere, "2026-02-26", person=child, reason="annual_review", review_meeting_on="2026-05-20")
    other_child = asked(northmere, "2026-02-26")
    refused = (422, "the_other_request_is_live_and_for_the_same_thing")
    for other in (review, other_child):
        walk(northmere, other, (
            Step("2026-02-26", "officer", "close_as_duplicate", {"duplicate_of": first}, refused=refused),
        ))
    walk(northmere, first, (
        Step("2026-02-26", "officer", "close_as_duplicate", {"duplicate_of": first}, refused=refused),
        Step("2026-02-27", "caseworker", "close", state="closed"),
    ))
    again = asked(northmere, "2026-02-27", person=child)
    walk(northmere, again, (
        Step("2026-02-27", "officer", "close_as_duplicate", {"duplicate_of": first}, refused=refused),
    ))
