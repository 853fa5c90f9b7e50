"""Are figures over a period what they should be, and their files safe to open and to pass on?"""

from __future__ import annotations

import logging
import re
from datetime import date, timedelta
from typing import Any

import pytest

from config import clock
from tests import answers
from tests.browsing import Browser
from tests.overseeing import TODAY, load, rows, taken
from tests.place import Place
from tests.test_timeliness import RECEIVED, one_of_each


def test_timeliness_is_what_the_api_computes(northmere: Place) -> None:
    one_of_each(northmere)
    with northmere.on(TODAY):
        for who in ("dsco", "team_manager", "send_manager", "early_manager"):
            days = "from=2026-03-20&to=2026-05-15"
            api = northmere.get(who, f"/timeliness?{days}")
            browser = Browser(northmere, who)
            file = rows(load(browser, f"/oversight/timeliness.csv?{days}"))
            added = {said: sum(int(row[said]) for row in file) for said in ("In time", "In time, by interim advice")}
            assert added == {
                "In time": api["counts"]["met"],
                "In time, by interim advice": api["counts"]["met_by_interim"],
            }
            page = browser.get(f"/oversight/timeliness?{days}")
            for share in (api["in_time"], api["in_time_without_exceptions"]):
                assert share["of"] == 0 or f"{share['percent']}%" in page
            assert [row["Due from"] for row in file] == ([] if who == "early_manager" else ["2026-04-01"])


@pytest.mark.parametrize("path", ["timeliness", "inspection"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {
                "from.day": "31",
                "from.month": "2",
                "from.year": "2026",
                "to.day": "1",
                "to.month": "3",
                "to.year": "2026",
            },
            "Enter a real date",
        ),
        ({"from": "2026-03-02", "to": "2026-03-01"}, "after the last day"),
        ({"from": "2020-03-02", "to": "2026-03-01"}, "three years at the most"),
        ({"from": "2026-03-02"}, "Enter a real date"),
        ({"from": "0000-00-00", "to": "x"}, "Enter a real date"),
    ],
)
def test_days_that_make_no_sense_are_refused_with_what_was_typed(
    northmere: Place, path: str, typed: dict[str, str], said: str
) -> None:
    browser = Browser(northmere, "dsco")
    query = "&".join(f"{name}={text}" for name, text in typed.items())
    page = browser.get(f"/oversight/{path}?{query}", 422)
    assert "There is a problem" in page
    assert said in page
    assert typed.get("from.day", "") in page
    file = "timeliness.csv" if path == "timeliness" else "inspection/steps.csv"
    browser.get(f"/oversight/{file}?{query}", 422)


def test_an_inspection_gets_a_line_for_each_piece_of_advice_and_each_step(northmere: Place) -> None:
    one_of_each(northmere)
    with northmere.on(TODAY):
        dsco = Browser(northmere, "dsco")
        days = "from=2026-03-01&to=2026-04-30"
        page = dsco.get(f"/oversight/inspection?{days}")
        assert "4 pieces of advice: final advice (3), interim advice (1)." in re.sub(r"\s+", " ", page)
        found = rows(load(dsco, f"/oversight/inspection/advice.csv?{days}"))
        assert sorted(row["Days late"] for row in found) == ["0", "0", "1", "2"]
        late = next(row for row in found if row["Days late"] == "1")
        assert (late["Why it was late"], late["What happened"]) == ("There was nobody to do it", "Nobody was there.")
        assert (late["Grade"], late["Issued"], late["Days from receipt"]) == ("Good", "2026-04-14", "43")
        assert late["Informants"] == "Parent, 2 March 2026, telephone"
        assert late["Days in each team's hands"] == "Disabled Children's Team: 43"
        steps = rows(load(dsco, f"/oversight/inspection/steps.csv?{days}"))
        assert {row["Reference"] for row in steps} == {row["Reference"] for row in found}
        told = next(row for row in steps if row["What was done"] == "Record contact")
        assert told["Who was asked"] == "Parent"
        assert not [row for row in (*found, *steps) for said in row.values() if "Ivy Example" in said or said == "Ana"]
        assert rows(load(dsco, "/oversight/inspection/advice.csv?from=2026-05-01&to=2026-05-02")) == []


def test_a_decision_is_told_with_its_reason_and_no_cell_is_a_formula(northmere: Place) -> None:
    reason = "=HYPERLINK(1) is what we weighed.\nAnd more."
    with northmere.on(RECEIVED):
        reference = taken(northmere)
        northmere.does("officer", reference, "decide_no_assessment", {**answers.decision(), "decision_reason": reason})
        northmere.submits("officer", reference)
        northmere.does("door_manager", reference, "issue_advice")
        (found,) = rows(
            load(Browser(northmere, "dsco"), "/oversight/inspection/advice.csv?from=2026-03-02&to=2026-03-02")
        )
    assert found["Decision"] == "Decide no assessment"
    assert found["Why it was decided so"] == f"'{reason}"
    assert found["Threshold or criteria"] == "Threshold document, level 2."


def test_a_file_is_logged_without_anything_about_anybody(northmere: Place, caplog: pytest.LogCaptureFixture) -> None:
    northmere.ask()
    with caplog.at_level(logging.INFO, logger="advice"):
        load(Browser(northmere, "dsco"), "/oversight/requests.csv?state=awaiting_triage")
    (told,) = [record for record in caplog.records if record.message == "exported"]
    said: dict[str, Any] = {name: told.__dict__[name] for name in ("file", "rows", "authority", "by")}
    assert (said["file"], said["rows"], said["authority"]) == ("requests", 1, northmere.authority_id)
    assert "@" not in str(said)
    assert re.fullmatch(r"[0-9a-f-]{36}", said["by"])


def test_a_file_names_no_child(northmere: Place) -> None:
    northmere.ask(person=answers.child(given_name="Unmistakable"))
    today = clock.day_of(clock.now())
    week = f"from={today - timedelta(days=2)}&to={today + timedelta(days=60)}"
    dsco = Browser(northmere, "dsco")
    for path in ("requests.csv", "workload.csv", f"timeliness.csv?{week}", "tables/teams.csv", "inspection/steps.csv"):
        assert "Unmistakable" not in load(dsco, f"/oversight/{path}")
    assert "Unmistakable" in dsco.get("/oversight/requests")
    assert isinstance(today, date)


@pytest.mark.parametrize("who", ["send_manager", "door_manager", "team_manager"])
def test_figures_for_inspection_are_for_oversight_alone(northmere: Place, who: str) -> None:
    for path in ("", "/advice.csv", "/steps.csv"):
        Browser(northmere, who).get(f"/oversight/inspection{path}", 403)


def test_there_is_something_to_read_where_there_is_nothing(northmere: Place) -> None:
    browser = Browser(northmere, "dsco")
    assert "No offer waits for an answer" in browser.get("/oversight")
    assert "There is none now" in browser.get("/oversight/requests?due=late")
    assert "There is none now" in browser.get("/oversight/referrals")
    assert "fell due in these days" in browser.get("/oversight/timeliness")
    assert "No advice was issued" in browser.get("/oversight/inspection")
