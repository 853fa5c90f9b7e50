"""Whom may one be in a demonstration, where nobody is asked for a password? Only who is invented."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from models.access import SignedIn, acting_for
from models.authority import Authority, Team
from models.user import THEIR_TEAMS, Membership, User


def authorities(unit: Session) -> list[tuple[str, str]]:
    """The authorities of a demonstration, by name: their code and name."""
    query = select(Authority.code, Authority.name).where(Authority.demonstration).order_by(Authority.name)
    return [(code, name) for code, name in unit.execute(query)]


def people(unit: Session, code: str | None) -> list[dict[str, Any]]:
    """Everybody whom one may be in a demonstration, in one authority or in all, by authority and team."""
    query = (
        select(Authority.name, Team.name.label("team"), Membership.role, User.name.label("person"), User.email)
        .join(User, User.authority_id == Authority.id)
        .join(Membership, THEIR_TEAMS)
        .join(Team, (Team.authority_id == Membership.authority_id) & (Team.code == Membership.team))
        .where(User.active, Authority.demonstration, Authority.code == code if code else true())
        .order_by(Authority.name, Team.name, User.name, Membership.role)
    )
    return [dict(row) for row in unit.execute(query).mappings()]


def invented(unit: Session, email: str) -> SignedIn | None:
    """Whoever has that e-mail address, if all that they work with is invented."""
    somebody = acting_for(unit, email)
    mark = somebody and unit.scalar(select(Authority.demonstration).where(Authority.id == somebody.authority_id))
    return somebody if mark else None
