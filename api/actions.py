"""Actions: what may be done to a request now, and doing it."""

from __future__ import annotations

from flask import Blueprint

from api import representation, standing
from api.contract import Call, Reply, operation
from api.requests import given_answers, taken_reply
from api.versions import seen_version
from config.clock import day_of
from models import queries
from workflow.answering import Given
from workflow.casework import take
from workflow.machine import available
from workflow.work import found

actions = Blueprint("actions", __name__)
PARTS = {"answers", "note"}


@operation(actions, "GET", "/requests/<reference>/actions", answers={200: "ActionList"})
def offered(call: Call, reference: str) -> Reply:
    """What you may do now, and what is missing first"""
    row = found(call.session, call.signed, reference)
    facts = row.as_facts(call.signed.authority, queries.past(call.session, row.key))
    on = day_of(call.work.at)
    may = [
        {**representation.offer(reference, one, facts, on), "notices": standing.notices(row, one.action)}
        for one in available(facts, call.signed.caller, on)
    ]
    stopped = standing.contact_stopped(row)
    body = {"reference": reference, "state": row.state, "contact_stopped": stopped, "actions": may}
    return Reply(body, headers={"ETag": representation.etag(row.version)})


@operation(
    actions,
    "POST",
    "/requests/<reference>/actions/<action>",
    sends="Step",
    answers={200: "Request"},
    versioned=True,
)
def act(call: Call, reference: str, action: str) -> Reply:
    """Take a step"""
    given = given_answers(call.body.get("answers"))
    unknown = {part: ["There is no such part of a step."] for part in call.body.keys() - PARTS}
    note = {"note": call.body["note"]} if call.body.get("note") is not None else {}
    step = Given({**given.answers, **note}, {**given.faults, **unknown})
    taken = take(call.work, reference, action, step, seen_version())
    return taken_reply(call, taken)
