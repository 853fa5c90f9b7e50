"""What goes wrong with a request (design/domain.md, section 4), and does every path come to an end?

One test an event, told apart by its number; the others stand in test_events_<noun>.py.
"""

from __future__ import annotations

from importlib import import_module
from inspect import getdoc, getsource
from pathlib import Path
from re import match

from tests import answers
from tests.endings import (
    advised,
    clock,
    for_an_adult,
    history,
    in_hands,
    issued,
    read_and_asked,
    taken,
    triaged,
    walk_to_the_end,
    written,
)
from tests.place import Place
from tests.walks import Step, asked, look

EVENTS = set(range(1, 37))


def test_an_incomplete_request_comes_back_and_keeps_the_day_of_its_first_receipt(northmere: Place) -> None:
    """Event 1."""
    nobody_to_call = asked(northmere, "2026-02-16", person=answers.child(contacts=[]))
    only_a_name = asked(northmere, "2026-02-16", person=answers.child(date_of_birth=None))
    for reference, due_at_first, due, added in (
        (nobody_to_call, "2026-03-30", "2026-03-30", {"contacts": [{"name": "Ana Example", "relationship": "parent"}]}),
        (only_a_name, None, "2026-04-06", {"date_of_birth": "2017-05-14"}),
    ):
        steps = (
            Step("2026-02-18", "officer", "return_as_incomplete", state="returned", held="send",
                 clock=clock(due_at_first), clocks={"return": "2026-02-18 met on 2026-02-18"}),
            Step(
                "2026-02-23",
                "caseworker",
                "resubmit",
                state="awaiting_triage",
                held="childrens_front_door",
                changed={"person": added},
                clock=clock(due),
            ),
            *triaged("2026-02-25"),
            *advised("2026-03-16"),
        )
        ended = walk_to_the_end(northmere, reference, steps)
        assert ended["received_on"] == "2026-02-16"
        assert in_hands(ended) == [("childrens_front_door", 2), ("send", 5), ("childrens_front_door", 21)]
        assert taken(northmere, reference, "resubmit")[0]["resubmitted_on"] == "2026-02-23"


def test_a_request_at_the_wrong_front_door_is_sent_on_and_every_hop_is_kept(northmere: Place) -> None:
    """Event 2."""
    reference = asked(
        northmere,
        "2026-02-02",
        person=answers.child(date_of_birth="2006-10-05"),
        front_door={"service": "children", "reason": "Known to the children's team until last year."},
    )
    back = {"front_door_team": "childrens_front_door"}
    steps = (
        Step("2026-02-03", "officer", "redirect_front_door", held="adults_front_door", clock=clock("2026-03-16")),
        Step("2026-02-05", "adults_manager", "redirect_front_door", held="childrens_front_door", changed=back),
        Step("2026-02-06", "officer", "take", state="triaging"),
        Step("2026-02-06", "officer", "redirect_front_door", state="awaiting_triage", held="adults_front_door"),
        *triaged("2026-02-09", "adults_officer", "young_person"),
        *advised("2026-02-23", for_an_adult(), "adults_officer", "adults_reviewer"),
    )
    ended = walk_to_the_end(northmere, reference, steps)
    assert len(taken(northmere, reference, "redirect_front_door")) == ended["hops"] == 3
    children, adults = "childrens_front_door", "adults_front_door"
    assert in_hands(ended) == [(children, 1), (adults, 2), (children, 1), (adults, 17)]


def test_a_request_for_someone_who_moved_away_is_closed_once_send_confirms_it(northmere: Place) -> None:
    """Event 3. Scenarios S156 and S157 move with a plan."""
    reference = asked(northmere, "2026-03-02", ehc_needs_assessment_requested_on="2026-01-19")
    moved = {"closure_reason": "moved_la", "closure_explained": "SEND confirmed that they live in Eastvale now."}
    moved |= {"moved_on": "2026-03-02", "move_known_on": "2026-03-06", "plan_to_transfer": False}
    steps = (
        Step("2026-03-04", "officer", "take", state="triaging"),
        Step("2026-03-04", "officer", "ask_requester", answers={"question_to_requester": "Where do they live now?"}),
        Step("2026-03-06", "caseworker", "answer_requester", answers={"answer_to_question": "Eastvale since Monday."}),
        Step("2026-03-06", "officer", "close", answers=moved, refused=(403,)),
        Step("2026-03-06", "door_manager", "close", answers=moved, state="closed", clock={"status": "cancelled"},
             clocks={"ehc_no_plan": "2026-05-11 cancelled", "ehc_plan": "2026-06-08 cancelled",
                     "triage_decision": "2026-03-16 cancelled", "acknowledge": "2026-03-03 met_late on 2026-03-04"},
             says={"ehc_plan": ["The request was closed on Friday 6 March 2026, which ends this too."]}),
    )
    assert walk_to_the_end(northmere, reference, steps, "closed")["closure_reason"] == "moved_la"


