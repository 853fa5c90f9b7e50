"""Is a term's list that says how its reviews were screened taken in as so many single screenings, or not at all?"""

from __future__ import annotations

from threading import Thread
from typing import Any

from sqlalchemy.orm import Session

from config import clock
from models.access import acting_for
from tests import answers
from tests.desk import everything
from tests.lists import (
    MEETING,
    SAID_NO,
    SAID_YES,
    child,
    listed,
    no,
    outcomes,
    screen,
    screened,
    send,
    table,
    taken,
    yes,
)
from tests.place import API, Place
from tests.racing import at_once
from workflow.asking.answering import Given
from workflow.casework.screening import screen as by_hand
from workflow.casework.work import Work

FRIDAY = "2026-10-02"
SEND = ("caseworker", "coordinator", "send_manager")


def screenings(taken_in: Any) -> list[str | None]:
    return [line.get("screening") for line in taken_in["lines"]]


def counted(place: Place) -> dict[str, int]:
    return {name: len(rows) for name, rows in everything(place).items()}


def test_a_line_that_says_how_is_screened_and_one_that_does_not_is_only_listed(northmere: Place) -> None:
    with northmere.on(FRIDAY):
        made = taken(northmere, [child(1), child(2, **SAID_NO), child(3, **SAID_YES)])
        only, never, needed = (northmere.get("caseworker", f"/reviews/{line['review']}") for line in made["lines"])
        request = northmere.get("caseworker", f"/requests/{needed['request']}")
    assert made["counts"] == {"new": 3, "screened_no": 1, "screened_yes": 1}
    assert screenings(made) == [None, "screened_no", "screened_yes"]
    assert [line.get("reference") for line in made["lines"]] == [None, None, needed["request"]]
    assert made["lines"][2]["links"]["request"] == f"{API}/requests/{needed['request']}"
    assert [one["standing"] for one in (only, never, needed)] == ["late_to_screen", "not_required", "requested"]
    assert only["screenings"] == []
    [one] = never["screenings"]
    told = {answer["code"]: answer["value"] for answer in one["answers"]}
    assert told == no(screened_on=FRIDAY, screening_basis=["school_view", "last_review_report"])
    assert (one["number"], one["actor"], one["question_set"]["code"]) == (1, "Coordinator", "screening")
    assert (request["reason"], request["clocks"][0]["due_on"]) == ("annual_review", "2026-11-04")
    assert request["person"]["contacts"][0]["phone"] == "01632 960001"


def test_a_line_keeps_what_a_single_screening_keeps(northmere: Place) -> None:
    lead = northmere.email("social_worker")
    cells = {
        **SAID_YES, "involvement_status": "Active", "lead_professional": lead, "involvement_team": "disabled_children",
        "involvement_source": "The case system", "involvement_checked_on": "1/10/2026", "received_on": "2026-10-01",
        "provision_kind": "Day-time short breaks", "provision_text": "A Saturday a month.", "raised_at_meeting": "no",
    }  # fmt: skip
    given = yes(
        screened_on=FRIDAY, raised_at_meeting=False,
        screening_basis=["school_view", "last_review_report"], received_on="2026-10-01",
        involvement={**answers.active(northmere), "checked_on": "2026-10-01"},
        provision_in_place=[{"kind": "short_break_day", "text": "A Saturday a month."}],
    ) | {"identified_needs": SAID_YES["identified_needs"]}  # fmt: skip
    with northmere.on(FRIDAY):
        [by_list] = taken(northmere, [child(1, **cells)])["lines"]
        [single] = listed(northmere, child(2))
        screened(northmere, single, given)
        one, other = (northmere.get("coordinator", f"/reviews/{key}") for key in (by_list["review"], single))
        assert one["screenings"][0]["answers"] == other["screenings"][0]["answers"]
        states = [northmere.get("coordinator", f"/requests/{review['request']}") for review in (one, other)]
        assert states[0]["held_by"] == states[1]["held_by"]
        assert (states[0]["state"], states[0]["clocks"][0]["started_on"]) == ("drafting", "2026-10-01")


