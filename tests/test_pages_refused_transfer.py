"""Where a transfer was refused, or is disputed, does everybody who decides next read why?"""

from __future__ import annotations

import pytest

from tests import answers
from tests.browsing import Browser
from tests.place import Place
from tests.test_pages_transfer import offered
from web.one_request.said_before import TITLES
from workflow.effects import COMES_BACK

WHY = "The main need is not a disability."
ABOUT = "Whether a lasting illness counts."


@pytest.fixture
def refused(northmere: Place) -> str:
    """A request whose offer was refused, and that is in triage again."""
    reference, _ = offered(northmere)
    told = {"refusal_reason": "criteria_not_met", "refusal_explained": WHY}
    northmere.does("team_manager", reference, "refuse_transfer", told)
    northmere.does("officer", reference, "take")
    return reference


@pytest.fixture
def disputed(northmere: Place, refused: str) -> str:
    """One about which the teams disagree as well."""
    northmere.does("officer", refused, "escalate_dispute", {"dispute_about": ABOUT})
    return refused


@pytest.mark.parametrize("page", ["", "/summary", "/triage", "/steps/offer_transfer", "/transfer"])
def test_the_reason_stands_wherever_somebody_decides_next(northmere: Place, refused: str, page: str) -> None:
    shown = Browser(northmere, "officer").get(f"/requests/{refused}{page}")
    assert shown.count(WHY) == 1
    assert "Our criteria are not met" in shown
    assert "Team Manager" in shown


@pytest.mark.parametrize("page", ["", "/transfer", "/steps/settle_dispute", "/steps/settle_dispute_for_front_door"])
def test_whoever_settles_a_dispute_reads_what_it_is_about(northmere: Place, disputed: str, page: str) -> None:
    shown = Browser(northmere, "dsco").get(f"/requests/{disputed}{page}")
    assert shown.count(WHY) == 1
    assert shown.count(ABOUT) == 1


def test_the_next_team_reads_why_the_last_one_refused(northmere: Place, refused: str) -> None:
    offer = {**answers.offer("assessment_and_protection"), "remedy": "interim_then_addendum"}
    northmere.does("officer", refused, "offer_transfer", offer)
    assert WHY in Browser(northmere, "officer").get(f"/requests/{refused}/transfer")
    northmere.does("officer", refused, "withdraw_offer", {"reason": "Wrong after all."})
    shown = Browser(northmere, "officer").get(f"/requests/{refused}")
    assert "Why the offer was withdrawn" in shown
    assert WHY not in shown


def test_a_request_that_went_on_says_it_no_longer(northmere: Place, refused: str) -> None:
    northmere.does("officer", refused, "decide_no_assessment")
    assert WHY not in Browser(northmere, "officer").get(f"/requests/{refused}")


def test_only_a_team_that_can_hold_it_is_proposed(northmere: Place, refused: str) -> None:
    shown = Browser(northmere, "officer").get(f"/requests/{refused}/steps/escalate_dispute")
    offered_there = shown.partition('id="team_proposed"')[2].partition("</select>")[0]
    for name in ("Disabled Children&#39;s Team", "Northmere Adult Contact"):
        assert name in offered_there
    for name in ("SEND service", "Designated Social Care Officer"):
        assert name not in offered_there


@pytest.mark.parametrize("action", COMES_BACK)
def test_every_way_back_says_why_in_words(action: str) -> None:
    assert action in TITLES
