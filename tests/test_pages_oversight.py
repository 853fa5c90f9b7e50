"""Do those who answer for the work see how it stands, each figure as long as its list, and only what is theirs?"""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests import answers, lists
from tests.browsing import Browser
from tests.overseeing import TODAY, busy, load, references, rows, taken
from tests.place import Place
from tests.test_timeliness import RECEIVED
from tests.tour import counted

FIGURE = re.compile(r'<a class="govuk-link app-figure" href="([^"]+)">(\d+)</a>')
HEADLINE = re.compile(r'href="(/oversight/requests[^"]*)"><strong>(\d+)</strong>')
MOST_STATEMENTS = 8
PAGES = ("/oversight", "/oversight/timeliness", "/oversight/workload", "/oversight/inspection", "/oversight/requests")


def length(browser: Browser, path: str) -> int:
    """How many lines the list has, which its file has too."""
    page = browser.get(path)
    number = page.count('<tr class="govuk-table__row">') - 1
    address, _, query = path.partition("?")
    assert len(rows(load(browser, f"{address}.csv?{query}"))) == number
    return number


@pytest.mark.parametrize("who", ["dsco", "auditor", "send_manager", "door_manager", "team_manager", "early_manager"])
def test_every_figure_is_as_long_as_the_list_behind_it(northmere: Place, who: str) -> None:
    busy(northmere)
    with northmere.on(TODAY):
        browser = Browser(northmere, who)
        figures = [pair for path in ("/oversight", "/oversight/workload") for pair in FIGURE.findall(browser.get(path))]
        figures += HEADLINE.findall(browser.get("/oversight"))
        figures += FIGURE.findall(browser.get("/oversight/timeliness?from=2026-01-01&to=2026-12-31"))
        for address, number in dict.fromkeys(figures):
            assert length(browser, unescape(address)) == int(number), address
        assert len(figures) >= {"early_manager": 0}.get(who, 9), figures


@pytest.mark.parametrize("path", PAGES)
def test_the_search_box_is_empty_where_nobody_has_searched(northmere: Place, path: str) -> None:
    page = Browser(northmere, "dsco").get(path)
    box = re.search(r'<input [^>]*id="search"[^>]*>', page)
    assert box
    assert "value=" not in box[0], box[0]


def figure(browser: Browser, table: str, line: str, column: str = "Requests") -> str:
    """One figure of a table, as its file has it."""
    found = rows(load(browser, f"/oversight/tables/{table}.csv"))
    return next(row[column] for row in found if next(iter(row.values())) == line)


def test_the_picture_counts_what_happened(northmere: Place) -> None:
    busy(northmere)
    lists.listed(
        northmere, lists.child(1, review_meeting_on="2026-04-29"), lists.child(2, review_meeting_on="2026-09-29")
    )
    with northmere.on(TODAY):
        dsco = Browser(northmere, "dsco")
        due = {row["Due"]: row["Requests"] for row in rows(load(dsco, "/oversight/tables/due.csv"))}
        assert due == {
            "Late": "6", "Late, with a lawful exception": "1", "Due in the next 5 working days": "1",
            "Due in 6 to 10 working days": "0", "Due later": "0", "No due date yet": "0",
            "Advice issued, and work goes on": "1",
        }  # fmt: skip
        assert figure(dsco, "stuck", "Came back to a front door") == "1"
        assert figure(dsco, "stuck", "Teams disagree about who has it") == "1"
        assert figure(dsco, "stuck", "An exception waits for a decision") == "1"
        assert figure(dsco, "stuck", "An exception to the six weeks was approved") == "1"
        assert figure(dsco, "offered", "Disabled Children's Team", "Longest wait") == "5 days"
        assert figure(dsco, "returned", "Twice", "Open requests") == "1"
        assert figure(dsco, "why", "There was nobody to do it", "Issued late in the last 12 weeks") == "2"
        assert figure(dsco, "why", "Another reason", "Delay reported, still open") == "1"
        assert figure(dsco, "why", "There was nobody to do it", "Delay reported, still open") == "0"
        home = "Northmere Children and Families Contact"
        assert figure(dsco, "teams", home, "Longest there, of what is late") == "49 days"
        assert figure(dsco, "reviews", "The meeting is in less than 8 weeks: late to ask for advice", "Reviews") == "1"
        assert figure(dsco, "reviews", "There is time", "Reviews") == "1"
        assert "Nothing" not in dsco.get("/oversight/reviews?when=time")
    with northmere.on("2026-05-01"):
        late = rows(load(Browser(northmere, "dsco"), "/oversight/referrals.csv"))
        assert [row["Open for"] for row in late] == ["32 days"]