def test_a_looked_after_child_of_another_authority_is_written_about_by_the_childs_social_worker(
    northmere: Place,
) -> None:
    """Event 4."""
    reference = asked(
        northmere,
        "2026-03-02",
        reason="other_authority",
        person=answers.child(looked_after=True, responsible_authority="Westmere"),
        involvement=answers.active(northmere),
        requested_by={"organisation": "Westmere Council", "name": "Wes Example", "email": "wes@westmere.example"},
    )
    steps = (
        *read_and_asked("2026-03-10", "social_worker", "foster_carer"),
        *written("2026-03-20", "social_worker"),
        *issued("2026-03-25", "team_reviewer"),
    )
    ended = walk_to_the_end(northmere, reference, steps)
    assert ended["requested_by"]["organisation"] == "Westmere Council"
    assert ended["clocks"][0]["due_on"] == "2026-04-13"


def test_a_request_found_to_be_open_to_a_worker_goes_to_that_worker(northmere: Place) -> None:
    """Event 12."""
    reference = asked(northmere, "2026-03-02")
    steps = (
        Step("2026-03-03", "officer", "take", state="triaging"),
        Step(
            "2026-03-03",
            "officer",
            "pass_to_lead_professional",
            state="drafting",
            held="disabled_children",
            clock=clock("2026-04-13"),
            clocks={"triage_decision": "2026-03-16 met on 2026-03-03"},
        ),
        *read_and_asked("2026-03-10", "social_worker"),
        *written("2026-03-20", "social_worker"),
        *issued("2026-03-25", "team_reviewer"),
    )
    ended = walk_to_the_end(northmere, reference, steps)
    assert ended["involvement"]["status"] == "none"
    assert "open episode" in taken(northmere, reference, "pass_to_lead_professional")[0]["how_found"]


def confirms(on: str, who: str, party: str, **changed: object) -> Step:
    """One party says whether the existing advice is enough."""
    return Step(on, who, "confirm_existing_advice", changed={"confirming_party": party, **changed})


STILL_NEEDED = (422, "all_three_parties_find_the_existing_advice_sufficient")


def test_existing_advice_is_adopted_once_all_three_parties_find_it_sufficient(northmere: Place) -> None:
    """Event 15. Without the document itself, which may be attached: tests/test_scenarios_ends.py."""
    reference = asked(northmere, "2026-02-09")
    steps = (
        confirms("2026-02-11", "officer", "author"),
        confirms("2026-02-12", "caseworker", "authority"),
        Step("2026-02-12", "caseworker", "adopt_existing_advice", refused=STILL_NEEDED),
        confirms("2026-02-16", "caseworker", "parent"),
        Step("2026-02-16", "caseworker", "adopt_existing_advice", state="closed"),
    )
    ended = walk_to_the_end(northmere, reference, steps, "closed")
    assert ended["closure_reason"] == "existing_advice_adopted"


def test_advice_is_written_when_the_parent_does_not_find_the_existing_advice_sufficient(northmere: Place) -> None:
    """Event 16."""
    reference = asked(northmere, "2026-02-09", ehc_needs_assessment_requested_on="2026-01-05")
    steps = (
        confirms("2026-02-11", "officer", "author"),
        confirms("2026-02-12", "caseworker", "authority"),
        confirms(
            "2026-02-16", "caseworker", "parent", sufficient=False, not_sufficient_because="She has moved school."
        ),
        Step("2026-02-16", "caseworker", "adopt_existing_advice", refused=STILL_NEEDED, clock=clock("2026-03-23")),
        *triaged("2026-02-18"),
        *advised("2026-03-04"),
    )
    assert walk_to_the_end(northmere, reference, steps)["clocks"][0]["status"] == "met"


