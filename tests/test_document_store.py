"""Is the content of a document written before the record and gone when that fails, in a folder and in a bucket alike?"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from obstore.store import MemoryStore
from sqlalchemy import delete, event, insert, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from config import clock
from models.document import Document
from models.document_check import checked
from models.objects import Bucket, Folder, Objects, StoreFails, Writing, opened
from models.verify import verify
from tests import files
from tests.files import attached, kept, read, sent, with_store
from tests.place import Place
from tests.s3 import served_bucket
from tests.tampering import tampering


@pytest.fixture(params=["folder", "memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Objects]:
    """A store of each kind."""
    if request.param == "s3":
        with served_bucket("advice", monkeypatch) as url:
            yield opened(f"{url}/documents")
    else:
        yield Folder(tmp_path / "new" / "documents") if request.param == "folder" else Bucket(MemoryStore())


def test_an_object_is_kept_read_listed_and_removed(store: Objects) -> None:
    assert list(store.all()) == []
    for key, content in (("1/ab/abc", b"one"), ("1/ab/abd", bytes(range(256))), ("2/cd/cde", b"")):
        store.put(key, content)
        assert store.get(key) == content
    listed = dict(store.all())
    assert set(listed) == {"1/ab/abc", "1/ab/abd", "2/cd/cde"}
    assert all(abs(clock.now() - written) < timedelta(minutes=5) for written in listed.values())
    store.remove("1/ab/abc")
    store.remove("1/ab/abc")
    assert store.get("1/ab/abc") is None
    assert len(list(store.all())) == 2


def test_the_files_are_for_the_service_alone_and_are_synced_with_the_folders_that_name_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda fd: synced.append(Path(f"/proc/self/fd/{fd}").resolve()))
    before = os.umask(0)
    try:
        Folder(tmp_path / "documents").put("1/ab/abc", b"one")
    finally:
        os.umask(before)
    made = sorted((tmp_path / "documents").rglob("*"))
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "documents", *made)}
    assert modes == {"documents": 0o700, "1": 0o700, "ab": 0o700, "abc": 0o600}
    assert set(synced) >= {*made, tmp_path / "documents", tmp_path}


def test_what_cannot_be_written_leaves_no_half_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreFails):
        Folder(tmp_path).put("abc", b"one")
    assert list(tmp_path.iterdir()) == []


def test_a_document_is_attached_and_read_with_every_kind_of_store(place: Place, store: Objects) -> None:
    with_store(place, store)
    reference = place.ask()
    attached(place, reference)
    assert read(place, "caseworker", reference).get_data() == files.PDF
    with Session(place.storage.engine) as session:
        mine = [one for one in checked(session, store, clock.now()).faults if reference in one and "missing" not in one]
    assert mine == []


def failing(error: Exception) -> Callable[..., None]:
    def fails(*_: Any) -> None:
        raise error

    return fails


LOST = OperationalError("COMMIT", {}, Exception("server closed the connection"))
REFUSED = IntegrityError("COMMIT", {}, Exception("refused"))


@pytest.mark.parametrize("error", [LOST, REFUSED], ids=["lost", "refused"])
def test_when_the_commit_fails_the_object_is_gone_and_the_request_as_it_was(place: Place, error: Exception) -> None:
    reference = place.ask()
    seen: list[set[str]] = []

    def commit(_: Any) -> None:
        seen.append(kept(place))
        raise error

    event.listen(Session, "before_commit", commit)
    try:
        if error is REFUSED:
            with pytest.raises(IntegrityError):
                sent(place, reference, seen='"1"')
        else:
            assert sent(place, reference, seen='"1"').status_code == 503
    finally:
        event.remove(Session, "before_commit", commit)
    assert [len(one) for one in seen] == [1], "it was written before the commit"
    assert kept(place) == set()
    assert place.get("caseworker", f"/requests/{reference}")["version"] == 1


def test_a_commit_that_happened_though_its_answer_was_lost_keeps_the_object(place: Place) -> None:
    reference = place.ask()
    event.listen(Session, "after_commit", lost := failing(LOST))
    try:
        assert sent(place, reference, seen='"1"').status_code == 503
    finally:
        event.remove(Session, "after_commit", lost)
    assert read(place, "caseworker", reference).get_data() == files.PDF


def test_an_object_stays_where_the_database_cannot_say_whether_it_is_recorded(tmp_path: Path) -> None:
    for recorded, left in ((failing(LOST), 1), (lambda key: True, 1), (lambda key: False, 0)):
        store = Folder(tmp_path / str(left) / str(id(recorded)))
        with Writing(store, recorded) as writing:
            writing.put(1, b"x")
        assert len(list(store.all())) == left


def test_when_two_attach_at_once_the_one_who_is_late_leaves_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The request moves while the file is being written: nothing is locked then."""
    reference = place.ask()
    write = Writing.put

    def meanwhile(self: Writing, authority_id: int, content: bytes) -> str:
        place.does("officer", reference, "take")
        return write(self, authority_id, content)

    monkeypatch.setattr(Writing, "put", meanwhile)
    assert sent(place, reference).status_code == 412
    assert kept(place) == set()
    assert place.get("caseworker", f"/requests/{reference}")["documents"] == 0


