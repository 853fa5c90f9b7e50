"""Who are the people who work with requests: by e-mail address or id, in which teams, as what do they sign?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.access import SignedIn
from models.user import Membership, User
from workflow.roles import PRACTICE, REVIEWERS, Role, title


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
    return {row.id: row.name for row in session.execute(query)}


def named(
    session: Session, authority_id: int, ids: Iterable[UUID | None], emails: Iterable[str]
) -> tuple[dict[UUID, str], dict[str, str]]:
    """The names of users by their ids, and by their e-mail addresses."""
    wanted = or_(User.id.in_({one for one in ids if one}), User.email.in_(set(emails)))
    query = select(User.id, User.email, User.name).where(User.authority_id == authority_id, wanted)
    rows = session.execute(query).all()
    return {row.id: row.name for row in rows}, {row.email: row.name for row in rows}


def signatories(
    session: Session, authority_id: int, ids: Iterable[UUID], team: str | None
) -> dict[UUID, tuple[str, str]]:
    """The names of users, and as what each signs: by their first role in that team, else in any."""
    query = (
        select(User.id, User.name, Membership.role, Membership.team)
        .outerjoin(Membership, and_(Membership.authority_id == User.authority_id, Membership.user_id == User.id))
        .where(User.authority_id == authority_id, User.id.in_(set(ids)))
    )
    order = {role: n for n, role in enumerate(Role)}
    rows = sorted(
        ((row.team != team, order[Role(row.role)] if row.role else 0, row.id, row) for row in session.execute(query)),
        key=lambda one: one[:2],
        reverse=True,
    )
    return {key: (row.name, title(Role(row.role)) if row.role else "") for _, _, key, row in rows}
