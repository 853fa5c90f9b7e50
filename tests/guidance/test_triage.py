"""Whether there is enough to decide if an assessment is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.guidance.cases import (
    ANSWERED,
    CHILD,
    COLLEAGUE,
    DAY,
    MANAGER,
    OFFICER,
    READ,
    REQUEST,
    SPOKE,
    TODAY,
    YEAR_9_STARTS,
    aged,
    authority,
    case,
    consent,
    contact,
    in_the_way,
    proposing,
    step,
    told,
    triaged,
    unasked,
)
from workflow.asking.question_sets import question_sets
from workflow.facts import Facts, Person
from workflow.history import Event
from workflow.rules import triage

DECISIONS = ("decide_no_assessment", "offer_transfer")
in_year_9 = triage.preparation_for_adulthood_is_asked_from_year_9.check
transition = triage.a_transition_assessment_is_considered.check


def asked_all_but(code: str, *instead: Event) -> Facts:
    """A triage in which one question was not answered, or was answered so instead."""
    kept = {key: answer for key, answer in ANSWERED.answers.items() if key != code}
    return case(REQUEST, READ, SPOKE, replace(ANSWERED, answers=kept), *instead)


def skipped(code: str) -> dict[str, Any]:
    return {code: unasked(code)}


@pytest.mark.parametrize("action", DECISIONS)
@pytest.mark.parametrize("code", triage.TRIAGE)
def test_every_triage_question_is_answered(code: str, action: str) -> None:
    left = proposing(asked_all_but(code), action)
    assert in_the_way(left) == {"every_triage_question_is_answered"}
    said = triage.every_triage_question_is_answered.check(left, TODAY)
    assert said == f"Answer, or say why you did not ask: {triage.TRIAGE[code]}."


@pytest.mark.parametrize("code", triage.TRIAGE)
def test_a_triage_question_may_be_reasoned_away(code: str) -> None:
    reasoned = asked_all_but(code, step("record_answers", **skipped(code)))
    assert in_the_way(proposing(reasoned, "decide_no_assessment")) == set()


def test_every_question_left_is_named_at_once() -> None:
    said = triage.every_triage_question_is_answered.check(triaged(without=ANSWERED), TODAY) or ""
    assert [words for words in triage.TRIAGE.values() if words not in said] == []


BORN_31_AUGUST, BORN_1_SEPTEMBER = date(2013, 8, 31), date(2013, 9, 1)
YEAR_9 = [
    (BORN_31_AUGUST, YEAR_9_STARTS - DAY, False),
    (BORN_31_AUGUST, YEAR_9_STARTS, True),
    (BORN_31_AUGUST, YEAR_9_STARTS + DAY, True),
    (BORN_1_SEPTEMBER, YEAR_9_STARTS, False),
    (BORN_1_SEPTEMBER, date(2027, 8, 31), False),
    (BORN_1_SEPTEMBER, date(2027, 9, 1), True),
]


@pytest.mark.parametrize(("born", "on", "asked"), YEAR_9)
def test_preparation_for_adulthood_is_asked_from_year_9(born: date, on: date, asked: bool) -> None:
    facts = triaged(without=ANSWERED, person=replace(CHILD, born=born))
    assert (in_year_9(facts, on) is not None) is asked


def test_a_child_taught_out_of_their_year_is_asked_in_the_year_recorded() -> None:
    ahead = replace(CHILD, born=BORN_1_SEPTEMBER, recorded_year=9, year_recorded_on=YEAR_9_STARTS)
    behind = replace(CHILD, born=BORN_31_AUGUST, recorded_year=8, year_recorded_on=YEAR_9_STARTS)
    assert in_year_9(triaged(without=ANSWERED, person=ahead), YEAR_9_STARTS)
    assert in_year_9(triaged(without=ANSWERED, person=behind), YEAR_9_STARTS) is None


@pytest.mark.parametrize("code", triage.ADULTHOOD)
def test_each_of_the_four_outcomes_is_asked_or_reasoned_away(code: str) -> None:
    in_year = replace(CHILD, born=BORN_31_AUGUST)
    left = replace(asked_all_but(code), person=in_year)
    assert triage.ADULTHOOD[code] in (in_year_9(left, YEAR_9_STARTS) or "")
    reasoned = replace(asked_all_but(code, step("record_answers", **skipped(code))), person=in_year)
    assert in_year_9(reasoned, YEAR_9_STARTS) is None


def with_care(*reviews: int | None) -> Facts:
    """A case with two items of care in place, of which these were reviewed."""
    items = [{"kind": "short_break_day", "text": "Saturday club"}, {"kind": "sgo_support_plan", "text": "A plan"}]
    asked = step("request_advice", provision_in_place=items)
    looked_at = [step("review_provision", provision_item=item, provision_meets_need="Well.") for item in reviews]
    return proposing(case(asked, READ, SPOKE, ANSWERED, *looked_at), "decide_no_assessment")


@pytest.mark.parametrize(
    ("reviews", "waiting"),
    [((), "1. Saturday club; 2. A plan."), ((1,), ": 2. A plan."), ((2,), ": 1. Saturday club."), ((1, None), "2. A")],
)
def test_every_existing_provision_is_reviewed(reviews: tuple[int | None, ...], waiting: str) -> None:
    facts = with_care(*reviews)
    assert in_the_way(facts) == {"every_existing_provision_is_reviewed"}
    assert waiting in (triage.every_existing_provision_is_reviewed.check(facts, TODAY) or "")


def test_care_that_was_all_reviewed_no_longer_waits() -> None:
    assert in_the_way(with_care(1, 2)) == set()


@pytest.mark.parametrize("boundary", [16, 18, 25])
@pytest.mark.parametrize(("years", "days", "considered"), [(16, -1, 0), (16, 0, 1), (18, -1, 1), (18, 0, 0)])
def test_a_transition_assessment_is_considered_from_16_to_18(
    years: int, days: int, considered: int, boundary: int
) -> None:
    """Whatever the age from which the authority's own adult services take people."""
    local = replace(authority(), adult_from_age=boundary)
    said = transition(triaged(person=aged(years), authority=local), TODAY + days * DAY)
    assert (said is not None) is bool(considered)


