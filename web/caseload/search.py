"""Looking for a request by name, reference, date of birth or number; the words never stand in an address."""

from __future__ import annotations

import re
from datetime import datetime

from flask import Blueprint, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from models import queries
from models.work_list import Wanted, lines
from web.caseload.work_lists import place, written
from web.caseload.work_rows import rows
from web.pages import Visit, done, page, show

searching = Blueprint("searching", __name__)
LOOKED_FOR, LONGEST = "looked_for", 100
WAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")
REFERENCE = re.compile(r"[A-Z]{2,6}-\d{4}-\d{3,}\Z")


@page(searching, "/search", methods=("POST",))
def look(visit: Visit) -> Response:
    """Remember the words, and lead to what they find: a reference straight to its request."""
    words = " ".join(str(visit.typed.get("words", "")).split())
    if not words or len(words) > LONGEST or not words.isprintable():
        wrong = f"Type what to look for, in at most {LONGEST} characters."
        return show("search.html", 422, sought=words[:LONGEST], rows=None, wrong=wrong)
    reference = re.sub(r"[\s-]+", "-", words.upper())
    if REFERENCE.match(reference) and queries.find(visit.session, visit.signed, reference):
        return done(url_for("requests_pages.one", reference=reference))
    cookie[LOOKED_FOR] = words
    return done(url_for("searching.found"))


@page(searching, "/search")
def found(visit: Visit) -> Response:
    """What the words find, soonest due first."""
    words = str(cookie.get(LOOKED_FOR, ""))
    if not words:
        return show("search.html", sought="", rows=None, wrong="")
    after = place(request.args.get("after"))
    wanted = Wanted(q=as_asked(words), after=after)
    lines_found, ended = lines(visit.session, visit.signed, visit.on, wanted)
    following = url_for("searching.found", after=written(ended)) if ended else None
    made = rows(visit, lines_found)
    return show("search.html", sought=words, rows=made, next_page=following, is_first=after is None, wrong="")


def as_asked(words: str) -> str:
    """The words as the database looks for them: a date as 2015-03-02, however it was written."""
    for way in WAYS:
        try:
            return datetime.strptime(words, way).date().isoformat()  # noqa: DTZ007  # a date of birth has no zone
        except ValueError:
            continue
    return words
