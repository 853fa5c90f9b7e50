"""Where does a text say something? What tells it, what only looks like it, and how a text is read for both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from weakref import WeakSet

from workflow.writing.patterns import looked_for, one_by_one

SAME = str.maketrans("\u2018\u2019\u201c\u201d\u00a0\u2010\u2011\u2012\u2013\u2014", "''\"\" -----")
GONE = "\x00"
ENDED = re.compile(r"[.!?;]+[\"')]*\s|\n")


@lru_cache(4096)
def plain(text: str) -> str:
    """The text in small letters and plain marks, each character at its old place."""
    same = text.translate(SAME)
    small = same.lower()
    return small if len(small) == len(same) else "".join(c.lower() if len(c.lower()) == 1 else c for c in same)


@lru_cache(4096)
def sentences(text: str) -> tuple[str, ...]:
    """Its sentences; a semicolon or a new line ends one too."""
    return tuple(part.strip() for part in re.split(r"(?<=[.!?])[\"')]*\s+|;\s*|\n+", text) if part.strip())


CUES: WeakSet[Cue] = WeakSet()  # every one that there is


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Cue:
    """A list of phrases that tell something, and a list of those that look like it and do not.

    A long list is looked for only in sentences that have one of the words `near` it.
    """

    file: str
    named: str
    but: str | None = None
    near: str | None = None

    def __post_init__(self) -> None:
        """Every cue is known, so that all of them can be read before anybody waits for one."""
        CUES.add(self)

    @property
    def says(self) -> re.Pattern[str]:
        """What tells it, read when it is first looked for."""
        return looked_for(self.file, self.named)

    def all(self, text: str) -> Iterator[re.Match[str]]:
        """Every place where the text says so, once what only looks like it is taken out."""
        said = plain(text)
        if not self.but:
            return self.says.finditer(said)
        hint = looked_for(self.file, self.near) if self.near else self.says
        where = [span for span in _sentences_that_have(hint, said) if self.says.search(said, *span)]
        kept = _without(said, one_by_one(self.file, self.but), where)
        return (seen for span in where for seen in self.says.finditer(kept, *span))

    def first(self, text: str) -> str:
        """The first words that say so, as they were written; nothing where none do."""
        seen = next(self.all(text), None)
        return text[seen.start() : seen.end()] if seen else ""

    def tells(self, text: str) -> bool:
        """Whether the text says so anywhere."""
        return any(True for _ in self.all(text))


def read_all() -> None:
    """Read every list that is looked for: some seconds, which otherwise whoever first opens a draft waits for."""
    for cue in CUES:
        for name in filter(None, (cue.named, cue.near)):
            looked_for(cue.file, name)
        if cue.but:
            one_by_one(cue.file, cue.but)


def _sentences_that_have(hint: re.Pattern[str], said: str) -> Iterator[tuple[int, int]]:
    """Where each sentence in which the hint is found begins and ends."""
    end = 0
    while seen := hint.search(said, end):
        start = max((one.end() for one in ENDED.finditer(said, end, seen.start())), default=end)
        after = ENDED.search(said, seen.end())
        end = after.end() if after else len(said)
        yield start, end


def _without(said: str, phrases: Iterable[re.Pattern[str]], where: Sequence[tuple[int, int]]) -> str:
    """The text with all words gone that any of the phrases finds; what one finds does not hide it from another."""
    kept = list(said)
    for phrase, span in product(phrases, where):
        for seen in phrase.finditer(said, *span):
            kept[seen.start() : seen.end()] = GONE * len(seen[0])
    return "".join(kept)
