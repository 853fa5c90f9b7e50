"""Is it written so that it promises something, can be seen to have come about, and is understood?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from workflow.facts import Facts
from workflow.rule import DEFAULT, GUIDANCE
from workflow.rules.provision import READ, written
from workflow.writing.checks import Found, warn
from workflow.writing.passages import Passage, prose
from workflow.writing.patterns import BETWEEN
from workflow.writing.phrases import Cue, plain
from workflow.writing.reading import level

INEXACT = Cue("exactness", "fires", "unless")
SERVICE, VAGUE = Cue("outcomes", "service", "without_help"), Cue("outcomes", "vague")
SEEN = Cue("outcomes", "seen", "not_seen")
SHORTEST_OUTCOME = 4  # words; a shorter one is a heading
JARGON, ORDINARY, EXPLAINED = Cue("plainness", "jargon"), Cue("plainness", "ordinary"), Cue("plainness", "explained")
CAPITALS = r"(?=[A-Z0-9&]*[A-Z][a-z]?[A-Z0-9&]*[A-Z0-9&])(?:[A-Z0-9&]{2,6}|[A-Z]+[a-z][A-Z]+)s?"
INITIALS = re.compile(rf"(?<![\w'])(?:{CAPITALS}|\d:\d)(?![\w'])")
NAMED_BEFORE = re.compile(r"\w{3,} \($|(?:call|calls|called|known as|say)(?: an?| the| this| it)?\s?\"?$")
NAMES_OF_SERVICES = ("provision.provider", "signposting.name")
VOWEL, A_WORD = re.compile(r"[AEIOUY]"), 5  # letters: so long, and with two vowels, it is a word written large
HARDEST, LONG_ENOUGH = 14, 20  # the grade of a serious newspaper and more, in a text of so many words


@warn("Code of Practice, section H: specific; words that promise nothing cannot be held to", GUIDANCE)
def words_are_exact(facts: Facts, on: date) -> Iterator[Found]:
    """Provision and outcomes do not lean on words that promise nothing."""
    told = "promises nothing: say exactly what is done, by whom, how much and when"
    for line in written(facts):
        for part in READ:
            words = INEXACT.first(line.said(part))
            if words:
                yield Found(f"{line.place}.{part}", f'Provision {line.id}: "{words}" {told}.', words)
    for n, outcome in enumerate(facts.draft.content.get("outcomes", [])):
        words = INEXACT.first(outcome.get("text") or "")
        if words:
            yield Found(f"outcomes.{n}.text", f'Outcome {outcome["id"]}: "{words}" {told}.', words)


@warn("Code of Practice, section E: outcomes are specific, measurable, achievable, relevant and time-bound", GUIDANCE)
def outcomes_are_specific(facts: Facts, on: date) -> Iterator[Found]:
    """An outcome says what the person will be doing or able to do, so that somebody could see it."""
    for n, outcome in enumerate(facts.draft.content.get("outcomes", [])):
        text = outcome.get("text") or ""
        service = SERVICE.first(text)
        vague = service or ("" if SEEN.tells(text) else VAGUE.first(text))
        if vague or (text and len(text.split()) < SHORTEST_OUTCOME):
            told = "is a service, and no change" if service else "cannot be seen to have been reached"
            said = (
                f'Outcome {outcome["id"]}: "{vague or text}" {told}: say what the person will be doing, and how often.'
            )
            yield Found(f"outcomes.{n}.text", said, vague or text)


@warn("Code of Practice 9.61: plans are clear, concise and understandable to all", DEFAULT)
def the_writing_is_plain(facts: Facts, on: date) -> Iterator[Found]:
    """What the family reads is in plain words, and what is not is explained where it first stands."""
    explained: set[str] = set()
    for one in prose(facts.draft.content):
        if one.part.startswith("views."):
            continue
        words = _unexplained(one, explained)
        if words:
            said = (
                f'"{words}" may not be understood: write it in plain words, or explain it here, where it first stands.'
            )
            yield Found(one.place, said, words)
        found = level(one.text)
        if found and found.words >= LONG_ENOUGH and found.grade > HARDEST:
            said = f"This is hard to read (level {found.grade}): write shorter sentences and shorter words."
            yield Found(one.place, said)


def _ordinary(capitals: str) -> bool:
    """Capitals that everybody knows, or a word that is only written large."""
    return bool(ORDINARY.says.fullmatch(plain(capitals))) or (
        len(capitals) >= A_WORD and len(VOWEL.findall(capitals)) > 1
    )


def _unexplained(one: Passage, explained: set[str]) -> str:
    """The first word of a passage that is neither known to everybody nor explained; what is explained is noted."""
    hard = [seen for seen in INITIALS.finditer(one.text) if not _ordinary(seen[0])]
    hard += [] if one.part in NAMES_OF_SERVICES else list(JARGON.all(one.text))
    first = ""
    for seen in sorted(hard, key=lambda seen: seen.start()):
        words = plain(seen[0])
        if words not in explained and not _explains(one.text, seen):
            first = first or one.text[seen.start() : seen.end()]
        explained.add(words)
    return first


def _explains(text: str, seen: re.Match[str]) -> bool:
    """It stands in brackets after what it means, or its meaning follows."""
    before, after = plain(text[: seen.start()]).rstrip('"'), plain(text[seen.end() :]).lstrip('"')
    if NAMED_BEFORE.search(before):
        return True
    return bool(re.match(rf"[\w ]{{0,30}}\s?(\(|:|-{BETWEEN}|,? (which|that) )", after) and _means(after))


def _means(after: str) -> bool:
    opening = re.match(r"[\w ]{0,30}\s?(\((?:an? |the )?\w{3,}|:\s\w)", after)
    return bool(opening) or EXPLAINED.says.search(after[:60]) is not None
