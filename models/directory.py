"""Which community services does an authority's directory have, as last fetched, and which of them fit a search?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Index, String, Text, and_, bindparam, insert, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.access import SignedIn
from models.authority import Authority
from models.base import Base, Owned, table_of
from workflow.advice import LONGEST_ID
from workflow.directory.services import ACTIVE, LONGEST_ADDRESS, Service, folded

NEVER_FRESH = date(1900, 1, 1)  # sorts after everything whose last day of checking is known


class DirectoryService(Owned, Base):
    """A service of the directory. One that leaves it stays, marked gone, so that old advice can still be looked up."""

    __tablename__ = "directory_service"
    __table_args__ = (Index("ix_directory_service_fresh", "authority_id", "sorts_on", "id"),)

    id: Mapped[str] = mapped_column(String(LONGEST_ID), primary_key=True)
    name: Mapped[str]
    status: Mapped[str] = mapped_column(String(20))
    organisation: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(String(LONGEST_ADDRESS))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(100))
    minimum_age: Mapped[float | None]
    maximum_age: Mapped[float | None]
    places: Mapped[list[str]]
    needs: Mapped[list[dict[str, Any]]]
    assured_on: Mapped[date | None]
    last_modified: Mapped[datetime | None]
    fetched_at: Mapped[datetime]
    gone_on: Mapped[date | None]
    sorts_on: Mapped[date]
    words: Mapped[str] = mapped_column(Text)
    place_words: Mapped[str] = mapped_column(Text)
    need_words: Mapped[str] = mapped_column(Text)


TABLE = table_of(DirectoryService)
SAID = tuple(Service.__dataclass_fields__)
ADD = insert(TABLE)
CHANGE = update(TABLE).where(TABLE.c.authority_id == bindparam("its_authority"), TABLE.c.id == bindparam("its_id"))


@dataclass(frozen=True, slots=True)
class WantedServices:
    """What the directory is searched for. `after` is where the page before ended: (sorts_on, id)."""

    q: str | None = None
    need: str | None = None
    place: str | None = None
    age: float | None = None
    after: tuple[date, str] | None = None
    per_page: int = 25


def row_of(service: Service) -> dict[str, Any]:
    """A service as it is kept, with the words that it is searched by."""
    needs = [dict(need) for need in service.needs]
    terms = [said for need in needs for said in need.values()]
    return {
        **asdict(service),
        "places": list(service.places),
        "needs": needs,
        "sorts_on": NEVER_FRESH if service.gone_on else service.fresh_on or NEVER_FRESH,
        "words": folded(service.name, service.organisation, service.description, *terms),
        "place_words": folded(*service.places),
        "need_words": folded(*terms),
    }


def _service(row: Any) -> Service:
    said = {column: getattr(row, column) for column in SAID}
    return Service(**{**said, "places": tuple(said["places"]), "needs": tuple(said["needs"])})


def held(session: Session, authority_id: int) -> dict[str, Service]:
    """Everything that the directory of an authority has or had, by id; nobody else replaces it meanwhile."""
    session.execute(select(Authority.id).where(Authority.id == authority_id).with_for_update(key_share=True))
    query = select(*(TABLE.c[column] for column in SAID)).where(TABLE.c.authority_id == authority_id)
    return {row.id: _service(row) for row in session.execute(query)}


def offered(session: Session, authority_id: int, ids: Iterable[str]) -> dict[str, Service]:
    """The services of these ids that the directory has or had."""
    query = select(*(TABLE.c[column] for column in SAID))
    query = query.where(TABLE.c.authority_id == authority_id, TABLE.c.id.in_(sorted(set(ids))))
    return {row.id: _service(row) for row in session.execute(query)}


def keep(
    session: Session, authority_id: int, new: Sequence[Service], changed: Sequence[Service], fetched_at: datetime
) -> None:
    """Write the services that are new or other than before; say of all that are not gone when they were fetched."""
    if new:
        session.execute(ADD, [{"authority_id": authority_id, **row_of(one)} for one in new])
    if changed:
        named = [{"its_authority": authority_id, "its_id": one.id, **row_of(one)} for one in changed]
        session.execute(CHANGE, [{key: said for key, said in row.items() if key != "id"} for row in named])
    there = (TABLE.c.authority_id == authority_id, TABLE.c.gone_on.is_(None))
    session.execute(update(TABLE).where(*there).values(fetched_at=fetched_at))


def listed(session: Session, signed: SignedIn, wanted: WantedServices) -> list[tuple[Service, date]]:
    """A page of the active services of the caller's authority, lately checked ones first, those that are gone last.

    Each with the day that it sorts by; one more than the page when there are more.
    """
    query = (
        select(*(TABLE.c[column] for column in SAID), TABLE.c.sorts_on)
        .where(TABLE.c.authority_id == signed.authority_id, TABLE.c.status == ACTIVE, *_filters(wanted))
        .order_by(TABLE.c.sorts_on.desc(), TABLE.c.id)
        .limit(wanted.per_page + 1)
    )
    return [(_service(row), row.sorts_on) for row in session.execute(query)]


def _filters(wanted: WantedServices) -> list[ColumnElement[bool]]:
    made = [
        *_has(TABLE.c.words, wanted.q),
        *_has(TABLE.c.need_words, wanted.need),
        *_has(TABLE.c.place_words, wanted.place),
    ]
    if wanted.age is not None:
        made.append(or_(TABLE.c.minimum_age.is_(None), TABLE.c.minimum_age <= wanted.age))
        most = TABLE.c.maximum_age  # the same as `signposts.suits`, which says why
        made.append(or_(most.is_(None), most >= wanted.age, most == int(wanted.age)))
    if wanted.after:
        day, last = wanted.after
        made.append(or_(TABLE.c.sorts_on < day, and_(TABLE.c.sorts_on == day, TABLE.c.id > last)))
    return made


def _has(column: ColumnElement[str], words: str | None) -> list[ColumnElement[bool]]:
    """Every word stands there, or the beginning of one; what has a figure, as EV2, is a whole word."""
    sought = folded(words).split() if words else []
    ends = {word: " " if any(sign.isdigit() for sign in word) else "" for word in sought}
    return [column.contains(f" {word}{end}", autoescape=True) for word, end in ends.items()]
