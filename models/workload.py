"""Who has what in hand, how much of it is due, and who works there; and who holds work though they have left?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from models.access import SignedIn
from models.oversight import Days, answered_for, due_by, standing, touched
from models.request import Request
from models.user import Membership, User
from workflow.roles import MANAGERS, OVERSIGHT, Role


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has in hand in one team; without a person, what nobody in particular has.

    `touched`: of all of it, the longest ago that they last did something.
    """

    team: str
    member: UUID | None
    name: str | None
    active: bool
    open: int = 0
    late: int = 0
    due: int = 0
    touched: datetime | None = None


def workload(session: Session, signed: SignedIn, days: Days) -> list[Load]:
    """Open requests by team and person, with those of the manager's own teams who have nothing in hand."""
    busy = _busy(session, signed, days)
    known = {(one.team, one.member) for one in busy}
    free = [
        Load(row.team, row.id, row.name, active=True)
        for row in session.execute(_staff(signed))
        if (row.team, row.id) not in known
    ]
    return sorted((*busy, *free), key=lambda one: (one.team, one.member is not None, (one.name or "").casefold()))


def _busy(session: Session, signed: SignedIn, days: Days) -> list[Load]:
    due = standing(days)
    this_week = due_by(days.week_ends, days)
    each = (
        select(Request.team, Request.member_id, due.label("due"), case((this_week, 1), else_=0).label("week"))
        .add_columns(touched().label("touched"))
        .where(Request.authority_id == signed.authority_id, answered_for(signed), Request.is_open)
        .subquery()
    )
    late = func.sum(case((each.c.due == "late", 1), else_=0))
    query = (
        select(each.c.team, each.c.member_id, User.name, User.active, func.count(), late)
        .add_columns(func.sum(each.c.week), func.min(each.c.touched))
        .outerjoin(User, and_(User.authority_id == signed.authority_id, User.id == each.c.member_id))
        .group_by(each.c.team, each.c.member_id, User.name, User.active)
    )
    return [
        Load(team, member, name, active is not False, number, late_now, week, when)
        for team, member, name, active, number, late_now, week, when in session.execute(query)
    ]


def _staff(signed: SignedIn) -> Any:
    """Everybody who may be given requests in the manager's teams; in oversight, in any team."""
    query = (
        select(Membership.team, User.id, User.name)
        .join(User, and_(User.authority_id == Membership.authority_id, User.id == Membership.user_id))
        .where(Membership.authority_id == signed.authority_id, User.active)
        .where(Membership.role.not_in((*OVERSIGHT, Role.ADMINISTRATOR, Role.REVIEWER)))
        .distinct()
    )
    if signed.caller.roles & OVERSIGHT:
        return query
    return query.where(Membership.team.in_(signed.caller.teams(*MANAGERS)))


@dataclass(frozen=True, slots=True)
class Somebody:
    """A user as an administrator sees them: their roles by team, and how much waits for them."""

    name: str
    email: str
    active: bool
    roles: tuple[tuple[str, str], ...]
    holds: int
    checks: int

    @property
    def left_with_work(self) -> bool:
        """They cannot sign in any more, and something still waits for them."""
        return not self.active and bool(self.holds or self.checks)


def everybody(session: Session, authority_id: int) -> list[Somebody]:
    """Every user of an authority: those who left with work first, then those who left, then by name."""
    users = session.execute(
        select(User.id, User.name, User.email, User.active).where(User.authority_id == authority_id)
    ).all()
    roles: dict[UUID, list[tuple[str, str]]] = {}
    query = select(Membership.user_id, Membership.team, Membership.role).where(Membership.authority_id == authority_id)
    for user, team, role in session.execute(query):
        roles.setdefault(user, []).append((team, role))
    holds, checks = _waiting_for(session, authority_id, {row.id for row in users})
    made = [
        Somebody(row.name, row.email, row.active, tuple(sorted(roles.get(row.id, ()))), holds.get(row.id, 0),
                 checks.get(row.id, 0))
        for row in users
    ]  # fmt: skip
    return sorted(made, key=lambda one: (not one.left_with_work, one.active, one.name.casefold()))


def _waiting_for(
    session: Session, authority_id: int, people: Collection[UUID]
) -> tuple[dict[UUID, int], dict[UUID, int]]:
    """How many open requests each person has in hand, and how many drafts they are named to check.

    Restricted ones are not among them: to an administrator they do not exist.
    """
    query = (
        select(Request.member_id, Request.reviewer_id, func.count())
        .where(Request.authority_id == authority_id, Request.is_open, Request.restricted.is_(False))
        .where(or_(Request.member_id.is_not(None), Request.reviewer_id.is_not(None)))
        .group_by(Request.member_id, Request.reviewer_id)
    )
    holds: dict[UUID, int] = dict.fromkeys(people, 0)
    checks = dict(holds)
    for member, reviewer, number in session.execute(query):
        if member:
            holds[member] += number
        if reviewer:
            checks[reviewer] += number
    return holds, checks
