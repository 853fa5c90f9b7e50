"""Is nobody let in whom the council's sign-on does not vouch for, whatever is said of them, and by whom?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from markupsafe import escape

from config.settings import SignOn
from tests import identity_provider as sign_on
from tests.at_council import ANSWER, START, back_from, is_in, known, led_to, served_with, signs_in
from tests.browsing import Browser
from tests.identity_provider import CLIENT, SECRET, Provider
from tests.place import Place
from web.sign_on import AGAIN, KNOWN_FOR, RESTS, SILENT, UNKNOWN


@pytest.fixture
def strict(northmere: Place, provider: Provider) -> Iterator[Place]:
    """The same, where a second factor is wanted, and another claim has the address."""
    yield from served_with(northmere, provider.settings("preferred_username", "mfa"))


LIES: dict[str, dict[str, Any]] = {
    "another issuer": {"lies": {"iss": "https://elsewhere.example"}},
    "for somebody else": {"lies": {"aud": "another-service"}},
    "for somebody else, through us": {"lies": {"aud": "another-service", "azp": CLIENT}},
    "over": {"lies": {"exp": 1_600_000_000, "iat": 1_599_999_000}},
    "from tomorrow": {"lies": {"iat": int(time.time()) + 86_400}},
    "in answer to another question": {"lies": {"nonce": "another"}},
    "in answer to nothing": {"forgets": ("nonce",)},
    "of nobody": {"forgets": ("sub",)},
    "of somebody without a name": {"lies": {"sub": ""}},
    "of a number": {"lies": {"sub": 7}},
    "by no issuer": {"forgets": ("iss",)},
    "for nobody": {"forgets": ("aud",)},
    "for ever": {"forgets": ("exp",)},
    "signed by another": {"signs": sign_on.by_another},
    "signed by nobody known": {"signs": sign_on.by_nobody_known},
    "not signed": {"signs": sign_on.by_nobody},
    "signed with what everybody knows": {"signs": sign_on.by_what_everybody_knows},
    "of somebody whom no database holds": {"lies": {"sub": "a\x00b"}},
    "of half a letter": {"lies": {"sub": "\ud800"}},
    "no token at all": {"signs": lambda _: "no.token.here"},
    "nothing said of who it is": {"says_nothing": True},
    "refused": {"refuses": "access_denied"},
}


@pytest.mark.parametrize("lie", LIES)
def test_what_cannot_be_believed_lets_nobody_in(council: Place, provider: Provider, lie: str) -> None:
    provider.who = known(council)
    for name, told in LIES[lie].items():
        setattr(provider, name, told)
    browser = Browser(council, None)
    response = signs_in(browser)
    assert response.status_code == 400
    assert AGAIN in response.get_data(as_text=True)
    assert not is_in(browser)
    provider.begin_anew()
    provider.who = known(council)
    assert signs_in(browser).status_code == 303
    assert is_in(browser), "the truth is believed, with all else the same"


def test_an_answer_is_good_once_and_only_where_it_was_asked_for(council: Place, provider: Provider) -> None:
    provider.who = known(council)
    asking, other = Browser(council, None), Browser(council, None)
    back = back_from(led_to(asking))
    assert other.load(back).status_code == 400
    assert not is_in(other)
    assert asking.load(back).status_code == 303
    assert asking.load(back).status_code == 303, "pressed twice, they go on where they were"
    asking.post("/sign-out", {}, on="/")
    assert asking.load(back).status_code == 400
    assert not is_in(asking)


@pytest.mark.parametrize("query", ["", "code=x", "state=x", "code=x&state=x", "error=a&error_description=%3Cb%3E"])
def test_an_answer_to_nothing_is_a_page_that_says_so(council: Place, query: str) -> None:
    page = Browser(council, None).get(f"{ANSWER}?{query}", 400)
    assert AGAIN in page
    assert "<b>" not in page


def test_whom_the_service_does_not_know_is_told_whom_to_ask(council: Place, provider: Provider) -> None:
    for who in (
        {"sub": "stranger", "email": "stranger@elsewhere.example"},
        {"sub": "nobody", "email": ""},
        {"sub": "nobody"},
        {"sub": "nobody", "email": ["a@b.example"]},
        {**known(council, subject="x" * 600)},
        {**known(council, subject="unverified"), "email_verified": False},
        {"sub": "alike", "email": council.email("caseworker").replace("k", "\u212a", 1)},
        {"sub": "alike", "email": council.email("caseworker").replace("s", "\u017f", 1)},
        {"sub": "odd", "email": "a\x00@b.example"},
    ):
        provider.who = who
        browser = Browser(council, None)
        response = signs_in(browser)
        assert response.status_code == 403
        assert UNKNOWN in response.get_data(as_text=True)
        assert not is_in(browser)
    provider.who = known(council)
    assert signs_in(browser).status_code == 303
    assert provider.asked[-1]["prompt"] == "login", "or the same account would come back again and again"


def test_a_second_factor_that_is_wanted_is_asked_for_and_must_have_been_given(
    strict: Place, provider: Provider
) -> None:
    who = {"sub": f"{strict.code}-strict", "preferred_username": strict.email("officer")}
    for said in ({}, {"acr": "password"}, {"acr": ""}):
        provider.who = {**who, **said}
        browser = Browser(strict, None)
        assert signs_in(browser).status_code == 400
        assert not is_in(browser)
    provider.who = {**who, "acr": "mfa"}
    assert signs_in(browser).status_code == 303
    assert is_in(browser)
    assert {one["acr_values"] for one in provider.asked} == {"mfa"}


def test_a_sign_on_that_does_not_answer_is_said_to_be_silent(northmere: Place) -> None:
    for there in served_with(northmere, SignOn("http://127.0.0.1:9", CLIENT, SECRET)):
        assert escape(SILENT) in Browser(there, None).get(START, 503)


def test_a_sign_on_that_falls_silent_on_the_way_back_is_said_to_be(
    council: Place, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(council, None)
    provider.who = known(council)
    back = back_from(led_to(browser))
    client = council.app.extensions["sign_on"].client()
    monkeypatch.setitem(client.server_metadata, "token_endpoint", "http://127.0.0.1:9/token")
    assert escape(SILENT) in browser.get(back, 503)
    assert not is_in(browser)


ODD: dict[str, dict[str, Any]] = {
    "tells nothing of itself": {"told": {}},
    "tells an error": {"told": {"error": "maintenance"}},
    "tells a list": {"told": []},
    "leads nowhere": {"told": {"authorization_endpoint": 7}},
    "has no keys": {"keys": {"keys": []}},
    "tells an error for its keys": {"keys": {"error": "maintenance"}},
    "has a key that is none": {"keys": {"keys": [{"kty": "RSA", "kid": "one"}]}},
    "gives what lasts for ever": {"token": {"expires_in": "for ever"}},
    "does not know us": {"token": {"error": "invalid_client"}},
}


@pytest.mark.parametrize("odd", ODD)
def test_a_sign_on_that_was_odd_for_a_while_is_taken_as_it_is_afterwards(
    council: Place, provider: Provider, odd: str
) -> None:
    provider.who, provider.odd = known(council), ODD[odd]
    browser = Browser(council, None)
    response = browser.load(START)
    if response.status_code == 302:
        response = browser.load(back_from(response.location))
    assert response.status_code in (400, 503)
    assert not is_in(browser)
    provider.odd = {}
    assert signs_in(browser).status_code == 303
    assert is_in(browser)


def test_a_sign_on_that_was_silent_is_left_alone_for_a_moment_and_then_asked_again(
    council: Place, provider: Provider
) -> None:
    there = council.app.extensions["sign_on"]
    usual = there._client._server_metadata_url
    there._client._server_metadata_url = "http://127.0.0.1:9/"
    browser = Browser(council, None)
    browser.get(START, 503)
    there._client._server_metadata_url = usual
    browser.get(START, 503)
    there.silent_since -= RESTS
    there._client._server_metadata_url = "http://127.0.0.1:9/"
    browser.get(START, 503)
    there._client._server_metadata_url = usual
    browser.get(START, 503)
    there.silent_since -= RESTS
    provider.who = known(council)
    assert signs_in(browser).status_code == 303


def test_what_a_sign_on_told_of_itself_is_asked_anew_after_an_hour(council: Place, provider: Provider) -> None:
    there = council.app.extensions["sign_on"]
    led_to(Browser(council, None))
    first = there.client()
    assert there.client() is first
    first.server_metadata["_loaded_at"] -= KNOWN_FOR + 1
    assert there.client() is not first
