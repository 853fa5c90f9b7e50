"""Does somebody sign in with the account of their council, are they known again, and is nothing typed lost on the way?"""

from __future__ import annotations

import logging
from urllib.parse import parse_qs, urlsplit

import pytest
from markupsafe import escape
from sqlalchemy import update
from sqlalchemy.orm import Session

from config import clock
from models import leaving, user
from models.user import BadUser, User
from tests.at_council import ANSWER, START, back_from, is_in, known, led_to, signs_in, waiting
from tests.browsing import SITE, Browser
from tests.identity_provider import CLIENT, Provider
from tests.place import Place
from web.session import IDLE
from web.sign_on import IN_ANOTHER_WINDOW, MOST_ASKED
from web.signing_in import NOT_YOURS


def test_somebody_signs_in_with_their_own_account_and_goes_on_where_they_were(
    council: Place, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    browser = Browser(council, None)
    assert browser.load("/requests").location == "/sign-in?next=/requests"
    assert f'href="{START}?next=/requests"' in browser.get("/sign-in?next=/requests")
    provider.who = known(council)
    with caplog.at_level(logging.INFO, "advice"):
        assert signs_in(browser).location == "/requests"
    browser.get("/requests")
    assert "signed in" in caplog.messages
    assert provider.who["email"] not in caplog.text
    asked = provider.asked[0]
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert all(len(asked[name]) >= 20 for name in ("code_challenge", "state", "nonce"))
    assert set(asked["scope"].split()) == {"openid", "email", "profile"}
    assert "prompt" not in asked


def test_whoever_was_let_in_once_is_known_by_their_account_and_no_more_by_their_address(
    council: Place, provider: Provider
) -> None:
    browser = Browser(council, None)
    provider.who = known(council)
    assert signs_in(browser).status_code == 303
    provider.who = {**known(council), "email": "married.name@northmere.example"}
    renamed = Browser(council, None)
    assert signs_in(renamed).status_code == 303
    assert is_in(renamed)
    provider.who = known(council, subject="somebody-else")  # who was given the address of somebody who left
    assert signs_in(Browser(council, None)).status_code == 403
    with Session(council.storage.engine) as session, session.begin():
        leaving.forget_sign_on(session, council.email("officer"), clock.now())
        with pytest.raises(BadUser):
            leaving.forget_sign_on(session, "nobody@northmere.example", clock.now())
    assert not is_in(renamed), "whoever was them is not any more"
    assert signs_in(Browser(council, None)).status_code == 303


def test_when_the_council_changes_its_sign_on_its_people_are_known_by_their_address_once_more(
    council: Place, provider: Provider
) -> None:
    with Session(council.storage.engine) as session, session.begin():
        older = f"{provider.issuer} another-client {council.code}-officer"
        session.execute(update(User).where(User.email == council.email("officer")).values(signs_on_as=older))
    provider.who = known(council, subject=f"{council.code}-anew")
    assert signs_in(Browser(council, None)).status_code == 303
    with Session(council.storage.engine) as session:
        assert (
            user.somebody(session, council.email("officer")).signs_on_as
            == f"{provider.issuer} {CLIENT} {council.code}-anew"
        )


def test_who_has_left_is_let_in_no_more(council: Place, provider: Provider) -> None:
    provider.who = known(council)
    browser = Browser(council, None)
    assert signs_in(browser).status_code == 303
    with Session(council.storage.engine) as session, session.begin():
        leaving.leave(session, council.email("officer"), clock.now())
    assert not is_in(browser)
    assert signs_in(browser).status_code == 403
    with Session(council.storage.engine) as session, session.begin():
        user.add(session, council.code, "new@northmere.example", "Officer", [])
    provider.who = {**known(council), "email": "new@northmere.example"}
    assert signs_in(browser).status_code == 303, "one who is back, with another address"
    with Session(council.storage.engine) as session, session.begin():
        user.add(session, council.code, council.email("officer"), "Alice", [])
    provider.who = known(council, subject=f"{council.code}-alice")
    assert signs_in(Browser(council, None)).status_code == 303, "nobody else is taken for whoever is here now"


def test_whoever_signed_out_or_was_idle_says_anew_who_they_are(council: Place, provider: Provider) -> None:
    provider.who = known(council)
    browser = Browser(council, None)
    signs_in(browser)
    browser.post("/sign-out", {}, on="/")
    assert signs_in(browser).status_code == 303
    with browser.session() as session:
        session["seen"] -= IDLE.total_seconds() + 1
    assert not is_in(browser)
    signs_in(browser)
    assert is_in(browser)
    assert [(one.get("prompt"), one.get("max_age")) for one in provider.asked] == [(None, None), *[("login", "0")] * 2]
    browser.post("/sign-out", {}, on="/")
    provider.who = {**known(council), "auth_time": clock.now().timestamp() - 3600}
    assert signs_in(browser).status_code == 400, "they signed in before they were asked to"
    provider.who = {**known(council), "auth_time": clock.now().timestamp()}
    assert signs_in(browser).status_code == 303


def test_many_windows_that_begin_to_sign_in_fit_into_the_cookie(council: Place, provider: Provider) -> None:
    provider.who = known(council)
    browser = Browser(council, None)
    windows = [led_to(browser) for _ in range(12)]
    with browser.session() as session:
        assert len([name for name in session if name.startswith("_state_")]) == MOST_ASKED
    assert browser.load(back_from(windows[-2])).status_code == 303
    assert is_in(browser)


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", ""])
def test_nobody_is_led_elsewhere_by_an_address_to_go_on_to(council: Place, provider: Provider, onward: str) -> None:
    provider.who = known(council)
    assert signs_in(Browser(council, None), onward).location == "/"


def test_what_was_typed_when_the_session_ended_waits_in_its_window(council: Place, provider: Provider) -> None:
    provider.who = known(council)
    browser = Browser(council, None)
    signs_in(browser)
    with browser.session() as session:
        session["seen"] -= IDLE.total_seconds() + 1
    typed = {"what_was_said": "An ordinary week & a <hard> one."}
    page = browser.send("/search", typed).get_data(as_text=True)
    assert f'href="{START}?next=elsewhere" target="_blank"' in page
    assert 'name="what_was_said" value="An ordinary week &amp; a &lt;hard&gt; one."' in page
    typed = waiting(page)
    assert browser.send("/search", typed).status_code == 401, "until they have signed in, it stays as it is"
    assert signs_in(browser, "elsewhere").location == "/"
    assert IN_ANOTHER_WINDOW in browser.get("/")
    shown = browser.send("/search", typed).get_data(as_text=True)
    assert "Show what I typed" in shown
    assert 'value="An ordinary week &amp; a &lt;hard&gt; one."' in shown
    assert "typed_by" not in shown


def test_what_somebody_else_typed_at_that_browser_is_not_shown(council: Place, provider: Provider) -> None:
    browser = Browser(council, None)
    provider.who = known(council)
    signs_in(browser)
    with browser.session() as session:
        session["seen"] -= IDLE.total_seconds() + 1
    page = browser.send("/search", {"what_was_said": "Told in confidence."}).get_data(as_text=True)
    typed = waiting(page)
    provider.who = known(council, "officer2")
    signs_in(browser, "elsewhere")
    assert browser.send("/search", typed).location == "/"
    home = browser.get("/")
    assert escape(NOT_YOURS) in home
    assert "Told in confidence." not in home
    browser.post("/sign-out", {}, on="/")
    again = browser.send("/search", typed).get_data(as_text=True)
    assert waiting(again)["typed_by"] == typed["typed_by"], "it stays theirs, whoever was here meanwhile"


def test_another_site_plants_no_words_as_what_somebody_typed(council: Place) -> None:
    for sender in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Referer": f"{SITE}.evil.example/"}):
        browser = Browser(council, None)
        browser.client.environ_base.pop("HTTP_REFERER")
        response = browser.client.post("/search", data={"q": "Planted."}, base_url=SITE, headers=sender)
        assert response.status_code == 303
        assert response.location.startswith("/sign-in?next=")


def test_who_is_not_let_in_is_left_in_nobody_elses_session(council: Place, provider: Provider) -> None:
    browser = Browser(council, None)
    provider.who = known(council)
    signs_in(browser)
    provider.refuses = "access_denied"
    assert signs_in(browser).status_code == 400
    provider.begin_anew()
    provider.who = {"sub": "stranger", "email": "stranger@elsewhere.example"}
    assert signs_in(browser).status_code == 403
    assert not is_in(browser)


def test_without_a_sign_on_there_is_no_way_to_one(northmere: Place) -> None:
    browser = Browser(northmere, None)
    assert browser.load(START).status_code == 404
    assert "single sign-on is not set up" in browser.get("/sign-in")


def test_a_page_of_signing_in_leads_to_nobody_elses_account(council: Place) -> None:
    address = parse_qs(urlsplit(led_to(Browser(council, None))).query)
    assert address["redirect_uri"] == [f"{SITE}{ANSWER}"]
