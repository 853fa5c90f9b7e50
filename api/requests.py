"""Requests: ask for advice, read one, list them, its history, its draft, its issued advice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint
from marshmallow import ValidationError

from api import paging, representation
from api.contract import Call, Reply, operation
from api.representation import etag
from api.schemas import HISTORY, LIST
from api.versions import seen_version
from config.clock import day_of
from models import authority, queries
from models.advice import AdviceVersion
from models.request import Request
from models.work_list import Wanted, listed
from workflow.advice import ADVICE, sections_open
from workflow.answering import Given, flat
from workflow.casework import Taken, request_advice
from workflow.comparison import changes
from workflow.drafting import write_draft
from workflow.errors import NeverYours, NotThere
from workflow.roles import SOCIAL_CARE
from workflow.text import tidied
from workflow.work import found

requests = Blueprint("requests", __name__)
LISTED = "requests"
TIDIED = "Control characters in the text, such as a word processor leaves behind, were replaced by spaces."


@operation(requests, "POST", "/requests", sends="NewRequest", answers={201: "Request"})
def ask(call: Call) -> Reply:
    """Ask social care for advice"""
    body = dict(call.body)
    given = given_answers(body.pop("answers", None))
    taken = request_advice(call.work, Given({**given.answers, **body}, given.faults))
    reply = taken_reply(call, taken)
    return Reply(reply.body, 201, {**reply.headers, "Location": representation.path(taken.request.reference)})


def given_answers(answers: Any) -> Given:
    """The answers of a body: an object by code, or nothing."""
    if isinstance(answers, dict | None):
        return Given(answers or {})
    return Given({}, {"answers": ["Give an object of answers by the codes of their questions."]})


def taken_reply(call: Call, taken: Taken) -> Reply:
    """A request as it is once a step was taken."""
    body = representation.request(call.signed, taken.request, taken.facts, day_of(call.work.at))
    if taken.tidied:
        body["notices"] = [TIDIED]
    return Reply(body, headers={"ETag": etag(taken.request.version)})


@operation(requests, "GET", "/requests/<reference>", answers={200: "Request"})
def read(call: Call, reference: str) -> Reply:
    """One request"""
    row = found(call.session, call.signed, reference)
    facts = row.as_facts(call.signed.authority, queries.past(call.session, row.key))
    body = representation.request(call.signed, row, facts, day_of(call.work.at))
    return Reply(body, headers={"ETag": etag(row.version)})


@operation(requests, "GET", "/requests", query=LIST, answers={200: "RequestList"})
def work_list(call: Call) -> Reply:
    """The requests that you may see, by due date"""
    asked = call.query
    wanted = Wanted(
        states=asked.get("state", ()),
        team=asked.get("team"),
        mine=asked.get("mine", False),
        due_before=date.fromisoformat(asked["due_before"]) if "due_before" in asked else None,
        reason=asked.get("reason"),
        q=asked.get("q"),
        after=paging.place(LISTED, asked["cursor"], date.fromisoformat, UUID) if "cursor" in asked else None,
        per_page=asked["per_page"],
    )
    rows = listed(call.session, call.signed, wanted)
    page, headers = rows[: wanted.per_page], {}
    if len(rows) > wanted.per_page:
        last: Request = page[-1][0]
        headers = paging.next_page(cursor=paging.cursor(LISTED, last.sorts_on, last.id))
    on = day_of(call.work.at)
    return Reply({"requests": [representation.listed(call.signed, row, on) for row in page]}, headers=headers)


@operation(requests, "GET", "/requests/<reference>/history", query=HISTORY, answers={200: "History"})
def history(call: Call, reference: str) -> Reply:
    """Everything that has happened: who was asked what, and what they said"""
    row = found(call.session, call.signed, reference)
    after, per_page = call.query["after"], call.query["per_page"]
    told = [event for event in queries.past(call.session, row.key) if event.seq > after]
    page = told[:per_page]
    sets = authority.asked_sets(call.session, row.authority_id, {event.question_set for event in page})
    people = queries.names(call.session, row.authority_id, {key for e in page for key in (e.actor, e.member)})
    events = [representation.event(event, sets[event.question_set], people) for event in page]
    headers = paging.next_page(after=page[-1].seq) if len(told) > per_page else {}
    return Reply({"reference": row.reference, "events": events}, headers=headers)


@operation(requests, "GET", "/requests/<reference>/draft", answers={200: "Draft"})
def read_draft(call: Call, reference: str) -> Reply:
    """The shared working draft"""
    row = found(call.session, call.signed, reference)
    writes_or_checks(call)
    content = row.draft.content if row.draft else {}
    sections = sections_open(row.person.as_facts().age(day_of(call.work.at)))
    body = {"reference": row.reference, "version": row.draft_version, "kind": row.kind, "content": content}
    return Reply({**body, "sections_open": sections}, headers={"ETag": etag(row.draft_version)})


def writes_or_checks(call: Call) -> None:
    """A draft is for those who write and check it; SEND reads the advice once it is issued."""
    if not call.signed.caller.roles & (SOCIAL_CARE | queries.CHECKERS):
        raise NeverYours("A working draft is for those who write and check it. Issued advice is yours to read.")


@operation(requests, "PUT", "/requests/<reference>/draft", sends="Advice", answers={200: "Draft"}, versioned=True)
def save_draft(call: Call, reference: str) -> Reply:
    """Save the shared working draft"""
    errors: dict[str, list[str]] = {}
    content: Any = {}
    try:
        content = ADVICE.load(call.body)
    except ValidationError as wrong:
        for place, message in flat(wrong.messages, ""):
            errors.setdefault(place.lstrip("."), []).append(message)
    version = write_draft(call.work, reference, Given(content, errors), seen_version())
    body = {"reference": reference, "version": version, "content": content}
    notices = {"notices": [TIDIED]} if tidied(call.body) else {}
    return Reply({**body, **notices}, headers={"ETag": etag(version)})


@operation(requests, "GET", "/requests/<reference>/advice", answers={200: "AdviceList"})
def issued_advice(call: Call, reference: str) -> Reply:
    """Every version of the advice that was issued, the current one last"""
    row = found(call.session, call.signed, reference)
    issued = queries.versions(call.session, row.key)
    return Reply({"reference": row.reference, "versions": _versions(call, issued)})


@operation(requests, "GET", "/requests/<reference>/advice/<int:version>", answers={200: "AdviceVersion"})
def one_advice(call: Call, reference: str, version: int) -> Reply:
    """One version of the advice, as it was issued, and what it changed of the one before"""
    row = found(call.session, call.signed, reference)
    issued = {one["version"]: one for one in _versions(call, queries.versions(call.session, row.key))}
    if version not in issued:
        raise NotThere("There is no such version of the advice.")
    return Reply(issued[version])


def _versions(call: Call, issued: Sequence[AdviceVersion]) -> list[dict[str, Any]]:
    wanted = {key for one in issued for key in (one.author_id, one.reviewer_id)}
    people = queries.names(call.session, call.signed.authority_id, wanted)
    before = [one.content for one in issued[:1]] + [one.content for one in issued]
    return [
        {
            "version": one.version,
            "kind": one.kind,
            "amends": one.amends,
            "issued_on": one.issued_on,
            "author": people.get(one.author_id),
            "author_team": one.author_team,
            "reviewer": people.get(one.reviewer_id),
            "content": one.content,
            "sources": one.sources,
            "changes": [asdict(change) for change in changes(was, one.content)],
        }
        for was, one in zip(before, issued, strict=False)
    ]
