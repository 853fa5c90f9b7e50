"""In which ways might somebody tamper with the record, what finds each, and what is then said of which event?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from config import clock
from models.base import table_of
from models.event import Answer, Event
from models.queries import past
from models.request import Request
from models.user import User
from tests.tampering import Hand
from workflow.asking.question_sets import question_sets
from workflow.marks import kept, marks_of

ALONE, CHECKPOINT = "verify alone", "with a checkpoint"
MOVED, ANSWERS = "changed or moved", "changed: its answers are not those recorded"
ENDS = "the record ends at event {}, the request is at {}"
CUT, REPLACED, GONE = "cut off: the checkpoint knows 7 events", "replaced: ", "removed: the checkpoint knows"


@dataclass(frozen=True)
class Way:
    """A way to tamper, what finds it, and what is then said of which event."""

    name: str
    change: Callable[[Hand], Any]
    found: str
    seq: int
    said: str


def other(hand: Hand) -> Any:
    """Somebody else of the same authority."""
    return hand.session.scalar(select(User.id).where(User.email == hand.place.email("officer2")))


CHANGED: dict[str, Callable[[Hand], Any]] = {
    "action": lambda hand: "record_consent",
    "source": lambda hand: "assessing",
    "target": lambda hand: "assessing",
    "at": lambda hand: clock.now(),
    "actor_id": other,
    "team": lambda hand: "send",
    "held_by": lambda hand: "send",
    "member_id": other,
    "kind": lambda hand: "final",
    "capacity": lambda hand: "front_door",
    "question_set": lambda hand: question_sets()["chase"].hash,
    "content_digest": lambda hand: b"\x01" * 32,
    "chain": lambda hand: b"\x01" * 32,
    "key_name": lambda hand: "other",
}
ANSWERED: dict[str, tuple[str, Any]] = {
    "code": ("code", "impact_on_others"),
    "value": ("value", "Something else."),
    "value, emptied": ("value", None),
    "informant": ("informant", "carer"),
    "informant_name": ("informant_name", "Somebody Else"),
    "asked_on": ("asked_on", date(2026, 1, 5)),
    "method": ("method", "letter"),
    "not_asked_because": ("not_asked_because", "Nobody asked."),
}
COLUMNS: dict[str, tuple[Any, str]] = {
    "state": ("assessing", "the request's state is not what the last event made it"),
    "team": ("send", "the request's team"),
    "member_id": (None, "the request's member_id"),
    "kind": ("final", "the request's kind"),
    "capacity": ("front_door", "the request's capacity"),
    "version": (6, ENDS.format(7, 6)),
    "chain": (b"\x01" * 32, ENDS.format(7, 7)),
    "due_on": (date(2031, 1, 1), "the request's due_on does not follow from what was asked"),
    "sorts_on": (date(2031, 1, 1), "the request's sorts_on is not the day it is due"),
    "identified_on": (date(2020, 1, 1), "the request's identified_on is the day of none of its events"),
    "receipt_day_counts": (True, "the request's due_on does not follow"),
    "received_on": (date(2020, 1, 1), "the request's received_on is not what its events made it"),
    "meeting_on": (date(2026, 1, 5), "the request's meeting_on"),
    "raised_at_meeting": (True, "the request's raised_at_meeting"),
    "order_due_on": (date(2026, 1, 5), "the request's order_due_on"),
    "reason": ("annual_review", "the request's reason"),
    "restricted": (True, "the request's restricted is not what its events made it"),
    "in_dispute": (True, "the request's in_dispute"),
    "contributors": (",send,", "the request's contributors"),
    "offered_team": ("send", "the request's offered_team"),
    "came_back": ("hand_back", "the request's came_back"),
    "requesting_team": ("childrens_front_door", "the request's requesting_team"),
    "last_team": ("send", "the request's last_team"),
    "requester_id": (other, "the request's requester_id"),
    "changed_at": (datetime(2026, 1, 5, tzinfo=UTC), "the request's changed_at"),
    "interim_on": (date(2026, 1, 5), "the request's interim_on"),
    "issued_on": (date(2026, 1, 5), "the request's issued_on"),
    "excused_on": (date(2026, 1, 5), "the request's excused_on"),
    "closed_from": ("assessing", "the request's closed_from"),
    "closure_reason": ("duplicate", "the request's closure_reason"),
    "marks": ({}, "the days that its clocks follow from"),
    "is_open": (False, "the request's is_open does not follow from its state"),
    "is_met": (True, "the request's is_met does not follow from its advice"),
}
# What nothing on the request's own events says: found with a checkpoint, or not at all (docs/operations.md).
BESIDE = {"reference", "person_id", "service", "front_door", "reviewer_id", "draft_version"}


def of(hand: Hand, value: Any) -> Any:
    """A value of the table: itself, or what it is of this record."""
    return value(hand) if callable(value) else value


def edits() -> Iterator[Way]:
    """Every column that is covered, changed."""
    for column, made in CHANGED.items():
        for seq in (3, 7):
            change = lambda hand, seq=seq, column=column, made=made: hand.sets(seq, **{column: made(hand)})  # noqa: E731
            yield Way(f"edit {column} of event {seq}", change, ALONE, seq, MOVED)
    for name, (column, value) in ANSWERED.items():
        change = lambda hand, column=column, value=value: hand.answers(5, "impact", **{column: value})  # noqa: E731
        yield Way(f"edit an answer: {name}", change, ALONE, 5, ANSWERS)
    for column, (value, said) in COLUMNS.items():
        change = lambda hand, column=column, value=value: hand.moves(**{column: of(hand, value)})  # noqa: E731
        yield Way(f"edit the request: {column}", change, ALONE, 6 if column == "version" else 7, said)


def keyless_insert(hand: Hand) -> None:
    hand.adds(8, like=7, chain=b"\x02" * 32)
    hand.moves(version=8, chain=b"\x02" * 32)


def insert_between(hand: Hand) -> None:
    hand.renumbers((7, 8), (6, 7), (5, 6), (4, 5))
    hand.adds(4, like=3)


def keyed(change: Callable[[Hand], Any]) -> Callable[[Hand], None]:
    """The same by somebody who has the key: the whole chain is written anew over what was changed."""

    def changed(hand: Hand) -> None:
        change(hand)
        hand.chains_anew()

    return changed


def put_back(hand: Hand, seq: int) -> None:
    """The request as it was at an earlier event, as in an older copy of the database."""
    for later in range(seq + 1, 8):
        hand.removes(later)
    hand.moves(**BEFORE[hand.place.code][seq])


def backdated(hand: Hand) -> None:
    """Somebody with the key adds a step that says it was taken before the checkpoint, without touching what it saw."""
    note, at = hand.event(7), clock.now() - timedelta(days=30)
    hand.adds(8, like=7, at=at)
    for answer in hand.session.execute(select(table_of(Answer)).where(*hand.of(Answer, 7))).mappings().all():
        hand.session.execute(insert(Answer), [{**answer, "seq": 8}])
    hand.moves(changed_at=at)
    hand.chains_anew()
    assert hand.event(7) == note


def made_up(hand: Hand) -> None:
    """A whole request made of another, by somebody with the key, which says that it was asked long ago."""
    row = hand.session.execute(select(table_of(Request)).where(Request.id == hand.key)).mappings().one()
    events = [hand.event(seq) for seq in range(1, 8)]
    answers = hand.session.execute(select(table_of(Answer)).where(*hand.of(Answer))).mappings().all()
    new = {**row, "id": type(row["id"])(int=row["id"].int + 1), "reference": "SCA-2025-999999"}
    hand.session.execute(insert(Request), [new])
    hand.session.execute(
        insert(Event),
        [{**event, "request_id": new["id"], "at": event["at"] - timedelta(days=400)} for event in events],
    )
    hand.session.execute(insert(Answer), [{**answer, "request_id": new["id"]} for answer in answers])
    copy = replace(hand, reference=new["reference"])
    days = kept(marks_of(past(hand.session, (hand.place.authority_id, new["id"]))))
    copy.moves(changed_at=copy.event(7)["at"], marks=days)
    copy.chains_anew()


WAYS = (
    *edits(),
    Way("an answer removed", lambda hand: hand.removes(5, Answer), ALONE, 5, "destroyed: its answers are gone"),
    Way("an event removed: the first", lambda hand: hand.removes(1), ALONE, 1, "removed: the record goes on"),
    Way("an event removed: in the middle", lambda hand: hand.removes(3), ALONE, 3, "removed: the record goes on"),
    Way("an event removed: the last", lambda hand: hand.removes(7), ALONE, 7, ENDS.format(6, 7)),
    Way("an event removed, its answers left", lambda hand: hand.removes(7, Event), ALONE, 7, "removed: answers are left"),
    Way("every event removed", lambda hand: [hand.removes(n) for n in range(1, 8)], ALONE, 7, ENDS.format(0, 7)),
    Way("an event appended without the key", keyless_insert, ALONE, 8, MOVED),
    Way("an event put in between", insert_between, ALONE, 4, MOVED),
    Way("two events swapped", lambda hand: hand.renumbers((6, 99), (7, 6), (99, 7)), ALONE, 6, MOVED),
    Way("events renumbered from 2", lambda hand: hand.renumbers(*((n, n + 1) for n in range(7, 0, -1))), ALONE, 1, "removed"),
    Way("the tail cut off, the request moved back", lambda hand: put_back(hand, 5), CHECKPOINT, 7, CUT),
    Way("all but the first event cut off", lambda hand: put_back(hand, 1), CHECKPOINT, 7, CUT),
    Way("with the key: an answer edited", keyed(lambda hand: hand.answers(5, "impact", value="No.")), CHECKPOINT, 7, REPLACED),
    Way("with the key: who acted", keyed(lambda hand: hand.sets(3, actor_id=other(hand))), CHECKPOINT, 7, REPLACED),
    Way("with the key: the last event edited", keyed(lambda hand: hand.answers(7, "note", value="-")), CHECKPOINT, 7, REPLACED),
    Way("with the key: a step backdated", backdated, CHECKPOINT, 8, "put in afterwards: "),
    Way("with the key: a whole request made up", made_up, CHECKPOINT, 1, "put in afterwards: "),
    Way("a whole request removed", lambda hand: hand.removes_all(), CHECKPOINT, 7, GONE),
    Way("a request given another reference", lambda hand: hand.moves(reference="SCA-2020-1"), CHECKPOINT, 7, "renamed"),
)  # fmt: skip
BEFORE: dict[str, dict[int, dict[str, Any]]] = {}  # of each authority: the request's row after each event
