"""Actions: what may be done to a request now, and doing it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from api import representation, standing
from api.contract import Call, Reply, operation
from api.requests import given_in, taken_reply
from api.versions import seen_versions
from config.clock import day_of
from models import queries
from workflow.asking.answering import Given
from workflow.casework.siblings import CONTACT, MOST, AlsoFor, take_for_each
from workflow.casework.work import found
from workflow.machine import available

actions = Blueprint("actions", __name__)
ANSWERED = ("answers", "note")
PARTS = {*ANSWERED, "also_for"}
LONGEST_REFERENCE = 20


@operation(actions, "GET", "/requests/<reference>/actions", answers={200: "ActionList"}, headers=("ETag",))
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
    headers=("ETag",),
)
def act(call: Call, reference: str, action: str) -> Reply:
    """Take a step"""
    given = given_in({part: call.body[part] for part in ANSWERED if part in call.body})
    unknown = {part: ["There is no such part of a step."] for part in call.body.keys() - PARTS}
    also, wrong = _also_for(call.body.get("also_for"), reference, action)
    step = Given(given.answers, {**given.faults, **unknown, **wrong})
    taken = take_for_each(call.work, reference, action, step, seen_versions(), also)
    return taken_reply(call, taken)


def _also_for(sent: Any, reference: str, action: str) -> tuple[list[AlsoFor], dict[str, list[str]]]:
    """The other requests that a contact was about too, or what is wrong with them: then none is looked for."""
    if sent is None:
        return [], {}
    if action != CONTACT:
        return [], {"also_for": [f"Only {CONTACT} can be for several requests."]}
    if not isinstance(sent, list) or not 0 < len(sent) <= MOST or not all(map(_is_one, sent)):
        return [], {"also_for": [f"Give 1 to {MOST} requests, each with its reference and an object of answers."]}
    named = [one["reference"] for one in sent]
    if len({reference, *named}) <= len(named):
        return [], {"also_for": ["Name each request once."]}
    return [AlsoFor(one["reference"], Given(one.get("answers") or {})) for one in sent], {}


def _is_one(sent: Any) -> bool:
    if not isinstance(sent, dict) or sent.keys() - {"reference", "answers"}:
        return False
    named = sent.get("reference")
    plain = isinstance(named, str) and 0 < len(named) <= LONGEST_REFERENCE and "\x00" not in named
    return plain and isinstance(sent.get("answers"), dict | None)
