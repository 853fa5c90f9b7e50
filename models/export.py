"""What do we hold of one request? All of it, as plain data."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from models.advice import AdviceVersion, Draft, Submission
from models.assessment import Assessment, Referral
from models.authority import AskedSet, Authority
from models.base import Base
from models.document import Document
from models.event import Answer, Event
from models.person import Contact, Person
from models.queries import FIND
from models.request import Request
from models.user import User

PARTS: tuple[tuple[str, type[Any]], ...] = (
    ("events", Event),
    ("answers", Answer),
    ("assessments", Assessment),
    ("referrals", Referral),
    ("draft", Draft),
    ("submissions", Submission),
    ("advice_versions", AdviceVersion),
    ("documents", Document),
)


class NoSuchRequest(Exception):
    """There is no such request, or several authorities have one of that reference."""


def exported(session: Session, reference: str, authority: str | None) -> dict[str, Any]:
    """Every row that is held of a request, with the questions as they were asked and the names of who acted."""
    request, its = the_one(session, reference, authority)
    owner = request.authority_id
    parts = {name: [_plain(row) for row in session.scalars(_of(model, owner, request.id))] for name, model in PARTS}
    asked = {event["question_set"] for event in parts["events"]}
    actors = {event["actor_id"] for event in parts["events"]}
    contacts = select(Contact).where(Contact.authority_id == owner, Contact.person_id == request.person_id)
    sets = select(AskedSet).where(AskedSet.authority_id == owner, AskedSet.hash.in_(asked))
    users = select(User).where(User.authority_id == owner, User.id.in_(actors))
    person = session.get_one(Person, (owner, request.person_id))
    return {
        "authority": its.code,
        "request": _plain(request),
        "person": _plain(person),
        "contacts": [_plain(row) for row in session.scalars(contacts)],
        **parts,
        "question_sets": [_plain(row) for row in session.scalars(sets)],
        "people": {str(row.id): row.name for row in session.scalars(users)},
    }


def the_one(session: Session, reference: str, authority: str | None) -> tuple[Request, Authority]:
    """The request of that reference and its authority, for who is at the server itself. Raises NoSuchRequest."""
    query = FIND.add_columns(Authority).join(Authority, Authority.id == Request.authority_id)
    found = session.execute(query.where(Request.reference == reference)).unique().all()
    mine = [(row, its) for row, its in found if authority in (None, its.code)]
    if not mine:
        raise NoSuchRequest(f"There is no request {reference}{f' in {authority}' if authority else ''}.")
    if len(mine) > 1:
        codes = ", ".join(sorted(its.code for _, its in mine))
        raise NoSuchRequest(f"Several authorities have a request {reference}: say which with --authority ({codes}).")
    return mine[0]


def _of(model: type[Any], authority_id: int, request_id: Any) -> Any:
    key = inspect(model).primary_key
    return select(model).where(model.authority_id == authority_id, model.request_id == request_id).order_by(*key)


def _plain(row: Base) -> dict[str, Any]:
    columns = {attribute.key: getattr(row, attribute.key) for attribute in inspect(type(row)).column_attrs}
    return {key: value.hex() if isinstance(value, bytes) else value for key, value in columns.items()}
