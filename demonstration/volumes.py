"""How much work does each authority in England have in a year? Read from the SEN2 figures of 2024."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

FIGURES = Path(__file__).parent.parent / "config" / "demonstration" / "sen2_2024.csv"
IN_TIME_IN_ENGLAND = 46.4  # new plans within 20 weeks, without exceptions, 2024: where an authority's own is suppressed
LONGEST_CODE = 40


class UnknownAuthority(Exception):
    """There is no authority of that name in the figures; the message suggests those that it may mean."""


@dataclass(frozen=True, slots=True)
class Volumes:
    """A year of an authority: assessments, percent of plans in time, annual review meetings; its place in the file."""

    name: str
    place: int
    assessments: int
    in_time: float
    reviews: int

    @property
    def code(self) -> str:
        """The authority's code in the service."""
        return re.sub(r"[^a-z0-9]+", "_", self.name.casefold()).strip("_")[:LONGEST_CODE].strip("_")


@cache
def england() -> dict[str, Volumes]:
    """Every authority of the figures by its name, in the order of the file.

    Where the Department gives no meetings, the authority holds as many for each plan as England does.
    """
    rows = list(csv.DictReader(FIGURES.read_text(encoding="utf-8").splitlines()))
    held = [row for row in rows if row["annual_review_meetings_2024"].isdigit()]
    meetings, plans = (sum(int(row[name]) for row in held) for name in ("annual_review_meetings_2024", "plans_jan2025"))
    return {row["la_name"]: _volumes(row, place, meetings / plans) for place, row in enumerate(rows)}


def _volumes(row: dict[str, str], place: int, meetings_for_a_plan: float) -> Volumes:
    in_time, reviews = row["plans_within_20w_pct_excl_exceptions_2024"], row["annual_review_meetings_2024"]
    return Volumes(
        name=row["la_name"],
        place=place,
        assessments=int(row["assessments_2024"]),
        in_time=IN_TIME_IN_ENGLAND if in_time == "x" else float(in_time),
        reviews=int(reviews) if reviews.isdigit() else round(int(row["plans_jan2025"]) * meetings_for_a_plan),
    )


def volumes_of(name: str) -> Volumes:
    """The year of the authority of that name, in whatever case it is typed. Raises UnknownAuthority."""
    names = {known.casefold(): known for known in england()}
    typed = " ".join(name.split()).casefold()
    if typed in names:
        return england()[names[typed]]
    near = [names[one] for one in get_close_matches(typed, names, n=3, cutoff=0.6)]
    near += [known for one, known in names.items() if typed and typed in one and known not in near]
    means = (
        f" Did you mean {' or '.join(near[:4])}?"
        if near
        else " Names are written as in config/demonstration/sen2_2024.csv."
    )
    raise UnknownAuthority(f"There is no authority {name} in the figures of England.{means}")
