"""Can this request be acted on as it stands?"""

from __future__ import annotations

from datetime import date, timedelta

from workflow.days import words
from workflow.facts import Facts
from workflow.rule import DEFAULT, rule
from workflow.states import State
from workflow.waiting import unanswered

NUMBERS = ("upn", "nhs_number", "social_care_id")
FAR = timedelta(days=3 * 366)
OLDEST = 25  # a plan may last to the end of the school year in which the young person turns 25
NEAR = {
    "received_on": "receipt",
    "review_meeting_on": "the review meeting",
    "ehc_needs_assessment_requested_on": "the request for an EHC needs assessment",
    "ehc_needs_assessment_decided_on": "the decision to assess",
}
OF_THE_ASSESSMENT = ("ehc_needs_assessment_requested_on", "ehc_needs_assessment_decided_on")
TO_COME = ("review_meeting_on",)  # a receipt to come is refused by its question
OUT_OF_ORDER = {
    ("received_on", "order_due_on"): "The tribunal's order sets a date before the request was received: check both.",
    ("review_meeting_on", "received_on"): (
        "The need is said to have been raised at the meeting, but the meeting is after the request."
    ),
    ("ehc_needs_assessment_requested_on", "received_on"): (
        "Advice is said to have been asked for before the EHC needs assessment itself was: check both days."
    ),
    ("ehc_needs_assessment_requested_on", "ehc_needs_assessment_decided_on"): (
        "The decision to assess is dated before the day on which the assessment was asked for: check both."
    ),
}


@rule("domain.md 9, ruling 4; api.md, POST /requests", DEFAULT)
def the_person_can_be_told_from_others(facts: Facts, on: date) -> str | None:
    """A person is named by a name or a number; neither is nobody."""
    known = facts.person  # as the step tells of them, on top of what was known
    if known.identified or (known.given_name and known.family_name) or "person" in facts.at_fault:
        return None
    return "Give the person's given and family name, or their UPN, NHS or social care number."


@rule("api.md, front_door: chosen, with a reason", DEFAULT)
def a_front_door_chosen_by_hand_has_its_reason(facts: Facts, on: date) -> str | None:
    """The front door follows from age; choosing another is explained."""
    chosen = facts.proposed("front_door") or {}
    received = facts.received_on or on
    if chosen.get("service") not in (None, facts.service_at(received)) and not chosen.get("reason"):
        return "Say why this front door was chosen."
    return None


@rule("domain.md 9, rulings 3 and 6", DEFAULT)
def the_dates_fit_together(facts: Facts, on: date) -> str | None:
    """What follows from something comes after it: a request after its meeting, a decision after what was asked."""
    for (first, then), said in OUT_OF_ORDER.items():
        before, after = facts.proposed_day(first), facts.proposed_day(then)
        counts = first != "review_meeting_on" or facts.proposed("raised_at_meeting")
        if counts and before and after and after < before:
            return said
    for code, what in NEAR.items():
        day = facts.proposed_day(code)
        if day and (on - day > FAR or (code in TO_COME and day - on > FAR)):
            return f"The day of {what}, {words(day)}, is more than three years away: check the year."
    returned, again = facts.last("return_as_incomplete"), facts.proposed_day("resubmitted_on")
    if returned and again and again < returned.on:
        return "It is said to have been sent again before the day on which it was returned: check the day."
    return None


@rule("Children and Families Act 2014, sections 46 and 83: plans from birth to 25", DEFAULT)
def the_person_is_of_an_age_for_a_plan(facts: Facts, on: date) -> str | None:
    """A request is about somebody who was born by then and is at most 25, or the year of birth is mistyped."""
    born, received = facts.person.born, facts.received_on or on
    said = (facts.proposed("person") or {}) if facts.step else {}
    if born is None or "date_of_birth" not in said or "received_on" in facts.at_fault:
        return None
    days = (received, *(day for code in OF_THE_ASSESSMENT if (day := facts.proposed_day(code))))
    if born > min(days):
        return f"Born on {words(born)}, after {words(min(days))}, a day given for this request: check both."
    age = facts.person.age(received) or 0
    if age <= OLDEST:
        return None
    return f"Born on {words(born)}, the person was {age} on {words(received)}; plans end at {OLDEST}: check the year."


