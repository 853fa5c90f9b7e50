"""Advice that comes late says why, once, and what follows it is not late again."""

from __future__ import annotations

from datetime import date

import pytest

from tests.guidance.cases import DAY, DUE, happened, in_the_way, issuing, proposing, reviewed, step, triaged
from workflow.history import Event
from workflow.rules import issue
from workflow.states import Kind

LATER = DUE + DAY


@pytest.mark.parametrize(
    ("on", "said"), [(DUE - DAY, None), (DUE, None), (LATER, "is 1 day late"), (LATER + DAY, "is 2 days late")]
)
def test_late_advice_has_its_reason(on: date, said: str | None) -> None:
    late = issue.lateness_has_its_reason.check
    assert (said or "None") in str(late(reviewed(), on))
    assert in_the_way(reviewed(), on) == ({"lateness_has_its_reason"} if said else set())
    why, what = {"late_reason": "staffing"}, {"late_explained": "She was ill."}
    for explained, asked in ((why, "say what happened"), (what, "choose the reason"), ({**why, **what}, None)):
        facts = issuing(reviewed(), **explained)
        assert (late(facts, on) or "late: None.").endswith(f"late: {asked if said else None}.")


@pytest.mark.parametrize(
    ("kind", "owed"),
    [(Kind.TRIBUNAL_RESPONSE, True), (Kind.INTERIM, True), (Kind.ADDENDUM, False), (Kind.AMENDED, False)],
)
def test_what_follows_advice_issued_before_is_not_late_again(kind: Kind, owed: bool) -> None:
    assert (issue.lateness_has_its_reason.check(reviewed(kind=kind), LATER) is not None) is owed


CLAIM, APPROVE, REFUSE = step("claim_exception"), step("approve_exception"), step("refuse_exception")
OF_THE_PLAN = step("claim_exception", exception_clock="ehc_plan")


@pytest.mark.parametrize(
    ("history", "claimed", "approved"),
    [
        ([], False, False),
        ([CLAIM], True, False),
        ([CLAIM, REFUSE], False, False),
        ([CLAIM, APPROVE], True, True),
        ([OF_THE_PLAN, APPROVE], False, False),
    ],
)
def test_a_lawful_exception_is_the_reason_only_where_there_is_one(
    history: list[Event], claimed: bool, approved: bool
) -> None:
    rule, told = "an_exception_given_as_the_reason_is_on_the_record", {"late_explained": "They were away."}
    facts = reviewed()
    late = issuing(happened(facts, *facts.history, *history), late_reason="exception", **told)
    assert in_the_way(late, LATER) == (set() if approved else {rule})
    delay = proposing(triaged(*history), "report_delay", delay_reason="exception")
    assert in_the_way(delay) == (set() if claimed else {rule})
    assert in_the_way(proposing(triaged(*history), "report_delay", delay_reason="staffing")) == set()
