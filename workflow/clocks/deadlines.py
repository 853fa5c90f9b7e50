"""Which clocks are there? One table: what starts each, how long it runs, what meets it, what ends it unmet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from config.authorities import Authority
from config.calendar import Calendar
from workflow.clocks import timescales as law
from workflow.clocks.timescales import Duty, Timescale, timescale
from workflow.days import words
from workflow.marks import ADVICE, EXCUSED, Marks
from workflow.rule import LOCAL
from workflow.states import State


@dataclass(frozen=True, slots=True)
class Dates:
    """What every clock of a request follows from: its columns, so that a page of requests costs no further read."""

    authority: Authority
    duty: Duty
    state: State
    received_on: date
    due_on: date | None
    interim_on: date | None = None
    issued_on: date | None = None
    draft_begun: bool = False
    closure_reason: str | None = None
    marks: Marks = field(default_factory=dict)

    @property
    def excused_on(self) -> date | None:
        """The day on which an exception to the advice's own six weeks was approved."""
        return self.marks.get(EXCUSED + ADVICE)


Count = tuple[date, tuple[str, ...]]
Unmet = Callable[[Dates], str | None]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock beside that of the advice: `starts` and `met_by` are marks, `started` and `met` say what they are.

    `unmet` says why it ended without being met, if it did. `ends` counts it where the usual count is not enough.
    """

    name: str
    title: str
    scale: Callable[[Dates], Timescale]
    starts: str
    started: str
    met_by: tuple[str, ...]
    met: str
    unmet: Unmet
    ends: Callable[[Dates, Timescale, date, Calendar], Count] | None = None

    def due(self, dates: Dates, start: date, calendar: Calendar) -> Count:
        """The day on which it ends, and the sentences that show the count. Raises CalendarEnds."""
        scale = self.scale(dates)
        ends = self.ends or counted
        due, said = ends(dates, scale, start, calendar)
        last = calendar.on_or_before(dates.due_on) if dates.due_on and self._leads_to_advice(dates, start) else due
        if not start <= last < due:
            return due, said
        return last, (*said, f"The advice itself has to be acted on by {words(last)}, so this is due then too.")

    def _leads_to_advice(self, dates: Dates, start: date) -> bool:
        """Whether it is a step on the way to the advice; checking an amendment is not."""
        return self.unmet is _of_advice or (self.unmet is _of_check and start <= (dates.issued_on or start))

    def calendar(self, dates: Dates, as_known_on: date | None = None) -> Calendar:
        """The working days that it counts: an authority's own milestones leave out the days it is closed."""
        office = self.scale(dates).confidence is LOCAL
        if as_known_on:
            return dates.authority.known_on(as_known_on, office=office)
        return dates.authority.office_days if office else dates.authority.calendar


def counted(dates: Dates, scale: Timescale, start: date, calendar: Calendar) -> Count:
    """The usual count: the timescale from the day that starts it."""
    due = scale.ends(start, calendar)
    return due, (scale.counted(start, due, "that day"),)


def _amended_plan(dates: Dates, scale: Timescale, start: date, calendar: Calendar) -> Count:
    """Twelve weeks of the meeting, and eight of the notice: the earlier of the two, once the notice is sent."""
    due, said = counted(dates, scale, start, calendar)
    notice = dates.marks.get("review_notice")
    if notice is None:
        return due, said
    eight_weeks = timescale("amended_plan_of_notice", notice)
    of_notice = eight_weeks.ends(notice, calendar)
    also = f"The notice was sent on {words(notice)}: {eight_weeks.words} from then end on {words(of_notice)}."
    return min(due, of_notice), (*said, also, f"The earlier of the two counts: {words(min(due, of_notice))}.")


def _plan_transfer(dates: Dates, scale: Timescale, start: date, calendar: Calendar) -> Count:
    """The day of the move, if it was known 15 working days before; else within 15 beginning with the day it was."""
    moved = dates.marks["moved"]
    if calendar.add(moved, -scale.length) >= start:
        return moved, (f"The move was known at least {scale.words} before it: due on its day, {words(moved)}.",)
    return counted(dates, scale, start, calendar)


