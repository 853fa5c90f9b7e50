"""How is everything read? Who may see which request is decided here, once, for one request and for lists alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased, joinedload

from config.authorities import Authority
from models import authority as authorities
from models.advice import AdviceVersion
from models.event import Answer, Event
from models.idempotency import IdempotencyRecord
from models.person import Person
from models.request import Request
from models.user import Membership, Token, User
from workflow import history
from workflow.facts import Caller
from workflow.roles import MANAGERS, OVERSIGHT, PRACTICE, SEND, Role
from workflow.roles import Membership as Standing
from workflow.states import Capacity, Kind, State

CASE_ROLES = tuple(role for role in Role if role is not Role.ADMINISTRATOR)
REVIEWERS = (Role.REVIEWER, Role.TEAM_MANAGER, Role.FRONT_DOOR_MANAGER)
CHECKERS = frozenset({*REVIEWERS, Role.DSCO, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A caller in their authority, and the stored reply to this very call, if there is one."""

    caller: Caller
    email: str
    authority_id: int
    authority: Authority
    stored: Mapping[str, Any] | None


WHO = (
    select(
        Token.authority_id,
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
    .join(User, and_(User.authority_id == Token.authority_id, User.id == Token.user_id))
    .join(authorities.Authority, authorities.Authority.id == Token.authority_id)
    .outerjoin(Membership, and_(Membership.authority_id == User.authority_id, Membership.user_id == User.id))
)


def sign_in(session: Session, token_hash: bytes, key: str | None) -> SignedIn | None:
    """Who holds this token: authority, person, roles and teams, and any stored reply to `key`, in one statement."""
    stored = IdempotencyRecord
    same = and_(stored.authority_id == User.authority_id, stored.user_id == User.id, stored.key == (key or ""))
    query = WHO.outerjoin(stored, same).where(Token.hash == token_hash, Token.withdrawn_at.is_(None), User.active)
    rows = session.execute(query).all()
    if not rows:
        return None
    first = rows[0]
    standing = frozenset(Standing(row.team, Role(row.role)) for row in rows if row.team)
    configuration = authorities.configuration(session, first.authority_id, first.configuration_hash)
    reply = None if first.status is None else dict(first._mapping)
    return SignedIn(Caller(first.id, first.name, standing), first.email, first.authority_id, configuration, reply)


def visible(caller: Caller) -> ColumnElement[bool]:
    """Which requests this person may know of (pathway.md, "Who may see a request")."""
    teams = caller.teams(*CASE_ROLES)
    if not teams:
        return false()
    if caller.roles & OVERSIGHT:
        return Request.authority_id == Request.authority_id
    held = exists().where(
        Event.authority_id == Request.authority_id, Event.request_id == Request.id, Event.held_by.in_(teams)
    )
    usual = or_(
        Request.requesting_team.in_(caller.teams(*SEND)),
        Request.team.in_(teams),
        Request.offered_team.in_(teams),
        *(Request.contributors.contains(f",{team},", autoescape=True) for team in sorted(teams)),
        held,
    )
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


FIND = select(Request).options(
    joinedload(Request.person).joinedload(Person.contacts), joinedload(Request.draft), joinedload(Request.member)
)


def find(session: Session, signed: SignedIn, reference: str, locked: bool = False) -> Request | None:
    """The request of that reference, with its person, contacts and draft, if the caller may know of it."""
    query = FIND.where(
        Request.authority_id == signed.authority_id, Request.reference == reference, visible(signed.caller)
    )
    if locked:
        query = query.with_for_update(of=Request)
    return session.scalars(query.execution_options(populate_existing=True)).unique().one_or_none()


PAST = (
    select(
        Event.seq,
        Event.action,
        Event.source,
        Event.target,
        Event.at,
        Event.actor_id,
        Event.team,
        Event.held_by,
        Event.member_id,
        Event.kind,
        Event.capacity,
        Event.question_set,
        Answer.code,
        Answer.value,
        Answer.informant,
        Answer.informant_name,
        Answer.asked_on,
        Answer.method,
        Answer.not_asked_because,
    )
    .outerjoin(
        Answer,
        and_(
            Answer.authority_id == Event.authority_id,
            Answer.request_id == Event.request_id,
            Answer.seq == Event.seq,
        ),
    )
    .order_by(Event.seq)
)


def past(session: Session, key: tuple[int, UUID]) -> tuple[history.Event, ...]:
    """Everything that has happened to a request, with every answer, in one statement."""
    rows = session.execute(PAST.where(Event.authority_id == key[0], Event.request_id == key[1]))
    events: dict[int, history.Event] = {}
    answers: dict[int, dict[str, history.Answer]] = {}
    for row in rows:
        if row.seq not in events:
            answers[row.seq] = {}
            events[row.seq] = _event(row, answers[row.seq])
        if row.code is not None:
            answers[row.seq][row.code] = history.Answer(*row[-7:])
    return tuple(events.values())


def _event(row: Any, answers: dict[str, history.Answer]) -> history.Event:
    return history.Event(
        seq=row.seq,
        action=row.action,
        source=State(row.source) if row.source else None,
        target=State(row.target),
        at=row.at,
        actor=row.actor_id,
        team=row.team,
        held_by=row.held_by,
        member=row.member_id,
        kind=Kind(row.kind) if row.kind else None,
        capacity=Capacity(row.capacity) if row.capacity else None,
        question_set=row.question_set,
        answers=answers,
    )


def people(session: Session, authority_id: int, emails: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Active users by e-mail address: who they are, the teams they work in, those they may review in."""
    wanted = sorted({email.casefold() for email in emails})
    query = (
        select(User.email, User.id, User.name, Membership.team, Membership.role)
        .join(Membership, and_(Membership.authority_id == User.authority_id, Membership.user_id == User.id))
        .where(User.authority_id == authority_id, User.active, User.email.in_(wanted))
        .order_by(Membership.team)
    )
    found: dict[str, dict[str, Any]] = {}
    for email, key, name, team, role in session.execute(query):
        nothing: dict[str, Any] = {"teams": set(), "reviews_in": set(), "supports_in": [], "dsco": False}
        one = found.setdefault(email, {"id": key, "email": email, "name": name} | nothing)
        one["teams"].add(team)
        one["dsco"] = one["dsco"] or role == Role.DSCO
        if role in REVIEWERS:
            one["reviews_in"].add(team)
        if role in PRACTICE and team not in one["supports_in"]:
            one["supports_in"].append(team)
    return found


def user(session: Session, signed: SignedIn, key: UUID, looked_up: Mapping[str, Any] | None = None) -> User:
    """A user of the caller's authority by id; the caller, or one just looked up, without asking the database."""
    known = {"name": signed.caller.name, "email": signed.email} if key == signed.caller.id else looked_up
    if known:
        return User(authority_id=signed.authority_id, id=key, name=known["name"], email=known["email"])
    query = select(User).where(User.authority_id == signed.authority_id, User.id == key)
    return session.scalars(query).one()


def names(session: Session, authority_id: int, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of users by their ids."""
    wanted = {one for one in ids if one}
    if not wanted:
        return {}
    query = select(User.id, User.name).where(User.authority_id == authority_id, User.id.in_(wanted))
    return {key: name for key, name in session.execute(query)}


def versions(session: Session, key: tuple[int, UUID]) -> list[AdviceVersion]:
    """Every advice version issued for a request, oldest first."""
    query = select(AdviceVersion).where(AdviceVersion.authority_id == key[0], AdviceVersion.request_id == key[1])
    return list(session.scalars(query.order_by(AdviceVersion.version)))


def next_advice_version(session: Session, key: tuple[int, UUID]) -> int:
    """The number that the next advice issued for a request will have, from 1."""
    where = (AdviceVersion.authority_id == key[0], AdviceVersion.request_id == key[1])
    return session.execute(select(func.count()).select_from(AdviceVersion).where(*where)).scalar_one() + 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for. `after` is where the page before ended: (sorts_on, id)."""

    states: tuple[str, ...] = ()
    team: str | None = None
    mine: bool = False
    due_before: date | None = None
    reason: str | None = None
    q: str | None = None
    after: tuple[date, UUID] | None = None
    per_page: int = 25


def listed(session: Session, signed: SignedIn, wanted: Wanted) -> list[Any]:
    """A page of requests that the caller may see, by due date; one more than the page when there are more."""
    holder, person = aliased(User), aliased(Person)
    query: Select[Any] = (
        select(Request, person.given_name, person.family_name, person.date_of_birth, holder.email, holder.name)
        .join(person, and_(person.authority_id == Request.authority_id, person.id == Request.person_id))
        .outerjoin(holder, and_(holder.authority_id == Request.authority_id, holder.id == Request.member_id))
        .where(Request.authority_id == signed.authority_id, visible(signed.caller), *_filters(signed, wanted, person))
        .order_by(Request.sorts_on, Request.id)
        .limit(wanted.per_page + 1)
    )
    return list(session.execute(query))


def _filters(signed: SignedIn, wanted: Wanted, person: Any) -> list[ColumnElement[bool]]:
    made: list[ColumnElement[bool]] = []
    if wanted.states:
        made.append(Request.state.in_(wanted.states))
    if wanted.team:
        made.append(or_(Request.team == wanted.team, Request.offered_team == wanted.team))
    if wanted.mine:
        made.append(Request.member_id == signed.caller.id)
    if wanted.due_before:
        made.append(Request.due_on < wanted.due_before)
    if wanted.reason:
        made.append(Request.reason == wanted.reason)
    if wanted.q:
        made.append(_matching(wanted.q.strip(), person))
    if wanted.after:
        made.append(tuple_(Request.sorts_on, Request.id) > tuple_(*wanted.after))
    return made


def _matching(words: str, person: Any) -> ColumnElement[bool]:
    """A reference, a number, a date of birth or the beginning of a name."""
    number = words.replace(" ", "")
    found = [
        Request.reference == words.upper(),
        person.upn == number.upper(),
        person.nhs_number == number,
        person.social_care_id == words,
        person.search_name.startswith(words.casefold(), autoescape=True),
        func.lower(person.given_name).startswith(words.casefold(), autoescape=True),
    ]
    given, _, family = words.casefold().partition(" ")
    if family:
        found.append(person.search_name.startswith(f"{family} {given}", autoescape=True))
    try:
        found.append(person.date_of_birth == date.fromisoformat(words))
    except ValueError:
        pass
    return or_(*found)
