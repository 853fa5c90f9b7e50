"""The page that says who may see a request, and why."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from web.one_request.top import opened, shown
from web.one_request.who_may_see import in_words
from web.pages import Visit, page

access_pages = Blueprint("access_pages", __name__)


@page(access_pages, "/requests/<reference>/access")
def access(visit: Visit, reference: str) -> Response:
    """Who may see this request, in words."""
    one = opened(visit, reference)
    groups = in_words(visit.session, one.row, one.facts)
    return shown("access.html", one, "access_pages.access", groups=groups)
