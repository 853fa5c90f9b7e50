"""Do the six core journeys come to their end by the keyboard alone, and with JavaScript off?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import pytest
from playwright.sync_api import Response
from sqlalchemy.orm import Session

from config import clock
from models import user
from tests import chromium
from tests.at_page import AtPage, Mouse
from tests.chromium import Site
from tests.journeys import Told, ask, assess, triage
from tests.journeys_on import oversee, review, write
from tests.keyboard import Keyboard

pytestmark = pytest.mark.timeout(600)
AT = "@northmere.example"
HANDS: dict[str, tuple[type[AtPage], dict[str, Any], Told]] = {
    "by the keyboard alone": (Keyboard, {}, Told("Bramble", "Waymark", "Wren Field", "Robin Marsh")),
    "with JavaScript off": (
        Mouse,
        {"java_script_enabled": False},
        Told("Sorrel", "Fingerpost", "Robin Marsh", "Wren Field"),
    ),
}


@dataclass
class Trip:
    """Somebody at the pages with one kind of hands, all the pages that they were answered, and what was served."""

    site: Site
    at: AtPage
    told: Told
    token: str
    answered: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)

    def keep(self, response: Response) -> None:
        self.answered += [f"{response.status} {response.url}"] if response.status >= HTTPStatus.BAD_REQUEST else []

    def served(self, path: str = "/requests/{}") -> Any:
        """What the API says of the request, or of something else, to the DSCO."""
        address = f"/api/v1{path.format(self.told.reference)}"
        response = self.site.app.test_client().get(address, headers={"Authorization": f"Bearer {self.token}"})
        assert response.status_code == 200, response.get_data(as_text=True)
        return response.json

    def said(self, action: str) -> dict[str, Any]:
        """What was answered at a step when it was last taken."""
        event = [one for one in self.served("/requests/{}/history")["events"] if one["action"] == action][-1]
        return {one["code"]: one["value"] for one in event["answers"]}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with chromium.looked_through(tmp_path_factory) as made:
        yield made


@pytest.fixture(scope="module", params=HANDS)
def trip(request: pytest.FixtureRequest, site: Site) -> Iterator[Trip]:
    hands, options, told = HANDS[request.param]
    with Session(site.app.extensions["storage"].engine) as session, session.begin():
        token = user.give_token(session, f"laurel.hart{AT}", clock.now())
    with site.visit(None, **options) as page:
        made = Trip(site, hands(page), told, token)
        page.on("response", made.keep)
        page.goto("/")
        assert bool(page.locator("body.js-enabled").count()) == options.get("java_script_enabled", True)
        yield made


def asked(trip: Trip) -> None:
    request = trip.served()
    assert (request["state"], request["held_by"]["team"]) == ("awaiting_triage", "childrens_front_door")
    assert [one["kind"] for one in request["provision_in_place"]] == ["short_break_day", "personal_assistant"]
    assert request["person"]["contacts"][0]["name"] == f"Ana {trip.told.family}"


def triaged(trip: Trip) -> None:
    assert trip.served()["state"] == "offered"
    told = trip.said("record_answers")
    assert len(told) == 6
    assert told["coping"] == "Said: How is the family co"
    actions = [one["action"] for one in trip.served("/requests/{}/history")["events"]]
    assert actions.count("review_provision") == 2
    assert trip.said("offer_transfer")["offered_team"] == "disabled_children"


def assessed(trip: Trip) -> None:
    request = trip.served()
    assert (request["state"], request["held_by"]["member"]) == ("drafting", f"jay.brook{AT}")
    assert trip.said("complete_assessment")["assessment_outcome"] == "child_in_need_plan"
    assert trip.said("record_contact")["method"] == "home_visit"


def written(trip: Trip) -> None:
    assert trip.served()["state"] == "reviewing"
    content = trip.served("/requests/{}/draft")["content"]
    assert [one["amount"] for one in content["provision"]] == ["2 hours", "1 hour"]
    assert (content["provision"][1]["section"], content["outcomes"][0]["need"]) == ("H1", "n1")


def issued(trip: Trip) -> None:
    assert trip.served()["state"] == "issued"
    assert trip.said("return_draft")["return_reasons"] == ["not_quantified"]
    (version,) = trip.served("/requests/{}/advice")["versions"]
    assert [one["to"] for one in version["received_by"]] == ["send", f"Ana {trip.told.family}"]
    assert trip.served("/requests/{}/advice/1")["content"]["provision"][0]["duration"] == "12 months"


def overseen(trip: Trip) -> None:
    assert trip.told.moved
    holders = {trip.served(f"/requests/{one}")["held_by"]["member"] for one in trip.told.moved}
    assert holders == {f"{trip.told.successor.lower().replace(' ', '.')}{AT}"}
    stand = {
        " ".join(named(one)): one["standing"]
        for one in trip.served("/reviews?from=2020-01-01&screened=true&per_page=100")["reviews"]
    }
    assert [stand[name] for name in trip.told.screened] == ["not_required", "requested"]


def named(review: Any) -> tuple[str, str]:
    return review["person"]["given_name"], review["person"]["family_name"]


JOURNEYS: dict[str, tuple[Callable[[AtPage, Told], None], Callable[[Trip], None]]] = {
    "ask": (ask, asked),
    "triage": (triage, triaged),
    "assess": (assess, assessed),
    "write": (write, written),
    "review": (review, issued),
    "oversee": (oversee, overseen),
}


@pytest.mark.parametrize("journey", JOURNEYS)
def test_each_journey_comes_to_its_end(trip: Trip, journey: str) -> None:
    before = [*JOURNEYS][: [*JOURNEYS].index(journey)]
    if trip.ended != before:
        pytest.fail(f"{journey} begins where {before[-1]} ends, which it did not.")
    goes, came = JOURNEYS[journey]
    goes(trip.at, trip.told)
    came(trip)
    assert not trip.answered
    assert not trip.at.wrong
    trip.ended.append(journey)
