"""Whom and what do these answers name? People by e-mail address, a lead professional's team, another request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.authorities import ASSESSING_KINDS
from models import queries
from models.access import SignedIn, visible
from models.request import Request
from workflow.facts import Facts

PERSONS = ("assignee", "reviewer", "worker", "lead_professional")
ASKS = ("request_advice", "resubmit")
NAMES_A_LEAD = ("pass_to_lead_professional", "settle_dispute_for_lead_professional")
SEARCHED = ("given_name", "family_name", "date_of_birth", "upn", "nhs_number", "social_care_id")
LONGEST = 254


def look_up(
    session: Session,
    signed: SignedIn,
    request: Request | None,
    facts: Facts,
    action: str,
    given: Mapping[str, Any],
) -> dict[str, Any]:
    """What the answers name, by the code of the question; None where there is nobody of that name.

    Answers are not checked yet: what is no plain text is passed over here, and refused by its question.
    """
    involvement = _group(given.get("involvement")) or (facts.value("involvement") or {})
    texts = {code: _plain(given.get(code)) for code in PERSONS}
    if action in ASKS:
        texts = {"lead_professional": _plain(involvement.get("lead_professional"))}
    emails = {code: email for code, email in texts.items() if email}
    known = queries.people(session, signed.authority_id, emails.values()) if emails else {}
    found: dict[str, Any] = {code: known.get(email.casefold()) for code, email in emails.items()}
    if action in ASKS:
        found |= _lead(facts, _plain(involvement.get("team")), found.get("lead_professional"))
    elif action in NAMES_A_LEAD:
        found |= _named_lead(_plain(given.get("lead_team")), found.get("lead_professional"))
    elif action == "close_as_duplicate" and request is not None:
        found["duplicate_of"] = _other(session, signed, request, _plain(given.get("duplicate_of")))
    return found


def searchable(said: Any) -> dict[str, str]:
    """What is said of a person that they can be found by; anything odd is left out, and refused by its question."""
    plain = {code: _plain(_group(said).get(code)) for code in SEARCHED}
    kept = {code: value for code, value in plain.items() if value}
    try:
        date.fromisoformat(kept.get("date_of_birth", "2000-01-01"))
    except ValueError:
        del kept["date_of_birth"]
    return kept


def _group(given: Any) -> dict[str, Any]:
    return given if isinstance(given, dict) else {}


def _plain(given: Any) -> str | None:
    """A short text as it may be searched for, bare or wrapped with its provenance."""
    value = given.get("value") if isinstance(given, dict) else given
    if not isinstance(value, str) or "\x00" in value or len(value) > LONGEST:
        return None
    return value.strip() or None


def _lead(facts: Facts, team: str | None, person: Mapping[str, Any] | None) -> dict[str, Any]:
    """The lead professional's team: as named if it supports people, else the only one that the person works in."""
    works_in = person["supports_in"] if person else []
    named = team if facts.authority.kind_of(team) in ASSESSING_KINDS else None
    if team is None and len(works_in) == 1:
        named = works_in[0]
    return {"lead_team": named, "lead_member": person["id"] if person and named in works_in else None}


def _named_lead(team: str | None, person: Mapping[str, Any] | None) -> dict[str, Any]:
    works_in = person["supports_in"] if person else []
    return {"lead_team": team, "lead_member": person["id"] if person and team in works_in else None}


def _other(session: Session, signed: SignedIn, request: Request, reference: str | None) -> dict[str, Any] | None:
    """The request of that reference, as far as this one may be its duplicate; None if the caller may not know of it."""
    if reference is None:
        return None
    query = select(Request.id, Request.person_id, Request.reason, Request.is_open).where(
        Request.authority_id == signed.authority_id, Request.reference == reference, visible(signed.caller)
    )
    other = session.execute(query).one_or_none()
    if other is None:
        return None
    return {
        "itself": other.id == request.id,
        "open": other.is_open,
        "same_person": other.person_id == request.person_id,
        "same_reason": other.reason == request.reason,
    }
