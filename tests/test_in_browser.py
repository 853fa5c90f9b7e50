"""Is every page of every role, in each of its states, right for everybody in a real browser?"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from playwright.sync_api import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.authority import Authority
from models.request import Request
from tests import chromium
from tests.chromium import Site
from tests.faults import faults
from tests.looks import PEOPLE
from tests.sending_wrong import nothing_kept, wrong_forms
from tests.sights import email
from workflow.states import State

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def steps() -> set[str]:
    """The steps that were looked at: the form of a step is the same in every state."""
    return set()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with chromium.looked_through(tmp_path_factory) as made:
        yield made


def requests_by_state(site: Site) -> dict[str, str]:
    """One request of Northmere in each state."""
    with Session(site.app.extensions["storage"].engine) as session:
        query = select(Request.state, Request.reference).join(Authority, Authority.id == Request.authority_id)
        rows = session.execute(query.where(Authority.code == "northmere", Request.restricted.is_(False)))
        return dict(rows.all())  # type: ignore[arg-type]  # pairs of two columns


@pytest.mark.parametrize("who", PEOPLE)
def test_the_first_pages_of_every_role_are_right_for_everybody(site: Site, who: str) -> None:
    said: list[str] = []
    with site.visit(email(who)) as page:
        page.goto("/")
        menu = [one.get_attribute("href") for one in page.locator(".govuk-service-navigation__link").all()]
        for path in dict.fromkeys(["/", *(one for one in menu if one)]):
            page.goto(path)
            said += [f"{path}: {one}" for one in faults(page)]
    assert not said, "\n".join(said)


@pytest.mark.parametrize("state", State)
def test_a_request_and_every_step_that_may_be_taken_on_it_are_right_for_everybody(
    site: Site, steps: set[str], state: State
) -> None:
    reference = requests_by_state(site)[state]
    said: list[str] = []
    seen: set[str] = set()
    for who in ("triage officer", "practitioner", "team manager", "caseworker", "DSCO"):
        with site.visit(email(who)) as page, nothing_kept(site.app.extensions["storage"].engine):
            response = page.goto(f"/requests/{reference}")
            if response is None or response.status != 200:
                continue
            links = [one.get_attribute("href") or "" for one in page.locator(f"main a[href*='{reference}']").all()]
            for path in dict.fromkeys([f"/requests/{reference}", *links]):
                kind = path.replace(reference, "")
                if kind in seen or "." in kind.split("/")[-1] or "#" in kind or kind.split("?")[0] in seen:
                    continue
                seen.add(kind)
                step = kind.partition("?")[0] if "/steps/" in kind else ""
                if step in steps:
                    continue
                page.goto(path)
                wrong = wrong_forms(page) if step else ()
                said += [f"{who} {path}: {one}" for one in (*faults(page), *wrong)]
                steps.update(filter(None, [step]))
    assert not said, "\n".join(said)


def _weight(response: Response) -> int:
    """As it travels: what the service packs itself, and a page as the proxy in front packs it (docs/operations.md)."""
    page = response.headers.get("content-type", "").startswith("text/html") and response.status == HTTPStatus.OK
    return len(gzip.compress(response.body())) if page else int(response.headers.get("content-length", 0))


def test_a_first_visit_weighs_less_than_sixty_kilobytes(site: Site) -> None:
    answered: list[Response] = []

    def keep(response: Response) -> None:
        answered.append(response)

    with site.visit(email("triage officer")) as page:
        page.on("response", keep)
        reference = requests_by_state(site)["triaging"]
        for path in ("/", f"/requests/{reference}"):
            answered.clear()
            page.goto(path)
            page.wait_for_load_state("networkidle")
            weighed = {one.url: _weight(one) for one in answered}
            total = sum(weighed.values())
            assert 5_000 < total < chromium.MOST_BYTES, weighed
