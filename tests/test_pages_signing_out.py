"""Does signing out end what was signed in, on every machine, and does nothing bring it back?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from models.access import SignedIn
from tests.browsing import Browser
from tests.calls import hidden
from tests.place import Place
from web import pages


def test_a_copy_of_a_cookie_and_a_session_elsewhere_end_with_signing_out(northmere: Place) -> None:
    here, elsewhere, other = (Browser(northmere, who) for who in ("officer", "officer", "officer2"))
    with here.session() as session:
        copied = dict(session)
    assert here.post("/sign-out", {}, on="/").location == "/sign-in"
    assert "wherever else you were signed in" in here.get("/sign-in")
    with here.session() as session:
        session.update(copied)
    for ended in (here, elsewhere):
        assert ended.load("/requests").status_code == 303
    other.get("/requests")
    Browser(northmere, "officer").get("/requests")


def test_somebody_whose_session_has_ended_signs_nobody_out(northmere: Place) -> None:
    old = Browser(northmere, "officer")
    form = hidden(old.get("/"))
    Browser(northmere, "officer").post("/sign-out", {}, on="/")
    new = Browser(northmere, "officer")
    assert old.send("/sign-out", form).status_code == 303
    new.get("/requests")


def test_a_page_that_is_under_way_while_its_owner_signs_out_brings_no_session_back(
    northmere: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, leaving = Browser(northmere, "officer"), Browser(northmere, "officer")
    usual = pages._may_open

    def signed_out_meanwhile(one: pages.Page, signed: SignedIn, where: Mapping[str, Any]) -> None:
        monkeypatch.setattr(pages, "_may_open", usual)
        leaving.post("/sign-out", {}, on="/")

    monkeypatch.setattr(pages, "_may_open", signed_out_meanwhile)
    assert "Set-Cookie" in reading.load("/requests").headers
    assert reading.load("/requests").status_code == 303
