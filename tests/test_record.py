"""Is every change to the record found, and refused? Tampered with in SQL, in a transaction that is rolled back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from config import clock
from models.chain import Keys
from models.event import HEADER, Answer, Event
from models.request import Request
from models.user import User
from models.verify import Fault, verify
from tests.conftest import KEY
from tests.place import Place, make_place
from workflow.question_sets import question_sets

SECOND = bytes(reversed(range(32)))
TRIGGERS = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
MOVED, REMOVED, DESTROYED = "changed or moved", "removed", "destroyed"


@contextmanager
def tampering(place: Place) -> Iterator[Session]:
    """A transaction in which neither triggers nor foreign keys hold; whatever is done in it is undone."""
    with Session(place.storage.engine) as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text("PRAGMA defer_foreign_keys=ON"))
            for name in session.scalars(TRIGGERS).all():
                session.execute(text(f"DROP TRIGGER {name}"))
        else:
            session.execute(text("SET LOCAL session_replication_role = replica"))
        yield session
        session.rollback()


@pytest.fixture(scope="module")
def recorded(served: Flask) -> tuple[Place, str]:
    """A request with seven events: asked for, taken, read, heard, answered and noted twice; nothing changes it."""
    place = make_place(served, "northmere")
    reference = place.ask()
    for action in ("take", "record_reading", "record_contact", "record_answers", "note", "note"):
        place.does("officer", reference, action)
    return place, reference


def faults(session: Session, place: Place) -> tuple[Fault, ...]:
    return verify(session, place.storage.keys, place.code).faults


def of(place: Place, seq: int) -> tuple[Any, ...]:
    return Event.authority_id == place.authority_id, Event.seq == seq


def answers_of(place: Place, seq: int) -> tuple[Any, ...]:
    return Answer.authority_id == place.authority_id, Answer.seq == seq


def kinds(found: tuple[Fault, ...]) -> set[tuple[int, str]]:
    """The event and the kind of each fault."""
    return {(fault.seq, fault.what.split(":")[0]) for fault in found}


def test_an_untouched_record_has_no_faults(recorded: tuple[Place, str]) -> None:
    place, _ = recorded
    with Session(place.storage.engine) as session:
        found = verify(session, place.storage.keys, place.code)
    assert (found.requests, found.events, found.faults) == (1, 7, ())


CHANGED: dict[str, Callable[[Place, Session], Any]] = {
    "action": lambda place, session: "record_consent",
    "source": lambda place, session: "assessing",
    "target": lambda place, session: "assessing",
    "at": lambda place, session: clock.now(),
    "actor_id": lambda place, session: session.scalar(select(User.id).where(User.email == place.email("officer2"))),
    "team": lambda place, session: "send",
    "held_by": lambda place, session: "send",
    "member_id": lambda place, session: session.scalar(select(User.id).where(User.email == place.email("officer2"))),
    "kind": lambda place, session: "final",
    "capacity": lambda place, session: "front_door",
    "question_set": lambda place, session: question_sets()["chase"].hash,
    "content_digest": lambda place, session: b"\x01" * 32,
    "chain": lambda place, session: b"\x01" * 32,
    "key_name": lambda place, session: "other",
}


@pytest.mark.parametrize("seq", [3, 7], ids=["in the middle", "the last"])
@pytest.mark.parametrize("column", CHANGED)
def test_a_changed_column_of_an_event_is_found(recorded: tuple[Place, str], column: str, seq: int) -> None:
    place, reference = recorded
    keys = Keys("test", {"test": KEY, "other": SECOND})
    with tampering(place) as session:
        done = session.execute(update(Event).where(*of(place, seq)).values({column: CHANGED[column](place, session)}))
        found = verify(session, keys, place.code).faults
    assert done.rowcount == 1  # type: ignore[attr-defined]  # an update's result counts its rows
    assert (seq, MOVED) in kinds(found)
    assert {fault.reference for fault in found} == {reference}


def test_every_column_that_the_chain_covers_was_changed_above() -> None:
    assert {*HEADER, "content_digest", "chain", "key_name"} - {*CHANGED} == {"authority_id", "request_id", "seq"}
    assert {*Event.__table__.columns.keys()} == {*HEADER, "content_digest", "chain", "key_name"}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("code", "impact_on_others"),
        ("value", "Something else."),
        ("value", None),
        ("informant", "carer"),
        ("informant_name", "Somebody Else"),
        ("asked_on", clock.day_of(clock.now())),
        ("method", "letter"),
        ("not_asked_because", "Nobody asked."),
    ],
)
def test_a_changed_answer_is_found(recorded: tuple[Place, str], column: str, value: Any) -> None:
    place, reference = recorded
    with tampering(place) as session:
        session.execute(update(Answer).where(*answers_of(place, 5), Answer.code == "impact").values({column: value}))
        found = faults(session, place)
    assert found == (Fault(reference, 5, "changed: its answers are not those recorded"),)


def test_a_removed_or_added_answer_is_found(recorded: tuple[Place, str]) -> None:
    place, reference = recorded
    expected = (Fault(reference, 5, "changed: its answers are not those recorded"),)
    with tampering(place) as session:
        session.execute(delete(Answer).where(*answers_of(place, 5), Answer.code == "impact"))
        assert faults(session, place) == expected
    with tampering(place) as session:
        key = session.execute(select(Event.authority_id, Event.request_id, Event.seq).where(*of(place, 5))).one()
        session.execute(insert(Answer).values(**key._mapping, code="added", value="Never said."))
        assert faults(session, place) == expected


def test_content_that_is_destroyed_is_named_and_the_chain_still_holds(recorded: tuple[Place, str]) -> None:
    place, reference = recorded
    with tampering(place) as session:
        session.execute(delete(Answer).where(*answers_of(place, 5)))
        assert faults(session, place) == (Fault(reference, 5, f"{DESTROYED}: its answers are gone"),)


@pytest.mark.parametrize("seq", [1, 3, 7], ids=["the first", "in the middle", "the last"])
def test_a_removed_event_is_found(recorded: tuple[Place, str], seq: int) -> None:
    place, reference = recorded
    with tampering(place) as session:
        session.execute(delete(Answer).where(*answers_of(place, seq)))
        session.execute(delete(Event).where(*of(place, seq)))
        found = faults(session, place)
    if seq == 7:
        assert found == (Fault(reference, 7, "the record ends at event 6, the request is at 7"),)
    else:
        assert kinds(found) >= {(seq, REMOVED), (seq + 1, MOVED)}


def test_answers_left_of_a_removed_event_are_found(recorded: tuple[Place, str]) -> None:
    place, reference = recorded
    with tampering(place) as session:
        session.execute(delete(Event).where(*of(place, 7)))
        found = faults(session, place)
    assert Fault(reference, 7, "removed: answers are left of an event that is gone") in found


def test_every_event_removed_is_found(recorded: tuple[Place, str]) -> None:
    place, reference = recorded
    with tampering(place) as session:
        for model in (Answer, Event):
            session.execute(delete(model).where(model.authority_id == place.authority_id))
        assert faults(session, place) == (Fault(reference, 7, "the record ends at event 0, the request is at 7"),)


def renumber(session: Session, place: Place, before: int, after: int) -> None:
    for model in (Answer, Event):
        there = (model.authority_id == place.authority_id, model.seq == before)
        session.execute(update(model).where(*there).values(seq=after))


def test_two_events_that_changed_places_are_found(recorded: tuple[Place, str]) -> None:
    place, _ = recorded
    with tampering(place) as session:
        for before, after in ((6, 99), (7, 6), (99, 7)):
            renumber(session, place, before, after)
        assert kinds(faults(session, place)) >= {(6, MOVED), (7, MOVED)}


def test_an_inserted_event_is_found_though_the_request_agrees_with_it(recorded: tuple[Place, str]) -> None:
    place, _ = recorded
    with tampering(place) as session:
        row = dict(session.execute(select(Event.__table__).where(*of(place, 7))).mappings().one())
        session.execute(insert(Event).values({**row, "seq": 8, "chain": b"\x02" * 32}))
        moved = update(Request).where(Request.authority_id == place.authority_id)
        session.execute(moved.values(version=8, chain=b"\x02" * 32))
        assert (8, MOVED) in kinds(faults(session, place))
    with tampering(place) as session:
        for seq in (7, 6, 5, 4):
            renumber(session, place, seq, seq + 1)
        row = dict(session.execute(select(Event.__table__).where(*of(place, 3))).mappings().one())
        session.execute(insert(Event).values({**row, "seq": 4}))
        assert (4, MOVED) in kinds(faults(session, place))


@pytest.mark.parametrize(
    ("column", "value"),
    [("state", "assessing"), ("team", "send"), ("member_id", None), ("kind", "final"), ("capacity", "front_door")],
)
def test_a_request_that_was_moved_by_hand_is_found(recorded: tuple[Place, str], column: str, value: Any) -> None:
    place, reference = recorded
    with tampering(place) as session:
        session.execute(update(Request).where(Request.authority_id == place.authority_id).values({column: value}))
        expected = Fault(reference, 7, f"the request's {column} is not what the last event made it")
        assert faults(session, place) == (expected,)


@pytest.mark.parametrize(("column", "value"), [("version", 6), ("chain", b"\x01" * 32)])
def test_a_request_with_another_version_or_chain_is_found(recorded: tuple[Place, str], column: str, value: Any) -> None:
    place, _ = recorded
    with tampering(place) as session:
        session.execute(update(Request).where(Request.authority_id == place.authority_id).values({column: value}))
        assert [fault.what for fault in faults(session, place)] == [
            f"the record ends at event 7, the request is at {value if column == 'version' else 7}"
        ]
