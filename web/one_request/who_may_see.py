"""Who may see this request, and why? In words, as models/access.py decides it; a test holds the two together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from models import colleagues
from models.access import CASE_ROLES
from models.request import Request
from web.one_request.top import opened, shown
from web.pages import Visit, page
from web.words import ROLES
from workflow.facts import Facts
from workflow.referrals import referrals
from workflow.roles import MANAGERS, OVERSIGHT, SEND, Role

access_pages = Blueprint("access_pages", __name__)
ANY_ROLE = frozenset(CASE_ROLES)
PLURAL = {Role.DSCO: "The Designated Social Care Officer (DSCO)"}


@dataclass(frozen=True, slots=True)
class May:
    """Those who may see it for one reason: everybody in these roles of this team, or one person."""

    why: str
    roles: frozenset[Role] = frozenset()
    team: str | None = None
    person: UUID | None = None


@page(access_pages, "/requests/<reference>/access")
def access(visit: Visit, reference: str) -> Response:
    """Who may see this request, in words."""
    one = opened(visit, reference)
    groups = in_words(visit.session, one.row, one.facts)
    return shown("access.html", one, "access_pages.access", groups=groups)


def who_may_see(row: Request, facts: Facts) -> tuple[May, ...]:
    """Everybody, by why they may."""
    return (*(_despite(row) if row.restricted else _usual(row, facts)), *_oversight())


def in_words(session: Session, row: Request, facts: Facts) -> list[tuple[str, str]]:
    """Each person or group who may see it, by name, and why."""
    found = who_may_see(row, facts)
    names = colleagues.names(session, row.authority_id, {may.person for may in found})
    return [(names.get(may.person, "") if may.person else _group(may, facts), may.why) for may in found]


def _group(may: May, facts: Facts) -> str:
    """The people of a group: their roles, and the team."""
    known = facts.authority.team(may.team)
    team = known.name if known else may.team or ""
    if may.roles == MANAGERS:
        return f"The managers of {team}"
    roles = [PLURAL.get(role, f"{ROLES[role]}s") for role in Role if role in may.roles]
    if len(roles) > len(Role) / 2:
        return f"Everybody of {team}"
    listed = f"{', '.join(roles[:-1])} and {roles[-1]}" if len(roles) > 1 else roles[0]
    return f"{listed} of {team}" if team else listed


def _oversight() -> Iterator[May]:
    yield May("They oversee every request", OVERSIGHT)


def _usual(row: Request, facts: Facts) -> Iterator[May]:
    yield May("It asked for the advice", SEND, row.requesting_team)
    if row.team:
        yield May("It has the request now", ANY_ROLE, row.team)
    if row.offered_team:
        yield May("The request is, or was, offered to it", ANY_ROLE, row.offered_team)
    yield from (May("It contributes", ANY_ROLE, team) for team in sorted(facts.contributors))
    had = dict.fromkeys(event.held_by for event in facts.history if event.held_by and event.held_by != row.team)
    yield from (May("It had the request before", ANY_ROLE, team) for team in had)
    owing = dict.fromkeys(one.owed_by for one in referrals(facts.history))
    yield from (May("It owes a referral that came from the request", ANY_ROLE, team) for team in owing)
    named = facts.authority.disputes
    if row.in_dispute and named.role:
        yield May("It settles disputes about which team has a request", frozenset({Role(named.role)}), named.team)


def _despite(row: Request) -> Iterator[May]:
    """Those few who may see it although it is restricted."""
    if row.member_id:
        yield May("Has it in hand", person=row.member_id)
    if row.reviewer_id:
        yield May("Was named to check the advice", person=row.reviewer_id)
    yield May("Asked for the advice", person=row.requester_id)
    yield May("They manage the team that has it, or had it last", MANAGERS, row.last_team)
    if row.offered_team:
        yield May("They manage the team to which it is, or was, offered", MANAGERS, row.offered_team)
    yield May("They manage the team that asked for it", frozenset({Role.SEND_MANAGER}), row.requesting_team)
