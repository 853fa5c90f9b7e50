"""Is there enough to decide whether an assessment is needed?"""

from __future__ import annotations

from datetime import date

from workflow.facts import Facts
from workflow.history import VOICES
from workflow.rule import DEFAULT, LAW, LOCAL, rule
from workflow.rules.record import SPOKE, attempts, properly_tried

PAGE = "Social care advice page, front door triage"
TRIAGE = {
    "day_to_day": "what day-to-day caring is like",
    "impact": "how significant the impact is",
    "coping": "how the family is coping",
    "willing_and_able": "whether the family is willing and able to go on caring",
    "without_support": "what would happen without support",
    "support_needed": "what support would be needed",
}
ADULTHOOD = {
    "pfa_employment": "employment and higher education",
    "pfa_independent_living": "independent living",
    "pfa_community": "taking part in the community",
    "pfa_health": "being as healthy as possible",
}
TRANSITION_FROM_AGE = 16
ADULT = 18  # in the Care Act, whatever age an authority's adult services start from
CHANGES_ANSWERS = (
    "record_reading",
    "record_contact",
    "record_answers",
    "review_provision",
    "record_consent",
    "record_referral",
    "update_person",
    "resubmit",
)


def _missing(facts: Facts, questions: dict[str, str]) -> str:
    return ", ".join(words for code, words in questions.items() if code not in facts.answers)


@rule(PAGE, LOCAL)
def every_triage_question_is_answered(facts: Facts, on: date) -> str | None:
    """Day-to-day care, impact, coping, willingness, what without support, what support: each asked or reasoned away."""
    missing = _missing(facts, TRIAGE)
    return f"Answer, or say why you did not ask: {missing}." if missing else None


@rule("SEND Regulations 2014, regulation 6(1)(g); social care advice page, Year 9", LAW)
def preparation_for_adulthood_is_asked_from_year_9(facts: Facts, on: date) -> str | None:
    """In or beyond Year 9, the four outcomes of preparing for adulthood are asked about."""
    missing = _missing(facts, ADULTHOOD) if facts.person.prepares_for_adulthood(on) else ""
    return f"In or beyond Year 9: answer, or say why you did not ask, about {missing}." if missing else None


@rule(PAGE, LOCAL)
def every_existing_provision_is_reviewed(facts: Facts, on: date) -> str | None:
    """Where care or support is in place, they ask how well each item meets need and achieves its outcome."""
    items = facts.value("provision_in_place") or []
    reviewed = {event.value("provision_item") for event in facts.steps("review_provision")}
    waiting = [f"{n}. {item['text'].rstrip('.')}" for n, item in enumerate(items, start=1) if n not in reviewed]
    return f"Review each provision in place: {'; '.join(waiting)}." if waiting else None


@rule("Care Act 2014, section 58; approaching adulthood taken as 16 and over", DEFAULT)
def a_transition_assessment_is_considered(facts: Facts, on: date) -> str | None:
    """For those approaching 18, consider a child's needs assessment under the Care Act."""
    age = facts.person.age(on)
    approaching = age is not None and TRANSITION_FROM_AGE <= age < ADULT
    if not approaching or facts.says("transition_assessment_considered"):
        return None
    return "The young person is approaching adulthood: say what was decided about a Care Act transition assessment."


def _early_help_is_out_of_reach(facts: Facts) -> bool:
    said = [e.value("consent_given") for e in facts.steps("record_consent") if e.value("consent_for") == "early_help"]
    return bool(said) and said[-1] in ("declined", "withdrawn", "not_safe_to_seek")


def _was_never_reached(facts: Facts) -> bool:
    tried = attempts(facts, VOICES)
    return properly_tried(facts, tried) and not any(event.value("outcome") == SPOKE for event in tried)


@rule("pathway.md, What a decision needs; the practice of authorities that assess every unknown child", LOCAL)
def early_help_is_offered_to_every_unknown_child(facts: Facts, on: date) -> str | None:
    """Where the authority assesses every unknown child, no assessment is open only when consent cannot be had."""
    adult = "adults" in (facts.service, facts.service_at(facts.received_on or on))  # the birth date may come later
    if adult or not facts.authority.early_help_for_every_unknown_child:
        return None
    if _early_help_is_out_of_reach(facts) or _was_never_reached(facts):
        return None
    return (
        "This authority offers an early help assessment to every child not known to social care: record that consent "
        "was refused, could not be had after the evidenced attempts, or could not safely be sought."
    )


@rule("The authority's file, countersign", LOCAL)
def the_decision_is_countersigned_where_the_authority_asks(facts: Facts, on: date) -> str | None:
    """A front-door manager other than the decider agrees the decision; a change to the answers undoes it."""
    if facts.step is None or facts.step.action not in facts.authority.countersign:
        return None
    signed, changed = facts.last("countersign"), facts.last(*CHANGES_ANSWERS)
    stands = signed and (changed is None or signed.seq > changed.seq)
    if signed and stands and signed.value("proposed_decision") == facts.step.action:
        return None if signed.actor != facts.step.actor else "The person who countersigned may not also decide."
    return "This decision needs a front-door manager's countersignature, given after the last answer was recorded."
