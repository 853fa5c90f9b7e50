"""Is the record as it was written? Every chain walked, every fault named: changed, removed, reordered or destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from models.authority import Authority
from models.chain import BEGINNING, KeyMissing, Keys, digest, link
from models.document import as_told
from models.event import Answer, Event, content, header
from models.recorded import Recorded, recorded
from models.request import NEVER_DUE, Request
from workflow import replay
from workflow.documents import ATTACHED
from workflow.effects import fingerprint
from workflow.states import State


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a request's record: at which event, and what."""

    reference: str
    seq: int
    what: str

    def __str__(self) -> str:
        return f"{self.reference}, event {self.seq}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verified:
    """How many requests and events were walked, and every fault found."""

    requests: int
    events: int
    faults: tuple[Fault, ...]


def verify(session: Session, keys: Keys, authority: str | None = None) -> Verified:
    """Walk the record of one authority, or of all. Raises KeyMissing when a key that wrote it is not configured."""
    requests = events = 0
    faults: list[Fault] = []
    for one in recorded(session, authority):
        requests, events = requests + 1, events + len(one.events)
        broken = list(_walk(keys, one))
        faults += [*broken, *_texts(one), *_documents(one)]
        faults += [] if broken else _columns(one)
    return Verified(requests, events, (*faults, *_orphans(session, authority)))


def _walk(keys: Keys, one: Recorded) -> Iterator[Fault]:
    """The faults of one chain: gaps, broken links, changed content, and a head that is not where it was."""
    before, expected, state = BEGINNING, 1, None
    reference = one.request.reference
    for event, answers in one.events:
        seq = event.seq
        if seq != expected:
            yield Fault(reference, expected, f"removed: the record goes on with event {seq}")
        if event.source != state and seq == expected:
            yield Fault(reference, seq, f"begins from {event.source}, but the request was {state}")
        try:
            made = link(keys, event.key_name, before, header(dict(event._mapping)), event.content_digest)
            told_digest = digest(keys, event.key_name, (content(dict(answer._mapping)) for answer in answers))
        except KeyMissing as missing:
            raise KeyMissing(f"{reference}, event {seq}: {missing}") from missing
        if made != event.chain:
            yield Fault(reference, seq, "changed or moved: it does not follow from the event before")
        if told_digest != event.content_digest:
            gone = "destroyed: its answers are gone" if not answers else "changed: its answers are not those recorded"
            yield Fault(reference, seq, gone)
        before, expected, state = event.chain, seq + 1, event.target
    yield from _head(one, before, expected - 1)


HELD = {"state": "target", "team": "held_by", "member_id": "member_id", "kind": "kind", "capacity": "capacity"}


def _head(one: Recorded, chain: bytes, last: int) -> Iterator[Fault]:
    """Whether the request stands where its last event left it."""
    request = one.request
    if (request.version, request.chain) != (last, chain):
        ends = f"the record ends at event {last}, the request is at {request.version}"
        yield Fault(request.reference, request.version, ends)
    elif one.events:
        event = one.events[-1][0]
        for column, said in HELD.items():
            if getattr(request, column) != getattr(event, said):
                yield Fault(request.reference, last, f"the request's {column} is not what the last event made it")


def _columns(one: Recorded) -> Iterator[Fault]:
    """Columns of a request beside its state and holder that are not what its events made them."""
    request, facts = one.request, one.facts
    for column, made in replay.columns(facts).items():
        if getattr(request, column) != made:
            said = MARKS if column == "marks" else f"the request's {column} is not what its events made it"
            yield Fault(request.reference, request.version, said)
    if request.identified_on not in replay.may_be_identified(facts):
        yield Fault(request.reference, request.version, "the request's identified_on is the day of none of its events")
    elif request.due_on != replay.due(facts, request.identified_on, request.receipt_day_counts):
        yield Fault(request.reference, request.version, "the request's due_on does not follow from what was asked")
    if request.sorts_on != (request.due_on or NEVER_DUE):
        yield Fault(request.reference, request.version, "the request's sorts_on is not the day it is due")
    if request.is_open != (request.state not in (State.ISSUED, State.CLOSED)):
        yield Fault(request.reference, request.version, "the request's is_open does not follow from its state")
    if request.is_met != ((request.interim_on or request.issued_on) is not None):
        yield Fault(request.reference, request.version, "the request's is_met does not follow from its advice")


MARKS = "the days that its clocks follow from are not its events'"


def _texts(one: Recorded) -> Iterator[Fault]:
    """Issued advice, or a draft sent for review, that is gone or is not what its event took the fingerprint of."""
    for code, kept, said in (
        ("advice_digest", one.advice, "the advice issued then is not what is kept"),
        ("draft_digest", one.drafts, "the draft sent for review then is not what is kept"),
    ):
        for event, answers in one.events:
            taken = _value(answers, code)
            text = kept.get(event.seq)
            if taken and (text is None or fingerprint(text.content) != taken):
                yield Fault(one.request.reference, event.seq, f"{'changed' if text else 'removed'}: {said}")


def _documents(one: Recorded) -> Iterator[Fault]:
    """Documents that are gone, or added, or not what their event recorded (their bytes: models/document_check.py)."""
    kept = dict(one.documents)
    for event, answers in one.events:
        told, there = _value(answers, ATTACHED), kept.pop(event.seq, None)
        if there is None and told:
            yield Fault(one.request.reference, event.seq, "removed: the document attached then is not kept")
        elif there is not None and as_told(there) != told:
            yield Fault(one.request.reference, event.seq, "changed: the document attached then is not what is kept")
    for seq in kept:
        yield Fault(one.request.reference, seq, "added: a document is kept that no event attached")


def _value(answers: list[Row[Any]], code: str) -> Any:
    return next((answer.value for answer in answers if answer.code == code), None)


def _orphans(session: Session, authority: str | None) -> Iterator[Fault]:
    """Answers kept under an event that is not there."""
    there = select(Event.seq).where(
        Event.authority_id == Answer.authority_id, Event.request_id == Answer.request_id, Event.seq == Answer.seq
    )
    query = select(Request.reference, Answer.seq).join(
        Request, (Request.authority_id == Answer.authority_id) & (Request.id == Answer.request_id)
    )
    if authority:
        query = query.join(Authority, Authority.id == Answer.authority_id).where(Authority.code == authority)
    for reference, seq in session.execute(query.where(~there.exists()).distinct()):
        yield Fault(reference, seq, "removed: answers are left of an event that is gone")
