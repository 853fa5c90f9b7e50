"""What an authority gives itself ends with the advice that it leads to, and how near that day is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.guidance.cases import authority
from workflow.clocks.deadlines import BY_NAME, Dates
from workflow.clocks.standing import advice_clock, clock_of
from workflow.clocks.timescales import Duty
from workflow.states import State


def test_no_milestone_outlasts_the_advice_that_it_leads_to() -> None:
    """A request that leaves two weeks: the draft's 32 days, and ten working days over Christmas, would come too late."""
    received, due = date(2026, 12, 14), date(2026, 12, 28)  # act by Christmas Eve
    begun = {"received": received, "at_front_door": received, "submitted": date(2026, 12, 23)}
    request = Dates(authority(), Duty("annual_review", received), State.TRIAGING, received, due, marks=begun)
    fall = {"draft": date(2026, 12, 24), "triage_decision": date(2026, 12, 24), "first_contact": date(2026, 12, 21)}
    fall |= {"review": date(2026, 12, 24)}
    for name, own in fall.items():
        shown = clock_of(BY_NAME[name], request, received)
        assert shown.due_on == own
        capped = "The advice itself has to be acted on by Thursday 24 December 2026, so this is due then too."
        assert (capped in shown.working) is (name != "first_contact")


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 3, 22), "15 days left."),
        (date(2026, 3, 23), "14 days left, 10 to the day to act by."),
        (date(2026, 4, 1), "5 days left, 1 to the day to act by."),
        (date(2026, 4, 2), "4 days left, but today is the day to act by."),
        (date(2026, 4, 3), "3 days left, with no working day."),
        (date(2026, 4, 5), "1 day left, with no working day."),
        (date(2026, 4, 6), "It is due today."),
        (date(2026, 4, 7), "It is 1 day late."),
    ],
)
def test_before_easter_the_days_to_the_day_to_act_by_are_told_once_it_is_near(on: date, said: str) -> None:
    """S24."""
    received, due = date(2026, 2, 23), date(2026, 4, 6)
    request = Dates(authority(), Duty("family_request", received), State.TRIAGING, received, due)
    assert advice_clock(request, on).working[-1] == said


def test_the_check_of_an_amendment_has_its_own_days_though_the_advice_was_due_before() -> None:
    received, due, sent = date(2026, 3, 2), date(2026, 4, 13), date(2026, 4, 10)
    request = Dates(
        authority(), Duty("family_request", received), State.REVIEWING, received, due, marks={"submitted": sent}
    )
    assert clock_of(BY_NAME["review"], request, sent).due_on == due
    amended = replace(request, issued_on=date(2026, 4, 1))
    assert clock_of(BY_NAME["review"], amended, sent).due_on == date(2026, 4, 15)
