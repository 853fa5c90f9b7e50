"""The lists of work: named views, page by page, filtered; and a print of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from models.work_list import Ended, counts, lines
from models.work_views import View, on_view, views
from web.caseload import work_filters
from web.caseload.doings import doings
from web.caseload.work_rows import rows
from web.pages import Visit, done, page, show
from workflow.errors import NeverYours

work_lists = Blueprint("work_lists", __name__)
PRINTED = 250
OWED, MET = "owed", "met"
NO_LISTS = "Your role sees no requests."


@page(work_lists, "/requests")
def show_list(visit: Visit) -> Response:
    """One list: what is owed first, soonest due first; of issued advice, the newest first."""
    return list_page(visit, view_named(visit, request.args.get("list")))


@page(work_lists, "/requests/filter", methods=("POST",))
def filter_list(visit: Visit) -> Response:
    """Remember by what this list is filtered, or no longer."""
    view = view_named(visit, visit.typed.get("list"))
    wrong = work_filters.remember(visit, view, visit.typed)
    if wrong:
        return list_page(visit, view, {work_filters.DUE: wrong}, 422)
    return done(url_for("work_lists.show_list", list=view.value))


def list_page(visit: Visit, view: View, wrong: Mapping[str, str] | None = None, status: int = 200) -> Response:
    """The page of a list, with what was wrong with what was just sent, and what was typed."""
    session, signed, on = visit.session, visit.signed, visit.on
    printing, after = "print" in request.args, place(request.args.get("after"))
    held, mine = work_filters.held(visit, view), views(signed.caller)
    wanted = work_filters.wanted(view, held, after, PRINTED if printing else None)
    found, ended = lines(session, signed, on, wanted, on_view(signed, view, on))
    return show(
        "work_print.html" if printing else "work_list.html",
        status,
        view=view,
        order="newest first" if wanted.newest else "what is owed first, soonest due first",
        views=mine,
        counts=counts(session, signed, on, mine),
        rows=rows(visit, found),
        filters=work_filters.said(visit, held),
        held={**held, **visit.typed} if wrong else held,
        choices=work_filters.choices(visit),
        due_parts=visit.typed.get(work_filters.DUE) if wrong else work_filters.parts(held),
        next_page=url_for("work_lists.show_list", list=view, after=written(ended)) if ended else None,
        is_first=after is None,
        doings=() if view is View.ISSUED else doings(signed.caller),
        wrong=wrong or {},
        on=on,
    )


def written(ended: Ended) -> str:
    """Where a page ended, as its address says it: owed or met, a day and a key, which name nobody."""
    met, day, key = ended
    return f"{MET if met else OWED}.{day.isoformat()}.{key}"


def place(said: str | None) -> Ended | None:
    """Where the page before ended; None for the first page, and for what is no such place."""
    try:
        met, day, key = (said or "").split(".")
        return met == MET, date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


def view_named(visit: Visit, named: Any) -> View:
    """The list of that name, if it is one of theirs; else their first. Raises NeverYours where there is none."""
    mine = views(visit.signed.caller)
    if not mine:
        raise NeverYours(NO_LISTS)
    return next((view for view in mine if view.value == named), mine[0])
