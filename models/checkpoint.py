"""Where did the chain of every request end on an earlier day? A signed file of a day, kept outside the database.

It is lines of text, packed: who made it and when, the file before it with its fingerprint, then every request with the
number and the hash of its last event, and a signature under the key of the record. It is written and read as a stream.
"""

from __future__ import annotations

import gzip
import hmac
import os
import re
import secrets
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from typing import IO
from uuid import UUID

from models.chain import Keys
from models.objects import synced

FIRST = "social care advice checkpoint 1"
PURPOSE = b"checkpoint"
PRIVATE = 0o600
LONGEST_LINE = 500
HEADING, ENDING = 4, ("requests", "signed")
NAME = re.compile(r"checkpoint-\d{4}-\d{2}-\d{2}\.txt\.gz\Z")
BEFORE = re.compile(r"(checkpoint-\d{4}-\d{2}-\d{2}\.txt\.gz) sha256 ([0-9a-f]{64})\Z")


class BadCheckpoint(Exception):
    """A checkpoint cannot be relied on, or none can be made; the message says why."""


class AlreadyThere(Exception):
    """The checkpoint of that day was written before."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain of a request ends: the number and the hash of its last event."""

    authority_id: int
    authority: str
    request_id: UUID
    reference: str
    version: int
    chain: bytes

    @property
    def key(self) -> tuple[int, UUID]:
        """What it is kept under."""
        return self.authority_id, self.request_id


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint that is as it was signed. `before`: the name and the fingerprint of the file it followed."""

    path: Path
    made: datetime
    key: str
    before: tuple[str, str] | None

    def heads(self) -> Iterator[Head]:
        """Every request that it knows, in the order of their keys."""
        with _unpacked(self.path) as file:
            owner, code = 0, ""
            for line in islice(file, HEADING, None):
                kind, *rest = line.decode().split()
                if kind == "authority":
                    owner, code = int(rest[0]), rest[1]
                elif kind not in ENDING:
                    yield Head(owner, code, UUID(kind), rest[0], int(rest[1]), bytes.fromhex(rest[2]))


def name_of(day: date) -> str:
    """The name of the checkpoint of a day."""
    return f"checkpoint-{day.isoformat()}.txt.gz"


def newest(folder: Path) -> Path | None:
    """The latest checkpoint in a folder."""
    return max((path for path in folder.glob("checkpoint-*") if NAME.match(path.name)), default=None)


def write(path: Path, keys: Keys, made: datetime, before: Path | None, heads: Iterable[Head]) -> int:
    """Write a checkpoint, whole or not at all, and say of how many requests. Raises AlreadyThere, OSError."""
    begun = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as raw:
            with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6) as packed:
                number = _signed(packed, keys, made, before, heads)
            raw.flush()
            os.fsync(raw.fileno())
        os.link(begun, path)  # unlike a rename, this never takes the place of one that is there
    except FileExistsError:
        raise AlreadyThere from None
    finally:
        begun.unlink(missing_ok=True)
    synced(path.parent)
    return number


def _signed(packed: gzip.GzipFile, keys: Keys, made: datetime, before: Path | None, heads: Iterable[Head]) -> int:
    signature, number, owner = keys.signature(keys.writing, PURPOSE), 0, None

    def say(line: str) -> None:
        written = f"{line}\n".encode()
        signature.update(written)
        packed.write(written)

    say(FIRST)
    say(f"key {keys.writing}")
    say(f"made {made.isoformat()}")
    say(f"before {before.name} sha256 {fingerprint(before)}" if before else "before none")
    for number, head in enumerate(heads, start=1):  # noqa: B007  # how many they were is said at the end
        if head.authority_id != owner:
            owner = head.authority_id
            say(f"authority {owner} {head.authority}")
        say(f"{head.request_id.hex} {head.reference} {head.version} {head.chain.hex()}")
    say(f"requests {number}")
    packed.write(f"signed {signature.hexdigest()}\n".encode())
    return number


def opened(path: Path, keys: Keys) -> Checkpoint:
    """A checkpoint, once its signature is found to be that of its content. Raises BadCheckpoint, KeyMissing."""
    with _unpacked(path) as file:
        found = _heading(path, file)
        signature, last = keys.signature(found.key, PURPOSE), b""
        file.seek(0)
        for line in file:
            signature.update(last)
            last = line
    if not hmac.compare_digest(last, f"signed {signature.hexdigest()}\n".encode()):
        raise BadCheckpoint(f"{path.name} was changed, or made with another key: it is not what was signed.")
    return found


def opened_in(where: Path, keys: Keys) -> Checkpoint:
    """That checkpoint; of a folder, the newest in it. Raises BadCheckpoint, KeyMissing."""
    path = newest(where) if where.is_dir() else where
    if path is None:
        raise BadCheckpoint(f"There is no checkpoint in {where}: `advice jobs run` writes one.")
    return opened(path, keys)


def goes_back_to(newest: Checkpoint) -> tuple[Path, str | None]:
    """The oldest checkpoint that is there of those it followed, and the name of the one before that, if there was one.

    Raises BadCheckpoint where one of them is not the one that was followed.
    """
    path, before = newest.path, newest.before
    while before:
        name, expected = before
        older = path.with_name(name)
        if not older.exists():
            return path, name
        if fingerprint(older) != expected:
            raise BadCheckpoint(f"{name} was changed or exchanged: it is not the one that {path.name} followed.")
        path = older
        with _unpacked(path) as file:
            before = _heading(path, file).before
    return path, None


def fingerprint(path: Path) -> str:
    """SHA-256 of the file as it lies in its folder, in hexadecimal: what `sha256sum` says."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


@contextmanager
def _unpacked(path: Path) -> Iterator[IO[bytes]]:
    try:
        with gzip.open(path) as file:
            yield file  # type: ignore[misc]  # opened to be read, it is a stream of bytes
    except (gzip.BadGzipFile, EOFError, zlib.error, ValueError) as wrong:
        raise BadCheckpoint(f"{path.name} is damaged, or no checkpoint: {wrong}.") from wrong
    except OSError as wrong:
        raise BadCheckpoint(f"{path} cannot be read: {wrong.strerror}.") from wrong


def _heading(path: Path, file: IO[bytes]) -> Checkpoint:
    first, key, made, before = (
        file.readline(LONGEST_LINE).decode().rstrip("\n").partition(" ") for _ in range(HEADING)
    )
    if " ".join((first[0], first[2])) != FIRST or (key[0], made[0], before[0]) != ("key", "made", "before"):
        raise BadCheckpoint(f"{path.name} is no checkpoint that this version can read.")
    followed = BEFORE.match(before[2])
    return Checkpoint(path, datetime.fromisoformat(made[2]), key[2], (followed[1], followed[2]) if followed else None)
