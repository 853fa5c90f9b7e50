"""What lies on the writing desk? The draft as it was sent, and what the record says beside each section of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from models import authority, queries
from models.request import Request
from workflow.advice import ADVICE
from workflow.answering import Given, flat
from workflow.asked import as_asked
from workflow.carrying import alongside
from workflow.errors import NeverYours
from workflow.facts import Facts
from workflow.roles import SOCIAL_CARE
from workflow.work import Work, found


def opened(work: Work, reference: str) -> tuple[Request, Facts]:
    """A request with its draft, for those who write and check it. Raises NotThere or NeverYours.

    SEND reads the advice once it is issued.
    """
    row = found(work.session, work.signed, reference)
    if not work.signed.caller.roles & (SOCIAL_CARE | queries.CHECKERS):
        raise NeverYours("A working draft is for those who write and check it. Issued advice is yours to read.")
    return row, row.as_facts(work.signed.authority, queries.past(work.session, row.key))


def written(body: Mapping[str, Any]) -> Given:
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


def beside(work: Work, facts: Facts) -> dict[str, list[dict[str, Any]]]:
    """Section by section, what the record says for it: the question as it was asked, and who answered when."""
    told = list(alongside(facts))
    owner = work.signed.authority_id
    sets = authority.asked_sets(work.session, owner, {one.event.question_set for one in told})
    people = queries.names(work.session, owner, {one.event.actor for one in told})
    made: dict[str, list[dict[str, Any]]] = {}
    for one in told:
        question = sets[one.event.question_set].by_code[one.answer.code]
        recorded = {
            "event": one.event.seq,
            "recorded_on": one.event.on,
            "recorded_by": people.get(one.event.actor),
        }
        made.setdefault(one.section, []).append({**recorded, **as_asked(question, one.answer)})
    return made
