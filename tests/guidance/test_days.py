"""On which days can a thing have been done, decided, or be expected?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from tests.guidance.cases import (
    ANSWERED,
    CHILD,
    DAY,
    READ,
    RECEIVED,
    REQUEST,
    SEND,
    TODAY,
    case,
    contact,
    happened,
    in_the_way,
    proposing,
    step,
    told,
    triaged,
)
from tests.guidance.test_request import asking
from workflow.facts import Facts
from workflow.history import Answer, Event
from workflow.rules import dates, record, request
from workflow.states import State

YEAR = 366 * DAY
DECISIONS = ("decide_no_assessment", "offer_transfer")
spoken_to = record.the_family_was_spoken_to_or_properly_tried.check


def said(facts: Facts, action: str, on: date = TODAY, **days: date) -> set[str]:
    """What stands in the way of this step with these days told."""
    return in_the_way(proposing(facts, action, **{code: day.isoformat() for code, day in days.items()}), on)


@pytest.mark.parametrize("action", DECISIONS)
def test_nothing_is_decided_before_the_request_was_received(action: str) -> None:
    rule = {"the_decision_follows_the_request"}
    assert said(triaged(), action, decision_on=RECEIVED) == set()
    assert said(triaged(), action, decision_on=RECEIVED - DAY) == rule
    assert said(triaged(), action, decision_on=date(2019, 3, 2)) == rule
    disputed = triaged(step("escalate_dispute"))
    assert rule <= said(disputed, "settle_dispute", decision_on=RECEIVED - DAY)


def test_nothing_is_decided_before_a_front_door_had_the_request() -> None:
    """A lead professional had it first, and declined."""
    declined = replace(step("decline_involvement", on=RECEIVED + 7 * DAY), target=State.AWAITING_TRIAGE)
    facts = happened(case(), declined, *triaged().history)
    assert said(facts, "decide_no_assessment", decision_on=RECEIVED + 7 * DAY) == set()
    too_early = proposing(facts, "decide_no_assessment", decision_on=(RECEIVED + 6 * DAY).isoformat())
    assert in_the_way(too_early) == {"the_decision_follows_the_request"}
    assert "front door (Monday 9 March 2026)" in (dates.the_decision_follows_the_request.check(too_early, TODAY) or "")


WORK: list[tuple[str, str, dict[str, Any]]] = [
    ("record_reading", "read_on", {}),
    ("record_contact", "contacted_on", {"informant_kind": "parent"}),
    ("offer_transfer", "referred_on", {}),
]


@pytest.mark.parametrize(("action", "code", "also"), WORK)
def test_what_is_recorded_may_be_of_a_year_before_the_request_and_not_of_years(
    action: str, code: str, also: dict[str, Any]
) -> None:
    """A file read last week was read; a call of 2015 is a mistyped year."""
    rule = {"what_is_recorded_is_of_this_request"}
    for day, found in ((TODAY, set()), (RECEIVED - YEAR, set()), (RECEIVED - YEAR - DAY, rule)):
        assert in_the_way(proposing(triaged(), action, **{code: day.isoformat()}, **also)) == found


def recorded(contacted: Event) -> Event:
    """The same conversation, recorded today, whenever it was."""
    return replace(contacted, at=datetime.combine(TODAY, time(9), UTC))


@pytest.mark.parametrize("action", DECISIONS)
def test_what_was_read_before_the_request_counts_and_a_conversation_does_not(action: str) -> None:
    last_week = RECEIVED - DAY
    read = replace(READ, answers={**READ.answers, "read_on": Answer("read_on", last_week.isoformat())})
    early = case(REQUEST, ANSWERED, read, recorded(contact(on=last_week)))
    assert said(early, action) == {"the_family_was_spoken_to_or_properly_tried"}
    assert said(case(REQUEST, ANSWERED, read, contact(on=RECEIVED)), action) == set()


def test_attempts_and_answers_from_before_the_request_are_no_evidence_for_it() -> None:
    methods = ("phone", "phone", "letter")
    for day, missing in ((RECEIVED - DAY, True), (RECEIVED, False)):
        tried = [recorded(contact("parent", "no_answer", method, on=day)) for method in methods]
        assert (spoken_to(case(*tried), TODAY) is not None) is missing
        refused = recorded(contact("parent", "declined", on=day))
        assert (spoken_to(case(refused), TODAY) is not None) is missing
        answered = step("record_answers", coping=replace(told("coping"), asked_on=day))
        assert (spoken_to(case(answered), TODAY) is not None) is missing


EXPECTED: list[tuple[State, str, str]] = [
    (State.TRIAGING, "offer_transfer", "expected_completion_on"),
    (State.ASSESSING, "plan_assessment", "expected_completion_on"),
    (State.ASSESSING, "report_delay", "new_expected_on"),
]


@pytest.mark.parametrize(("state", "action", "code"), EXPECTED)
def test_what_is_expected_is_still_to_come(state: State, action: str, code: str) -> None:
    """A year mistyped must not hide that the six weeks will be overrun."""
    rule = {"what_is_expected_is_still_to_come"}
    for day, found in ((TODAY, set()), (TODAY - DAY, rule), (date(2025, 3, 27), rule)):
        assert said(triaged(state=state), action, **{code: day}) == found


def test_an_assessment_is_complete_after_the_request() -> None:
    for day, found in ((RECEIVED, set()), (RECEIVED - DAY, {"the_assessment_was_complete_after_it_was_asked_for"})):
        assert said(case(state=State.ASSESSING), "complete_assessment", completed_on=day) == found


@pytest.mark.parametrize("code", request.OF_THE_ASSESSMENT)
@pytest.mark.parametrize(("day", "fits"), [("2012-03-01", False), ("2023-02-01", False), ("2026-02-01", True)])
def test_a_mistyped_year_of_the_assessment_is_asked_about_too(code: str, day: str, fits: bool) -> None:
    assert in_the_way(asking(**{code: day})) == (set() if fits else {"the_dates_fit_together"})


@pytest.mark.parametrize(
    ("born", "fits"),
    [
        (RECEIVED, True),
        (RECEIVED + DAY, False),
        (RECEIVED.replace(year=2000), False),
        (RECEIVED.replace(year=2000) + DAY, True),
        (date(1990, 1, 1), False),
    ],
)
def test_the_person_is_of_an_age_for_a_plan(born: date, fits: bool) -> None:
    """From birth to 25, on the day of receipt: at the request, and whenever the date of birth is put right."""
    said, person = {"person": {"date_of_birth": born.isoformat()}}, replace(CHILD, born=born)
    missing = set() if fits else {"the_person_is_of_an_age_for_a_plan"}
    assert in_the_way(asking(person, **said)) == missing
    assert in_the_way(proposing(case(person=person), "update_person", **said)) == missing
    assert in_the_way(proposing(case(person=person), "update_person", person={"known_as": "Ives"})) == set()


def test_nobody_has_an_assessment_asked_for_before_they_are_born() -> None:
    person = replace(CHILD, born=date(2026, 2, 1))
    said = {"person": {"date_of_birth": "2026-02-01"}}
    for day, missing in (("2026-01-31", {"the_person_is_of_an_age_for_a_plan"}), ("2026-02-01", set())):
        assert in_the_way(asking(person, ehc_needs_assessment_requested_on=day, **said)) == missing


@pytest.mark.parametrize(
    ("step", "day", "fits"),
    [
        ("ehc_requested", "2026-03-02", True),
        ("ehc_requested", "2026-03-03", False),
        ("ehc_requested", "2012-03-02", False),
        ("draft_plan", "2026-03-03", True),
    ],
)
def test_the_day_put_right_comes_before_the_request(step: str, day: str, fits: bool) -> None:
    facts = proposing(case(team=SEND), "note", note="Mistyped.", ehc_step=step, ehc_step_on=day)
    assert in_the_way(facts) == (set() if fits else {"the_day_put_right_comes_before_the_request"})
