"""How is a phrase of config/words looked for in what somebody wrote?

A phrase is words in order; capitals, hyphens, commas, a 's and the kind of quotation marks do not matter. In it

    teach*        any word that begins so               a|b c        a, or b and then c
    [very] good   a word that may be missing            (a b|c) d    a b or c, then d
    ..            up to two words of the same clause    ...          up to six
    #             a number, in digits or words          @            a time of day, such as 10am or 3.30
    {name}        any phrase of the list of that name      {name}+    up to eight of them, one after the other

No phrase reaches across the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from config.words import words

NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen eighteen twenty"
    " thirty forty fifty sixty seventy eighty ninety hundred half dozen"
)
NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?(?:½|st|nd|rd|th)?|½|(?:{'|'.join(NUMBERS.split())}))"
HOUR = r"(?:1[0-2]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
TIME = (
    r"(?:(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)?\s?(?:am|pm)|(?:[01]?\d|2[0-3])[.:][0-5]\d|noon|midday|midnight"
    rf"|(?:half|quarter)(?: past| to)? {HOUR}|{HOUR} o'clock)"
)
BETWEEN = r"""(?:'s?)?[,"()]{0,2}[\s\-/]+[("]{0,2}"""
ENDS = ("|", ")", "]")
GAPS = {"..": 2, "...": 6}
MOST_OF_A_LIST = 8
WORD = r"[\w'&£%]+(?:[.:]\d+)*"
TOKEN = re.compile(r"\.{2,3}|[()\[\]|#@*\s]|\{\w+\}\+?|[^\s()\[\]|{}#@*]+")


class BadPhrase(Exception):
    """A phrase of config/words cannot be read; the message names its file and says why."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a phrase as a regular expression, and the characters with which what it finds may begin."""

    says: str
    starts: frozenset[str]


def _one_of(parts: Sequence[_Part]) -> _Part:
    return _Part("|".join(one.says for one in parts), frozenset().union(*(one.starts for one in parts)))


def _joined_on(says: str, *, joined: bool, missable: bool) -> str:
    """The next words of a phrase; what may be missing takes its space with it."""
    if not missable:
        return BETWEEN * joined + says
    return rf"(?:{BETWEEN}{says})?" if joined else rf"(?:{says}{BETWEEN})?"


@cache
def looked_for(file: str, name: str) -> re.Pattern[str]:
    """All phrases of a list; those that begin with other characters than the text are passed over at once."""
    by_start: dict[frozenset[str], list[str]] = {}
    for part in _phrases(words(file), name, file):
        by_start.setdefault(part.starts, []).append(part.says)
    groups = (f"(?=[{re.escape(''.join(sorted(starts)))}])(?:{'|'.join(says)})" for starts, says in by_start.items())
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)")


@cache
def one_by_one(file: str, name: str) -> tuple[re.Pattern[str], ...]:
    """The phrases of a list, each for itself."""
    parts = _phrases(words(file), name, file)
    return tuple(re.compile(rf"(?<!\w)(?:{part.says})(?!\w)") for part in parts)


def _phrases(
    lists: Mapping[str, tuple[str, ...]], name: str, file: str, within: tuple[str, ...] = ()
) -> Iterator[_Part]:
    if name not in lists or name in within:
        raise BadPhrase(f"config/words/{file}.yaml: there is no list {name} that could stand here.")
    for phrase in lists[name]:
        yield from _Reader(lists, file, (*within, name), phrase).read()


@dataclass
class _Reader:
    """Reads one phrase, token by token."""

    lists: Mapping[str, tuple[str, ...]]
    file: str
    within: tuple[str, ...]
    phrase: str

    def read(self) -> Sequence[_Part]:
        """The phrases to choose from of which this one is made."""
        self.tokens = TOKEN.findall(self.phrase)
        made = self._choice()
        if self.tokens:
            raise self._bad("a bracket too many")
        return made

    def _bad(self, what: str) -> BadPhrase:
        return BadPhrase(f"config/words/{self.file}.yaml: {self.phrase!r} has {what}.")

    def _choice(self) -> Sequence[_Part]:
        """Phrases to choose from, up to the bracket that closes."""
        parts = [self._sequence()]
        while self.tokens and self.tokens[0] == "|":
            self.tokens.pop(0)
            parts.append(self._sequence())
        return parts

    def _sequence(self) -> _Part:
        """Words in order."""
        made, joined, starts = "", False, frozenset[str]()
        while self.tokens and self.tokens[0] not in ENDS:
            ahead = self.tokens[0]
            if ahead.isspace():
                self.tokens.pop(0)
            elif ahead in GAPS or ahead.endswith("}+"):
                made += self._gap(self.tokens.pop(0), joined=joined)
            else:
                part, missable = self._group() if ahead == "[" else self._piece(), ahead == "["
                starts |= frozenset() if joined else part.starts
                made += _joined_on(part.says, joined=joined, missable=missable)
                joined = joined or not missable
        if not joined:
            raise self._bad("no word that has to be there")
        return _Part(made, starts)

    def _gap(self, token: str, *, joined: bool) -> str:
        """Words that may stand between: any, or those of a list."""
        if not joined:
            raise self._bad("a gap that follows no word")
        word = WORD if token in GAPS else self._atom(token[:-1]).says
        return rf"(?:{BETWEEN}{word}){{0,{GAPS.get(token, MOST_OF_A_LIST)}}}?"

    def _group(self) -> _Part:
        closing = {"(": ")", "[": "]"}[self.tokens.pop(0)]
        made = _one_of(self._choice())
        if not self.tokens or self.tokens.pop(0) != closing:
            raise self._bad("a bracket that is not closed")
        return _Part(f"(?:{made.says})", made.starts)

    def _piece(self) -> _Part:
        """What stands together without a space."""
        parts: list[_Part] = []
        while self.tokens and not self.tokens[0].isspace() and self.tokens[0] not in (*ENDS, "["):
            parts.append(self._group() if self.tokens[0] == "(" else self._atom(self.tokens.pop(0)))
        return _Part("".join(one.says for one in parts), parts[0].starts)

    def _atom(self, token: str) -> _Part:
        if token.startswith("{"):
            made = _one_of(list(_phrases(self.lists, token[1:-1], self.file, self.within)))
            return _Part(f"(?:{made.says})", made.starts)
        if token in BUILT_IN:
            return BUILT_IN[token]
        said = re.escape(token).replace(r"\-", r"[\s\-]").replace("n't", "n'?t")
        return _Part(said, frozenset(token[0]))


DIGITS = frozenset("0123456789")
BUILT_IN = {
    "#": _Part(NUMBER, DIGITS | {"\u00bd"} | {word[0] for word in NUMBERS.split()}),
    "@": _Part(TIME, DIGITS | set("nmhqotfse")),
    "*": _Part(r"\w*", frozenset()),
    "-": _Part(r"\s?-\s?", frozenset("-")),
}
