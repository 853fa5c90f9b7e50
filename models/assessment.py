"""Which assessments and referrals has a request led to? They can be listed, and finished, in their own right."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String, Uuid, insert, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Owned
from workflow.aftermath import BEGINS
from workflow.facts import Facts
from workflow.history import Event
from workflow.referrals import referrals


class Assessment(Owned, Base):
    """An assessment by a team: planned, under way or complete."""

    __tablename__ = "assessment"
    __table_args__ = (
        ForeignKeyConstraint(["authority_id", "request_id"], ["request.authority_id", "request.id"]),
        Index(None, "authority_id", "team", "expected_completion_on"),
    )

    request_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    team: Mapped[str] = mapped_column(String(40))
    assessment_type: Mapped[str] = mapped_column(String(40))
    referred_on: Mapped[date | None]
    expected_completion_on: Mapped[date | None]
    remedy: Mapped[str | None] = mapped_column(String(40))
    completed_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(String(40))


class Referral(Owned, Base):
    """A referral that stands by itself: it goes on when the request ends."""

    __tablename__ = "referral"
    __table_args__ = (
        ForeignKeyConstraint(["authority_id", "request_id"], ["request.authority_id", "request.id"]),
        Index(None, "authority_id", "owed_by_team", "status"),
        Index(None, "authority_id", "referred_on", "request_id", "number"),
    )

    request_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    for_whom: Mapped[str | None]
    referred_on: Mapped[date]
    owed_by_team: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20))
    status_on: Mapped[date]
    chased_on: Mapped[date | None]


def keep(session: Session, key: tuple[int, UUID], facts: Facts, event: Event) -> None:
    """What a step says of an assessment or a referral, kept in its row."""
    if event.action in BEGINS:
        _begin(session, key, facts, event)
    elif event.action == "plan_assessment":
        _change(session, key, facts, _plan(event))
    elif event.action == "complete_assessment":
        done = {"completed_on": event.day("completed_on"), "outcome": event.value("assessment_outcome")}
        _change(session, key, facts, done)
    elif event.action == "record_referral":
        _refer(session, key, facts, event)
    elif event.action == "update_referral":
        news = {"status": event.value("referral_status"), "status_on": event.day("referral_status_on")}
        _follow_up(session, key, event.value("referral_number"), news)
    elif event.value("chased_referral") is not None:
        _follow_up(session, key, event.value("chased_referral"), {"chased_on": event.on})


def _plan(event: Event) -> dict[str, Any]:
    return {
        "assessment_type": event.value("assessment_type"),
        "referred_on": event.day("referred_on"),
        "expected_completion_on": event.day("expected_completion_on"),
        "remedy": event.value("remedy"),
    }


def _begun(facts: Facts) -> int:
    return sum(1 for event in facts.history if event.action in BEGINS)


def _begin(session: Session, key: tuple[int, UUID], facts: Facts, event: Event) -> None:
    planned = facts.last("offer_transfer") if event.action == "accept_transfer" else event
    row = {"authority_id": key[0], "request_id": key[1], "number": _begun(facts) + 1, "team": event.held_by}
    session.execute(insert(Assessment), [row | _plan(planned or event)])


def _change(session: Session, key: tuple[int, UUID], facts: Facts, values: dict[str, Any]) -> None:
    where = (Assessment.authority_id == key[0], Assessment.request_id == key[1], Assessment.number == _begun(facts))
    session.execute(update(Assessment).where(*where).values(values))


def _refer(session: Session, key: tuple[int, UUID], facts: Facts, event: Event) -> None:
    made = referrals((*facts.history, event))[-1]
    row = {
        "authority_id": key[0],
        "request_id": key[1],
        "number": made.number,
        "kind": made.kind,
        "for_whom": made.for_whom,
        "referred_on": made.referred_on,
        "owed_by_team": made.owed_by,
        "status": made.status,
        "status_on": made.since,
    }
    session.execute(insert(Referral), [row])


def _follow_up(session: Session, key: tuple[int, UUID], number: int, news: dict[str, Any]) -> None:
    where = (Referral.authority_id == key[0], Referral.request_id == key[1], Referral.number == number)
    session.execute(update(Referral).where(*where).values(news))
