"""How does the work stand now, for those who answer for it?"""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from models.oversight_figures import picture
from web.oversight.figures import spreadsheet
from web.oversight.tables import headlines, tables
from web.oversight.top import OVERSEERS, days, parts, scope
from web.pages import Visit, page, show
from workflow.errors import NotThere

oversight = Blueprint("oversight", __name__)


@page(oversight, "/oversight", roles=OVERSEERS)
def now(visit: Visit) -> Response:
    """The live picture."""
    when = days(visit)
    seen = picture(visit.session, visit.signed, when)
    return show(
        "oversight.html",
        parts=parts(visit.signed, "oversight.now"),
        scope=scope(visit.signed),
        headlines=headlines(seen),
        tables=tables(seen, visit.signed, when),
        when=when,
    )


@page(oversight, "/oversight/tables/<name>.csv", roles=OVERSEERS)
def table(visit: Visit, name: str) -> Response:
    """One table of the live picture as a file. Raises NotThere."""
    when = days(visit)
    found = tables(picture(visit.session, visit.signed, when), visit.signed, when).get(name)
    if found is None:
        raise NotThere
    return spreadsheet(visit, f"open-work-{name}", found.head, found.rows())
