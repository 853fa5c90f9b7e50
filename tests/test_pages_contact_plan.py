"""After a safeguarding referral, does everybody about to ring the family read first whom they may contact?"""

from __future__ import annotations

import pytest

from tests import answers
from tests.browsing import Browser
from tests.calls import taken
from tests.place import Place

PLAN = "Do not ring mother until the hub agrees."


@pytest.fixture
def referred(northmere: Place) -> str:
    """A request in triage, with one plan that another has replaced."""
    reference, _ = taken(northmere)
    for plan in ("Ring nobody at home.", PLAN):
        told = {**answers.for_action(northmere, "record_safeguarding_referral"), "contact_plan": plan}
        northmere.does("officer", reference, "record_safeguarding_referral", told)
    return reference


@pytest.mark.parametrize("page", ["", "/summary", "/triage", "/steps/record_contact"])
def test_the_latest_plan_stands_in_full_wherever_the_family_is_contacted(
    northmere: Place, referred: str, page: str
) -> None:
    shown = Browser(northmere, "officer").get(f"/requests/{referred}{page}")
    assert shown.count(PLAN) == 1
    assert "Ring nobody at home." not in shown


def test_the_plan_comes_before_whom_the_law_says_and_before_the_numbers(northmere: Place, referred: str) -> None:
    shown = Browser(northmere, "officer").get(f"/requests/{referred}/triage")
    assert shown.index(PLAN) < shown.index("where it leaves that open, speak to") < shown.index("and their numbers")


def test_on_paper_the_plan_comes_before_the_numbers(northmere: Place, referred: str) -> None:
    shown = Browser(northmere, "officer").get(f"/requests/{referred}/summary")
    assert shown.index(PLAN) < shown.index("where it leaves that open, speak to a parent") < shown.index("01632")


def test_every_page_of_the_request_carries_the_flag(northmere: Place, referred: str) -> None:
    for page in ("", "/summary", "/triage", "/timeline", "/documents", "/steps/note"):
        assert "Mind the contact plan</strong>" in Browser(northmere, "officer").get(f"/requests/{referred}{page}")


def test_without_a_referral_no_plan_is_spoken_of(northmere: Place) -> None:
    _, path = taken(northmere)
    assert "contact plan" not in Browser(northmere, "officer").get(path)
