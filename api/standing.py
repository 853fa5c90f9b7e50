"""How does what stands beside a request read in JSON: referrals, existing advice, what goes on after its end?"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from models.request import Request
from workflow.aftermath import NO_CONTACT, duplicate_of, still_open
from workflow.documents import documents
from workflow.existing_advice import PARTIES, existing_advice
from workflow.facts import Facts
from workflow.referrals import KIND, UNFINISHED, Referral, referrals

CONTACT_STOPPED = "contact_stopped"
TALKS_TO_FAMILY = "record_contact"


def beside(row: Request, facts: Facts) -> dict[str, Any]:
    """What stands beside a request: nothing here is the request's own state, and all follows from its record."""
    return {
        "referrals": [referral(one) for one in referrals(facts.history)],
        "still_open": [asdict(one) for one in still_open(facts)],
        "existing_advice": _existing(facts),
        "documents": len(documents(facts.history)),
        "duplicate_of": duplicate_of(facts),
        CONTACT_STOPPED: contact_stopped(row),
    }


def contact_stopped(row: Request) -> bool:
    """Whether nobody is to be contacted about this person any more, as was learnt on any of their requests."""
    return bool(row.person.details.get(CONTACT_STOPPED))


def notices(row: Request, action: str) -> list[str]:
    """What somebody should know before they take a step."""
    return [NO_CONTACT] if action == TALKS_TO_FAMILY and contact_stopped(row) else []


def referral(one: Referral) -> dict[str, Any]:
    """A referral, with whose duty it is and who may be charged for what, as information."""
    kind = KIND[one.kind]
    return {
        "number": one.number,
        "kind": one.kind,
        "name": kind.name,
        "for_whom": one.for_whom,
        "short_break_level": one.recorded.value("short_break_level"),
        "owed_by_team": one.owed_by,
        "referred_on": one.referred_on,
        "status": one.status,
        "status_on": one.since,
        "chased_on": one.chased_on,
        "duty": {"text": kind.duty, "cite": kind.cite, "confidence": kind.confidence},
        "charging": {"text": kind.charging, "cite": kind.charging_cite, "confidence": kind.charging_confidence},
    }


def listed_referral(row: Any, path: str, on: date) -> dict[str, Any]:
    """A referral as a row of a list; `path` is where its request is found. It is open from its day until its end."""
    one, reference, state = row
    until = on if one.status in UNFINISHED else one.status_on
    return {
        "reference": reference,
        "state": state,
        "number": one.number,
        "kind": one.kind,
        "name": KIND[one.kind].name,
        "for_whom": one.for_whom,
        "owed_by_team": one.owed_by_team,
        "referred_on": one.referred_on,
        "status": one.status,
        "status_on": one.status_on,
        "days_open": (until - one.referred_on).days,
        "chased_on": one.chased_on,
        "links": {"request": path, "update": f"{path}/actions/update_referral"},
    }


def _existing(facts: Facts) -> dict[str, Any] | None:
    """The existing advice named last, and what each of the three parties has said of it."""
    standing = existing_advice(facts.history)
    if standing is None:
        return None
    parties = {party: standing.said.get(party) for party in PARTIES}
    nothing = {"sufficient": None, "by": None, "on": None}
    said = {party: asdict(told) if told else nothing for party, told in parties.items()}
    return {"document": standing.document, "number": standing.number, **said}
