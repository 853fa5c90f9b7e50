"""Where does each request stand, and how does a step become part of its record?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from config.authorities import Authority
from models.advice import Draft
from models.base import Base, Owned, new_id
from models.person import Person
from models.user import User
from workflow import history
from workflow.clocks.deadlines import Dates
from workflow.clocks.timescales import Duty
from workflow.facts import Draft as NoDraft
from workflow.facts import Facts
from workflow.states import Capacity, Kind, State

NEVER_DUE = date(9999, 12, 31)


def _of_open(name: str, *columns: str) -> Index:
    """An index of the open requests alone, which each database uses for what it is asked in these words."""
    return Index(name, *columns, postgresql_where=text("is_open"), sqlite_where=text("is_open = 1"))


class Request(Owned, Base):
    """A request for social care advice. State, holder and version are written by `record`, and by nothing else."""

    __tablename__ = "request"
    __table_args__ = (
        ForeignKeyConstraint(["authority_id", "person_id"], ["person.authority_id", "person.id"]),
        ForeignKeyConstraint(["authority_id", "team"], ["team.authority_id", "team.code"]),
        ForeignKeyConstraint(["authority_id", "requesting_team"], ["team.authority_id", "team.code"]),
        ForeignKeyConstraint(["authority_id", "requester_id"], ["user_account.authority_id", "user_account.id"]),
        ForeignKeyConstraint(["authority_id", "member_id"], ["user_account.authority_id", "user_account.id"]),
        CheckConstraint("(state = 'closed') = (team IS NULL)", name="held_until_closed"),
        CheckConstraint("team IS NOT NULL OR member_id IS NULL", name="member_only_with_team"),
        CheckConstraint("(state = 'offered' AND offered_team IS NOT NULL) OR state <> 'offered'", name="offered_to"),
        Index(None, "authority_id", "reference", unique=True),
        Index(
            "ix_request_open_due",
            "authority_id",
            "sorts_on",
            "id",
            postgresql_where=text("is_open"),
            sqlite_where=text("is_open"),
        ),
        _of_open("ix_request_open_owed", "authority_id", "is_met", "sorts_on", "id"),
        _of_open("ix_request_team_owed", "authority_id", "team", "is_met", "sorts_on", "id"),
        Index("ix_request_team_due", "authority_id", "team", "sorts_on", "id"),
        Index(None, "authority_id", "sorts_on", "id"),
        Index(None, "authority_id", "person_id"),
        Index(None, "authority_id", "offered_team"),
        Index(None, "authority_id", "requesting_team"),
        Index(None, "authority_id", "member_id"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    reference: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[UUID] = mapped_column(Uuid)
    reason: Mapped[str] = mapped_column(String(40))
    service: Mapped[str] = mapped_column(String(20))

    state: Mapped[str] = mapped_column(String(20))
    is_open: Mapped[bool]
    version: Mapped[int]
    chain: Mapped[bytes] = mapped_column(LargeBinary(32))
    team: Mapped[str | None] = mapped_column(String(40))
    member_id: Mapped[UUID | None] = mapped_column(Uuid)
    kind: Mapped[str | None] = mapped_column(String(20))
    capacity: Mapped[str | None] = mapped_column(String(20))
    changed_at: Mapped[datetime]

    last_team: Mapped[str] = mapped_column(String(40))
    offered_team: Mapped[str | None] = mapped_column(String(40))
    front_door: Mapped[str | None] = mapped_column(String(40))
    contributors: Mapped[str] = mapped_column(String(2000), default="")
    reviewer_id: Mapped[UUID | None] = mapped_column(Uuid)
    requesting_team: Mapped[str] = mapped_column(String(40))
    requester_id: Mapped[UUID] = mapped_column(Uuid)
    restricted: Mapped[bool] = mapped_column(default=False)
    in_dispute: Mapped[bool] = mapped_column(default=False)
    came_back: Mapped[str | None] = mapped_column(String(60))
    closed_from: Mapped[str | None] = mapped_column(String(20))
    closure_reason: Mapped[str | None] = mapped_column(String(40))

    received_on: Mapped[date]
    identified_on: Mapped[date | None]
    due_on: Mapped[date | None]
    sorts_on: Mapped[date]
    meeting_on: Mapped[date | None]
    raised_at_meeting: Mapped[bool]
    order_due_on: Mapped[date | None]
    receipt_day_counts: Mapped[bool]
    interim_on: Mapped[date | None]
    issued_on: Mapped[date | None]
    excused_on: Mapped[date | None]
    is_met: Mapped[bool] = mapped_column(default=False)
    marks: Mapped[dict[str, Any]]
    draft_version: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship(
        lazy="raise",
        viewonly=True,
        foreign_keys="Request.person_id",
        primaryjoin="and_(Request.authority_id == Person.authority_id, Request.person_id == Person.id)",
    )
    member: Mapped[User | None] = relationship(
        lazy="raise",
        viewonly=True,
        foreign_keys="Request.member_id",
        primaryjoin="and_(Request.authority_id == User.authority_id, Request.member_id == User.id)",
    )
    reviewer: Mapped[User | None] = relationship(
        lazy="raise",
        viewonly=True,
        foreign_keys="Request.reviewer_id",
        primaryjoin="and_(Request.authority_id == User.authority_id, Request.reviewer_id == User.id)",
    )
    draft: Mapped[Draft | None] = relationship(
        lazy="raise",
        viewonly=True,
        uselist=False,
        foreign_keys="Draft.request_id",
        primaryjoin="and_(Request.authority_id == Draft.authority_id, Request.id == Draft.request_id)",
    )

    @property
    def key(self) -> tuple[int, UUID]:
        """What its other rows are kept under."""
        return self.authority_id, self.id

    def as_facts(self, authority: Authority, past: Iterable[history.Event]) -> Facts:
        """The request as rules and the machine read it."""
        told = tuple(past)
        issued = sum(1 for one in told if one.action in history.ISSUES)
        return Facts(
            authority=authority,
            person=self.person.as_facts(),
            state=State(self.state),
            reason=self.reason,
            service=self.service,
            received_on=self.received_on,
            identified_on=self.identified_on,
            due_on=self.due_on,
            team=self.team,
            member=self.member_id,
            last_team=self.last_team,
            offered_team=self.offered_team,
            front_door=self.front_door,
            requesting_team=self.requesting_team,
            reviewer=self.reviewer_id,
            kind=Kind(self.kind) if self.kind else None,
            capacity=Capacity(self.capacity) if self.capacity else None,
            restricted=self.restricted,
            closed_from=State(self.closed_from) if self.closed_from else None,
            history=told,
            draft=self.draft.as_facts(issued + 1) if self.draft else NoDraft(),
        )

    def dates(self, authority: Authority) -> Dates:
        """What its clocks follow from."""
        return Dates(
            duty=Duty(
                reason=self.reason,
                start=self.identified_on,
                meeting=self.meeting_on,
                raised_at_meeting=self.raised_at_meeting,
                order=self.order_due_on,
                receipt_day_counts=self.receipt_day_counts,
            ),
            state=State(self.state),
            authority=authority,
            received_on=self.received_on,
            due_on=self.due_on,
            interim_on=self.interim_on,
            issued_on=self.issued_on,
            draft_begun=self.draft_version > 0,
            closure_reason=self.closure_reason,
            marks={name: date.fromisoformat(day) for name, day in self.marks.items()},
        )
