"""The first page: what must I do today?"""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from models.work_list import Wanted, listed
from web.pages import Visit, page, show

home_pages = Blueprint("home", __name__)
PER_PAGE = 25


@page(home_pages, "/")
def home(visit: Visit) -> Response:
    """What falls due first."""
    rows = listed(visit.session, visit.signed, Wanted(states=("open",), per_page=PER_PAGE))
    return show("home.html", rows=rows[:PER_PAGE], on=visit.on)
