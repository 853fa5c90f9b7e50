"""Who is calling, and which requests may they know of? Decided here, once, for one request and for lists alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, or_, select, true
from sqlalchemy.orm import Session

from config.authorities import Authority, Disputes
from models import authority as authorities
from models.assessment import Referral
from models.event import Event
from models.idempotency import IdempotencyRecord
from models.request import Request
from models.review import Review
from models.user import Membership, Token, User
from workflow.facts import Caller
from workflow.roles import MANAGERS, OVERSIGHT, SEND, Role
from workflow.roles import Membership as Standing

IN_NO_SESSION = datetime.max.replace(tzinfo=UTC)
STANDINGS = 2048  # callers whose clause is remembered
CASE_ROLES = tuple(role for role in Role if role is not Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A caller in their authority, and the stored reply to this very call, if there is one."""

    caller: Caller
    email: str
    authority_id: int
    authority: Authority
    stored: Mapping[str, Any] | None


CALLER = (
    User.authority_id,
    authorities.Authority.configuration_hash,
    User.id,
    User.name,
    User.email,
    Membership.team,
    Membership.role,
    IdempotencyRecord.call_digest,
    IdempotencyRecord.status,
    IdempotencyRecord.headers,
    IdempotencyRecord.body,
)
THEIR_TEAMS = and_(Membership.authority_id == User.authority_id, Membership.user_id == User.id)
THE_SAME_CALL = and_(
    IdempotencyRecord.authority_id == User.authority_id,
    IdempotencyRecord.user_id == User.id,
    IdempotencyRecord.key == bindparam("idempotency_key"),
)
AS_USER = (
    select(*CALLER)
    .select_from(User)
    .join(authorities.Authority, authorities.Authority.id == User.authority_id)
    .outerjoin(Membership, THEIR_TEAMS)
    .outerjoin(IdempotencyRecord, THE_SAME_CALL)
    .where(User.email == bindparam("email"), User.active)
    .where(or_(User.signed_out_at.is_(None), User.signed_out_at < bindparam("began")))
)
BY_TOKEN = (
    select(*CALLER)
    .select_from(Token)
    .join(User, and_(User.authority_id == Token.authority_id, User.id == Token.user_id))
    .join(authorities.Authority, authorities.Authority.id == Token.authority_id)
    .outerjoin(Membership, THEIR_TEAMS)
    .outerjoin(IdempotencyRecord, THE_SAME_CALL)
    .where(Token.hash == bindparam("token_hash"), Token.withdrawn_at.is_(None), User.active)
)


def sign_in(session: Session, token_hash: bytes, key: str | None) -> SignedIn | None:
    """Who holds this token: authority, person, roles and teams, and any stored reply to `key`, in one statement."""
    return _signed(session, session.execute(BY_TOKEN, {"token_hash": token_hash, "idempotency_key": key or ""}).all())


def acting_for(
    session: Session, email: str, key: str | None = None, began: datetime = IN_NO_SESSION
) -> SignedIn | None:
    """The person of that e-mail address: at a page they signed in to, or for whom somebody at the server acts.

    `began`: when they signed in; nobody is there if they have signed out since, here or on another machine.
    """
    named = {"email": email.strip().casefold(), "idempotency_key": key or "", "began": began}
    return _signed(session, session.execute(AS_USER, named).all())


def _signed(session: Session, rows: Sequence[Any]) -> SignedIn | None:
    if not rows:
        return None
    first = rows[0]
    stored = None if first.status is None else dict(first._mapping)
    standing = frozenset(Standing(row.team, Role(row.role)) for row in rows if row.team)
    configuration = authorities.configuration(session, first.authority_id, first.configuration_hash)
    return SignedIn(Caller(first.id, first.name, standing), first.email, first.authority_id, configuration, stored)


def may_know_of(session: Session, signed: SignedIn, reference: str) -> bool:
    """Whether this person may know of a request, as this unit of work leaves it."""
    session.flush()
    theirs = (Request.authority_id == signed.authority_id, Request.reference == reference, visible(signed))
    return session.scalar(select(Request.id).where(*theirs)) is not None


def visible(signed: SignedIn) -> ColumnElement[bool]:
    """Which requests this person may know of: built once for each standing, since building costs more than asking."""
    return _visible(signed.caller, signed.authority.disputes)


@lru_cache(maxsize=STANDINGS)
def _visible(caller: Caller, decider: Disputes) -> ColumnElement[bool]:
    """Which requests this person may know of (pathway.md, "Who may see a request").

    Two more than it lists, because their rows could not be taken otherwise: a team that owes a referral, and, while a
    dispute is open, the decider whom the authority names.
    """
    teams = caller.teams(*CASE_ROLES)
    if not teams:
        return false()
    if caller.roles & OVERSIGHT:
        return true()
    held = exists().where(
        Event.authority_id == Request.authority_id, Event.request_id == Request.id, Event.held_by.in_(teams)
    )
    usual = or_(
        Request.requesting_team.in_(caller.teams(*SEND)),
        Request.team.in_(teams),
        Request.offered_team.in_(teams),
        *(Request.contributors.contains(f",{team},", autoescape=True) for team in sorted(teams)),
        held,
        exists().where(
            Referral.authority_id == Request.authority_id,
            Referral.request_id == Request.id,
            Referral.owed_by_team.in_(teams),
        ),
    )
    if decider.role and decider.team in caller.teams(Role(decider.role)):
        usual = or_(usual, Request.in_dispute)
    return or_(and_(Request.restricted.is_(False), usual), and_(Request.restricted.is_(True), _despite(caller)))


def _despite(caller: Caller) -> ColumnElement[bool]:
    """Who may see a restricted request: holder, their manager, reviewer, requesting caseworker, SEND manager.

    The manager of a team that it is offered to is among them: nobody else could accept the transfer.
    """
    manages = caller.teams(*MANAGERS)
    return or_(
        Request.member_id == caller.id,
        Request.reviewer_id == caller.id,
        Request.requester_id == caller.id,
        Request.last_team.in_(manages),
        Request.offered_team.in_(manages),
        Request.requesting_team.in_(caller.teams(Role.SEND_MANAGER)),
    )


def visible_reviews(signed: SignedIn) -> ColumnElement[bool]:
    """Which annual reviews this person may know of: those of their SEND team; oversight all."""
    return _visible_reviews(signed.caller)


@lru_cache(maxsize=STANDINGS)
def _visible_reviews(caller: Caller) -> ColumnElement[bool]:
    return true() if caller.roles & OVERSIGHT else Review.requesting_team.in_(caller.teams(*SEND))
