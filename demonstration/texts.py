"""How do the words of a story become those of another child, told by other people in another place?

The texts of a story are cut once into what stays and what is put in; each telling then only puts in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

NAMES = ("given", "family")
SINCE = "since"  # a day after receipt that has come when it is told, at whatever pace
PLACEHOLDER = r"\{(?:day|received|due|given|family)(?:[+-]\d+)?\}"
PHONE = r"01632 960\d{3}"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where something is put in: a date with its shift in days, or a name, a number or a place by what stood there."""

    kind: str
    said: str
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """A text with slots in it; `alone` when one slot is all of it."""

    parts: tuple[str | Slot, ...]

    @property
    def alone(self) -> bool:
        """Whether it is nothing but a slot: then a date in it is data, and no prose."""
        return len(self.parts) == 1


@dataclass(frozen=True)
class Cutter:
    """Cuts the texts of one story. `named` says what each word that stands for somebody or some place means.

    `day`: the day of the story on which they are said.
    """

    named: Mapping[str, Slot]
    day: int = 0

    def cut(self, value: Any) -> Any:
        """A value of the story, at any depth, cut."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            return {key: self.cut(inner) for key, inner in value.items()}
        return [self.cut(inner) for inner in value] if isinstance(value, list) else value

    def _text(self, said: str) -> str | Text:
        words = (rf"(?<![\w.-]){re.escape(one)}(?![\w-])" for one in sorted(self.named, key=len, reverse=True))
        pattern = re.compile(f"({'|'.join((PLACEHOLDER, PHONE, *words))})")
        pieces = [piece for piece in pattern.split(said) if piece]
        if len(pieces) == 1 and not pattern.fullmatch(said):
            return said
        return Text(tuple(self._slot(piece) if pattern.fullmatch(piece) else piece for piece in pieces))

    def _slot(self, piece: str) -> Slot:
        if piece.startswith("{"):
            name, shift = re.match(r"\{([a-z]+)([+-]\d+)?\}", piece).groups()  # type: ignore[union-attr]  # it did match
            days = int(shift or 0)
            if name == "received" and 0 < days < self.day:
                name = SINCE
            return Slot("child" if name in NAMES else "date", name, days)
        return self.named.get(piece) or Slot("phone", piece)


def people_named(people: Iterable[Mapping[str, Any]], kin: Iterable[str]) -> dict[str, Slot]:
    """What the addresses, names and given names of the people of a story mean; family members come before them."""
    named: dict[str, Slot] = {}
    for one in people:
        key = one["email"].partition("@")[0]
        named |= {one["email"]: Slot("email", key), one["name"]: Slot("worker", key)}
        named[one["name"].partition(" ")[0]] = Slot("worker_given", key)
    return named | {one: Slot("kin", one) for one in kin}


Says = Callable[[Slot], str]


@dataclass(frozen=True)
class Voice:
    """Who speaks: what is put into each kind of slot but dates, and when the request was received and falls due."""

    says: Mapping[str, Says]
    received: date
    due: date

    def told(self, value: Any, day: date) -> Any:
        """A cut value as it reads on that day; a date alone is written 2026-01-31, in prose 31 January 2026."""
        if isinstance(value, Text):
            return "".join(part if isinstance(part, str) else self._put(part, day, value.alone) for part in value.parts)
        if isinstance(value, dict):
            return {key: self.told(inner, day) for key, inner in value.items()}
        return [self.told(inner, day) for inner in value] if isinstance(value, list) else value

    def _put(self, slot: Slot, day: date, alone: bool) -> str:
        if slot.kind != "date":
            return self.says[slot.kind](slot)
        counted_from = {"day": day, "received": self.received, SINCE: self.received, "due": self.due}
        when = counted_from[slot.said] + timedelta(days=slot.shift)
        if slot.said == SINCE:
            when = min(when, day)
        return when.isoformat() if alone else f"{when.day} {when:%B %Y}"
