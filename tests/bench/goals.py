"""How does what was measured stand to what was aimed at? The goals, and the table that the README shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

BEGINS, ENDS = "<!-- what `make bench --markdown` wrote begins here -->", "<!-- and ends here -->"
HEAD = ("figure", "measured", "target", "must hold", "")
NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure with what was aimed at and what must hold: at most, or (`floor`) at least so many."""

    words: str
    target: float
    must: float
    unit: str
    floor: bool = False

    def stands(self, figure: float) -> str:
        """Met, or missed by how much: of the figure as it is shown."""
        figure = float(_told(figure))
        if self._within(figure, self.target):
            return "target met"
        if self._within(figure, self.must):
            return f"holds; target missed by {_share(figure, self.target)}"
        return f"MISSED what must hold by {_share(figure, self.must)}"

    def _within(self, figure: float, limit: float) -> bool:
        return figure >= limit if self.floor else figure <= limit

    def row(self, figure: float | None) -> tuple[str, ...]:
        """The goal with its figure, as a row of the table."""
        sign = "≥" if self.floor else "≤"
        limits = (f"{sign} {self.target:g} {self.unit}", f"{sign} {self.must:g} {self.unit}")
        if figure is None:
            return (self.words, NOT_MEASURED, *limits, "")
        return (self.words, f"{_told(figure)} {self.unit}", *limits, self.stands(figure))


def _told(figure: float) -> str:
    return (
        f"{figure:.0f}"
        if figure >= 100 or figure == int(figure)
        else f"{figure:.2f}"
        if figure < 10
        else f"{figure:.1f}"
    )


def _share(figure: float, limit: float) -> str:
    return f"{abs(figure - limit) / limit:.0%}"


GOALS = {
    "usual action": Goal("SQL statements of an action, the most that most of them take", 6, 8, "statements"),
    "any action": Goal("... of the action that takes most", 6, 8, "statements"),
    "floor": Goal("CPU of a pathway, from asking to issue, beside the same rows in raw SQL", 7, 10, "times"),
    "fsm": Goal("... of viewflow.fsm on Django REST, beside ours", 3.4, 2.4, "times", floor=True),
    "spiff": Goal("... of SpiffWorkflow on Flask, its state saved, beside ours", 5, 3.6, "times", floor=True),
    "engine": Goal("... of viewflow's workflow engine, beside ours", 8, 5.9, "times", floor=True),
    "list": Goal("CPU of a work list's page with counts, at a hundred times as many requests", 2.5, 4, "times"),
    "list in SQL": Goal("... of the database alone", 2.5, 4, "times"),
    "deepest": Goal("CPU of the deepest page of a list, beside the first", 1.5, 2, "times"),
    "decision": Goal("one decision of the engine: does it lead on from here, and may they?", 3, 10, "microseconds"),
    "memory": Goal("memory of a worker after 1,000 calls", 90, 130, "MB"),
}
Figures = dict[str, float]


def rows(figures: Figures) -> list[tuple[str, ...]]:
    """Every goal with its figure, in order."""
    return [HEAD, *(goal.row(figures.get(name)) for name, goal in GOALS.items())]


def plain(table: Sequence[Sequence[str]]) -> list[str]:
    """A table as text, its columns one under another."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]


def markdown(table: Sequence[Sequence[str]]) -> str:
    """A table for a page."""
    first, *rest = (f"| {' | '.join(row)} |" for row in table)
    return "\n".join([first, f"|{' --- |' * len(table[0])}", *rest])


def placed(page: str, table: str) -> str:
    """The page with this table between its two marks. Raises ValueError without them."""
    found = re.search(f"(?<={re.escape(BEGINS)}\n).*?(?={re.escape(ENDS)})", page, re.S)
    if found is None:
        raise ValueError(f"There is no place for the table: {BEGINS} ... {ENDS}")
    return f"{page[: found.start()]}\n{table}\n\n{page[found.end() :]}"