def test_a_late_request_waits_where_it_is_since_it_came_there(northmere: Place) -> None:
    with northmere.on(RECEIVED):
        reference = northmere.ask()
        northmere.does("officer", reference, "take")
    with northmere.on("2026-04-01"):
        northmere.does("officer", reference, "pass_to_lead_professional")
    with northmere.on(TODAY):
        assert (
            figure(Browser(northmere, "dsco"), "teams", "Disabled Children's Team", "Longest there, of what is late")
            == "19 days"
        )
        assert references(northmere, "team_manager") == {reference}
        assert references(northmere, "door_manager") == set()  # they see it still, and no longer answer for it
        assert reference in Browser(northmere, "door_manager").get(f"/requests/{reference}")


def test_nobody_sees_more_than_they_answer_for(northmere: Place, eastvale: Place) -> None:
    busy(northmere)
    with northmere.on(TODAY):
        elsewhere = northmere.ask(involvement=answers.active(northmere, "early_helper", "early_intervention"))
        northmere.does("caseworker", elsewhere, "restrict")
        seen = {who: references(northmere, who) for who in ("dsco", "send_manager", "team_manager", "early_manager")}
        assert seen["dsco"] == seen["send_manager"] >= seen["team_manager"]
        assert elsewhere in seen["dsco"]
        assert seen["early_manager"] == {elsewhere}
        assert elsewhere not in seen["team_manager"]
        assert references(eastvale, "dsco") == set()


def test_a_restricted_request_is_in_no_figure_of_those_who_may_not_know_of_it(northmere: Place) -> None:
    with northmere.on(RECEIVED):
        reference = taken(northmere)
        northmere.does("officer", reference, "offer_transfer")
        northmere.does("officer", reference, "restrict")
        assert references(northmere, "team_manager") == {reference}  # offered to their team
        assert references(northmere, "early_manager") == set()
        northmere.does("officer", reference, "withdraw_offer")
        assert references(northmere, "team_manager") == set()
        assert references(northmere, "door_manager") == references(northmere, "auditor") == {reference}


@pytest.mark.parametrize("who", ["caseworker", "officer", "social_worker", "reviewer", "administrator"])
def test_oversight_is_for_those_who_answer_for_the_work(northmere: Place, who: str) -> None:
    browser = Browser(northmere, who)
    for path in (*PAGES, "/oversight/requests.csv", "/oversight/tables/due.csv", "/oversight/workload.csv"):
        browser.get(path, 403)
    assert ">Oversight<" not in re.sub(r"\s+", "", browser.get("/help"))


@pytest.mark.parametrize(
    "query",
    ["due=soonish", "state=lost", "team=nowhere", "holder=me", "returned=9", "after=x", "outcome=met&from=1", "mark=x"],
)
def test_a_list_that_no_figure_leads_to_is_not_there(northmere: Place, query: str) -> None:
    Browser(northmere, "dsco").get(f"/oversight/requests?{query}", 404)
    Browser(northmere, "dsco").get("/oversight/tables/nothing.csv", 404)


def test_a_long_list_goes_on_where_it_ended(northmere: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.oversight.lists.PER_PAGE", 2)
    asked_for = {northmere.ask() for _ in range(5)}
    browser, path, seen = Browser(northmere, "dsco"), "/oversight/requests?state=awaiting_triage", []
    while path:
        page = browser.get(path)
        seen += re.findall(r"(SCA-\d{4}-\d{6})</a>", page)
        more = re.search(r'href="([^"]+)">The next ones', page)
        path = unescape(more[1]) if more else ""
    assert (len(seen), set(seen)) == (5, asked_for)


def test_no_page_takes_more_statements_for_more_work(northmere: Place) -> None:
    counts = []
    for _ in range(2):
        busy(northmere)
        with northmere.on(TODAY):
            counts.append([statements(northmere, path) for path in PAGES])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= MOST_STATEMENTS, dict(zip(PAGES, counts[0], strict=True))


def statements(place: Place, path: str) -> int:
    browser = Browser(place, "dsco")
    browser.get(path)
    with counted(place.storage.engine) as sent:
        browser.get(path)
    return len(sent)
