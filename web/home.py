"""The first page: what must I do today?"""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from models.work_list import Wanted, counts, lines
from models.work_views import views, waits_for_their_team, waits_for_them
from web.pages import Visit, page, show
from web.work_rows import rows
from workflow.roles import Role

home_pages = Blueprint("home", __name__)
OPEN = Wanted(open=True)


@page(home_pages, "/")
def home(visit: Visit) -> Response:
    """What waits for this person, then for anybody of their teams, soonest due first."""
    session, signed = visit.session, visit.signed
    lists = views(signed.caller)
    how_many = counts(session, signed, visit.on, lists) if lists else {}
    mine, more_of_mine = lines(session, signed, visit.on, OPEN, waits_for_them(signed))
    teams, more_of_teams = lines(session, signed, visit.on, OPEN, waits_for_their_team(signed))
    return show(
        "home.html",
        counts=how_many,
        mine=rows(visit, mine),
        teams=rows(visit, teams),
        more_of_mine=more_of_mine is not None,
        more_of_teams=more_of_teams is not None,
        only_looks=signed.caller.roles == {Role.AUDITOR},
        on=visit.on,
    )
