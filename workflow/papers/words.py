"""In which words does a paper say what the record keeps as codes, names and dates?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from workflow.asking.question_sets import question_sets
from workflow.days import MONTHS
from workflow.papers.characters import one_line
from workflow.school_year import YEARS, named
from workflow.states import Kind

SOMEBODY = "the child or young person"
DOMAINS = {
    "home": "At home",
    "community": "In the community",
    "family": "In the family",
    "safety": "Keeping safe",
    "self_care": "Personal care",
    "social": "Friends and other people",
    "behaviour": "Behaviour",
    "sleep": "Sleep",
    "transport": "Getting about",
    "pfa_employment": "Towards work",
    "pfa_independent_living": "Towards independent living",
    "pfa_community": "Towards taking part in the community",
    "pfa_health": "Towards good health",
}
ADULTHOOD = {
    "employment": "Work and learning",
    "independent_living": "Independent living",
    "community": "Community and friends",
    "health": "Health",
}
TITLE = {
    Kind.FINAL: "Social care advice",
    Kind.INTERIM: "Interim social care advice",
    Kind.ADDENDUM: "Addendum to social care advice",
    Kind.AMENDED: "Amended social care advice",
    Kind.TRIBUNAL_RESPONSE: "Response to the tribunal on social care",
}


@cache
def labels(question_set: str, code: str) -> Mapping[str, str]:
    """The words of a question's options."""
    return {option.code: option.label for option in question_sets()[question_set].by_code[code].options}


def chosen(question_set: str, code: str, value: Any) -> str:
    """An option that was chosen, in words; one that is offered no longer, as its code."""
    return labels(question_set, code).get(value, one_line(str(value).replace("_", " ")))


def day(written: str | date | None) -> str:
    """A date in words, such as 3 March 2026."""
    if written is None:
        return ""
    on = written if isinstance(written, date) else date.fromisoformat(written)
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def full_name(heading: Mapping[str, Any]) -> str:
    """The name of the person, as far as it is known."""
    return one_line(f"{heading['given_name'] or ''} {heading['family_name'] or ''}") or SOMEBODY


def first_name(heading: Mapping[str, Any]) -> str:
    """The name by which the paper speaks of the person."""
    return one_line(heading["given_name"]) or full_name(heading)


def school_year(heading: Mapping[str, Any]) -> str:
    """The school year in words; nothing for those too young or too old for one."""
    year = heading["school_year"]
    return _capital(named(year)) if year in YEARS else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def signed(one: Mapping[str, str] | None) -> str:
    """Who, as what, in which team."""
    parts = ("name", "role", "registration", "team")
    return ", ".join(one_line(one[part]) for part in parts if one.get(part)) if one else ""


def section_k(
    reference: str, version: int, kind: Kind, issued_on: date, heading: Mapping[str, Any] | None, authority: str
) -> str:
    """The line for the plan's Section K: title, author, role, team, authority, date and version.

    Short where no heading was kept with the advice, as with what was issued before headings were.
    """
    author = signed(heading["author"]) if heading else ""
    title = f"{TITLE[kind]} for {full_name(heading)}" if heading else TITLE[kind]
    by = f"by {author}, {authority}" if author else f"by {authority}"
    return f"{title}, {by}, {day(issued_on)}, version {version} ({reference})"
