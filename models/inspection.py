"""What does an inspection ask of the advice issued in a period: its timeline, informants, reasons, grades, lateness?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from models import queries
from models.access import SignedIn, visible
from models.advice import AdviceVersion
from models.event import Answer
from models.request import Request
from workflow.history import Event as Happened

MOST = 5_000  # the advice of the largest authority in a year (domain.md 5)
ASKED_AFTER = (
    "decision_on",
    "decision_reason",
    "thresholds",
    "assessment_type",
    "grade",
    "return_reasons",
    "late_reason",
    "late_explained",
    "exception_clock",
    "exception_ground",
    "informant_kind",
    "outcome",
    "contacted_on",
    "method",
)


@dataclass(frozen=True, slots=True)
class Issued:
    """One piece of advice, the request it answers, and everything that had happened to that request so far."""

    advice: AdviceVersion
    request: Request
    history: tuple[Happened, ...]


def _in_period(signed: SignedIn, since: date, until: date) -> tuple[Any, ...]:
    return (
        AdviceVersion.authority_id == signed.authority_id,
        AdviceVersion.issued_on.between(since, until),
        visible(signed),
    )


def _requests(signed: SignedIn, since: date, until: date, *columns: Any) -> Select[Any]:
    same = and_(Request.authority_id == AdviceVersion.authority_id, Request.id == AdviceVersion.request_id)
    return select(*columns).select_from(AdviceVersion).join(Request, same).where(*_in_period(signed, since, until))


def how_many(session: Session, signed: SignedIn, since: date, until: date) -> dict[str, int]:
    """How many pieces of advice of each kind were issued in these days."""
    query = _requests(signed, since, until, AdviceVersion.kind, func.count()).group_by(AdviceVersion.kind)
    return dict(session.execute(query).all())


def issued(session: Session, signed: SignedIn, since: date, until: date) -> Iterator[Issued]:
    """Every piece of advice issued in these days, by reference, with the history of its request; two statements."""
    past = _past(session, signed, since, until)
    query = _requests(signed, since, until, AdviceVersion, Request).order_by(Request.reference, AdviceVersion.version)
    for advice, request in session.execute(query):
        yield Issued(advice, request, past.get(request.id, ()))


def _past(session: Session, signed: SignedIn, since: date, until: date) -> dict[UUID, tuple[Happened, ...]]:
    """The events of these requests, with only the answers that an inspection asks after."""
    keys = _requests(signed, since, until, AdviceVersion.request_id)
    asked_after = or_(Answer.code.in_(ASKED_AFTER), Answer.informant.is_not(None))
    return queries.pasts(session, signed.authority_id, keys, answers=(asked_after,))
