"""Who may use the service, as what, and how do programs prove who they act for?"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, Row, String, Uuid, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.authority import Authority, Team
from models.base import Base, Owned, new_id
from workflow.roles import Role

TOKEN_BYTES = 32
EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f]+\Z")
LONGEST_EMAIL, LONGEST_NAME, LONGEST_SIGN_ON = 254, 120, 600
WORKING = frozenset(Role) - {Role.ADMINISTRATOR, Role.AUDITOR}  # these two never have a request in hand


class BadUser(Exception):
    """The person cannot be added, or is not there; the message says why."""


class User(Owned, Base):
    """A person who works with requests, in one authority, told apart by their e-mail address.

    `signed_out_at`: no session at the pages that began before then is theirs any more, on whichever machine.
    `signs_on_as`: the issuer of the council's sign-on, our name there and its name for them, from their first time on.
    """

    __tablename__ = "user_account"
    __table_args__ = (Index("ix_user_account_signs_on_as", "signs_on_as", unique=True),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    active: Mapped[bool] = mapped_column(default=True)
    signed_out_at: Mapped[datetime | None]
    signs_on_as: Mapped[str | None] = mapped_column(String(LONGEST_SIGN_ON))


class Membership(Owned, Base):
    """A role of a person in a team."""

    __tablename__ = "membership"
    __table_args__ = (
        ForeignKeyConstraint(["authority_id", "user_id"], ["user_account.authority_id", "user_account.id"]),
        ForeignKeyConstraint(["authority_id", "team"], ["team.authority_id", "team.code"]),
    )

    user_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    team: Mapped[str] = mapped_column(String(40), primary_key=True)
    role: Mapped[str] = mapped_column(String(40), primary_key=True)


THEIR_TEAMS = (Membership.authority_id == User.authority_id) & (Membership.user_id == User.id)


class Token(Owned, Base):
    """A bearer token: only its hash is kept. A withdrawn token ends with the next request."""

    __tablename__ = "token"
    __table_args__ = (
        ForeignKeyConstraint(["authority_id", "user_id"], ["user_account.authority_id", "user_account.id"]),
    )

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True, unique=True)
    user_id: Mapped[UUID] = mapped_column(Uuid)
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


def new_token() -> str:
    """A bearer token of 256 random bits: too many to guess, so a plain hash of it is safe to keep."""
    return f"sca_{secrets.token_urlsafe(TOKEN_BYTES)}"


def token_hash(token: str) -> bytes:
    """What is kept of a token."""
    return sha256(token.encode()).digest()


def add(session: Session, code: str, email: str, name: str, roles: Iterable[str]) -> User:
    """Add a person of an authority, or give one who is there further roles, each written ROLE:TEAM; who left is back.

    Raises BadUser with every reason.
    """
    email, name = email.strip().casefold(), name.strip()
    authority = session.scalar(select(Authority).where(Authority.code == code))
    if authority is None:
        raise BadUser(f"There is no authority {code}: load its file first.")
    faults = [] if EMAIL.match(email) and len(email) <= LONGEST_EMAIL else [f"{email!r} is not an e-mail address."]
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        faults.append(f"A name has 1 to {LONGEST_NAME} characters.")
    teams = set(session.scalars(select(Team.code).where(Team.authority_id == authority.id)))
    pairs = [role.partition(":")[::2] for role in roles]
    faults += [f"There is no role {role!r}. Roles: {', '.join(Role)}." for role, _ in pairs if role not in set(Role)]
    unknown = [team for _, team in pairs if team not in teams]
    faults += [f"There is no team {team!r}. Teams: {', '.join(sorted(teams))}." for team in unknown]
    found = session.scalar(select(User).where(User.email == email))
    if found and found.authority_id != authority.id:
        faults.append(f"{email} belongs to another authority.")
    if faults:
        raise BadUser(" ".join(faults))
    found = found or User(authority_id=authority.id, id=new_id(), email=email, active=True)
    found.name, found.active = name, True
    session.add(found)
    session.flush()
    for role, team in pairs:
        session.merge(Membership(authority_id=authority.id, user_id=found.id, team=team, role=role))
    return found


def members(
    session: Session, authority_id: int, teams: Iterable[str] | None, roles: Iterable[Role] = WORKING
) -> Sequence[Row[str, str, str]]:
    """Who works in these teams (in any, if None) in one of these roles: e-mail address, name and team, once for each.

    By name; without roles, those who do work on requests: no administrator or auditor.
    """
    query = (
        select(User.email, User.name, Membership.team)
        .join(Membership, THEIR_TEAMS)
        .where(User.authority_id == authority_id, User.active, Membership.role.in_(sorted(roles)))
        .order_by(User.name, User.email, Membership.team)
        .distinct()
    )
    return session.execute(query if teams is None else query.where(Membership.team.in_(sorted(teams)))).all()


def checkers(
    session: Session, authority_id: int, team: str | None, roles: Iterable[Role]
) -> Sequence[Row[UUID, str, str, str]]:
    """Who may check what a team wrote, by name: those in these roles of the team, and the DSCO; each with the role."""
    theirs = (Membership.team == team) & Membership.role.in_(sorted(roles))
    query = (
        select(User.id, User.email, User.name, Membership.role)
        .join(Membership, THEIR_TEAMS)
        .where(User.authority_id == authority_id, User.active, theirs | (Membership.role == Role.DSCO))
        .order_by(User.name)
    )
    return session.execute(query).all()


def give_token(session: Session, email: str, at: datetime) -> str:
    """A new token for a person, shown once. Raises BadUser when there is no such person."""
    found = somebody(session, email)
    token = new_token()
    session.add(Token(authority_id=found.authority_id, user_id=found.id, hash=token_hash(token), made_at=at))
    return token


def signing_on(session: Session, sign_on: str, subject: str, email: str) -> str | None:
    """The e-mail address of whoever signs in with the council's sign-on; None where they are nobody of ours.

    `sign_on`: its issuer and our name there; some give everybody another name where we have another (Core 1.0, 8.1).

    The first time they are known by their address, as the sign-on has it; from then on by the name that the sign-on
    gives nobody else. So whoever is given the address of somebody who left does not become them.
    """
    name = f"{sign_on} {subject}"
    known = session.scalar(select(User.email).where(User.signs_on_as == name, User.active))
    if known or len(name) > LONGEST_SIGN_ON:
        return known
    new_here = or_(User.signs_on_as.is_(None), ~User.signs_on_as.startswith(f"{sign_on} ", autoescape=True))
    theirs = (User.email == email.strip().casefold(), User.active, new_here)
    return session.scalar(update(User).where(*theirs).values(signs_on_as=name).returning(User.email))


def somebody(session: Session, email: str) -> User:
    """Whoever uses the service under that e-mail address. Raises BadUser when there is no such person."""
    found = session.scalar(select(User).where(User.email == email.strip().casefold(), User.active))
    if found is None:
        raise BadUser(f"There is no user {email}: add them with `advice user add`.")
    return found
