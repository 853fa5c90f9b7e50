"""The shared working draft: read it with what belongs beside it, save it, and check it as it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import Blueprint
from marshmallow import ValidationError

from api import representation
from api.contract import Call, Reply, operation
from api.representation import TIDIED, etag
from api.versions import seen_version
from config.clock import day_of
from models import authority, queries
from models.request import Request
from workflow.advice import ADVICE, sections_open
from workflow.answering import Given, flat
from workflow.carrying import alongside, beginning
from workflow.drafting import changed_since, write_draft
from workflow.errors import NeverYours, Unmet
from workflow.facts import Facts
from workflow.reading import levels
from workflow.roles import SOCIAL_CARE
from workflow.rules.issue import found as found_in
from workflow.text import tidied
from workflow.work import found

drafts = Blueprint("drafts", __name__)


@operation(drafts, "GET", "/requests/<reference>/draft", answers={200: "Draft"})
def read_draft(call: Call, reference: str) -> Reply:
    """The shared working draft, what was found in it, and what the record says beside each section"""
    row, facts = _open(call, reference)
    on, since = day_of(call.work.at), changed_since(call.work, row, facts)
    body = {
        "reference": row.reference,
        "version": row.draft_version,
        "kind": row.kind,
        "content": facts.draft.content,
        "saved_at": row.draft.saved_at if row.draft else None,
        "sections_open": sections_open(facts.person.age(on)),
        "checks": _checks(facts, call),
        "reading": _reading(facts),
        "alongside": _alongside(call, facts),
        "beginning": beginning(facts) if not row.draft_version else None,
        "changed_since": asdict(since) if since else None,
    }
    return Reply(body, headers={"ETag": etag(row.draft_version)})


def _open(call: Call, reference: str) -> tuple[Request, Facts]:
    """A draft is for those who write and check it; SEND reads the advice once it is issued."""
    row = found(call.session, call.signed, reference)
    if not call.signed.caller.roles & (SOCIAL_CARE | queries.CHECKERS):
        raise NeverYours("A working draft is for those who write and check it. Issued advice is yours to read.")
    return row, row.as_facts(call.signed.authority, queries.past(call.session, row.key))


def _checks(facts: Facts, call: Call) -> list[dict[str, Any]]:
    return [asdict(one) for one in found_in(facts, day_of(call.work.at))]


def _reading(facts: Facts) -> dict[str, Any]:
    """How hard the text is to read, as a whole and passage by passage."""
    whole, each = levels(facts.draft.content)
    return {"whole": asdict(whole) if whole else None, "passages": {place: asdict(one) for place, one in each.items()}}


def _alongside(call: Call, facts: Facts) -> dict[str, list[dict[str, Any]]]:
    """Section by section, what the record says for it: the question as it was asked, and who answered when."""
    told = list(alongside(facts))
    owner = call.signed.authority_id
    sets = authority.asked_sets(call.session, owner, {one.event.question_set for one in told})
    people = queries.names(call.session, owner, {one.event.actor for one in told})
    made: dict[str, list[dict[str, Any]]] = {}
    for one in told:
        question = sets[one.event.question_set].by_code[one.answer.code]
        said = representation.as_asked(question, one.answer)
        recorded = {"event": one.event.seq, "recorded_on": one.event.on, "recorded_by": people.get(one.event.actor)}
        made.setdefault(one.section, []).append({**recorded, **said})
    return made


@operation(drafts, "PUT", "/requests/<reference>/draft", sends="Advice", answers={200: "Draft"}, versioned=True)
def save_draft(call: Call, reference: str) -> Reply:
    """Save the shared working draft; one that somebody else has saved since is answered with both texts compared"""
    facts = write_draft(call.work, reference, _content(call.body), seen_version())
    version = facts.draft.version
    content = facts.draft.content
    found_here = {"checks": _checks(facts, call), "reading": _reading(facts)}
    body = {"reference": reference, "version": version, "content": content, **found_here}
    notices = {"notices": [TIDIED]} if tidied(call.body) else {}
    return Reply({**body, **notices}, headers={"ETag": etag(version)})


@operation(drafts, "POST", "/requests/<reference>/draft/checks", sends="Advice", answers={200: "Checked"})
def check_draft(call: Call, reference: str) -> Reply:
    """Check a text as it is being written, without saving it"""
    row, facts = _open(call, reference)
    given = _content(call.body)
    if given.faults:
        raise Unmet(given.faults)
    read = facts.with_draft(row.draft_version, given.answers)
    return Reply({"reference": row.reference, "checks": _checks(read, call)})


def _content(body: Mapping[str, Any]) -> Given:
    """The content of a draft as it was sent, with every fault at its place."""
    errors: dict[str, list[str]] = {}
    content: Any = {}
    try:
        content = ADVICE.load(body)
    except ValidationError as wrong:
        content = wrong.valid_data
        for place, message in flat(wrong.messages, ""):
            errors.setdefault(place.lstrip("."), []).append(message)
    return Given(content, errors)
