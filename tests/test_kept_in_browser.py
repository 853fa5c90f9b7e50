"""What does a browser keep of what was typed: while the service is away, until it is there, and for nobody else?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import interrupted
from tests.browsing import Browser
from tests.interrupted import Service, kept_in, press, session_ended
from tests.test_pages_unfinished import keep
from tests.unsent import ASK, CALL, DESK, MARK, STEP, Form, reference_of

pytestmark = pytest.mark.timeout(300)
PAUSE, AGAIN = 1600, 10100  # milliseconds: a little more than the pages wait
COLLEAGUE = "A colleague's words."


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with interrupted.served(tmp_path_factory.mktemp("service")) as made:
        yield made


def opened(service: Service, form: Form, page: Page) -> str:
    """The form on a request of its own, filled in; the time of the page passes only when it is told to."""
    path = form.opened(service.place)
    page.clock.install()
    page.goto(path)
    form.fill(page)
    return path


def said(form: Form) -> str:
    """Where the form says what becomes of what is typed."""
    return "#saved" if form is DESK else "form#form"


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()


def kept_while_away(service: Service, form: Form, page: Page) -> str:
    """Typed, and kept by the browser alone; then its page was left."""
    path = opened(service, form, page)
    with service.away():
        page.clock.run_for(PAUSE)
        if form is not ASK:  # which is kept by the browser alone, with nothing to say
            expect(page.locator(said(form))).to_contain_text("connection")
        page.goto("about:blank")
    page.goto("/help")
    assert MARK in str(kept_in(page))
    return path


@pytest.mark.parametrize("form", [CALL, DESK], ids=str)
def test_a_page_says_that_the_connection_is_gone_and_catches_up_when_it_is_back(service: Service, form: Form) -> None:
    with service.window(form.who) as page:
        path = opened(service, form, page)
        with service.away():
            page.clock.run_for(PAUSE)
            expect(page.locator(said(form))).to_contain_text("What you type is kept in this browser")
            assert MARK in str(kept_in(page))
        page.clock.run_for(AGAIN)
        expect(page.locator(said(form))).to_contain_text("Saved at" if form is DESK else "Last kept")
        expect(page.locator(said(form))).not_to_contain_text("connection")
        assert not kept_in(page)
        page.goto(path)
        form.stands(page)
        assert form.on_record(service.place, path) == (1 if form is DESK else 0)


def test_what_a_colleague_typed_meanwhile_is_not_covered_by_what_the_browser_kept(service: Service) -> None:
    form = CALL
    with service.window(form.who) as page:
        path = kept_while_away(service, form, page)
        name = path.rpartition("/")[2]
        keep(Browser(service.place, "officer2"), reference_of(path), name, {form.text: COLLEAGUE})
        page.goto(path)
        form.stands(page, COLLEAGUE)
        expect(page.locator("form#form")).to_contain_text("Something newer has come since")
        page.get_by_role("button", name="Show what this browser kept").click()
        form.stands(page)
        page.clock.run_for(PAUSE)
        expect(page.locator("form#form")).to_contain_text("Officer2 typed into this form")
        page.get_by_role("button", name="Show what is kept there").click()
        form.stands(page, COLLEAGUE)
        expect(page.get_by_role("button", name="Show what this browser kept")).to_be_visible()


def test_what_a_colleague_recorded_meanwhile_is_said_beside_what_the_browser_kept(service: Service) -> None:
    form = STEP
    with service.window(form.who) as page:
        path = kept_while_away(service, form, page)
        service.place.does("officer2", reference_of(path), "record_reading")
        page.goto(path)
        form.stands(page, "")
        page.get_by_role("button", name="Show what this browser kept").click()
        form.stands(page)
        expect(page.locator("#main-content")).to_contain_text("Somebody has changed this request since you opened it")


def test_what_a_colleague_saved_at_the_desk_is_not_covered_by_what_the_browser_kept(service: Service) -> None:
    with service.window(DESK.who) as page:
        path = kept_while_away(service, DESK, page)
        draft = service.place.get("team_manager", f"/requests/{reference_of(path)}/draft")["content"]
        service.place.writes("team_manager", reference_of(path), {**draft, "strengths": COLLEAGUE})
        page.goto(path)
        expect(page.locator("[name=strengths]")).to_have_value(COLLEAGUE)
        page.get_by_role("button", name="Put it back").click()
        DESK.stands(page)
        press(page, "Save")
        expect(page.get_by_role("heading", level=1)).to_have_text("Two people wrote at once")
        expect(page.locator("#main-content")).to_contain_text(COLLEAGUE)


@pytest.mark.parametrize("form", [ASK, DESK], ids=str)
def test_whoever_signs_out_leaves_nothing_in_the_browser(service: Service, form: Form) -> None:
    with service.window(form.who) as page:
        kept_while_away(service, form, page)
        sign_out(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        assert not kept_in(page)


def test_signing_out_first_saves_what_was_typed(service: Service) -> None:
    with service.window("officer") as page:
        path = opened(service, CALL, page)
        sign_out(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        assert not kept_in(page)
        service.sign_in(page, "officer")
        page.goto(path)
        CALL.stands(page)


def test_who_signs_out_is_told_of_what_cannot_be_saved_and_nothing_goes_before_they_do(service: Service) -> None:
    with service.window(DESK.who) as page:
        path = opened(service, DESK, page)
        DESK.fill(page, **DESK.wrong)
        sign_out(page)
        expect(page.locator("#saved")).to_contain_text("You are still signed in")
        DESK.stands(page)
        sign_out(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        assert not kept_in(page)
        assert DESK.on_record(service.place, path) == 0


def test_a_signing_out_that_does_not_arrive_loses_nothing(service: Service) -> None:
    with service.window("officer") as page:
        path = opened(service, CALL, page)
        with service.away():
            sign_out(page)
            expect(page.locator("form#form")).to_contain_text("You are still signed in")
            sign_out(page)
            expect(page.locator("body.neterror")).to_be_attached()
        page.goto("/help")  # still signed in: nothing goes
        page.goto(path)
        CALL.stands(page)


def test_nobody_else_at_the_same_browser_is_shown_what_was_kept(service: Service) -> None:
    with service.window("caseworker") as page:
        path = kept_while_away(service, ASK, page)
        page.context.clear_cookies()
        page.goto(path)
        service.sign_in(page, "send_manager")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ask social care for advice")
        ASK.stands(page, "")
        expect(page.locator("form#form")).not_to_contain_text("kept")
        page.context.clear_cookies()
        page.goto(path)
        service.sign_in(page, "caseworker")
        page.get_by_role("button", name="Show what this browser kept").click()
        ASK.stands(page)


def test_nobody_else_is_shown_what_was_sent_in_a_session_that_ended(service: Service) -> None:
    with service.window("caseworker") as page:
        opened(service, ASK, page)
        with session_ended():
            press(page, ASK.button)
            expect(page.locator("#main-content")).to_contain_text("You were signed out before this was sent.")
        service.sign_in(page, "send_manager")
        expect(page.locator("#main-content")).to_contain_text(
            "What was typed here before you signed in is somebody else's"
        )
        assert MARK not in page.content()
