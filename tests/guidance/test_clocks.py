"""How the advice clock stands on a day, and how it says that it got there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.guidance.cases import DAY, DUE, RECEIVED, authority
from workflow.clocks.deadlines import Dates
from workflow.clocks.standing import Clock, advice_clock, clocks, status
from workflow.clocks.timescales import ADVICE, BEFORE_MEETING, ORDER, Duty
from workflow.states import State

RED, AMBER = DUE - 7 * DAY, DUE - 14 * DAY
BEFORE, AFTER = DUE - DAY, DUE + DAY
RUNNING = Dates(
    duty=Duty("ehc_needs_assessment", RECEIVED),
    state=State.TRIAGING,
    received_on=RECEIVED,
    due_on=DUE,
    authority=authority("northmere"),
)
ISSUED = replace(RUNNING, state=State.ISSUED, draft_begun=True)


def clock(dates: Dates = RUNNING, on: date = RECEIVED, **changed: Any) -> Clock:
    return advice_clock(replace(dates, **changed), on)


@pytest.mark.parametrize(
    ("on", "stands"),
    [
        (RECEIVED, "on_track"),
        (AMBER - DAY, "on_track"),
        (AMBER, "amber"),
        (AMBER + DAY, "amber"),
        (RED - DAY, "amber"),
        (RED, "red"),
        (BEFORE, "red"),
        (DUE, "red"),
        (AFTER, "overdue"),
        (AFTER + DAY, "overdue"),
    ],
)
def test_the_clock_is_amber_on_day_28_red_on_day_35_and_overdue_on_day_43(on: date, stands: str) -> None:
    assert status(RUNNING, on) == stands
    assert {(AMBER - RECEIVED).days, (RED - RECEIVED).days, (AFTER - RECEIVED).days} == {28, 35, 43}


@pytest.mark.parametrize(
    "begun", [{"draft_begun": True, "state": State.DRAFTING}, {"state": State.REVIEWING}], ids=["begun", "in review"]
)
def test_a_draft_that_is_begun_keeps_the_clock_from_amber_and_not_from_red(begun: dict[str, Any]) -> None:
    dates = replace(RUNNING, **begun)
    assert [status(dates, on) for on in (AMBER, RED - DAY, RED, AFTER)] == ["on_track", "on_track", "red", "overdue"]


@pytest.mark.parametrize("state", [state for state in State if state not in (State.ISSUED, State.CLOSED)])
def test_the_clock_never_stops_while_advice_is_owed(state: State) -> None:
    """Not for a return to the requester, a transfer or a pending assessment."""
    assert status(replace(RUNNING, state=state), DUE) == "red"
    assert status(replace(RUNNING, state=state), AFTER) == "overdue"


@pytest.mark.parametrize(("issued", "stands"), [(BEFORE, "met"), (DUE, "met"), (AFTER, "met_late")])
def test_advice_issued_by_the_due_date_meets_the_clock_for_good(issued: date, stands: str) -> None:
    for later in (issued, DUE + 100 * DAY):
        assert status(replace(ISSUED, issued_on=issued), later) == stands
        amending = replace(ISSUED, issued_on=issued, state=State.DRAFTING)
        assert status(amending, later) == stands, "an amendment starts no clock"


@pytest.mark.parametrize(
    ("interim", "stands"), [(BEFORE, "met_by_interim"), (DUE, "met_by_interim"), (AFTER, "met_late")]
)
def test_interim_advice_in_time_meets_the_clock_and_is_shown_separately(interim: date, stands: str) -> None:
    assert status(replace(RUNNING, interim_on=interim, state=State.ASSESSING), DUE + 30 * DAY) == stands


def test_an_addendum_after_the_due_date_leaves_the_clock_met_by_the_interim() -> None:
    """S05: interim advice on 19 June, due 22 June, addendum on 14 July."""
    dates = replace(ISSUED, due_on=date(2026, 6, 22), interim_on=date(2026, 6, 19), issued_on=date(2026, 7, 14))
    assert status(dates, date(2026, 7, 20)) == "met_by_interim"


@pytest.mark.parametrize(
    ("changed", "on", "stands"),
    [
        ({}, BEFORE, "red"),
        ({}, DUE, "red"),
        ({}, AFTER, "excused"),
        ({"issued_on": DUE, "state": State.ISSUED}, AFTER, "met"),
        ({"issued_on": AFTER, "state": State.ISSUED}, AFTER, "excused"),
        ({"interim_on": AFTER, "state": State.ASSESSING}, AFTER, "excused"),
    ],
)
def test_an_exception_excuses_lateness_and_moves_no_date(changed: dict[str, Any], on: date, stands: str) -> None:
    excused = clock(on=on, marks={"excused.advice": RED}, **changed)
    assert excused.status == stands
    assert excused.due_on == DUE


@pytest.mark.parametrize(
    ("changed", "stands"),
    [
        ({}, "cancelled"),
        ({"due_on": None, "duty": Duty("ehc_needs_assessment", None)}, "cancelled"),
        ({"issued_on": DUE}, "met"),
        ({"issued_on": AFTER}, "met_late"),
        ({"interim_on": DUE}, "met_by_interim"),
    ],
)
def test_a_closed_request_owes_nothing_more(changed: dict[str, Any], stands: str) -> None:
    assert clock(on=AFTER + DAY, state=State.CLOSED, **changed).status == stands


def test_a_clock_says_what_it_follows_from() -> None:
    running = clock()
    assert (running.name, running.started_on, running.due_on, running.act_by) == ("advice", RECEIVED, DUE, DUE)
    assert (running.cite, running.confidence) == (ADVICE.cite, ADVICE.confidence)
    assert (running.title, running.met_on, running.status) == ("Issue the advice", None, "on_track")
    assert running.working == (
        "Received on Monday 2 March 2026.",
        "Six weeks from Monday 2 March 2026, the day of receipt not counted, end on Monday 13 April 2026.",
        "Bank holidays do not extend it: Good Friday (Friday 3 April 2026) and Easter Monday (Monday 6 April 2026).",
        "42 days left.",
    )


def test_before_easter_the_team_acts_by_thursday_and_the_due_date_does_not_move() -> None:
    """S24: issued on Tuesday 7 April, advice is a day late."""
    received, due = date(2026, 2, 23), date(2026, 4, 6)
    easter: dict[str, Any] = {"duty": Duty("ehc_needs_assessment", received), "received_on": received, "due_on": due}
    running = clock(**easter)
    assert (running.due_on, running.act_by) == (due, date(2026, 4, 2))
    assert running.working[-2:] == (
        "Monday 6 April 2026 is not a working day, so act by Thursday 2 April 2026; the due date itself does not move.",
        "35 days left.",
    )
    for issued, stands in ((date(2026, 4, 2), "met"), (due, "met"), (date(2026, 4, 7), "met_late")):
        assert clock(ISSUED, on=issued, issued_on=issued, **easter).status == stands


def test_a_later_identification_is_told_with_the_first_receipt() -> None:
    """S11: received on 16 February, the child could not be told from others until the 23rd."""
    start = date(2026, 2, 23)
    late = clock(duty=Duty("ehc_needs_assessment", start), received_on=date(2026, 2, 16), due_on=date(2026, 4, 6))
    assert late.started_on == start
    assert late.working[:2] == (
        "Received on Monday 16 February 2026.",
        "The person could not be identified until Monday 23 February 2026, so the clock starts then.",
    )


def test_without_an_identified_person_there_is_no_due_date_yet() -> None:
    unknown = clock(on=AFTER, duty=Duty("ehc_needs_assessment", None), due_on=None)
    assert (unknown.started_on, unknown.due_on, unknown.act_by, unknown.status) == (None, None, None, "on_track")
    assert unknown.working[-1] == "No due date yet: the person is not identified."
    assert (unknown.name, unknown.title, unknown.met_on) == ("advice", "Issue the advice", None)
    assert (unknown.cite, unknown.confidence) == (ADVICE.cite, ADVICE.confidence)


def test_advice_for_somebody_never_identified_is_met_when_it_is_issued() -> None:
    nobody: dict[str, Any] = {"duty": Duty("ehc_needs_assessment", None), "due_on": None}
    issued = clock(on=AFTER, state=State.ISSUED, issued_on=DUE, **nobody)
    assert (issued.status, issued.met_on, issued.due_on) == ("met", DUE, None)
    assert issued.working[-1] == "Advice was issued on Monday 13 April 2026."


@pytest.mark.parametrize(
    ("changed", "met"),
    [({"issued_on": DUE}, DUE), ({"interim_on": BEFORE}, BEFORE), ({"interim_on": BEFORE, "issued_on": AFTER}, BEFORE)],
)
def test_the_clock_is_met_on_the_day_advice_first_went_out(changed: dict[str, Any], met: date) -> None:
    assert clock(ISSUED, **changed).met_on == met


def test_a_draft_that_is_begun_is_not_amber_on_the_last_day_where_red_has_no_days() -> None:
    late = replace(RUNNING.authority, amber_days_before=2, red_days_before=0)
    begun = replace(RUNNING, authority=late, draft_begun=True)
    assert [status(begun, on) for on in (BEFORE, DUE, AFTER)] == ["on_track", "red", "overdue"]


def test_what_happened_stands_in_the_working_with_its_day() -> None:
    excused = {"excused.advice": RED}
    told = clock(ISSUED, on=AFTER, marks=excused, interim_on=DUE, issued_on=AFTER).working[-4:]
    assert told == (
        "A lawful exception was approved on Monday 6 April 2026: it excuses, it moves no date.",
        "Interim advice was issued on Monday 13 April 2026.",
        "Advice was issued on Tuesday 14 April 2026.",
        "That is in time.",
    )


@pytest.mark.parametrize(
    ("changed", "on", "said"),
    [
        ({}, BEFORE - DAY, "2 days left."),
        ({}, BEFORE, "1 day left."),
        ({}, DUE, "It is due today."),
        ({}, AFTER, "It is 1 day late."),
        ({}, AFTER + DAY, "It is 2 days late."),
        ({"issued_on": DUE}, AFTER, "That is in time."),
        ({"issued_on": AFTER}, AFTER + DAY, "That is 1 day late."),
        ({"interim_on": AFTER + DAY, "issued_on": DUE + 30 * DAY}, AFTER, "That is 2 days late."),
    ],
)
def test_the_working_ends_with_how_near_or_how_late_it_is(changed: dict[str, Any], on: date, said: str) -> None:
    assert clock(on=on, **changed).working[-1] == said


def test_a_clock_that_was_cancelled_counts_no_days() -> None:
    assert "left" not in clock(on=BEFORE, state=State.CLOSED).working[-1]


@pytest.mark.parametrize(
    ("duty", "due", "cite"),
    [
        (Duty("annual_review", RECEIVED, meeting=date(2026, 4, 10)), date(2026, 3, 27), BEFORE_MEETING.cite),
        (Duty("tribunal_order", RECEIVED, order=date(2026, 3, 20)), date(2026, 3, 20), ORDER.cite),
    ],
)
def test_a_clock_cites_the_limit_that_it_runs_by(duty: Duty, due: date, cite: str) -> None:
    assert clock(duty=duty, due_on=due).cite == cite


def test_beyond_the_bank_holiday_calendar_the_day_to_act_by_is_not_guessed() -> None:
    received = date(2028, 12, 1)
    due = received + timedelta(days=42)
    far = clock(duty=Duty("reassessment", received), received_on=received, due_on=due)
    assert (far.due_on, far.act_by) == (due, None)
    assert "cannot be worked out yet: The bank-holiday calendar runs from" in far.working[-2]


def test_every_clock_of_a_request_is_shown_once() -> None:
    names = [one.name for one in clocks(RUNNING, DUE)]
    assert "advice" in names
    assert len(names) == len(set(names))
