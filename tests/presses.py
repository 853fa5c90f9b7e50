"""How does somebody come to the pages that no address leads to, but only a press?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import Page

from config import clock
from tests import answers, lists
from tests.chromium import Site
from tests.place import Place, make_place

Named = Mapping[str, str]
FILLED = """said => { for (const [name, value] of Object.entries(said)) {
  for (const one of document.getElementsByName(name)) {
    if (one.type === 'radio') one.checked = one.value === value
    else one.value = value
  }
} }"""
CHECKED = ("needs", "outcomes", "provision", "voices", "adulthood", "plain", "private")


@dataclass(frozen=True, slots=True)
class Press:
    """Who comes to the page of a template, and how."""

    who: str
    comes: Callable[[Page, Named], None]


def _giving(page: Page, _named: Named) -> None:
    page.goto("/requests?list=all")
    page.locator("input[name=ticked]").first.check()
    page.get_by_role("button", name="Give them to somebody").click()


def _given(page: Page, named: Named) -> None:
    _giving(page, named)
    page.select_option("#assignee", index=1)
    page.locator("main form button[type=submit]").last.click()


def _leaving(page: Page, _named: Named) -> None:
    page.goto("/leavers")
    page.select_option("#leaver", "wren.field@northmere.example")
    page.select_option("#assignee", "robin.marsh@northmere.example")
    page.get_by_role("button", name="Show what would move").click()


def _trying(page: Page, *rows: dict[str, str]) -> None:
    page.goto("/reviews/list")
    page.set_input_files("#file", {"name": "term.csv", "mimeType": "text/csv", "buffer": lists.table(rows)})
    page.get_by_role("button", name="Show what each line would do").click()


def _tried(page: Page, _named: Named) -> None:
    _trying(page, lists.child(1), lists.child(2))


def _tried_in_vain(page: Page, _named: Named) -> None:
    _trying(page, lists.child(1, date_of_birth="soon"), lists.child(2, review_meeting_on=""))


def _found(page: Page, _named: Named) -> None:
    page.goto("/")
    page.fill("#search", "a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search")


def _not_found(page: Page, _named: Named) -> None:
    page.goto("/")
    page.fill("#search", "nobody is called that")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search")


def _searched_for_nothing(page: Page, _named: Named) -> None:
    page.goto("/help")
    page.get_by_role("button", name="Search", exact=True).click()


def _overtaken(page: Page, named: Named) -> None:
    """Somebody saved the draft after this page was opened."""
    page.goto(f"/requests/{named['drafting']}/write")
    page.evaluate(FILLED, {"seen": "0", "base": "{}", "views.person": "I want to swim every day."})
    page.get_by_role("button", name="Save", exact=True).click()


def _signed_out(page: Page, named: Named) -> None:
    page.goto(f"/requests/{named['triaging']}/steps/note")
    page.fill("#note", "They are away until Monday.")
    page.context.clear_cookies()
    page.locator("#form button[type=submit]").last.click()


def _signed_in_again(page: Page, named: Named) -> None:
    _signed_out(page, named)
    page.select_option("#who", "wren.field@northmere.example")
    page.get_by_role("button", name="Sign in").click()


def _services(page: Page, named: Named) -> None:
    page.goto(f"/requests/{named['drafting']}/write")
    with page.expect_navigation():
        page.get_by_role("button", name="Search the directory").click()


PRESSES: dict[str, Press] = {
    "together.html": Press("front door manager", _giving),
    "outcomes.html": Press("front door manager", _given),
    "leaver_list.html": Press("front door manager", _leaving),
    "list_tried.html": Press("coordinator", _tried),
    "list_file.html": Press("coordinator", _tried_in_vain),
    "search.html": Press("triage officer", _found),
    "search.html, nothing found": Press("triage officer", _not_found),
    "search.html, nothing typed": Press("triage officer", _searched_for_nothing),
    "write.html": Press("practitioner", _services),
    "overtaken.html": Press("practitioner", _overtaken),
    "sign_in.html": Press("triage officer", _signed_out),
    "go_on.html": Press("triage officer", _signed_in_again),
}


def late_advice(site: Site) -> tuple[Place, str]:
    """Advice that is being checked after it was due, in an authority of its own."""
    place = make_place(site.app, "northmere")
    long_ago = (clock.day_of(clock.now()) - timedelta(days=60)).isoformat()
    reference = place.ask(involvement=answers.active(place), received_on=long_ago)
    for action in ("record_reading", "record_contact"):
        place.does("social_worker", reference, action)
    sent = {"draft_version": place.writes("social_worker", reference), "reviewer": place.email("team_reviewer")}
    place.does("social_worker", reference, "submit_for_review", sent)
    return place, reference


def issue_late(page: Page, reference: str) -> None:
    """Issue it, with the reason why it is late."""
    page.goto(f"/requests/{reference}/review")
    said = {f"checklist.{one}": "yes" for one in CHECKED} | {"safe_to_disclose": "yes", "grade": "good"}
    said |= {"late_reason": "staffing", "late_explained": "Two of the team were ill."}
    page.evaluate(FILLED, {**said, "issued_to.0.to": "Ana Example", "issued_to.0.how": "post"})
    page.get_by_role("button", name="Issue").click()
