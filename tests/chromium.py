"""A real browser at a served demonstration: signing in, looking at a page as its users and their machines meet it."""

from __future__ import annotations

import os
import shutil
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request, template_rendered
from flask.sessions import SecureCookieSessionInterface
from jinja2 import Template
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

import demonstration
from app import create_app
from config import clock
from config.settings import Settings
from models import schema
from tests.conftest import KEY
from tests.faults import WIDE, faults, watch
from web import session

__all__ = ["MOST_BYTES", "Site", "faults", "found", "looked_through", "must_be_there", "needed", "served"]
SLOWEST = 120_000  # milliseconds: the first page that checks words reads them all, on a machine with other work to do
MOST_BYTES = 60 * 1024  # packed, first visit included


def found() -> str | None:
    """Where the browser is, if there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def must_be_there() -> bool:
    """Whether its absence is a failure: in CI it is."""
    return os.environ.get("REQUIRE_BROWSER") == "1"


def needed() -> None:
    """A test that needs the browser goes on, is left out and says so, or fails where it has to be there."""
    if found() is None:
        if must_be_there():
            pytest.fail("There is no Chromium, and REQUIRE_BROWSER says that there has to be one.")
        warnings.warn("The pages were NOT looked at in a browser: there is no Chromium.", stacklevel=2)
        pytest.skip("There is no Chromium: the pages were not looked at in a browser.")


@dataclass(frozen=True)
class Site:
    """A served demonstration, and the browser that looks at it."""

    app: Flask
    address: str
    browser: Browser
    drawn: list[tuple[str, str]]  # by which view from which template, since somebody cleared it

    @contextmanager
    def visit(self, who: str | None, **options: Any) -> Iterator[Page]:
        """A new window in which somebody is signed in (nobody, if None); what its scripts complain of fails the test."""
        context: BrowserContext = self.browser.new_context(base_url=self.address, **{"viewport": WIDE, **options})
        context.set_default_navigation_timeout(SLOWEST)
        if who:
            context.add_cookies([self._signed_in(who)])
        context.on("page", watch)
        page, said = context.new_page(), []
        page.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
        page.on("pageerror", lambda wrong: said.append(str(wrong)))
        page.on("request", lambda one: said.append(one.url) if not one.url.startswith(self.address) else None)
        yield page
        context.close()
        assert not [one for one in said if "status of 4" not in one], said

    def _signed_in(self, who: str) -> Any:
        """The cookie of somebody who signed in just now: that page is looked at once, not before every visit."""
        interface, now = SecureCookieSessionInterface(), clock.now().timestamp()
        signer = interface.get_signing_serializer(self.app)
        assert signer
        told = signer.dumps({session.WHO: who, session.BEGAN: now, session.SEEN: now})
        return {"name": self.app.config["SESSION_COOKIE_NAME"], "value": str(told), "url": self.address}


@contextmanager
def looked_through(folders: pytest.TempPathFactory) -> Iterator[Site]:
    """A served demonstration for the tests of a module."""
    needed()
    with served(folders.mktemp("site")) as made:
        yield made


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """The demonstration as it is today, on a server of its own, and a browser."""
    shutil.copytree(_told(folder.parent), folder, dirs_exist_ok=True)
    with at(create_app(_settings(folder))) as site:
        yield site


@contextmanager
def at(app: Flask) -> Iterator[Site]:
    """An application on a server of its own, and a browser."""
    drawn: list[tuple[str, str]] = []

    def heard(_app: Flask, template: Template, **_told: Any) -> None:
        drawn.append((request.endpoint or "", template.name or ""))

    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright, template_rendered.connected_to(heard, app):
        browser = playwright.chromium.launch(executable_path=found(), args=["--no-sandbox"])
        yield Site(app, f"http://127.0.0.1:{server.server_port}", browser, drawn)
        browser.close()
    server.shutdown()
    app.extensions["storage"].engine.dispose()


def _told(base: Path) -> Path:
    """The demonstration, told once for all the sites of a test run: each of them has a copy."""
    folder = base / "demonstration"
    if not folder.exists():
        folder.mkdir()
        storage = create_app(_settings(folder)).extensions["storage"]
        schema.migrate(storage.engine)
        demonstration.fill(storage, clock.now())
        storage.engine.dispose()
    return folder


def _settings(folder: Path) -> Settings:
    where = {"database_url": f"sqlite:///{folder / 'advice.db'}", "documents": str(folder / "documents")}
    return Settings(**where, secret_key="x" * 32, record_keys=(("test", KEY),), demonstration=True)
