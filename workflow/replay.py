"""What do the events of a request, told again from the first, make of its columns? What follows from them alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from workflow.clocks.timescales import advice_due
from workflow.effects import duty, first_issue, follows
from workflow.facts import Facts
from workflow.marks import ADVICE, EXCUSED, kept

AT_FIRST = {
    "offered_team": None,
    "came_back": None,
    "contributors": "",
    "in_dispute": False,
    "restricted": False,
    "interim_on": None,
    "issued_on": None,
    "closed_from": None,
    "closure_reason": None,
}


def columns(facts: Facts) -> dict[str, Any]:
    """What a request's columns must be after its history, which has one event at least."""
    told, marks = facts.history, facts.marks
    asked = told[0]
    made: dict[str, Any] = AT_FIRST | {
        "reason": asked.value("reason"),
        "received_on": asked.day("received_on"),
        "meeting_on": asked.day("review_meeting_on"),
        "raised_at_meeting": bool(asked.value("raised_at_meeting")),
        "order_due_on": asked.day("order_due_on"),
        "requesting_team": asked.team,
        "requester_id": asked.actor,
        "changed_at": told[-1].at,
        "last_team": next(event.held_by for event in reversed(told) if event.held_by),
        "marks": kept(marks),
        "excused_on": marks.get(EXCUSED + ADVICE),
    }
    for n, event in enumerate(told):
        before = replace(facts, history=told[:n])
        made |= {**follows(before, event), **first_issue(before, event)}
    return made


def may_be_identified(facts: Facts) -> Iterable[date | None]:
    """The days on which the person can first have been told from others: what the due date is counted from."""
    asked, *later = facts.history
    return {None, asked.day("received_on"), *(event.day("resubmitted_on") or event.on for event in later)}


def due(facts: Facts, identified_on: date | None, receipt_day_counts: bool) -> date | None:
    """When the advice is due, counted from that day, by what was asked."""
    found = advice_due(replace(duty(facts, identified_on), receipt_day_counts=receipt_day_counts))
    return found.on if found else None
