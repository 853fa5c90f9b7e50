"""May the request go to that team, and can its assessment finish in time?"""

from __future__ import annotations

from datetime import date

from config.authorities import ASSESSING_KINDS, FRONT_DOOR_TEAM
from workflow.clocks.planning import planning
from workflow.facts import Facts
from workflow.marks import marked
from workflow.rule import DEFAULT, GUIDANCE, LOCAL, rule
from workflow.rules.exceptions import is_excused

PATHWAY = "pathway.md, What a decision needs"
EARLY_HELP = "early_help_assessment"
NOTHING_TO_CHECK = None


def _offered(facts: Facts) -> str | None:
    return facts.authority.kind_of(facts.proposed("offered_team"))


@rule("pathway.md, Transfer", LOCAL)
def the_named_team_assesses(facts: Facts, on: date) -> str | None:
    """A transfer is offered to an assessing team: early help, social work or Care Act."""
    if facts.proposed("offered_team") is None or _offered(facts) in ASSESSING_KINDS:
        return NOTHING_TO_CHECK
    return "Choose a team that assesses: early help, social work or adult social care."


@rule("pathway.md, Front door", LOCAL)
def the_named_team_is_the_other_front_door(facts: Facts, on: date) -> str | None:
    """A redirected request goes to a front door, and not the one that has it."""
    code = facts.proposed("front_door_team")
    if code is None or (facts.authority.kind_of(code) == FRONT_DOOR_TEAM and code != facts.team):
        return NOTHING_TO_CHECK
    return "Choose a front door other than the one that has the request."


@rule("pathway.md, Transfer", LOCAL)
def the_named_team_is_a_front_door(facts: Facts, on: date) -> str | None:
    """A dispute settled for a front door names one."""
    code = facts.proposed("front_door_team")
    known = code is None or facts.authority.kind_of(code) == FRONT_DOOR_TEAM
    return NOTHING_TO_CHECK if known else "Choose a front door."


@rule("Social care advice page, the pathway: the lead professional of children's or adults' services", LOCAL)
def the_named_team_has_lead_professionals(facts: Facts, on: date) -> str | None:
    """A lead professional works in a team that supports people: early help, social work or adult social care."""
    code = facts.proposed("lead_team")
    known = code is None or facts.authority.kind_of(code) in ASSESSING_KINDS
    return NOTHING_TO_CHECK if known else "Choose the lead professional's own team: early help, social work or adults'."


@rule("pathway.md, pass_to_lead_professional", LOCAL)
def the_named_lead_professional_works_there(facts: Facts, on: date) -> str | None:
    """A lead professional who is named works in the team that is named."""
    found = facts.found.get("lead_professional")
    if facts.proposed("lead_professional") is None or (found and facts.proposed("lead_team") in found["supports_in"]):
        return NOTHING_TO_CHECK
    return "Nobody of that e-mail address works in that team: put it right, or leave the person out."


@rule("Early help pages of several authorities: it is voluntary (domain.md 4, event 8)", LOCAL)
def early_help_has_consent(facts: Facts, on: date) -> str | None:
    """Early help, by its team or by its kind of assessment, needs recorded consent; without it none is made."""
    if _offered(facts) != "early_help" and facts.proposed("assessment_type") != EARLY_HELP:
        return NOTHING_TO_CHECK
    said = [e.value("consent_given") for e in facts.steps("record_consent") if e.value("consent_for") == "early_help"]
    if said and said[-1] == "given":
        return None
    return "Early help is voluntary: record the family's consent first, or decide that no assessment is made."


@rule("domain.md 9, rulings 1 and 7; SEND Regulations 2014, regulation 8(1)", DEFAULT)
def the_assessment_leaves_time_to_write_or_has_a_remedy(facts: Facts, on: date) -> str | None:
    """The six weeks do not wait for an assessment: one that would end too late for writing needs a remedy."""
    expected = facts.proposed_day("expected_completion_on")
    if expected is None or facts.due_on is None or facts.interim_issued or "remedy" in facts.at_fault:
        return NOTHING_TO_CHECK
    latest = planning(facts, on).finish_by
    if latest is None:
        return "The bank-holiday calendar ends before the advice date: it has to be extended before this is planned."
    if expected <= latest:
        return NOTHING_TO_CHECK
    remedy = facts.proposed("remedy")
    if remedy == "interim_then_addendum" or (remedy == "exception" and is_excused(facts)):
        return None
    if remedy == "exception":
        return "The exception must be claimed and approved before the assessment can be planned past the advice date."
    return _choose(facts.due_on, expected, latest, facts.authority.writing_days, remedy, on)


def _choose(due: date, expected: date, latest: date, days: int, remedy: str | None, on: date) -> str:
    """Why the plan is refused, and what can be chosen."""
    if latest < on:
        return "It is too late to bring the assessment forward: choose interim advice, or an approved exception."
    if remedy == "bring_forward":
        return f"Bring the assessment forward to {_words(latest)} or earlier: give the new date."
    return (
        f"The assessment is expected on {_words(expected)}, {_beside(expected, due)} ({_words(due)}), and "
        f"{days} working days are kept for writing and review. Choose: bring it forward to "
        f"{_words(latest)} or earlier, interim advice then an addendum, or an approved exception."
    )


def _beside(expected: date, due: date) -> str:
    """How many days an assessment ends before or after the advice is due."""
    days = (expected - due).days
    if days == 0:
        return "the day the advice is due"
    return f"{abs(days)} day{'s' if abs(days) != 1 else ''} {'after' if days > 0 else 'before'} the advice is due"


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@rule("Working Together to Safeguard Children: reasons are recorded when 45 working days are exceeded", GUIDANCE)
def an_assessment_past_its_own_limit_has_its_reason(facts: Facts, on: date) -> str | None:
    """A child in need's assessment ends within 45 working days of the referral, or it is recorded why not."""
    expected, kind = facts.proposed_day("expected_completion_on"), facts.proposed("assessment_type")
    if expected is None or facts.step is None or facts.says("past_its_own_limit_because"):
        return NOTHING_TO_CHECK
    referred = marked(facts.marks, facts.step).get("section_17_referred", on)  # the day that its clock will have
    limit = planning(facts, referred, kind).limit_on
    if limit is None or expected <= limit:
        return NOTHING_TO_CHECK
    return f"The assessment's own limit is {_words(limit)} (45 working days): give an earlier day, or say why not."


@rule("pathway.md, Transfer: escalate_dispute comes first", LOCAL)
def a_dispute_is_open(facts: Facts, on: date) -> str | None:
    """Only a dispute that was escalated, and is not settled yet, can be settled."""
    return None if facts.in_dispute else "No dispute about this request has been escalated."


@rule("Care Act 2014, sections 9 and 58: adult teams assess adults, or those approaching 18", DEFAULT)
def the_assessment_suits_the_persons_age(facts: Facts, on: date) -> str | None:
    """An adult is assessed under section 9; before 18 it is a section 58 transition assessment."""
    age, chosen = facts.person.age(on), facts.proposed("assessment_type")
    if age is None or chosen is None:
        return NOTHING_TO_CHECK
    if age >= 18 and chosen not in ("care_act_s9", "ot_adaptations"):
        return "The person is 18 or over: an adult's needs assessment (Care Act, section 9) is what applies."
    if age < 18 and chosen == "care_act_s9":
        return "The person is under 18: a Care Act assessment is then a transition assessment (section 58)."
    return None
