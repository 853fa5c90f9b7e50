"""Is the record kept? What was written cannot be changed, verifies with the key that wrote it, and reads as asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import create_app
from config import authorities, authority_file, clock
from config.settings import Settings
from models import access, authority, queries
from models.advice import AdviceVersion, Submission
from models.chain import KeyMissing, Keys
from models.event import APPEND_ONLY
from models.record import record
from models.user import token_hash
from models.verify import Verified, verify
from tests import answers, files, lists
from tests.conftest import KEY
from tests.place import Place, make_place
from tests.tampering import tampering
from workflow.asking.answering import Given
from workflow.asking.question_sets import from_content, question_sets
from workflow.asking.questions import QuestionSet
from workflow.machine import decide

SECOND = bytes(reversed(range(32)))
FORGED = bytes(32)


@pytest.fixture(scope="module")
def kept(served: Flask) -> Place:
    """An authority that has issued advice, so that there is a row in every table of the record."""
    place = make_place(served, "northmere")
    reference = place.ask(involvement=answers.active(place))
    for action in ("record_reading", "record_contact"):
        place.does("social_worker", reference, action)
    place.submits("social_worker", reference)
    place.does("team_manager", reference, "issue_advice")
    files.attached(place, reference)
    lists.screened(place, lists.listed(place)[0], lists.no())
    return place


def rows(place: Place, table: str) -> list[Any]:
    with place.storage.engine.connect() as connection:
        where = {"owner": place.authority_id}
        return sorted(map(repr, connection.execute(text(f"SELECT * FROM {table} WHERE authority_id = :owner"), where)))


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {table} SET authority_id = authority_id WHERE authority_id = {owner}",
        "DELETE FROM {table} WHERE authority_id = {owner}",
        "TRUNCATE {table} CASCADE",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE authority_id = {owner}",
    ],
    ids=lambda statement: statement.split(" {")[0].lower(),
)
def test_the_database_refuses_to_change_what_was_recorded(kept: Place, table: str, change: str) -> None:
    dialect = kept.storage.engine.dialect.name
    if change.startswith("TRUNCATE" if dialect == "sqlite" else "INSERT OR REPLACE"):
        change = "DELETE FROM {table}"  # this database has no such statement: all rows at once instead
    before = rows(kept, table)
    assert before
    with kept.storage.engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(change.format(table=table, owner=kept.authority_id)))
    assert rows(kept, table) == before


@contextmanager
def with_keys(place: Place, *keys: tuple[str, bytes]) -> Iterator[Place]:
    """The same authority in the same database, served with other keys; the first one writes."""
    url = place.storage.engine.url.render_as_string(hide_password=False)
    app = create_app(Settings(url, "x" * 32, keys))
    app.testing = True
    try:
        yield replace(place, app=app)
    finally:
        app.extensions["storage"].engine.dispose()


def verified(place: Place, keys: Mapping[str, bytes]) -> Verified:
    with Session(place.storage.engine) as session:
        return verify(session, Keys(next(iter(keys)), keys), place.code)


@pytest.fixture
def two_keys(northmere: Place) -> Place:
    """A record that was begun with the key `test` and goes on with the key `second`."""
    reference = northmere.ask()
    with with_keys(northmere, ("second", SECOND), ("test", KEY)) as later:
        later.does("officer", reference, "take")
        later.does("officer", reference, "note")
    return northmere


def test_a_record_written_with_two_keys_verifies_with_both(two_keys: Place) -> None:
    found = verified(two_keys, {"second": SECOND, "test": KEY})
    assert (found.events, found.faults) == (3, ())
    assert verified(two_keys, {"test": KEY, "second": SECOND}).faults == ()


@pytest.mark.parametrize(("kept", "missing"), [("second", "test"), ("test", "second")])
def test_a_key_that_is_not_configured_is_named_and_nothing_is_called_sound(
    two_keys: Place, kept: str, missing: str
) -> None:
    with pytest.raises(KeyMissing, match=f"'{missing}', which is not configured"):
        verified(two_keys, {kept: {"second": SECOND, "test": KEY}[kept]})


def test_another_secret_under_the_same_name_verifies_nothing(two_keys: Place) -> None:
    found = verified(two_keys, {"second": SECOND, "test": FORGED})
    assert {fault.seq for fault in found.faults} == {1}
    found = verified(two_keys, {"second": FORGED, "test": KEY})
    assert {fault.seq for fault in found.faults} == {2, 3}


def test_an_authoritys_record_is_verified_without_those_of_others(northmere: Place, eastvale: Place) -> None:
    northmere.ask()
    northmere.ask()
    eastvale.ask()
    keys = northmere.storage.keys
    with Session(northmere.storage.engine) as session:
        assert verify(session, keys, northmere.code) == Verified(2, 2, ())
        assert verify(session, keys, eastvale.code) == Verified(1, 1, ())


def of_old(code: str) -> QuestionSet:
    """A question set as it might have stood years ago: another title, other words, and a question since dropped."""
    now = question_sets()[code].content
    first = {**now["questions"][0], "text": "What should be noted, as we asked it in 2024?"}
    dropped = {"code": "dropped", "text": "A question since dropped?", "type": "string", "source": "An older page"}
    return from_content({**now, "title": "As it was", "questions": [first, dropped]})


def noted_of_old(place: Place, reference: str, asked: QuestionSet) -> None:
    """A note taken when the question set was the old one: decided and recorded as ever, but asked in its words."""
    with Session(place.storage.engine, expire_on_commit=False) as session, session.begin():
        authority.keep_sets(session, place.authority_id, [asked], clock.now())
        signed = access.sign_in(session, token_hash(place.people["officer"].token), None)
        assert signed
        request = queries.find(session, signed, reference, locked=True)
        assert request
        facts = request.as_facts(signed.authority, queries.past(session, request.key))
        made = decide(facts, signed.caller, "note", Given({"note": "The family moves in May."}), clock.now())
        made = replace(made, asked=asked, event=replace(made.event, question_set=asked.hash))
        record(session, place.storage.keys, request, made, {})


def told(place: Place, reference: str, seq: int) -> list[tuple[str, str]]:
    """The questions of an event, in the words of its history, with what was answered."""
    event = place.get("officer", f"/requests/{reference}/history")["events"][seq - 1]
    given = event["answers"]
    listed = given.items() if isinstance(given, dict) else ((one["code"], one) for one in given)
    return [(one["question"], one["value"]) for _, one in listed]


def test_an_old_event_reads_as_it_was_asked_though_the_questions_have_changed(northmere: Place) -> None:
    reference, asked = northmere.ask(), of_old("note")
    assert asked.hash != question_sets()["note"].hash
    noted_of_old(northmere, reference, asked)
    northmere.does("officer", reference, "note", {"note": "The family has moved."})
    now = question_sets()["note"].by_code["note"].text
    assert told(northmere, reference, 2) == [
        ("What should be noted, as we asked it in 2024?", "The family moves in May.")
    ]
    assert told(northmere, reference, 3) == [(now, "The family has moved.")]
    assert verified(northmere, {"test": KEY}).faults == ()


def test_a_question_set_that_was_asked_can_be_read_for_good(northmere: Place) -> None:
    reference, asked = northmere.ask(), of_old("note")
    noted_of_old(northmere, reference, asked)
    shown = northmere.get("officer", f"/question-sets/note/{asked.hash}")
    assert shown["title"] == "As it was"
    assert [question["code"] for question in shown["questions"]] == ["note", "dropped"]


def test_an_authority_that_chooses_other_questions_leaves_its_old_events_as_asked(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    northmere.does("officer", reference, "record_answers")
    before = told(northmere, reference, 3)
    held = authority_file.from_text((authorities.AUTHORITIES / "northmere.yaml").read_text(), "northmere.yaml")
    held |= {"code": northmere.code, "question_sets": {"record_answers": "record_answers_daily_living"}}
    with Session(northmere.storage.engine) as session, session.begin():
        authority.load(session, held, list(question_sets().values()), clock.now(), True)
    offered = northmere.get("officer", f"/requests/{reference}/actions")["actions"]
    assert next(one for one in offered if one["action"] == "record_answers")["question_set"]["code"] == (
        "record_answers_daily_living"
    )
    assert told(northmere, reference, 3) == before


@pytest.mark.parametrize("removed", [False, True])
@pytest.mark.parametrize(("kept", "seq"), [(AdviceVersion, 8), (Submission, 7)])
def test_issued_advice_or_a_draft_as_it_was_sent_that_is_changed_or_gone_is_found(
    northmere: Place, kept: type[AdviceVersion | Submission], seq: int, removed: bool
) -> None:
    reference = northmere.ask()
    for action in ("take", "record_reading", "record_contact", "record_answers", "decide_no_assessment"):
        northmere.does("officer", reference, action)
    northmere.submits("officer", reference)
    northmere.does("reviewer", reference, "issue_advice")
    with tampering(northmere) as session:
        mine = kept.authority_id == northmere.authority_id
        changing = delete(kept) if removed else update(kept).values(content={"needs": []})
        session.execute(changing.where(mine))
        [found] = verify(session, northmere.storage.keys, northmere.code).faults
    assert found.seq == seq
    assert found.what.startswith("removed" if removed else "changed")
    assert verified(northmere, {"test": KEY}).faults == ()