@rule("domain.md 1.1 and 9, ruling 6", DEFAULT)
def the_day_put_right_comes_before_the_request(facts: Facts, on: date) -> str | None:
    """The day on which an EHC needs assessment was asked for can be put right, to one that could be so."""
    day, received = facts.proposed_day("ehc_step_on"), facts.received_on or on
    if facts.proposed("ehc_step") != "ehc_requested" or day is None or received - FAR <= day <= received:
        return None
    return f"The assessment was asked for before this advice, and not years before ({words(received)}): check the day."


@rule("pathway.md, Questions and answers: an empty answer is none", DEFAULT)
def something_is_said(facts: Facts, on: date) -> str | None:
    """A step that only records has something to record."""
    return None if facts.step is None or facts.step.answers or facts.at_fault else "Give at least one answer."


@rule("pathway.md, answer_requester", DEFAULT)
def a_question_waits_for_the_requester(facts: Facts, on: date) -> str | None:
    """Only a question that was asked, and not answered yet, can be answered."""
    return None if unanswered(facts.history) else "There is no question waiting for the requester."


@rule("pathway.md, add_contributor", DEFAULT)
def the_contributor_is_another_team(facts: Facts, on: date) -> str | None:
    """A contributor is a second team, not the holder and not one that contributes already."""
    team = facts.proposed("contributing_team")
    if team is not None and (team == facts.team or team in facts.contributors):
        return "This team holds the request or contributes to it already."
    return None


@rule("pathway.md, remove_contributor", DEFAULT)
def the_team_contributes(facts: Facts, on: date) -> str | None:
    """Only a contributing team can be removed."""
    team = facts.proposed("contributing_team")
    return None if team is None or team in facts.contributors else "This team does not contribute to the request."


@rule("pathway.md, restrict", DEFAULT)
def it_is_restricted(facts: Facts, on: date) -> str | None:
    """A restriction is lifted only where there is one."""
    return None if facts.restricted else "This request is not restricted."


@rule("pathway.md, restrict", DEFAULT)
def it_is_not_restricted_yet(facts: Facts, on: date) -> str | None:
    """A restriction is placed once."""
    return "This request is restricted already." if facts.restricted else None


@rule("pathway.md, assign", DEFAULT)
def the_assignee_works_in_the_holding_team(facts: Facts, on: date) -> str | None:
    """At most one person of the holding team has the request in hand."""
    found = facts.found.get("assignee")
    if facts.proposed("assignee") is None or (found and facts.team in found["teams"]):
        return None
    return "Choose someone who works in the team that holds the request."


@rule("pathway.md, submit_for_review", DEFAULT)
def the_named_reviewer_may_check_it(facts: Facts, on: date) -> str | None:
    """A reviewer is a reviewer or manager of the author's team, or the DSCO, who did not write any of it."""
    if facts.proposed("reviewer") is None:
        return None
    found = facts.found.get("reviewer")
    if found is None or not (facts.team in found["reviews_in"] or found["dsco"]):
        return "Choose a reviewer or manager of your team, or the DSCO."
    if found["id"] in facts.draft.editors:
        return "The reviewer has edited this draft: choose someone who wrote none of it."
    return None


@rule("pathway.md, accept_transfer", DEFAULT)
def the_named_worker_is_in_the_offered_team(facts: Facts, on: date) -> str | None:
    """The team that accepts may name the worker at once, from its own people."""
    found = facts.found.get("worker")
    team = facts.offered_team if facts.state is State.OFFERED else facts.team
    if facts.proposed("worker") is None or (found and team in found["teams"]):
        return None
    return "Choose someone who works in your team."


@rule("domain.md 1.1: these limits bind the authority that keeps the plan", DEFAULT)
def a_step_of_the_ehc_process_is_told_by_the_team_that_asked(facts: Facts, on: date) -> str | None:
    """The limits of the EHC process are the SEND team's, so nobody else's note meets them."""
    if facts.step is None or not facts.proposed("ehc_step") or facts.step.team == facts.requesting_team:
        return None
    return "Only the SEND team that asked for this advice records a step of the EHC process: tell them instead."
