"""What lies on the writing desk? The draft as it was sent, and what the record says beside each section of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError

from models import authority, colleagues, queries
from models.request import Request
from workflow.advice import ADVICE
from workflow.asking.answering import Given, flat
from workflow.asking.asked import as_asked
from workflow.asking.questions import Question
from workflow.casework.work import Work, found
from workflow.errors import NeverYours
from workflow.facts import Facts
from workflow.roles import CHECKING, SOCIAL_CARE
from workflow.writing.carrying import Carried, alongside


def opened(work: Work, reference: str) -> tuple[Request, Facts]:
    """A request with its draft, for those who write and check it. Raises NotThere or NeverYours.

    SEND reads the advice once it is issued.
    """
    row = found(work.session, work.signed, reference)
    if not work.signed.caller.roles & (SOCIAL_CARE | CHECKING):
        raise NeverYours("A working draft is for those who write and check it. Issued advice is yours to read.")
    return row, row.as_facts(work.signed.authority, queries.past(work.session, row.key))


def written(body: Mapping[str, Any]) -> Given:
    """The content of a draft as it was sent, with every fault at its place; half an origin is none, and is left out."""
    errors: dict[str, list[str]] = {}
    content: Any = {}
    try:
        content = ADVICE.load(body)
    except ValidationError as wrong:
        content = wrong.valid_data
        for place, message in flat(wrong.messages, ""):
            errors.setdefault(place.lstrip("."), []).append(message)
        if any(place.startswith("carried") for place in errors):
            content.pop("carried", None)
    return Given(content, errors)


@dataclass(frozen=True, slots=True)
class Beside:
    """An answer that stands beside a section, the question as it was asked, and who recorded it."""

    carried: Carried
    question: Question
    recorded_by: str | None


def standing_beside(work: Work, facts: Facts) -> Iterator[Beside]:
    """Every answer that belongs beside a section, section by section, the latest first."""
    told = list(alongside(facts))
    owner = work.signed.authority_id
    sets = authority.asked_sets(work.session, owner, {one.event.question_set for one in told})
    people = colleagues.names(work.session, owner, {one.event.actor for one in told})
    for one in told:
        question = sets[one.event.question_set].by_code[one.answer.code]
        yield Beside(one, question, people.get(one.event.actor))


def beside(work: Work, facts: Facts) -> dict[str, list[dict[str, Any]]]:
    """The same as the API says it, by section."""
    made: dict[str, list[dict[str, Any]]] = {}
    for one in standing_beside(work, facts):
        event = one.carried.event
        recorded = {"event": event.seq, "recorded_on": event.on, "recorded_by": one.recorded_by}
        made.setdefault(one.carried.section, []).append({**recorded, **as_asked(one.question, one.carried.answer)})
    return made