def test_what_was_decided_about_transition_is_said_with_the_decision() -> None:
    young_person = triaged(contact("young_person"), person=aged(16))
    assert in_the_way(proposing(young_person, "decide_no_assessment")) == {"a_transition_assessment_is_considered"}
    considered = proposing(young_person, "decide_no_assessment", transition_assessment_considered="not_needed")
    assert in_the_way(considered) == set()


def tried(*methods: str, who: str = "parent") -> list[Event]:
    return [contact(who, "no_answer", method) for method in methods]


EARLY_HELP = [
    ([], True),
    ([consent("early_help", "given")], True),
    ([consent("early_help", "declined")], False),
    ([consent("early_help", "withdrawn")], False),
    ([consent("early_help", "not_safe_to_seek")], False),
    ([consent("early_help", "declined"), consent("early_help", "given")], True),
    (tried("phone", "phone", "phone"), True),
    (tried("phone", "phone", "sms"), False),
    (tried("phone", "phone", "sms", who="school_senco"), True),
    ([*tried("phone", "phone", "sms"), contact("health")], False),
    ([*tried("phone", "phone", "sms"), contact()], True),
]


@pytest.mark.parametrize(("history", "first"), EARLY_HELP)
def test_where_every_unknown_child_is_assessed_early_help_comes_first(history: list[Event], first: bool) -> None:
    facts = case(*history, at="eastvale")
    assert (triage.early_help_is_offered_to_every_unknown_child.check(facts, TODAY) is not None) is first


def test_elsewhere_no_assessment_may_be_decided_without_early_help() -> None:
    assert triage.early_help_is_offered_to_every_unknown_child.check(case(), TODAY) is None


@pytest.mark.parametrize(("service", "person"), [("adults", Person()), ("children", aged(19))])
def test_early_help_is_for_children_and_no_assessment_is_open_for_adults_always(service: str, person: Person) -> None:
    """An adult may have been taken for a child, for want of a birth date, when the request came."""
    facts = case(at="eastvale", service=service, person=person)
    assert triage.early_help_is_offered_to_every_unknown_child.check(facts, TODAY) is None


def test_who_was_a_child_when_the_request_came_is_offered_early_help_after_turning_18() -> None:
    said = triage.early_help_is_offered_to_every_unknown_child.check(case(at="eastvale", person=aged(18)), TODAY)
    assert said, "eighteen today, and a child at receipt"


def signed(decision: str = "decide_no_assessment", actor: Any = MANAGER) -> Event:
    return step("countersign", actor=actor, proposed_decision=decision)


REFUSES_HELP = consent("early_help", "declined")


def in_eastvale(*also: Event) -> Facts:
    """A decision of no assessment, in the authority that wants it countersigned."""
    return proposing(triaged(REFUSES_HELP, *also, at="eastvale"), "decide_no_assessment")


def test_a_decision_is_countersigned_where_the_authority_asks() -> None:
    assert in_the_way(in_eastvale()) == {"the_decision_is_countersigned_where_the_authority_asks"}
    assert in_the_way(in_eastvale(signed())) == set()
    assert in_the_way(proposing(triaged(), "decide_no_assessment")) == set(), "Northmere does not ask"


def test_a_countersignature_names_the_proposed_decision() -> None:
    assert in_the_way(in_eastvale(signed("offer_transfer")))


def test_the_decider_does_not_countersign_their_own_decision() -> None:
    said = triage.the_decision_is_countersigned_where_the_authority_asks.check
    assert said(in_eastvale(signed(actor=OFFICER)), TODAY) == "The person who countersigned may not also decide."
    assert said(in_eastvale(signed(actor=COLLEAGUE)), TODAY) is None


@pytest.mark.parametrize("changed", triage.CHANGES_ANSWERS)
def test_a_countersignature_lapses_when_answers_change(changed: str) -> None:
    again = step(changed, coping=told("coping"))
    assert in_the_way(in_eastvale(signed(), again)) == {"the_decision_is_countersigned_where_the_authority_asks"}
    assert in_the_way(in_eastvale(signed(), again, signed())) == set()


def test_a_countersignature_stands_when_only_a_note_is_added() -> None:
    assert in_the_way(in_eastvale(signed(), step("note", note="She calls back on Friday."))) == set()


@pytest.mark.parametrize("action", [*DECISIONS, "settle_dispute"])
@pytest.mark.parametrize(
    "code",
    [
        "decision_on",
        "decision_reason",
        "thresholds",
        "who_was_told",
        "disabled_child_duties_considered",
        "parent_carer_assessment_considered",
        "young_carer_assessment_considered",
        "advocate_considered",
    ],
)
def test_a_decision_always_says(code: str, action: str) -> None:
    question = question_sets()[action].by_code[code]
    assert (question.required, question.may_go_unasked, question.shown_when) == (True, False, None)


def test_a_decision_can_say_what_a_rule_asks_of_it() -> None:
    """The sentences that ask for these would otherwise send a caseworker looking for a question that is not there."""
    named = {"transition_assessment_considered", "young_person_view_not_sought_because"}
    assert [action for action in DECISIONS if not named <= set(question_sets()[action].by_code)] == []
