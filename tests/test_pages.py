"""Do the pages hold what every page must: who may open it, a form's token, and nothing typed that is ever lost?"""

from __future__ import annotations

import re

import pytest

from tests.browsing import ONCE, SEEN, TOKEN, Browser, Reader, contact, triaging
from tests.place import Place
from web.assets import held
from web.pages import PAGES
from web.session import IDLE


@pytest.fixture
def officer(northmere: Place) -> Browser:
    return Browser(northmere, "officer")


def test_nobody_sees_a_page_without_signing_in(northmere: Place) -> None:
    stranger = Browser(northmere, None)
    for one in PAGES:
        path = re.sub(r"<[^>]+>", "1", one.path)
        if "GET" in one.methods:
            response = stranger.load(path)
            assert (response.status_code, response.location.split("?")[0]) == (303, "/sign-in"), path


def test_signing_in_is_only_for_demonstrations(northmere: Place) -> None:
    page = Browser(northmere, None).get("/sign-in")
    assert "single sign-on is not set up" in page
    Browser(northmere, None).post("/sign-in", {"who": northmere.email("officer")}, 401)


def test_what_is_not_there_and_what_is_not_yours_look_alike(northmere: Place, eastvale: Place) -> None:
    theirs, here = eastvale.ask(), Browser(northmere, "officer")
    shown = [here.get(f"/requests/{one}", 404) for one in (theirs, "SCA-2026-999999")]
    assert len({re.sub('nonce="[^"]+"|value="[^"]+"', "", page) for page in shown}) == 1
    assert "Page not found" in here.get("/requests/SCA-2026-999999", 404)
    assert "Page not found" in here.get("/nowhere", 404)


def test_a_step_is_taken_at_its_page(northmere: Place, officer: Browser) -> None:
    reference, path = triaging(northmere)
    response = officer.post(path, contact())
    assert response.location == f"/requests/{reference}"
    last = northmere.get("officer", f"/requests/{reference}/history")["events"][-1]
    said = {one["code"]: one["value"] for one in last["answers"]}
    assert (last["action"], said["what_was_said"]) == ("record_contact", "An ordinary week & a <hard> one.")
    said = re.search(r'banner__heading">([^<]+)<', re.sub(r"\s+", " ", officer.get(f"/requests/{reference}")))
    assert said
    assert said[1].strip().startswith("You ")


def test_what_was_typed_stands_beside_every_reason_why_not(northmere: Place, officer: Browser) -> None:
    reference, path = triaging(northmere)
    page = officer.post(path, contact(**{"contacted_on.month": "13", "minutes": "many"}), 422).get_data(as_text=True)
    assert "There is a problem" in page
    assert 'href="#contacted_on' in page
    assert "An ordinary week &amp; a &lt;hard&gt; one." in page
    assert 'value="many"' in page
    assert northmere.get("officer", f"/requests/{reference}")["version"] == 2


def test_a_form_sent_twice_has_one_effect(northmere: Place, officer: Browser) -> None:
    reference, path = triaging(northmere)
    page = officer.get(path)
    hidden = {"csrf_token": TOKEN.search(page)[1], "once": ONCE.search(page)[1], "seen": SEEN.search(page)[1]}  # type: ignore[index]
    for _ in range(2):
        response = officer.send(path, {**hidden, **contact()})
        assert (response.status_code, response.location) == (303, f"/requests/{reference}")
    assert northmere.get("officer", f"/requests/{reference}")["version"] == 3


def test_somebody_else_was_quicker_and_nothing_typed_is_lost(northmere: Place, officer: Browser) -> None:
    reference, path = triaging(northmere)
    page = officer.get(path)
    hidden = {"csrf_token": TOKEN.search(page)[1], "once": ONCE.search(page)[1], "seen": SEEN.search(page)[1]}  # type: ignore[index]
    northmere.does("officer2", reference, "note")
    response = officer.send(path, {**hidden, **contact()})
    assert response.status_code == 409
    shown = response.get_data(as_text=True)
    assert "Somebody has changed this request" in shown
    assert "An ordinary week &amp; a &lt;hard&gt; one." in shown
    assert SEEN.search(shown)[1] == "3"  # type: ignore[index]


def test_a_session_that_ended_carries_the_form_over_the_signing_in(
    northmere: Place, officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(northmere.app.config, "DEMONSTRATION", True)
    _, path = triaging(northmere)
    page = officer.get(path)
    hidden = {"csrf_token": TOKEN.search(page)[1], "once": ONCE.search(page)[1], "seen": SEEN.search(page)[1]}  # type: ignore[index]
    with officer.session() as session:
        session["seen"] -= IDLE.total_seconds() + 1
    response = officer.send(path, {**hidden, **contact()})
    assert response.status_code == 401
    asked = Reader(response.get_data(as_text=True)).fields
    assert asked["kept.what_was_said"] == "An ordinary week & a <hard> one."
    again = officer.send("/sign-in", {**asked, "who": northmere.email("officer")})
    assert again.status_code == 200
    restored = Reader(again.get_data(as_text=True)).fields
    shown = officer.send(path, restored)
    assert shown.status_code == 200
    assert "before you were signed out" in shown.get_data(as_text=True)
    assert "An ordinary week &amp; a &lt;hard&gt; one." in shown.get_data(as_text=True)


def test_a_row_more_or_less_keeps_what_was_typed(northmere: Place) -> None:
    reference = northmere.ask()
    caseworker, path = Browser(northmere, "caseworker"), f"/requests/{reference}/steps/update_person"
    typed = {"person.known_as": "Ives", "person.contacts.0.name": "Bea", "person.contacts.0.relationship": "parent"}
    more = caseworker.post(path, {**typed, "add": "person.contacts"}, 200).get_data(as_text=True)
    assert 'name="person.contacts.1.name"' in more
    assert 'value="Bea"' in more
    two = {**typed, "person.contacts.1.name": "Cid", "person.contacts.1.relationship": "carer"}
    less = caseworker.post(path, {**two, "remove": "person.contacts.0"}, 200).get_data(as_text=True)
    assert 'value="Cid"' in less
    assert 'value="Bea"' not in less
    assert 'value="Ives"' in less


def test_a_form_without_its_token_does_nothing(northmere: Place, officer: Browser) -> None:
    reference, path = triaging(northmere)
    response = officer.send(path, {**contact(), "seen": "2"})
    assert response.status_code == 400
    assert "nothing is lost" in response.get_data(as_text=True)
    assert northmere.get("officer", f"/requests/{reference}")["version"] == 2


def test_files_are_kept_for_a_year_under_a_name_that_changes_with_them(northmere: Place, officer: Browser) -> None:
    page = officer.get("/")
    (style,) = re.findall(r'href="(/static/[0-9a-f]{16}/govuk-frontend\.css)"', page)
    response = officer.load(style, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Encoding"] == "gzip"
    assert officer.load(style.replace(style.split("/")[2], "0" * 16)).status_code == 404


def test_no_font_and_no_crest_of_govuk_is_shipped() -> None:
    for name, asset in held().items():
        if name.endswith((".css", ".js", ".svg")):
            text = asset.plain.decode()
            assert not [word for word in ("@font-face", "GDS Transport", "crest.svg", "govuk-logotype") if word in text]
    assert not [name for name in held() if name.endswith((".woff", ".woff2", ".ttf", ".ico"))]
