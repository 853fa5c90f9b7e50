"""May this be referred, and may that become of a referral? Each goes on in its own right."""

from __future__ import annotations

from datetime import date

from workflow.facts import Facts
from workflow.referrals import ADULT, FOLLOWS, GOES_AHEAD, KIND, TRANSITION, Referral, referrals
from workflow.rule import DEFAULT, LAW, rule

GROWN_AT = 18  # in law, whatever age an authority's adult services start from
AT_RISK = "declined_at_risk"


def _person_is(facts: Facts, on: date) -> str | None:
    """Whether the person is a child or an adult on the day of the referral; None without a date of birth."""
    age = facts.person.age(facts.proposed_day("referred_on") or on)
    return None if age is None else ADULT if age >= GROWN_AT else "child"


def _unfit(facts: Facts, on: date, transition: bool) -> bool:
    kind, now = KIND.get(facts.proposed("referral_kind") or ""), _person_is(facts, on)
    if kind is None or kind.person_is is None or (kind.code == TRANSITION) is not transition:
        return False
    return now is not None and kind.person_is != now


def _followed(facts: Facts) -> Referral | None:
    """The referral that the proposed step follows up."""
    number = facts.proposed("referral_number")
    return next((one for one in referrals(facts.history) if one.number == number), None)


@rule("Care Act 2014, section 58", LAW)
def a_transition_assessment_is_for_somebody_under_18(facts: Facts, on: date) -> str | None:
    """A child's needs for care and support after 18 are assessed before they are 18."""
    if not _unfit(facts, on, transition=True):
        return None
    return "The young person is 18 already: an adult's needs are assessed under the Care Act, section 9."


@rule("Children Act 1989, section 17ZD; Care Act 2014, section 10", DEFAULT)
def the_kind_suits_the_age_of_whom_is_cared_for(facts: Facts, on: date) -> str | None:
    """A parent carer's assessment is for carers of a child; an adult's carer has one under the Care Act."""
    if not _unfit(facts, on, transition=False):
        return None
    if _person_is(facts, on) == ADULT:
        return "The person is 18 or over: choose a kind for adults, such as the carer's assessment of the Care Act."
    return "The person is under 18: choose a kind for children, such as the parent carer's assessment."


@rule("pathway.md, update_referral", DEFAULT)
def the_referral_is_on_this_request(facts: Facts, on: date) -> str | None:
    """A referral is followed up by its number on this request, by the team that owes it."""
    number, made = facts.proposed("referral_number"), referrals(facts.history)
    if number is None or facts.step is None:
        return None
    if number > len(made):
        return f"There is no referral {number} on this request (it has {len(made)})."
    owing = made[number - 1].owed_by
    if owing == facts.step.team:
        return None
    team = facts.authority.team(owing)
    return f"Referral {number} is owed by {team.name if team else owing}, not by your team."


@rule("pathway.md, update_referral: a referral is finished in its own right", DEFAULT)
def a_finished_referral_stays_as_it_is(facts: Facts, on: date) -> str | None:
    """What was declined, refused or done is taken up again only as a new referral."""
    one = _followed(facts)
    if one is None or not one.finished:
        return None
    return f"Referral {one.number} has ended ({one.status}). If the need comes up again, record a new referral."


@rule("pathway.md, update_referral: offered, under way, declined, done", DEFAULT)
def a_status_follows_the_one_before(facts: Facts, on: date) -> str | None:
    """A referral goes on from offered to accepted and under way, and ends declined, refused or done."""
    one, status = _followed(facts), facts.proposed("referral_status")
    if one is None or one.finished or status is None or status in FOLLOWS[one.status]:
        return None
    return f"Referral {one.number} is {one.status}; next it can be {', '.join(FOLLOWS[one.status])}."


@rule("domain.md 3.5, side-referrals", DEFAULT)
def a_status_is_no_older_than_the_one_before(facts: Facts, on: date) -> str | None:
    """Nothing becomes of a referral before the day on which it was made, or before what became of it last."""
    one, day = _followed(facts), facts.proposed_day("referral_status_on")
    if one is None or day is None or day >= one.since:
        return None
    return (
        f"Referral {one.number} has been {one.status} since {one.since.day} {one.since:%B %Y}: this day is before that."
    )


@rule("Care Act 2014, section 58(1), (3) and (4)", LAW)
def a_transition_assessment_keeps_to_its_conditions(facts: Facts, on: date) -> str | None:
    """It needs significant benefit and consent; refusal stands unless there is a risk of abuse or neglect."""
    one, status = _followed(facts), facts.proposed("referral_status")
    if one is None or one.kind != TRANSITION:
        return None
    benefit, consent = one.recorded.value("significant_benefit"), one.recorded.value("s58_consent")
    if status in GOES_AHEAD and benefit is False:
        return "It was found to be of no significant benefit yet: refuse it in writing, or record a new referral."
    if status in GOES_AHEAD and consent == "declined":
        return "The young person refused it, and no risk of abuse or neglect is recorded: their refusal stands."
    if status == "declined" and consent == AT_RISK:
        return "There is a risk of abuse or neglect: the assessment is carried out although the young person refuses."
    return None


@rule("domain.md 4, event 31: a referral is chased in its own right", DEFAULT)
def the_chased_referral_is_waiting(facts: Facts, on: date) -> str | None:
    """Only a referral of this request that is not finished is chased."""
    number = facts.proposed("chased_referral")
    waiting = [one.number for one in referrals(facts.history) if not one.finished]
    if number is None or number in waiting:
        return None
    return f"Referral {number} is not waiting on this request (waiting: {', '.join(map(str, waiting)) or 'none'})."
