"""Which referrals have been open for too long, and which annual reviews has nobody screened?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from models.access import SignedIn
from models.oversight_list import waiting_referrals
from models.review_list import Sought, coming_up
from web.oversight import words
from web.oversight.figures import Cell, days_since, spreadsheet
from web.oversight.tables import REVIEWS_FOR, team_name
from web.oversight.top import OVERSEERS, scope
from web.pages import Visit, page, show
from web.words import plain, referral
from workflow.clocks.annual_reviews import late_before, screen_by
from workflow.errors import NotThere, Unmet

oversight_others = Blueprint("oversight_others", __name__)
SHOWN, MOST = 100, 20_000
REFERRALS = ("Request", "What it is for", "Owed by", "Status", "Referred", "Open for", "Last chased")
REVIEWS = ("Meeting", "Screen by", "SEND team", "Listed")
DAY = timedelta(days=1)


def _referrals(visit: Visit, most: int) -> list[dict[str, Cell]]:
    """So many of them, and one more where there are more."""
    team = request.args.get("team")
    if team and team not in visit.signed.authority.teams:
        raise NotThere
    found = waiting_referrals(visit.session, visit.signed, team, visit.on, most)
    return [_referral(visit, one, reference) for one, reference in found]


def _referral(visit: Visit, one: Any, reference: str) -> dict[str, Cell]:
    kind = referral(one.kind)
    said = (reference, kind, team_name(visit.signed, one.owed_by_team), plain(one.status), one.referred_on)
    return dict(zip(REFERRALS, (*said, days_since(one.referred_on, visit.on), one.chased_on), strict=True))


@page(oversight_others, "/oversight/referrals", roles=OVERSEERS)
def referrals(visit: Visit) -> Response:
    """Referrals that have been open for more than 28 days, oldest first."""
    return _shown(
        visit,
        "Referrals open for more than 28 days",
        REFERRALS,
        _referrals(visit, SHOWN),
        _file(".referrals_file"),
        "A referral goes on when its request has ended: ask the team that owes it how it stands.",
    )


@page(oversight_others, "/oversight/referrals.csv", roles=OVERSEERS)
def referrals_file(visit: Visit) -> Response:
    """The same as a file."""
    return _whole(visit, "referrals", REFERRALS, _referrals(visit, MOST), "choose one team")


def _reviews(visit: Visit, most: int) -> list[dict[str, Cell]]:
    """So many reviews of one of the bands of the figures, by meeting, and one more where there are more."""
    soon = late_before(visit.on)
    bands: dict[str, tuple[date, date | None]] = {
        "past": (date(1900, 1, 1), visit.on - DAY),
        "late": (visit.on, soon - DAY),
        "time": (soon, None),
    }
    if (band := request.args.get("when", "past")) not in bands:
        raise NotThere
    since, until = bands[band]
    sought = Sought(since=since, until=until, screened=False, per_page=most)
    return [_review(visit.signed, row[0]) for row in coming_up(visit.session, visit.signed, sought)]


def _review(signed: SignedIn, one: Any) -> dict[str, Cell]:
    said = (one.meeting_on, screen_by(one.meeting_on), team_name(signed, one.requesting_team), one.listed_on)
    return dict(zip(REVIEWS, said, strict=True))


@page(oversight_others, "/oversight/reviews", roles=REVIEWS_FOR)
def reviews(visit: Visit) -> Response:
    """Annual reviews that nobody has screened."""
    band = words.REVIEWS.get(request.args.get("when", "past"), "")
    then = "Whoever coordinates annual reviews says of each whether there are identified social care needs."
    title = f"Annual reviews that nobody has screened: {band[:1].lower()}{band[1:]}"
    return _shown(visit, title, REVIEWS, _reviews(visit, SHOWN), _file(".reviews_file"), then)


@page(oversight_others, "/oversight/reviews.csv", roles=REVIEWS_FOR)
def reviews_file(visit: Visit) -> Response:
    """The same as a file."""
    return _whole(visit, "reviews-not-screened", REVIEWS, _reviews(visit, MOST), "screen some of them first")


def _whole(visit: Visit, name: str, head: tuple[str, ...], lines: list[dict[str, Cell]], instead: str) -> Response:
    """The file. Raises Unmet where it would not have all of them."""
    if len(lines) > MOST:
        raise Unmet({"file": [f"There are more than {MOST:,}, which is the most that a file has: {instead}."]})
    return spreadsheet(visit, name, head, lines)


def _file(page_of_it: str) -> str:
    asked: dict[str, Any] = dict(request.args)
    return url_for(page_of_it, **asked)


def _shown(
    visit: Visit, title: str, head: tuple[str, ...], lines: list[dict[str, Cell]], file: str, then: str
) -> Response:
    return show(
        "oversight_others.html",
        title=title,
        scope=scope(visit.signed),
        head=head,
        lines=lines[:SHOWN],
        more=len(lines) > SHOWN,
        file=file,
        then=then,
    )
