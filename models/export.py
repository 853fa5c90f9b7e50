"""What do we hold of one request, and of its person? All of it, as plain data."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, inspect, select
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
from models.review import Review, Screening
from models.unfinished import Unfinished
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
ACTED = (
    "actor_id",
    "added_by",
    "author_id",
    "listed_by",
    "member_id",
    "requester_id",
    "reviewer_id",
    "saved_by",
)


class NoSuchRequest(Exception):
    """There is no such request, or several authorities have one of that reference."""


def exported(session: Session, reference: str, authority: str | None) -> dict[str, Any]:
    """Every row that is held of a request and of its person; of an annual review, given its id, of its person.

    With the questions as they were asked, the names of who acted, and the references of all requests of the person.
    """
    if review := _review(session, reference, authority):
        return _of_person(session, review.authority_id, review.person_id, {})
    request, _ = the_one(session, reference, authority)
    owner = request.authority_id
    parts = {name: [_plain(row) for row in session.scalars(_of(model, owner, request.id))] for name, model in PARTS}
    typed = _typed(session, owner, Unfinished.form.startswith(f"{reference}/"))
    held = {"request": _plain(request), **parts, "unfinished": typed}
    return _of_person(session, owner, request.person_id, held)


def _review(session: Session, named: str, authority: str | None) -> Review | None:
    """The annual review of that id, if it is one. Raises NoSuchRequest where there is none of an id."""
    try:
        key = UUID(named)
    except ValueError:
        return None
    query = select(Review).join(Authority, Authority.id == Review.authority_id).where(Review.id == key)
    found = session.scalar(query.where(Authority.code == authority) if authority else query)
    if found is None:
        raise NoSuchRequest(f"There is no annual review {named}{f' in {authority}' if authority else ''}.")
    return found


def _of_person(session: Session, owner: int, person: UUID, held: dict[str, Any]) -> dict[str, Any]:
    """What is held of a person, beside what is held of one request."""
    of_them = {model: (model.authority_id == owner, model.person_id == person) for model in (Contact, Review, Request)}
    reviews = session.scalars(select(Review).where(*of_them[Review]).order_by(Review.meeting_on)).all()
    of_reviews = (Screening.authority_id == owner, Screening.review_id.in_([review.id for review in reviews]))
    screenings = session.scalars(select(Screening).where(*of_reviews).order_by(Screening.at, Screening.number)).all()
    begun = [row for one in reviews for row in _typed(session, owner, Unfinished.form.endswith(str(one.id)))]
    references = select(Request.reference).where(*of_them[Request]).order_by(Request.reference)
    whole = {
        "authority": session.get_one(Authority, owner).code,
        "person": _plain(session.get_one(Person, (owner, person))),
        "contacts": [_plain(row) for row in session.scalars(select(Contact).where(*of_them[Contact]))],
        "references": list(session.scalars(references)),
        **held,
        "reviews": [_plain(row) for row in reviews],
        "screenings": [_plain(row) for row in screenings],
        "unfinished": [*held.get("unfinished", ()), *begun],
    }
    return whole | _explained(session, owner, whole)


def _explained(session: Session, owner: int, held: dict[str, Any]) -> dict[str, Any]:
    """The questions as they were asked, and the names of whoever did something in what is held."""
    parts = [part if isinstance(part, list) else [part] for part in held.values()]
    rows = [row for part in parts for row in part if isinstance(row, dict)]
    asked = {row["question_set"] for row in rows if row.get("question_set")}
    acted = {row[column] for row in rows for column in ACTED if row.get(column)}
    sets = select(AskedSet).where(AskedSet.authority_id == owner, AskedSet.hash.in_(asked))
    users = select(User).where(User.authority_id == owner, User.id.in_(acted))
    return {
        "question_sets": [_plain(row) for row in session.scalars(sets)],
        "people": {str(row.id): row.name for row in session.scalars(users)},
    }


def _typed(session: Session, owner: int, named: ColumnElement[bool]) -> list[dict[str, Any]]:
    """What was typed into forms that are named so, and not sent."""
    forms = select(Unfinished).where(Unfinished.authority_id == owner, named).order_by(Unfinished.form)
    return [_plain(row) for row in session.scalars(forms)]


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
