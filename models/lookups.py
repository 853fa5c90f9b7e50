"""Whom and what do these answers name? People by e-mail address, a lead professional's team, another request."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from config.authorities import ASSESSING_KINDS
from models import colleagues
from models.access import STANDINGS, SignedIn, visible, visible_reviews
from models.identity import is_as_unknown, is_same, matching, name_alone, strange_numbers
from models.person import Person
from models.request import Request
from models.review import Review
from workflow.facts import Facts
from workflow.naming import folded

PERSONS = ("assignee", "reviewer", "worker", "lead_professional")
ASKS = ("request_advice", "resubmit")
NAMES_A_LEAD = ("pass_to_lead_professional", "settle_dispute_for_lead_professional")
SEARCHED = ("given_name", "family_name", "date_of_birth", "upn", "nhs_number", "social_care_id")
LONGEST = 254
SOMEBODY_ELSES = "This is the number of somebody else, of another name and date of birth. Check the number."


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
    known = colleagues.people(session, signed.authority_id, emails.values()) if emails else {}
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


def known_person(
    session: Session, signed: SignedIn, said: Any, locked: bool = False
) -> tuple[Person | None, dict[str, list[str]]]:
    """The person of a request or a review that the caller may know of, found by a number or by name and birth date.

    With it, every number that is somebody else's whom the caller may know of, by its place: such a person is not meant.
    Somebody known only from requests hidden from the caller is not found: a number must not bring out what is hidden.
    What is no plain text is left out here, and refused by its question. `locked`: nobody else changes what is known of
    them until this unit of work ends.
    """
    plain = searched(said)
    query = PEOPLE.where(Person.authority_id == signed.authority_id, is_same(plain), _known(signed))
    found = session.scalars(_for_change(query.order_by(Person.id), locked)).unique().all()
    strange = {one.id: strange_numbers(one, plain) for one in found}
    wrong = {f"person.{number}": [SOMEBODY_ELSES] for numbers in strange.values() for number in numbers}
    return next((one for one in found if not strange[one.id]), None), wrong


def _for_change(query: Select[Person], locked: bool) -> Select[Person]:
    return query.with_for_update(of=Person).execution_options(populate_existing=True) if locked else query


PEOPLE = select(Person).options(joinedload(Person.contacts))
OF_REQUEST = (Request.authority_id == Person.authority_id, Request.person_id == Person.id)
OF_REVIEW = (Review.authority_id == Person.authority_id, Review.person_id == Person.id)


def searched(said: Any) -> dict[str, Any]:
    """What is said of a person that they may be found by, as plain text."""
    plain = {code: _plain(_group(said).get(code)) for code in SEARCHED}
    with suppress(ValueError):
        date.fromisoformat(plain["date_of_birth"] or "")
        return plain
    return {**plain, "date_of_birth": None}


def people_found(session: Session, signed: SignedIn, said: Any, most: int) -> list[Person]:
    """Whom the caller may find by what is typed so far, by name: a beginning of a name is enough.

    Somebody of another given name is among them when family name and date of birth are the same.
    """
    plain = searched(said)
    words = " ".join(name for name in (plain["given_name"], plain["family_name"]) if name)
    means = [is_same(plain), *(matching(words, Person) if words else ())]
    if plain["family_name"] and plain["date_of_birth"]:
        family = Person.search_name.startswith(folded(plain["family_name"]), autoescape=True)
        means.append(and_(family, Person.date_of_birth == date.fromisoformat(plain["date_of_birth"])))
    keys = select(Person.id).where(Person.authority_id == signed.authority_id, or_(*means), _known(signed))
    keys = keys.order_by(Person.search_name, Person.id).limit(most)
    query = PEOPLE.where(Person.authority_id == signed.authority_id, Person.id.in_(keys))
    return list(session.scalars(query.order_by(Person.search_name, Person.id)).unique())


def _known(signed: SignedIn) -> ColumnElement[bool]:
    """Whom the caller may find: from a request they see; or from a review, unless a request is hidden from them."""
    return _known_from(visible(signed), visible_reviews(signed))


@lru_cache(maxsize=STANDINGS)
def _known_from(requests: ColumnElement[bool], reviews: ColumnElement[bool]) -> ColumnElement[bool]:
    seen = func.coalesce(requests, false())  # a request without a reviewer is seen by nobody as its reviewer
    asked, hidden = (_any(select(Request.id).where(*OF_REQUEST, which)) for which in (seen, ~seen))
    return or_(asked, and_(_reviewed(reviews), ~hidden))


def _any(rows: Select[Any]) -> ColumnElement[bool]:
    """Whether a person has such a row, looked for by the person.

    Not EXISTS: beside OR, PostgreSQL would first gather every such row of the table, for one person's sake.
    """
    return rows.correlate(Person).limit(1).scalar_subquery().is_not(None)


def _reviewed(reviews: ColumnElement[bool]) -> ColumnElement[bool]:
    return _any(select(Review.id).where(*OF_REVIEW, reviews))


@dataclass(frozen=True, slots=True)
class Like:
    """Somebody whom a row of a list may mean: may the caller know more of them, and was advice ever asked for?"""

    person: Person
    known: bool
    asked_for: bool


def people_like(session: Session, signed: SignedIn, said: Any, key: UUID | None = None) -> list[Like]:
    """Whom a row of a list of reviews may mean: people known, and those who are only on the caller's own list.

    Who is on the list already is no news; so those of whom a request is hidden are among them, and not `known`.
    `key`: the row names a review of this person, and means nobody else.
    """
    query = _listed(visible(signed), visible_reviews(signed)).where(
        Person.authority_id == signed.authority_id, Person.id == key if key else _meant(said)
    )
    return [Like(row[0], bool(row.known), bool(row.asked_for)) for row in session.execute(query).unique()]


@lru_cache(maxsize=STANDINGS)
def _listed(requests: ColumnElement[bool], reviews: ColumnElement[bool]) -> Select[Person, bool, bool]:
    known, asked_for = _known_from(requests, reviews), _any(select(Request.id).where(*OF_REQUEST))
    query = select(Person, known.label("known"), asked_for.label("asked_for"))
    return query.options(joinedload(Person.contacts)).where(or_(known, _reviewed(reviews))).order_by(Person.id)


def _meant(said: Any) -> ColumnElement[bool]:
    """Who a row of a list means: as everywhere; a name alone means the same name alone, when a list is sent again."""
    plain = searched(said)
    alone = name_alone(plain)
    return or_(is_same(plain), is_as_unknown(alone)) if alone else is_same(plain)


def person_of(session: Session, signed: SignedIn, review: Review, locked: bool = False) -> Person | None:
    """The person of a review, unless a request about them is hidden from the caller; `locked` as in known_person."""
    query = PEOPLE.where(Person.authority_id == review.authority_id, Person.id == review.person_id, _known(signed))
    return next(iter(session.scalars(_for_change(query, locked)).unique()), None)


def known_people(session: Session, signed: SignedIn, keys: Collection[UUID]) -> dict[UUID, Person]:
    """Those of these people of whom the caller may know more than a list of reviews says."""
    query = select(Person).where(Person.authority_id == signed.authority_id, Person.id.in_(keys), _known(signed))
    return {person.id: person for person in session.scalars(query)} if keys else {}


def live_request(session: Session, signed: SignedIn, said: Any, reason: Any) -> str | None:
    """The reference of the open request for this person and reason, if the caller may see one."""
    people = list(session.scalars(select(Person.id).where(Person.authority_id == signed.authority_id, _meant(said))))
    query = (
        select(Request.reference)
        .where(Request.authority_id == signed.authority_id, Request.person_id.in_(people))
        .where(Request.is_open, Request.reason == reason, visible(signed))
        .order_by(Request.id)
        .limit(1)
    )
    return session.scalar(query) if people else None


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
