"""Is a list of reviews or of agreed assessments taken in whole, or not at all with every fault named by its line?"""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.desk import everything
from tests.lists import MEETING, agreed, child, listed, outcomes, screened, send, table, taken, yes
from tests.place import Place

OCTOBER = "2026-10-02"


def reviews_of(place: Place, query: str = "") -> list[Any]:
    found: list[Any] = place.get("coordinator", f"/reviews?per_page=100{query}")["reviews"]
    return found


def test_a_terms_list_of_four_hundred_is_taken_in_one_sitting_and_again(northmere: Place) -> None:
    rows = [child(number) for number in range(400)]
    with northmere.on(OCTOBER):
        made = send(northmere, table(rows))
        assert made.status_code == 201
        assert (made.json["counts"], len(made.json["lines"])) == ({"new": 400}, 400)
        assert [line["line"] for line in made.json["lines"]] == list(range(2, 402))
        before = everything(northmere)
        again = taken(northmere, rows)
    assert again["counts"] == {"already_listed": 400}
    assert [line["review"] for line in again["lines"]] == [line["review"] for line in made.json["lines"]]
    assert {name: len(held) for name, held in everything(northmere).items()} == {n: len(h) for n, h in before.items()}


def test_a_panels_list_is_asked_for_and_asked_for_once(northmere: Place) -> None:
    rows = [agreed(number) for number in range(40)]
    rows[3] |= {"reason": "Annual review", "review_meeting_on": "18/11/2026", "identified_needs": "Two\nlines."}
    rows[4] |= {"received_on": "2026-09-28", "involvement_status": "active", "involvement_team": "disabled_children",
                "lead_professional": northmere.email("social_worker")}  # fmt: skip
    with northmere.on(OCTOBER):
        made = send(northmere, table(rows), "requests", "caseworker")
        assert made.status_code == 201, made.json
        assert made.json["counts"] == {"new": 40}
        references = [line["reference"] for line in made.json["lines"]]
        assert [int(reference[-6:]) for reference in references] == list(range(1, 41))
        again = taken(northmere, rows, "requests", who="caseworker")
        assert again["counts"] == {"already_asked": 40}
        assert [line["reference"] for line in again["lines"]] == references
        review, lead = (northmere.get("caseworker", f"/requests/{references[n]}") for n in (3, 4))
        assert (review["reason"], review["clocks"][0]["due_on"]) == ("annual_review", "2026-11-04")
        assert (lead["state"], lead["held_by"]["team"]) == ("drafting", "disabled_children")
        assert lead["clocks"][0]["due_on"] == "2026-11-09"
        assert northmere.get("caseworker", f"/requests/{references[0]}")["person"]["contacts"][0]["phone"]
    assert made.json["lines"][0]["links"]["self"].endswith(references[0])


def test_a_panels_list_says_when_it_decided_and_by_what_day_a_tribunal_wants_it(northmere: Place) -> None:
    rows = [
        agreed(1, ehc_needs_assessment_requested_on="07/09/2026", ehc_needs_assessment_decided_on="29/09/2026"),
        agreed(2, reason="reassessment", reassessment_notified_on="2026-09-30"),
        agreed(3, reason="tribunal_order", order_due_on="23/10/2026"),
    ]
    with northmere.on(OCTOBER):
        lines = taken(northmere, rows, "requests", who="caseworker")["lines"]
        decided, notified, ordered = (
            {clock["name"]: clock for clock in northmere.get("caseworker", f"/requests/{line['reference']}")["clocks"]}
            for line in lines
        )
    assert (decided["ehc_decision"]["status"], decided["ehc_decision"]["met_on"]) == ("met", "2026-09-29")
    assert notified["reassessed_plan"]["due_on"] == "2027-01-06"
    assert ordered["advice"]["due_on"] == "2026-10-23"


