"""How long does the law, or an authority, give for each duty? Dated, cited data; every timescale stands here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache

from config.authorities import Authority, Milestone
from config.calendar import DAY, Calendar, england
from workflow.days import words
from workflow.rule import DEFAULT, GUIDANCE, LAW, LOCAL, Confidence


class Unit(StrEnum):
    """What a timescale counts. Weeks and calendar days run on over holidays; working days do not."""

    WEEKS = "weeks"
    DAYS = "calendar days"
    WORKING_DAYS = "working days"


DAYS_IN = {Unit.WEEKS: 7, Unit.DAYS: 1}


class Ground(StrEnum):
    """The lawful reasons for missing a limit of the SEND Regulations."""

    EXCEPTIONAL = "exceptional_circumstances"
    ABSENT = "absent_four_weeks"
    MISSED_APPOINTMENT = "missed_appointment"
    SCHOOL_CLOSED = "school_closed"
    EARLY_YEARS_CLOSED = "early_years_closed"


@dataclass(frozen=True, slots=True)
class Timescale:
    """A limit in force from `since` until `until` (None: still), counted from the day after what starts it.

    `first_day_counts`: the day itself is the first of the count ("beginning with the day on which").
    `grounds`: the lawful reasons for missing it; none, where the law gives none.
    """

    code: str
    words: str
    length: int
    unit: Unit
    cite: str
    confidence: Confidence
    first_day_counts: bool = False
    grounds: tuple[Ground, ...] = ()
    since: date = date(2014, 9, 1)
    until: date | None = None

    def ends(self, start: date, calendar: Calendar) -> date:
        """The last day of the limit. Raises CalendarEnds when working days leave the calendar: it never guesses."""
        before = start - DAY if self.first_day_counts else start
        if self.unit is Unit.WORKING_DAYS:
            return calendar.add(before, self.length)
        return before + DAY * (self.length * DAYS_IN[self.unit])

    def back_from(self, day: date) -> date:
        """The day that lies the limit's weeks or calendar days before another."""
        return day - DAY * (self.length * DAYS_IN[self.unit])

    def counted(self, start: date, due: date, first: str) -> str:
        """The sentence that shows the count. `first` says what the starting day is: "the day of receipt"."""
        how = "counted as day 1" if self.first_day_counts else "not counted"
        end = "ends" if self.words.startswith("one ") else "end"
        return f"{self.words[0].upper()}{self.words[1:]} from {words(start)}, {first} {how}, {end} on {words(due)}."


REGULATIONS = "SEND Regulations 2014"
OWN_LIMIT = (Ground.EXCEPTIONAL, Ground.ABSENT, Ground.SCHOOL_CLOSED, Ground.EARLY_YEARS_CLOSED)
WEEKS, WORKING = Unit.WEEKS, Unit.WORKING_DAYS
DEVON = "R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin)"
TOGETHER = "Working Together to Safeguard Children, statutory guidance on assessment"

# Advice: what social care owes (domain.md 9, ruling 6).
ADVICE = Timescale(
    "advice",
    "six weeks",
    6,
    WEEKS,
    f"{REGULATIONS}, regulation 8(1)",
    LAW,
    grounds=(Ground.EXCEPTIONAL, Ground.ABSENT, Ground.MISSED_APPOINTMENT),
)
BEFORE_MEETING = Timescale("papers", "two weeks before the meeting", 2, WEEKS, f"{REGULATIONS}, regulation 20(4)", LAW)
SCREENING = Timescale("screening", "eight weeks before the meeting", 8, WEEKS, "domain.md 9, ruling 6", DEFAULT)
LEAST_NOTICE = Timescale("least_notice", "never less than two weeks", 2, WEEKS, "domain.md 9, ruling 6", DEFAULT)
AFTER_MEETING = Timescale(
    "raised_at_meeting", "four weeks after the meeting", 4, WEEKS, f"{REGULATIONS}, regulation 20", GUIDANCE
)
TRIBUNAL = Timescale(
    "tribunal",
    "five weeks",
    5,
    WEEKS,
    "SEND (First-tier Tribunal Recommendations Power) Regulations 2017; domain.md 1.1",
    GUIDANCE,
)
ORDER = Timescale(
    "tribunal_order", "the day the order sets", 0, Unit.DAYS, "The tribunal's order; domain.md 9, ruling 6", DEFAULT
)

