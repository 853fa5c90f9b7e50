"""Take a step: find the request, decide, and record it, all in the one unit of work of the caller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import set_committed_value

from config.clock import day_of
from models import assessment, authority, colleagues, lookups, person, queries
from models.advice import ADD_VERSION
from models.base import new_id
from models.papers import heading_of
from models.record import record
from models.request import NEVER_DUE, Request
from models.review import Review
from workflow.aftermath import contact_stops
from workflow.asking.answering import Given
from workflow.casework import drafting
from workflow.casework.work import Seen, Work, found, is_seen
from workflow.errors import Stale, VersionMissing
from workflow.facts import Facts, Person
from workflow.history import ISSUES
from workflow.machine import Decision, decide, known_action
from workflow.papers.heading import sources

NOBODY = Person()
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: the request and the facts as they now are; whether control characters were replaced."""

    request: Request
    facts: Facts
    tidied: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was made: its reference, its id, and the step that made it."""

    reference: str
    id: UUID
    decision: Decision


def request_advice(work: Work, given: Given, review: Review | None = None) -> Taken:
    """Ask social care for advice, and read the request that was made."""
    asked = ask(work, given, review)
    made = found(work.session, work.signed, asked.reference)
    return Taken(made, made.as_facts(work.signed.authority, [asked.decision.event]), asked.decision.tidied)


def ask(work: Work, given: Given, review: Review | None = None) -> Asked:
    """Ask social care for advice: a new request, and the person, found or new."""
    same, decision = considered(work, given, review, locked=True)
    told, on = decision.event.value("person"), day_of(work.at)
    if same:
        person.put_right(work.session, same, told, on)
    person_id = same.id if same else person.add(work.session, work.signed.authority_id, told, on)
    new = _new_columns(work, decision, person_id)
    record(work.session, work.keys, None, decision, new)
    return Asked(new["reference"], new["id"], decision)


def considered(
    work: Work, given: Given, review: Review | None = None, locked: bool = False
) -> tuple[person.Person | None, Decision]:
    """What asking comes to, and the person where they are known; nothing is changed by it. Raises NeverYours, Unmet.

    A request that a review's screening raises is of the review's person, and of the team that has the review.
    `locked`: it will be asked, so nobody else changes what is known of the person meanwhile.
    """
    signed = work.signed
    known_action("request_advice", signed.caller)
    if review:
        same, team = lookups.person_of(work.session, signed, review, locked), review.requesting_team
    else:
        team = None
        same, wrong = lookups.known_person(work.session, signed, given.answers.get("person"), locked)
        given = replace(given, faults={**given.faults, **wrong})
    known = same.as_facts() if same else NOBODY
    facts = Facts(authority=signed.authority, person=known, requesting_team=team)
    facts = replace(facts, found=lookups.look_up(work.session, signed, None, facts, "request_advice", given.answers))
    return same, decide(facts, signed.caller, "request_advice", given, work.at)


def _new_columns(work: Work, decision: Decision, person_id: UUID) -> dict[str, Any]:
    event, facts = decision.event, decision.facts
    chosen = (event.value("front_door") or {}).get("service")
    return {
        "authority_id": work.signed.authority_id,
        "id": new_id(),
        "reference": authority.next_reference(work.session, work.signed.authority_id, work.at.year),
        "person_id": person_id,
        "reason": event.value("reason"),
        "service": chosen or facts.service_at(event.day("received_on") or event.on),
        "requesting_team": event.team,
        "requester_id": event.actor,
        "received_on": event.day("received_on"),
        "identified_on": None,
        "due_on": None,
        "sorts_on": decision.columns.get("due_on") or NEVER_DUE,
        "meeting_on": event.day("review_meeting_on"),
        "raised_at_meeting": bool(event.value("raised_at_meeting")),
        "order_due_on": event.day("order_due_on"),
        "receipt_day_counts": facts.authority.receipt_day_counts,
    }


def take(
    work: Work, reference: str, action: str, given: Given, seen: Seen, beside: Mapping[str, Any] = NOTHING
) -> Taken:
    """Take a step on a request. `seen` is what the caller looked at; `beside`, what is known of the step
    beside its answers (a file that comes with it).

    Raises, first that applies: NotThere, NeverYours, VersionMissing, Stale, NotFromHere, NotYours, Unmet.
    """
    request = found(work.session, work.signed, reference, locked=True)
    known_action(action, work.signed.caller)
    if seen is None:
        raise VersionMissing
    if not is_seen(seen, request.version):
        raise Stale
    facts = request.as_facts(work.signed.authority, queries.past(work.session, request.key))
    if action == "submit_for_review":
        drafting.is_current(request, given.answers)
    looked_up = lookups.look_up(work.session, work.signed, request, facts, action, given.answers)
    decision = decide(replace(facts, found={**looked_up, **beside}), work.signed.caller, action, given, work.at)
    record(work.session, work.keys, request, decision, _beside(request, decision))
    _follow(work, request, decision)
    _name_people(work, request, decision)
    now = request.as_facts(work.signed.authority, (*facts.history, decision.event))
    return Taken(request, now, decision.tidied)


def _beside(request: Request, decision: Decision) -> dict[str, Any]:
    """Columns that follow from a step without being part of its event."""
    due = decision.columns.get("due_on")
    columns: dict[str, Any] = {"sorts_on": due} if due else {}
    if decision.event.action == "abandon_amendment" and request.draft:
        columns["draft_version"] = request.draft_version + 1
    return columns


def _name_people(work: Work, request: Request, decision: Decision) -> None:
    """Who has the request in hand now and who is to check it, by name; nobody just looked up is asked for again."""
    looked_up = [one for one in decision.facts.found.values() if isinstance(one, dict)]
    for who, key in (("member", request.member_id), ("reviewer", request.reviewer_id)):
        known = getattr(request, who)
        if key is None:
            set_committed_value(request, who, None)
        elif known is None or known.id != key:
            named = next((one for one in looked_up if one.get("id") == key), None)
            set_committed_value(request, who, colleagues.user(work.session, work.signed, key, named))


def _follow(work: Work, request: Request, decision: Decision) -> None:
    """The other rows that a step writes."""
    event, facts = decision.event, decision.facts
    assessment.keep(work.session, request.key, facts, event)
    said = event.value("person")
    stops = contact_stops(facts, event)
    if stops is not None:
        said = {"contact_stopped": stops}
    if said:
        person.put_right(work.session, request.person, said, event.on)
    if event.action in ISSUES:
        _issue(work, request, decision)
    elif event.action == "submit_for_review":
        drafting.keep_as_sent(work, request, event.seq)
    elif event.action == "abandon_amendment" and request.draft:
        issued = queries.versions(work.session, request.key)
        drafting.save(work, request, issued[-1].content, issued[-1].version + 1, None)


def _issue(work: Work, request: Request, decision: Decision) -> None:
    """Keep the advice as issued: its content, its sources, who wrote it and who checked it."""
    event, facts = decision.event, decision.facts
    submitted = facts.last("submit_for_review")
    if submitted is None or request.draft is None:
        raise RuntimeError("Advice is issued from a review.")
    earlier = [past for past in facts.history if past.action in ISSUES]
    row = {
        "authority_id": request.authority_id,
        "request_id": request.id,
        "version": len(earlier) + 1,
        "seq": event.seq,
        "kind": facts.kind.value if facts.kind else None,
        "amends": len(earlier) if earlier else None,
        "content": request.draft.content,
        "sources": sources(facts),
        "author_id": submitted.actor,
        "author_team": submitted.held_by,
        "reviewer_id": event.actor,
        "issued_on": event.on,
        "heading": heading_of(work.session, request, facts, event.on, submitted, event.actor),
    }
    work.session.execute(ADD_VERSION, [row])
