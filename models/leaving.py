"""How does what somebody may do here end: a role, a token, a session, all of it? With their next call or page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.user import BadUser, Membership, Token, User, somebody


def sign_out(session: Session, key: UUID, at: datetime) -> None:
    """End every session of a person that began before then."""
    session.execute(update(User).where(User.id == key).values(signed_out_at=at))


def forget_sign_on(session: Session, email: str, at: datetime) -> None:
    """The next to come from the council's sign-on with that address is them: nobody else any more. Raises BadUser."""
    found = somebody(session, email)
    found.signs_on_as = None
    sign_out(session, found.id, at)


def remove(session: Session, email: str, roles: Iterable[str]) -> int:
    """Take roles from a person, each written ROLE:TEAM; says how many are left. Raises BadUser with every reason."""
    found = somebody(session, email)
    mine = (Membership.authority_id == found.authority_id, Membership.user_id == found.id)
    held = {f"{row.role}:{row.team}": row for row in session.scalars(select(Membership).where(*mine))}
    missing = [role for role in roles if role not in held]
    if missing:
        raise BadUser(f"{email} is not {', '.join(missing)}. They are {', '.join(sorted(held)) or 'nothing'}.")
    for role in set(roles):
        session.delete(held.pop(role))
    return len(held)


def leave(session: Session, email: str, at: datetime) -> User:
    """End a person's roles, tokens and sessions; the record goes on naming them. Raises BadUser."""
    found = somebody(session, email)
    found.active, found.signs_on_as = False, None
    mine = (Membership.authority_id == found.authority_id, Membership.user_id == found.id)
    session.execute(delete(Membership).where(*mine))
    _withdraw(session, found, at)
    sign_out(session, found.id, at)
    return found


def withdraw_tokens(session: Session, email: str, at: datetime) -> int:
    """Withdraw every token of a person; says how many. Raises BadUser where there is none."""
    withdrawn = _withdraw(session, somebody(session, email), at)
    if not withdrawn:
        raise BadUser(f"{email} has no token that is in force.")
    return withdrawn


def _withdraw(session: Session, found: User, at: datetime) -> int:
    mine = (Token.authority_id == found.authority_id, Token.user_id == found.id, Token.withdrawn_at.is_(None))
    return len(session.scalars(update(Token).where(*mine).values(withdrawn_at=at).returning(Token.hash)).all())
