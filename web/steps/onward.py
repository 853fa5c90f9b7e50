"""Where does somebody go on to after a step: to the request, or, where they may see it no longer, to their work?"""

from __future__ import annotations

from flask import url_for
from werkzeug.wrappers import Response

from models.access import may_know_of
from web.one_request.who_may_see import in_words
from web.pages import Visit, done
from workflow.casework.taking import Taken


def onward(visit: Visit, taken: Taken, where: str, said: str, form: str) -> Response:
    """On to a page of the request; where the step ended that they may see it, to their work, told who has it now."""
    if may_know_of(visit.session, visit.signed, taken.request.reference):
        return done(where, said, sent=form)
    return done(url_for("home.home"), f"{said} {_out_of_sight(visit, taken)}", sent=form)


def _out_of_sight(visit: Visit, taken: Taken) -> str:
    row = taken.request
    if row.restricted:
        who = "; ".join(dict.fromkeys(who for who, _ in in_words(visit.session, row, taken.facts)))
        return f"{row.reference} is restricted, and no longer yours to see. These may see it: {who}."
    team = visit.signed.authority.team(row.team)
    return f"{row.reference} is no longer yours to see{f': {team.name} has it now' if team else ''}."
