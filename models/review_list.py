"""Which annual reviews may this caller know of: one, those coming up, and those that a list may mean?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased, joinedload

from models.access import SignedIn, visible, visible_reviews
from models.authority import Team
from models.identity import matching
from models.person import Person
from models.request import Request
from models.review import Review, Screening
from workflow.roles import SEND

SAME_MEETING = timedelta(days=180)  # a meeting that moves by less is the same review's; next year's is another
SEEN = ("id", "person_id", "meeting_on", "setting", "request_id")


@dataclass(frozen=True, slots=True)
class Sought:
    """What a list of reviews is asked for. `after` is where the page before ended: (meeting_on, id).

    `waiting`: with those, however long ago, that nobody has screened.
    """

    since: date
    waiting: bool = False
    until: date | None = None
    screened: bool | None = None
    q: str | None = None
    after: tuple[date, UUID] | None = None
    per_page: int = 25


@dataclass(frozen=True, slots=True)
class Standing:
    """A review that a row of a list may mean; `settled` when a request that it raised has been issued or closed."""

    id: UUID
    person_id: UUID
    meeting_on: date
    setting: str | None
    settled: bool


def find(session: Session, signed: SignedIn, key: UUID, locked: bool = False) -> Review | None:
    """The review, with its person, if the caller may know of it."""
    query = (
        select(Review)
        .options(joinedload(Review.person).joinedload(Person.contacts))
        .where(Review.authority_id == signed.authority_id, Review.id == key, visible_reviews(signed))
        .execution_options(populate_existing=True)
    )
    return session.scalars(query.with_for_update(of=Review) if locked else query).unique().one_or_none()


def find_all(session: Session, signed: SignedIn, keys: Collection[UUID]) -> dict[UUID, Review]:
    """These reviews as they now are, with their people, as far as the caller may know of them."""
    query = (
        select(Review)
        .options(joinedload(Review.person))
        .where(Review.authority_id == signed.authority_id, Review.id.in_(keys), visible_reviews(signed))
        .execution_options(populate_existing=True)
    )
    return {review.id: review for review in session.scalars(query)} if keys else {}


def lock(session: Session, signed: SignedIn, keys: Collection[UUID]) -> None:
    """Wait until nobody else screens any of these reviews, and keep others from it until the unit of work ends."""
    query = select(Review.id).where(Review.authority_id == signed.authority_id, Review.id.in_(keys))
    if keys:
        session.execute(query.order_by(Review.id).with_for_update())


def coming_up(session: Session, signed: SignedIn, sought: Sought) -> list[Any]:
    """A page of reviews by meeting date, each with its person and the reference of its request, if that may be seen."""
    person = aliased(Person)
    shown = case((visible(signed), Request.reference))
    query: Any = (
        select(Review, person.given_name, person.family_name, person.date_of_birth, shown)
        .join(person, and_(person.authority_id == Review.authority_id, person.id == Review.person_id))
        .outerjoin(Request, and_(Request.authority_id == Review.authority_id, Request.id == Review.request_id))
        .where(Review.authority_id == signed.authority_id, visible_reviews(signed), *_filters(sought, person))
        .order_by(Review.meeting_on, Review.id)
        .limit(sought.per_page + 1)
    )
    return list(session.execute(query))


def _filters(sought: Sought, person: Any) -> list[ColumnElement[bool]]:
    unscreened = Review.needs_identified.is_(None)
    coming = Review.meeting_on >= sought.since
    made: list[ColumnElement[bool]] = [or_(coming, unscreened) if sought.waiting else coming]
    if sought.until:
        made.append(Review.meeting_on <= sought.until)
    if sought.screened is not None:
        made.append(~unscreened if sought.screened else unscreened)
    if sought.q:
        made.append(or_(*matching(sought.q, person)))
    if sought.after:
        made.append(tuple_(Review.meeting_on, Review.id) > tuple_(*sought.after))
    return made


def counts(session: Session, signed: SignedIn, on: date, late_before: date) -> dict[str, int]:
    """How many reviews wait to be screened, how many of these are late; and of those to come, what was found."""
    waits, coming = Review.needs_identified.is_(None), Review.meeting_on >= on
    sums = {
        "waiting": waits,
        "late": and_(waits, Review.meeting_on < late_before),
        "needs": and_(Review.needs_identified.is_(True), coming),
        "no_needs": and_(Review.needs_identified.is_(False), coming),
    }
    query = select(*(func.count(case((which, 1))).label(name) for name, which in sums.items())).where(
        Review.authority_id == signed.authority_id, visible_reviews(signed)
    )
    return dict(session.execute(query).mappings().one())


def request_of(session: Session, signed: SignedIn, review: Review) -> tuple[str | None, bool]:
    """The reference of the request that a review raised, if the caller may see it, and whether it is open."""
    return requests_of(session, signed, [review])[review.id]


def requests_of(session: Session, signed: SignedIn, reviews: Collection[Review]) -> dict[UUID, tuple[str | None, bool]]:
    """By review: the reference of the request that it raised, if the caller may see it, and whether it is open."""
    raised = {review.request_id for review in reviews if review.request_id}
    query = select(Request.id, case((visible(signed), Request.reference)), Request.is_open).where(
        Request.authority_id == signed.authority_id, Request.id.in_(raised)
    )
    found = {key: (reference, is_open) for key, reference, is_open in session.execute(query)} if raised else {}
    return {review.id: found.get(review.request_id, (None, False)) for review in reviews}


def screenings(session: Session, review: Review) -> list[Screening]:
    """Every screening of a review, the first one first."""
    where = (Screening.authority_id == review.authority_id, Screening.review_id == review.id)
    return list(session.scalars(select(Screening).where(*where).order_by(Screening.number)))


def last_screenings(session: Session, signed: SignedIn, keys: Collection[UUID]) -> dict[UUID, Screening]:
    """The last screening of each of these reviews that was screened, by review."""
    later = aliased(Screening)
    same = (later.authority_id == Screening.authority_id, later.review_id == Screening.review_id)
    query = select(Screening).where(
        Screening.authority_id == signed.authority_id,
        Screening.review_id.in_(keys),
        ~select(later.number).where(*same, later.number > Screening.number).exists(),
    )
    return {one.review_id: one for one in session.scalars(query)} if keys else {}


def named(session: Session, signed: SignedIn, keys: Collection[UUID]) -> dict[UUID, Standing]:
    """These reviews, as far as they are on the list of the caller's own SEND teams."""
    query = _standing(signed).where(Review.id.in_(keys))
    return {one.id: one for one in _standings(session, query)} if keys else {}


