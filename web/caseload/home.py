"""The first page: what must I do today?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from models import review_list
from models.referral_list import WantedReferrals, listed
from models.work_list import Wanted, counts, lines
from models.work_views import View, issued_since, views, waits_for_their_team, waits_for_them
from web.caseload.work_rows import rows
from web.pages import Visit, page, show
from web.words import plain, referral
from workflow.clocks.annual_reviews import late_before
from workflow.referrals import UNFINISHED
from workflow.roles import SEND, SOCIAL_CARE, Role

home_pages = Blueprint("home", __name__)
OPEN = Wanted(open=True)
FEW = 5  # referrals shown, the oldest; advice, the newest
NEWEST, FRESH = Wanted(newest=True, per_page=FEW), timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Owed:
    """A referral that a team of this person's owes: what it is for, since when, and where to say what became of it."""

    reference: str
    address: str
    kind: str
    since: date
    status: str
    step: str


@page(home_pages, "/")
def home(visit: Visit) -> Response:
    """What waits for this person, then for anybody of their teams, soonest due first."""
    session, signed = visit.session, visit.signed
    lists = views(signed.caller)
    how_many = counts(session, signed, visit.on, lists) if lists else {}
    mine, more_of_mine = lines(session, signed, visit.on, OPEN, waits_for_them(signed))
    teams, more_of_teams = lines(session, signed, visit.on, OPEN, waits_for_their_team(signed))
    owed, sends = list(_owed(visit)), bool(signed.caller.roles & SEND)
    since = issued_since(signed, visit.on - FRESH)
    issued, more_issued = lines(session, signed, visit.on, NEWEST, since) if sends else ([], None)
    late = late_before(visit.on)
    reviews = review_list.counts(session, signed, visit.on, late) if sends else {}
    return show(
        "home.html",
        counts=how_many,
        mine=rows(visit, mine),
        teams=rows(visit, teams),
        more_of_mine=more_of_mine is not None,
        more_of_teams=more_of_teams is not None,
        newest=rows(visit, issued),
        more_newest=url_for("work_lists.show_list", list=View.ISSUED) if more_issued else None,
        reviews=reviews,
        owed=owed[:FEW],
        more_owed=len(owed) > FEW,
        sees_people=Role.ADMINISTRATOR in signed.caller.roles,
        only_looks=signed.caller.roles == {Role.AUDITOR},
        on=visit.on,
    )


def _owed(visit: Visit) -> Iterator[Owed]:
    """The referrals that their teams owe and that are not finished, oldest first: one more than are shown, if so."""
    teams = visit.signed.caller.teams(*SOCIAL_CARE)
    if not teams:
        return
    wanted = WantedReferrals(tuple(sorted(teams)), UNFINISHED, per_page=FEW)
    for one, reference, _ in listed(visit.session, visit.signed, wanted):
        yield Owed(
            reference,
            url_for("requests_pages.one", reference=reference),
            referral(one.kind),
            one.referred_on,
            plain(one.status),
            url_for("steps.ask", reference=reference, action="update_referral"),
        )
