"""What is a step called at a page? By its questions, unless it shares them with other steps."""

from __future__ import annotations

from collections.abc import Mapping

from workflow.questions import QuestionSet

TITLES: Mapping[str, str] = {
    "take": "Take this request",
    "release": "Put it back in the inbox",
    "resume_triage": "Go back to triage",
    "withdraw_offer": "Withdraw the offer",
    "resume_assessment": "Go back to the assessment",
    "start_interim_advice": "Write interim advice",
    "abandon_interim": "Give up the interim advice",
    "abandon_amendment": "Give up the amendment",
    "issue_interim_advice": "Check the interim advice and issue it",
    "issue_advice": "Check the advice and issue it",
    "lift_restriction": "Lift the restriction",
    "approve_exception": "Approve the exception",
    "refuse_exception": "Refuse the exception",
    "reopen": "Open it again",
    # What its questions are called is a question or a statement; a button says what is done.
    "assign": "Say who has it in hand",
    "review_provision": "Review the care in place",
    "offer_transfer": "Offer an assessment to a team",
    "escalate_dispute": "Ask for a decision between teams",
    "complete_assessment": "Complete the assessment",
    "decline_involvement": "Say that we are not involved",
    "remove_contributor": "Take off a team that contributes",
    "confirm_existing_advice": "Record who finds the existing advice enough",
    "update_referral": "Say what has become of a referral",
}


def step_title(action: str, asked: QuestionSet) -> str:
    """The title of a step that asks this."""
    return TITLES.get(action, asked.title)
