"""What is shown when a request ends: by a move, a death, a withdrawal, an error, a duplicate, or existing advice?"""

from __future__ import annotations

from typing import Any

import pytest

from tests import answers
from tests.endings import history, read_and_asked, taken, transferred, triaged, walk_to_the_end
from tests.place import Place
from tests.test_scenarios_ends import confirmation
from tests.walks import Step, advice_clock, asked, walk

MOVED = {
    "closure_reason": "moved_la",
    "closure_explained": "SEND confirmed the move.",
    "moved_on": "2026-03-20",
    "move_known_on": "2026-03-06",
    "moved_to": "Westmere",
    "plan_to_transfer": True,
    "handed_over": "The notes of the call, as their mother agreed.",
}
DIED = {"closure_reason": "deceased", "closure_explained": "The hospital told us.", "died_on": "2026-03-08"}


def close(**changed: Any) -> Step:
    """SEND closes it."""
    return Step("2026-03-09", "caseworker", "close", changed=changed, state="closed")


def test_a_move_is_closed_with_the_days_that_a_transfer_counts_from(northmere: Place) -> None:
    """Event 3."""
    reference = asked(northmere, "2026-03-02")
    needed = ("moved_on", "move_known_on", "plan_to_transfer")
    unsaid = dict.fromkeys(needed)
    tomorrow = {**MOVED, "move_known_on": "2026-03-10"}
    walk_to_the_end(northmere, reference, (
        Step("2026-03-09", "caseworker", "close", {**MOVED, **unsaid}, refused=(422, *needed)),
        Step("2026-03-09", "caseworker", "close", tomorrow, refused=(422, "move_known_on")),
        Step("2026-03-09", "caseworker", "close", {**MOVED, "closure_reason": "withdrawn"},
             refused=(422, "moved_to", "handed_over", *needed)),
        Step("2026-03-09", "caseworker", "close", MOVED, state="closed", clock={"status": "cancelled"}),
    ), "closed")  # fmt: skip
    assert taken(northmere, reference, "close") == [MOVED]


def test_a_withdrawn_request_leaves_its_referrals_and_the_assessment_under_section_17(northmere: Place) -> None:
    """Event 17: the duty is independent."""
    reference = asked(northmere, "2026-03-02")
    end = walk_to_the_end(northmere, reference, (
        *triaged("2026-03-04"),
        Step("2026-03-04", "officer", "record_referral"),
        *transferred("2026-03-05"),
        close(withdrawn_by="Ana Example", still_open="A place at the Saturday club."),
    ), "closed")  # fmt: skip
    said = [(one["what"], one["owed_by"], one["since"], one["cite"]) for one in end["still_open"]]
    assert said == [
        ("referral", "disabled_children", "2026-03-04", "Children Act 1989, section 17ZD"),
        ("assessment", "disabled_children", "2026-03-05", "Children Act 1989, section 17"),
        ("said_at_closing", None, "2026-03-09", None),
    ]
    assert end["still_open"][2]["text"] == "A place at the Saturday club."
    assert taken(northmere, reference, "close")[0]["withdrawn_by"] == "Ana Example"


@pytest.mark.parametrize("reason", ["ehcna_ceased", "error", "withdrawn"])
def test_a_request_with_nothing_open_leaves_an_empty_list(northmere: Place, reason: str) -> None:
    reference = asked(northmere, "2026-03-02")
    day = {"ceased_on": "2026-03-06"} if reason == "ehcna_ceased" else {}
    end = walk_to_the_end(northmere, reference, (*triaged("2026-03-04"), close(closure_reason=reason, **day)), "closed")
    assert (end["still_open"], end["contact_stopped"], end["duplicate_of"]) == ([], False, None)


def test_while_a_request_is_open_nothing_is_left_over_from_it_and_reopening_takes_back_what_was(
    northmere: Place,
) -> None:
    reference = asked(northmere, "2026-03-02")
    steps = (*triaged("2026-03-04"), Step("2026-03-04", "officer", "record_referral"))
    assert walk(northmere, reference, steps)["still_open"] == []
    assert len(walk(northmere, reference, [close(closure_reason="error")])["still_open"]) == 1
    reopen = Step("2026-03-10", "door_manager", "reopen", state="triaging", held="childrens_front_door")
    assert walk(northmere, reference, [reopen])["still_open"] == []


def contact_stopped(place: Place, *references: str) -> list[bool]:
    return [place.get("officer", f"/requests/{one}")["contact_stopped"] for one in references]


def test_when_the_person_has_died_every_request_of_theirs_says_so_until_that_proves_an_error(northmere: Place) -> None:
    """Event 35."""
    child, other = answers.child(), asked(northmere, "2026-03-02")
    first = asked(northmere, "2026-03-02", person=child)
    review = asked(northmere, "2026-03-02", person=child, reason="annual_review", review_meeting_on="2026-05-20")
    walk(northmere, review, triaged("2026-03-04"))
    assert contact_stopped(northmere, first, review, other) == [False] * 3
    walk_to_the_end(northmere, first, [Step("2026-03-09", "caseworker", "close", DIED, state="closed")], "closed")
    assert contact_stopped(northmere, first, review, other) == [True, True, False]

    offered = northmere.get("officer", f"/requests/{review}/actions")
    told = {one["action"]: one["notices"] for one in offered["actions"]}
    assert offered["contact_stopped"]
    assert {action for action, notices in told.items() if notices} == {"record_contact"}
    assert "has died" in told["record_contact"][0]
    walk(northmere, review, [Step("2026-03-10", "officer", "record_contact")])  # the family may wish to speak

    walk(northmere, review, [Step("2026-03-11", "caseworker", "close", DIED, state="closed")])
    walk(northmere, review, [Step("2026-03-12", "door_manager", "reopen", state="triaging")])
    assert contact_stopped(northmere, first, review, other) == [False, False, False]
    told = {one["action"]: one["notices"] for one in northmere.get("officer", f"/requests/{review}/actions")["actions"]}
    assert not any(told.values())


