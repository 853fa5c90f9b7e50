"""Is the record as it was written? Each event is chained to the one before by a keyed hash over a digest.

The chain covers an event's own columns and the digest of its content (its answers), not the content itself: content
that is lawfully destroyed leaves a chain that still verifies. Both hashes are keyed, so that nobody without the key
can make a chain, or guess a short answer from its digest. The name of the key stands with each event, so that keys
can be changed: old events verify with the key that wrote them.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

BEGINNING = b"\x00" * 32
CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z


class KeyMissing(Exception):
    """A key that wrote part of the record is not among ADVICE_RECORD_KEYS."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The named keys of the record; `writing` names the one that new events are chained with."""

    writing: str
    secrets: Mapping[str, bytes]

    def hash(self, name: str, *parts: bytes) -> bytes:
        """A keyed SHA-256 of the parts, each with its length, so that no two sequences are alike."""
        return self.signature(name, *parts).digest()

    def signature(self, name: str, *parts: bytes) -> hmac.HMAC:
        """The same, not ended yet: what follows is signed as it comes."""
        if name not in self.secrets:
            raise KeyMissing(f"The record needs the key {name!r}, which is not configured.")
        made = hmac.new(self.secrets[name], digestmod="sha256")
        for part in parts:
            made.update(len(part).to_bytes(8, "big") + part)
        return made


def canonical(value: Any) -> bytes:
    """One spelling of a JSON value: sorted keys, no spaces, UTC times."""
    return orjson.dumps(value, option=CANONICAL)


def digest(keys: Keys, name: str, answers: Iterable[Mapping[str, Any]]) -> bytes:
    """The digest of an event's content: its answers by code."""
    return keys.hash(name, b"content", canonical({answer["code"]: dict(answer) for answer in answers}))


def link(keys: Keys, name: str, before: bytes, header: Mapping[str, Any], content: bytes) -> bytes:
    """The hash that chains an event to the one before it."""
    return keys.hash(name, b"event", before, canonical(dict(header)), content)
