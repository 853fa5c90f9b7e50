"""Is this a lawful reason for advice that comes later than six weeks?"""

from __future__ import annotations

from datetime import date, timedelta

from workflow.facts import Facts
from workflow.rules import DEFAULT, LAW, rule

FOUR_WEEKS = timedelta(days=28)
DAY = timedelta(days=1)


@rule("SEND Regulations 2014, regulation 8(2)(b)", LAW)
def the_absence_is_four_continuous_weeks_inside_the_window(facts: Facts, on: date) -> str | None:
    """Absence counts only for not less than four continuous weeks during the six-week period itself."""
    if facts.proposed("exception_ground") != "absent_four_weeks":
        return None
    away, back = facts.proposed_day("absent_from"), facts.proposed_day("absent_until")
    if away is None or back is None or facts.received_on is None or facts.due_on is None:
        return "Give the first and the last day of the absence, once the advice has a due date."
    inside = min(back, facts.due_on) - max(away, facts.received_on) + DAY
    if inside >= FOUR_WEEKS:
        return None
    days = max(inside.days, 0)
    counted = "1 day of the absence falls" if days == 1 else f"{days} days of the absence fall"
    return f"Only {counted} between receipt and the due date; at least 28 in a row are needed."


@rule("pathway.md, claim_exception", DEFAULT)
def an_exception_is_waiting_for_a_decision(facts: Facts, on: date) -> str | None:
    """A claim is approved or refused once; without one there is nothing to decide."""
    last = facts.last("claim_exception", "approve_exception", "refuse_exception")
    return None if last and last.action == "claim_exception" else "No exception is waiting for a decision."


@rule("pathway.md, claim_exception", DEFAULT)
def no_other_exception_is_waiting(facts: Facts, on: date) -> str | None:
    """One claim at a time."""
    last = facts.last("claim_exception", "approve_exception", "refuse_exception")
    waiting = last is not None and last.action == "claim_exception"
    return "An exception is already waiting for a decision." if waiting else None