def around(session: Session, signed: SignedIn, first: date, last: date) -> list[Standing]:
    """Every review of the caller's own SEND teams whose meeting may be one of a list's, from `first` to `last`."""
    query = _standing(signed).where(Review.meeting_on.between(first - SAME_MEETING, last + SAME_MEETING))
    return _standings(session, query.order_by(Review.meeting_on, Review.id))


def _standing(signed: SignedIn) -> Select[Any]:
    return (
        select(*(getattr(Review, column) for column in SEEN), Request.is_open)
        .outerjoin(Request, and_(Request.authority_id == Review.authority_id, Request.id == Review.request_id))
        .where(Review.authority_id == signed.authority_id, Review.requesting_team.in_(signed.caller.teams(*SEND)))
    )


def _standings(session: Session, query: Select[Any]) -> list[Standing]:
    rows = session.execute(query)
    return [Standing(row.id, row.person_id, row.meeting_on, row.setting, row.is_open is False) for row in rows]


def one_list_at_a_time(session: Session, signed: SignedIn) -> None:
    """Wait until nobody else loads a list for the caller's teams: two at once would each miss what the other adds.

    SQLite has one writer anyway. PostgreSQL: a lock that leaves everybody else's work on requests alone.
    """
    mine = (Team.authority_id == signed.authority_id, Team.code.in_(signed.caller.teams()))
    session.execute(select(Team.code).where(*mine).order_by(Team.code).with_for_update(key_share=True))