def test_reopening_what_was_closed_for_another_reason_does_not_undo_a_death(northmere: Place) -> None:
    child = answers.child()
    first = asked(northmere, "2026-03-02", person=child)
    review = asked(northmere, "2026-03-02", person=child, reason="annual_review", review_meeting_on="2026-05-20")
    walk(northmere, review, [close()])
    walk(northmere, first, [Step("2026-03-09", "caseworker", "close", DIED, state="closed")])
    walk(northmere, review, [Step("2026-03-10", "door_manager", "reopen", state="awaiting_triage")])
    assert contact_stopped(northmere, first, review) == [True, True]


def test_a_closed_duplicate_names_the_request_that_stays_which_itself_shows_nothing_new(northmere: Place) -> None:
    """Event 20."""
    child = answers.child()
    first, second = (asked(northmere, "2026-02-23", person=child) for _ in range(2))
    before = northmere.get("auditor", f"/requests/{first}")
    link = Step("2026-02-27", "officer", "close_as_duplicate", {"duplicate_of": first}, "closed")
    assert walk_to_the_end(northmere, second, [link], "closed")["duplicate_of"] == first
    after = northmere.get("auditor", f"/requests/{first}")
    assert (after["version"], after["duplicate_of"]) == (before["version"], None)
    assert len(history(northmere, first)) == 1
    reopened = walk(northmere, second, [Step("2026-02-27", "door_manager", "reopen", state="awaiting_triage")])
    assert reopened["duplicate_of"] is None


def confirm(on: str, party: str, sufficient: bool = True, **changed: Any) -> Step:
    """One party says whether the existing advice is enough."""
    because = {} if sufficient else {"not_sufficient_because": "It says nothing about nights."}
    return Step(
        on, "caseworker", "confirm_existing_advice", lambda place: confirmation(party, sufficient, **because, **changed)
    )


def test_each_partys_word_on_existing_advice_is_shown_with_its_day_and_the_due_date_stays(northmere: Place) -> None:
    """Event 16, S09."""
    reference = asked(northmere, "2026-02-09")
    assert northmere.get("auditor", f"/requests/{reference}")["existing_advice"] is None
    refused = (422, "all_three_parties_find_the_existing_advice_sufficient")
    due = {"due_on": "2026-03-23"}
    end = walk(northmere, reference, (
        confirm("2026-02-11", "author"),
        confirm("2026-02-12", "authority"),
        confirm("2026-02-16", "parent"),
        confirm("2026-02-17", "parent", sufficient=False),
        Step("2026-02-17", "caseworker", "adopt_existing_advice", refused=refused, clock=due),
        *triaged("2026-02-18"),
        Step("2026-02-18", "officer", "decide_no_assessment", state="drafting", clock=due),
    ))  # fmt: skip
    assert end["existing_advice"] == {
        "document": "Social care report of 10 November 2025",
        "number": None,
        "author": {"sufficient": True, "by": "author", "on": "2026-02-11"},
        "authority": {"sufficient": True, "by": "authority", "on": "2026-02-12"},
        "family": {"sufficient": False, "by": "parent", "on": "2026-02-17"},
    }
    assert advice_clock(end)["due_on"] == "2026-03-23"


def test_what_was_confirmed_of_another_document_does_not_count(northmere: Place) -> None:
    reference = asked(northmere, "2026-02-09")
    refused = (422, "all_three_parties_find_the_existing_advice_sufficient")
    adopt = Step("2026-02-16", "caseworker", "adopt_existing_advice", refused=refused)
    end = walk(northmere, reference, (
        confirm("2026-02-11", "author", existing_document="Letter of 3 May 2024"),
        confirm("2026-02-12", "authority"),
        confirm("2026-02-16", "parent"),
        adopt,
    ))  # fmt: skip
    assert end["existing_advice"]["author"] == {"sufficient": None, "by": None, "on": None}
    walk(northmere, reference, (
        confirm("2026-02-17", "author", existing_document="social care report of  10 november 2025"),
        Step("2026-02-17", "caseworker", "adopt_existing_advice",
             refused=(422, "the_adopted_document_is_the_one_confirmed")),
        Step("2026-02-17", "caseworker", "adopt_existing_advice", state="closed",
             changed={"adopted_document": "Social care report of 10 November 2025, kept in the case system"}),
    ))  # fmt: skip


def test_in_eastvale_too_a_family_help_worker_finishes_what_a_closed_request_left(eastvale: Place) -> None:
    reference = asked(eastvale, "2026-03-02")
    owed = {"owed_by_team": "family_help", "referral_kind": "s17za_young_carer"}
    done = {"referral_status": "done", "referral_status_on": "2026-03-20"}
    end = walk_to_the_end(eastvale, reference, (
        Step("2026-03-04", "officer", "take", state="triaging"),
        *read_and_asked("2026-03-04"),
        Step("2026-03-04", "officer", "record_referral", changed=owed),
        Step("2026-03-09", "caseworker", "close", changed={"withdrawn_by": "Ana"}, state="closed"),
    ), "closed")  # fmt: skip
    assert [one["what"] for one in end["still_open"]] == ["referral"]
    end = walk(eastvale, reference, [Step("2026-03-20", "early_helper", "update_referral", changed=done)])
    assert end["still_open"] == []
