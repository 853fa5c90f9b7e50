"""Whom and what do these answers name? People by e-mail address, a lead professional's team, another request."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from config.authorities import ASSESSING_KINDS
from models import queries
from models.access import SignedIn, visible
from models.person import Person, is_same
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
    involvement = _group(given.get("involvement")) or _involvement_before(facts)
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


def _involvement_before(facts: Facts) -> dict[str, Any]:
    """What was said of involvement at first, unless the lead professional has said since that they are not involved."""
    return {} if facts.last("decline_involvement", "hand_back") else (facts.value("involvement") or {})


def known_person(session: Session, signed: SignedIn, said: Any) -> Person | None:
    """The person of a request that the caller may know of, found by a number or by name and date of birth.

    Somebody known only from requests hidden from the caller is not found: a number must not bring out what is hidden.
    What is no plain text is left out here, and refused by its question.
    """
    plain = {code: _plain(_group(said).get(code)) for code in SEARCHED}
    with suppress(ValueError):
        date.fromisoformat(plain["date_of_birth"] or "")
        return _first(session, signed, is_same(plain))
    return _first(session, signed, is_same({**plain, "date_of_birth": None}))


def _first(session: Session, signed: SignedIn, same: ColumnElement[bool]) -> Person | None:
    mine = (Request.authority_id == Person.authority_id, Request.person_id == Person.id)
    query = (
        select(Person)
        .options(joinedload(Person.contacts))
        .where(Person.authority_id == signed.authority_id, same)
        .where(exists().where(*mine, visible(signed)).correlate(Person))
        .order_by(Person.id)
    )
    return next(iter(session.scalars(query).unique()), None)


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
    this = {code: getattr(request.person, code) for code in SEARCHED}
    same_person = or_(Request.person_id == request.person_id, is_same(this))
    query = (
        select(Request.id, same_person.label("same_person"), Request.reason, Request.is_open)
        .join(Person, (Person.authority_id == Request.authority_id) & (Person.id == Request.person_id))
        .where(Request.authority_id == signed.authority_id, Request.reference == reference, visible(signed))
    )
    other = session.execute(query).one_or_none()
    if other is None:
        return None
    return {
        "itself": other.id == request.id,
        "open": other.is_open,
        "same_person": bool(other.same_person),
        "same_reason": other.reason == request.reason,
    }
