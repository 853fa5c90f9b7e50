"""How are the bands and reasons of the figures said?"""

from __future__ import annotations

from collections.abc import Mapping

from models.oversight_list import NOT_SAID
from web.words import STANDS, plain
from workflow.asking.question_sets import question_sets
from workflow.clocks.annual_reviews import WEEKS_TO_SCREEN

AGES: Mapping[str, str] = {
    "w0": "Less than 1 week",
    "w1": "1 week",
    "w2": "2 weeks",
    "w3": "3 weeks",
    "w4": "4 weeks",
    "w5": "5 weeks",
    "w6": "6 to 11 weeks",
    "w12": "12 weeks or more",
}
STANDINGS: Mapping[str, str] = {
    "late": "Late",
    "excused": "Late, with a lawful exception",
    "soon": "Due in the next 5 working days",
    "next": "Due in 6 to 10 working days",
    "later": "Due later",
    "undated": "No due date yet",
    "answered": "Advice issued, and work goes on",
}
MARKS: Mapping[str, str] = {
    "came_back": "Came back to a front door",
    "disputed": "Teams disagree about who has it",
    "claimed": "An exception waits for a decision",
    "excused": "An exception to the six weeks was approved",
}
OUTCOMES: Mapping[str, str] = {
    "met": "In time",
    "met_by_interim": "In time, by interim advice",
    "excused": "Late, with a lawful exception",
    "met_late": "Issued late",
    "overdue": "Late, and not issued yet",
    "running": "Not due yet",
    "cancelled": "Closed without advice",
}
REVIEWS: Mapping[str, str] = {
    "past": "The meeting is over",
    "late": f"The meeting is in less than {WEEKS_TO_SCREEN} weeks: late to ask for advice",
    "time": "There is time",
}
NOT_NAMED = "No reason was given"
_ASKED = {
    "reason": "request_advice",
    "delay_reason": "report_delay",
    "late_reason": "issue_advice",
    "grade": "issue_advice",
    "return_reasons": "return_draft",
    "assessment_type": "offer_transfer",
    "exception_ground": "claim_exception",
    "informant_kind": "record_contact",
    "outcome": "record_contact",
    "method": "record_contact",
}


def labels(question: str) -> Mapping[str, str]:
    """The options of a question, in their order, as they are asked today."""
    asked = question_sets()[_ASKED[question]].by_code[question]
    return {option.code: option.label for option in asked.options}


def label(question: str, code: str | None) -> str:
    """An option in words; one that is no longer asked, by its code."""
    if code is None or code == NOT_SAID:
        return NOT_NAMED
    return labels(question).get(code, plain(code))


def stands(status: str) -> tuple[str, str]:
    """How a clock stands, in words, and the colour of its tag."""
    return STANDS[status]
