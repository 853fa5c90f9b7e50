"""Is the record as it was written? Every chain walked, every fault named: changed, removed, reordered or destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from models.advice import AdviceVersion, Submission
from models.authority import Authority
from models.chain import BEGINNING, KeyMissing, Keys, digest, link
from models.document import attached_to
from models.event import Answer, Event, content, header
from models.queries import past
from models.request import Request
from workflow.documents import ATTACHED
from workflow.effects import fingerprint
from workflow.marks import kept, marks_of

BATCH = 500


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
    for request in _requests(session, authority):
        told = _told(session, request)
        requests, events = requests + 1, events + len(told)
        broken = list(_walk(keys, request, told))
        faults += [*broken, *_texts(session, request, told), *_documents(session, request, told)]
        faults += [] if broken else _marks(session, request)
    return Verified(requests, events, (*faults, *_orphans(session, authority)))


Told = list[tuple[RowMapping, list[RowMapping]]]


def _requests(session: Session, authority: str | None) -> Iterator[Request]:
    """Every request, in batches by key, so that a large record needs little memory."""
    query = select(Request).join(Authority, Authority.id == Request.authority_id)
    if authority:
        query = query.where(Authority.code == authority)
    for owner in session.scalars(select(Authority.id).order_by(Authority.id)).all():
        last = None
        while True:
            page = query.where(Request.authority_id == owner).order_by(Request.id).limit(BATCH)
            rows = session.scalars(page.where(Request.id > last) if last else page).all()
            yield from rows
            if len(rows) < BATCH:
                break
            last = rows[-1].id


def _told(session: Session, request: Request) -> Told:
    """The events of a request with their answers, as plain columns."""
    mine = (request.authority_id, request.id)
    event_query = select(Event.__table__).where(Event.authority_id == mine[0], Event.request_id == mine[1])
    answer_query = select(Answer.__table__).where(Answer.authority_id == mine[0], Answer.request_id == mine[1])
    answers: dict[int, list[RowMapping]] = {}
    for answer in session.execute(answer_query.order_by(Answer.seq, Answer.code)).mappings():
        answers.setdefault(answer["seq"], []).append(answer)
    events = session.execute(event_query.order_by(Event.seq)).mappings()
    return [(event, answers.get(event["seq"], [])) for event in events]


def _walk(keys: Keys, request: Request, told: Told) -> Iterator[Fault]:
    """The faults of one chain: gaps, broken links, changed content, and a head that is not where it was."""
    before, expected, state = BEGINNING, 1, None
    for event, answers in told:
        seq = event["seq"]
        if seq != expected:
            yield Fault(request.reference, expected, f"removed: the record goes on with event {seq}")
        if event["source"] != state and seq == expected:
            yield Fault(request.reference, seq, f"begins from {event['source']}, but the request was {state}")
        try:
            made = link(keys, event["key_name"], before, header(dict(event)), event["content_digest"])
            told_digest = digest(keys, event["key_name"], (content(dict(answer)) for answer in answers))
        except KeyMissing as missing:
            raise KeyMissing(f"{request.reference}, event {seq}: {missing}") from missing
        if made != event["chain"]:
            yield Fault(request.reference, seq, "changed or moved: it does not follow from the event before")
        if told_digest != event["content_digest"]:
            gone = "destroyed: its answers are gone" if not answers else "changed: its answers are not those recorded"
            yield Fault(request.reference, seq, gone)
        before, expected, state = event["chain"], seq + 1, event["target"]
    yield from _head(request, before, expected - 1, told)


def _head(request: Request, chain: bytes, last: int, told: Told) -> Iterator[Fault]:
    """Whether the request stands where its last event left it."""
    if (request.version, request.chain) != (last, chain):
        ends = f"the record ends at event {last}, the request is at {request.version}"
        yield Fault(request.reference, request.version, ends)
    elif told:
        event = told[-1][0]
        kept = ("state", "team", "member_id", "kind", "capacity")
        said = ("target", "held_by", "member_id", "kind", "capacity")
        for column, recorded in zip(kept, said, strict=True):
            if getattr(request, column) != event[recorded]:
                yield Fault(request.reference, last, f"the request's {column} is not what the last event made it")


def _marks(session: Session, request: Request) -> Iterator[Fault]:
    """Days on the request, from which its clocks follow, that are not those of its events."""
    if kept(marks_of(past(session, request.key))) != request.marks:
        yield Fault(request.reference, request.version, "the days that its clocks follow from are not its events'")


KEPT_TEXTS: tuple[tuple[str, Any, str], ...] = (
    ("advice_digest", AdviceVersion, "the advice issued then is not what is kept"),
    ("draft_digest", Submission, "the draft sent for review then is not what is kept"),
)


def _texts(session: Session, request: Request, told: Told) -> Iterator[Fault]:
    """Issued advice, or a draft sent for review, that is gone or is not what its event took the fingerprint of."""
    for code, table, said in KEPT_TEXTS:
        where = (table.authority_id == request.authority_id, table.request_id == request.id)
        kept = {one.seq: one for one in session.scalars(select(table).where(*where))}
        for event, answers in told:
            taken = next((answer["value"] for answer in answers if answer["code"] == code), None)
            if taken is None:
                continue
            one = kept.get(event["seq"])
            if one is None or fingerprint(one.content) != taken:
                yield Fault(request.reference, event["seq"], f"{'removed' if one is None else 'changed'}: {said}")


def _documents(session: Session, request: Request, told: Told) -> Iterator[Fault]:
    """Documents that are gone, or added, or not what their event recorded (their bytes: models/document_check.py)."""
    kept = {one.seq: one for one in attached_to(session, (request.authority_id, request.id))}
    for event, answers in told:
        recorded = next((answer["value"] for answer in answers if answer["code"] == ATTACHED), None)
        there = kept.pop(event["seq"], None)
        if there is None and recorded:
            yield Fault(request.reference, event["seq"], "removed: the document attached then is not kept")
        elif there is not None and there.as_told() != recorded:
            yield Fault(request.reference, event["seq"], "changed: the document attached then is not what is kept")
    for seq in kept:
        yield Fault(request.reference, seq, "added: a document is kept that no event attached")


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
