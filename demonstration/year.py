"""How is a year of an authority made, whole or not at all? In one unit of work, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import partial
from heapq import heapify, heappop, heappush
from itertools import count

from sqlalchemy.orm import Session

from config.clock import ENGLAND, day_of
from demonstration.council import found
from demonstration.counts import Made, counted
from demonstration.plan import Asked, Plan, Reviewed, plan
from demonstration.reviewing import Later, lists, take_in
from demonstration.telling import Teller
from demonstration.texts import Says, Voice
from demonstration.volumes import Volumes
from models import authority
from models.storage import Storage
from workflow.casework.directory_intake import put_in_place
from workflow.directory.open_referral import services

SEED = 2024
FORGET_AFTER = 200  # requests, so that memory stays small

Moved = Callable[[int], None]


def is_here(storage: Storage, volumes: Volumes) -> bool:
    """Whether the authority is in the database already. Raises InRealUse for a database that is in use."""
    with Session(storage.engine) as session:
        authority.only_demonstrations(session)
        return authority.of_code(session, volumes.code) is not None


def make(storage: Storage, volumes: Volumes, seed: int, now: datetime, moved: Moved = lambda _: None) -> Made:
    """Make a year of an authority that is not here yet, all or nothing. `moved` is told how far it has come.

    It ends with the evening before, whatever the time is now: so it is the same year whenever on a day it is made.

    Raises InRealUse for a database that is in use, BadStory when the service refuses a step.
    """
    today = day_of(now)
    morning = datetime.combine(today, time(), ENGLAND).astimezone(UTC)
    year = plan(volumes, seed, today - timedelta(days=1))
    with Session(storage.engine, expire_on_commit=False, autoflush=False) as session, session.begin():
        authority.only_demonstrations(session)
        teller = begun(session, storage, year, morning)
        for done, more in enumerate(_lived(teller, year), start=1):
            if done % FORGET_AFTER == 0:
                session.flush()
                session.expunge_all()
            moved(more)
        return counted(session, teller.council.id, today, teller.refused.total())


def begun(session: Session, storage: Storage, year: Plan, now: datetime) -> Teller:
    """The authority of a plan with its people and its directory, and whoever tells what happens in it."""
    council = found(session, year, now)
    says: dict[str, Says] = {"place": lambda _: year.volumes.name, "phone": lambda slot: slot.said}
    told = Voice(says, year.last, year.last).told(year.pattern.directory, year.last)
    there = [one for one in told["services"] if not one.get("left")]
    put_in_place(session, council.id, services(there, year.last), now)
    return Teller(session, storage, council, year, now)


def _lived(teller: Teller, year: Plan) -> Iterator[int]:
    """The year in the order in which requests are received, and reviews listed and screened; how many, as it goes."""
    order = count()
    days = [(asked.received, next(order), partial(_asked, teller, asked)) for asked in year.requests]
    days += [(some[0].listed, next(order), partial(_listed, teller, some)) for some in lists(year.reviews)]
    heapify(days)
    while days:
        _, _, happens = heappop(days)
        done, later = happens()
        for day, then in later:
            heappush(days, (day, next(order), partial(_needs, then)))
        yield done


Happened = tuple[int, Sequence[Later]]


def _asked(teller: Teller, asked: Asked) -> Happened:
    teller.ask(asked)
    return 1, ()


def _listed(teller: Teller, some: Sequence[Reviewed]) -> Happened:
    later = take_in(teller, some)
    return len(some) - len(later), later


def _needs(found_out: Callable[[], None]) -> Happened:
    found_out()
    return 1, ()
