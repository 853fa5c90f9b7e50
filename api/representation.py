"""How does a request read in JSON? One place for one request, a row of a list, and an event of its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from api import people
from api.standing import beside
from models.access import SignedIn
from models.request import Request
from workflow.asking.asked import answer, as_asked
from workflow.asking.questions import QuestionSet
from workflow.clocks.planning import planning
from workflow.clocks.standing import clocks, status
from workflow.delay import delay_told
from workflow.facts import Facts
from workflow.hands import hops, spells
from workflow.history import ISSUES, Event
from workflow.machine import Offer

TIDIED = "Control characters in the text, such as a word processor leaves behind, were replaced by spaces."
SAID_ONCE = ("note", "chased_referral", "attached_document")  # true of one step only: never carried forward to the next
ROOT = "/api/v1"
DELAY = ("delay_reason", "delay_explained", "new_expected_on")
LISTED_OF_CLOCK = ("name", "title", "due_on", "act_by", "status")
PLANS, REFERRED = "expected_completion_on", "section_17_referred"


def etag(version: int) -> str:
    """The strong tag of a version of a request."""
    return f'"{version}"'


def path(reference: str, *more: str) -> str:
    """Where a request, or a part of it, is found."""
    return "/".join((f"{ROOT}/requests", reference, *more))


def request(signed: SignedIn, row: Request, facts: Facts, on: date) -> dict[str, Any]:
    """A request as its holders see it."""
    asked = facts.history[0]
    return {
        "reference": row.reference,
        "version": row.version,
        "reason": row.reason,
        "state": row.state,
        "service": row.service,
        "received_on": row.received_on,
        "held_by": held_by(signed, row),
        "offered_to": row.offered_team if row.state == "offered" else None,
        "came_back": row.came_back,
        "contributors": sorted(facts.contributors),
        "requested_by": {"team": row.requesting_team, **(asked.value("requested_by") or {})},
        "restricted": row.restricted,
        "kind": row.kind,
        "closure_reason": row.closure_reason if row.state == "closed" else None,
        "person": people.person(row.person, facts, on),
        "rights": people.held(facts, on),
        "involvement": facts.value("involvement"),
        "provision_in_place": facts.value("provision_in_place") or [],
        "clocks": clocks(row.dates(signed.authority), on),
        "delay": delay(facts),
        **hands(signed, facts, on),
        "advice": current_advice(facts),
        **beside(row, facts),
        "links": {
            "self": path(row.reference),
            **{part: path(row.reference, part) for part in ("actions", "history", "draft", "advice", "documents")},
        },
    }


def held_by(signed: SignedIn, row: Request) -> dict[str, Any] | None:
    """Who holds it: the team's code, and by e-mail address who has it in hand and who is to check it, if anybody."""
    if row.team is None:
        return None
    team = signed.authority.team(row.team)
    return {
        "team": row.team,
        "team_name": team.name if team else row.team,
        "member": row.member.email if row.member else None,
        "member_name": row.member.name if row.member else None,
        "reviewer": row.reviewer.email if row.reviewer else None,
        "reviewer_name": row.reviewer.name if row.reviewer else None,
    }


def delay(facts: Facts) -> dict[str, Any] | None:
    """What SEND was last told of a delay: why, and until when; None once advice is issued, or if nothing was said."""
    told = delay_told(facts)
    if told is None:
        return None
    return {"reported_on": told.on, **{code: told.value(code) for code in DELAY}}


def hands(signed: SignedIn, facts: Facts, on: date) -> dict[str, Any]:
    """In whose hands it was, for how many days, and how often it changed hands."""
    made = spells(facts.history, on)
    names = {one.team: team.name if (team := signed.authority.team(one.team)) else one.team for one in made}
    return {"hands": [{**asdict(one), "team_name": names[one.team]} for one in made], "hops": hops(made)}


def current_advice(facts: Facts) -> dict[str, Any] | None:
    """The advice that stands now: which version, of what kind, issued when."""
    issued = [event for event in facts.history if event.action in ISSUES]
    if not issued:
        return None
    kind = issued[-1].kind or "interim"
    return {"version": len(issued), "kind": kind, "issued_on": issued[-1].on}


def listed(signed: SignedIn, row: Any, on: date) -> dict[str, Any]:
    """A request as a row of a list."""
    one, given, family, born = row
    dates = one.dates(signed.authority)
    return {
        "reference": one.reference,
        "reason": one.reason,
        "state": one.state,
        "service": one.service,
        "held_by": held_by(signed, one),
        "offered_to": one.offered_team if one.state == "offered" else None,
        "came_back": one.came_back,
        "restricted": one.restricted,
        "person": {"given_name": given, "family_name": family, "date_of_birth": born},
        "received_on": one.received_on,
        "due_on": one.due_on,
        "status": status(dates, on),
        "clocks": [
            {code: getattr(clock, code) for code in LISTED_OF_CLOCK}
            for clock in clocks(dates, on)
            if clock.met_on is None and clock.status != "cancelled"
        ],
        "links": {"self": path(one.reference)},
    }


def offer(reference: str, one: Offer, facts: Facts, on: date) -> dict[str, Any]:
    """A step that may be taken: its questions, what was answered before, and what is missing first.

    One that plans an assessment comes with both dates: the advice's, and that of an assessment referred today.
    """
    plans = PLANS in one.asked.by_code
    return {
        **({"dates": planning(facts, facts.marks.get(REFERRED, on))} if plans else {}),
        "action": one.action,
        "title": one.asked.title,
        "question_set": question_set(one.asked),
        "answered_before": {
            code: answer(facts.answers[code])
            for code in one.asked.by_code
            if code in facts.answers and code not in SAID_ONCE
        },
        "unmet": one.needs,
        "links": {"take": path(reference, "actions", one.action)},
    }


def question_set(asked: QuestionSet) -> dict[str, Any]:
    """A question set with where it can always be found again."""
    return {**asked.content, "hash": asked.hash, "links": {"self": f"{ROOT}/question-sets/{asked.code}/{asked.hash}"}}


def event(one: Event, asked: QuestionSet, people: Mapping[UUID, str]) -> dict[str, Any]:
    """An event of the history: the answers with the questions as they were asked."""
    return {
        "seq": one.seq,
        "action": one.action,
        "from": one.source,
        "to": one.target,
        "at": one.at,
        "actor": people.get(one.actor),
        "team": one.team,
        "held_by": {"team": one.held_by, "member": people.get(one.member) if one.member else None},
        "kind": one.kind,
        "question_set": {"code": asked.code, "hash": asked.hash},
        "answers": [as_asked(asked.by_code[code], one.answers[code]) for code in asked.by_code if code in one.answers],
    }
