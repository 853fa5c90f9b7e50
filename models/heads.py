"""Does the record still hold what a checkpoint saw of it? Every head it knows, compared with the chain as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, tuple_
from sqlalchemy.orm import Session

from config.clock import day_of
from models.authority import Authority
from models.chain import Keys
from models.checkpoint import AlreadyThere, BadCheckpoint, Checkpoint, Head, name_of, newest, opened, write
from models.event import Event
from models.request import Request
from models.verify import Fault

BATCH = 500
UNDER_WAY = timedelta(hours=1)  # a step may be taken just before a checkpoint, and be kept just after it
SHOWN = 20
Pair = tuple[Head | None, Head | None]
Events = dict[tuple[int, UUID, int], Row[Any]]


def heads(session: Session, authority: str | None = None) -> Iterator[Head]:
    """Where the chain of every request ends now, in the order of their keys, as a stream."""
    columns = (Request.authority_id, Authority.code, Request.id, Request.reference, Request.version, Request.chain)
    query = select(*columns).join(Authority, Authority.id == Request.authority_id)
    query = query.where(Authority.code == authority) if authority else query
    rows = session.execute(query.order_by(Request.authority_id, Request.id).execution_options(yield_per=BATCH))
    return (Head(*row) for row in rows)


def differences(session: Session, checkpoint: Checkpoint, authority: str | None = None) -> Iterator[Fault]:
    """What the checkpoint saw and the record no longer has; and what says it is older, and was not seen."""
    known = (head for head in checkpoint.heads() if authority in (None, head.authority))
    pairs = _side_by_side(known, heads(session, authority))
    while batch := list(islice(pairs, BATCH)):
        changed = [(then, now) for then, now in batch if then != now]
        events = _events(session, changed)
        for then, now in changed:
            if fault := _fault(checkpoint.made, then, now, events):
                yield fault


def keep(session: Session, keys: Keys, folder: Path, at: datetime) -> int:
    """Write the checkpoint of today, after the one before it, and say of how many requests.

    Raises AlreadyThere when today's is there, and BadCheckpoint when the record no longer holds what the one before
    saw of it: none is made then, so that the last good one stays the last.
    """
    path = folder / name_of(day_of(at))
    folder.mkdir(parents=True, exist_ok=True)
    before = newest(folder)
    if before and before.name >= path.name:
        if before.name > path.name:
            raise BadCheckpoint(f"There is {before.name}, of a later day than today: is the clock right?")
        raise AlreadyThere
    if before:
        gone = list(islice(differences(session, opened(before, keys)), SHOWN))
        if gone:
            said = "\n".join(map(str, gone))
            raise BadCheckpoint(f"{said}\nThe record no longer holds what {before.name} saw: none was written today.")
    return write(path, keys, at, before, heads(session))


def _side_by_side(known: Iterable[Head], now: Iterable[Head]) -> Iterator[Pair]:
    """Each request as it was known and as it is now: None where it is not there."""
    both = merge(((head.key, 0, head) for head in known), ((head.key, 1, head) for head in now))
    for _, same in groupby(both, itemgetter(0)):
        sides = {side: head for _, side, head in same}
        yield sides.get(0), sides.get(1)


def _events(session: Session, changed: list[Pair]) -> Events:
    """The event at which each request was known, and the one that followed."""
    wanted = [
        (*now.key, seq)
        for then, now in changed
        if now
        for seq in (range(then.version, then.version + 2) if then else (1,))
    ]
    key = (Event.authority_id, Event.request_id, Event.seq)
    query = select(*key, Event.chain, Event.at).where(tuple_(*key).in_(wanted))
    return {row[:3]: row for row in session.execute(query)} if wanted else {}  # type: ignore[misc]  # three of its five


def _fault(made: datetime, then: Head | None, now: Head | None, events: Events) -> Fault | None:
    if now is None:
        return _gone(then)
    if then is None:
        return _too_old(made, now, events.get((*now.key, 1)))
    if then.reference != now.reference:
        return Fault(now.reference, then.version, f"renamed: the checkpoint knows this request as {then.reference}")
    if now.version < then.version:
        said = f"cut off: the checkpoint knows {then.version} events, the record has {now.version}"
        return Fault(now.reference, then.version, f"{said} (or an older copy of the database was put back)")
    event = events.get((*now.key, then.version))
    if event is None or event.chain != then.chain:
        return Fault(now.reference, then.version, "replaced: it is not the event that the checkpoint knows")
    return _too_old(made, now, events.get((*now.key, then.version + 1)))


def _gone(then: Head | None) -> Fault | None:
    if then is None:
        return None
    said = "removed: the checkpoint knows this request up to here, and the whole of it is gone"
    return Fault(then.reference, then.version, said)


def _too_old(made: datetime, now: Head, event: Row[Any] | None) -> Fault | None:
    """What says that it happened before the checkpoint was made, which does not know of it."""
    if event is None or event.at >= made - UNDER_WAY:
        return None
    said = f"put in afterwards: it says {event.at:%Y-%m-%d %H:%M} UTC, before a checkpoint that does not know of it"
    return Fault(now.reference, event.seq, said)
