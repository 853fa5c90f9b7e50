"""Do the scenarios of annual reviews come out as the guidance says when a whole term is screened by its list?"""

from __future__ import annotations

import pytest

from tests.endings import walk_to_the_end
from tests.lists import MEETING, SAID_NO, SAID_YES, child, outcomes, sheet, taken
from tests.place import Place
from tests.walks import Step, look, triage_done, walk, written

FRIDAY = "2026-10-02"


@pytest.mark.parametrize(("issued_on", "status"), [("2026-11-04", "met"), ("2026-11-05", "met_late")])
def test_a_review_with_needs_on_the_terms_list_is_advised_on_two_weeks_before_its_meeting(
    northmere: Place, issued_on: str, status: str
) -> None:
    """S31 Annual review with needs."""
    with northmere.on(FRIDAY):
        rows = [child(7, **SAID_YES), child(8, **SAID_NO), child(3)]
        reference = taken(northmere, rows)["lines"][0]["reference"]
    late = {"late_reason": "staffing", "late_explained": "Nobody was there."} if status == "met_late" else {}
    walk(northmere, reference, (
        *triage_done("2026-10-08"),
        Step("2026-10-09", "officer", "decide_no_assessment", state="drafting",
             clock={"started_on": FRIDAY, "due_on": "2026-11-04", "act_by": "2026-11-04", "status": "on_track"}),
        *written("2026-10-28", "officer"),
        Step(issued_on, "reviewer", "issue_advice", changed=late, state="issued", held="send",
             clock={"due_on": "2026-11-04", "status": status},
             clocks={"review_report": "2026-12-02 on_track", "review_decision": "2026-12-16 on_track",
                     "amended_plan": "2027-02-10 on_track"}),
        look("2026-12-03", {"review_report": "2026-12-02 overdue", "review_decision": "2026-12-16 on_track"}),
    ))


def test_a_review_without_needs_says_for_good_what_was_looked_at_and_who_decided(northmere: Place) -> None:
    """Event 27, filled in down the page of the list that was given out."""
    with northmere.on("2026-09-07"):
        keys = [line["review"] for line in taken(northmere, [child(1), child(2)])["lines"]]
    with northmere.on(FRIDAY):
        given_out = sheet(northmere, "screened=false")
        filled = [{**row, **SAID_NO} for row in given_out]
        assert taken(northmere, filled)["counts"] == {"already_listed": 2, "screened_no": 2}
        assert sheet(northmere, "screened=false") == []
        assert northmere.get("auditor", "/requests") == {"requests": []}
    for key in keys:
        review = northmere.get("auditor", f"/reviews/{key}")
        assert (review["standing"], review["decided_by"], review["screened_on"]) == ("not_required", "Holly Berry", FRIDAY)
        [screening] = review["screenings"]
        assert (screening["actor"], screening["at"][:10]) == ("Coordinator", FRIDAY)
        asked = {answer["question"]: answer["value"] for answer in screening["answers"]}
        assert asked["Are there identified social care needs?"] is False
        assert asked["What did you look at?"] == ["school_view", "last_review_report"]


def test_needs_raised_at_meetings_that_were_held_are_answered_in_time_for_the_decision(northmere: Place) -> None:
    """Event 28: nobody saw a need before; the list is sent again after the meeting, with what came up there."""
    with northmere.on(FRIDAY):
        taken(northmere, [child(7, **SAID_NO), child(8, **SAID_NO)])
    with northmere.on("2026-11-20"):
        came_up, unchanged = sheet(northmere, f"from={MEETING}&to={MEETING}")
        came_up |= {**SAID_YES, "screened_on": "18/11/2026", "raised_at_meeting": "yes"}
        made = taken(northmere, [came_up, unchanged])
        assert (outcomes(made), made["counts"]["already_screened"]) == (["already_listed"] * 2, 1)
        reference = made["lines"][0]["reference"]
        review = northmere.get("coordinator", f"/reviews/{came_up['id']}")
        assert [one["answers"][0]["value"] for one in review["screenings"]] == [False, True]
    walk_to_the_end(northmere, reference, (
        *triage_done("2026-11-23"),
        look("2026-11-24", {"advice": "2026-12-16 on_track", "review_report": "2026-12-02 on_track",
                            "review_decision": "2026-12-16 on_track", "amended_plan": "2027-02-10 on_track"}),
        Step("2026-11-25", "officer", "decide_no_assessment", state="drafting"),
        *written("2026-12-14", "officer"),
        Step("2026-12-16", "reviewer", "issue_advice", state="issued", clock={"due_on": "2026-12-16", "status": "met"}),
    ))
