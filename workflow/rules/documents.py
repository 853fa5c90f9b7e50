"""May this document be attached, and is the existing advice among those that are?"""

from __future__ import annotations

from datetime import date

from workflow.documents import ATTACHED, MOST, documents
from workflow.existing_advice import existing_advice
from workflow.facts import Facts
from workflow.rule import DEFAULT, rule


@rule("api.md, documents: two of the same content are one document", DEFAULT)
def a_document_is_attached_once(facts: Facts, on: date) -> str | None:
    """The same file is not attached to a request twice."""
    proposed = facts.found.get(ATTACHED)
    same = [one for one in documents(facts.history) if proposed and one["sha256"] == proposed["sha256"]]
    return f"This file is attached already: it is document {same[0]['number']}, {same[0]['name']}." if same else None


@rule("api.md, documents: a limit", DEFAULT)
def a_request_has_room_for_another_document(facts: Facts, on: date) -> str | None:
    """A request has at most 200 documents."""
    if ATTACHED not in facts.found or len(documents(facts.history)) < MOST:
        return None
    return f"This request has {MOST} documents, which is the most that one can have."


@rule("SEND Regulations 2014, regulation 6(4): the advice that exists is one that can be read", DEFAULT)
def a_document_that_is_named_is_attached(facts: Facts, on: date) -> str | None:
    """Who says by number which document is meant names one that is attached to this request."""
    number, there = facts.proposed("existing_document_number"), documents(facts.history)
    if number is None or number <= len(there):
        return None
    has = f"the last one is {len(there)}" if there else "nothing is attached to it yet"
    return f"There is no document {number} on this request: {has}."


@rule("domain.md 6, S09: the report is attached", DEFAULT)
def adopted_advice_is_attached_or_it_is_said_why_not(facts: Facts, on: date) -> str | None:
    """Advice is adopted with the document that it stands in, so that whoever reads the plan can read it."""
    standing = existing_advice(facts.told)
    if standing is None or standing.number is not None or facts.says("not_attached_because"):
        return None
    return "Attach the existing advice and name its number in a confirmation, or say why it cannot be attached."
