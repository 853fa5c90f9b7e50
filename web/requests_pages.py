"""The page of a request: who it is about, where it stands, what can be done now and what is missing first."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from web.pages import Visit, page, show
from web.steps import request_of
from workflow.clocks import clocks
from workflow.machine import available

requests_pages = Blueprint("requests_pages", __name__)


@page(requests_pages, "/requests/<reference>")
def one(visit: Visit, reference: str) -> Response:
    """A request as its holders see it."""
    row, facts = request_of(visit, reference)
    offers = list(available(facts, visit.signed.caller, visit.on))
    found = clocks(row.dates(visit.signed.authority), visit.on)
    return show("request.html", row=row, facts=facts, offers=offers, clocks=found, on=visit.on)
