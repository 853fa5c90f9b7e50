"""Which teams and workers may be supporting somebody already? What a form offers for a lead professional."""

from __future__ import annotations

from config.authorities import ASSESSING_KINDS
from models.user import members
from web.forms.form import Names
from web.pages import Visit
from workflow.asking.questions import Option
from workflow.roles import PRACTICE


def supporters(visit: Visit) -> Names:
    """The teams that support people, and those who work in them, by name."""
    known = {team.code: team for team in visit.signed.authority.teams.values() if team.kind in ASSESSING_KINDS}
    people: dict[str, str] = {}
    for email, name, team in members(visit.session, visit.signed.authority_id, known, PRACTICE):
        people[email] = f"{people[email]} and {known[team].name}" if email in people else f"{name}, {known[team].name}"
    return Names(
        teams=tuple(Option(team.code, team.name) for team in known.values()),
        people=tuple(Option(email, said) for email, said in people.items()),
    )
