"""What else changes on a request when a step is taken, beside its state and its holder?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

import orjson

from config.authorities import FRONT_DOOR_TEAM
from workflow.clocks.timescales import Duty, advice_due
from workflow.documents import ATTACHED, numbered
from workflow.facts import Facts
from workflow.history import Answer, Event
from workflow.marks import ADVICE, EXCUSED, kept, marked
from workflow.pathway import Writes
from workflow.states import Capacity, Kind, State

COMES_BACK = (
    "refuse_transfer",
    "withdraw_offer",
    "hand_back",
    "decline_involvement",
    "settle_dispute_for_front_door",
)


def duty(facts: Facts, identified_on: date | None) -> Duty:
    """What the advice's due date follows from, as the request and its step say."""
    asked = next(facts.steps("request_advice"))
    return Duty(
        reason=asked.value("reason"),
        start=identified_on,
        meeting=asked.day("review_meeting_on"),
        raised_at_meeting=bool(asked.value("raised_at_meeting")),
        order=asked.day("order_due_on"),
        receipt_day_counts=facts.authority.receipt_day_counts,
    )


def identified_on(facts: Facts, event: Event) -> date | None:
    """The first receipt stands if the person could be told from others then; else the day they first could be."""
    if not facts.person.identified:
        return None
    if event.action == "request_advice":
        return event.day("received_on")
    return event.day("resubmitted_on") or event.on


def derived(facts: Facts, event: Event) -> Mapping[str, Answer]:
    """Answers that the service fills in itself: another front door; fingerprints; who has it; a document attached."""
    if ATTACHED in facts.found:
        return {ATTACHED: numbered(facts.history, facts.found[ATTACHED])}
    if event.action in ("request_advice", "resubmit"):
        return _joined_at_18(facts, event.on)
    if event.action in ("issue_advice", "issue_interim_advice"):
        said = {"advice_digest": fingerprint(facts.draft.content), "delivered_to": facts.requesting_team}
        return {code: Answer(code, value) for code, value in said.items()}
    if event.action == "submit_for_review":
        return {"draft_digest": Answer("draft_digest", fingerprint(facts.draft.content))}
    return {}


def fingerprint(content: Mapping[str, Any]) -> str:
    """SHA-256 of a piece of advice in its one canonical spelling, in hexadecimal."""
    return sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _joined_at_18(facts: Facts, on: date) -> Mapping[str, Answer]:
    """The adults' front door contributes when the person turns 18 before the advice is due."""
    received = facts.received_on or on
    if facts.service_at(received) == "adults" or facts.contributors:
        return {}
    if not facts.reaches_before_due(facts.authority.adult_from_age):
        return {}
    return {"contributing_team": Answer("contributing_team", facts.authority.front_doors["adults"])}


def changes(facts: Facts, event: Event) -> dict[str, Any]:
    """The columns of the request that a step sets, by name; state, holder and version are the record's own."""
    made = {"reviewer_id": _reviewer(facts, event), **follows(facts, event), **_door(facts, event)}
    made |= _marks(facts, event)
    return {column: value for column, value in made.items() if value is not KEPT}


def follows(facts: Facts, event: Event) -> dict[str, Any]:
    """Of those columns, the ones that follow from the events alone, however the authority works now."""
    made: dict[str, Any] = {
        "offered_team": _offered(event),
        "came_back": _came_back(event),
        "contributors": _contributors(facts, event),
        "in_dispute": event.disputed(facts.in_dispute),
    }
    if event.target is State.CLOSED and event.source is not State.CLOSED:
        made["closed_from"] = event.source
        made["closure_reason"] = event.value("closure_reason") or _own_reason(event.action)
    if event.action in _FLAGS:
        column, value = _FLAGS[event.action]
        made[column] = value
    return {column: value for column, value in made.items() if value is not KEPT}


KEPT = object()
ARRIVES = ("resubmit", "redirect_front_door", "settle_dispute_for_front_door")


