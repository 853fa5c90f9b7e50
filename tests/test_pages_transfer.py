"""Do both sides of a transfer see what is offered, who still holds it, and what follows from each answer?"""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests import answers
from tests.browsing import Browser
from tests.calls import call, taken
from tests.guidance.cases import case
from tests.place import Place
from web.words import day
from workflow.clocks.planning import planning


def offered(place: Place) -> tuple[str, str]:
    """A request that was triaged by telephone and offered to the team of disabled children."""
    reference, path = taken(place)
    Browser(place, "officer").post(path, call())
    place.does("officer", reference, "offer_transfer", {**answers.offer(), "remedy": "interim_then_addendum"})
    return reference, f"/requests/{reference}/transfer"


def test_the_limit_of_the_assessment_counts_from_the_day_of_its_referral(northmere: Place) -> None:
    with northmere.on("2026-03-02"):
        _, path = offered(northmere)
    with northmere.on("2026-03-09"):
        page = Browser(northmere, "team_manager").get(path)
    limit = planning(case(), date(2026, 3, 2)).limit_on
    assert limit
    assert f"referred on 2 March 2026</dt><dd>{day(limit)}</dd>" in page


def test_the_receiving_team_sees_what_is_offered_and_why(northmere: Place) -> None:
    _, path = offered(northmere)
    page = Browser(northmere, "team_manager").get(path)
    for said in (
        "still holds this request, and owes the advice, until you accept",
        "Officer, Northmere Children and Families Contact",
        "Child and family assessment (section 17)",
        "with signposting to a Saturday club",
        "Issue interim advice in time, then an addendum",
        "Advice is due",
        "Limit of a child and family assessment referred today",
        "About coping, in her words.",
        "Item 2: provision_outcome.",
        "Your team then holds the request and owes the advice by",
        "The request goes back to Northmere Children and Families Contact",
    ):
        assert said in page, said
    assert northmere.email("social_worker") in page
    assert northmere.email("early_helper") not in page


def test_accepting_names_who_takes_it(northmere: Place) -> None:
    reference, path = offered(northmere)
    manager = Browser(northmere, "team_manager")
    (accept,) = re.findall(r'action="([^"]+accept_transfer)"', manager.get(path))
    manager.post(accept, {"worker": northmere.email("social_worker")}, on=path)
    now = northmere.get("team_manager", f"/requests/{reference}")
    assert (now["state"], now["held_by"]["member"]) == ("assessing", northmere.email("social_worker"))
    assert "does not stand any more" in manager.get(path)


def test_refusing_without_a_reason_changes_nothing_and_keeps_what_was_typed(northmere: Place) -> None:
    reference, path = offered(northmere)
    manager = Browser(northmere, "team_manager")
    (refuse,) = re.findall(r'action="([^"]+refuse_transfer)"', manager.get(path))
    typed = {"refusal_explained": "The main need is not a disability."}
    page = manager.post(refuse, typed, 422, on=path).get_data(as_text=True)
    assert 'href="#refusal_reason"' in page
    assert typed["refusal_explained"] in page
    assert "The request goes back to" in page
    assert northmere.get("officer", f"/requests/{reference}")["state"] == "offered"
    manager.post(refuse, {**typed, "refusal_reason": "criteria_not_met"}, on=path)
    assert northmere.get("officer", f"/requests/{reference}")["state"] == "awaiting_triage"


def test_the_offering_door_still_holds_it_and_can_withdraw(northmere: Place) -> None:
    reference, path = offered(northmere)
    officer = Browser(northmere, "officer")
    page = officer.get(path)
    assert "You still hold this request, and owe the advice, until Disabled Children" in page
    assert "accept_transfer" not in page
    (withdraw,) = re.findall(r'action="([^"]+withdraw_offer)"', page)
    officer.post(withdraw, {"reason": "The family asked for another team."}, on=path)
    assert northmere.get("officer", f"/requests/{reference}")["state"] == "awaiting_triage"


def test_a_dispute_is_escalated_and_settled_on_pages_that_say_what_follows(northmere: Place) -> None:
    _, path = offered(northmere)
    manager, dsco = Browser(northmere, "team_manager"), Browser(northmere, "dsco")
    (escalate,) = re.findall(r'href="([^"]+escalate_dispute)"', manager.get(path))
    assert "Somebody of neither team decides within 2 working days." in manager.get(escalate)
    manager.post(escalate, {"dispute_about": "Whether the criteria are met."})
    assert "The teams disagree" in Browser(northmere, "officer").get(path)
    settles = re.findall(r'href="([^"]+settle_dispute\w*)"', dsco.get(path))
    assert len(settles) == 3
    for address in settles:
        assert "It moves at once" in dsco.get(address)
    assert "settle_dispute" not in manager.get(path)


@pytest.mark.parametrize("who", ["social_worker", "early_helper"])
def test_without_an_offer_there_is_no_page_of_it(northmere: Place, who: str) -> None:
    reference, _ = taken(northmere)
    Browser(northmere, "officer").get(f"/requests/{reference}/transfer", 409)
    Browser(northmere, who).get(f"/requests/{reference}/transfer", 404)
