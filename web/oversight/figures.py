"""What is a table of figures? Lines of numbers that lead to the lists behind them, drawn as bars, and sent as CSV."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import Response

from config.clock import day_of
from web.pages import Visit
from workflow.lists.sheet import write

log = logging.getLogger("advice")
Cell = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and where the list behind it is; or words where there is no number."""

    value: int | str
    address: str = ""

    @property
    def leads_on(self) -> bool:
        """Whether there is anything in the list behind it."""
        return bool(self.address and self.value)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: what it is of, and its figures, the first of which is drawn as a bar."""

    label: str
    figures: tuple[Figure, ...]

    @property
    def number(self) -> int:
        """What the bar shows."""
        first = self.figures[0].value
        return first if isinstance(first, int) else 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its bars: `head` names the columns, `empty` is what to read where there are no lines.

    The longest bar stands for `most`; where that is not given, for the largest number of the table.
    """

    code: str
    title: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    empty: str
    said: str = ""
    most: int | None = None

    @property
    def total(self) -> int:
        """What all bars add up to."""
        return sum(line.number for line in self.lines)

    def percent(self, line: Line) -> float:
        """The length of a bar, the longest being 100."""
        most = self.most or max((one.number for one in self.lines), default=0)
        return round(100 * line.number / most, 1) if most else 0.0

    def rows(self) -> list[dict[str, Cell]]:
        """The lines as rows of a CSV file."""
        return [
            dict(zip(self.head, (line.label, *(one.value for one in line.figures)), strict=True)) for line in self.lines
        ]


def days_since(since: date | datetime | None, on: date) -> str:
    """For how long something has waited: 12 days."""
    if since is None:
        return ""
    began = day_of(since) if isinstance(since, datetime) else since
    days = (on - began).days
    return f"{days} day{'s' if days != 1 else ''}"


def spreadsheet(visit: Visit, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> Response:
    """A CSV file that a spreadsheet opens as it is meant, in which no cell is a formula; that it was made is logged.

    The file's name and the log line say of what it is and how long, and name nobody: who made it is told by their key.
    """
    lines = [{column: _cell(row.get(column)) for column in columns} for row in rows]
    made = {"file": name, "rows": len(lines), "authority": visit.signed.authority_id}
    log.info("exported", extra={**made, "by": str(visit.signed.caller.id)})
    response = Response(write(columns, lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{visit.on.isoformat()}.csv"'
    return response


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value}%"  # every fraction here is a share; written so, no spreadsheet takes it for a date
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(frozen=True, slots=True)
class Headline:
    """A number to be seen first."""

    number: int
    words: str
    address: str
    alarms: bool = False