def test_a_term_of_four_hundred_is_screened_in_one_call_and_sent_again_without_doubling(northmere: Place) -> None:
    rows = [child(number, **(SAID_YES if number % 20 < 3 else SAID_NO)) for number in range(400)]
    with northmere.on(FRIDAY):
        made = taken(northmere, rows)
        assert made["counts"] == {"new": 400, "screened_yes": 60, "screened_no": 340}
        before = counted(northmere)
        assert (before["screening"], before["request"]) == (400, 60)
    with northmere.on("2026-10-09"):
        again = taken(northmere, rows)
    assert again["counts"] == {"already_listed": 400, "already_screened": 400}
    assert [line.get("reference") for line in again["lines"]] == [line.get("reference") for line in made["lines"]]
    assert counted(northmere) == before


def test_a_dry_run_says_of_each_line_what_would_happen_and_changes_nothing(northmere: Place) -> None:
    rows = [child(1, **SAID_YES), child(2, **SAID_NO), child(3, review_meeting_on="2026-11-25", **SAID_NO), child(4)]
    with northmere.on(FRIDAY):
        taken(northmere, [rows[0], child(3)])
        rows[0] = {**rows[0], "review_meeting_on": "2026-11-20"}
        rows.append(child(5, **SAID_YES))
        before = everything(northmere)
        tried = send(northmere, table(rows), dry_run=True)
        assert (tried.status_code, everything(northmere)) == (200, before)
        done = taken(northmere, rows)
    assert (tried.json["counts"], outcomes(tried.json)) == (done["counts"], outcomes(done))
    assert screenings(tried.json) == screenings(done)
    assert outcomes(done) == ["moved", "new", "moved", "new", "new"]
    assert screenings(done) == ["already_screened", "screened_no", "screened_no", None, "screened_yes"]
    assert tried.json["lines"][0] == done["lines"][0]
    would = tried.json["lines"][4]
    assert (would["review"], would["reference"], would["links"]) == (None, None, {})
    assert done["lines"][4]["reference"]


def test_a_review_that_was_screened_otherwise_is_screened_again_unless_its_request_is_open(northmere: Place) -> None:
    with northmere.on(FRIDAY):
        [line] = taken(northmere, [child(1, **SAID_NO)])["lines"]
        first = taken(northmere, [child(1, **{**SAID_NO, "decided_by": "Ash Elm"})])
        raised = taken(northmere, [child(1, **SAID_YES)])
        assert (screenings(first), screenings(raised)) == (["screened_no"], ["screened_yes"])
        reference = raised["lines"][0]["reference"]
        before = everything(northmere)
        for other in (SAID_NO, {**SAID_YES, "decided_by": "Ash Elm"}):
            refused = send(northmere, table([child(2), child(1, **other)]))
            assert (refused.status_code, set(refused.json["errors"])) == (422, {"line 3"})
            assert reference in refused.json["errors"]["line 3"][0]
        assert everything(northmere) == before
        northmere.does("caseworker", reference, "close")
        assert screenings(taken(northmere, [child(1, **SAID_YES)])) == ["already_screened"]
        again = taken(northmere, [child(1, **{**SAID_YES, "identified_needs": "Nights too."})])
        review = northmere.get("coordinator", f"/reviews/{line['review']}")
    assert again["counts"] == {"already_listed": 1, "screened_yes": 1}
    assert again["lines"][0]["reference"] != reference
    assert [one["number"] for one in review["screenings"]] == [1, 2, 3, 4]
    assert [one["answers"][0]["value"] for one in review["screenings"]] == [False, False, True, True]


def test_the_same_answers_by_hand_and_in_another_order_are_the_same(northmere: Place) -> None:
    with northmere.on(FRIDAY):
        [review] = listed(northmere)
        screened(northmere, review, no())
        said = {**SAID_NO, "screening_basis": "The view of the school or setting, The report of the last review"}
        assert screenings(taken(northmere, [child(1, **said)])) == ["already_screened"]