def test_another_reason_is_another_request_and_a_closed_one_is_not_in_the_way(northmere: Place) -> None:
    rows = [agreed(1), agreed(1, reason="reassessment")]
    first = taken(northmere, rows, "requests", who="caseworker")
    assert outcomes(first) == ["new", "new"]
    one, two = (northmere.get("caseworker", f"/requests/{line['reference']}")["person"] for line in first["lines"])
    assert one == two
    northmere.does("caseworker", first["lines"][0]["reference"], "close")
    assert outcomes(taken(northmere, rows, "requests", who="caseworker")) == ["new", "already_asked"]


@pytest.mark.parametrize("what", ["reviews", "requests"])
def test_a_dry_run_answers_what_would_happen_and_changes_nothing(northmere: Place, what: str) -> None:
    make = child if what == "reviews" else agreed
    taken(northmere, [make(1), make(2)], what, who="caseworker")
    before = everything(northmere)
    rows = [make(1), make(3, date_of_birth="01/02/2015"), make(2)]
    tried = send(northmere, table(rows), what, "caseworker", dry_run=True)
    assert (tried.status_code, tried.json["dry_run"]) == (200, True)
    assert everything(northmere) == before
    done = send(northmere, table(rows), what, "caseworker")
    assert (done.status_code, done.json["dry_run"]) == (201, False)
    assert done.json["counts"] == tried.json["counts"]
    assert outcomes(done.json) == outcomes(tried.json)
    assert sum("reference" in line or "review" in line for line in tried.json["lines"]) == 3
    assert tried.json["lines"][0] == done.json["lines"][0]


def test_a_meeting_that_moved_is_moved_and_next_years_is_another(northmere: Place) -> None:
    with northmere.on(OCTOBER):
        [review] = listed(northmere, child(1))
        moved = taken(northmere, [child(1, review_meeting_on="2026-12-02", setting="Eastvale College")])
        assert (outcomes(moved), moved["lines"][0]["review"]) == (["moved"], review)
        [row] = reviews_of(northmere)
        assert (row["meeting_on"], row["setting"], row["screen_by"]) == ("2026-12-02", "Eastvale College", "2026-10-07")
        assert outcomes(taken(northmere, [child(1, review_meeting_on="2027-05-31")])) == ["moved"]
        assert outcomes(taken(northmere, [child(1, review_meeting_on="2027-11-28")])) == ["new"]
        assert [row["meeting_on"] for row in reviews_of(northmere)] == ["2027-05-31", "2027-11-28"]


def test_two_meetings_of_one_person_are_each_found_again_by_their_day_first(northmere: Place) -> None:
    rows = [child(1), child(1, review_meeting_on="2027-02-10")]
    with northmere.on(OCTOBER):
        first = taken(northmere, rows)
        again = taken(northmere, [rows[1], child(1, review_meeting_on="2026-11-25")])
        assert outcomes(first) == ["new", "new"]
        assert outcomes(again) == ["already_listed", "moved"]
        assert [line["review"] for line in again["lines"]] == [line["review"] for line in reversed(first["lines"])]
        people = {repr(row["person"]) for row in reviews_of(northmere)}
    assert len(people) == 1
    assert len([row for row in everything(northmere)["person"] if "Exampleton-1'" in row]) == 1


def test_a_meeting_whose_request_is_open_is_moved_and_one_whose_request_ended_is_another(northmere: Place) -> None:
    """A second review beside the first would be screened again, and ask for the same thing twice."""
    later = child(1, review_meeting_on="2026-12-02")
    with northmere.on(OCTOBER):
        [review] = listed(northmere, child(1))
        reference = screened(northmere, review, yes())["request"]
        assert outcomes(taken(northmere, [later])) == ["moved"]
        assert northmere.get("caseworker", f"/requests/{reference}")["clocks"][0]["due_on"] == "2026-11-04"
        northmere.does("caseworker", reference, "close")
        assert outcomes(taken(northmere, [child(1, review_meeting_on="2026-12-16")])) == ["new"]


def test_people_with_a_name_alone_are_not_made_twice_either(northmere: Place) -> None:
    alone = child(1, date_of_birth="")
    other = child(1, date_of_birth="", review_meeting_on="2026-11-25")
    assert outcomes(taken(northmere, [alone, other])) == ["new", "new"]
    assert outcomes(taken(northmere, [alone, other])) == ["already_listed", "already_listed"]
    for expected in ("new", "already_asked"):
        assert outcomes(taken(northmere, [agreed(7, date_of_birth="")], "requests")) == [expected]


