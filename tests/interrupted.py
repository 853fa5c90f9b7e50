"""A service that may go away and come back, and a real browser at it: where what is typed must not be lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, Page, Request, Route, expect, sync_playwright
from werkzeug.serving import make_server

from app import create_app
from config import clock
from config.settings import Settings
from models import schema
from tests import chromium
from tests.conftest import KEY
from tests.place import Place, make_place
from web import session

EXPECTED = ("net::ERR_", "status of ")  # what a browser says of a service that is away, or refuses


class Service:
    """The service with one authority in it, on a port of its own; and a browser."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        self.settings = Settings(
            f"sqlite:///{folder / 'advice.db'}",
            "x" * 32,
            (("test", KEY),),
            demonstration=True,
            documents=str(folder / "documents"),
        )
        self.browser, self.port = browser, 0
        self.app: Flask = create_app(self.settings)
        schema.migrate(self.app.extensions["storage"].engine)
        self.place: Place = make_place(self.app, "northmere")
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """It comes back: a new process, as far as one can be had here, on the same port and database."""
        self.server = make_server("127.0.0.1", self.port, create_app(self.settings), threaded=True)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """It goes away: connections are refused."""
        self.server.shutdown()
        self.server.server_close()

    @contextmanager
    def away(self) -> Iterator[None]:
        """It is away, and comes back after."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def window(self, who: str, **options: bool) -> Iterator[Page]:
        """A new browser in which somebody is signed in; a fault of our scripts fails the test."""
        context = self.browser.new_context(base_url=self.address, **options)  # type: ignore[arg-type]  # of bool
        context.add_cookies([self._signed_in(who)])
        page, said = context.new_page(), []
        page.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
        page.on("pageerror", lambda wrong: said.append(str(wrong)))
        yield page
        context.close()
        assert not [one for one in said if not any(usual in one for usual in EXPECTED)], said

    def _signed_in(self, who: str) -> Any:
        """The cookie of somebody who signed in just now."""
        interface, now = SecureCookieSessionInterface(), clock.now().timestamp()
        signer = interface.get_signing_serializer(self.app)
        assert signer
        told = signer.dumps({session.WHO: self.place.email(who), session.BEGAN: now, session.SEEN: now})
        return {"name": self.app.config["SESSION_COOKIE_NAME"], "value": str(told), "url": self.address}

    def sign_in(self, page: Page, who: str) -> None:
        page.select_option("#who", self.place.email(who))
        page.get_by_role("button", name="Sign in").click()


@contextmanager
def served(folder: Path) -> Iterator[Service]:
    """A service and a browser, where there is one."""
    chromium.needed()
    expect.set_options(timeout=20_000)  # a machine that does much else at once
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.found(), args=["--no-sandbox"])
        service = Service(folder, browser)
        yield service
        browser.close()
        service.stop()


@contextmanager
def session_ended() -> Iterator[None]:
    """Whoever is signed in has been away for too long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "IDLE", timedelta(seconds=-1))
        yield


@contextmanager
def answers_lost(page: Page) -> Iterator[None]:
    """What is sent arrives, and the connection breaks before the answer."""

    def lose(route: Route, request: Request) -> None:
        if request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort("connectionreset")
        else:
            route.continue_()

    before = page.context.cookies()
    page.route("**/*", lose)
    yield
    page.unroute("**/*")
    page.context.clear_cookies()
    page.context.add_cookies(before)  # type: ignore[arg-type]  # what it gave is what it takes


def kept_in(page: Page) -> dict[str, str]:
    """What the browser keeps, once the page that it shows has been read to its end, and its scripts have run."""
    page.wait_for_load_state("load")
    held: dict[str, str] = page.evaluate("() => ({...localStorage})")
    return held


def press(page: Page, name: str) -> None:
    """Press a button of the form, and wait for nothing: the service may be away."""
    page.locator("form#form").get_by_role("button", name=name, exact=True).first.click(no_wait_after=True)


def fails_to_send(page: Page, name: str) -> None:
    """Press, and see the browser's own page of a connection that broke."""
    press(page, name)
    expect(page.locator("body.neterror")).to_be_attached()
