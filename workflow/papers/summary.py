"""What does a family need to know, on one page, in short sentences? Easy-read in manner; only what the advice says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from workflow.papers import words
from workflow.papers.advice import DRAFT, Advice
from workflow.papers.blocks import Block, Heading, Items, Paper
from workflow.papers.characters import lines, one_line
from workflow.papers.glyphs import printable
from workflow.states import Kind

SENTENCE = re.compile(r".+?[.!?\u0964\u06d4\u3002]+['\"\u2019\u201d)]*(?=\s|$)|.+$")
LONGEST = 150  # columns of one idea: two or three lines of large type
TOGETHER = 80  # columns of short sentences that make one idea
SPOKEN = 200  # columns of what somebody said: four lines
CLOSES = {"'": "'", '"': '"', "\u2018": "\u2019", "\u201c": "\u201d", "\u00ab": "\u00bb"}
OPENING = re.compile(rf"(?<![^\s(])[{''.join(CLOSES)}]")  # before a word
CLOSING = re.compile(rf"(?<=\S)[{''.join(CLOSES.values())}](?!\w|(?<=s.) [a-z])")  # after one; no apostrophe
TITLE_COLUMNS = 20  # of a name in the title
COLUMNS, ROOM = 52, 31  # how much fits on the page: columns of a line, and lines
MOST = 3  # needs, and lines of provision, before the full advice is pointed to
WIDE = 2
MORE = "There is more in the full advice."
IS = {
    Kind.FINAL: "This is the whole advice.",
    Kind.INTERIM: "This is a first answer. We are still finding out more.",
    Kind.ADDENDUM: "We have now found out more. This takes the place of our first answer.",
    Kind.AMENDED: "We have changed our advice. This is the new one.",
    Kind.TRIBUNAL_RESPONSE: "This is our answer to the tribunal.",
}
ASK = "ask"
PAGE = (  # the questions in the order of the page; under each, its own part and what goes on with it
    ("What is this?", "what", ()),
    ("What we heard", "heard", ("needs",)),
    ("What will happen?", "happens", ()),
    ("When?", "when", ()),
    ("Who to ask?", ASK, ()),
)
MISSED_MOST_FIRST = ("what", "when", "heard", "happens", "needs")
Parts = Mapping[str, list[str]]


def summary(advice: Advice) -> Paper:
    """One page for the family: what we heard, what will happen, when, and whom to ask."""
    return Paper(
        title=f"Advice for {advice.name}, in short",
        author=words.signed(advice.heading["author"]) or advice.letterhead.name,
        issued_on=advice.issued_on,
        reference=advice.reference,
        version="draft" if advice.draft else f"version {advice.version}",
        letterhead=advice.letterhead,
        blocks=tuple(_fitted(_parts(advice), ROOM - _head(advice))),
        marked=DRAFT if advice.draft else "",
        large=True,
    )


def _parts(advice: Advice) -> Parts:
    """The answers, by the part of the page that they belong to."""
    return {
        "what": _what(advice),
        "heard": _heard(advice),
        "needs": _needs(advice.content),
        "happens": _happens(advice.content),
        "when": _when(advice.content),
        ASK: _ask(advice),
    }


def _what(advice: Advice) -> list[str]:
    said = f"Social care has written advice for the plan of {_short(advice.name)}."
    return [said, f"It is from {words.day(advice.issued_on)}. {IS[advice.kind]}"]


def _heard(advice: Advice) -> list[str]:
    views = advice.content.get("views", {})
    name = words.first_name(advice.heading)
    voices = ((f"{name} said", views.get("person")), ("The family said", views.get("family")))
    return [f"{who}: {_first(text, SPOKEN, SPOKEN)}" for who, text in voices if lines(text)]


def _needs(content: Mapping[str, Any]) -> list[str]:
    return _some([_first(need.get("text")) for need in content.get("needs", []) if lines(need.get("text"))])


def _happens(content: Mapping[str, Any]) -> list[str]:
    told = [_provided(line) for line in content.get("provision", []) if lines(line.get("what"))]
    if told:
        return _some(told)
    for opening, code in (
        ("", "steps_or_reasons"),
        ("We are waiting for this: ", "awaits_assessment"),
        ("No more help from social care is needed now. Why: ", "no_provision_because"),
    ):
        if lines(content.get(code)):
            return [f"{opening}{_first(content[code])}"]
    return ["Nothing new."]


def _provided(line: Mapping[str, Any]) -> str:
    """What happens, how much and how often: one idea."""
    how = ", ".join(one_line(line.get(part)) for part in ("amount", "frequency") if lines(line.get(part)))
    return f"{_first(line['what'])}{f' ({_short(how)})' if how else ''}"


def _when(content: Mapping[str, Any]) -> list[str]:
    given = content.get("provision", [])
    days = {
        "It starts on": sorted(line["start_on"] for line in given if line.get("start_on")),
        "We look at it again on": sorted(line["review_on"] for line in given if line.get("review_on")),
        "We want to get there by": sorted(one["by"] for one in content.get("outcomes", []) if one.get("by")),
    }
    return [f"{opening} {words.day(found[0])}." for opening, found in days.items() if found]


def _ask(advice: Advice) -> list[str]:
    author, contact = advice.heading["author"], advice.letterhead.contact
    who = f"{one_line(author['name'])}, {one_line(author['team'])}." if author else f"{advice.letterhead.name}."
    return [who, *([contact] if contact else []), f"Say this number: {advice.reference}."]


def _some(told: list[str]) -> list[str]:
    return told if len(told) <= MOST else [*told[:MOST], MORE]


def _first(text: str | None, together: int = TOGETHER, longest: int = LONGEST) -> str:
    """The first sentence of a text, with the next while they are short together; what is left out leaves a sign."""
    begun, *more = (sentence.strip() for sentence in SENTENCE.findall(one_line(text)))
    for sentence in more:
        if _columns(begun) + _columns(sentence) > together:
            return _short(begun, longest, left_out=True)
        begun = f"{begun} {sentence}"
    return _short(begun, longest)


def _short(text: str, longest: int = LONGEST, *, left_out: bool = False) -> str:
    if _columns(text) > longest:
        text, left_out = _cut(text, longest), True
    return f"{text} ...{_left_open(text)}" if left_out else text


def _cut(text: str, room: int) -> str:
    kept = ""
    for character in text:
        room -= _columns(character)
        if room < 0:
            break
        kept += character
    return kept.rsplit(" ", 1)[0]


def _left_open(text: str) -> str:
    """The mark that closes a quotation which this text opens and does not close."""
    opened, closed = OPENING.findall(text), CLOSING.findall(text)
    return CLOSES[opened[-1]] if len(opened) > len(closed) else ""


def _columns(text: str) -> int:
    """How wide a text is set, roughly: ideographs and pictures take two columns, what no font has takes a code."""
    return sum(WIDE if unicodedata.east_asian_width(one) in "WF" else 1 for one in printable(text))


def _head(advice: Advice) -> int:
    """How many lines a long name takes, of the person or the authority, beside the usual one."""
    return WIDE * (_columns(advice.name) // TITLE_COLUMNS) + _columns(advice.letterhead.name) // COLUMNS


def _fitted(parts: Parts, room: int) -> Iterator[Block]:
    """The parts as far as the page goes; what does not fit, the full advice has, and the page says so."""
    fits = _fitting(parts, room)
    left_out = False
    for asked, name, goes_on in PAGE:
        wanted = [one for part in (name, *goes_on) for one in parts[part]]
        told = [one for part in (name, *goes_on) for one in fits[part]]
        left_out |= bool(wanted) and not told
        if told:
            more = len(told) < len(wanted) or (name == ASK and left_out)
            yield Heading(2, asked, name)
            yield Items((*told, MORE) if more and told[-1] != MORE else tuple(told))


def _fitting(parts: Parts, room: int) -> Parts:
    """How much of each part there is room for: whom to ask always, then what is missed most."""
    fits = {ASK: parts[ASK]}
    room -= sum(_height(one) for one in parts[ASK]) + WIDE
    headings = {name for _, name, _ in PAGE}
    for name in MISSED_MOST_FIRST:
        room -= WIDE if name in headings else 0
        fits[name] = []
        for one in parts[name]:
            if room < _height(one):
                break
            fits[name].append(one)
            room -= _height(one)
    return fits


def _height(text: str) -> int:
    return -(-_columns(text) // COLUMNS)
