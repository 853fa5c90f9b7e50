"""On which days did the things happen that start, meet or end a clock? A fold over the events, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from workflow.history import VOICES, Event
from workflow.states import State

Marks = Mapping[str, date]
ADVICE = "advice"
CLAIMED, EXCUSED = "claimed.", "excused."
SECTION_17 = "s17_child_and_family"


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that a step sets: from an answer, or the day of the step. The first one stands, unless `again`.

    `only`: set only when this answer is one of these; `unless`: only when it is given and none of these.
    `else_on`: without the answer, the day of the step. `since`: no day earlier than this mark is set, or stands.
    `left`: set only while this mark is not.
    """

    name: str
    day: str | None = None
    only: tuple[str, tuple[object, ...]] | None = None
    again: bool = False
    else_on: bool = False
    unless: tuple[str, tuple[object, ...]] | None = None
    since: str | None = None
    left: str | None = None


ASKED = (
    Mark("ehc_requested", "ehc_needs_assessment_requested_on", again=True),
    Mark("ehc_decided", "ehc_needs_assessment_decided_on", again=True),
    Mark("reassessment_notified", "reassessment_notified_on", again=True),
)
DECIDED = Mark("decided", "decision_on")
REFERRED = Mark("section_17_referred", "referred_on", only=("assessment_type", (SECTION_17,)), again=True, else_on=True)
ANSWERED, LEFT = Mark("section_17_decided", since="section_17_referred"), Mark("section_17_left")
OTHERWISE = Mark("section_17_left", unless=("assessment_type", (SECTION_17,)))  # it became another assessment
PLANNED = replace(ANSWERED, only=("assessment_type", (SECTION_17,)))
COMPLETED = Mark("section_17_done", "completed_on", again=True, left="section_17_left")
SPOKEN = Mark("contacted", "contacted_on", only=("informant_kind", VOICES), since="received")
REVIEWED, CLOSED = Mark("reviewed", again=True), Mark("closed")
WITH_A_PLAN = ("plan_to_transfer", (True,))

# What each step marks. A step that is not here marks nothing.
MARKS: dict[str, tuple[Mark, ...]] = {
    "request_advice": (Mark("received", "received_on"), Mark("meeting", "review_meeting_on"), *ASKED),
    "resubmit": ASKED,
    "return_as_incomplete": (Mark("returned"),),
    "pass_to_lead_professional": (Mark("decided"),),
    "record_contact": (SPOKEN,),
    "start_assessment": (REFERRED, ANSWERED),
    "decide_no_assessment": (DECIDED,),
    "offer_transfer": (DECIDED, REFERRED),
    "settle_dispute": (DECIDED, REFERRED, ANSWERED, OTHERWISE),
    "settle_dispute_for_lead_professional": (Mark("decided"),),
    "accept_transfer": (ANSWERED,),
    "refuse_transfer": (ANSWERED, LEFT),
    "withdraw_offer": (LEFT,),
    "plan_assessment": (REFERRED, PLANNED, OTHERWISE),
    "hand_back": (LEFT,),
    "complete_assessment": (COMPLETED,),
    "submit_for_review": (Mark("drafted"), Mark("submitted", again=True)),
    "return_draft": (REVIEWED,),
    "issue_interim_advice": (REVIEWED,),
    "issue_advice": (REVIEWED, Mark("issued")),
    "escalate_dispute": (Mark("disputed", again=True),),
    "adopt_existing_advice": (CLOSED,),
    "close_as_duplicate": (CLOSED,),
    "close": (CLOSED, Mark("moved", "moved_on", WITH_A_PLAN), Mark("move_known", "move_known_on", WITH_A_PLAN)),
}
# What a step undoes, so that its clock runs anew.
CLEARED: dict[str, tuple[str, ...]] = {
    "offer_transfer": ("section_17_referred", "section_17_decided", "section_17_left", "section_17_done"),
    "settle_dispute": ("section_17_left", "section_17_done"),
    "start_assessment": ("section_17_referred", "section_17_decided", "section_17_left", "section_17_done"),
    "plan_assessment": ("section_17_left",),
    "resume_assessment": ("section_17_done",),
    "submit_for_review": ("reviewed",),
    "escalate_dispute": ("settled",),
    "reopen": ("closed", "moved", "move_known"),
}
# The steps with which social care takes a request up.
ACKNOWLEDGE = frozenset(
    {
        *(
            "take",
            "return_as_incomplete",
            "redirect_front_door",
            "pass_to_lead_professional",
            "assign",
            "ask_requester",
        ),
        *(
            "record_reading",
            "record_contact",
            "record_answers",
            "review_provision",
            "record_consent",
            "record_referral",
        ),
        *("start_assessment", "decline_involvement", "submit_for_review"),
    }
)
ASKS_THE_FAMILY = ("record_answers", "review_provision")


