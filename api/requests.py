"""Requests: ask for advice, read one, list them, its history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint

from api import paging, representation
from api.contract import Call, Reply, operation
from api.representation import TIDIED, etag
from api.schemas import HISTORY, LIST
from config.clock import day_of
from models import authority, colleagues, queries
from models.request import Request
from models.work_list import Wanted, listed
from workflow.asking.answering import Given
from workflow.casework.taking import Taken, request_advice
from workflow.casework.work import found

requests = Blueprint("requests", __name__)
LISTED = "requests"
NOTE = "note"
TWICE = "Give this once: in `answers`, or beside them."


@operation(requests, "POST", "/requests", sends="NewRequest", answers={201: "Request"}, headers=("ETag", "Location"))
def ask(call: Call) -> Reply:
    """Ask social care for advice"""
    taken = request_advice(call.work, given_in(call.body))
    reply = taken_reply(call, taken)
    return Reply(reply.body, 201, {**reply.headers, "Location": representation.path(taken.request.reference)})


def given_in(body: Mapping[str, Any]) -> Given:
    """The answers of a body that has some by their codes, and some under `answers`: none of them twice.

    But for the note, which may stand in both places: both texts are kept.
    """
    answers = {} if body.get("answers") is None else body["answers"]
    beside = {code: one for code, one in body.items() if code != "answers"}
    if not isinstance(answers, dict):
        return Given(beside, {"answers": ["Give an object of answers by the codes of their questions."]})
    notes = [one.get(NOTE) for one in (answers, beside)]
    if all(isinstance(note, str) for note in notes):
        answers, beside = {**answers, NOTE: None}, {**beside, NOTE: "\n\n".join(dict.fromkeys(filter(None, notes)))}
    said = {code: one for code, one in beside.items() if one is not None}
    return Given({**beside, **answers, **said}, {code: [TWICE] for code in said if answers.get(code) is not None})


def taken_reply(call: Call, taken: Taken) -> Reply:
    """A request as it is once a step was taken."""
    body = representation.request(call.signed, taken.request, taken.facts, day_of(call.work.at))
    if taken.tidied:
        body["notices"] = [TIDIED]
    return Reply(body, headers={"ETag": etag(taken.request.version)})


@operation(requests, "GET", "/requests/<reference>", answers={200: "Request"}, headers=("ETag",))
def read(call: Call, reference: str) -> Reply:
    """One request"""
    row = found(call.session, call.signed, reference)
    facts = row.as_facts(call.signed.authority, queries.past(call.session, row.key))
    body = representation.request(call.signed, row, facts, day_of(call.work.at))
    return Reply(body, headers={"ETag": etag(row.version)})


@operation(requests, "GET", "/requests", query=LIST, answers={200: "RequestList"}, headers=("Link",))
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


@operation(requests, "GET", "/requests/<reference>/history", query=HISTORY, answers={200: "History"}, headers=("Link",))
def history(call: Call, reference: str) -> Reply:
    """Everything that has happened: who was asked what, and what they said"""
    row = found(call.session, call.signed, reference)
    after, per_page = call.query["after"], call.query["per_page"]
    told = [event for event in queries.past(call.session, row.key) if event.seq > after]
    page = told[:per_page]
    sets = authority.asked_sets(call.session, row.authority_id, {event.question_set for event in page})
    people = colleagues.names(call.session, row.authority_id, {key for e in page for key in (e.actor, e.member)})
    events = [representation.event(event, sets[event.question_set], people) for event in page]
    headers = paging.next_page(after=page[-1].seq) if len(told) > per_page else {}
    return Reply({"reference": row.reference, "events": events}, headers=headers)