def _closed_for(reasons: tuple[str, ...], dates: Dates) -> str | None:
    closed = dates.marks.get("closed")
    if not closed or dates.closure_reason not in reasons:
        return None
    if dates.closure_reason == "duplicate":
        return f"The request was closed on {words(closed)} as a duplicate: this goes on with the other request."
    return f"The request was closed on {words(closed)}, which ends this too."


OF_ASSESSMENT = partial(_closed_for, ("withdrawn", "ehcna_ceased", "moved_la", "deceased", "error", "duplicate"))
OF_REVIEW = partial(_closed_for, ("moved_la", "deceased", "error", "duplicate"))


def _of_section_17(dates: Dates) -> str | None:
    if left := dates.marks.get("section_17_left"):
        return f"It did not go on there: {words(left)}."
    if closed := dates.marks.get("closed"):
        return f"The request was closed on {words(closed)}. The duty to assess is its own, and goes on outside it."
    return None


def _of_advice(dates: Dates) -> str | None:
    if dates.issued_on:
        return f"Advice was issued on {words(dates.issued_on)} without it."
    return _of_check(dates)


def _of_check(dates: Dates) -> str | None:
    """A draft that is sent is checked, returned or issued: only closing the request ends its check unmet."""
    closed = dates.marks.get("closed")
    return f"The request was closed on {words(closed)}." if closed else None


def _no_plan(dates: Dates) -> str | None:
    refused = dates.marks.get("plan_refused")
    said = f"It was decided on {words(refused)} that no plan is needed." if refused else None
    return said or OF_ASSESSMENT(dates)


def _unchanged(dates: Dates) -> str | None:
    kept = dates.marks.get("plan_unchanged")
    return f"The plan stays as it is: {words(kept)}." if kept else OF_REVIEW(dates)


def _never(dates: Dates) -> str | None:
    return None


def _in_force(code: str, start: str, dates: Dates) -> Timescale:
    return timescale(code, dates.marks[start])


def _milestone(name: str, dates: Dates) -> Timescale:
    return law.local(dates.authority, name)


def _dispute(dates: Dates) -> Timescale:
    return law.dispute(dates.authority.disputes.days)


def _law(code: str, start: str) -> Callable[[Dates], Timescale]:
    return partial(_in_force, code, start)


def _own(name: str) -> Callable[[Dates], Timescale]:
    return partial(_milestone, name)


ASKED_FOR, MET, REFERRED = "The EHC needs assessment was asked for", "The review meeting is", "It was referred"
RECEIVED, NOTIFIED = "The request was received", "The re-assessment was notified"
PLAN, AMENDED = "The final plan was issued", "The amended plan was issued"

