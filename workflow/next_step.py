"""What does a request need next, and is it for this person to do? As far as its row tells, and what waits on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from workflow.facts import Caller, Facts
from workflow.machine import may_take
from workflow.rule import Rule
from workflow.rules.exceptions import an_exception_is_waiting_for_a_decision
from workflow.rules.request import a_question_waits_for_the_requester
from workflow.rules.transfer import a_dispute_is_open
from workflow.states import State

# What somebody waits for, whatever the stage, and the rule that says so: the first that this person may do is next.
AWAITED: tuple[tuple[str, Rule], ...] = (
    ("answer_requester", a_question_waits_for_the_requester),
    ("settle_dispute", a_dispute_is_open),
    ("settle_dispute_for_front_door", a_dispute_is_open),
    ("approve_exception", an_exception_is_waiting_for_a_decision),
)
# The events that those rules and their bars read: the rest of the record is not needed.
READ = (
    "ask_requester",
    "answer_requester",
    "claim_exception",
    "approve_exception",
    "refuse_exception",
    "escalate_dispute",
    "refuse_transfer",
)
# The steps by which a request leaves its stage for the next, or an end of one: a test holds them to the pathway.
LEADS_ON: Mapping[State, tuple[str, ...]] = {
    State.AWAITING_TRIAGE: ("take",),
    State.TRIAGING: ("decide_no_assessment",),
    State.RETURNED: ("resubmit",),
    State.OFFERED: ("accept_transfer",),
    State.ASSESSING: ("complete_assessment",),
    State.DRAFTING: ("submit_for_review",),
    State.REVIEWING: ("issue_interim_advice", "issue_advice"),
}
HEARD_FIRST, CONTACTED = "record_contact", "contacted"  # nobody decides before the family was heard
CHASE = "chase"  # what is left to do about what is late with somebody else


def next_step(facts: Facts, caller: Caller, marks: Mapping[str, object], on: date, late: bool = False) -> str | None:
    """The first step that this person should take now; None while the request waits for somebody else, in time."""
    return next((action for action in _wanted(facts, marks, on, late) if may_take(facts, caller, action)), None)


def _wanted(facts: Facts, marks: Mapping[str, object], on: date, late: bool) -> Iterator[str]:
    for action, waits in AWAITED:
        if waits.check(facts, on) is None:
            yield action
    if facts.state is State.TRIAGING and CONTACTED not in marks:
        yield HEARD_FIRST
    if facts.state:
        yield from LEADS_ON.get(facts.state, ())
    if late:
        yield CHASE
