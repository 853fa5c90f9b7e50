"""How long does the law, or an authority, give for each duty? Dated, cited data; every timescale stands here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from workflow.rules import DEFAULT, GUIDANCE, LAW, Confidence


@dataclass(frozen=True, slots=True)
class Timescale:
    """A duty's limit in calendar days, in force from `since` until `until` (None: still)."""

    code: str
    words: str
    days: int
    cite: str
    confidence: Confidence
    since: date = date(2014, 9, 1)
    until: date | None = None


REGULATIONS = "SEND Regulations 2014"
ADVICE = Timescale("advice", "six weeks", 42, f"{REGULATIONS}, regulation 8(1)", LAW)
BEFORE_MEETING = Timescale("papers", "two weeks before the meeting", 14, f"{REGULATIONS}, regulation 20", GUIDANCE)
LEAST_NOTICE = Timescale("least_notice", "never less than two weeks", 14, "domain.md 9, ruling 6", DEFAULT)
AFTER_MEETING = Timescale("decision", "four weeks after the meeting", 28, f"{REGULATIONS}, regulation 20", GUIDANCE)
TRIBUNAL = Timescale("tribunal", "five weeks", 35, "SEND Tribunal, extended powers (domain.md 1.1)", GUIDANCE)
ORDER = Timescale("tribunal_order", "the day the order sets", 0, "The tribunal's order; domain.md 9, ruling 6", DEFAULT)


@dataclass(frozen=True, slots=True)
class Duty:
    """What the due date of an advice follows from. `start` is the day the person could be identified."""

    reason: str
    start: date | None
    meeting: date | None = None
    raised_at_meeting: bool = False
    order: date | None = None
    receipt_day_counts: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A due date with the timescale it comes from and the sentences that show how it was reached."""

    on: date
    timescale: Timescale
    working: tuple[str, ...]


def words(day: date) -> str:
    """A date as people read it: Monday 6 April 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def advice_due(duty: Duty) -> Due | None:
    """The day on which advice is due, fixed once the person is identified; None until then (ruling 6).

    Raises ValueError for a tribunal's order without its date: six weeks would be a wrong deadline.
    """
    if duty.reason == "tribunal_order":
        if duty.order is None:
            raise ValueError("A tribunal's order sets the day by which advice is due, and none was given.")
        return Due(duty.order, ORDER, (f"The tribunal's order sets the date: {words(duty.order)}.",))
    if duty.start is None:
        return None
    if duty.reason == "tribunal_recommendation":
        return _counted(duty.start, TRIBUNAL, first_day_counts=False)
    if duty.reason == "annual_review" and duty.meeting:
        return _for_review(duty, duty.start, duty.meeting)
    return _counted(duty.start, ADVICE, first_day_counts=duty.receipt_day_counts)


def _counted(start: date, scale: Timescale, *, first_day_counts: bool) -> Due:
    due = start + timedelta(days=scale.days - first_day_counts)
    how = "the day of receipt counted as day 1" if first_day_counts else "the day of receipt not counted"
    return Due(due, scale, (f"{scale.words.capitalize()} from {words(start)}, {how}, end on {words(due)}.",))


def _for_review(duty: Duty, start: date, meeting: date) -> Due:
    if duty.raised_at_meeting:
        due = meeting + timedelta(days=AFTER_MEETING.days)
        said = f"The need was raised at the meeting of {words(meeting)}: due {AFTER_MEETING.words}, {words(due)}."
        return Due(due, AFTER_MEETING, (said,))
    six_weeks = _counted(start, ADVICE, first_day_counts=duty.receipt_day_counts)
    papers = meeting - timedelta(days=BEFORE_MEETING.days)
    said = f"Papers go out {BEFORE_MEETING.words} of {words(meeting)}: {words(papers)}."
    earlier = min(six_weeks.on, papers)
    least = start + timedelta(days=LEAST_NOTICE.days)
    if least > earlier:
        late = f"That leaves too little time: {LEAST_NOTICE.words} from {words(start)}, so due {words(least)}."
        return Due(least, LEAST_NOTICE, (*six_weeks.working, said, late))
    scale = BEFORE_MEETING if papers < six_weeks.on else ADVICE
    return Due(earlier, scale, (*six_weeks.working, said, f"The earlier of the two counts: {words(earlier)}."))
