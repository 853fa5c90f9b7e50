"""Are the pages at which a council's staff sign in right for everybody, as every other page is?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import create_app
from config.settings import Settings, SignOn
from models import schema
from tests import chromium
from tests.chromium import Site
from tests.conftest import KEY
from tests.faults import faults
from tests.identity_provider import CLIENT, SECRET
from web.sign_on import AGAIN

COUNCIL = SignOn("http://127.0.0.1:9", CLIENT, SECRET)
SENT = """() => {
  const form = document.createElement('form'); form.method = 'post'; form.action = '/search';
  form.innerHTML = '<input name="q" value="Juniper">'; document.body.append(form); form.submit() }"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A service for real work, and a browser."""
    chromium.needed()
    app = create_app(Settings(f"sqlite:///{tmp_path / 'advice.db'}", "x" * 32, (("test", KEY),), sign_on=COUNCIL))
    schema.migrate(app.extensions["storage"].engine)
    with chromium.at(app) as made:
        yield made


def test_signing_in_and_what_waits_for_it_are_right_for_everybody(site: Site) -> None:
    with site.visit(None) as page:
        page.goto("/sign-in?next=/requests")
        assert page.locator("#council").inner_text() == "Sign in with your council account"
        assert faults(page) == []
        page.evaluate(SENT)
        page.wait_for_url("**/search")
        assert "Nothing is lost" in page.locator("main").inner_text()
        assert page.locator("#council").get_attribute("target") == "_blank"
        assert faults(page) == []
        page.goto("/sign-in/council/answer")
        assert AGAIN in page.locator(".govuk-error-summary").inner_text()
        assert faults(page) == []
