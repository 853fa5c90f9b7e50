"""What excuses advice that comes later than six weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.guidance.cases import DAY, MANAGER, TODAY, case, in_the_way, proposing, step
from workflow.asking.question_sets import question_sets
from workflow.clocks.timescales import TIMESCALES, Ground
from workflow.facts import Facts
from workflow.history import Event
from workflow.rules import exceptions

RECEIVED, DUE = date(2026, 6, 22), date(2026, 8, 3)  # S26
counts = exceptions.the_absence_is_four_continuous_weeks_inside_the_window.check


def away(first: date, last: date, *history: Event) -> Facts:
    """A claim that the family was absent from the area on these days and all between."""
    facts = case(*history, received_on=RECEIVED, due_on=DUE)
    days = {"absent_from": first.isoformat(), "absent_until": last.isoformat()}
    return proposing(facts, "claim_exception", exception_ground="absent_four_weeks", **days)


def test_a_waiting_list_and_a_pending_assessment_are_lawful_reasons_for_no_time_limit() -> None:
    asked = question_sets()["claim_exception"].by_code["exception_ground"].options
    lawful = {ground for scale in TIMESCALES for ground in scale.grounds}
    assert {option.code for option in asked} == lawful == set(Ground)


ABSENCES = [
    (date(2026, 6, 27), date(2026, 7, 23), 27),
    (date(2026, 6, 27), date(2026, 7, 24), 28),
    (date(2026, 6, 27), date(2026, 7, 25), 29),
    (date(2026, 7, 20), date(2026, 8, 30), 15),
    (date(2026, 7, 6), date(2026, 8, 30), 29),
    (date(2026, 7, 7), date(2026, 8, 30), 28),
    (date(2026, 7, 8), date(2026, 8, 30), 27),
    (date(2026, 5, 1), date(2026, 7, 18), 27),
    (date(2026, 5, 1), date(2026, 7, 19), 28),
    (date(2026, 8, 3), date(2026, 9, 30), 1),
    (date(2026, 8, 4), date(2026, 9, 30), 0),
    (date(2026, 5, 1), date(2026, 6, 21), 0),
    (date(2026, 7, 24), date(2026, 6, 27), 0),
]


@pytest.mark.parametrize(("first", "last", "days"), ABSENCES)
def test_absence_counts_from_four_continuous_weeks_inside_the_window(first: date, last: date, days: int) -> None:
    said = counts(away(first, last), TODAY)
    if days >= 28:
        assert said is None
    else:
        plural = "1 day of the absence falls" if days == 1 else f"{days} days of the absence fall"
        assert said == f"Only {plural} between receipt and the due date; at least 28 in a row are needed."


def test_an_absence_that_is_too_short_stands_in_the_way_of_the_claim() -> None:
    found = in_the_way(away(RECEIVED, RECEIVED + 26 * DAY))
    assert found == {"the_absence_is_four_continuous_weeks_inside_the_window"}
    assert in_the_way(away(RECEIVED, RECEIVED + 27 * DAY)) == set()


@pytest.mark.parametrize("ground", ["exceptional_circumstances", "missed_appointment"])
def test_the_other_grounds_count_no_days(ground: str) -> None:
    assert in_the_way(proposing(case(), "claim_exception", exception_ground=ground)) == set()


def test_there_is_no_window_before_there_is_a_due_date() -> None:
    facts = replace(away(RECEIVED, RECEIVED + 30 * DAY), due_on=None)
    assert "once the advice has a due date" in (counts(facts, TODAY) or "")


CLAIM, OTHER_CLAIM = step("claim_exception"), step("claim_exception", on=TODAY + DAY)
APPROVED, REFUSED = step("approve_exception", actor=MANAGER), step("refuse_exception", actor=MANAGER)
HISTORIES = [
    ([], False),
    ([CLAIM], True),
    ([CLAIM, APPROVED], False),
    ([CLAIM, REFUSED], False),
    ([CLAIM, REFUSED, OTHER_CLAIM], True),
    ([CLAIM, step("note")], True),
]


@pytest.mark.parametrize(("history", "waits"), HISTORIES)
@pytest.mark.parametrize("action", ["approve_exception", "refuse_exception"])
def test_an_exception_is_waiting_for_a_decision_until_it_has_one(
    history: list[Event], waits: bool, action: str
) -> None:
    found = in_the_way(proposing(case(*history), action, exception_decision_reason="The evidence shows it."))
    assert found == (set() if waits else {"an_exception_is_waiting_for_a_decision"})


@pytest.mark.parametrize(("history", "waits"), HISTORIES)
def test_no_other_exception_is_waiting_when_one_is_claimed(history: list[Event], waits: bool) -> None:
    found = in_the_way(proposing(case(*history), "claim_exception", exception_ground="missed_appointment"))
    assert found == ({"no_other_exception_is_waiting"} if waits else set())


def test_a_claim_that_waits_and_one_that_does_not_are_each_told() -> None:
    undecided = exceptions.no_other_exception_is_waiting.check(case(CLAIM), TODAY)
    assert undecided == "An exception is already waiting for a decision."
    nothing = exceptions.an_exception_is_waiting_for_a_decision.check(case(), TODAY)
    assert nothing == "No exception is waiting for a decision."
