"""What ends when the secret key is changed? Sessions and the cursors of lists; no request, token or draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app import create_app
from config.settings import Settings
from tests.browsing import SITE, Browser
from tests.conftest import KEY
from tests.place import Place


@pytest.fixture
def later(northmere: Place) -> Iterator[Place]:
    """The same database, served with another secret key."""
    url = northmere.storage.engine.url.render_as_string(hide_password=False)
    app = create_app(Settings(url, "y" * 32, (("test", KEY),)))
    app.testing = True
    yield replace(northmere, app=app)
    app.extensions["storage"].engine.dispose()


def test_whoever_was_signed_in_signs_in_again_and_a_cursor_starts_anew(northmere: Place, later: Place) -> None:
    references = [northmere.ask() for _ in range(2)]
    browser, other = Browser(northmere, "officer"), Browser(later, None)
    other.client._cookies.update(browser.client._cookies)
    answered = [one.client.get(f"/requests/{references[0]}", base_url=SITE) for one in (browser, other)]
    assert [one.status_code for one in answered] == [200, 303]
    assert "/sign-in" in answered[1].headers["Location"]
    first = northmere.call("officer", "GET", "/requests?per_page=1")
    onwards = first.headers["Link"].split("<")[1].split(">")[0].removeprefix("/api/v1")
    assert northmere.call("officer", "GET", onwards).status_code == 200
    assert later.call("officer", "GET", onwards).status_code == 422
    later.does("officer", references[0], "take")
