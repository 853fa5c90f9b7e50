"""Complete answers to every step, and a complete piece of advice: tests start from these and change one thing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from config import clock
from tests import pieces

SURNAMES = count(1)
advice, nothing_needed = pieces.advice, pieces.nothing_needed


def today() -> str:
    return clock.day_of(clock.now()).isoformat()


def child(**changed: Any) -> dict[str, Any]:
    """A child in Year 4 of spring 2026 whom nobody else in the database is."""
    return {
        "given_name": "Ivy",
        "family_name": f"Example-{next(SURNAMES)}",
        "date_of_birth": "2017-05-14",
        "contacts": [
            {"name": "Ana Example", "relationship": "parent", "phone": "01632 960001", "parental_responsibility": True}
        ],
        **changed,
    }


def new_request(**changed: Any) -> dict[str, Any]:
    """The body of POST /requests for a child not known to social care, received today."""
    usual: dict[str, Any] = {
        "reason": "ehc_needs_assessment",
        "received_on": today(),
        "person": child(),
        "involvement": {"status": "none", "source": "The children's case system", "checked_on": today()},
    }
    return {**usual, **changed}


def active(place: Any, who: str = "social_worker", team: str = "disabled_children") -> dict[str, Any]:
    """Involvement of a lead professional."""
    return {"status": "active", "lead_professional": place.email(who), "team": team, "source": "The case system"}


def triage(informant: str = "parent") -> dict[str, Any]:
    """All six triage questions, and the four about adulthood, answered by one informant."""
    said = {
        "day_to_day": "Ana helps with washing, dressing and every meal, and is up twice most nights.",
        "impact": "Ivy rarely sees friends outside school; her brother gives up his own clubs.",
        "coping": "Managing, but worn out by the end of each week.",
        "willing_and_able": "Willing. Able for now, with the grandparents' help on Sundays.",
        "without_support": "Ana would have to give up her evening job.",
        "support_needed": "A few hours a week in which Ivy is safe and happy with somebody else.",
        "pfa_employment": "Hopes to work with animals.",
        "pfa_independent_living": "Would like to share a flat with support.",
        "pfa_community": "Would like to go swimming with friends.",
        "pfa_health": "Needs help to remember her inhaler.",
    }
    return {code: {"value": text, "informant": informant, "method": "phone"} for code, text in said.items()}


def decision() -> dict[str, Any]:
    return {
        "decision_on": today(),
        "decision_reason": "The needs are met by family and universal services, with signposting to a Saturday club.",
        "thresholds": "Threshold document, level 2.",
        "who_was_told": "Ana Example, by telephone today.",
        "disabled_child_duties_considered": "Disabled within section 17; no service under section 2 is necessary now.",
        "parent_carer_assessment_considered": "offered_declined",
        "young_carer_assessment_considered": "not_needed",
        "transition_assessment_considered": "not_needed",
        "advocate_considered": "not_needed",
        "signposting": ["Saturday Splash swimming club"],
    }


def assessment(**changed: Any) -> dict[str, Any]:
    return {"assessment_type": "s17_child_and_family", "referred_on": today(), **changed}


def offer(team: str = "disabled_children", **changed: Any) -> dict[str, Any]:
    return {"offered_team": team, **assessment(), **decision(), **changed}


def reading() -> dict[str, Any]:
    return {"source_read": "The school's report", "read_on": today(), "key_facts": "Needs an adult beside her outdoors."}


def spoke(informant: str = "parent", **changed: Any) -> dict[str, Any]:
    usual = {"informant_kind": informant, "contacted_on": today(), "method": "phone", "outcome": "spoke"}
    return {**usual, "what_was_said": "Told us about an ordinary week.", **changed}


def tried(method: str = "phone", outcome: str = "no_answer", **changed: Any) -> dict[str, Any]:
    usual = {"informant_kind": "parent", "contacted_on": today(), "method": method, "outcome": outcome}
    return {**usual, **changed}


def consent(about: str = "early_help", given: str = "given", by: str = "parent") -> dict[str, Any]:
    said = {"consent_for": about, "consent_given": given, "consent_on": today(), "consent_scope": "Explained by phone."}
    return said if given == "not_safe_to_seek" else {**said, "consent_by": by}


def issue(**changed: Any) -> dict[str, Any]:
    passed = dict.fromkeys(("needs", "outcomes", "provision", "voices", "adulthood", "plain", "private"), "yes")
    sent = [{"to": "Ana Example", "how": "post"}]
    return {"safe_to_disclose": True, "checklist": passed, "grade": "good", "issued_to": sent, **changed}


def for_action(place: Any, action: str) -> dict[str, Any]:
    """The usual complete answers to an action; those that need none give none."""
    usual = USUAL.get(action)
    return usual(place) if usual else {}


def _reason(place: Any) -> dict[str, Any]:
    return {"reason": "It is the right thing to do in this test."}


def _front_door(place: Any) -> dict[str, Any]:
    other = place.app.extensions and "adults_front_door" if place.code.startswith("northmere") else "adults_gateway"
    return {"front_door_team": other, "reason": "The person is nearly grown up."}


def _lead(place: Any) -> dict[str, Any]:
    team = "disabled_children" if place.code.startswith("northmere") else "disability_0_to_25"
    return {"lead_team": team, "lead_professional": place.email("social_worker")}


def _team(place: Any) -> str:
    return "disabled_children" if place.code.startswith("northmere") else "disability_0_to_25"


USUAL: dict[str, Callable[[Any], dict[str, Any]]] = {
    "request_advice": lambda place: new_request(),
    "resubmit": lambda place: {"resubmitted_on": today(), "what_was_added": "The mother's telephone number."},
    "return_as_incomplete": lambda place: {"returned_reasons": ["missing_contact"], "what_is_needed": "A number."},
    "redirect_front_door": _front_door,
    "pass_to_lead_professional": lambda place: {**_lead(place), "how_found": "The case system shows an open episode."},
    "record_reading": lambda place: reading(),
    "record_contact": lambda place: spoke(),
    "record_answers": lambda place: triage(),
    "review_provision": lambda place: {"provision_meets_need": "Well.", "provision_outcome": "Yes, she swims."},
    "record_consent": lambda place: consent(),
    "record_referral": lambda place: {
        "referral_kind": "s17zd_parent_carer",
        "referral_for": "Ana Example",
        "referred_on": today(),
        "owed_by_team": _team(place),
        "referral_reason": "Ana is worn out and asked for it.",
    },
    "countersign": lambda place: {"proposed_decision": "decide_no_assessment", "countersign_reason": "I agree."},
    "decide_no_assessment": lambda place: decision(),
    "offer_transfer": lambda place: offer(_team(place)),
    "resume_triage": _reason,
    "refuse_transfer": lambda place: {"refusal_reason": "criteria_not_met", "refusal_explained": "Not a lasting need."},
    "withdraw_offer": _reason,
    "escalate_dispute": lambda place: {"dispute_about": "Whether the criteria of the team are met."},
    "settle_dispute": lambda place: offer(_team(place)),
    "settle_dispute_for_front_door": lambda place: {**_front_door(place), "reason": "Settled."},
    "settle_dispute_for_lead_professional": lambda place: {**_lead(place), "reason": "Open to this worker."},
    "start_assessment": lambda place: assessment(expected_completion_on=today()),
    "plan_assessment": lambda place: assessment(expected_completion_on=today()),
    "hand_back": lambda place: {"hand_back_reason": "consent_declined", "hand_back_explained": "They said no today."},
    "resume_assessment": _reason,
    "abandon_interim": _reason,
    "complete_assessment": lambda place: {
        "completed_on": today(),
        "assessment_outcome": "child_in_need_plan",
        "assessment_findings": "Needs support to be safe outdoors.",
    },
    "decline_involvement": _reason,
    "return_draft": lambda place: {"return_reasons": ["not_quantified"], "return_explained": "How many hours?"},
    "issue_interim_advice": lambda place: issue(),
    "issue_advice": lambda place: issue(),
    "amend_advice": lambda place: {"amendment_trigger": "draft_plan_comments", "amendment_reason": "Hours challenged."},
    "abandon_amendment": _reason,
    "assign": lambda place: {"assignee": place.email("officer")},
    "update_person": lambda place: {"person": {"known_as": "Ives"}},
    "ask_requester": lambda place: {"question_to_requester": "Is there another number for the family?"},
    "answer_requester": lambda place: {"answer_to_question": "Try the grandmother."},
    "add_contributor": lambda place: {"contributing_team": _front_door(place)["front_door_team"], "reason": "Nearly 18."},
    "remove_contributor": lambda place: {"contributing_team": _front_door(place)["front_door_team"], "reason": "Done."},
    "record_safeguarding_referral": lambda place: {
        "concern": "physical",
        "referred_to": "The safeguarding hub",
        "referred_on": today(),
        "manager_informed": "Door Manager",
        "contact_plan": "No contact with the household until the hub agrees.",
    },
    "restrict": lambda place: {"restriction_reason": "high_risk", "restriction_explained": "As agreed with the manager."},
    "lift_restriction": _reason,
    "claim_exception": lambda place: {
        "exception_ground": "exceptional_circumstances",
        "whom_it_affects": "The mother, in hospital since last week.",
        "exception_evidence": "A bereavement in the household; the hospital wrote.",
    },
    "approve_exception": lambda place: {"exception_decision_reason": "The evidence shows it."},
    "refuse_exception": lambda place: {"exception_decision_reason": "It is a waiting list, which is no ground."},
    "chase": lambda place: {"chased_whom": "The front door", "chase_message": "Has the family been called?"},
    "report_delay": lambda place: {
        "delay_reason": "waiting_for_information",
        "delay_explained": "We wait for the school.",
        "new_expected_on": today(),
    },
    "confirm_existing_advice": lambda place: {
        "existing_document": "Child and family assessment of November",
        "confirming_party": "author",
        "confirmed_by": "The social worker who wrote it",
        "confirmed_on": today(),
        "sufficient": True,
    },
    "note": lambda place: {"note": "The family goes away at half term."},
    "adopt_existing_advice": lambda place: {
        "adopted_document": "Child and family assessment of November",
        "not_attached_because": "It is kept in the children's case system, which gives no copy.",
    },
    "close": lambda place: {"closure_reason": "withdrawn", "closure_explained": "The family withdrew the request."},
    "reopen": _reason,
    "update_referral": lambda place: {
        "referral_number": 1,
        "referral_status": "under_way",
        "referral_status_on": today(),
    },
}