# The authority's own limits, which the advice serves.
EHC_DECISION = Timescale(
    "ehc_decision", "six weeks", 6, WEEKS, f"{REGULATIONS}, regulation 5(1)", LAW, grounds=OWN_LIMIT
)
NO_PLAN = Timescale("ehc_no_plan", "16 weeks", 16, WEEKS, f"{REGULATIONS}, regulation 10(1)", LAW, grounds=OWN_LIMIT)
FINAL_PLAN = Timescale("ehc_plan", "20 weeks", 20, WEEKS, f"{REGULATIONS}, regulation 13(2)", LAW, grounds=OWN_LIMIT)
REASSESSED_PLAN = Timescale(
    "reassessed_plan", "14 weeks", 14, WEEKS, f"{REGULATIONS}, regulation 27(2)", LAW, grounds=OWN_LIMIT
)
REVIEW_REPORT = Timescale("review_report", "two weeks", 2, WEEKS, f"{REGULATIONS}, regulations 20 and 21(7)", LAW)
REVIEW_DECISION = Timescale("review_decision", "four weeks", 4, WEEKS, f"{REGULATIONS}, regulation 20; {DEVON}", LAW)
AFTER_NOTICE = Timescale("amended_plan_of_notice", "eight weeks", 8, WEEKS, f"{REGULATIONS}, regulation 22(3)", LAW)
AMENDED_PLAN = Timescale(
    "amended_plan", "12 weeks", 12, WEEKS, f"{REGULATIONS}, regulations 20 and 22(3); {DEVON}", LAW
)
PLAN_TRANSFER = Timescale(
    "plan_transfer", "15 working days", 15, WORKING, f"{REGULATIONS}, regulation 15(2)", LAW, first_day_counts=True
)

# A child in need: limits of their own, beside the advice.
REFERRAL_DECISION = Timescale("section_17_decision", "one working day", 1, WORKING, TOGETHER, GUIDANCE)
CHILD_IN_NEED = Timescale("section_17_assessment", "45 working days", 45, WORKING, TOGETHER, GUIDANCE)

TIMESCALES = tuple(one for one in vars().copy().values() if isinstance(one, Timescale))


@lru_cache(maxsize=4096)
def timescale(code: str, on: date, known: tuple[Timescale, ...] = TIMESCALES) -> Timescale:
    """The timescale of that code in force on the day that starts it; before the first version of the law, the first.

    A change of the law is a second row with its own `since`: what started before it keeps what it started under.
    """
    versions = sorted((one for one in known if one.code == code), key=lambda one: one.since)
    in_force = [one for one in versions if one.since <= on and (one.until is None or on <= one.until)]
    return (in_force or versions)[-1 if in_force else 0]


def local(authority: Authority, name: str) -> Timescale:
    """What the authority gives itself for a step, from its file."""
    return _local(name, authority.milestones[name])


@cache
def _local(name: str, given: Milestone) -> Timescale:
    unit = Unit.WORKING_DAYS if given.working else Unit.DAYS
    said = f"{given.days} {unit}" if given.days > 1 else f"one {unit.removesuffix('s')}"
    return Timescale(name, said, given.days, unit, f"The authority's file, milestones: {name}", LOCAL)


@cache
def dispute(days: int) -> Timescale:
    """How long a dispute between teams may last."""
    said = f"{days} working days" if days > 1 else "one working day"
    return Timescale("dispute", said, days, WORKING, "The authority's file, disputes", LOCAL)


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
        return _from_receipt(duty.start, timescale("tribunal", duty.start))
    if duty.reason == "annual_review" and duty.meeting:
        return _for_review(duty, duty.start, duty.meeting)
    return _six_weeks(duty, duty.start)


def _six_weeks(duty: Duty, start: date) -> Due:
    law = timescale("advice", start)
    counted = _from_receipt(start, replace(law, first_day_counts=True) if duty.receipt_day_counts else law)
    return Due(counted.on, law, counted.working)


def _from_receipt(start: date, scale: Timescale) -> Due:
    due = scale.ends(start, england())
    return Due(due, scale, (scale.counted(start, due, "the day of receipt"),))


def _for_review(duty: Duty, start: date, meeting: date) -> Due:
    if duty.raised_at_meeting:
        after = timescale("raised_at_meeting", meeting)
        due = after.ends(meeting, england())
        said = f"The need was raised at the meeting of {words(meeting)}: due {after.words}, {words(due)}."
        return Due(due, after, (said,))
    before, least_notice = timescale("papers", meeting), timescale("least_notice", start)
    six_weeks, papers = _six_weeks(duty, start), papers_due(meeting)
    said = f"Papers go out {before.words} of {words(meeting)}: {words(papers)}."
    earlier, least = min(six_weeks.on, papers), least_notice.ends(start, england())
    if least > earlier:
        late = f"That leaves too little time: {least_notice.words} from {words(start)}, so due {words(least)}."
        return Due(least, least_notice, (*six_weeks.working, said, late))
    scale = before if papers < six_weeks.on else six_weeks.timescale
    return Due(earlier, scale, (*six_weeks.working, said, f"The earlier of the two counts: {words(earlier)}."))


def papers_due(meeting: date) -> date:
    """The day on which the papers of a review meeting go out."""
    return timescale("papers", meeting).back_from(meeting)