def marks_of(history: Iterable[Event]) -> Marks:
    """The marks of everything that has happened."""
    marks: Marks = {}
    for event in history:
        marks = marked(marks, event)
    return marks


def kept(marks: Marks) -> dict[str, str]:
    """The marks as a request keeps them."""
    return {name: day.isoformat() for name, day in sorted(marks.items())}


def marked(before: Marks, event: Event) -> Marks:
    """The marks once a step was taken, from those before it."""
    marks = {name: day for name, day in before.items() if name not in CLEARED.get(event.action, ())}
    for mark in MARKS.get(event.action, ()):
        if day := _day(mark, event, marks):
            marks[mark.name] = day
    firsts, exception = {**_first_time(event, marks), **_dispute_over(marks, event)}, _exception(marks, event)
    decided = event.action in ("approve_exception", "refuse_exception")
    stays = {name: day for name, day in marks.items() if not (decided and name.startswith(CLAIMED))}
    return {**firsts, **stays, **_step_of_send(event), **exception}


def _day(mark: Mark, event: Event, marks: Marks) -> date | None:
    """The day that a step gives a mark; None where its condition is not met, or the day it has stands."""
    if mark.only and event.value(mark.only[0]) not in mark.only[1]:
        return None
    if mark.unless and event.value(mark.unless[0]) in (None, *mark.unless[1]):
        return None
    said, least = event.day(mark.day) if mark.day else None, marks.get(mark.since or "", date.min)
    stands = mark.name in marks and marks[mark.name] >= least
    if mark.left in marks or (stands and not (mark.again and (said or mark.day is None))):
        return None
    day = said or (event.on if mark.day is None or mark.else_on else None)
    return day if day and day >= least else None


def _first_time(event: Event, marks: Marks) -> dict[str, date]:
    """What any of many steps may be the first to do: take the request up, hear the family, come to a front door."""
    made: dict[str, date] = {}
    if event.action in ACKNOWLEDGE:
        made["acknowledged"] = event.on
    if event.target is State.AWAITING_TRIAGE:
        made["at_front_door"] = event.day("received_on") or event.on
    if event.action in ASKS_THE_FAMILY:
        heard = [one.asked_on or event.on for one in event.answers.values() if one.informant in VOICES]
        heard = [day for day in heard if day >= marks.get("received", date.min)]
        made |= {"contacted": min(heard)} if heard else {}
    return made


def _dispute_over(marks: Marks, event: Event) -> dict[str, date]:
    open_still = "disputed" in marks and event.disputed(before=True)
    return {"settled": event.on} if "disputed" in marks and not open_still else {}


def _step_of_send(event: Event) -> dict[str, date]:
    """A step of the EHC process that SEND tells of in a note: ehc_decided, draft_plan, final_plan ..."""
    step = event.value("ehc_step") if event.action == "note" else None
    return {step: event.day("ehc_step_on") or event.on} if step else {}


def _exception(marks: Marks, event: Event) -> dict[str, date]:
    """The clocks for which an exception is claimed, or was approved; one claim waits at a time."""
    if event.action == "claim_exception":
        return {CLAIMED + (event.value("exception_clock") or ADVICE): event.on}
    if event.action != "approve_exception":
        return {}
    claimed = [name for name in marks if name.startswith(CLAIMED)]
    return {EXCUSED + name.removeprefix(CLAIMED): event.on for name in claimed}
