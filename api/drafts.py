"""The shared working draft: read it with what belongs beside it, save it, and check it as it is written."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint

from api.contract import Call, Reply, operation
from api.representation import TIDIED, etag
from api.versions import seen_versions
from config.clock import day_of
from workflow.advice import sections_open
from workflow.casework.desk import beside, opened, written
from workflow.casework.drafting import changed_since, signposted, write_draft
from workflow.errors import Unmet
from workflow.facts import Facts
from workflow.rules.issue import found as found_in
from workflow.text import tidied
from workflow.writing.carrying import beginning
from workflow.writing.checks import Finding
from workflow.writing.reading import levels

drafts = Blueprint("drafts", __name__)


@operation(drafts, "GET", "/requests/<reference>/draft", answers={200: "Draft"}, headers=("ETag",))
def read_draft(call: Call, reference: str) -> Reply:
    """The shared working draft, what was found in it, and what the record says beside each section"""
    row, facts = opened(call.work, reference)
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
        "alongside": beside(call.work, facts),
        "beginning": beginning(facts) if not row.draft_version else None,
        "changed_since": asdict(since) if since else None,
    }
    return Reply(body, headers={"ETag": etag(row.draft_version)})


def _checks(facts: Facts, call: Call) -> tuple[Finding, ...]:
    return found_in(facts, day_of(call.work.at))


def _reading(facts: Facts) -> dict[str, Any]:
    """How hard the text is to read, as a whole and passage by passage."""
    whole, each = levels(facts.draft.content)
    return {"whole": asdict(whole) if whole else None, "passages": {place: asdict(one) for place, one in each.items()}}


@operation(
    drafts,
    "PUT",
    "/requests/<reference>/draft",
    sends="Advice",
    answers={200: "Draft"},
    versioned=True,
    headers=("ETag",),
)
def save_draft(call: Call, reference: str) -> Reply:
    """Save the shared working draft; one that somebody else has saved since is answered with both texts compared"""
    facts = write_draft(call.work, reference, written(call.body), seen_versions())
    version = facts.draft.version
    content = facts.draft.content
    found_here = {"checks": _checks(facts, call), "reading": _reading(facts)}
    body = {"reference": reference, "version": version, "content": content, **found_here}
    notices = {"notices": [TIDIED]} if tidied(call.body) else {}
    return Reply({**body, **notices}, headers={"ETag": etag(version)})


@operation(drafts, "POST", "/requests/<reference>/draft/checks", sends="Advice", answers={200: "Checked"})
def check_draft(call: Call, reference: str) -> Reply:
    """Check a text as it is being written, without saving it"""
    row, facts = opened(call.work, reference)
    given = written(call.body)
    if given.faults:
        raise Unmet(given.faults)
    read = facts.with_draft(row.draft_version, signposted(call.work, row, given.answers))
    return Reply({"reference": row.reference, "checks": _checks(read, call)})
