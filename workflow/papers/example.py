"""What does a whole piece of advice look like? A worked example of an invented child, to try letterheads with."""

from __future__ import annotations

from datetime import date
from typing import Any

from workflow.papers.advice import Advice
from workflow.papers.letterhead import Letterhead
from workflow.states import Kind

ACT = "Chronically Sick and Disabled Persons Act 1970, section 2"
HEADING: dict[str, Any] = {
    "given_name": "Juniper",
    "family_name": "Exampleton",
    "date_of_birth": "2012-04-09",
    "school_year": 9,
    "adult": False,
    "reason": "ehc_needs_assessment",
    "author": {"name": "Wren Field", "role": "Triage officer", "team": "Children and Families Contact"},
    "reviewer": {"name": "Merle Stone", "role": "Front door manager", "team": "Children and Families Contact"},
    "assessment": {"assessment_type": "s17_child_and_family", "completed_on": "2026-11-12"},
    "because": None,
}
CONTENT: dict[str, Any] = {
    "involvement": "The front door met Juniper at school and at home. No team was working with the family before.",
    "strengths": "Juniper swims like an otter, never forgets a tune and makes the whole class laugh.",
    "views": {
        "person": "I like the big pool best. I want to go with somebody who does not talk all the time.",
        "family": "We would like our son to have a Saturday with us too.",
    },
    "needs": [
        {
            "id": "n1",
            "domain": "community",
            "text": "Juniper does not see danger near roads and water, and needs an adult within reach.",
            "impact_on_person": "Juniper cannot join a club alone, and meets no friends outside school.",
            "impact_on_family": "Outings as a family have stopped.",
            "relates_to_sen_or_disability": True,
            "requires_local_authority": True,
        }
    ],
    "outcomes": [
        {"id": "o1", "need": "n1", "text": "Juniper swims with other young people every Saturday.", "by": "2027-07-31"}
    ],
    "provision": [
        {
            "id": "p1",
            "need": "n1",
            "outcome": "o1",
            "section": "H1",
            "category": "h1_short_break_non_res",
            "what": "The same support worker goes to the swimming club with Juniper and stays within reach.",
            "provider": "Northmere Short Breaks",
            "amount": "2 hours",
            "frequency": "every Saturday in term time",
            "duration": "12 months",
            "start_on": "2027-01-09",
            "review_on": "2027-07-03",
            "direct_payment": True,
            "existing": False,
            "legal_basis": ACT,
        },
        {
            "id": "p2",
            "need": "n1",
            "outcome": "o1",
            "section": "H2",
            "category": "h2_early_help",
            "what": "A family worker plans safe outings with Juniper and both parents.",
            "provider": "Northmere Early Help",
            "amount": "1 hour at home",
            "frequency": "every second week",
            "duration": "6 months",
            "existing": False,
            "legal_basis": "Children Act 1989, section 17",
        },
    ],
    "preparation_for_adulthood": {
        "employment": "Wants to work at a swimming pool.",
        "independent_living": "Packs his own swimming bag from a picture list.",
        "community": "Hopes to go out with friends at weekends.",
        "health": "Is learning to say when he is tired.",
    },
    "signposting": [
        {"name": "Saturday Splash", "what": "A family session at the leisure centre", "contact": "01632 960190"}
    ],
}
SOURCES = (
    {"read": "The school's report", "on": "2026-11-03"},
    {"spoke_to": "parent", "on": "2026-11-04", "how": "phone"},
    {"spoke_to": "child", "on": "2026-11-06", "how": "school_visit"},
)


def advice(letterhead: Letterhead) -> Advice:
    """The worked example under this letterhead."""
    day = date(2026, 11, 20)
    return Advice("SCA-2026-000123", 1, Kind.FINAL, None, day, CONTENT, SOURCES, HEADING, letterhead)
