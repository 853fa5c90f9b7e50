"""How does the work stand now? Every figure of the live picture, from few grouped statements."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from models.access import SignedIn, visible, visible_reviews
from models.assessment import Referral
from models.oversight import (
    REFERRALS_WAIT,
    RETURNED_OFTEN,
    Days,
    age,
    answered_for,
    exception_waits,
    happened,
    late_since,
    referrals_answered_for,
    returned,
    said,
    standing,
    there_since,
)
from models.request import Request
from models.review import Review
from workflow.clocks.annual_reviews import late_before
from workflow.referrals import UNFINISHED
from workflow.states import State

Row = Any  # one group of open requests: stage, holder, why, weeks, due ... and how many they are


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many, and since when the one that has waited longest waits."""

    number: int
    since: date | datetime | None


@dataclass(frozen=True, slots=True)
class Picture:
    """Open work by its parts, and what holds it; `late` and `delays` are counts by reason (None: none was given)."""

    open: list[Row]
    late: dict[str | None, int]
    delays: dict[str, int]
    offered: dict[str, Waiting]
    returned: dict[int, int]
    there: dict[str, Waiting]
    reviews: dict[str, int]
    referrals: dict[str, Waiting]

    def by(self, part: str, due: str | None = None) -> Counter[Any]:
        """How many open requests there are for each value of a part; with `due`, of those that stand so."""
        counted: Counter[Any] = Counter()
        for row in self.open:
            if due in (None, row.due):
                counted[getattr(row, part)] += row.number
        return counted


def picture(session: Session, signed: SignedIn, days: Days) -> Picture:
    """All of it, in seven statements however much work there is."""
    late, delays = _reasons(session, signed, days)
    return Picture(
        open=list(session.execute(_open(signed, days))),
        late=late,
        delays=delays,
        offered=_waiting(session, _offered(signed)),
        returned=_returned(session, signed),
        there=_waiting(session, _there(signed, days)),
        reviews=_reviews(session, signed, days.on),
        referrals=_waiting(session, _referrals(signed, days.on)),
    )


def _mine(query: Any, signed: SignedIn) -> Any:
    return query.where(Request.authority_id == signed.authority_id, answered_for(signed), Request.is_open)


def _open(signed: SignedIn, days: Days) -> Any:
    """Every open request, counted by everything that the picture tells it apart by."""
    parts: tuple[ColumnElement[Any], ...] = (
        Request.state.label("stage"),
        Request.team.label("holder"),
        Request.reason.label("why"),
        age(days).label("weeks"),
        standing(days).label("due"),
        Request.came_back.is_not(None).label("came_back_now"),
        Request.in_dispute.label("disputed"),
        exception_waits().label("claimed"),
        Request.excused_on.is_not(None).label("excused"),
    )
    return _mine(select(*parts, func.count().label("number")), signed).group_by(*parts)


def _reasons(session: Session, signed: SignedIn, days: Days) -> tuple[dict[str | None, int], dict[str, int]]:
    """Why requests were answered late, and why open ones will be: the last delay reported of each."""
    issued = select(literal("late").label("what"), said("late_reason").label("because")).where(
        Request.authority_id == signed.authority_id, visible(signed), late_since(days)
    )
    reported = _mine(select(literal("delay"), said("delay_reason", last=True)), signed)
    each = union_all(issued, reported).subquery()
    late: dict[str | None, int] = {}
    delays: dict[str, int] = {}
    grouped = select(each.c.what, each.c.because, func.count()).group_by(each.c.what, each.c.because)
    for what, because, number in session.execute(grouped):
        if what == "late":
            late[because] = number
        elif because is not None:
            delays[because] = number
    return late, delays


def _offered(signed: SignedIn) -> Any:
    """Offers that nobody has answered, by the team they are made to."""
    query = select(Request.offered_team.label("who"), happened("offer_transfer").label("since"))
    return _mine(query, signed).where(Request.state == State.OFFERED.value)


def _there(signed: SignedIn, days: Days) -> Any:
    """What is late, by the team that has it, since it has had it."""
    query = select(Request.team.label("who"), there_since().label("since"))
    return _mine(query, signed).where(standing(days) == "late")


def _referrals(signed: SignedIn, on: date) -> Any:
    one = aliased(Referral)
    return (
        select(one.owed_by_team.label("who"), one.referred_on.label("since"))
        .join(Request, and_(Request.authority_id == one.authority_id, Request.id == one.request_id))
        .where(one.authority_id == signed.authority_id, visible(signed), referrals_answered_for(signed, one))
        .where(one.status.in_(UNFINISHED), one.referred_on < on - REFERRALS_WAIT)
    )


def _waiting(session: Session, query: Any) -> dict[str, Waiting]:
    each = query.subquery()
    grouped = select(each.c.who, func.count(), func.min(each.c.since)).group_by(each.c.who)
    return {who: Waiting(number, since) for who, number, since in session.execute(grouped)}


def _returned(session: Session, signed: SignedIn) -> dict[int, int]:
    """How many open requests had a draft returned once, twice, three times or more; without a draft, none was."""
    each = _mine(select(returned().label("times")), signed).where(Request.draft_version > 0).subquery()
    often = case((each.c.times > RETURNED_OFTEN, RETURNED_OFTEN), else_=each.c.times).label("often")
    grouped = select(often, func.count()).where(each.c.times > 0).group_by(often)
    return dict(session.execute(grouped).all())


def _reviews(session: Session, signed: SignedIn, on: date) -> dict[str, int]:
    """Reviews that nobody has screened, by how soon the meeting is."""
    late = Review.meeting_on < late_before(on)
    when = case((Review.meeting_on < on, "past"), (late, "late"), else_="time").label("soon")
    query = (
        select(when, func.count())
        .where(Review.authority_id == signed.authority_id, visible_reviews(signed), Review.needs_identified.is_(None))
        .group_by(when)
    )
    return dict(session.execute(query).all())
