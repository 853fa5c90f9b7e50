"""What does a step tell of the child or young person, and what is then known of them?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from workflow.facts import Contact, Person
from workflow.rules.request import NUMBERS

TELLS_APART = ("given_name", "family_name", "date_of_birth", "year_group", *NUMBERS)
CONTACT_PARTS = ("name", "relationship", "safe_to_contact", "may_be_told", "may_be_told_because")
SAFE_UNLESS_SAID = Contact("", "", safe_to_contact=True)


def told_of(person: Person, said: Mapping[str, Any], on: date) -> Person:
    """The person with what a step says of them put in; contacts are told apart by their names."""
    said = with_reasons_of_their_own(person, said, on)
    contacts = {contact.name.casefold(): contact for contact in person.contacts}
    before = named_anew(said, contacts)
    for given in said.get("contacts", ()):
        key = given["name"].casefold()
        known = contacts.pop(before[key]) if key in before else contacts.get(key, SAFE_UNLESS_SAID)
        new = {part: given[part] for part in CONTACT_PARTS if part in given}
        contacts[key] = replace(known, **new)
    return replace(
        person,
        given_name=said.get("given_name", person.given_name),
        family_name=said.get("family_name", person.family_name),
        born=date.fromisoformat(said["date_of_birth"]) if "date_of_birth" in said else person.born,
        recorded_year=said.get("year_group", person.recorded_year),
        year_recorded_on=on if "year_group" in said else person.year_recorded_on,
        numbered=person.numbered or any(said.get(number) for number in NUMBERS),
        contacts=tuple(contacts.values()),
        details={**person.details, **details_of(said)},
    )


def named_anew(said: Mapping[str, Any], known: Collection[str]) -> dict[str, str]:
    """Contacts whose name was wrong: by the new name, the name that they had; nobody takes the name of another."""
    told = {one["name"].casefold(): one["formerly"].casefold() for one in said.get("contacts", ()) if "formerly" in one}
    had = {new: old for new, old in told.items() if old in known and new not in known}
    return {new: old for new, old in had.items() if list(had.values()).count(old) == 1}


def details_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of a person beside who they are and who is in their life."""
    return {code: value for code, value in said.items() if code not in (*TELLS_APART, "contacts")}


def with_reasons_of_their_own(person: Person, said: Mapping[str, Any], on: date) -> Mapping[str, Any]:
    """What a step says of a person; what it says anew without a reason no longer has the reason of what it replaces."""
    told = {contact.name.casefold(): contact.may_be_told for contact in person.contacts}
    made = dict(said)
    if said.get("year_group", person.year(on)) != person.year(on):
        made = {"year_group_because": None, **said}
    if "contacts" in said:
        before = named_anew(said, told)
        had = {key: told.get(before.get(key, key)) for key in (one["name"].casefold() for one in said["contacts"])}
        made["contacts"] = [
            {"may_be_told_because": None, **one}
            if "may_be_told" in one and one["may_be_told"] != had[one["name"].casefold()]
            else one
            for one in said["contacts"]
        ]
    return made
