"""How many requests were answered in time? Counted both ways: with lawful exceptions as late, and without them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from models.access import SignedIn, visible
from models.request import Request
from workflow.states import State

IN_TIME, LATE = ("met", "met_by_interim"), ("met_late", "excused", "overdue")
OUTCOMES = (*IN_TIME, *LATE, "running", "cancelled")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, and in percent to one place; no percentage of none."""

    number: int
    of: int

    @property
    def percent(self) -> float | None:
        """The share in percent."""
        return round(100 * self.number / self.of, 1) if self.of else None


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How many requests had each outcome. What is still running, or was cancelled, is in no share."""

    counts: dict[str, int]

    @property
    def in_time(self) -> Share:
        """In time, of all whose outcome is known: what a lawful exception excused counts as late."""
        number = sum(self.counts[one] for one in IN_TIME)
        return Share(number, number + sum(self.counts[one] for one in LATE))

    @property
    def in_time_without_exceptions(self) -> Share:
        """In time, of all whose outcome is known and that no exception excused."""
        whole = self.in_time
        return Share(whole.number, whole.of - self.counts["excused"])


def timeliness(session: Session, signed: SignedIn, since: date, until: date, on: date) -> Timeliness:
    """The outcomes, on a day, of the requests that the caller may see and that fell or fall due in these days."""
    stands = _outcome(on).label("outcome")
    query = (
        select(stands, func.count())
        .where(Request.authority_id == signed.authority_id, visible(signed), Request.due_on.between(since, until))
        .group_by(stands)
    )
    found = {row.outcome: row[1] for row in session.execute(query)}
    return Timeliness({outcome: found.get(outcome, 0) for outcome in OUTCOMES})


def _outcome(on: date) -> ColumnElement[str]:
    """What workflow.clocks.status says of the advice clock, as the database reckons it: a test holds them together."""
    done, due = func.coalesce(Request.interim_on, Request.issued_on), Request.due_on
    past = case((done.is_(None), due < on), else_=done > due)
    return case(
        (Request.interim_on <= due, "met_by_interim"),
        (done <= due, "met"),
        (and_(Request.state == State.CLOSED.value, done.is_(None)), "cancelled"),
        (and_(Request.excused_on.is_not(None), past), "excused"),
        (done.is_not(None), "met_late"),
        (due < on, "overdue"),
        else_="running",
    )
