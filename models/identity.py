"""Who is meant? A person is told from others by a number, or by name and date of birth, however these are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_

from models.person import Person, as_kept
from workflow.naming import folded, search_name
from workflow.rules.request import NUMBERS

NAME = ("given_name", "family_name")
MOST_SPLIT = 6  # words of a name, between which the family name may begin


def is_same(said: Mapping[str, Any]) -> ColumnElement[bool]:
    """Who this is, as far as it is said: anybody with one of these numbers, or with this name and date of birth."""
    same = [getattr(Person, number) == as_kept(number, said[number]) for number in NUMBERS if said.get(number)]
    if all(said.get(code) for code in (*NAME, "date_of_birth")):
        born = as_kept("date_of_birth", said["date_of_birth"])
        same.append((Person.search_name == search_name(said)) & (Person.date_of_birth == born))
    return or_(false(), *same)


def name_alone(said: Mapping[str, Any]) -> str | None:
    """The name as it is searched, of somebody of whom no more is said that would tell them from others."""
    more = any(said.get(code) for code in (*NUMBERS, "date_of_birth"))
    return None if more or not all(said.get(code) for code in NAME) else search_name(said)


def is_as_unknown(name: str) -> ColumnElement[bool]:
    """Somebody of that name of whom nothing else was ever said either, as when a list is sent again."""
    unsaid = (getattr(Person, code).is_(None) for code in (*NUMBERS, "date_of_birth"))
    return and_(Person.search_name == name, *unsaid)


def marks(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What tells a person from others, as far as it is said: each number, and the name with the date of birth."""
    made = [(number, str(as_kept(number, said[number]))) for number in NUMBERS if said.get(number)]
    if all(said.get(code) for code in (*NAME, "date_of_birth")):
        made.append((f"born {said['date_of_birth']}", search_name(said)))
    return made


def named(person: Person) -> dict[str, str]:
    """What tells this person from others, as a step says it: name, date of birth and numbers, where they are known."""
    kept = {code: getattr(person, code) for code in (*NAME, "date_of_birth", *NUMBERS)}
    return {code: str(value) for code, value in kept.items() if value}


def is_somebody_else(held: Person, said: Mapping[str, Any]) -> bool:
    """Whether this tells of somebody else: no number or name is the same, and one that both have is another."""
    pairs = [(str(as_kept(number, said[number])), getattr(held, number)) for number in NUMBERS if said.get(number)]
    if name := search_name(said):
        pairs.append((name, held.search_name))
    both = [(one, other) for one, other in pairs if other]
    return bool(both) and all(one != other for one, other in both)


def strange_numbers(held: Person, said: Mapping[str, Any]) -> list[str]:
    """The numbers by which somebody was found who is hardly meant: name and date of birth are both another's."""
    if not (held.date_of_birth and held.given_name and held.family_name and all(said.get(code) for code in NAME)):
        return []
    born = as_kept("date_of_birth", said.get("date_of_birth"))
    if born in (None, held.date_of_birth) or search_name(said) == held.search_name:
        return []
    return [number for number in NUMBERS if said.get(number) and as_kept(number, said[number]) == getattr(held, number)]


def matching(words: str, person: Any) -> list[ColumnElement[bool]]:
    """Whom these words may mean: a number, a date of birth, or the beginning of a name, in either order."""
    number, name = words.replace(" ", ""), folded(words)
    found: list[ColumnElement[bool]] = [
        person.upn == number.upper(),
        person.nhs_number == number,
        person.social_care_id == words,
        *(person.search_name.startswith(begins, autoescape=True) for begins in _names(name)),
        person.search_given.startswith(name, autoescape=True),
    ]
    with suppress(ValueError):
        found.append(person.date_of_birth == date.fromisoformat(words))
    return found


def _names(name: str) -> Iterator[str]:
    """A name as it stands, and with the family name first, which may begin at any of its words."""
    yield name
    words = name.split()
    for at in range(1, min(len(words), MOST_SPLIT)):
        yield " ".join((*words[at:], *words[:at]))
