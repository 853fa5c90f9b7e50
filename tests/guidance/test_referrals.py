"""What stands by itself beside a request: carers', transition, occupational therapy and short-breaks assessments."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from tests.guidance.cases import CHILD, DAY, DOOR, TEAM, TODAY, aged, case, in_the_way, proposing, step
from workflow.asking.question_sets import question_sets
from workflow.facts import Facts, Person
from workflow.history import Event
from workflow.referrals import FOLLOWS, KIND, KINDS, STATUSES, TRANSITION, UNFINISHED, referrals
from workflow.rule import Confidence
from workflow.rules import referrals as rules

MADE = TODAY - 10 * DAY


def referred(kind: str = "s17zd_parent_carer", **said: Any) -> Event:
    usual = {"referral_kind": kind, "referral_for": "Ana Example", "owed_by_team": TEAM}
    return step("record_referral", on=MADE, **{**usual, "referred_on": MADE.isoformat(), **said})


def news(status: str, number: int = 1, on: Any = TODAY) -> Event:
    said = {"referral_number": number, "referral_status": status, "referral_status_on": on.isoformat()}
    return step("update_referral", on=on, team=TEAM, **said)


def follow_up(*history: Event, then: Event, **changed: Any) -> Facts:
    return case(*history, **changed).with_step(then)


# The table of kinds.


def test_every_kind_that_may_be_recorded_has_its_duty_and_what_may_be_charged_for() -> None:
    asked = question_sets()["record_referral"].by_code["referral_kind"].options
    assert [(option.code, option.label) for option in asked] == [(kind.code, kind.name) for kind in KINDS]
    for kind in KINDS:
        assert kind.duty.endswith(".")
        assert "Act" in kind.cite or "Regulations" in kind.cite
        assert isinstance(kind.confidence, Confidence)


def test_assessments_and_advice_are_never_charged_for() -> None:
    for kind in KINDS:
        assert kind.charging.startswith("The assessment is free, and so are information and advice.")
        assert kind.charging_confidence is not Confidence.LAW


def test_a_childs_services_and_an_adults_are_charged_for_under_different_law() -> None:
    assert KIND["s17zd_parent_carer"].charging_cite == "Children Act 1989, section 29"
    assert KIND["care_act_s10_carer"].charging_cite == "Care Act 2014, section 14"


def test_the_statuses_are_those_that_the_question_offers() -> None:
    offered = question_sets()["update_referral"].by_code["referral_status"].options
    assert {option.code for option in offered} == {*STATUSES}
    assert set(UNFINISHED) == {"offered", "accepted", "under_way"}


# What has become of each.


def test_a_referral_stands_as_it_was_left_and_no_other_with_it() -> None:
    chase = step("chase", chased_referral=2)
    one, two = referrals([referred(), referred("ot_adaptations"), news("under_way", 2), chase])
    assert (one.number, one.status, one.since, one.chased_on) == (1, "offered", MADE, None)
    assert (two.number, two.status, two.since, two.chased_on) == (2, "under_way", TODAY, TODAY)
    assert (two.kind, two.for_whom, two.owed_by) == ("ot_adaptations", "Ana Example", TEAM)


def test_a_note_that_chases_nothing_chases_nothing() -> None:
    (one,) = referrals([referred(), step("note", note="The family is away.")])
    assert one.chased_on is None


# Following it up.


@pytest.mark.parametrize(
    ("number", "team", "said"),
    [
        (1, TEAM, None),
        (2, TEAM, "There is no referral 2 on this request (it has 1)."),
        (1, DOOR, "Referral 1 is owed by Disabled Children's Team, not by your team."),
    ],
)
def test_the_referral_is_on_this_request_and_followed_up_by_the_team_that_owes_it(
    number: int, team: str, said: str | None
) -> None:
    facts = case(referred()).with_step(step("update_referral", team=team, referral_number=number))
    assert rules.the_referral_is_on_this_request.check(facts, TODAY) == said
    assert in_the_way(facts) == ({"the_referral_is_on_this_request"} if said else set())


MAY_FOLLOW = {
    ("offered", "accepted"), ("offered", "declined"), ("offered", "refused"), ("offered", "under_way"),
    ("offered", "done"), ("accepted", "declined"), ("accepted", "done"), ("accepted", "under_way"),
    ("accepted", "refused"), ("under_way", "done"), ("under_way", "declined"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [*product(STATUSES, STATUSES)])
def test_a_status_follows_the_one_before(before: str, after: str) -> None:
    history = [referred()] if before == "offered" else [referred(), news(before)]
    found = in_the_way(follow_up(*history, then=news(after)))
    if not FOLLOWS[before]:
        assert found == {"a_finished_referral_stays_as_it_is"}
    else:
        assert found == (set() if (before, after) in MAY_FOLLOW else {"a_status_follows_the_one_before"})


@pytest.mark.parametrize("ended", ["declined", "refused", "done"])
def test_what_has_ended_is_taken_up_again_only_as_a_new_referral(ended: str) -> None:
    facts = follow_up(referred(), news(ended), then=news("under_way"))
    assert "record a new referral" in (rules.a_finished_referral_stays_as_it_is.check(facts, TODAY) or "")
    assert in_the_way(facts) == {"a_finished_referral_stays_as_it_is"}
    assert in_the_way(follow_up(referred(), news(ended), referred(), then=news("under_way", 2))) == set()


@pytest.mark.parametrize(("day", "fits"), [(MADE - DAY, False), (MADE, True), (MADE + DAY, True)])
def test_a_status_is_no_older_than_the_referral(day: Any, fits: bool) -> None:
    found = in_the_way(follow_up(referred(), then=news("under_way", on=day)))
    assert found == (set() if fits else {"a_status_is_no_older_than_the_one_before"})


@pytest.mark.parametrize(("day", "fits"), [(TODAY - DAY, False), (TODAY, True)])
def test_a_status_is_no_older_than_what_became_of_it_before(day: Any, fits: bool) -> None:
    found = in_the_way(follow_up(referred(), news("under_way"), then=news("done", on=day)))
    assert found == (set() if fits else {"a_status_is_no_older_than_the_one_before"})


# Whom it is for.


def recording(kind: str, person: Person) -> set[str]:
    facts = case(person=person)
    return in_the_way(proposing(facts, "record_referral", referral_kind=kind, referred_on=TODAY.isoformat()))


EVE, BIRTHDAY = aged(18, TODAY + DAY), aged(18)


@pytest.mark.parametrize(("person", "fits"), [(CHILD, True), (EVE, True), (BIRTHDAY, False), (Person(), True)])
def test_a_transition_assessment_is_for_somebody_under_18(person: Person, fits: bool) -> None:
    """Care Act s58. The rule: a_transition_assessment_is_for_somebody_under_18."""
    assert recording(TRANSITION, person) == (set() if fits else {"a_transition_assessment_is_for_somebody_under_18"})


@pytest.mark.parametrize(
    ("kind", "of_a_child", "of_an_adult"),
    [
        ("s17zd_parent_carer", True, False),
        ("carers_act_1995", True, False),
        ("s60_childs_carer", True, False),
        ("care_act_s10_carer", False, True),
        ("short_breaks_eligibility", True, False),
        ("s17za_young_carer", True, True),
        ("ot_adaptations", True, True),
    ],
)
def test_a_parent_carers_assessment_is_of_a_childs_carer_and_an_adults_carer_has_the_care_act(
    kind: str, of_a_child: bool, of_an_adult: bool
) -> None:
    wrong = {"the_kind_suits_the_age_of_whom_is_cared_for"}
    assert recording(kind, EVE) == (set() if of_a_child else wrong)
    assert recording(kind, BIRTHDAY) == (set() if of_an_adult else wrong)
    assert recording(kind, Person()) == set()


def test_the_age_is_that_of_the_day_of_the_referral() -> None:
    facts = proposing(case(person=BIRTHDAY), "record_referral", referral_kind=TRANSITION, referred_on=str(TODAY - DAY))
    assert in_the_way(facts) == set()


# Care Act, section 58.


@pytest.mark.parametrize(
    ("benefit", "consent", "status", "said"),
    [
        (True, "given", "under_way", None),
        (True, "best_interests", "under_way", None),
        (False, "given", "under_way", "no significant benefit"),
        (False, "given", "accepted", "no significant benefit"),
        (False, "given", "refused", None),
        (True, "declined", "under_way", "their refusal stands"),
        (True, "declined", "done", "their refusal stands"),
        (True, "declined", "declined", None),
        (True, "declined_at_risk", "under_way", None),
        (True, "declined_at_risk", "declined", "although the young person refuses"),
        (None, None, "under_way", None),
    ],
)
def test_a_transition_assessment_needs_significant_benefit_and_consent_unless_there_is_a_risk(
    benefit: bool | None, consent: str | None, status: str, said: str | None
) -> None:
    made = referred(TRANSITION, significant_benefit=benefit, s58_consent=consent)
    facts = follow_up(made, then=news(status))
    reason = rules.a_transition_assessment_keeps_to_its_conditions.check(facts, TODAY)
    assert (said in reason) if said and reason else (reason is said is None)
    assert in_the_way(facts) == ({"a_transition_assessment_keeps_to_its_conditions"} if said else set())


def test_the_conditions_of_a_transition_assessment_are_asked_and_its_refusal_has_written_reasons() -> None:
    asked, followed = question_sets()["record_referral"].by_code, question_sets()["update_referral"].by_code
    for code in ("significant_benefit", "significant_benefit_because", "s58_consent"):
        assert (asked[code].required, asked[code].shown_when) == (True, ("referral_kind", (TRANSITION,)))
    for code in ("refusal_written_on", "refusal_reasons"):
        assert (followed[code].required, followed[code].shown_when) == (True, ("referral_status", ("refused",)))
    assert (followed["declined_by"].required, followed["declined_by"].shown_when) == (
        True,
        ("referral_status", ("declined",)),
    )


# Chasing.


@pytest.mark.parametrize("action", ["chase", "note"])
@pytest.mark.parametrize(
    ("history", "number", "fits"),
    [
        ([referred()], 1, True),
        ([referred()], 2, False),
        ([], 1, False),
        ([referred(), news("under_way")], 1, True),
        ([referred(), news("done")], 1, False),
        ([referred()], None, True),
    ],
)
def test_only_a_referral_that_is_not_finished_is_chased(
    action: str, history: list[Event], number: int | None, fits: bool
) -> None:
    found = in_the_way(follow_up(*history, then=step(action, chased_referral=number)))
    assert found == (set() if fits else {"the_chased_referral_is_waiting"})
