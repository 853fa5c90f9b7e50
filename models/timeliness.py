"""How many requests were answered in time? Counted both ways: with lawful exceptions as late, and without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, extract, func, select
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
    return together(by_month(session, signed, since, until, on).values())


def together(parts: Iterable[Timeliness]) -> Timeliness:
    """The outcomes of several months as one."""
    added: Counter[str] = Counter()
    for part in parts:
        added.update(part.counts)
    return Timeliness({one: added[one] for one in OUTCOMES})


def by_month(session: Session, signed: SignedIn, since: date, until: date, on: date) -> dict[date, Timeliness]:
    """The same by the month of the due date, named by its first day; only months in which something was due."""
    stands = outcome(on).label("outcome")
    year, month = extract("year", Request.due_on).label("in_year"), extract("month", Request.due_on).label("in_month")
    query = (
        select(year, month, stands, func.count())
        .where(Request.authority_id == signed.authority_id, visible(signed), Request.due_on.between(since, until))
        .group_by(year, month, stands)
    )
    made: dict[date, Timeliness] = {}
    for in_year, in_month, stood, number in session.execute(query):
        first = date(int(in_year), int(in_month), 1)
        made.setdefault(first, together(())).counts[stood] = number
    return made


def outcome(on: date) -> ColumnElement[str]:
    """What workflow.clocks says of the advice clock, as the database reckons it; a test holds them together."""
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
