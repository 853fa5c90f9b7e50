"""Which teams and workers may be supporting somebody already? What a form offers for a lead professional."""

from __future__ import annotations

from sqlalchemy import select

from config.authorities import ASSESSING_KINDS
from models.user import Membership, User
from web.forms import Names
from web.pages import Visit
from workflow.questions import Option
from workflow.roles import PRACTICE


def supporters(visit: Visit) -> Names:
    """The teams that support people, and those who work in them, by name."""
    known = {team.code: team for team in visit.signed.authority.teams.values() if team.kind in ASSESSING_KINDS}
    query = (
        select(User.email, User.name, Membership.team)
        .join(Membership, (Membership.authority_id == User.authority_id) & (Membership.user_id == User.id))
        .where(User.authority_id == visit.signed.authority_id, User.active)
        .where(Membership.role.in_(PRACTICE), Membership.team.in_(known))
        .order_by(User.name, User.email, Membership.team)
        .distinct()
    )
    people: dict[str, str] = {}
    for email, name, team in visit.session.execute(query):
        people[email] = f"{people[email]} and {known[team].name}" if email in people else f"{name}, {known[team].name}"
    return Names(
        teams=tuple(Option(team.code, team.name) for team in known.values()),
        people=tuple(Option(email, said) for email, said in people.items()),
    )