def test_what_a_list_says_is_learnt_of_those_for_whom_nobody_has_asked_and_of_nobody_else(northmere: Place) -> None:
    [review] = listed(northmere, child(1))
    listed(northmere, child(1, upn="A950000178301", contact_phone="01632 960002"))
    reference = screened(northmere, review, yes())["request"]
    person = northmere.get("caseworker", f"/requests/{reference}")["person"]
    assert (person["upn"], person["contacts"][0]["phone"]) == ("A950000178301", "01632 960002")
    listed(northmere, child(1, upn="A950000178301", contact_phone="01632 960003"))
    assert northmere.get("caseworker", f"/requests/{reference}")["person"] == person


@pytest.mark.parametrize("media", ["text/csv; charset=utf-8", "multipart/form-data"])
def test_a_file_may_come_bare_or_in_a_form(northmere: Place, media: str) -> None:
    data: Any = table([child(1)])
    if media.startswith("multipart"):
        data = {"file": (io.BytesIO(data), "term.csv")}
    assert send(northmere, data, content_type=media).status_code == 201


def test_what_is_no_file_of_a_table_is_refused_before_it_is_looked_at(northmere: Place) -> None:
    before = everything(northmere)
    for what in ("reviews", "requests"):
        for media in ("application/json", "text/plain", "application/vnd.ms-excel", ""):
            refused = send(northmere, b"nonsense", what, "officer", content_type=media)
            assert (refused.status_code, "text/csv" in refused.json["detail"]) == (415, True)
        forms: list[Any] = [
            {}, {"file": "words"}, {"list": (io.BytesIO(b"a"), "a.csv")}, {"file": (io.BytesIO(b"a"), "a.csv"), "more": "x"},
            {"file": [(io.BytesIO(b"a"), "a.csv"), (io.BytesIO(b"b"), "b.csv")]},
        ]  # fmt: skip
        for form in forms:
            refused = send(northmere, form, what, "officer", content_type="multipart/form-data")
            assert refused.status_code == 400, form
        for who in ("officer", "reviewer", "dsco", "auditor", "administrator"):
            assert send(northmere, b"nonsense", what, who).status_code == 403, who
        refused = northmere.call(
            "coordinator", "POST", f"/{what}/import?dry_run=maybe", data=b"", content_type="text/csv"
        )
        assert set(refused.json["errors"]) == {"dry_run"}
    assert everything(northmere) == before


def test_one_key_has_one_effect_and_a_dry_run_is_another_call(northmere: Place) -> None:
    data = table([child(1), child(2)])
    headers = {"Idempotency-Key": "term"}
    first = send(northmere, data, headers=headers)
    again = send(northmere, data, headers=headers)
    assert (first.status_code, first.get_data()) == (again.status_code, again.get_data())
    assert again.json["counts"] == {"new": 2}
    form = {"file": (io.BytesIO(data), "term.csv")}
    assert send(northmere, form, headers=headers, content_type="multipart/form-data").get_data() == first.get_data()
    assert send(northmere, table([child(3)]), headers=headers).status_code == 422
    assert send(northmere, data, dry_run=True, headers=headers).status_code == 422
    headers = {"Idempotency-Key": "try first"}
    assert send(northmere, table([child(9)]), dry_run=True, headers=headers).status_code == 200
    assert send(northmere, table([child(9)]), headers=headers).status_code == 422
    assert len(reviews_of(northmere, f"&from={MEETING}")) == 2


def test_a_list_of_another_authority_is_its_own(northmere: Place, eastvale: Place) -> None:
    taken(northmere, [child(1)])
    assert outcomes(taken(eastvale, [child(1)])) == ["new"]
    assert len(reviews_of(northmere, f"&from={MEETING}")) == len(reviews_of(eastvale, f"&from={MEETING}")) == 1