class Unreachable(Folder):
    """A store that does not answer."""

    put = get = failing(StoreFails("It does not answer."))  # type: ignore[assignment]  # whatever it is asked


def test_a_store_that_does_not_answer_is_a_problem_of_ours_and_nothing_is_recorded(
    place: Place, tmp_path: Path
) -> None:
    reference = place.ask()
    attached(place, reference)
    with_store(place, Unreachable(tmp_path))
    for response in (sent(place, reference, files.page("other")), read(place, "caseworker", reference)):
        assert (response.status_code, response.content_type) == (503, "application/problem+json")
        assert "Documents cannot be reached just now" in response.json["detail"]
    assert place.get("caseworker", f"/requests/{reference}")["documents"] == 1


@pytest.mark.parametrize("harm", ["missing", "altered"])
def test_content_that_is_gone_or_altered_is_said_to_be_and_never_served(place: Place, harm: str) -> None:
    reference = place.ask()
    attached(place, reference)
    [key] = kept(place)
    store = place.storage.objects
    store.remove(key)
    if harm == "altered":
        store.put(key, files.PDF + b" ")
    response = read(place, "caseworker", reference)
    assert (response.status_code, response.content_type) == (500, "application/problem+json")
    assert "not where it was kept" in response.json["detail"]
    assert "Traceback" not in response.get_data(as_text=True)
    with Session(place.storage.engine) as session:
        faults = [one for one in checked(session, store, clock.now()).faults if key in one]
        assert verify(session, place.storage.keys, place.code).faults == (), "the record itself is sound"
    assert faults == [f"{reference}, document 1: {faults[0].split(': ', 1)[1]}"]
    assert harm in faults[0]


def test_an_object_that_no_document_names_is_left_over_once_it_is_an_hour_old(place: Place) -> None:
    place.storage.objects.put(f"{place.authority_id}/00/left", b"x")
    key = f"{place.authority_id}/00/left"
    for minutes, left in ((59, False), (61, True)):
        with Session(place.storage.engine) as session:
            at = clock.now() + timedelta(minutes=minutes)
            assert (key in checked(session, place.storage.objects, at).orphans) is left


CHANGED: dict[str, Any] = {
    "name": "Other.pdf", "title": "Other", "kind": "plan", "written_on": clock.day_of(clock.now()),
    "media_type": "image/png", "size": 1, "sha256": "0" * 64, "number": 7,
}  # fmt: skip


@pytest.mark.parametrize("column", [*CHANGED, "removed", "added"])
def test_a_document_that_was_changed_removed_or_added_by_hand_is_found(place: Place, column: str) -> None:
    reference = place.ask()
    attached(place, reference, title="The report", written_on="2026-01-01")
    place.does("officer", reference, "note")
    mine = Document.authority_id == place.authority_id
    with tampering(place) as session:
        if column == "added":
            row = {
                **session.query(Document.__table__).filter(mine).one()._mapping,
                "number": 2,
                "seq": 3,
                "object_key": "x",
            }
            session.execute(insert(Document).values(row))
        else:
            changing = delete(Document) if column == "removed" else update(Document).values({column: CHANGED[column]})
            session.execute(changing.where(mine))
        [found] = verify(session, place.storage.keys, place.code).faults
    assert (found.reference, found.seq) == (reference, 3 if column == "added" else 2)
    assert found.what.startswith("removed" if column == "removed" else "changed")
