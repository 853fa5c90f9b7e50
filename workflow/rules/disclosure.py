"""May everybody read it who will: family, school, health and the tribunal?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from config.words import words
from workflow.address import gives_away
from workflow.facts import Contact, Facts
from workflow.rule import DEFAULT, rule
from workflow.rules.provision import coordinated
from workflow.writing.checks import Found, stop, warn
from workflow.writing.passages import Passage, passages, prose, worded
from workflow.writing.phrases import Cue, plain

PRIVATE = Cue("others", "fires", "unless", near="hint")
MONTH, ALSO_A_WORD = Cue("others", "month"), Cue("others", "also_a_word")
PARENT, PROFESSIONAL = Cue("others", "parent"), Cue("others", "professional")
HEALTH = Cue("parents", "fires", "unless", near="hint")
OWN_HEALTH = Cue("parents", "own_words", "unless", near="hint")
OF_A_NAMED = Cue("parents", "of_a_named")
HARM, HARM_BESIDE_A_PLAN = Cue("safeguarding", "fires", "unless"), Cue("safeguarding", "fires", "unless_of_a_plan")
NEVER_BEFORE_A_NAME = (r"\d", "in", "by", "of", "since", "until", "from", "during", "last", "next", "to")
MONTH_BEFORE = "".join(f"(?<!{word} )" for word in NEVER_BEFORE_A_NAME)
ASKED = r"(?!\s+(?:he|she|they|it|the|his|her|their|you|we|I|this|that|there|\d+)\b)"
FAMILY_PARTS = ("views.family", "needs.impact_on_family")
READ_BY = "the plan is read by school, health and the tribunal"


@rule("domain.md 1.4: issued advice is read by family, school and health", DEFAULT)
def it_is_safe_to_disclose(facts: Facts, on: date) -> str | None:
    """Whoever issues confirms that nothing in it may not be read by those who will read it."""
    if facts.proposed("safe_to_disclose") is False:
        return "Advice that is not safe to disclose cannot be issued: return the draft."
    return None


@stop("domain.md 4, event 33: a protected address is looked for before issue", DEFAULT)
def a_protected_address_is_nowhere_in_the_advice(facts: Facts, on: date) -> Iterator[Found]:
    """Where the address is protected, neither its first line nor its postcode stands anywhere in the advice."""
    kept, content = facts.person.kept_private, facts.draft.content
    for one in passages(content):
        if any(gives_away(one.text, telling) for telling in kept):
            where = worded(content, one.place)
            yield Found(one.place, f"The address must be kept private, and is told in {where}: take it out.")


@warn("domain.md 3.10: nothing of third parties stands in issued advice; UK GDPR, article 5(1)(c)", DEFAULT)
def nobody_else_is_told_of(facts: Facts, on: date) -> Iterator[Found]:
    """Advice names nobody of the record but parents, carers and professionals, and tells nothing private of others."""
    others = [named for one in facts.person.contacts if _is_another(one) for named in _patterns(facts, one)]
    for one in prose(facts.draft.content):
        seen = next((found for name in others if (found := name.search(one.text))), None)
        if seen:
            told = "take the name out, and say only what they do"
            yield Found(one.place, f"{seen[0]} is somebody else, and {READ_BY}: {told}.", seen[0])
        told_of = PRIVATE.first(one.text)
        if told_of:
            told = "take it out; say only what they do for or with the person"
            yield Found(one.place, f'"{told_of}" is private to somebody else, and {READ_BY}: {told}.', told_of)


@warn("domain.md 3.10: a parent's health is their own; UK GDPR, article 9", DEFAULT)
def nothing_tells_of_a_parents_health(facts: Facts, on: date) -> Iterator[Found]:
    """Advice tells what parents and carers can do and need, and not what is wrong with their health."""
    named = [one for one in facts.person.contacts if PARENT.tells(one.relationship)]
    parents = [name for one in named for name in _patterns(facts, one)]
    for one in prose(facts.draft.content):
        words = HEALTH.first(one.text) or _of_named(one.text, parents)
        if not words and one.part in FAMILY_PARTS:
            words = OWN_HEALTH.first(one.text)
        if words:
            told = "say what they can do and what they need, and not why"
            yield Found(one.place, f'"{words}" tells of a parent\'s health, and {READ_BY}: {told}.', words)


@warn("domain.md 3.10: no safeguarding detail stands in issued advice", DEFAULT)
def nothing_tells_of_safeguarding(facts: Facts, on: date) -> Iterator[Found]:
    """Harm, enquiries and plans to protect are told elsewhere; safety is told as a need."""
    plans = {f"provision.{n}" for n, line in enumerate(facts.draft.content.get("provision", [])) if coordinated(line)}
    for one in prose(facts.draft.content):
        words = (HARM_BESIDE_A_PLAN if _line(one) in plans else HARM).first(one.text)
        if words and one.part != "provision.provider":
            told = "take it out; say what keeps the person safe, as a need"
            yield Found(one.place, f'"{words}" tells of safeguarding, and {READ_BY}: {told}.', words)


def _line(one: Passage) -> str:
    return one.place.rpartition(".")[0]


def _is_another(contact: Contact) -> bool:
    return not PARENT.tells(contact.relationship) and not PROFESSIONAL.tells(contact.relationship)


def _patterns(facts: Facts, contact: Contact) -> Iterator[re.Pattern[str]]:
    """How a contact may be named: by the first name or a short one, or by title and family name.

    A name that the person has too is not looked for.
    """
    given, _, family = contact.name.partition(" ")
    own, rest = facts.person, re.escape(family.rpartition(" ")[2])
    if given.casefold() != (own.given_name or "").casefold():
        for name in (given, *_short(given)):
            if name.casefold() != (own.given_name or "").casefold():
                yield _first_name(name, rest)
    elif family and family != own.family_name:
        yield re.compile(rf"\b{re.escape(given)}\s+{rest}\b")
    if family and family.casefold() != (own.family_name or "").casefold():
        yield re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Aunt|Uncle|Auntie|Nan|Grandma)\.?\s+{rest}\b")


def _short(given: str) -> list[str]:
    """What a bearer of this name may be called for short."""
    names = (line.split("|") for line in words("others")["short_names"])
    return [short.title() for whole, *shorter in names if whole == plain(given) for short in shorter]


def _first_name(name: str, rest: str) -> re.Pattern[str]:
    """A first name; where another family name follows it is somebody else's, or a place; Will and May are words too."""
    start = re.escape(name)
    followed = rf"(?:\s+{rest}\b|(?!['\u2019]?\s+(?!I\b)[A-Z]))" if rest else r"(?!\s+(?!I\b)[A-Z])"
    before = MONTH_BEFORE if MONTH.tells(name) else ""
    alone = rf"(?:(?<!^)(?<![.!?;] )|(?={start}(?:['\u2019]s|,| \(| and [A-Z])))"
    before += alone if ALSO_A_WORD.tells(name) else ""
    return re.compile(rf"{before}\b{start}(?![\w-]){ASKED}{followed}")


def _of_named(text: str, names: list[re.Pattern[str]]) -> str:
    """What is told of the health of somebody who is named."""
    said = plain(text)
    for name in names:
        for seen in name.finditer(text):
            end = re.compile(r"(?:'s)?[\s,]+").match(said, seen.end())
            told = OF_A_NAMED.says.match(said, end.end()) if end else None
            if told:
                return text[seen.start() : told.end()]
    return ""
