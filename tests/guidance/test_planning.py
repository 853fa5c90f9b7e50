"""By which two dates an assessment is planned: that of the advice, and its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.guidance.cases import TEAM, TODAY, authority, case, consent, in_the_way, proposing, step
from workflow.clocks.planning import planning
from workflow.facts import Facts
from workflow.history import Event
from workflow.rules import transfer
from workflow.states import State

REFERRED, DUE, LIMIT = date(2026, 5, 20), date(2026, 6, 22), date(2026, 7, 23)  # S05
SECTION_17 = "s17_child_and_family"
has_its_reason = transfer.an_assessment_past_its_own_limit_has_its_reason.check


def test_both_dates_of_an_assessment_are_shown_with_the_day_to_finish_by() -> None:
    plan = planning(case(due_on=DUE), REFERRED)
    assert (plan.advice_due_on, plan.act_by, plan.finish_by, plan.limit_on) == (DUE, DUE, date(2026, 6, 15), LIMIT)
    assert plan.working == (
        "The advice is due on Monday 22 June 2026, whatever is assessed.",
        "5 working days are kept for writing and review: finish by Monday 15 June 2026.",
        "A section 17 assessment has its own limit: 45 working days from Wednesday 20 May 2026, Thursday 23 July 2026.",
    )


@pytest.mark.parametrize("kind", ["early_help_assessment", "care_act_s9", None])
def test_only_a_child_in_needs_assessment_has_a_limit_of_its_own(kind: str | None) -> None:
    plan = planning(case(due_on=DUE), REFERRED, kind)
    assert (plan.finish_by, plan.limit_on) == (date(2026, 6, 15), None)
    assert not any("own limit" in said for said in plan.working)


def test_before_there_is_a_due_date_the_assessment_has_only_its_own_limit() -> None:
    plan = planning(case(due_on=None), REFERRED)
    assert (plan.advice_due_on, plan.act_by, plan.finish_by, plan.limit_on) == (None, None, None, LIMIT)


def test_the_days_kept_for_writing_are_days_on_which_the_office_is_open() -> None:
    """Due on Wednesday 30 December 2026; Northmere is closed from the 29th to the 31st."""
    plan = planning(case(due_on=date(2026, 12, 30)), REFERRED)
    assert (plan.act_by, plan.finish_by) == (date(2026, 12, 24), date(2026, 12, 17))
    eastvale = planning(case(at="eastvale", due_on=date(2026, 12, 30)), REFERRED)
    assert (eastvale.act_by, eastvale.finish_by) == (date(2026, 12, 30), date(2026, 12, 17))


def test_an_office_that_is_closed_does_not_move_the_assessments_own_limit() -> None:
    shut = replace(authority(), closed_days=tuple((date(2026, 7, day), "Moving") for day in range(20, 25)))
    assert planning(replace(case(due_on=DUE), authority=shut), REFERRED).limit_on == LIMIT


def test_beyond_the_calendar_neither_date_is_guessed() -> None:
    plan = planning(case(due_on=date(2029, 1, 8)), date(2028, 12, 1))
    assert (plan.advice_due_on, plan.act_by, plan.finish_by, plan.limit_on) == (date(2029, 1, 8), None, None, None)
    assert plan.working[-1].startswith("The last day to finish cannot be worked out: The bank-holiday calendar")


def planned(expected: date, *history: Event, kind: str = SECTION_17, **said: str) -> Facts:
    """An assessment of a request whose advice has gone out as an interim, so that only its own limit is left."""
    told = case(*history, step("issue_interim_advice"), state=State.ASSESSING, due_on=DUE)
    return proposing(told, "plan_assessment", assessment_type=kind, expected_completion_on=expected.isoformat(), **said)


@pytest.mark.parametrize(
    ("expected", "in_time"), [(date(2026, 7, 22), True), (LIMIT, True), (date(2026, 7, 24), False)]
)
def test_an_assessment_past_45_working_days_has_its_reason(expected: date, in_time: bool) -> None:
    referral = {"referred_on": REFERRED.isoformat()}
    missing = set() if in_time else {"an_assessment_past_its_own_limit_has_its_reason"}
    assert in_the_way(planned(expected, **referral)) == missing
    assert in_the_way(planned(expected, **referral, past_its_own_limit_because="The child was in hospital.")) == set()
    agreed = consent("early_help", "given")
    assert in_the_way(planned(expected, agreed, kind="early_help_assessment", **referral)) == set()
    if missing:
        said = has_its_reason(planned(expected, **referral), TODAY)
        assert (
            said == "The assessment's own limit is 23 July 2026 (45 working days): give an earlier day, or say why not."
        )


def test_the_45_working_days_count_from_the_referral_and_without_one_from_the_day_of_the_plan() -> None:
    offered = step("offer_transfer", on=REFERRED, assessment_type=SECTION_17)
    assert has_its_reason(planned(date(2026, 7, 24), offered), date(2026, 6, 1))
    assert has_its_reason(planned(LIMIT, offered), date(2026, 6, 1)) is None
    from_today = planned(date(2026, 5, 29))  # proposed on 23 March: 45 working days over Easter and two holidays
    assert has_its_reason(from_today, TODAY) is None
    assert has_its_reason(planned(date(2026, 6, 1)), TODAY)


def test_a_new_offer_is_a_new_referral_and_counts_from_its_own_day() -> None:
    before = step("offer_transfer", on=date(2026, 1, 5), assessment_type=SECTION_17)
    facts = case(before, step("refuse_transfer"), due_on=DUE)
    anew = proposing(
        facts, "offer_transfer", offered_team=TEAM, assessment_type=SECTION_17, expected_completion_on="2026-05-20"
    )
    assert has_its_reason(anew, TODAY) is None
