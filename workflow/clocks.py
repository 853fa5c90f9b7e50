"""Where does each deadline stand today, and how was it reached? Derived from dates; nothing is ever counted down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from config.calendar import CalendarEnds, working_day_on_or_before
from workflow.rules import Confidence
from workflow.states import State
from workflow.timescales import ADVICE, Duty, advice_due, words


@dataclass(frozen=True, slots=True)
class Dates:
    """What every clock of a request follows from: its columns, so that a page of requests costs no further read."""

    duty: Duty
    state: State
    received_on: date
    due_on: date | None
    interim_on: date | None
    issued_on: date | None
    excused_on: date | None
    draft_begun: bool
    amber_days_before: int
    red_days_before: int


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline as a caseworker, a parent or an Ombudsman reads it."""

    name: str
    started_on: date | None
    due_on: date | None
    act_by: date | None
    status: str
    cite: str
    confidence: Confidence
    working: tuple[str, ...]


def advice_clock(dates: Dates, on: date) -> Clock:
    """The advice clock: it never stops and its due date never moves; an exception excuses, it does not move."""
    due = advice_due(dates.duty)
    if due is None or dates.due_on is None:
        said = (f"Received on {words(dates.received_on)}.", "No due date yet: the person is not identified.")
        return Clock("advice", None, None, None, status(dates, on), ADVICE.cite, ADVICE.confidence, said)
    act_by, acting = _act_by(dates.due_on)
    working = (*_start(dates), *due.working, *acting, *_outcome(dates))
    scale = due.timescale
    started = dates.duty.start
    return Clock("advice", started, dates.due_on, act_by, status(dates, on), scale.cite, scale.confidence, working)


def status(dates: Dates, on: date) -> str:
    """How the advice clock stands on a day."""
    due = dates.due_on
    if due is None:
        return {State.CLOSED: "cancelled", State.ISSUED: "met"}.get(dates.state, "on_track")
    if dates.interim_on and dates.interim_on <= due:
        return "met_by_interim"
    done = dates.interim_on or dates.issued_on
    if done and done <= due:
        return "met"
    if dates.state is State.CLOSED and not done:
        return "cancelled"
    if dates.excused_on and (done or on > due):
        return "excused"
    return "met_late" if done else _running(dates, due, on)


def _running(dates: Dates, due: date, on: date) -> str:
    if on > due:
        return "overdue"
    if on >= due - timedelta(days=dates.red_days_before):
        return "red"
    nothing_yet = dates.state is not State.REVIEWING and not dates.draft_begun
    return "amber" if nothing_yet and on >= due - timedelta(days=dates.amber_days_before) else "on_track"


def _act_by(due: date) -> tuple[date | None, tuple[str, ...]]:
    try:
        act_by = working_day_on_or_before(due)
    except CalendarEnds as ends:
        return None, (f"The day to act by cannot be worked out yet: {ends}",)
    if act_by == due:
        return act_by, ()
    said = f"{words(due)} is not a working day, so act by {words(act_by)}; the due date itself does not move."
    return act_by, (said,)


def _start(dates: Dates) -> tuple[str, ...]:
    start = dates.duty.start
    received = f"Received on {words(dates.received_on)}."
    if start is None or start == dates.received_on:
        return (received,)
    return (received, f"The person could not be identified until {words(start)}, so the clock starts then.")


def _outcome(dates: Dates) -> tuple[str, ...]:
    said = []
    if dates.excused_on:
        said.append(f"A lawful exception was approved on {words(dates.excused_on)}: it excuses, it moves no date.")
    if dates.interim_on:
        said.append(f"Interim advice was issued on {words(dates.interim_on)}.")
    if dates.issued_on:
        said.append(f"Advice was issued on {words(dates.issued_on)}.")
    return tuple(said)


# Every clock of a request. The other clocks of the pathway are added here, and nowhere else.
CLOCKS: tuple[Callable[[Dates, date], Clock], ...] = (advice_clock,)


def clocks(dates: Dates, on: date) -> tuple[Clock, ...]:
    """Every clock of a request on a day; they run side by side, and none changes another."""
    return tuple(clock(dates, on) for clock in CLOCKS)
