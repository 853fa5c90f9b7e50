"""What did one version of the advice change of another? Place by place, and word by word where a text was changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from workflow.writing.passages import leaves, said, worded

WORDS = re.compile(r"\s*\S+")
LONGEST_COMPARED = 4000  # words of one text; two longer ones are shown whole, as removed and added


@dataclass(frozen=True, slots=True)
class Change:
    """One place of the content; None where nothing stood, or nothing stands.

    `place` is as provision.0.amount in the version where it stands; `where` says it to a person. `words` spells a
    changed text out: pieces that are the same, removed or added, in reading order.
    """

    place: str
    where: str
    before: Any
    now: Any
    words: tuple[tuple[str, str], ...] = ()


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Change, ...]:
    """Every place at which two versions differ, in the order of the later one; items are told apart by their ids."""
    was, stands = _by_name(before), _by_name(now)
    made = []
    for name in dict.fromkeys((*stands, *was)):
        place, new = stands.get(name, (None, None))
        old_place, old = was.get(name, (None, None))
        if new != old:
            where = worded(now, place) if place else worded(before, old_place or "")
            made.append(Change(place or old_place or "", where, old, new, tuple(between(old, new))))
    return tuple(made)


def _by_name(content: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    """Every leaf with its place, under a name that an item keeps when others are put before it."""
    return {worded(content, place): (place, leaf) for place, leaf in leaves(said(content))}


def between(old: Any, new: Any) -> Iterator[tuple[str, str]]:
    """One text turned into another, piece by piece: same, removed or added; nothing unless both are texts."""
    if not (isinstance(old, str) and isinstance(new, str)):
        return
    was, stands = WORDS.findall(old), WORDS.findall(new)
    if max(len(was), len(stands)) > LONGEST_COMPARED:
        yield "removed", old
        yield "added", new
        return
    for kind, i, j, k, m in SequenceMatcher(None, was, stands, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(was[i:j])
            continue
        yield from ((how, "".join(part)) for how, part in (("removed", was[i:j]), ("added", stands[k:m])) if part)
