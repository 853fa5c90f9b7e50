"""How does an annual review stand on a day: whom does it wait for, and by when? A project default."""

from __future__ import annotations

from datetime import date, timedelta

from workflow.timescales import BEFORE_MEETING, SCREENING

STANDINGS = ("to_screen", "late_to_screen", "not_required", "requested")


def papers_due_on(meeting: date) -> date:
    """The day on which the papers of a review meeting go out."""
    return meeting - timedelta(days=BEFORE_MEETING.days)


def screen_by(meeting: date) -> date:
    """The last day on which a request still leaves six weeks for the advice before the papers go out."""
    return meeting - timedelta(days=SCREENING.days)


def standing(needs_identified: bool | None, meeting: date, on: date) -> str:
    """Whether a review is to be screened, or late for it, or was screened with which answer."""
    if needs_identified is None:
        return "late_to_screen" if on > screen_by(meeting) else "to_screen"
    return "requested" if needs_identified else "not_required"
