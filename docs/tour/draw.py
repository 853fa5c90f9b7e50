"""How does a request travel, page by page? Draws the pictures of docs/tour.md from a served demonstration.

Needs Chromium beside the test tools: `PYTHONPATH=. .venv/bin/python docs/tour/draw.py`. The clock stands on the days of
the story, so that what is drawn anew differs only where a page does.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import time_machine
import yaml
from PIL import Image
from playwright.sync_api import Page

from tests.chromium import Site, served
from workflow.writing import phrases

HERE, COLOURS, MARGIN = Path(__file__).parent, 64, 16
WIDE, PHONE = {"width": 1100, "height": 900}, {"width": 390, "height": 844}


STORY: Mapping[str, Mapping[str, str]] = yaml.safe_load((HERE / "story.yaml").read_text())


class Unlike(Exception):
    """A page is not as the story has it."""


def picture(page: Page, name: str, first: str = "main", last: str = "main", *, window: bool = False) -> None:
    """A picture from the top of one part of the page to the end of another; `window`: as it stands once scrolled to."""
    page.mouse.move(0, 0)
    page.evaluate("scrollTo(0, 0); document.activeElement?.blur()")
    if window:
        page.locator(first).first.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 150)")
        page.wait_for_timeout(200)
    top, end = (page.locator(one).first.bounding_box() for one in (first, last))
    if not top or not end or end["y"] < top["y"]:
        raise Unlike(f"{name}: there is no {first} and no {last} after it on {page.url}.")
    y = 0 if window else max(0, top["y"] - MARGIN)
    clip = {"x": 0, "y": y, "width": page.evaluate("innerWidth"), "height": end["y"] + end["height"] + MARGIN - y}
    taken = page.screenshot(full_page=not window, clip=clip)  # type: ignore[arg-type]  # the stub wants its own type
    drawn = Image.open(io.BytesIO(taken)).convert("RGB")
    drawn.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        HERE / f"{name}.png", optimize=True
    )


@contextmanager
def at_desk(site: Site, who: str, **options: Any) -> Iterator[Page]:
    """Somebody of Northmere at a window of their own."""
    with site.visit(f"{who}@northmere.example", **{"viewport": WIDE, **options}) as page:
        page.set_default_timeout(60_000)
        yield page


def fill(page: Page, typed: Mapping[str, str], within: str = "#form") -> None:
    """Type into fields by their names: a choice is chosen, a date is three numbers, a box is ticked."""
    for name, text in typed.items():
        field = page.locator(f'{within} [name="{name}"], {within} [name="{name}.day"]').first
        if not field.is_visible():
            page.evaluate("name => document.getElementsByName(name)[0].closest('details').open = true", name)
        kind = field.evaluate("one => one.type")
        if name + ".day" == field.get_attribute("name"):
            for part, number in zip(("day", "month", "year"), text.split(), strict=True):
                page.fill(f'{within} [name="{name}.{part}"]', number)
        elif kind in ("radio", "checkbox"):
            page.check(f'{within} [name="{name}"][value="{text}"]')
        elif kind == "select-one":
            page.select_option(f'{within} [name="{name}"]', text)
        else:
            field.fill(text)


def field(name: str) -> str:
    """Where a field stands with its label, by its name."""
    return f'[data-field="{name}"]'


def send(page: Page) -> None:
    """Press the button at the end of the form, and see that nothing was refused."""
    page.locator("#form button.govuk-button[type=submit]").last.click()
    page.wait_for_load_state()
    if (wrong := page.locator(".govuk-error-summary")).count():
        raise Unlike(f"{page.url}: {wrong.inner_text()}")


def press(page: Page, words: str) -> None:
    """Press a button by its words."""
    page.get_by_role("button", name=words, exact=True).first.click()


def step(page: Page, reference: str, action: str, typed: Mapping[str, str]) -> None:
    """Take a step on a page of its own."""
    page.goto(f"/requests/{reference}/steps/{action}")
    fill(page, typed)
    send(page)


def asks(site: Site) -> str:
    """Rowan asks about a child whom the service knows; gives the reference."""
    with at_desk(site, "rowan.ash") as page:
        page.goto("/ask")
        fill(page, {"person.given_name": "Finch", "person.family_name": "Stencilby", "reason": "ehc_needs_assessment"})
        press(page, "Find them and go on")
        page.locator("input[name=known]").first.check()
        press(page, "Go on")
        picture(page, "01-ask", "header", field("ehc_needs_assessment_decided_on"))
        fill(page, STORY["asked"])
        press(page, "Add another")
        fill(page, STORY["asked_too"])
        press(page, "Check your answers")
        press(page, "Ask Northmere Children and Families Contact for advice")
        picture(page, "02-asked", "h1", "table")
        return page.locator("main strong").first.inner_text()


def takes(site: Site, reference: str) -> None:
    """Wren sees what is due today, and takes what has come in."""
    with at_desk(site, "wren.field") as page:
        page.goto("/")
        picture(page, "03-work", "header", "section[aria-labelledby=mine]")
        step(page, reference, "take", {})
        page.goto(f"/requests/{reference}")
        picture(page, "04-request", ".app-identity__name", ".app-sides__main .govuk-button")
    with at_desk(site, "wren.field", viewport=PHONE) as page:
        page.goto(f"/requests/{reference}/triage")
        picture(page, "06-phone", ".govuk-caption-l", "section[aria-labelledby=people]")


def rings(site: Site, reference: str) -> None:
    """Wren speaks with the family, and offers the request to the team that assesses."""
    with at_desk(site, "wren.field") as page:
        page.goto(f"/requests/{reference}/triage")
        fill(page, STORY["call"])
        picture(page, "05-call", "section[aria-labelledby=people]", field("answers.coping.value"))
        press(page, "Save this call")
        page.goto(f"/requests/{reference}/steps/offer_transfer?then=triage")
        fill(page, STORY["offer"])
        picture(page, "07-offer", field("expected_completion_on"), field("remedy"), window=True)
        send(page)


def accepts(site: Site, reference: str) -> None:
    """Clay reads what is offered, accepts it and gives it to Jay."""
    with at_desk(site, "clay.ford") as page:
        page.goto(f"/requests/{reference}/transfer")
        page.select_option("[name=worker]", "jay.brook@northmere.example")
        picture(page, "08-transfer", "#ways", field("refusal_reason"))
        press(page, "Accept the transfer")


def assesses(site: Site, reference: str) -> None:
    """Jay sees the child and the family at home."""
    with at_desk(site, "jay.brook") as page:
        step(page, reference, "plan_assessment", STORY["plan"])
        step(page, reference, "record_contact", STORY["visit"])
        step(page, reference, "record_reading", STORY["read"])


def writes(site: Site, reference: str) -> None:
    """Jay writes the advice beside what the record says; what a line lacks is said at its field."""
    with at_desk(site, "jay.brook") as page:
        step(page, reference, "complete_assessment", STORY["found"])
        page.goto(f"/requests/{reference}/write")
        press(page, "Begin with what the record says")
        page.locator("button[name=add][value=needs]").click()
        page.locator("button[name=add][value=outcomes]").click()
        page.locator("button[name=remove][value='provision.1']").click()
        fill(page, STORY["draft"])
        page.get_by_role("button", name="Save", exact=True).click()
        page.wait_for_load_state()
        picture(page, "09-desk", "h1", ".app-cell[data-code=family]")
        picture(page, "10-line", "#section-provision", ".app-cell[data-code=duration]")
        fill(page, {"provision.0.frequency": "two nights a week"})
        press(page, "Save and preview")
        fill(page, {"author_role": "Social worker", "reviewer": "clay.ford@northmere.example"})
        send(page)


def issues(site: Site, reference: str) -> None:
    """Clay, who wrote none of it, checks and issues it; Rowan has it from that moment."""
    with at_desk(site, "clay.ford") as page:
        page.goto(f"/requests/{reference}/review")
        picture(page, "11-review", "h1", "#read-needs-0")
        fill(page, STORY["checked"])
        send(page)
    with at_desk(site, "rowan.ash") as page:
        page.goto(f"/requests/{reference}/advice/1")
        picture(page, "12-issued", ".govuk-caption-l", ".app-provenance")
        page.goto(f"/requests/{reference}/timeline")
        picture(page, "13-timeline", "#event-5", "#event-4 .moj-timeline__description")


def oversees(site: Site, _: str) -> None:
    """Laurel sees how all of the work stands, and what is behind a figure."""
    with at_desk(site, "laurel.hart") as page:
        page.goto("/oversight")
        picture(page, "14-oversight", ".govuk-caption-l", "section[aria-labelledby=teams]")
        page.goto("/oversight/requests?due=late")
        picture(page, "15-late", ".govuk-caption-l", "tbody tr:nth-child(5)")


DAYS = {
    datetime(2026, 11, 10, 9, 30, tzinfo=UTC): (takes, rings),
    datetime(2026, 11, 11, 14, 0, tzinfo=UTC): (accepts,),
    datetime(2026, 11, 13, 16, 30, tzinfo=UTC): (assesses,),
    datetime(2026, 11, 25, 9, 30, tzinfo=UTC): (writes,),
    datetime(2026, 11, 26, 11, 0, tzinfo=UTC): (issues, oversees),
}


def main() -> None:
    """Draw all of them anew, and say how much they weigh."""
    for old in HERE.glob("*.png"):
        old.unlink()
    phrases.read_all()
    begins = datetime(2026, 11, 9, 9, 5, tzinfo=UTC)
    with time_machine.travel(begins, tick=True) as clock, TemporaryDirectory() as folder, served(Path(folder)) as site:
        reference = asks(site)
        for day, acts in DAYS.items():
            clock.move_to(day)
            for act in acts:
                act(site, reference)
    drawn = sorted(HERE.glob("*.png"))
    print(*(f"{path.name} {path.stat().st_size / 1000:.0f} kB" for path in drawn), sep="\n")  # noqa: T201  # the list
    print(f"{len(drawn)} pictures, {sum(path.stat().st_size for path in drawn) / 1000:.0f} kB")  # noqa: T201  # the list


if __name__ == "__main__":
    main()
