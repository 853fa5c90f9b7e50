"""What is there of an authority? Its requests by state and by how they met their day, and its annual reviews."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.authority import Authority
from models.request import Request
from models.review import Review


@dataclass(frozen=True, slots=True)
class Made:
    """What there is of an authority. `refused`: steps that were tried too early, in making it."""

    name: str
    states: Counter[str]
    timeliness: Counter[str]
    reviews: int
    refused: int = 0

    @property
    def requests(self) -> int:
        """How many requests there are."""
        return self.states.total()

    def __str__(self) -> str:
        """In words, for whoever made it."""
        told = [
            f"{self.name}: {self.requests:,} requests and {self.reviews:,} annual reviews.",
            f"  By state: {_listed(self.states)}.",
            f"  By their day: {_listed(self.timeliness)}.",
        ]
        if self.refused:
            told.append(f"  Tried too early, and refused: {self.refused:,}.")
        return "\n".join(told)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.most_common()) or "none"


def counted(session: Session, authority_id: int, today: date, refused: int = 0) -> Made:
    """What there is of an authority on a day."""
    mine = Request.authority_id == authority_id
    held = session.execute(
        select(Request.state, Request.is_open, Request.due_on, Request.interim_on, Request.issued_on).where(mine)
    ).all()
    return Made(
        name=session.scalars(select(Authority.name).where(Authority.id == authority_id)).one(),
        states=Counter(row.state for row in held),
        timeliness=Counter(_met(row.due_on, row.interim_on or row.issued_on, row.is_open, today) for row in held),
        reviews=session.scalar(select(func.count()).select_from(Review).where(Review.authority_id == authority_id))
        or 0,
        refused=refused,
    )


def _met(due: date | None, answered: date | None, is_open: bool, today: date) -> str:
    """How a request stands to the day on which it falls due."""
    if answered and due:
        return "in time" if answered <= due else "late"
    if not is_open:
        return "ended without advice"
    return "late and under way" if due and due < today else "under way"