def _door(facts: Facts, event: Event) -> dict[str, Any]:
    """The front door that has it, or had it last; sent to another one, the request is of that one's service."""
    team = facts.authority.team(event.held_by)
    if team is None or team.kind != FRONT_DOOR_TEAM:
        return {}
    moved = {"service": team.service} if event.action in ARRIVES and team.service else {}
    return {"front_door": team.code, **moved}


def _marks(facts: Facts, event: Event) -> dict[str, Any]:
    """The days that the clocks follow from, so that a page of requests need not read its events."""
    marks = marked(facts.marks, event)
    return {"marks": kept(marks), "excused_on": marks.get(EXCUSED + ADVICE)}


_FLAGS: dict[str, tuple[str, bool]] = {
    "restrict": ("restricted", True),
    "record_safeguarding_referral": ("restricted", True),
    "lift_restriction": ("restricted", False),
}


def _own_reason(action: str) -> str:
    return {"adopt_existing_advice": "existing_advice_adopted", "close_as_duplicate": "duplicate"}[action]


def _offered(event: Event) -> Any:
    """The offer stands while the request is offered, and in the memory of one that was closed from there."""
    if event.action == "offer_transfer":
        return event.value("offered_team")
    return KEPT if event.target in (State.OFFERED, State.CLOSED) else None


def _reviewer(facts: Facts, event: Event) -> Any:
    if event.action == "submit_for_review":
        return facts.found["reviewer"]["id"] if facts.found.get("reviewer") else None
    return KEPT if event.target in (State.REVIEWING, State.CLOSED) else None


def _contributors(facts: Facts, event: Event) -> Any:
    """The contributing teams, as one text that can be searched: ,one,two,"""
    team = event.value("contributing_team")
    if team is None:
        return KEPT
    teams = facts.contributors - {team} if event.action == "remove_contributor" else facts.contributors | {team}
    return f",{','.join(sorted(teams))}," if teams else ""


def _came_back(event: Event) -> Any:
    """A request that was sent back to a front door is marked until it leaves triage again."""
    if event.action in COMES_BACK:
        return event.action
    return KEPT if event.target in (State.AWAITING_TRIAGE, State.TRIAGING, State.CLOSED) else None


def due_now(facts: Facts, event: Event) -> dict[str, Any]:
    """The dates fixed at receipt, or on the day the person is identified, and never again."""
    if facts.due_on is not None:
        return {}
    day = identified_on(facts, event)
    due = advice_due(duty(facts, day))
    return {"identified_on": day, "due_on": due.on if due else None} if day or due else {}


FIRST = {"issue_interim_advice": "interim_on", "issue_advice": "issued_on"}


def first_issue(facts: Facts, event: Event) -> dict[str, Any]:
    """The days on which interim advice and advice in full were first issued: what the clock is met by."""
    column = FIRST.get(event.action)
    return {column: event.on} if column and facts.last(event.action) is None else {}


def writing(facts: Facts, writes: Writes) -> tuple[Capacity | None, Kind | None]:
    """In what capacity the holder then writes, and a draft of what kind."""
    before, due, last = facts.capacity, facts.kind_due, facts.last("issue_advice")
    made: dict[Writes, tuple[Capacity | None, Kind | None]] = {
        Writes.NOTHING: (None, None),
        Writes.AS_BEFORE: (before, facts.kind),
        Writes.LEAD: (Capacity.LEAD_PROFESSIONAL, due),
        Writes.FRONT_DOOR: (Capacity.FRONT_DOOR, due),
        Writes.ASSESSING: (Capacity.ASSESSING_TEAM, None),
        Writes.ASSESSES: (before, None),
        Writes.INTERIM: (before, Kind.INTERIM),
        Writes.IN_FULL: (before, due),
        Writes.AMENDMENT: (before, Kind.AMENDED),
        Writes.RESTORED: (before, last.kind if last else None),
    }
    return made[writes]
