"""Is nothing typed lost, and nothing recorded twice: refused, overtaken, signed out, cut off, gone back, pressed twice?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import interrupted
from tests.interrupted import Service, answers_lost, fails_to_send, kept_in, press, session_ended
from tests.unsent import ASK, CALL, DESK, MARK, STEP, Form, reference_of

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with interrupted.served(tmp_path_factory.mktemp("service")) as made:
        yield made


def opened(service: Service, form: Form, page: Page) -> str:
    """The form on a request of its own, opened and filled in."""
    path = form.opened(service.place)
    page.goto(path)
    form.fill(page)
    return path


def sent_and_recorded(service: Service, form: Form, page: Page, path: str) -> None:
    """It is sent, the usual page says so, it is on record once, and the browser keeps nothing of it."""
    press(page, form.button)
    recorded(service, form, page, path)


def recorded(service: Service, form: Form, page: Page, path: str) -> None:
    expect(page.locator("#main-content")).to_contain_text(form.done)
    assert form.on_record(service.place, path) == 1
    assert not kept_in(page)


@pytest.mark.parametrize("form", [STEP, CALL, DESK, ASK], ids=str)
def test_what_is_refused_stands_there_again_with_what_is_wrong(service: Service, form: Form) -> None:
    with service.window(form.who) as page:
        path = form.opened(service.place)
        page.goto(path)
        form.fill(page, **form.wrong)
        press(page, form.button)
        expect(page.locator(".govuk-error-summary")).to_contain_text("There is a problem")
        form.stands(page)
        assert form.on_record(service.place, path) == 0
        form.fill(page, **{**dict.fromkeys(form.wrong, ""), **form.beside, **form.mended})
        sent_and_recorded(service, form, page, path)


@pytest.mark.parametrize("form", [STEP, CALL], ids=str)
def test_what_somebody_overtook_stands_there_again_and_the_page_says_so(service: Service, form: Form) -> None:
    with service.window(form.who) as page:
        path = opened(service, form, page)
        service.place.does("officer2", reference_of(path), "record_reading")
        press(page, form.button)
        expect(page.locator("#main-content")).to_contain_text("Somebody has changed this request since you opened it")
        form.stands(page)
        assert form.on_record(service.place, path) == 0
        sent_and_recorded(service, form, page, path)


def test_of_two_who_write_at_one_desk_each_sees_both_texts(service: Service) -> None:
    with service.window(DESK.who) as page:
        path = opened(service, DESK, page)
        press(page, "Save")
        expect(page.locator("#main-content")).to_contain_text("Saved at")
        DESK.fill(page, **{DESK.text: f"{MARK}, and on Sundays."})
        draft = service.place.get("team_manager", f"/requests/{reference_of(path)}/draft")["content"]
        service.place.writes("team_manager", reference_of(path), {**draft, "strengths": "A colleague wrote this."})
        expect(page.locator("#saved")).to_contain_text("Team Manager has saved this draft too")
        press(page, "Save")
        expect(page.get_by_role("heading", level=1)).to_have_text("Two people wrote at once")
        expect(page.locator("#main-content")).to_contain_text("A colleague wrote this.")
        expect(page.locator("#main-content")).to_contain_text("Saturdays, and on Sundays.")
        press(page, "Save what I chose")
        expect(page.locator("#main-content")).to_contain_text("Both texts are joined and saved.")
        DESK.stands(page, f"{MARK}, and on Sundays.")
        expect(page.locator("[name=strengths]")).to_have_value("A colleague wrote this.")
        assert DESK.on_record(service.place, path) == 1
        assert not kept_in(page)


@pytest.mark.parametrize("form", [STEP, CALL], ids=str)
def test_what_cannot_be_recorded_any_more_is_shown_to_be_copied(service: Service, form: Form) -> None:
    with service.window(form.who) as page:
        path = opened(service, form, page)
        service.place.does("door_manager", reference_of(path), "close")
        press(page, form.button)
        expect(page.locator("#main-content")).to_contain_text("What you typed")
        expect(page.locator("#main-content")).to_contain_text(form.said.splitlines()[-1])
        assert form.on_record(service.place, path) == 0


@pytest.mark.parametrize(("form", "scripts"), [(CALL, True), (DESK, True), (ASK, True), (STEP, False)], ids=str)
def test_what_was_typed_in_a_session_that_ended_comes_back_after_signing_in(
    service: Service, form: Form, scripts: bool
) -> None:
    with service.window(form.who, java_script_enabled=scripts) as page:
        path = opened(service, form, page)
        with session_ended():
            press(page, form.button)
            expect(page.locator("#main-content")).to_contain_text("You were signed out before this was sent.")
        service.sign_in(page, form.who)
        page.get_by_role("button", name="Show what I typed").click()
        expect(page.locator("#main-content")).to_contain_text("This is what you typed")
        form.stands(page)
        assert form.on_record(service.place, path) == 0
        press(page, form.button)
        expect(page.locator("#main-content")).to_contain_text(form.done)
        assert form.on_record(service.place, path) == 1


@pytest.mark.parametrize("form", [STEP, CALL, DESK, ASK], ids=str)
def test_what_is_sent_while_the_service_is_away_comes_back_with_it(service: Service, form: Form) -> None:
    with service.window(form.who) as page:
        path = opened(service, form, page)
        with service.away():
            fails_to_send(page, form.button)
        assert form.on_record(service.place, path) == 0
        page.goto(path)
        expect(page.locator("#main-content")).to_contain_text("This is what you typed")
        form.stands(page)
        sent_and_recorded(service, form, page, path)


@pytest.mark.parametrize("form", [CALL, ASK], ids=str)
def test_what_arrived_though_its_answer_was_lost_is_not_recorded_again(service: Service, form: Form) -> None:
    with service.window(form.who) as page:
        path = opened(service, form, page)
        with answers_lost(page):
            fails_to_send(page, form.button)
        page.goto(path)
        recorded(service, form, page, path)


@pytest.mark.parametrize("form", [STEP, ASK], ids=str)
def test_going_back_after_sending_shows_a_form_to_begin_anew(service: Service, form: Form) -> None:
    with service.window(form.who) as page:
        path = opened(service, form, page)
        sent_and_recorded(service, form, page, path)
        page.go_back()
        form.stands(page, "")
        expect(page.locator("#main-content")).not_to_contain_text("This is what you typed")
        assert form.on_record(service.place, path) == 1


@pytest.mark.parametrize("form", [CALL, DESK, ASK], ids=str)
def test_what_was_left_before_it_was_sent_is_there_on_coming_back(service: Service, form: Form) -> None:
    with service.window(form.who) as page:
        path = opened(service, form, page)
        page.get_by_role("link", name="Social Care Advice").click()
        page.wait_for_url("**/")
        page.go_back()
        if form is ASK:  # the next child's form begins empty
            page.get_by_role("button", name="Show what this browser kept").click()
        form.stands(page)
        sent_and_recorded(service, form, page, path)


@pytest.mark.parametrize(("form", "scripts"), [(CALL, True), (STEP, False), (DESK, False), (ASK, False)], ids=str)
def test_a_double_click_is_recorded_once_and_leads_on_as_usual(service: Service, form: Form, scripts: bool) -> None:
    with service.window(form.who, java_script_enabled=scripts) as page:
        path = opened(service, form, page)
        button = page.locator("form#form").get_by_role("button", name=form.button, exact=True).first
        button.dblclick(delay=30)
        expect(page.locator("#main-content")).to_contain_text(form.done)
        assert form.on_record(service.place, path) == 1


def test_enter_pressed_twice_is_recorded_once_and_leads_on_as_usual(service: Service) -> None:
    with service.window(CALL.who) as page:
        path = opened(service, CALL, page)
        page.evaluate("""() => {
          const form = document.getElementById('form'), usual = form.querySelector('button')
          form.requestSubmit(usual)
          setTimeout(() => form.requestSubmit(usual), 30)
        }""")
        recorded(service, CALL, page, path)
