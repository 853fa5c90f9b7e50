"""May this be issued as advice for the plan?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from workflow.address import gives_away, places
from workflow.advice import ADULTHOOD, H1, H2, NEEDS_AGREEMENT
from workflow.facts import Facts
from workflow.rules import DEFAULT, GUIDANCE, LAW, LOCAL, rule
from workflow.states import Kind

ADULT = 18
H1_CITE = "Chronically Sick and Disabled Persons Act 1970, section 2; SEND Regulations 2014, regulation 12(1)(h)"
NOT_KNOWN = re.compile(
    r"(\b(not|never)|n['\u2019]t|\bun)[\s-]*((an|been|currently|previously|actively) )*"
    r"(known|open|involved|registered)\b"
    r"|\bno ((current|previous|past|known|recorded|social|care) )*(involvement|record)\b",
    re.I,
)
SOCIAL_CARE = re.compile(
    r"\b(social (care|work\w*|services)|(children|adult)['\u2019]?s['\u2019]?"
    r"|services?|teams?|department|authority|council|us)\b",
    re.I,
)
SUBSTANCE = 40  # characters of a statement that says more than that nobody is known


def _content(facts: Facts) -> Mapping[str, Any]:
    return facts.draft.content


def _lines(facts: Facts, section: str | None = None) -> list[dict[str, Any]]:
    lines = _content(facts).get("provision", [])
    return [line for line in lines if section is None or line.get("section") == section]


def _coordinated(line: Mapping[str, Any]) -> bool:
    """It stands in H2 by agreement and without a narrative (domain.md 9, ruling 8)."""
    return line.get("category") in NEEDS_AGREEMENT


def _tribunal(facts: Facts) -> bool:
    return facts.kind_ruling is Kind.TRIBUNAL_RESPONSE


def _named(lines: Iterable[Mapping[str, Any]]) -> str:
    return ", ".join(line["id"] for line in lines)


@rule("pathway.md, submit_for_review", DEFAULT)
def something_is_written(facts: Facts, on: date) -> str | None:
    """A review needs a draft."""
    return None if facts.draft.content else "Nothing is written yet: save the draft first."


@rule("SEND Regulations 2014, regulation 6(1): needs, provision and outcomes", LAW)
def the_three_limbs_are_present(facts: Facts, on: date) -> str | None:
    """Advice states the needs, the provision that may be required and the outcomes, or why there are none."""
    content = _content(facts)
    if _tribunal(facts):
        return None
    missing = []
    if not any(need.get("text") for need in content.get("needs", [])) and not content.get("no_needs_because"):
        missing.append("the needs, or why none need the local authority")
    waiting = facts.kind is Kind.INTERIM and content.get("awaits_assessment")
    stated = any(one.get("text") for one in content.get("outcomes", []))
    if any(need.get("text") for need in content.get("needs", [])) and not stated and not waiting:
        missing.append("the outcomes sought")
    if not content.get("provision") and not content.get("no_provision_because") and not waiting:
        missing.append('the provision, or "no provision is needed, because ..."')
    return f"The advice does not yet say: {'; '.join(missing)}." if missing else None


@rule("Social care advice page: what advice contains; domain.md 9, ruling 8", LOCAL)
def every_need_relates_and_needs_the_authority(facts: Facts, on: date) -> str | None:
    """Advice carries needs that relate to SEN or disability and require local authority care or early help."""
    wrong = [
        need
        for need in _content(facts).get("needs", [])
        if not (need.get("relates_to_sen_or_disability") and need.get("requires_local_authority"))
    ]
    if not wrong:
        return None
    return (
        f"Need {_named(wrong)}: confirm that it relates to the special educational needs or disability and requires "
        "the local authority, or take it out (others are met by family and universal services)."
    )


@rule("Code of Practice, section E and H: provision is linked to needs and outcomes", GUIDANCE)
def every_provision_answers_a_need_and_an_outcome(facts: Facts, on: date) -> str | None:
    """Each line of provision names the need that it meets and the outcome that it serves."""
    linked = [line for line in _lines(facts) if not _coordinated(line)]
    loose = [line for line in linked if not (line.get("need") and line.get("outcome"))]
    return f"Provision {_named(loose)}: say which need it meets and which outcome it serves." if loose else None


@rule("Code of Practice, section H: detailed, specific and normally quantified", GUIDANCE)
def every_provision_is_specified(facts: Facts, on: date) -> str | None:
    """Provision says what, who provides it, how much and how often."""
    asked = ("section", "category", "what", "provider", "amount", "frequency")
    vague = {
        line["id"]: [code for code in (("section",) if _coordinated(line) else asked) if not line.get(code)]
        for line in _lines(facts)
    }
    vague = {key: codes for key, codes in vague.items() if codes}
    said = "; ".join(f"{key} lacks {', '.join(codes)}" for key, codes in vague.items())
    return f"Specify each line of provision: {said}." if said else None


@rule(H1_CITE, LAW)
def h1_is_from_the_closed_list(facts: Facts, on: date) -> str | None:
    """Section H1 holds only what section 2 of the 1970 Act lists; residential short breaks stand in H2."""
    wrong = [line for line in _lines(facts, "H1") if line.get("category") not in H1]
    if not wrong:
        return None
    kinds = ", ".join(sorted({H2.get(line.get("category", ""), "no category") for line in wrong}))
    return f"Provision {_named(wrong)} cannot stand in H1 ({kinds}): move it to H2."


@rule(H1_CITE, LAW)
def h1_is_for_those_under_18_on_the_day_of_issue(facts: Facts, on: date) -> str | None:
    """Section H1 is provision for a child or young person under 18; from 18 it stands in H2."""
    lines, age = _lines(facts, "H1"), facts.person.age(on)
    if not lines or (age is not None and age < ADULT):
        return None
    return f"The person is not known to be under 18 today: provision {_named(lines)} cannot stand in H1."


@rule("Social care advice page: residential short breaks are other provision; H2 is what H1 is not", LOCAL)
def h2_is_other_social_care_provision(facts: Facts, on: date) -> str | None:
    """Under 18, what section 2 of the 1970 Act lists belongs in H1."""
    age = facts.person.age(on)
    if age is None or age >= ADULT:
        return None
    wrong = [line for line in _lines(facts, "H2") if line.get("category") in H1]
    return f"Provision {_named(wrong)} is of a kind that belongs in H1 for someone under 18." if wrong else None


@rule("domain.md 9, ruling 8", DEFAULT)
def coordinated_provision_has_recorded_agreement(facts: Facts, on: date) -> str | None:
    """A child in need or protection plan, or provision not linked to SEN, stands in the plan only by agreement."""
    lines = [line for line in _lines(facts) if _coordinated(line) and not line.get("agreed_by")]
    return f"Provision {_named(lines)}: record who agreed to its being in the plan." if lines else None


@rule("SEND Regulations 2014, regulation 6(1)(g); social care advice page, Year 9", LAW)
def preparation_for_adulthood_is_addressed_from_year_9(facts: Facts, on: date) -> str | None:
    """In or beyond Year 9 on the day of issue, advice speaks of the four outcomes of preparing for adulthood."""
    if _tribunal(facts) or not facts.person.prepares_for_adulthood(on):
        return None
    written = _content(facts).get("preparation_for_adulthood", {})
    missing = [code.replace("_", " ") for code in ADULTHOOD if not written.get(code)]
    return f"In or beyond Year 9: write about {', '.join(missing)}." if missing else None


@rule("SEND Tribunal, extended powers (domain.md 1.1): the answer to a recommendation", GUIDANCE)
def a_tribunal_response_gives_steps_or_reasons(facts: Facts, on: date) -> str | None:
    """A recommendation is answered in writing with the steps that will be taken, or the reasons for taking none."""
    if _tribunal(facts) and not _content(facts).get("steps_or_reasons"):
        return "Say what steps will be taken on the tribunal's recommendation, or the reasons for taking none."
    return None


@rule("pathway.md, issue_advice: an interim says what it awaits", DEFAULT)
def interim_advice_says_what_it_awaits(facts: Facts, on: date) -> str | None:
    """Interim advice says which assessment is under way and when it is expected."""
    if facts.kind is Kind.INTERIM and not _content(facts).get("awaits_assessment"):
        return "Say which assessment this interim advice awaits, and when it is expected."
    return None


def _says_not_known(sentence: str) -> bool:
    """It denies involvement, and of social care: not being involved in clubs, say, is a need."""
    return bool(NOT_KNOWN.search(sentence) and (SOCIAL_CARE.search(sentence) or len(sentence) < SUBSTANCE))


def _only_says_not_known(text: str) -> bool:
    """Whether nothing of substance is left once the sentences of non-involvement are taken out."""
    sentences = [s.strip() for s in re.split(r"(?<=[.!?;])\s+", text) if s.strip()]
    others = [s for s in sentences if not _says_not_known(s)]
    return len(others) < len(sentences) and len(" ".join(others)) < SUBSTANCE


@rule("IPSEA on social care advice (domain.md 0, finding 3): non-involvement is not advice", GUIDANCE)
def the_substance_is_not_that_nobody_is_known(facts: Facts, on: date) -> str | None:
    """Advice whose substance is that the person is not known to social care is no advice."""
    content = _content(facts)
    reasons = [content.get(code) for code in ("no_needs_because", "no_provision_because", "steps_or_reasons")]
    statements = [need.get("text") for need in content.get("needs", [])] + reasons
    hollow = [text for text in statements if text and _only_says_not_known(text)]
    if not hollow:
        return None
    return "Being not known to social care is no need, and no reason: say what the needs are and how they are met."


@rule("domain.md 1.4: issued advice is read by family, school and health", DEFAULT)
def it_is_safe_to_disclose(facts: Facts, on: date) -> str | None:
    """Whoever issues confirms that nothing in it may not be read by those who will read it."""
    if facts.proposed("safe_to_disclose") is False:
        return "Advice that is not safe to disclose cannot be issued: return the draft."
    return None


@rule("domain.md 4, event 33: a protected address is looked for before issue", DEFAULT)
def a_protected_address_is_nowhere_in_the_advice(facts: Facts, on: date) -> str | None:
    """Where the address is protected, neither its first line nor its postcode stands anywhere in the advice."""
    kept, texts = facts.person.kept_private, places(facts.draft.content)
    told = [place for place, text in texts if any(gives_away(text, telling) for telling in kept)]
    return f"The address must be kept private, and is told in {', '.join(told)}: take it out." if told else None


@rule("domain.md 3.11 and 4, event 25: late advice has a coded reason and an explanation", DEFAULT)
def lateness_has_its_reason(facts: Facts, on: date) -> str | None:
    """Advice issued after its due date says why; what follows an interim was met, or explained, by that one."""
    met = facts.kind in (Kind.ADDENDUM, Kind.AMENDED) or facts.interim_issued
    if facts.due_on is None or on <= facts.due_on or met:
        return None
    asked = {"late_reason": "choose the reason", "late_explained": "say what happened"}
    missing = " and ".join(words for code, words in asked.items() if not facts.proposed(code))
    days = (on - facts.due_on).days
    return f"This advice is {days} day{'s' if days != 1 else ''} late: {missing}." if missing else None


ISSUE = (
    the_three_limbs_are_present,
    every_need_relates_and_needs_the_authority,
    every_provision_answers_a_need_and_an_outcome,
    every_provision_is_specified,
    h1_is_from_the_closed_list,
    h1_is_for_those_under_18_on_the_day_of_issue,
    h2_is_other_social_care_provision,
    coordinated_provision_has_recorded_agreement,
    preparation_for_adulthood_is_addressed_from_year_9,
    a_tribunal_response_gives_steps_or_reasons,
    interim_advice_says_what_it_awaits,
    the_substance_is_not_that_nobody_is_known,
    it_is_safe_to_disclose,
    a_protected_address_is_nowhere_in_the_advice,
    lateness_has_its_reason,
)
