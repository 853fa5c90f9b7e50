"""Annual reviews: what is coming up and nobody has screened, the sheet to fill in, and one with its screenings."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from models import authority, colleagues, review_list
from models.review import Review
from models.review_list import Sought
from web.ask.list_file import as_file
from web.forms.read_back import read_back
from web.pages import Visit, done, page, show
from workflow.casework.screening import found
from workflow.casework.term_sheet import term_sheet
from workflow.clocks.annual_reviews import follows, late_before, screen_by, standing
from workflow.clocks.timescales import papers_due
from workflow.roles import OVERSIGHT, SEND

review_pages = Blueprint("review_pages", __name__)
SEES = SEND | OVERSIGHT
WORDS = "reviews_sought"  # the words that were looked for stay in the session, never in an address
LONGEST = 100
SHOWS = {"waiting": False, "screened": True, "all": None}
STANDS = {
    "to_screen": ("To screen", "blue"),
    "late_to_screen": ("Late to screen", "red"),
    "requested": ("Advice asked for", "green"),
    "not_required": ("No needs identified", "grey"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Which reviews the page shows: whether they were screened, and from which day to which."""

    which: str
    since: date | None
    until: date | None
    after: tuple[date, UUID] | None
    q: str

    def sought(self, on: date, per_page: int = 25) -> Sought:
        """The same for the list. Without a first day: from today on, and whatever waits, however old."""
        waiting = self.since is None
        return Sought(self.since or on, waiting, self.until, SHOWS[self.which], self.q or None, self.after, per_page)

    def address(self, view: str, **changed: Any) -> str:
        """These reviews at another page, or others at this one."""
        told = {"show": self.which, "since": self.since, "until": self.until, **changed}
        return url_for(view, **{name: said for name, said in told.items() if said})


def shown_now(which: str = "") -> Shown:
    """What the address asks for; what is no day there is passed over."""
    asked = request.args
    which = which or asked.get("show", "")
    which = which if which in SHOWS else "waiting"
    return Shown(which, _day(asked.get("since")), _day(asked.get("until")), _place(asked.get("after")), _words())


def _day(said: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(said) if said else None
    return None


def _place(said: str | None) -> tuple[date, UUID] | None:
    day, _, key = (said or "").partition("_")
    with suppress(ValueError):
        return date.fromisoformat(day), UUID(key)
    return None


def _words() -> str:
    return str(cookie.get(WORDS, ""))


@page(review_pages, "/reviews", roles=SEES)
def all_reviews(visit: Visit) -> Response:
    """The annual reviews by the day of their meeting; those that nobody has screened are shown first."""
    shown, on = shown_now(), visit.on
    sought = shown.sought(on)
    rows = review_list.coming_up(visit.session, visit.signed, sought)
    more = len(rows) > sought.per_page
    rows = rows[: sought.per_page]
    last: Review | None = rows[-1][0] if more else None
    return show(
        "reviews.html",
        shown=shown,
        rows=[_row(row, on) for row in rows],
        counts=review_list.counts(visit.session, visit.signed, on, late_before(on)),
        more=shown.address("review_pages.all_reviews", after=f"{last.meeting_on}_{last.id}") if last else "",
        may_screen=bool(visit.signed.caller.roles & SEND),
        on=on,
    )


def _row(row: Any, on: date) -> dict[str, Any]:
    review, given, family, born, reference = row
    return {
        "review": review,
        "name": f"{given or ''} {family or ''}".strip() or "No name yet",
        "born": born,
        "screen_by": screen_by(review.meeting_on),
        "stands": STANDS[standing(review.needs_identified, review.meeting_on, on)],
        "late": standing(review.needs_identified, review.meeting_on, on) == "late_to_screen",
        "reference": reference,
    }


@page(review_pages, "/reviews", methods=("POST",), roles=SEES)
def look_for(visit: Visit) -> Response:
    """Show those of a name, a date of birth or a number; with nothing typed, all again."""
    said = visit.typed.get("q")
    cookie[WORDS] = said.strip()[:LONGEST].replace("\x00", "") if isinstance(said, str) else ""
    return done(shown_now().address("review_pages.all_reviews"))


@page(review_pages, "/reviews/sheet.csv", roles=SEES)
def sheet(visit: Visit) -> Response:
    """The same list as a sheet, to be filled in and sent back."""
    return as_file(term_sheet(visit.session, visit.signed, shown_now().sought(visit.on)), "reviews.csv")


@page(review_pages, "/reviews/<key>", roles=SEES)
def one(visit: Visit, key: str) -> Response:
    """One review: when it is, what is owed, and every screening as it was asked and answered."""
    review = found(visit.work, key)
    reference, is_open = review_list.request_of(visit.session, visit.signed, review)
    stands = standing(review.needs_identified, review.meeting_on, visit.on)
    return show(
        "annual_review.html",
        review=review,
        person=review.person,
        stands=STANDS[stands],
        waits=review.needs_identified is None,
        screen_by=screen_by(review.meeting_on),
        papers_due=papers_due(review.meeting_on),
        reference=reference,
        is_open=is_open,
        screenings=_screenings(visit, review),
        may_screen=bool(visit.signed.caller.teams(*SEND) & {review.requesting_team}),
        on=visit.on,
        owed=follows(review.meeting_on),
    )


def _screenings(visit: Visit, review: Review) -> list[dict[str, Any]]:
    """The last one first, each with the questions as they were asked then."""
    past = review_list.screenings(visit.session, review)
    sets = authority.asked_sets(visit.session, review.authority_id, {one.question_set for one in past})
    people = colleagues.names(visit.session, review.authority_id, {one.actor_id for one in past})
    teams = visit.signed.authority.team_names()
    found = []
    for each in reversed(past):
        said = {answer["code"]: answer.get("value") for answer in each.answers}
        rows = list(read_back(sets[each.question_set].questions, said, teams))
        found.append({"number": each.number, "at": each.at, "by": people.get(each.actor_id), "answers": rows})
    return found
