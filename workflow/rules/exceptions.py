"""Is this a lawful reason for missing this time limit?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from config.calendar import england
from workflow.clocks.deadlines import BY_NAME, of_reason
from workflow.clocks.timescales import Ground, Timescale, timescale
from workflow.days import words
from workflow.facts import Facts
from workflow.marks import ADVICE, CLAIMED, EXCUSED
from workflow.rule import DEFAULT, LAW, rule
from workflow.waiting import undecided

CLOCK = "exception_clock"
FOUR_WEEKS = timedelta(days=28)
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
GROUND = {
    Ground.EXCEPTIONAL: "exceptional circumstances",
    Ground.ABSENT: "an absence of four weeks",
    Ground.MISSED_APPOINTMENT: "a missed appointment",
    Ground.SCHOOL_CLOSED: "a closed school",
    Ground.EARLY_YEARS_CLOSED: "a closed early years setting",
}
OF_A_TRIBUNAL = {"tribunal_recommendation": "tribunal", "tribunal_order": "tribunal_order"}
AN_EXCEPTION = "exception"  # as a reason for lateness
CLOSURES = (Ground.SCHOOL_CLOSED, Ground.EARLY_YEARS_CLOSED)


class Window(NamedTuple):
    """The time limit that an exception is claimed from: its law, its first day and its last."""

    scale: Timescale
    start: date
    end: date


def _clock(facts: Facts) -> str:
    return str(facts.proposed(CLOCK) or ADVICE)


def _window(facts: Facts) -> Window | None:
    """The limit of the clock that the claim names; None where that clock does not run for this request."""
    if CLOCK in facts.at_fault:
        return None
    clock = _clock(facts)
    if clock == ADVICE:
        first, due = facts.identified_on or facts.received_on, facts.due_on
        code = OF_A_TRIBUNAL.get(facts.reason or "", ADVICE)
        return Window(timescale(code, first), first, due) if first and due else None
    start = facts.marks.get(BY_NAME[clock].starts)
    if start is None or not of_reason(BY_NAME[clock], facts.reason):
        return None
    scale = timescale(clock, start)
    return Window(scale, start, scale.ends(start, england()))


@rule("SEND Regulations 2014, regulations 5(4), 8(2), 10(4), 13(3) and 27(3)", LAW)
def the_time_limit_runs_for_this_request(facts: Facts, on: date) -> str | None:
    """An exception excuses a limit that runs: without a due date, or without its first day, there is none to excuse."""
    if facts.step is None or CLOCK in facts.at_fault or _window(facts):
        return None
    return "This time limit does not run for this request yet: record first the day from which it counts."


@rule("SEND Regulations 2014, regulations 5(4), 8(2), 10(4), 13(3) and 27(3)", LAW)
def the_ground_is_lawful_for_this_time_limit(facts: Facts, on: date) -> str | None:
    """School closure never excuses social care's six weeks, and a missed appointment excuses nothing else."""
    ground, window = facts.proposed("exception_ground"), _window(facts)
    if ground is None or window is None or ground in window.scale.grounds:
        return None
    lawful = ", ".join(GROUND[one] for one in window.scale.grounds) or "none"
    return f"{GROUND[Ground(ground)].capitalize()} is no lawful reason here ({window.scale.cite}). Lawful: {lawful}."


@rule("SEND Regulations 2014, regulation 8(2)(b)", LAW)
def the_absence_is_four_continuous_weeks_inside_the_window(facts: Facts, on: date) -> str | None:
    """Absence counts only for not less than four continuous weeks during the period of the limit itself."""
    if facts.proposed("exception_ground") != Ground.ABSENT:
        return None
    away, back, window = facts.proposed_day("absent_from"), facts.proposed_day("absent_until"), _window(facts)
    if away is None or back is None or window is None:
        return "Give the first and the last day of the absence, once the advice has a due date."
    inside = min(back, window.end) - max(away, window.start) + DAY
    if inside >= FOUR_WEEKS:
        return None
    days = max(inside.days, 0)
    counted = "1 day of the absence falls" if days == 1 else f"{days} days of the absence fall"
    whole = f"{words(window.start)} and {words(window.end)}"
    between = "receipt and the due date" if _clock(facts) == ADVICE else whole
    return f"Only {counted} between {between}; at least 28 in a row are needed."


@rule("SEND Regulations 2014, regulation 8(2)(c): fails to keep an appointment made during that period", LAW)
def the_missed_appointment_was_inside_the_window(facts: Facts, on: date) -> str | None:
    """A missed appointment excuses only if it was to be kept within the six weeks."""
    missed, window = facts.proposed_day("appointment_on"), _window(facts)
    if facts.proposed("exception_ground") != Ground.MISSED_APPOINTMENT or missed is None or window is None:
        return None
    if window.start <= missed <= window.end:
        return None
    return "The appointment was not within the six weeks, so missing it does not excuse them."


@rule("SEND Regulations 2014, regulations 5(4), 10(4), 13(3) and 27(3), paragraphs (a) and (b)", LAW)
def the_setting_was_asked_while_closed_for_four_weeks(facts: Facts, on: date) -> str | None:
    """A setting that is closed for four weeks counts if it was asked from a week before to a week before it opens."""
    if facts.proposed("exception_ground") not in CLOSURES:
        return None
    closed, opens = facts.proposed_day("closed_from"), facts.proposed_day("reopens_on")
    asked = facts.proposed_day("setting_asked_on")
    if closed is None or opens is None or asked is None:
        return "Give the days on which the setting closes and opens again, and the day on which it was asked."
    if opens - closed < FOUR_WEEKS:
        return f"The setting is closed for {max((opens - closed).days, 0)} days; at least 28 in a row are needed."
    if closed - WEEK <= asked <= opens - WEEK:
        return None
    return "The setting was not asked between a week before it closed and a week before it opens again."


@rule("pathway.md, claim_exception", DEFAULT)
def an_exception_is_waiting_for_a_decision(facts: Facts, on: date) -> str | None:
    """A claim is approved or refused once; without one there is nothing to decide."""
    return None if undecided(facts.history) else "No exception is waiting for a decision."


@rule("pathway.md, claim_exception", DEFAULT)
def no_other_exception_is_waiting(facts: Facts, on: date) -> str | None:
    """One claim at a time."""
    return "An exception is already waiting for a decision." if undecided(facts.history) else None


def is_excused(facts: Facts) -> bool:
    """An exception to the six weeks of the advice was approved."""
    return EXCUSED + ADVICE in facts.marks


@rule(
    "SEND Regulations 2014, regulation 8(2); domain.md 4, event 26: ground, evidence, approver",
    DEFAULT,
)
def an_exception_given_as_the_reason_is_on_the_record(facts: Facts, on: date) -> str | None:
    """Lateness is excused by an exception only once it was approved; a delay is reported by one that is claimed."""
    if is_excused(facts):
        return None
    if facts.proposed("late_reason") == AN_EXCEPTION:
        return "No exception to the six weeks was approved: choose why it is late, or have one approved first."
    if facts.proposed("delay_reason") == AN_EXCEPTION and CLAIMED + ADVICE not in facts.marks:
        return "No exception to the six weeks was claimed: choose why it will be late, or claim one first."
    return None
