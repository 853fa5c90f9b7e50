"""A real browser at a served demonstration: signing in, looking at a page as its users and their machines meet it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import html5lib
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

import demonstration
from app import create_app
from config import clock
from config.settings import Settings
from models import schema
from tests.conftest import KEY

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
SMALLEST_TARGET = 24  # CSS pixels, WCAG 2.2 success criterion 2.5.8
MOST_BYTES = 60 * 1024  # packed, first visit included

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """least => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(one => {
  if (!one.checkVisibility() || one.type === 'hidden' || one.closest('.govuk-skip-link, .govuk-visually-hidden')) return false
  if (one.matches('.govuk-radios__input, .govuk-checkboxes__input')) return false
  if (one.tagName === 'A' && getComputedStyle(one).display === 'inline') return false
  const box = one.getBoundingClientRect()
  return box.width > 0 && (box.height < least || box.width < least)
}).map(one => one.outerHTML.slice(0, 120))"""
CUT = """() => [...document.querySelectorAll('main *')].filter(one => one.checkVisibility()
  && getComputedStyle(one).overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1
  && !one.closest('.govuk-visually-hidden') && !one.matches('.govuk-visually-hidden')).map(one => one.outerHTML.slice(0, 120))"""


def found() -> str | None:
    """Where the browser is, if there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def must_be_there() -> bool:
    """Whether its absence is a failure: in CI it is."""
    return os.environ.get("REQUIRE_BROWSER") == "1"


@dataclass(frozen=True)
class Site:
    """A served demonstration, and the browser that looks at it."""

    app: Flask
    address: str
    browser: Browser

    @contextmanager
    def visit(self, who: str | None, **options: Any) -> Iterator[Page]:
        """A new window in which somebody is signed in (nobody, if None); what its scripts complain of fails the test."""
        context: BrowserContext = self.browser.new_context(base_url=self.address, **{"viewport": WIDE, **options})
        page, said = context.new_page(), []
        page.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
        page.on("pageerror", lambda wrong: said.append(str(wrong)))
        page.on("request", lambda one: said.append(one.url) if not one.url.startswith(self.address) else None)
        if who:
            page.goto("/sign-in")
            page.select_option("#who", who)
            page.get_by_role("button", name="Sign in").click()
        yield page
        context.close()
        assert not [one for one in said if "status of 4" not in one], said


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """The demonstration as it is today, on a server of its own, and a browser."""
    settings = Settings(f"sqlite:///{folder / 'advice.db'}", "x" * 32, (("test", KEY),), demonstration=True)
    app = create_app(Settings(**{**_fields(settings), "documents": str(folder / "documents")}))
    storage = app.extensions["storage"]
    schema.migrate(storage.engine)
    demonstration.fill(storage, clock.now())
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=["--no-sandbox"])
        yield Site(app, f"http://127.0.0.1:{server.server_port}", browser)
        browser.close()
    server.shutdown()
    storage.engine.dispose()


def _fields(settings: Settings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in settings.__dataclass_fields__}


def faults(page: Page) -> list[str]:
    """Everything that is wrong with the page that is open: for its readers, its machines, its narrow screens."""
    return [*_axe(page), *_html(page), *_narrow(page)]


def _axe(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"axe {one['id']}: {one['help']} at {[node['target'] for node in one['nodes']][:3]}"
        for one in found.response["violations"]
    ]


def _html(page: Page) -> list[str]:
    """What a strict reader of HTML finds in the page as it was sent."""
    sent = page.request.get(page.url).text() if "#" not in page.url else page.content()
    reader = html5lib.HTMLParser(strict=False)
    reader.parse(sent)
    return [f"html {code} at {place}" for place, code, _ in reader.errors]


def _narrow(page: Page) -> list[str]:
    """At 320 pixels, which is 1280 at 400 %: no sideways scrolling, nothing cut off, nothing too small to press."""
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # the stub wants its own type of size
    over = page.evaluate(SIDEWAYS)
    said = [f"scrolls sideways by {over} pixels at 320"] if over > 0 else []
    said += [f"too small to press: {one}" for one in page.evaluate(SMALL, SMALLEST_TARGET)]
    said += [f"cut off at 320: {one}" for one in page.evaluate(CUT)]
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # the same
    return said
