"""A step that ends one's own sight of a request: does it end in what was done, and not in "Page not found"?"""

from __future__ import annotations

import pytest

from tests import answers
from tests.browsing import Browser
from tests.calls import today
from tests.place import Place
from tests.test_access import walked
from tests.test_pages_transfer import offered


def went_on(browser: Browser, reference: str, action: str, typed: dict[str, str]) -> str:
    """Where the step led, which is a page that its taker may see; the very same form leads there once more."""
    path = f"/requests/{reference}/steps/{action}"
    gone = browser.post(path, typed)
    shown = browser.get(gone.location)
    assert "govuk-notification-banner--success" in shown
    return f"{gone.location} {shown}"


def concern() -> dict[str, str]:
    return {
        "concern": "physical",
        "referred_to": "The hub",
        **today("referred_on"),
        "manager_informed": "Door Manager",
        "contact_plan": "Nobody at home.",
    }


def test_a_team_that_refuses_a_transfer_is_told_who_has_it_now(northmere: Place) -> None:
    reference, _ = offered(northmere)
    refused = {"refusal_reason": "criteria_not_met", "refusal_explained": "Not a lasting need."}
    shown = went_on(Browser(northmere, "team_manager"), reference, "refuse_transfer", refused)
    assert shown.startswith("/ ")
    assert f"You refused the transfer. {reference} is no longer yours to see" in shown
    assert "Northmere Children and Families Contact has it now." in shown


@pytest.mark.parametrize("action", ["record_safeguarding_referral", "restrict"])
def test_whoever_restricts_what_nobody_has_taken_is_told_who_may_see_it(northmere: Place, action: str) -> None:
    reference = northmere.ask()
    typed = concern() if action != "restrict" else dict(answers.for_action(northmere, action))
    shown = went_on(Browser(northmere, "officer2"), reference, action, typed)
    assert shown.startswith("/ ")
    for said in (f"{reference} is restricted, and no longer yours to see", "Caseworker", "(DSCO)", "The managers of"):
        assert said in shown, said
    assert northmere.get("door_manager", f"/requests/{reference}")["restricted"]


def test_who_still_sees_it_goes_on_to_the_request(northmere: Place) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "take")
    shown = went_on(Browser(northmere, "officer"), reference, "record_safeguarding_referral", concern())
    assert shown.startswith(f"/requests/{reference} ")


def test_lifting_a_restriction_goes_on_to_the_request(northmere: Place) -> None:
    reference = walked(northmere, "officer take, officer restrict")
    shown = went_on(Browser(northmere, "door_manager"), reference, "lift_restriction", {"reason": "It is over."})
    assert shown.startswith(f"/requests/{reference} ")
