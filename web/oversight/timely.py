"""How much of the advice was in time, month by month, and how is that counted?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from models.timeliness import OUTCOMES, Share, Timeliness, by_month, together
from web.oversight import words
from web.oversight.figures import Cell, spreadsheet
from web.oversight.periods import Period, asked_period
from web.oversight.top import OVERSEERS, parts
from web.pages import Visit, page, show
from workflow.errors import Unmet

timeliness_pages = Blueprint("timeliness_pages", __name__)
YEAR = timedelta(days=364)
DRAWN = ("met", "met_by_interim", "excused", "met_late", "overdue")  # the outcomes that are known
BOTH_WAYS = ("In time, of all", "In time, leaving out lawful exceptions")
HEAD = ("Due from", "Due until", *(words.OUTCOMES[one] for one in OUTCOMES), *BOTH_WAYS)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a month's bar: where it begins and how long it is, in percent of the longest bar."""

    code: str
    begins: float
    length: float


@dataclass(frozen=True, slots=True)
class Month:
    """A month as it is shown: what fell due in these of its days, each outcome with its list, and its bar."""

    first: date
    last: date
    counted: Timeliness
    bar: tuple[Part, ...]

    def list_of(self, outcome: str) -> str:
        """The requests of one outcome."""
        days: dict[str, Any] = {"from": self.first.isoformat(), "to": self.last.isoformat()}
        return url_for("oversight_lists.requests", outcome=outcome, **days)


def months(visit: Visit, period: Period) -> list[Month]:
    """The months of the period in which something fell due."""
    found = by_month(visit.session, visit.signed, period.since, period.until, visit.on)
    most = max((sum(one.counts[code] for code in DRAWN) for one in found.values()), default=0)
    made = []
    for first, last in _days(period.since, period.until):
        if counted := found.get(first.replace(day=1)):
            made.append(Month(first, last, counted, tuple(_bar(counted, most))))
    return made


def _bar(counted: Timeliness, most: int) -> Iterator[Part]:
    begins = 0.0
    for code in DRAWN:
        length = round(100 * counted.counts[code] / most, 2) if most else 0.0
        if length:
            yield Part(code, round(begins, 2), length)
        begins += length


def _days(since: date, until: date) -> Iterator[tuple[date, date]]:
    """The first and the last day of each month, within the period."""
    while since <= until:
        after = (since.replace(day=1) + timedelta(days=31)).replace(day=1)
        yield since, min(after - timedelta(days=1), until)
        since = after


@page(timeliness_pages, "/oversight/timeliness", roles=OVERSEERS)
def timely(visit: Visit) -> Response:
    """The chart, the table, and how it is counted."""
    period = asked_period(visit.on - YEAR, visit.on)
    made = [] if period.errors else months(visit, period)
    return show(
        "timeliness.html",
        422 if period.errors else 200,
        parts=parts(visit.signed, "timeliness_pages.timely"),
        period=period,
        months=made,
        whole=together(one.counted for one in made),
        outcomes=OUTCOMES,
        drawn=DRAWN,
        named=words.OUTCOMES,
    )


@page(timeliness_pages, "/oversight/timeliness.csv", roles=OVERSEERS)
def timely_file(visit: Visit) -> Response:
    """The table as a file. Raises Unmet for days that make no sense."""
    period = asked_period(visit.on - YEAR, visit.on)
    if period.errors:
        raise Unmet({"period": [one["text"] for one in period.errors]})
    made = months(visit, period)
    return spreadsheet(visit, "timeliness", HEAD, map(_row, made))


def _row(month: Month) -> dict[str, Cell]:
    counted = month.counted
    shares: tuple[Share, ...] = (counted.in_time, counted.in_time_without_exceptions)
    cells = (month.first, month.last, *(counted.counts[one] for one in OUTCOMES), *(share.percent for share in shares))
    return dict(zip(HEAD, cells, strict=True))
