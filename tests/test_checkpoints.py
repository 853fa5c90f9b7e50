"""Are checkpoints kept daily, one after the other, and is one that was changed, exchanged or damaged found?"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from config import clock
from models.base import at_one_moment, table_of
from models.chain import KeyMissing, Keys
from models.checkpoint import AlreadyThere, BadCheckpoint, Head, goes_back_to, newest, opened, write
from models.heads import differences, heads, keep
from models.idempotency import IdempotencyRecord
from models.verify import verify
from tests.place import Place
from tests.tampering import Hand, tampering

OTHER = bytes(reversed(range(32)))
FIRST, SECOND, THIRD = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


def kept(place: Place, folder: Path, day: date, keys: Keys | None = None) -> Path:
    """The checkpoint of a day, which is written then."""
    with place.on(day), Session(place.storage.engine) as session:
        at_one_moment(session)
        keep(session, keys or place.storage.keys, folder, clock.now())
    found = newest(folder)
    assert found
    assert found.name == f"checkpoint-{day}.txt.gz"
    return found


@pytest.fixture
def mine(northmere: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """An authority whose checkpoints are of its own requests alone: others work in the same database at other times."""
    everything = heads
    monkeypatch.setattr("models.heads.heads", lambda session, _authority=None: everything(session, northmere.code))
    return northmere


def packed(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(gzip.compress(change(gzip.decompress(path.read_bytes())), mtime=0))


def test_a_checkpoint_knows_where_every_chain_ends(mine: Place, tmp_path: Path) -> None:
    with mine.on(FIRST):
        references = [mine.ask(), mine.ask()]
        mine.does("officer", references[1], "take")
    checkpoint = opened(kept(mine, tmp_path, FIRST), mine.storage.keys)
    found = list(checkpoint.heads())
    assert [(head.authority, head.reference, head.version) for head in found] == [
        (mine.code, references[0], 1),
        (mine.code, references[1], 2),
    ]
    with Session(mine.storage.engine) as session:
        assert list(heads(session, mine.code)) == found
    assert (checkpoint.made.date(), checkpoint.key, checkpoint.before) == (FIRST, "test", None)
    assert checkpoint.path.stat().st_mode & 0o777 == 0o600


def test_work_that_goes_on_is_no_difference(mine: Place, tmp_path: Path) -> None:
    with mine.on(FIRST):
        reference = mine.ask()
    checkpoint = opened(kept(mine, tmp_path, FIRST), mine.storage.keys)
    with mine.on(SECOND):
        mine.does("officer", reference, "take")
        mine.ask()
    with Session(mine.storage.engine) as session:
        assert list(differences(session, checkpoint, mine.code)) == []


def test_one_is_written_a_day_though_many_try_at_once(mine: Place, tmp_path: Path) -> None:
    with mine.on(FIRST):
        mine.ask()

        def one(_: int) -> bool:
            with suppress(AlreadyThere), Session(mine.storage.engine) as session:
                keep(session, mine.storage.keys, tmp_path, clock.now())
                return True
            return False

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(one, range(8))) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint-2026-03-02.txt.gz"]


def test_each_names_the_one_before_and_one_that_was_changed_is_found(mine: Place, tmp_path: Path) -> None:
    with mine.on(FIRST):
        mine.ask()
    first, second, third = (kept(mine, tmp_path, day) for day in (FIRST, SECOND, THIRD))
    latest = opened(third, mine.storage.keys)
    assert goes_back_to(latest) == (first, None)
    second.touch()
    assert goes_back_to(latest) == (first, None), "only its content counts"
    before = first.read_bytes()
    packed(first, lambda content: content.replace(b" 1 ", b" 2 "))
    with pytest.raises(
        BadCheckpoint, match=r"checkpoint-2026-03-02.txt.gz was changed or exchanged: it is not the one"
    ):
        goes_back_to(latest)
    first.write_bytes(before)
    second.unlink()
    assert goes_back_to(latest) == (third, second.name), "one that is not there is said to be missing"


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


SPOILED: dict[str, tuple[Callable[[Path], Any], str]] = {
    "a figure changed": (lambda path: packed(path, lambda text: text.replace(b" 1 ", b" 2 ")), "was changed"),
    "a request left out": (lambda path: packed(path, lambda text: b"".join(text.splitlines(True)[:-3])), "was changed"),
    "another day": (lambda path: packed(path, lambda text: text.replace(b"made 2026", b"made 2027")), "was changed"),
    "no day": (lambda path: packed(path, lambda text: text.replace(b"made 2026", b"made today")), "is damaged"),
    "the signature taken off": (lambda path: packed(path, lambda text: text[: text.rindex(b"signed")]), "was changed"),
    "a line added": (lambda path: packed(path, lambda text: text + b"more\n"), "was changed"),
    "cut short": (cut, "is damaged"),
    "not packed": (lambda path: path.write_bytes(b"Dear Sir or Madam"), "is damaged"),
    "something else": (lambda path: packed(path, lambda text: b"Dear Sir or Madam"), "is no checkpoint"),
    "of another version": (lambda path: packed(path, lambda text: text.replace(b"point 1", b"point 9")), "that this version"),
    "not there": (lambda path: path.unlink(), "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("how", SPOILED)
def test_a_checkpoint_that_was_changed_or_damaged_is_not_relied_on(mine: Place, tmp_path: Path, how: str) -> None:
    with mine.on(FIRST):
        mine.ask()
    path, (spoil, said) = kept(mine, tmp_path, FIRST), SPOILED[how]
    assert opened(path, mine.storage.keys)
    spoil(path)
    with pytest.raises(BadCheckpoint, match=said):
        opened(path, mine.storage.keys)


def test_a_checkpoint_is_read_with_the_key_that_signed_it_however_many_there_are(mine: Place, tmp_path: Path) -> None:
    with mine.on(FIRST):
        mine.ask()
    old, both = mine.storage.keys, Keys("new", {"new": OTHER, **mine.storage.keys.secrets})
    first, second = kept(mine, tmp_path, FIRST), kept(mine, tmp_path, SECOND, both)
    assert [opened(path, both).key for path in (first, second)] == ["test", "new"]
    with pytest.raises(KeyMissing, match="'new', which is not configured"):
        opened(second, old)
    with pytest.raises(BadCheckpoint, match="made with another key"):
        opened(first, Keys("test", {"test": OTHER}))


def test_no_checkpoint_is_written_over_a_record_that_lost_what_the_last_one_saw(mine: Place, tmp_path: Path) -> None:
    with mine.on(FIRST):
        reference = mine.ask()
    kept(mine, tmp_path, FIRST)
    with mine.on(SECOND), tampering(mine) as session:
        Hand(session, mine, reference, mine.storage.keys).removes_all()
        with pytest.raises(BadCheckpoint) as refused:
            keep(session, mine.storage.keys, tmp_path, clock.now())
    said = str(refused.value).splitlines()
    assert said[0].startswith(f"{reference}, event 1: removed: the checkpoint knows this request up to here")
    assert said[1] == "The record no longer holds what checkpoint-2026-03-02.txt.gz saw: none was written today."
    assert len(list(tmp_path.iterdir())) == 1
    kept(mine, tmp_path, SECOND)


def test_a_clock_that_went_back_writes_nothing(mine: Place, tmp_path: Path) -> None:
    kept(mine, tmp_path, SECOND)
    with pytest.raises(BadCheckpoint, match="of a later day than today: is the clock right"):
        kept(mine, tmp_path, FIRST)


def test_half_a_checkpoint_does_not_stay(tmp_path: Path) -> None:
    def breaks() -> Any:
        yield Head(
            1, "northmere", table_of(IdempotencyRecord).c.user_id.type.python_type(int=1), "SCA-1", 1, b"\x01" * 32
        )
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write(tmp_path / "checkpoint-2026-03-02.txt.gz", Keys("a", {"a": OTHER}), clock.now(), None, breaks())
    assert list(tmp_path.iterdir()) == []


def test_a_step_that_is_taken_while_the_record_is_walked_is_no_fault(northmere: Place) -> None:
    """The walk sees the record as it stood at one moment, and holds nobody up."""
    reference, taken = northmere.ask(), []

    def meanwhile(_c: Any, _u: Any, statement: str, *_: Any) -> None:
        if "FROM event" in statement and not taken:
            taken.append(True)
            northmere.does("officer", reference, "take")

    with Session(northmere.storage.engine) as session:
        at_one_moment(session)
        event.listen(northmere.storage.engine, "before_cursor_execute", meanwhile)
        try:
            found = verify(session, northmere.storage.keys, northmere.code)
        finally:
            event.remove(northmere.storage.engine, "before_cursor_execute", meanwhile)
    assert taken
    assert (found.events, found.faults) == (1, ())


def test_a_checkpoint_of_many_requests_is_small_and_read_as_a_stream(tmp_path: Path) -> None:
    many = 20_000
    told = (Head(1, "northmere", uuid, f"SCA-2026-{n:06}", 12, uuid.bytes * 2) for n, uuid in _ids(many))
    path, keys = tmp_path / "checkpoint-2026-03-02.txt.gz", Keys("a", {"a": OTHER})
    assert write(path, keys, clock.now(), None, told) == many
    assert path.stat().st_size < 70 * many
    assert sum(1 for _ in opened(path, keys).heads()) == many


def _ids(many: int) -> Any:
    from models.base import new_id

    return ((n, new_id()) for n in range(many))
