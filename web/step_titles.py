"""What is a step called at a page? By its questions, unless it shares them with other steps."""

from __future__ import annotations

from collections.abc import Mapping

from workflow.asking.questions import QuestionSet

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


# What the record says of a step that was taken.
DONE: Mapping[str, str] = {
    "request_advice": "Asked social care for advice",
    "resubmit": "Sent the request again, with what was missing",
    "take": "Took the request",
    "release": "Put it back in the inbox",
    "return_as_incomplete": "Returned the request as incomplete",
    "redirect_front_door": "Sent it to the other front door",
    "pass_to_lead_professional": "Passed it to the lead professional",
    "record_reading": "Recorded what was read",
    "record_contact": "Spoke with somebody, or tried to",
    "record_answers": "Recorded what they said",
    "review_provision": "Reviewed the care in place",
    "record_consent": "Recorded agreement, or that there is none",
    "record_referral": "Recorded a referral that stands by itself",
    "countersign": "Countersigned a proposed decision",
    "decide_no_assessment": "Decided that no assessment is needed",
    "offer_transfer": "Decided that an assessment is needed, and offered it to a team",
    "resume_triage": "Went back to triage",
    "accept_transfer": "Accepted the transfer",
    "refuse_transfer": "Refused the transfer",
    "withdraw_offer": "Withdrew the offer",
    "escalate_dispute": "Asked for a decision between teams",
    "settle_dispute": "Settled the dispute: this team assesses",
    "settle_dispute_for_front_door": "Settled the dispute: this front door has it",
    "settle_dispute_for_lead_professional": "Settled the dispute: the lead professional has it",
    "start_assessment": "Began an assessment as lead professional",
    "plan_assessment": "Planned the assessment",
    "hand_back": "Handed it back to the front door",
    "resume_assessment": "Went back to the assessment",
    "start_interim_advice": "Began interim advice",
    "abandon_interim": "Gave up the interim advice",
    "complete_assessment": "Completed the assessment",
    "decline_involvement": "Said that they are not involved",
    "submit_for_review": "Sent the draft for review",
    "return_draft": "Returned the draft to its author",
    "issue_interim_advice": "Checked the interim advice and issued it",
    "issue_advice": "Checked the advice and issued it",
    "amend_advice": "Began to amend the advice that was issued",
    "abandon_amendment": "Gave up the amendment",
    "assign": "Said who has it in hand",
    "update_person": "Put right what is known about the person",
    "ask_requester": "Asked the SEND team something",
    "answer_requester": "Answered social care's question",
    "add_contributor": "Added a team that contributes",
    "remove_contributor": "Took off a team that contributes",
    "record_safeguarding_referral": "Recorded a safeguarding referral",
    "restrict": "Restricted who may see the request",
    "lift_restriction": "Lifted the restriction",
    "claim_exception": "Claimed a lawful exception to a time limit",
    "approve_exception": "Approved the exception",
    "refuse_exception": "Refused the exception",
    "chase": "Chased it",
    "report_delay": "Told the SEND team that it will be late",
    "confirm_existing_advice": "Recorded who finds the existing advice enough",
    "note": "Wrote a note",
    "adopt_existing_advice": "Adopted the existing advice",
    "close_as_duplicate": "Closed it as a duplicate",
    "close": "Closed the request",
    "reopen": "Opened it again",
    "update_referral": "Said what became of a referral",
}


def said_done(action: str) -> str:
    """What a page says to whoever has just taken a step."""
    return f"You {DONE[action][0].lower()}{DONE[action][1:]}."
