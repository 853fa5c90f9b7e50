"""Is every way of tampering with the record found, and by what: by `verify` alone, or only with a checkpoint?

One table (ways.py): each row is a way, what finds it, and what is said. What `verify` alone does not find must pass it
without a word, or the table would claim more for the checkpoint than it is needed for.
"""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from config import clock
from models.base import table_of
from models.chain import Keys
from models.checkpoint import Checkpoint, opened
from models.event import HEADER, Answer, Event
from models.heads import differences, keep
from models.request import Request
from tests.conftest import KEY
from tests.evidence.ways import ALONE, ANSWERS, BEFORE, BESIDE, CHANGED, COLUMNS, WAYS, Way
from tests.place import Place, make_place
from tests.tampering import Hand, tampering

KEYS = Keys("test", {"test": KEY, "other": bytes(reversed(range(32)))})


@pytest.fixture(scope="module")
def recorded(served: Flask, tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, str, Checkpoint]:
    """A request with seven events, and the checkpoint of that day; nothing changes it."""
    place = make_place(served, "northmere")
    reference = place.ask()
    with Session(place.storage.engine) as session:
        row = select(table_of(Request)).where(Request.authority_id == place.authority_id)
        BEFORE[place.code] = {1: dict(session.execute(row).mappings().one())}
        for seq, action in enumerate(("take", "record_reading", "record_contact", "record_answers", "note", "note"), 2):
            session.rollback()
            place.does("officer", reference, action)
            BEFORE[place.code][seq] = dict(session.execute(row).mappings().one())
        folder = tmp_path_factory.mktemp("checkpoints")
        assert keep(session, place.storage.keys, folder, clock.now()) > 0
    [path] = folder.iterdir()
    return place, reference, opened(path, place.storage.keys)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_every_way_of_tampering_is_found_by_what_the_table_says(
    recorded: tuple[Place, str, Checkpoint], way: Way
) -> None:
    place, reference, checkpoint = recorded
    with tampering(place) as session:
        hand = Hand(session, place, reference, KEYS)
        way.change(hand)
        session.expire_all()
        alone = hand.faults()
        compared = tuple(differences(session, checkpoint, place.code))
    assert bool(alone) is (way.found == ALONE), alone
    found = alone or compared
    assert [fault for fault in found if fault.seq == way.seq and fault.what.startswith(way.said)], found


def test_an_untouched_record_has_no_faults_and_agrees_with_its_checkpoint(
    recorded: tuple[Place, str, Checkpoint],
) -> None:
    place, reference, checkpoint = recorded
    with Session(place.storage.engine) as session:
        assert Hand(session, place, reference, KEYS).faults() == ()
        assert tuple(differences(session, checkpoint, place.code)) == ()


def test_every_column_that_can_be_told_from_the_events_was_changed_above() -> None:
    assert {*HEADER, "content_digest", "chain", "key_name"} - {*CHANGED} == {"authority_id", "request_id", "seq"}
    assert {*table_of(Event).columns.keys()} == {*HEADER, "content_digest", "chain", "key_name"}
    assert {*table_of(Request).columns.keys()} == {*COLUMNS, *BESIDE, "authority_id", "id"}


def test_an_answer_added_to_an_event_is_found(recorded: tuple[Place, str, Checkpoint]) -> None:
    place, reference, _ = recorded
    with tampering(place) as session:
        hand = Hand(session, place, reference, KEYS)
        key = {"authority_id": place.authority_id, "request_id": hand.key, "seq": 5}
        session.execute(insert(Answer), [{**key, "code": "added", "value": "Never said."}])
        assert [(fault.seq, fault.what) for fault in hand.faults()] == [(5, ANSWERS)]