def test_a_request_that_is_hidden_is_not_named(northmere: Place) -> None:
    with northmere.on(FRIDAY):
        reference = taken(northmere, [child(1, **SAID_YES)], who="caseworker")["lines"][0]["reference"]
        northmere.does("caseworker", reference, "restrict")
        for who, named in (("caseworker", reference), ("coordinator", None), ("send_manager", reference)):
            same = taken(northmere, [child(1, **SAID_YES)], who=who)
            assert (screenings(same), same["lines"][0]["reference"]) == (["already_screened"], named)
            refused = send(northmere, table([child(1, **SAID_NO)]), who=who)
            assert (reference in refused.json["errors"]["line 2"][0]) == (named is not None)


def test_only_the_send_team_screens_by_a_list(northmere: Place, eastvale: Place) -> None:
    with northmere.on(FRIDAY):
        before = everything(northmere)
        for who in northmere.people:
            tried = send(northmere, table([child(1, **SAID_YES)]), who=who, dry_run=True)
            assert tried.status_code == (200 if who in SEND else 403), who
        assert everything(northmere) == before
        mine, theirs = (taken(place, [child(1, **SAID_NO)]) for place in (northmere, eastvale))
        assert mine["lines"][0]["review"] != theirs["lines"][0]["review"]


def test_a_list_and_a_single_screening_at_once_raise_one_request(northmere: Place) -> None:
    """Today, by the real clock: each of the calls has a thread of its own."""
    rows = [child(number) for number in range(5)]
    rows[1] |= {**SAID_YES, "screened_on": answers.today()}
    reviews = listed(northmere, *map(child, range(5)))
    lists = [lambda who=who: send(northmere, table(rows), who=who) for who in SEND]
    singly = [lambda who=who: screen(northmere, reviews[1], yes(), who) for who in SEND]
    replies = at_once([*lists, *singly])
    assert {reply.status_code for reply in replies} <= {200, 201, 409, 422}
    assert len(northmere.get("coordinator", "/requests")["requests"]) == 1
    assert len(northmere.get("coordinator", f"/reviews/{reviews[1]}")["screenings"]) == 1


def test_a_list_waits_for_a_screening_that_is_being_recorded_and_comes_after_it(northmere: Place) -> None:
    [review] = listed(northmere)
    row = child(1, **{**SAID_YES, "screened_on": answers.today()})
    replies: list[Any] = []
    waiting = Thread(target=lambda: replies.append(send(northmere, table([row]))))
    with Session(northmere.storage.engine, expire_on_commit=False, autoflush=False) as session:
        signed = acting_for(session, northmere.email("caseworker"))
        assert signed
        by_hand(Work(session, signed, northmere.storage.keys, clock.now()), review, Given(no()))
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
        session.commit()
    waiting.join()
    assert replies[0].json["counts"] == {"already_listed": 1, "screened_yes": 1}
    found = northmere.get("coordinator", f"/reviews/{review}")["screenings"]
    assert [(one["number"], one["answers"][0]["value"]) for one in found] == [(1, False), (2, True)]


def test_what_nobody_has_screened_stays_at_the_top_after_its_meeting(northmere: Place) -> None:
    rows = [child(1), child(2, **SAID_NO), child(3, review_meeting_on="2026-11-25"), child(4, **SAID_YES)]
    with northmere.on(FRIDAY):
        keys = [line["review"] for line in taken(northmere, rows)["lines"]]
    for day, shown in ((MEETING, {0, 1, 2, 3}), ("2026-11-19", {0, 2}), ("2027-03-01", {0, 2})):
        with northmere.on(day):
            found = [row["id"] for row in northmere.get("coordinator", "/reviews")["reviews"]]
            assert ({keys.index(key) for key in found}, keys[0] in found[:3]) == (shown, True), day
    with northmere.on("2026-11-19"):
        [late] = taken(
            northmere, [child(3, review_meeting_on="2026-11-26", **{**SAID_NO, "screened_on": "2026-11-19"})]
        )["lines"]
        assert (late["outcome"], late["screening"]) == ("moved", "screened_no")
        assert [row["id"] for row in northmere.get("coordinator", "/reviews")["reviews"]] == [keys[0], keys[2]]
