"""What did one version of the advice change of another? Place by place, in what was there and what is there now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """One place of the content, such as provision.0.amount; None where nothing stood, or nothing stands."""

    place: str
    before: Any
    now: Any


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Change, ...]:
    """Every place at which two versions differ, in the order of the later one."""
    was, stands = _places(before, ""), _places(now, "")
    named = dict.fromkeys((*stands, *was))
    return tuple(
        Change(place, was.get(place), stands.get(place)) for place in named if was.get(place) != stands.get(place)
    )


def _places(content: Any, place: str) -> dict[str, Any]:
    """Every text, number and yes or no of a content, by its place."""
    inner: Iterable[tuple[str, Any]]
    if isinstance(content, Mapping):
        inner = content.items()
    elif isinstance(content, list):
        inner = ((str(n), one) for n, one in enumerate(content))
    else:
        return {place: content}
    return {where: said for key, one in inner for where, said in _places(one, f"{place}.{key}".lstrip(".")).items()}
