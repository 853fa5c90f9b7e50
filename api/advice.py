"""Issued advice: every version, what it changed of another, and who received it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint

from api.contract import Call, Reply, operation
from api.schemas import COMPARED
from models import colleagues, queries
from workflow.casework.work import found
from workflow.errors import NotThere
from workflow.receipts import receipts
from workflow.writing.comparison import changes

advice = Blueprint("advice", __name__)


@operation(advice, "GET", "/requests/<reference>/advice", answers={200: "AdviceList"})
def issued_advice(call: Call, reference: str) -> Reply:
    """Every version of the advice that was issued, the current one last"""
    return Reply({"reference": reference, "versions": _versions(call, reference)})


@operation(advice, "GET", "/requests/<reference>/advice/<int:version>", query=COMPARED, answers={200: "AdviceVersion"})
def one_advice(call: Call, reference: str, version: int) -> Reply:
    """One version of the advice, as it was issued, and what it changed of the one before, or of any other"""
    issued = {one["version"]: one for one in _versions(call, reference)}
    other = call.query.get("compared_with")
    if version not in issued or other not in {None, *issued}:
        raise NotThere("There is no such version of the advice.")
    one = issued[version]
    if other:
        one |= {"changes": [asdict(change) for change in changes(issued[other]["content"], one["content"])]}
    return Reply(one)


def _versions(call: Call, reference: str) -> list[dict[str, Any]]:
    row = found(call.session, call.signed, reference)
    issued, told = queries.versions(call.session, row.key), queries.past(call.session, row.key)
    wanted = {key for one in issued for key in (one.author_id, one.reviewer_id)}
    people = colleagues.names(call.session, call.signed.authority_id, wanted)
    before = [one.content for one in issued[:1]] + [one.content for one in issued]
    return [
        {
            "version": one.version,
            "kind": one.kind,
            "amends": one.amends,
            "issued_on": one.issued_on,
            "author": people.get(one.author_id),
            "heading": one.heading,
            "author_team": one.author_team,
            "reviewer": people.get(one.reviewer_id),
            "content": one.content,
            "sources": one.sources,
            "received_by": [asdict(receipt) for receipt in receipts(told, one.version)],
            "changes": [asdict(change) for change in changes(was, one.content)],
        }
        for was, one in zip(before, issued, strict=False)
    ]
