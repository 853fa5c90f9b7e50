"""Are requests counted as their clocks stand, with lawful exceptions as late and without them?"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.request import Request
from models.timeliness import OUTCOMES, Share, Timeliness
from tests import answers
from tests.place import Place
from workflow.clocks.standing import status

LATE = {"late_reason": "staffing", "late_explained": "Nobody was there."}
RECEIVED = "2026-03-02"  # due 13 April 2026


def asked(place: Place) -> str:
    """A request that goes to a lead professional, who has read and heard what is needed."""
    with place.on(RECEIVED):
        reference = place.ask(involvement=answers.active(place))
        for action in ("record_reading", "record_contact", "record_answers"):
            place.does("social_worker", reference, action)
    return reference


def issued(place: Place, on: str, **late: str) -> str:
    reference = asked(place)
    with place.on(on):
        place.submits("social_worker", reference)
        place.does("team_manager", reference, "issue_advice", answers.issue(**late))
    return reference


def excused(place: Place, reference: str) -> None:
    with place.on("2026-04-10"):
        place.does("social_worker", reference, "claim_exception")
        place.does("team_manager", reference, "approve_exception")


def figures(place: Place, on: str, who: str = "dsco", query: str = "") -> Any:
    with place.on(on):
        return place.get(who, f"/timeliness{query}")


def one_of_each(place: Place) -> None:
    """In time, late, late and excused, excused and still open, overdue, withdrawn, and in time with an interim."""
    issued(place, "2026-04-13")
    issued(place, "2026-04-14", **LATE)
    excused(place, asked(place))
    excused_late = asked(place)
    excused(place, excused_late)
    with place.on("2026-04-15"):
        place.submits("social_worker", excused_late)
        place.does("team_manager", excused_late, "issue_advice", answers.issue(**LATE))
    asked(place)
    with place.on("2026-04-01"):
        place.does("caseworker", asked(place), "close")
    interim = asked(place)
    with place.on("2026-03-20"):
        given = answers.assessment(expected_completion_on="2026-05-01", remedy="interim_then_addendum")
        place.does("social_worker", interim, "start_assessment", given)
        place.does("social_worker", interim, "start_interim_advice")
        place.submits("social_worker", interim, {**answers.advice(), "awaits_assessment": "Section 17, in May."})
        place.does("team_manager", interim, "issue_interim_advice")


def test_exceptions_count_as_late_and_are_left_out(northmere: Place) -> None:
    one_of_each(northmere)
    made = figures(northmere, "2026-04-20")
    assert made["counts"] == {
        "met": 1, "met_by_interim": 1, "met_late": 1, "excused": 2, "overdue": 1, "running": 0, "cancelled": 1,
    }  # fmt: skip
    assert made["in_time"] == {"number": 2, "of": 6, "percent": 33.3}
    assert made["in_time_without_exceptions"] == {"number": 2, "of": 4, "percent": 50.0}


@pytest.mark.parametrize("on", ["2026-04-12", "2026-04-13", "2026-04-14", "2026-06-01"])
def test_they_are_counted_as_their_clocks_stand(northmere: Place, on: str) -> None:
    one_of_each(northmere)
    with Session(northmere.storage.engine) as session:
        rows = list(session.scalars(select(Request).where(Request.authority_id == northmere.authority_id)))
        authority = northmere.configuration(session)
        stand = Counter(status(row.dates(authority), date.fromisoformat(on)) for row in rows)
    running = sum(stand.pop(one, 0) for one in ("on_track", "amber", "red"))
    expected = {one: stand.get(one, 0) for one in OUTCOMES} | {"running": running}
    assert figures(northmere, on, query="?from=2026-01-01&to=2026-12-31")["counts"] == expected
    assert sum(expected.values()) == 7


def test_only_what_falls_due_in_the_days_asked_for_is_counted(northmere: Place) -> None:
    issued(northmere, "2026-04-01")
    assert figures(northmere, "2026-04-20", query="?from=2026-04-13&to=2026-04-13")["in_time"]["of"] == 1
    for query in ("?from=2026-04-14&to=2026-05-01", "?to=2026-04-12", "?to=1900-01-01"):
        empty = figures(northmere, "2026-04-20", query=query)
        assert empty["in_time"] == {"number": 0, "of": 0, "percent": None}, query


def test_nobody_counts_what_they_may_not_see(northmere: Place, eastvale: Place) -> None:
    issued(northmere, "2026-04-01")
    assert figures(northmere, "2026-04-20", "early_helper")["in_time"]["of"] == 0
    assert figures(northmere, "2026-04-20", "administrator")["in_time"]["of"] == 0
    assert figures(northmere, "2026-04-20", "caseworker")["in_time"]["of"] == 1
    assert figures(eastvale, "2026-04-20")["in_time"]["of"] == 0


@pytest.mark.parametrize("query", ["?from=2026-04-02&to=2026-04-01", "?from=yesterday", "?until=2026-04-01"])
def test_days_that_make_no_sense_are_refused(northmere: Place, query: str) -> None:
    assert northmere.call("dsco", "GET", f"/timeliness{query}").status_code == 422


def test_no_percentage_is_given_of_nothing() -> None:
    assert Share(0, 0).percent is None
    assert Share(1, 3).percent == 33.3
    all_excused = Timeliness(dict.fromkeys(OUTCOMES, 0) | {"excused": 2})
    assert (all_excused.in_time.percent, all_excused.in_time_without_exceptions.percent) == (0.0, None)