# fmt: off
DEADLINES: tuple[Deadline, ...] = (
    #        name                     title                                             timescale                                                    starts                   which is                       met by                                        which is                          ends unmet
    Deadline("ehc_decision",          "Decide whether to assess",                       _law("ehc_decision", "ehc_requested"),                       "ehc_requested",         ASKED_FOR,                     ("ehc_decided", "received"),                  "It was decided, at the latest,", OF_ASSESSMENT),
    Deadline("ehc_no_plan",           "Say so, if no plan is needed",                   _law("ehc_no_plan", "ehc_requested"),                        "ehc_requested",         ASKED_FOR,                     ("plan_refused", "draft_plan", "final_plan"), "It was decided",                 OF_ASSESSMENT),
    Deadline("ehc_plan",              "Issue the final EHC plan",                       _law("ehc_plan", "ehc_requested"),                           "ehc_requested",         ASKED_FOR,                     ("final_plan",),                              PLAN,                             _no_plan),
    Deadline("reassessed_plan",       "Issue the plan after re-assessment",             _law("reassessed_plan", "reassessment_notified"),            "reassessment_notified", NOTIFIED,                      ("final_plan",),                              PLAN,                             _no_plan),
    Deadline("review_report",         "Send the report of the review",                  _law("review_report", "meeting"),                            "meeting",               MET,                           ("review_report",),                           "The report was sent",            OF_REVIEW),
    Deadline("review_decision",       "Decide on the plan after the review",            _law("review_decision", "meeting"),                          "meeting",               MET,                           ("review_notice", "plan_unchanged"),          "The decision was notified",      OF_REVIEW),
    Deadline("amended_plan",          "Issue the amended plan",                         _law("amended_plan", "meeting"),                             "meeting",               MET,                           ("final_plan",),                              AMENDED,                          _unchanged,     _amended_plan),
    Deadline("section_17_decision",   "Decide on the referral for a child in need",     _law("section_17_decision", "section_17_referred"),          "section_17_referred",   REFERRED,                      ("section_17_decided",),                      "The team answered",              _of_section_17),
    Deadline("section_17_assessment", "Complete the section 17 assessment",             _law("section_17_assessment", "section_17_referred"),        "section_17_referred",   REFERRED,                      ("section_17_done",),                         "The assessment was completed",   _of_section_17),
    Deadline("plan_transfer",         "Transfer the plan to the new authority",         _law("plan_transfer", "move_known"),                         "move_known",            "The move became known",       ("plan_transferred",),                        "The plan was transferred",       _never,         _plan_transfer),
    Deadline("acknowledge",           "Take the request up",                            _own("acknowledge"),                                         "received",              RECEIVED,                      ("acknowledged",),                            "It was taken up",                _of_advice),
    Deadline("return",                "Return what is incomplete",                      _own("return"),                                              "received",              RECEIVED,                      ("returned",),                                "It was returned",                _of_advice),
    Deadline("first_contact",         "Try to reach the family",                        _own("first_contact"),                                       "received",              RECEIVED,                      ("contacted",),                               "The first attempt was made",     _of_advice),
    Deadline("triage_decision",       "Decide at the front door",                       _own("triage_decision"),                                     "at_front_door",         "It came to the front door",   ("decided",),                                 "It was decided",                 _of_advice),
    Deadline("draft",                 "Have a draft to check",                          _own("draft"),                                               "received",              RECEIVED,                      ("drafted",),                                 "A draft was sent for review",    _of_advice),
    Deadline("review",                "Check the draft",                                _own("review"),                                              "submitted",             "The draft was sent",          ("reviewed",),                                "It was checked",                 _of_check),
    Deadline("dispute",               "Settle which team has it",                       _dispute,                                                    "disputed",              "The dispute was escalated",   ("settled",),                                 "It was settled",                 _of_advice),
)
# fmt: on
BY_NAME: Mapping[str, Deadline] = {one.name: one for one in DEADLINES}
# What starts a clock for these reasons alone, whatever day was given (domain.md 1.1).
ONLY_FOR: Mapping[str, tuple[str, ...]] = {
    "ehc_requested": ("ehc_needs_assessment", "family_request"),
    "reassessment_notified": ("reassessment",),
    "meeting": ("annual_review",),
}


def running(dates: Dates) -> tuple[Deadline, ...]:
    """The clocks of a request beside that of its advice: those that something has started."""
    return tuple(one for one in DEADLINES if one.starts in dates.marks and _applies(one, dates))


def _applies(one: Deadline, dates: Dates) -> bool:
    """A return has its clock only once there was one; others are those of the reasons for which advice is asked."""
    return of_reason(one, dates.duty.reason) and (one.name != "return" or "returned" in dates.marks)


def of_reason(one: Deadline, reason: str | None) -> bool:
    """Whether a clock belongs to requests of this reason: a family asks for advice within an EHC needs assessment."""
    return reason in ONLY_FOR.get(one.starts, (reason,))
