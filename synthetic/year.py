"""How is a year of an authority made, whole or not at all? In one unit of work; what was made is then counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import demonstration
from config.clock import day_of
from models import authority
from models.request import Request
from models.review import Review
from models.storage import Storage
from synthetic.council import found
from synthetic.plan import Plan, plan
from synthetic.reviewing import live_reviews
from synthetic.telling import Teller
from synthetic.texts import Says, Voice
from synthetic.volumes import Volumes
from workflow.directory_intake import put_in_place
from workflow.open_referral import services

SEED = 2024
FORGET_AFTER = 200  # requests, so that memory stays small

Moved = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What a year came to: the authority's name, its requests by state and by how they met their date, its reviews."""

    name: str
    states: Counter[str]
    timeliness: Counter[str]
    reviews: int
    refused: int

    @property
    def requests(self) -> int:
        """How many requests there are."""
        return self.states.total()


def is_here(session: Session, volumes: Volumes) -> bool:
    """Whether the authority is in the database already. Raises NotEmpty in one that is in use."""
    demonstration.may_be_used(session)
    return authority.of_code(session, volumes.code) is not None


def make(storage: Storage, volumes: Volumes, seed: int, now: datetime, moved: Moved) -> Made | None:
    """Make a year of an authority, all or nothing; None when it is here already. `moved` is told how far it has come.

    Raises NotEmpty in a database that is in use, BadStory when the service refuses a step.
    """
    year = plan(volumes, seed, day_of(now))
    with Session(storage.engine, expire_on_commit=False, autoflush=False) as session, session.begin():
        if is_here(session, volumes):
            return None
        teller = Teller(session, storage, found(session, year, now), year, now)
        for done, count in enumerate(_lived(teller, year), start=1):
            if done % FORGET_AFTER == 0:
                session.flush()
                session.expunge_all()
            moved(count)
        return counted(session, teller.council.id, day_of(now), teller.refused.total())


def _lived(teller: Teller, year: Plan) -> Iterator[int]:
    """The year, step by step: its directory, its requests in the order of their receipt, its reviews."""
    says: dict[str, Says] = {"place": lambda _: year.volumes.name, "phone": lambda slot: slot.said}
    told = Voice(says, year.today, year.today).told(year.pattern.directory, year.today)
    there = [one for one in told["services"] if not one.get("left")]
    put_in_place(teller.session, teller.council.id, services(there, year.today), teller.now)
    for asked in year.requests:
        teller.ask(asked)
        yield 1
    yield from live_reviews(teller, year.reviews)


def counted(session: Session, authority_id: int, today: date, refused: int = 0) -> Made:
    """What there is of an authority."""
    mine = Request.authority_id == authority_id
    held = session.execute(
        select(Request.state, Request.is_open, Request.due_on, Request.interim_on, Request.issued_on).where(mine)
    ).all()
    return Made(
        name=session.scalars(select(authority.Authority.name).where(authority.Authority.id == authority_id)).one(),
        states=Counter(row.state for row in held),
        timeliness=Counter(_met(row.due_on, row.interim_on or row.issued_on, row.is_open, today) for row in held),
        reviews=session.scalar(select(func.count()).select_from(Review).where(Review.authority_id == authority_id)) or 0,
        refused=refused,
    )


def _met(due: date | None, answered: date | None, is_open: bool, today: date) -> str:
    """How a request stands to the day on which it fell due."""
    if answered and due:
        return "in time" if answered <= due else "late"
    if not is_open:
        return "ended without advice"
    return "under way, and late" if due and due < today else "under way"
