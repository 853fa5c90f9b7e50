"""What goes on when a request has ended: the duty is its own, and stands by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.guidance.cases import REQUEST, TEAM, TODAY, case, step
from tests.guidance.test_referrals import MADE, news, referred
from workflow.aftermath import contact_stops, duplicate_of, still_open
from workflow.facts import Facts
from workflow.history import Event
from workflow.states import State


def closing(action: str = "close", **said: Any) -> Event:
    """The step that closes the request."""
    return replace(step(action, **said), source=State.TRIAGING, target=State.CLOSED)


WITHDRAWN = closing(closure_reason="withdrawn")
OFFER = step("offer_transfer", assessment_type="s17_child_and_family")
ACCEPTED = step("accept_transfer", team=TEAM)
COMPLETE, RESUMED = step("complete_assessment"), step("resume_assessment")


def ended(*history: Event, state: State = State.CLOSED, **changed: Any) -> Facts:
    return case(REQUEST, *history, state=state, closed_from=State.TRIAGING, **changed)


def goes_on(*history: Event, state: State = State.CLOSED) -> list[tuple[str, str | None]]:
    return [(one.what, one.cite) for one in still_open(ended(*history, state=state))]


def test_a_request_with_nothing_open_leaves_nothing_open() -> None:
    assert goes_on(WITHDRAWN) == []


@pytest.mark.parametrize("status", ["offered", "accepted", "under_way"])
def test_a_referral_that_is_not_finished_goes_on(status: str) -> None:
    history = [referred()] if status == "offered" else [referred(), news(status)]
    for state in (State.CLOSED, State.ISSUED):
        (one,) = still_open(ended(*history, WITHDRAWN, state=state))
        assert (one.what, one.number, one.owed_by) == ("referral", 1, TEAM)
        assert one.since == (MADE if status == "offered" else TODAY)
        assert one.text == f"Parent carer's assessment: {status}."


@pytest.mark.parametrize("status", ["declined", "refused", "done"])
def test_a_referral_that_is_finished_does_not(status: str) -> None:
    assert goes_on(referred(), news(status), WITHDRAWN) == []


S17, S47 = "Children Act 1989, section 17", "Children Act 1989, section 47"


@pytest.mark.parametrize(
    ("history", "cite"),
    [
        ([OFFER], None),
        ([OFFER, ACCEPTED], S17),
        ([OFFER, ACCEPTED, COMPLETE], None),
        ([OFFER, ACCEPTED, COMPLETE, RESUMED], S17),
        ([OFFER, ACCEPTED, step("hand_back")], None),
        ([OFFER, ACCEPTED, step("hand_back"), OFFER, ACCEPTED], S17),
        ([step("start_assessment", assessment_type="s17_child_and_family")], S17),
        ([step("settle_dispute", assessment_type="s47")], S47),
        ([step("start_assessment", assessment_type="early_help_assessment")], None),
        ([OFFER, ACCEPTED, step("plan_assessment", assessment_type="early_help_assessment")], None),
    ],
)
def test_the_duty_to_assess_under_section_17_does_not_end_with_the_request(
    history: list[Event], cite: str | None
) -> None:
    assert goes_on(*history, WITHDRAWN) == ([("assessment", cite)] if cite else [])


def test_what_was_said_at_closing_is_shown_until_it_is_opened_again() -> None:
    told = closing(closure_reason="withdrawn", still_open="The mother's own assessment.")
    (one,) = still_open(ended(told))
    assert (one.what, one.text, one.since) == ("said_at_closing", "The mother's own assessment.", TODAY)
    reopened = replace(step("reopen"), source=State.CLOSED, target=State.TRIAGING)
    assert goes_on(told, reopened, state=State.ISSUED) == []
    assert goes_on(told, reopened, WITHDRAWN) == []


def test_what_is_said_after_closing_does_not_hide_it() -> None:
    told = closing(closure_reason="withdrawn", still_open="The mother's own assessment.")
    note = replace(step("note"), source=State.CLOSED, target=State.CLOSED)
    assert goes_on(told, note) == [("said_at_closing", None)]


def test_while_the_request_is_open_it_is_itself_what_is_open() -> None:
    assert still_open(case(REQUEST, referred(), OFFER, ACCEPTED)) == ()


def test_a_closed_duplicate_names_the_request_that_stays() -> None:
    linked = closing("close_as_duplicate", duplicate_of="SCA-2026-000123")
    assert duplicate_of(ended(linked)) == "SCA-2026-000123"
    assert duplicate_of(ended(linked, state=State.TRIAGING)) is None
    assert duplicate_of(ended(WITHDRAWN)) is None


@pytest.mark.parametrize(
    ("reason", "stops"), [("deceased", True), ("withdrawn", None), ("moved_la", None), ("error", None)]
)
def test_nobody_is_contacted_about_somebody_who_has_died(reason: str, stops: bool | None) -> None:
    assert contact_stops(case(REQUEST), step("close", closure_reason=reason)) is stops


@pytest.mark.parametrize(("reason", "stops"), [("deceased", False), ("withdrawn", None)])
def test_contact_goes_on_once_a_death_recorded_in_error_is_put_right(reason: str, stops: bool | None) -> None:
    assert contact_stops(ended(closing(closure_reason=reason)), step("reopen")) is stops
