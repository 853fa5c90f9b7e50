"""How do findings, levels of reading and services read on the writing desk and at the review?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from config.examples_of_checks import Example, examples_of_checks
from web import words
from web.desk.questions import AREAS, BY_KEY, OUTCOMES_OF_ADULTHOOD
from workflow.advice import H1, H2
from workflow.papers.changes import DAY
from workflow.states import Kind
from workflow.writing.checks import Severity
from workflow.writing.comparison import Change
from workflow.writing.joining import LINKED
from workflow.writing.reading import Level

SEVERITIES: Mapping[Severity, tuple[str, str]] = {Severity.STOP: ("Stop", "red"), Severity.WARN: ("Warning", "yellow")}
POPULAR, SERIOUS = 9, 13  # grades up to which most people read with ease, and with some effort
LETTERS_A_LINE, FEWEST_ROWS, MOST_ROWS = 62, 3, 16
PARTS: Mapping[str, str] = {
    "needs": "Need",
    "outcomes": "Outcome",
    "provision": "Provision",
    "signposting": "Service",
    "views": "Views",
    "preparation_for_adulthood": "Preparing for adulthood",
    "no_needs_because": "Why there are no needs",
    "no_provision_because": "Why no provision is needed",
    "awaits_assessment": "What this awaits",
    "steps_or_reasons": "Answer to the tribunal",
    "involvement": "Social care's involvement",
}
FIELDS: Mapping[str, str] = {
    "text": "",
    "domain": "part of life",
    "impact_on_person": "what it means for the child or young person",
    "impact_on_family": "what it means for the family",
    "relates_to_sen_or_disability": "relates to SEN or disability",
    "requires_local_authority": "needs the authority",
    "by": "by when",
    "what": "what",
    "provider": "who provides it",
    "amount": "how much",
    "frequency": "how often",
    "duration": "for how long",
    "start_on": "from",
    "review_on": "looked at again",
    "legal_basis": "under which law",
    "category": "what kind",
    "direct_payment": "direct payment",
    "existing": "in place already",
    "agreed_by": "who agreed",
    "person": "of the child or young person",
    "family": "of the family",
    "absent_because": "why somebody is not heard",
    **{code: text.lower() for code, text in OUTCOMES_OF_ADULTHOOD.items()},
}
NOT_WORDS = ("id", "section", "category", "domain", "by", "start_on", "review_on")
LABELS: Mapping[Any, str] = {**H1, **H2, **AREAS}


def severity(code: str) -> str:
    """Stop or Warning."""
    return SEVERITIES[Severity(code)][0]


def severity_colour(code: str) -> str:
    """The colour of its tag, beside the word."""
    return SEVERITIES[Severity(code)][1]


def better(check: str) -> str:
    """A phrasing that the check finds fault with, and one that holds; nothing where it is not a matter of words."""
    held = examples_of_checks().get(check)
    bad, good = (_phrase(held.fails[0]), _phrase(held.passes[0])) if held else ("", "")
    return f"Not: “{bad}” But, for example: “{good}”" if bad and good and bad != good else ""


def _phrase(one: Example) -> str:
    """A text, or the texts of a line of provision."""
    if not isinstance(one.say, Mapping) or LINKED.keys() & one.say.keys() or one.at.endswith(".service"):
        return one.say if isinstance(one.say, str) else ""
    said = [text for code, text in one.say.items() if isinstance(text, str) and code not in NOT_WORDS]
    return "; ".join(text.rstrip(".") for text in said) + "." if said else ""


def how_hard(level: Level) -> str:
    """How hard it is to read, beside what everybody knows."""
    if level.grade < POPULAR:
        return "It reads as easily as a popular newspaper."
    return (
        "It reads like a serious newspaper." if level.grade < SERIOUS else "It is hard to read: shorten the sentences."
    )


def rows_for(text: Any) -> int:
    """How many lines of a field show a text, within reason."""
    needed = sum(1 + len(line) // LETTERS_A_LINE for line in str(text or "").split("\n"))
    return min(max(needed + 1, FEWEST_ROWS), MOST_ROWS)


def with_description(fieldset: Mapping[str, Any], id_: str) -> dict[str, Any]:
    """A fieldset that is described by what stands under that id."""
    return {**fieldset, "describedBy": id_}


def stands(status: str) -> tuple[str, str]:
    """How a clock stands, in words, and the colour of its tag."""
    return words.STANDS[status]


def ages(service: Mapping[str, Any]) -> str:
    """For whom a service is."""
    least, most = service.get("minimum_age"), service.get("maximum_age")
    if least is None and most is None:
        return "For any age"
    if most is None:
        return f"From {least:g}"
    return f"Ages {least:g} to {most:g}" if least is not None else f"Up to {most:g}"


def label(code: Any) -> str:
    """A kind of provision or a part of life by its name; a yes or no, and a day, in words; anything else as it is."""
    if isinstance(code, bool):
        return "Yes" if code else "No"
    if isinstance(code, str) and DAY.match(code):
        return words.day(code)
    return LABELS.get(code, str(code)) if code is not None else ""


def spelled(change: Change) -> tuple[tuple[str, str], ...]:
    """A changed text, word by word; nothing for a code or a day, which reads as a whole."""
    return change.words if all(label(one) == one for one in (change.before, change.now)) else ()


def changed_at(change: Change) -> str:
    """The place of a change, its item by the id that it has."""
    part, *rest = change.place.split(".")
    if rest and rest[0].isdigit():
        rest[0] = change.where.split()[1]
    return where((part, *rest))


def where(key: tuple[str, ...] | str) -> str:
    """A place of the advice as it is said to a person: Provision p1, how much."""
    part, *rest = key.split(".") if isinstance(key, str) else key
    if not rest and part in BY_KEY:
        return BY_KEY[part].title
    named = PARTS.get(part, words.plain(part))
    items = [FIELDS.get(one, words.plain(one).lower()) if n or part not in PARTS else one for n, one in enumerate(rest)]
    if rest and part in ("views", "preparation_for_adulthood"):
        items = [FIELDS.get(rest[0], rest[0])]
        return f"{named}, {items[0]}"
    return ", ".join(one for one in (" ".join((named, *items[:1])), *items[1:]) if one)


def of_adulthood(code: str) -> str:
    """One of the four outcomes of preparing for adulthood."""
    return OUTCOMES_OF_ADULTHOOD[code]


def kind_of_advice(code: str) -> str:
    """Final advice, Interim advice, An answer to the tribunal ..."""
    said = words.KINDS[Kind(code)]
    return said[0].upper() + said[1:]


FILTERS: Mapping[str, Callable[..., Any]] = {
    "severity": severity,
    "severity_colour": severity_colour,
    "better": better,
    "how_hard": how_hard,
    "rows_for": rows_for,
    "with_description": with_description,
    "stands": stands,
    "ages": ages,
    "label": label,
    "spelled": spelled,
    "changed_at": changed_at,
    "where": where,
    "of_adulthood": of_adulthood,
    "kind_of_advice": kind_of_advice,
}
