"""Is every page there is looked at in a real browser as it usually is, and is it right for everybody?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests import chromium
from tests.chromium import Site
from tests.faults import faults
from tests.looks import FILES, LOOKS, Look
from tests.presses import PRESSES, issue_late, late_advice
from tests.sending_wrong import nothing_kept, wrong_forms
from tests.sights import email, sights

pytestmark = pytest.mark.timeout(600)
TEMPLATES = Path(__file__).parent.parent / "web" / "templates"
LATE = "late.html"
SAVES = ("unfinished.save", "desk.written")  # by a script, while somebody types
EXTENDS = re.compile(r'{% extends "(\w+\.html)" %}')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with chromium.looked_through(tmp_path_factory) as made:
        yield made


@pytest.fixture(scope="module")
def named(site: Site) -> dict[str, str]:
    return sights(site)


def pages(app: Flask) -> set[str]:
    """The views of every page that an address leads to: all that the service answers, but what programs read."""
    rules = (rule for rule in app.url_map.iter_rules() if not rule.rule.startswith("/api/") and "GET" in rule.methods)
    return {rule.endpoint for rule in rules if "." in rule.endpoint}


def test_every_page_and_every_template_of_one_is_in_the_table(site: Site) -> None:
    assert pages(site.app) - FILES == {one.view for one in LOOKS if one.view}
    extends = {one.name: found[1] for one in TEMPLATES.glob("*.html") if (found := EXTENDS.match(one.read_text()))}
    drawn = set(extends) - set(extends.values())
    assert drawn == {one.shows for one in LOOKS} | {name.partition(",")[0] for name in PRESSES} | {LATE}


@pytest.mark.parametrize("who", list(dict.fromkeys(one.who for one in LOOKS)))
def test_every_page_is_right_for_everybody_as_it_usually_is_and_sent_empty(
    site: Site, named: dict[str, str], who: str
) -> None:
    said: list[str] = []
    with site.visit(email(who) if who else None) as page, nothing_kept(site.app.extensions["storage"].engine):
        for look in (one for one in LOOKS if one.who == who):
            path = look.path.format(**named)
            said += [*_looked_at(site, page, look, path), *(f"{path}: {one}" for one in wrong_forms(page))]
    assert not said, "\n".join(said)


def _looked_at(site: Site, page: Page, look: Look, path: str) -> list[str]:
    """What is wrong with a page, if it is not the one that it should be, or as it is shown."""
    site.drawn.clear()
    response = page.goto(path)
    drawn = [one for one in site.drawn if one[0] not in SAVES]
    shown, expected = (response.status if response else None, drawn), (look.status, [(look.view, look.shows)])
    another = [f"{path} shows {shown}, not {expected}"] if shown != expected else []
    sought = [box.input_value() for box in page.locator("#search").all()]
    filled = [f"{path}: the search box says {said!r}" for said in sought if said]
    return [*another, *filled, *(f"{path}: {one}" for one in faults(page))]


@pytest.mark.parametrize("name", PRESSES)
def test_pages_that_only_a_press_leads_to_are_right_for_everybody(site: Site, named: dict[str, str], name: str) -> None:
    press, changes = PRESSES[name], name == "outcomes.html"
    with (
        site.visit(email(press.who)) as page,
        nothing_kept(site.app.extensions["storage"].engine) if changes else nullcontext(),
    ):
        site.drawn.clear()
        press.comes(page, named)
        page.wait_for_load_state()
        assert _shown(site)[-1] == name.partition(",")[0]
        assert not faults(page)


def test_the_page_that_asks_once_more_before_advice_is_issued_late_is_right_for_everybody(site: Site) -> None:
    place, reference = late_advice(site)
    with site.visit(place.email("team_reviewer")) as page:
        site.drawn.clear()
        issue_late(page, reference)
        page.wait_for_load_state()
        assert _shown(site)[-1] == LATE
        assert not faults(page)


def _shown(site: Site) -> list[str]:
    """The pages that were drawn, without what is said to a script that saves what was typed."""
    return [template for view, template in site.drawn if view != SAVES]
