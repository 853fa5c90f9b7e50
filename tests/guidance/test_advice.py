"""Whether this may be issued as advice for the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests import answers
from tests.guidance.cases import (
    CHILD,
    DAY,
    DUE,
    TODAY,
    YEAR_9_STARTS,
    aged,
    case,
    in_the_way,
    issuing,
    proposing,
    reviewed,
    step,
)
from tests.guidance.test_warnings import warned
from workflow.advice import ADULTHOOD, H1, H2, NEEDS_AGREEMENT
from workflow.facts import Draft, Facts, Person
from workflow.rules import advice
from workflow.rules import provision as of_provision
from workflow.states import Capacity, Kind, State

LATER = DUE + DAY


def need(**changed: Any) -> dict[str, Any]:
    return {**answers.advice()["needs"][0], **changed}


def provision(**changed: Any) -> dict[str, Any]:
    return {**answers.advice()["provision"][0], **changed}


def saying(**changed: Any) -> Facts:
    """A complete piece of advice with one thing changed; None takes it away."""
    content = answers.advice(**changed)
    return reviewed({code: said for code, said in content.items() if said is not None})


def test_advice_that_has_everything_may_be_issued() -> None:
    assert in_the_way(reviewed()) == set()


def test_advice_that_no_provision_is_needed_may_be_issued() -> None:
    assert in_the_way(reviewed(answers.nothing_needed())) == set()


def test_a_review_needs_a_draft() -> None:
    drafted = case(state=State.DRAFTING, kind=Kind.FINAL, capacity=Capacity.FRONT_DOOR)
    assert in_the_way(proposing(drafted, "submit_for_review", draft_version=0)) == {"something_is_written"}
    written = replace(drafted, draft=Draft(1, {"strengths": "Loves water."}))
    assert in_the_way(proposing(written, "submit_for_review", draft_version=1)) == set()


NO_PROVISION = {"provision": [], "no_provision_because": "Family and universal services meet these needs."}
LIMBS = [
    ({"needs": [], **NO_PROVISION}, "the needs, or why none"),
    ({"needs": [need(text="")], **NO_PROVISION}, "the needs, or why none"),
    ({"outcomes": [], **NO_PROVISION}, "the outcomes sought"),
    ({"outcomes": [{"id": "o1", "need": "n1", "by": "2027-07-31"}]}, "the outcomes sought"),
    ({"provision": []}, "the provision, or"),
]


@pytest.mark.parametrize(("changed", "missing"), LIMBS)
def test_advice_states_needs_provision_and_outcomes(changed: dict[str, Any], missing: str) -> None:
    facts = saying(**changed)
    assert in_the_way(facts) == {"the_three_limbs_are_present"}
    assert missing in (advice.the_three_limbs_are_present.check(facts, TODAY) or "")


def test_every_limb_that_is_missing_is_named_at_once() -> None:
    said = advice.the_three_limbs_are_present.check(reviewed({"strengths": "Loves water."}), TODAY) or ""
    assert "the needs" in said
    assert "the provision" in said


INTERIM = {part: answers.advice()[part] for part in ("views", "needs")} | {
    "awaits_assessment": "A child and family assessment, by 10 July 2026."
}


def test_interim_advice_may_say_that_outcomes_and_provision_await_the_assessment() -> None:
    facts = issuing(reviewed(INTERIM, kind=Kind.INTERIM), "issue_interim_advice")
    assert in_the_way(facts) == set()
    assert in_the_way(reviewed(INTERIM)) == {"the_three_limbs_are_present"}, "final advice awaits nothing"


def test_interim_advice_says_what_it_awaits() -> None:
    facts = issuing(reviewed(kind=Kind.INTERIM), "issue_interim_advice")
    assert in_the_way(facts) == {"interim_advice_says_what_it_awaits"}


def test_interim_advice_never_skips_that_it_is_safe_to_disclose() -> None:
    facts = issuing(reviewed(INTERIM, kind=Kind.INTERIM), "issue_interim_advice", safe_to_disclose=False)
    assert in_the_way(facts) == {"it_is_safe_to_disclose"}


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("section", "say whether it stands in H1 or in H2"),
        ("category", "say of which kind it is"),
        ("what", "say what is provided"),
    ],
)
def test_every_provision_says_what_it_is(part: str, told: str) -> None:
    facts = saying(provision=[provision(**{part: None})])
    assert "every_provision_says_what_it_is" in in_the_way(facts)
    assert of_provision.every_provision_says_what_it_is.check(facts, TODAY) == f"Provision p1: {told}."


@pytest.mark.parametrize("category", H1)
def test_what_the_1970_act_lists_stands_in_h1_for_a_child(category: str) -> None:
    assert in_the_way(saying(provision=[provision(category=category)])) == set()
    other = saying(provision=[provision(section="H2", category=category)])
    assert warned(other) == {("h2_is_other_social_care_provision", "provision.0.section")}


@pytest.mark.parametrize("category", [code for code in H2 if code not in NEEDS_AGREEMENT])
def test_h1_is_from_the_closed_list_and_all_else_stands_in_h2(category: str) -> None:
    """A residential short break, an employment programme and the rest are other provision."""
    overnight = {"h1_holds_no_residential_short_break"} if category == "h2_residential_short_break" else set()
    assert in_the_way(saying(provision=[provision(category=category)])) == {"h1_is_from_the_closed_list", *overnight}
    assert in_the_way(saying(provision=[provision(section="H2", category=category)])) == set()


@pytest.mark.parametrize(("days", "h1", "h2"), [(-1, True, False), (0, False, True), (1, False, True)])
def test_h1_is_for_those_under_18_on_the_day_of_issue(days: int, h1: bool, h2: bool) -> None:
    grown = replace(saying(), person=aged(18))
    elsewhere = replace(saying(provision=[provision(section="H2")]), person=aged(18))
    on = TODAY + days * DAY
    assert (in_the_way(grown, on) == set()) is h1
    assert (in_the_way(elsewhere, on) == set()) is h2


def test_nobody_without_a_birth_date_is_taken_to_be_under_18() -> None:
    unborn = replace(saying(), person=Person("Ivy", "Example", numbered=True))
    assert in_the_way(unborn) == {"h1_is_for_those_under_18_on_the_day_of_issue"}


@pytest.mark.parametrize("category", NEEDS_AGREEMENT)
def test_a_child_in_need_or_protection_plan_stands_in_h2_by_agreement_and_without_a_narrative(category: str) -> None:
    bare = {"id": "p1", "section": "H2", "category": category}
    assert in_the_way(saying(provision=[bare])) == {"coordinated_provision_has_recorded_agreement"}
    assert in_the_way(saying(provision=[{**bare, "agreed_by": "Ana Example"}])) == set()
    nowhere = {"id": "p1", "category": category, "agreed_by": "Ana Example"}
    assert in_the_way(saying(provision=[nowhere])) == {"every_provision_says_what_it_is"}
    assert in_the_way(saying(provision=[{**nowhere, "section": "H1"}])) == {"h1_is_from_the_closed_list"}


IN_YEAR_9 = replace(CHILD, born=date(2013, 8, 31))


@pytest.mark.parametrize(("on", "needed"), [(-1, False), (0, True), (1, True)])
def test_preparation_for_adulthood_is_addressed_from_year_9_on_the_day_of_issue(on: int, needed: bool) -> None:
    """S36: asked for in Year 8, issued in Year 9."""
    facts = replace(saying(preparation_for_adulthood=None), person=IN_YEAR_9, due_on=date(2026, 10, 5))
    found = in_the_way(facts, YEAR_9_STARTS + on * DAY)
    assert found == ({"preparation_for_adulthood_is_addressed_from_year_9"} if needed else set())


@pytest.mark.parametrize("outcome", ADULTHOOD)
def test_advice_speaks_of_each_of_the_four_outcomes(outcome: str) -> None:
    written = {key: said for key, said in answers.advice()["preparation_for_adulthood"].items() if key != outcome}
    facts = replace(saying(preparation_for_adulthood=written), person=IN_YEAR_9)
    said = advice.preparation_for_adulthood_is_addressed_from_year_9.check(facts, YEAR_9_STARTS)
    assert said == f"In or beyond Year 9: write about {outcome.replace('_', ' ')}."


@pytest.mark.parametrize("kind", [Kind.TRIBUNAL_RESPONSE, Kind.AMENDED])
def test_a_tribunal_recommendation_is_answered_by_steps_or_reasons_and_not_the_three_limbs(kind: Kind) -> None:
    """An amendment of such an answer follows its rules."""
    first = replace(step("issue_advice"), kind=Kind.TRIBUNAL_RESPONSE)
    usual: dict[str, Any] = {"kind": kind, "person": IN_YEAR_9}
    steps = replace(reviewed({"steps_or_reasons": "Four hours a week start in May."}, **usual), history=(first,))
    empty = replace(reviewed({"strengths": "Loves water."}, **usual), history=(first,))
    assert in_the_way(steps, TODAY) == set()
    assert in_the_way(empty, TODAY) == {"a_tribunal_response_gives_steps_or_reasons"}


def test_an_amendment_of_final_advice_needs_all_three_limbs() -> None:
    first = replace(step("issue_advice"), kind=Kind.FINAL)
    said = {"steps_or_reasons": "Four hours.", "views": {"absent_because": "Nobody answered."}}
    facts = replace(reviewed(said, kind=Kind.AMENDED), history=(first,))
    assert in_the_way(facts) == {"the_three_limbs_are_present"}


HOLLOW = [
    "Not known to social care.",
    "Unknown.",
    "Ivy has not been known to Children's Services. No record.",
    "The family isn't currently open to any team of ours.",
    "There is no current social care involvement.",
    "They are not actively involved with us. Thank you.",
]


@pytest.mark.parametrize("said", HOLLOW)
@pytest.mark.parametrize("where", ["no_needs_because", "no_provision_because", "needs", "steps_or_reasons"])
def test_that_nobody_is_known_to_social_care_is_no_advice(said: str, where: str) -> None:
    content = answers.advice(needs=[need(text=said)]) if where == "needs" else answers.advice(**{where: said})
    assert in_the_way(reviewed(content)) == {"the_substance_is_not_that_nobody_is_known"}


SUBSTANTIAL = [
    "Not known to social care before. Her parents meet her needs at home, with help from the Saturday club.",
    "Ivy is not involved in any activities after school because she needs an adult beside her at all times.",
    "He is not open to new foods and his mother cooks each of his meals apart from those of the family.",
]


@pytest.mark.parametrize("said", SUBSTANTIAL)
def test_a_need_may_be_told_in_words_that_sound_alike(said: str) -> None:
    assert in_the_way(saying(needs=[need(text=said)])) == set()


def test_advice_that_is_not_safe_to_disclose_is_not_issued() -> None:
    facts = issuing(reviewed(), safe_to_disclose=False)
    assert in_the_way(facts) == {"it_is_safe_to_disclose"}


def test_advice_is_issued_by_somebody_who_went_through_the_checklist() -> None:
    assert in_the_way(issuing(reviewed(), checklist=None)) == {"the_checklist_is_passed"}
    failed = {**answers.issue()["checklist"], "plain": "no"}
    assert in_the_way(issuing(reviewed(), checklist=failed)) == {"the_checklist_is_passed"}
    assert in_the_way(issuing(reviewed(), checklist={**failed, "plain": "does_not_apply"})) == set()


def test_a_tribunals_recommendation_is_answered_to_the_family_too() -> None:
    said = {"steps_or_reasons": "Four hours a week start in May."}
    ready = reviewed(said, kind=Kind.TRIBUNAL_RESPONSE, reason="tribunal_recommendation")
    assert in_the_way(ready) == set()
    assert in_the_way(issuing(ready, issued_to=None)) == {"a_tribunal_response_goes_to_the_family_too"}
    assert in_the_way(issuing(reviewed(), issued_to=None)) == set()
