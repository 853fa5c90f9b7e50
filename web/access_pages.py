"""The page that says who may see a request, and why."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from models import queries
from web.one_request import opened, shown
from web.pages import Visit, page
from web.who_may_see import May, who_may_see
from web.words import ROLES
from workflow.roles import MANAGERS, Role

access_pages = Blueprint("access_pages", __name__)
PLURAL = {Role.DSCO: "The Designated Social Care Officer (DSCO)"}


@page(access_pages, "/requests/<reference>/access")
def access(visit: Visit, reference: str) -> Response:
    """Who may see this request, in words."""
    one = opened(visit, reference)
    found = who_may_see(one.row, one.facts)
    names = queries.names(visit.session, one.row.authority_id, {may.person for may in found})
    groups = [(names.get(may.person, "") if may.person else _group(may, one.team(may.team)), may.why) for may in found]
    return shown("access.html", one, "access_pages.access", groups=groups)


def _group(may: May, team: str) -> str:
    """The people of a group: their roles, and the team."""
    if may.roles == MANAGERS:
        return f"The managers of {team}"
    roles = [PLURAL.get(role, f"{ROLES[role]}s") for role in Role if role in may.roles]
    if len(roles) > len(Role) / 2:
        return f"Everybody of {team}"
    listed = f"{', '.join(roles[:-1])} and {roles[-1]}" if len(roles) > 1 else roles[0]
    return f"{listed} of {team}" if team else listed
