"""Which review that is listed does each line of a term's list mean, and which lines cannot mean what they say?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from config.faults import Fault
from models import review_list
from models.lookups import Like
from models.review_list import Standing
from workflow.history import Answer
from workflow.lists.columns import ID
from workflow.lists.sheet import Row
from workflow.machine import Decision

NO_SUCH_ID = "There is no review with this id on your list: leave the cell empty for a review that is not listed yet."
SOMEBODY_ELSE = "This id is of another person's review: was a column sorted without the others?"
ANOTHER_MEETING = (
    "The review with this id had its meeting on {day}, and this is another one: leave the id empty to list it."
)
TAKEN = "Another review of this person on your list, or another line, is of this day already."


@dataclass(frozen=True, slots=True)
class Listed:
    """A line that can be listed: what it says, whom it may mean, the review that its id names, and its screening."""

    row: Row
    decision: Decision
    like: Sequence[Like]
    named: Standing | None
    screening: Mapping[str, Answer] | None

    @property
    def said(self) -> dict[str, Any]:
        """What it says of the person."""
        return self.decision.event.value("person") or {}

    @property
    def meeting(self) -> date:
        """The day of the meeting."""
        day = self.decision.event.day("review_meeting_on")
        if day is None:
            raise RuntimeError("A list of reviews is taken only with the day of every meeting.")
        return day


def named_by(row: Row, reviews: Mapping[UUID, Standing]) -> tuple[Standing | None, list[Fault]]:
    """The review that a line names by its id, if it names one; or that there is none for this caller."""
    key = key_of(row)
    review = reviews.get(key) if key else None
    return review, [Fault(row.line, ID, NO_SUCH_ID)] if ID in row.cells and review is None else []


def key_of(row: Row) -> UUID | None:
    """The id that a line gives, as far as it is one."""
    try:
        return UUID(row.cells[ID])
    except (KeyError, ValueError):
        return None


def matched(listed: Iterable[Listed], standing: Iterable[Standing]) -> dict[int, Standing]:
    """Which review each line means: the one that it names; else that of the day; else the nearest of no other line.

    A review whose request has been issued or closed is over: another meeting is another review.
    """
    listed = list(listed)
    found = {one.row.line: one.named for one in listed if one.named}
    taken = {review.id for review in found.values()}
    free: dict[UUID, list[Standing]] = {}
    for review in standing:
        if review.id not in taken:
            free.setdefault(review.person_id, []).append(review)
    for exact in (True, False):
        for one in listed:
            theirs = [review for like in one.like for review in free.get(like.person.id, ())]
            fitting = [review for review in theirs if _fits(review, one.meeting, exact)]
            if one.row.line not in found and fitting:
                nearest = min(fitting, key=lambda review: abs(review.meeting_on - one.meeting))
                found[one.row.line] = nearest
                free[nearest.person_id].remove(nearest)
    return found


def _fits(review: Standing, meeting: date, exact: bool) -> bool:
    if exact:
        return review.meeting_on == meeting
    return not review.settled and abs(review.meeting_on - meeting) <= review_list.SAME_MEETING


def misplaced(
    listed: Iterable[Listed], means: Mapping[int, Standing], standing: Collection[Standing]
) -> dict[int, Fault]:
    """By line: a meeting that cannot be that of the named review, or that another review of the person has already."""
    days = {(review.person_id, review.meeting_on): review.id for review in standing}
    told: set[tuple[UUID, date]] = set()
    faults = {}
    for one in listed:
        line, before = one.row.line, means.get(one.row.line)
        if one.named and not any(_fits(one.named, one.meeting, exact) for exact in (True, False)):
            said = ANOTHER_MEETING.format(day=one.named.meeting_on.isoformat())
            faults[line] = Fault(line, "review_meeting_on", said)
        people = [before.person_id] if before else [like.person.id for like in one.like]
        places = {(key, one.meeting) for key in people}
        others = {days.get(place) for place in places} - {before.id if before else None, None}
        if line not in faults and (others or places & told):
            faults[line] = Fault(line, "review_meeting_on", TAKEN)
        told |= places
    return faults
