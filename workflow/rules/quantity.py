"""Does each line of provision let a family say what they are owed: by whom, how much, and how often?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from workflow.facts import Facts
from workflow.rule import GUIDANCE
from workflow.rules.provision import Written, written
from workflow.writing.checks import Found, stop
from workflow.writing.phrases import Cue, plain

FILE = "quantities"
AMOUNT, COUNTED = Cue(FILE, "amount"), Cue(FILE, "counted", "of_no_length")
ITEM, UNDONE_AMOUNT = Cue(FILE, "item"), Cue(FILE, "undone_amount")
FREQUENCY, UNDONE_FREQUENCY = Cue(FILE, "frequency"), Cue(FILE, "undone_frequency")
ONCE, WEEKDAY = Cue(FILE, "once", "not_once"), Cue(FILE, "weekday")
ANYBODY, ANYBODY_ALONE, SOMEBODY = Cue(FILE, "anybody"), Cue(FILE, "anybody_alone"), Cue(FILE, "somebody")
UNDONE = Cue(FILE, "undone_line")
NO_NAME = Cue(FILE, "no_name")
NAME = re.compile(r"(?<=[a-z0-9,] )[A-Z][\w']+")
PROMISED = ("what", "amount", "frequency")
SAY = {
    "provider": "name the service, or say whose worker it is",
    "amount": "say how much at a time, such as 2 hours, 1 return journey or £40",
    "frequency": "say how often, such as every Saturday or twice a week, or once with its date",
}


@stop("Code of Practice, section H: detailed, specific and normally quantified", GUIDANCE)
def provision_is_quantified(facts: Facts, on: date) -> Iterator[Found]:
    """A line says who provides, how much at a time and how often, so exactly that a failure could be shown."""
    for line in written(facts):
        yield from dict.fromkeys(_faults(facts, line))


def _faults(facts: Facts, line: Written) -> Iterator[Found]:
    """What is not exact, each at the part whose words are not; the same words may take two promises back."""
    undone = UNDONE.first(line.text)
    if undone:
        part = line.part_of(undone)
        yield _fault(line, part, f'"{undone}" takes the promise back: {SAY.get(part, "say what is promised")}')
    for part, fault in (("provider", _who), ("amount", _how_much), ("frequency", _how_often)):
        said = fault(facts, line)
        if said is not None:
            at = part if part == "provider" or said in line.said(part) else line.part_of(said)
            yield _fault(line, at, SAY.get(at, SAY[part]), said)


def _fault(line: Written, part: str, reason: str, words: str = "") -> Found:
    instead = f' (not "{words}")' if words else ""
    return Found(f"{line.place}.{part}", f"Provision {line.id}: {reason}{instead}.", words)


def _who(facts: Facts, line: Written) -> str | None:
    """What stands in place of a provider; nothing where one is named."""
    provider, what = line.said("provider"), line.said("what")
    if provider:
        alone = ANYBODY_ALONE.says.fullmatch(plain(provider).strip(" ."))
        return provider if alone else ANYBODY.first(provider) or None
    named = any(not NO_NAME.tells(word) and word != facts.person.given_name for word in NAME.findall(what))
    return None if named or SOMEBODY.tells(what) else ANYBODY.first(what)


def _taken_back(undone: Cue, line: Written) -> str:
    """The words of one part that take back what it promises; what two parts say is no range."""
    return next((words for part in PROMISED if (words := undone.first(line.said(part)))), "")


def _how_much(facts: Facts, line: Written) -> str | None:
    """The words that take an amount back, or are none; nothing where there is an amount."""
    promised = line.said(*PROMISED)
    undone = _taken_back(UNDONE_AMOUNT, line)
    if undone:
        return undone
    once = ONCE.tells(line.text) and ITEM.tells(line.said("what", "amount"))
    return None if once or AMOUNT.tells(promised) or COUNTED.tells(line.said("amount")) else line.said("amount")


def _how_often(facts: Facts, line: Written) -> str | None:
    """The words that take a frequency back, or are none; nothing where it is said how often, or when."""
    promised = line.said(*PROMISED)
    undone = _taken_back(UNDONE_FREQUENCY, line)
    if undone:
        return undone
    said = FREQUENCY.tells(promised) or ONCE.tells(line.text) or WEEKDAY.tells(line.said("frequency"))
    return None if said else line.said("frequency")
