"""What is a community service of a directory, and by which words is it found?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize

ACTIVE = "active"
STATUSES = (ACTIVE, "inactive", "defunct", "temporarily closed")
LONGEST_NAME, LONGEST_ADDRESS = 300, 2000
OLDEST_AGE = 150
BETWEEN_WORDS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Service:
    """One community service as the directory has it; ages in years. `gone_on`: the day on which it was found gone."""

    id: str
    name: str
    status: str
    organisation: str | None = None
    description: str | None = None
    url: str | None = None
    email: str | None = None
    phone: str | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    places: tuple[str, ...] = ()
    needs: tuple[Mapping[str, str | None], ...] = ()
    assured_on: date | None = None
    last_modified: datetime | None = None
    fetched_at: datetime | None = None
    gone_on: date | None = None

    @property
    def fresh_on(self) -> date | None:
        """The last day on which somebody is known to have checked or changed what is said of it."""
        changed = self.last_modified.date() if self.last_modified else None
        return max(filter(None, (self.assured_on, changed)), default=None)


def folded(*texts: str | None) -> str:
    """Texts as they are searched: words in small letters, a space before and after each."""
    joined = normalize("NFKC", " ".join(filter(None, texts))).casefold()
    return f" {' '.join(BETWEEN_WORDS.split(joined))} ".replace("  ", " ")
