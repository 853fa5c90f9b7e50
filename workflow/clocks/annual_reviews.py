"""How does an annual review stand on a day: whom does it wait for, and by when? A project default."""

from __future__ import annotations

from datetime import date

from config.calendar import england
from workflow.clocks.timescales import AMENDED_PLAN, REVIEW_DECISION, REVIEW_REPORT, SCREENING

WEEKS_TO_SCREEN = SCREENING.length  # before the meeting
STANDINGS = ("to_screen", "late_to_screen", "not_required", "requested")


def screen_by(meeting: date) -> date:
    """The last day on which a request still leaves six weeks for the advice before the papers go out."""
    return SCREENING.back_from(meeting)


def late_before(on: date) -> date:
    """Reviews whose meeting is before this day, and which nobody has screened by `on`, are late for it."""
    return on + (on - screen_by(on))


def follows(meeting: date) -> dict[str, date]:
    """What the law asks for after the meeting, and by when (domain.md 1.1)."""
    owed = {"report_due_on": REVIEW_REPORT, "decision_due_on": REVIEW_DECISION, "amended_plan_due_on": AMENDED_PLAN}
    return {name: scale.ends(meeting, england()) for name, scale in owed.items()}


def standing(needs_identified: bool | None, meeting: date, on: date) -> str:
    """Whether a review is to be screened, or late for it, or was screened with which answer."""
    if needs_identified is None:
        return "late_to_screen" if on > screen_by(meeting) else "to_screen"
    return "requested" if needs_identified else "not_required"
