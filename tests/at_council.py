"""Signing in with the account of a council, as a browser does it: there, at the sign-on, and back."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import requests

from app import create_app
from config.settings import Settings, SignOn
from tests.browsing import SITE, Browser
from tests.conftest import KEY
from tests.place import Place

START, ANSWER = "/sign-in/council", "/sign-in/council/answer"


def served_with(place: Place, settings: SignOn) -> Iterator[Place]:
    url = place.storage.engine.url.render_as_string(hide_password=False)
    app = create_app(Settings(url, "x" * 32, (("test", KEY),), sign_on=settings))
    app.testing = True
    yield replace(place, app=app)
    app.extensions["storage"].engine.dispose()


def led_to(browser: Browser, onward: str = "/requests") -> str:
    """The address at the sign-on to which this browser is sent."""
    response = browser.load(START, query_string={"next": onward})
    assert response.status_code == 302, response.get_data(as_text=True)
    return str(response.location)


def back_from(address: str) -> str:
    """The address to which the sign-on sends the browser back."""
    back = requests.get(address, allow_redirects=False, timeout=10).headers["Location"]
    assert back.startswith(f"{SITE}{ANSWER}?")
    return back.removeprefix(SITE)


def signs_in(browser: Browser, onward: str = "/requests") -> Any:
    return browser.load(back_from(led_to(browser, onward)))


def is_in(browser: Browser) -> bool:
    return browser.load("/requests").status_code == 200


def known(place: Place, who: str = "officer", subject: str = "") -> dict[str, str]:
    return {"sub": subject or f"{place.code}-{who}", "email": place.email(who)}


def waiting(page: str) -> dict[str, str]:
    """The form that waits in its window."""
    form = page[page.index('name="typed_by"') - 30 :]
    return {name: html.unescape(text) for name, text in re.findall(r'name="([^"]+)" value="([^"]*)">', form)}