def test_a_request_that_is_withdrawn_ends_and_the_referral_that_it_led_to_goes_on(northmere: Place) -> None:
    """Event 17. Left for later: telling the family that care needs are followed up by themselves."""
    reference = asked(northmere, "2026-03-02", ehc_needs_assessment_requested_on="2026-01-19")
    ceased = {"closure_reason": "ehcna_ceased", "still_open": "The mother's own assessment."}
    done = {"referral_status": "done", "referral_outcome": "Two hours of help a week."}
    steps = (
        *triaged("2026-03-04"),
        Step("2026-03-05", "officer", "record_referral", changed={"owed_by_team": "childrens_front_door"}),
        Step("2026-03-09", "caseworker", "close", changed=ceased, state="closed", clock={"status": "cancelled"},
             clocks={"ehc_plan": "2026-06-08 cancelled", "draft": "2026-04-03 act 2026-04-02 cancelled"}),
        Step("2026-03-10", "officer", "record_reading", refused=(409,)),
        Step("2026-04-02", "officer", "update_referral", changed=done),
    )
    walk_to_the_end(northmere, reference, steps, "closed")
    kept = {event["action"] for event in history(northmere, reference)}
    assert {"record_reading", "record_contact", "record_answers"} <= kept


def test_a_duplicate_is_closed_and_names_the_request_that_stays(northmere: Place) -> None:
    """Event 20. Left for later: telling the one who sent it."""
    person, meeting = answers.child(), "2026-06-10"
    first = asked(northmere, "2026-02-23", person=person)
    second = asked(northmere, "2026-02-26", person=person)
    review = asked(northmere, "2026-02-26", person=person, reason="annual_review", review_meeting_on=meeting)
    other = {"duplicate_of": first}
    not_the_same = (422, "the_other_request_is_live_and_for_the_same_thing")
    walk_to_the_end(northmere, second, [Step("2026-02-27", "officer", "close_as_duplicate", other, "closed")], "closed")
    assert taken(northmere, second, "close_as_duplicate") == [other]
    steps = (
        Step("2026-02-27", "officer", "close_as_duplicate", other, refused=not_the_same),
        *triaged("2026-03-02"),
        *advised("2026-03-16"),
    )
    walk_to_the_end(northmere, review, steps)
    walk_to_the_end(northmere, first, (*triaged("2026-03-03"), *advised("2026-03-17")))


def test_the_day_to_act_by_comes_before_a_due_date_on_a_bank_holiday(northmere: Place) -> None:
    """Event 36."""
    reference = asked(northmere, "2026-02-23")
    steps = (
        Step("2026-02-24", "officer", "take", state="triaging", clock=clock("2026-04-06", act_by="2026-04-02")),
        *read_and_asked("2026-03-02"),
        Step("2026-03-09", "officer", "decide_no_assessment", state="drafting"),
        *written("2026-04-02"),
        look("2026-04-06", {"advice": "2026-04-06 act 2026-04-02 red", "review": "2026-04-02 overdue"}),
        Step("2026-04-07", "reviewer", "issue_advice", refused=(422, "lateness_has_its_reason")),
        *issued("2026-04-07", late_reason="staffing", late_explained="Nobody was there."),
    )
    assert walk_to_the_end(northmere, reference, steps)["clocks"][0]["status"] == "met_late"


def test_every_event_of_the_list_is_walked_to_its_end_once() -> None:
    """No event is left out, none is told twice, and each walk comes to an end."""
    modules = [import_module(f"tests.{path.stem}") for path in sorted(Path(__file__).parent.glob("test_events*.py"))]
    walks = [test for module in modules for name, test in vars(module).items() if name.startswith("test_")]
    told = {test: match(r"Event (\d+)\.", getdoc(test) or "") for test in walks}
    numbers = [int(found[1]) for found in told.values() if found]
    assert sorted(numbers) == sorted(EVENTS)
    unended = [test.__name__ for test, found in told.items() if found and "walk_to_the_end(" not in getsource(test)]
    assert not unended
