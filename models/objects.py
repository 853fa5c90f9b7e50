"""Where is the content of documents kept? In a folder of this machine, or in a bucket of an S3-compatible store.

An object is written once, under a random key, before the database knows of it; it is gone again when the unit of work
that wrote it fails. Only a crash between the two can leave one that no document names.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from obstore.exceptions import BaseError
from obstore.store import ObjectStore, S3Store
from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger("advice")
BUCKET = "s3://"
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


class StoreFails(Exception):
    """The store of documents does not do what it was asked."""


class Objects(Protocol):
    """A store of objects by their keys. Every method raises StoreFails when it cannot do what it promises."""

    def put(self, key: str, content: bytes) -> None:
        """Keep a new object: when this returns, it outlasts a loss of power."""

    def get(self, key: str) -> bytes | None:
        """The content of an object, or None where there is none."""

    def remove(self, key: str) -> None:
        """Remove an object, if it is there."""

    def all(self) -> Iterator[tuple[str, datetime]]:
        """The key of every object, and when it was written."""


@contextmanager
def _failing() -> Iterator[None]:
    try:
        yield
    except (OSError, BaseError, ValueError) as wrong:
        raise StoreFails(f"The store of documents fails ({type(wrong).__name__}).") from wrong


@dataclass(frozen=True)
class Folder:
    """Objects as files that only the service's own user can read."""

    path: Path

    def put(self, key: str, content: bytes) -> None:
        """Write and fsync the file, and the folder that names it; half of a file does not stay."""
        place = self.path / key
        with _failing():
            self._folders(place.parent)
            try:
                with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
            except OSError:
                place.unlink(missing_ok=True)
                raise
            synced(place.parent)

    def _folders(self, wanted: Path) -> None:
        missing = [folder for folder in (wanted, *wanted.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            synced(folder.parent)

    def get(self, key: str) -> bytes | None:
        """The file's content."""
        with _failing():
            try:
                return (self.path / key).read_bytes()
            except FileNotFoundError:
                return None

    def remove(self, key: str) -> None:
        """Remove the file."""
        with _failing():
            (self.path / key).unlink(missing_ok=True)

    def all(self) -> Iterator[tuple[str, datetime]]:
        """Every file in the folder."""
        with _failing():
            for file in sorted(self.path.rglob("*")):
                if file.is_file():
                    yield (
                        file.relative_to(self.path).as_posix(),
                        datetime.fromtimestamp(file.stat().st_mtime, UTC),
                    )


def synced(folder: Path) -> None:
    """Have what a folder names written to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(frozen=True)
class Bucket:
    """Objects of a store that obstore speaks to."""

    store: ObjectStore

    def put(self, key: str, content: bytes) -> None:
        """Send the object; the store has acknowledged it when this returns."""
        with _failing():
            self.store.put(key, content)

    def get(self, key: str) -> bytes | None:
        """The object's content."""
        with _failing():
            try:
                return bytes(self.store.get(key).bytes())
            except FileNotFoundError:
                return None

    def remove(self, key: str) -> None:
        """Remove the object."""
        with _failing(), suppress(FileNotFoundError):
            self.store.delete(key)

    def all(self) -> Iterator[tuple[str, datetime]]:
        """Every object under the prefix."""
        with _failing():
            for page in self.store.list():
                yield from ((str(one["path"]), one["last_modified"]) for one in page)


def opened(where: str) -> Objects:
    """The store at a folder, or at s3://bucket/prefix with credentials from the environment. Raises StoreFails."""
    if not where.startswith(BUCKET):
        return Folder(Path(where))
    with _failing():
        return Bucket(S3Store.from_url(where, retry_config={"max_retries": 2}))


@dataclass
class Writing:
    """The objects that one unit of work writes: all gone again unless it is `settled`.

    `recorded` asks the database anew: a commit whose answer was lost may have happened, and a document without its
    content would be worse than content without a document. So where that cannot be told, the object stays.
    """

    objects: Objects
    recorded: Callable[[str], bool]
    written: list[str] = field(default_factory=list)

    def put(self, authority_id: int, content: bytes) -> str:
        """Write an object, and give its key."""
        name = secrets.token_hex(16)
        key = f"{authority_id}/{name[:2]}/{name}"
        self.written.append(key)
        self.objects.put(key, content)
        return key

    def settled(self) -> None:
        """The unit of work is committed: what it wrote stays."""
        self.written.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for key in self.written:
            try:
                if not self.recorded(key):
                    self.objects.remove(key)
            except (SQLAlchemyError, StoreFails) as wrong:
                log.warning("an object may be left over", extra={"kind": type(wrong).__name__})
