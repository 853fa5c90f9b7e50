"""How do a child or young person, their rights and those in their life read in JSON?"""

from __future__ import annotations

from datetime import date
from typing import Any

from models.person import CONTACT_COLUMNS, Contact, Person
from workflow.age import birthday, end_of_compulsory_school_age
from workflow.facts import Facts
from workflow.persons import TELLS_APART
from workflow.rights import ADULT, Rights, rights
from workflow.school_year import school_year


def person(row: Person, facts: Facts, on: date) -> dict[str, Any]:
    """The child or young person, with what follows from their age today. That the address is protected comes first."""
    known, year = facts.person, school_year(facts, on)
    return {
        "protected_address": False,
        **{column: getattr(row, column) for column in TELLS_APART},
        **row.details,
        "age": known.age(on),
        "turns_18_on": birthday(known.born, ADULT) if known.born else None,
        "turns_18_before_due": facts.reaches_before_due(ADULT),
        "school_year": year.year,
        "age_group_year": year.age_group,
        "school_year_working": year.working,
        "prepares_for_adulthood": known.prepares_for_adulthood(on),
        "rights_pass_on": end_of_compulsory_school_age(known.born) if known.born else None,
        "contacts": [contact(one) for one in row.contacts],
    }


def contact(row: Contact) -> dict[str, Any]:
    """Somebody in the person's life."""
    return {"name": row.name, **{column: getattr(row, column) for column in CONTACT_COLUMNS}}


def held(facts: Facts, on: date) -> Rights:
    """Who holds the rights, whom to speak to and whom not, and how each was reached."""
    return rights(facts, on)
