"""Can that have happened, or be expected, on that day? A mistyped year neither meets a time limit nor hides one.

The day of the step itself is never mistyped, whatever day the record says it is.
"""

from __future__ import annotations

from datetime import date, timedelta

from workflow.days import words
from workflow.facts import Facts
from workflow.rule import DEFAULT, rule

BEFORE = timedelta(days=366)  # work for a request may go back a year before it; further back, the year is mistyped
WORK = {"contacted_on": "talked to or tried", "read_on": "read", "referred_on": "referred for assessment"}
EXPECTED = {
    "expected_completion_on": "The assessment is expected to be complete",
    "new_expected_on": "The advice is expected",
}


@rule("domain.md 3.5: a decision about a request is made once the request is there", DEFAULT)
def the_decision_follows_the_request(facts: Facts, on: date) -> str | None:
    """Nothing is decided about a request before it was received, or before a front door had it."""
    decided, received = facts.proposed_day("decision_on"), facts.received_on
    if decided in (None, on) or received is None:
        return None
    if decided < received:
        return f"The decision is dated before the request was received ({words(received)}): check the day."
    came = facts.marks.get("at_front_door", received)
    if decided < came:
        return f"The decision is dated before the request came to the front door ({words(came)}): check the day."
    return None


@rule("domain.md 3.4: what is read and who is spoken to for this request; a year taken", DEFAULT)
def what_is_recorded_is_of_this_request(facts: Facts, on: date) -> str | None:
    """Reading, speaking and referring may come before the request, as a file read last week, but not by years."""
    for code, done in WORK.items():
        day = facts.proposed_day(code)
        if day and day != on and facts.received_on and facts.received_on - day > BEFORE:
            received = words(facts.received_on)
            return f"Said to be {done} on {words(day)}, over a year before the request ({received}): check the year."
    return None


@rule("domain.md 3.7 and 4, event 25: what is expected is still to come", DEFAULT)
def what_is_expected_is_still_to_come(facts: Facts, on: date) -> str | None:
    """An expected day lies ahead, so that a mistyped year does not hide that the six weeks will be overrun."""
    for code, said in EXPECTED.items():
        day = facts.proposed_day(code)
        if day and day < on:
            return f"{said} on {words(day)}, which is past: give today or a day to come."
    return None


@rule("domain.md 3.7: an assessment for this advice is complete once it was asked for", DEFAULT)
def the_assessment_was_complete_after_it_was_asked_for(facts: Facts, on: date) -> str | None:
    """An assessment for this advice is complete after the request was received."""
    done, received = facts.proposed_day("completed_on"), facts.received_on
    if done and done != on and received and done < received:
        return f"It is said to be complete before the request was received ({words(received)}): check the day."
    return None
