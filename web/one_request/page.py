"""The page of a request: who it is about, where it stands, what can be done now and what is missing first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from models import authority, colleagues
from web.forms.said import Reader
from web.one_request.beside import beside, changed_hands, exceptions, holding, past_hands
from web.one_request.dates import dates
from web.one_request.exchanges import exchanges
from web.one_request.next_steps import now, step_address
from web.one_request.path_picture import path
from web.one_request.people import people
from web.one_request.said_before import known_between
from web.one_request.top import Opened, opened, shown
from web.one_request.triage_shown import triage
from web.pages import Visit, page
from web.step_titles import DONE
from workflow.clocks.standing import clocks, status
from workflow.machine import available
from workflow.roles import SEND

requests_pages = Blueprint("requests_pages", __name__)
LATEST = 5


@page(requests_pages, "/requests/<reference>")
def one(visit: Visit, reference: str) -> Response:
    """A request as its holders see it."""
    one = opened(visit, reference)
    told = _told(visit, one)
    offers = available(one.facts, visit.signed.caller, visit.on)
    late = status(one.row.dates(visit.signed.authority), visit.on) == "overdue"
    steps = now(one.reference, offers, one.facts.state, late)
    asked_for_it = one.row.requesting_team in visit.signed.caller.teams(*SEND)
    tells = step_address(one.reference, "note") if asked_for_it else None  # of the EHC process: nobody else may
    return shown("request.html", one, "requests_pages.one", now=steps, tells=tells, **told)


@page(requests_pages, "/requests/<reference>/summary")
def summary(visit: Visit, reference: str) -> Response:
    """What somebody takes along on one sheet of paper."""
    one = opened(visit, reference)
    told = _told(visit, one)
    events = [(event, told["names"].get(event.actor, ""), DONE[event.action]) for event in one.facts.history[-LATEST:]]
    return shown("request_summary.html", one, "requests_pages.one", latest=events[::-1], **told)


def _told(visit: Visit, one: Opened) -> dict[str, Any]:
    """What both pages show, beside who it is about."""
    history, calendar = one.facts.history, visit.signed.authority.office_days
    sets = authority.asked_sets(visit.session, one.row.authority_id, {event.question_set for event in history})
    wanted: set[UUID | None] = {event.actor for event in history}
    names = colleagues.names(visit.session, one.row.authority_id, wanted)
    reader = Reader(visit.signed.authority.team_names(), one.facts.person.kept_private)
    return {
        "before": known_between(one.row, one.facts, sets, names, reader),
        "path": path(one.facts),
        "dates": dates(clocks(one.row.dates(visit.signed.authority), visit.on), visit.on, calendar),
        "holding": holding(one),
        "hands": past_hands(one),
        "hops": changed_hands(one),
        "triage": triage(one, sets, names, reader),
        "people": people(one),
        "beside": beside(one),
        "exchanges": exchanges(one, sets, names, reader),
        "exceptions": exceptions(one, sets, names, reader),
        "names": names,
    }
