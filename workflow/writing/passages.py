"""Which texts does a piece of advice have, and where does each stand?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# What is chosen or set, and read by nobody as a text.
CODES = ("id", "need", "outcome", "section", "category", "domain", "by", "start_on", "review_on", "legal_basis")
# The order in which a plan is read; what has no place in it comes last.
ORDER = ("involvement", "strengths", "views", "needs", "outcomes", "no_needs_because", "provision")
PLACES = {part: n for n, part in enumerate(ORDER)}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the content: its exact place (needs.0.text), and what it is (needs.text)."""

    place: str
    part: str
    text: str


def leaves(content: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every text, number, date and yes or no of a content, with its place."""
    inner: Iterable[tuple[str, Any]]
    if isinstance(content, Mapping):
        inner = content.items()
    elif isinstance(content, list):
        inner = ((str(n), one) for n, one in enumerate(content))
    else:
        yield place, content
        return
    for key, one in inner:
        yield from leaves(one, f"{place}.{key}" if place else str(key))


def said(content: Mapping[str, Any]) -> dict[str, Any]:
    """What the advice says, without what it notes of where its texts came from."""
    return {part: inner for part, inner in content.items() if part != "carried"}


def passages(content: Mapping[str, Any]) -> Iterator[Passage]:
    """Every text that a reader of the advice would read or be shown."""
    for place, text in leaves(said(content)):
        if isinstance(text, str) and ".service." not in place:  # what the directory says of a service is its own
            yield Passage(place, _part(place), text)


@lru_cache(maxsize=4096)
def _part(place: str) -> str:
    """What stands at a place, whichever of several: provision.amount at provision.0.amount."""
    return ".".join(step for step in place.split(".") if not step.isdigit())


def prose(content: Mapping[str, Any]) -> Iterator[Passage]:
    """Every text that somebody wrote in their own words, in the order in which it is read."""
    for part in sorted(content, key=lambda part: PLACES.get(part, len(ORDER))):
        for one in passages({part: content[part]}):
            if one.part.rpartition(".")[2] not in CODES:
                yield one


def worded(content: Mapping[str, Any], place: str) -> str:
    """A place as it is said to a person: provision p1 amount, items being named by their ids where they have one."""
    at: Any = content
    words = []
    for step in place.split("."):
        at = at[int(step)] if isinstance(at, list) else at.get(step)
        named = (at or {}).get("id", int(step) + 1) if step.isdigit() and isinstance(at, Mapping) else step
        words.append(str(named).replace("_", " "))
    return " ".join(words)
