"""What does issue need? Every stop mended, every warning answered, and a reason where it is late."""

from __future__ import annotations

from datetime import date

from workflow.asking.question_sets import question_sets
from workflow.facts import Facts
from workflow.rule import DEFAULT, GUIDANCE, rule
from workflow.rules import advice, disclosure, exceptions, provision, quantity, remit, signposting, wording
from workflow.states import Kind
from workflow.writing.checks import Check, Finding, Severity, findings

CHECKS: tuple[Check, ...] = (
    advice.the_three_limbs_are_present,
    advice.every_need_relates_and_needs_the_authority,
    advice.every_need_says_what_it_means_at_home_and_outside,
    advice.every_outcome_has_a_date,
    advice.voices_are_present_or_their_absence_explained,
    advice.each_voice_is_heard,
    advice.preparation_for_adulthood_is_addressed_from_year_9,
    advice.a_tribunal_response_gives_steps_or_reasons,
    advice.interim_advice_says_what_it_awaits,
    advice.the_substance_is_not_that_nobody_is_known,
    provision.every_provision_answers_a_need_and_an_outcome,
    provision.every_provision_says_what_it_is,
    quantity.provision_is_quantified,
    remit.provision_educates_or_trains_nobody,
    remit.provision_is_not_for_health_to_make,
    remit.h1_holds_no_residential_short_break,
    remit.universal_services_are_not_provision,
    provision.h1_is_from_the_closed_list,
    provision.h1_is_for_those_under_18_on_the_day_of_issue,
    provision.h2_is_other_social_care_provision,
    provision.coordinated_provision_has_recorded_agreement,
    signposting.signposted_services_are_current_and_for_this_age,
    wording.words_are_exact,
    wording.outcomes_are_specific,
    wording.the_writing_is_plain,
    disclosure.a_protected_address_is_nowhere_in_the_advice,
    disclosure.nobody_else_is_told_of,
    disclosure.nothing_tells_of_a_parents_health,
    disclosure.nothing_tells_of_safeguarding,
)
STOPS = tuple(one for one in CHECKS if one.severity is Severity.STOP)
WARNINGS = tuple(one for one in CHECKS if one.severity is Severity.WARN)


def found(facts: Facts, on: date) -> tuple[Finding, ...]:
    """Everything that is found in the draft as it stands, stops first."""
    return tuple(findings((*STOPS, *WARNINGS), facts, on))


@rule("The reviewer answers every warning that stays (project default)", DEFAULT)
def every_warning_is_answered(facts: Facts, on: date) -> str | None:
    """A warning that still stands at issue has the reviewer's answer: for its place, or for all of its kind."""
    if "warnings_answered" in facts.at_fault:
        return None
    given = facts.proposed("warnings_answered") or []
    answered = {(one["check"], one.get("place")) for one in given}
    left = [one for one in findings(WARNINGS, facts, on) if not answered & {(one.check, one.place), (one.check, None)}]
    if not left:
        return None
    said = " ".join(dict.fromkeys(one.reason for one in left))
    return f"Answer each warning, or return the draft. {said}"


@rule("domain.md 3.11: the reviewer's checklist", DEFAULT)
def the_checklist_is_passed(facts: Facts, on: date) -> str | None:
    """Whoever issues has gone through the checklist; what does not hold goes back to its author."""
    said = facts.proposed("checklist") or {}
    if not facts.says("checklist"):
        return "Go through the checklist first."
    items = question_sets()["issue_advice"].by_code["checklist"].items
    failed = " ".join(item.text for item in items if said.get(item.code) == "no")
    return f"By your own checklist this does not hold yet: {failed} Return the draft." if failed else None


@rule("SEND Tribunal, extended powers (pathway.md, issue_advice): answered to the family and to SEND", GUIDANCE)
def a_tribunal_response_goes_to_the_family_too(facts: Facts, on: date) -> str | None:
    """The answer to a recommendation is given to the family as well as to the SEND team."""
    if facts.kind_ruling is Kind.TRIBUNAL_RESPONSE and not facts.says("issued_to"):
        return "The answer to a tribunal's recommendation goes to the family too: say to whom of them, and how."
    return None


@rule("domain.md 3.11 and 4, event 25: late advice has a coded reason and an explanation", DEFAULT)
def lateness_has_its_reason(facts: Facts, on: date) -> str | None:
    """Advice issued after its due date says why; what follows an interim was met, or explained, by that one."""
    met = facts.kind in (Kind.ADDENDUM, Kind.AMENDED) or facts.interim_issued
    if facts.due_on is None or on <= facts.due_on or met:
        return None
    asked = {"late_reason": "choose the reason", "late_explained": "say what happened"}
    missing = " and ".join(words for code, words in asked.items() if not facts.says(code))
    days = (on - facts.due_on).days
    return f"This advice is {days} day{'s' if days != 1 else ''} late: {missing}." if missing else None


ISSUABLE = (
    *STOPS,
    disclosure.it_is_safe_to_disclose,
    the_checklist_is_passed,
    every_warning_is_answered,
    a_tribunal_response_goes_to_the_family_too,
    lateness_has_its_reason,
    exceptions.an_exception_given_as_the_reason_is_on_the_record,
)
