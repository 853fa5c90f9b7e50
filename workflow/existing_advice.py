"""How do the three parties of regulation 6(4) stand towards the advice that exists already?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from workflow.history import Event

PARTIES = ("author", "authority", "family")
FAMILY = ("parent", "young_person")
NAME, NUMBER = "existing_document", "existing_document_number"
NUMBERED = re.compile(r"\s*(?:document\s*)?(\d+)\s*\Z|.*\bdocument\s+(\d+)\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """What one party said of the document: enough or not, by whom, on what day."""

    sufficient: bool
    by: str | None
    on: date


@dataclass(frozen=True, slots=True)
class ExistingAdvice:
    """The document named last, and what each party has said of it last; a party not in `said` has not spoken yet.

    `number`: which of the request's documents it is, as the confirmations of it say; None while none says so.
    `names`: every name that they give it.
    """

    document: str | None
    number: int | None
    said: Mapping[str, Said]
    names: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The parties who have not found it enough."""
        return tuple(party for party in PARTIES if party not in self.said or not self.said[party].sufficient)

    def is_named(self, words: str) -> bool:
        """Whether these words name it: by its number, or by its name with or without more, such as where it is kept."""
        numbered = NUMBERED.match(words)
        if numbered and self.number is not None and int(numbered[1] or numbered[2]) == self.number:
            return True
        return any(_plain(name) in _plain(words) or _plain(words) in _plain(name) for name in self.names)


def existing_advice(told: Iterable[Event]) -> ExistingAdvice | None:
    """How it stands after these steps; None where no document was named. What was said of another does not count."""
    confirmations = [event for event in told if event.action == "confirm_existing_advice"]
    if not confirmations:
        return None
    last = confirmations[-1]
    of_it = [event for event in confirmations if _same(event, last)]
    said = {
        _party(event.value("confirming_party")): Said(
            bool(event.value("sufficient")), event.value("confirmed_by"), event.day("confirmed_on") or event.on
        )
        for event in of_it
    }
    numbers = [number for event in of_it if (number := event.value(NUMBER)) is not None]
    names = tuple(dict.fromkeys(event.value(NAME) or "" for event in of_it))
    return ExistingAdvice(last.value(NAME), numbers[-1] if numbers else None, said, names)


def _party(named: str) -> str:
    return "family" if named in FAMILY else named


def _same(one: Event, other: Event) -> bool:
    """Whether two confirmations are of one document: by number where both have one, else by name.

    Capitals and spaces of a name do not matter.
    """
    if one.value(NUMBER) is not None and other.value(NUMBER) is not None:
        return bool(one.value(NUMBER) == other.value(NUMBER))
    return _plain(one.value(NAME) or "") == _plain(other.value(NAME) or "")


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
