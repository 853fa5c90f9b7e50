"""Are the pages right for everybody where there is nothing yet, and where everything is as long as it can be?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import answers, chromium
from tests.browsing import Browser
from tests.chromium import Site
from tests.faults import faults, on_paper
from tests.place import STAFF, Place, make_place
from tests.stretched import LONG, Stretched, stretched_place

pytestmark = pytest.mark.timeout(600)
# What each of the first pages says where nothing has happened yet, to whom.
NOTHING_YET = {
    "/": ("Nothing waits for you", ("caseworker", "officer", "social_worker", "team_manager", "reviewer")),
    "/requests": ("Looking for somebody? Search", ("caseworker", "officer", "social_worker", "dsco", "auditor")),
    "/requests?print=yes": ("Print this page", ("caseworker", "officer")),
    "/search": ("Ways to look", ("officer",)),
    "/reviews": ("Nothing waits to be screened", ("coordinator", "dsco")),
    "/reviews?show=screened": ("There is no such review", ("coordinator",)),
    "/reviews/screen": ("Nothing waits to be screened", ("coordinator",)),
    "/reviews/list/done": ("You have not sent a list", ("coordinator",)),
    "/ask/list/done": ("You have not sent a list", ("caseworker",)),
    "/oversight": ("Nothing was issued late in the last 12 weeks", ("door_manager", "send_manager", "dsco")),
    "/oversight/requests": ("There is none now", ("dsco",)),
    "/oversight/referrals": ("There is none now", ("dsco",)),
    "/oversight/reviews": ("There is none now", ("dsco",)),
    "/oversight/timeliness": ("No request whose outcome is known", ("dsco",)),
    "/oversight/workload": ("Nothing is with this team", ("dsco", "team_manager")),
    "/oversight/inspection": ("No advice was issued", ("auditor",)),
    "/leavers": ("You see the list before anything moves", ("dsco",)),
    "/people": ("Nobody who has left has work waiting", ("administrator",)),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with chromium.looked_through(tmp_path_factory) as made:
        yield made


@pytest.fixture(scope="module")
def empty(site: Site) -> Place:
    """An authority with teams and people, in which nothing has happened yet."""
    return make_place(site.app, "northmere")


@pytest.mark.parametrize("who", list(dict.fromkeys(who for _, people in NOTHING_YET.values() for who in people)))
def test_pages_help_where_there_is_nothing_yet(site: Site, empty: Place, who: str) -> None:
    said: list[str] = []
    there = Browser(empty, who)
    with site.visit(empty.email(who)) as page:
        for path, (words, people) in NOTHING_YET.items():
            if who not in people:
                continue
            response = page.goto(path)
            shown = page.locator("main").inner_text()
            assert response
            assert response.status == 200, path
            said += [f"{path} does not say {words!r}: {shown}"] if words not in shown else []
            said += [f"{path}: {one}" for one in faults(page)]
            links = {one.get_attribute("href") or "" for one in page.locator("main a[href^='/']").all()}
            said += [f"{path} leads to {one}" for one in links if there.load(one).status_code not in (200, 303)]
    assert not said, "\n".join(said)


def test_every_role_has_a_first_page_where_there_is_nothing_yet(empty: Place) -> None:
    for who in STAFF["northmere"]:
        there = Browser(empty, who)
        assert "<h1" in there.get("/")


@pytest.fixture(scope="module")
def long(site: Site) -> Stretched:
    return Stretched(stretched_place(site))


@pytest.fixture(scope="module")
def references(long: Stretched) -> dict[str, str]:
    """Requests with long words on them, in triage and being checked, by where they stand."""
    triaging, offered, written = long.asks(), long.asks(), long.asks(involvement=answers.active(long.place))
    for reference in (triaging, offered):
        for action in ("take", "record_reading", "record_contact", "record_answers", "note"):
            long.does("officer", reference, action)
        long.does("officer", reference, "review_provision", provision_item=1)
    for action in ("record_referral", "ask_requester", "report_delay", "claim_exception"):
        long.does("officer", triaging, action)
    long.does("officer", offered, "offer_transfer")
    for action in ("record_reading", "record_contact"):
        long.does("social_worker", written, action)
    version = long.writes("social_worker", written)
    sent = {"draft_version": version, "reviewer": long.place.email("team_reviewer")}
    long.place.does("social_worker", written, "submit_for_review", sent)
    again = long.asks(involvement=answers.active(long.place))
    long.writes("social_worker", again)
    return {"triaging": triaging, "offered": offered, "reviewing": written, "drafting": again}


LONG_PAGES = {
    "officer": (
        "/", "/requests?list=all", "/requests/{triaging}", "/requests/{triaging}/timeline",
        "/requests/{triaging}/triage", "/requests/{triaging}/access", "/requests/{triaging}/documents",
        "/requests/{triaging}/steps/offer_transfer", "/requests/{offered}/transfer",
    ),
    "caseworker": ("/requests/{triaging}/sent", "/requests/{triaging}/steps/update_person"),
    "social_worker": ("/requests/{drafting}/write", "/requests/{drafting}/preview"),
    "team_reviewer": ("/requests/{reviewing}/review",),
    "dsco": ("/oversight", "/oversight/requests", "/oversight/workload", "/leavers"),
    "administrator": ("/people",),
}  # fmt: skip
PRINTED = {"officer": ("/requests?list=all&print=yes", "/requests/{triaging}/summary", "/requests/{triaging}")}


@pytest.mark.parametrize("who", LONG_PAGES)
def test_pages_hold_what_is_as_long_as_can_be(
    site: Site, long: Stretched, references: dict[str, str], who: str
) -> None:
    said: list[str] = []
    with site.visit(long.place.email(who)) as page:
        for path in (one.format(**references) for one in LONG_PAGES[who]):
            page.goto(path)
            said += [f"{path}: {one}" for one in faults(page)]
            assert LONG[:20] in page.locator("body").inner_text(), path
        for path in (one.format(**references) for one in PRINTED.get(who, ())):
            page.goto(path)
            said += [f"{path}: {one}" for one in (*faults(page), *on_paper(page))]
    assert not said, "\n".join(said)
