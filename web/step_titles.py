"""What is a step called at a page? By its questions, unless it shares them with other steps."""

from __future__ import annotations

from collections.abc import Mapping

from workflow.questions import QuestionSet

TITLES: Mapping[str, str] = {
    "take": "Take it into triage",
    "release": "Put it back in the inbox",
    "resume_triage": "Go back to triage",
    "withdraw_offer": "Withdraw the offer",
    "resume_assessment": "Go on with the assessment",
    "start_interim_advice": "Write interim advice",
    "abandon_interim": "Give up the interim advice",
    "abandon_amendment": "Give up the amendment",
    "issue_interim_advice": "Check the interim advice and issue it",
    "issue_advice": "Check the advice and issue it",
    "lift_restriction": "Lift the restriction",
    "approve_exception": "Approve the claimed exception",
    "refuse_exception": "Refuse the claimed exception",
    "reopen": "Open it again",
}


def step_title(action: str, asked: QuestionSet) -> str:
    """The title of a step that asks this."""
    return TITLES.get(action, asked.title)
