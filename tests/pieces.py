"""Complete pieces of advice: with provision, and with none needed."""

from __future__ import annotations

from typing import Any


def advice(**changed: Any) -> dict[str, Any]:
    """A complete piece of advice for someone under 18, with one need, outcome and line of provision."""
    usual: dict[str, Any] = {
        "views": {"person": "I want to go swimming on Saturdays.", "family": "We would like an evening to ourselves."},
        "needs": [
            {
                "id": "n1",
                "text": "Ivy cannot judge danger outdoors and needs an adult beside her.",
                "domain": "community",
                "relates_to_sen_or_disability": True,
                "requires_local_authority": True,
                "impact_on_person": "She cannot join clubs without support.",
                "impact_on_family": "Her parents cannot do activities with her brother.",
            }
        ],
        "outcomes": [{"id": "o1", "need": "n1", "text": "Ivy takes part in one club a week.", "by": "2027-07-31"}],
        "provision": [
            {
                "id": "p1",
                "need": "n1",
                "outcome": "o1",
                "section": "H1",
                "category": "h1_short_break_non_res",
                "what": "A support worker goes with Ivy to a swimming club.",
                "provider": "Short breaks service",
                "amount": "2 hours",
                "frequency": "every week in term time",
                "legal_basis": "Chronically Sick and Disabled Persons Act 1970, section 2",
            }
        ],
        "preparation_for_adulthood": {
            "employment": "Not yet chosen; likes animals.",
            "independent_living": "Practises making a snack.",
            "community": "Wants to swim with friends.",
            "health": "Needs reminding of her inhaler.",
        },
    }
    return {**usual, **changed}


def nothing_needed() -> dict[str, Any]:
    """Advice that no provision by the authority is needed."""
    return {
        "views": {"person": "I like my nursery.", "family": "We manage well between us."},
        "no_needs_because": "Her needs at home are met by her parents and the health visitor's advice on sleep.",
        "no_provision_because": "Family and universal services meet her needs; the Saturday group was signposted.",
    }
