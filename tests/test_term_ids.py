"""Does the id of a line mean that review, and is one that cannot be meant refused by its line?"""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.desk import everything
from tests.lists import MEETING, SAID_NO, SAID_YES, child, listed, outcomes, send, sheet, table, taken
from tests.place import Place

FRIDAY = "2026-10-02"


def test_an_id_means_its_review_though_the_person_is_put_right_and_the_meeting_moves(northmere: Place) -> None:
    with northmere.on(FRIDAY):
        keys = listed(northmere, child(1), child(1, review_meeting_on="2027-03-10"), child(2, date_of_birth=""))
        rows = [
            {"id": keys[0].upper(), "review_meeting_on": "2027-02-10"},
            {"id": keys[2], **child(2, upn="A950000178301")},
        ]
        made = taken(northmere, rows)
        assert outcomes(made) == ["moved", "already_listed"]
        assert [line["review"] for line in made["lines"]] == [keys[0], keys[2]]
        held = {row["id"]: row for row in sheet(northmere)}
    assert (held[keys[0]]["review_meeting_on"], held[keys[1]]["review_meeting_on"]) == ("2027-02-10", "2027-03-10")
    assert (held[keys[2]]["upn"], held[keys[2]]["date_of_birth"]) == ("A950000178301", child(2)["date_of_birth"])
    assert len(everything(northmere)["person"]) == 2


def test_a_line_without_an_id_among_others_is_matched_as_before(northmere: Place) -> None:
    with northmere.on(FRIDAY):
        [one] = listed(northmere, child(1))
        made = taken(northmere, [{"id": "", **child(1)}, {"id": "", **child(2, **SAID_NO)}])
    assert (outcomes(made), made["lines"][0]["review"]) == (["already_listed", "new"], one)


def test_a_column_that_was_sorted_without_the_others_is_noticed(northmere: Place) -> None:
    """Else the answers about one child would be kept of another."""
    with northmere.on(FRIDAY):
        listed(northmere, *map(child, range(3)))
        rows = [{**row, **SAID_NO} for row in sheet(northmere)]
        keys = [row["id"] for row in rows]
        before = everything(northmere)
        mixed = [{**row, "id": key} for row, key in zip(rows, [keys[0], keys[2], keys[1]], strict=True)]
        refused = send(northmere, table(mixed))
        assert set(refused.json["errors"]) == {"line 3, id", "line 4, id"}
        assert "sorted without the others" in refused.json["errors"]["line 3, id"][0]
        assert everything(northmere) == before


@pytest.mark.parametrize("wrong", ["nobody's", "no id", "another authority's"])
def test_an_id_that_is_not_on_your_list_is_no_review(northmere: Place, eastvale: Place, wrong: str) -> None:
    with northmere.on(FRIDAY):
        listed(northmere, child(1))
        [other] = listed(eastvale, child(1))
        key = {"nobody's": str(uuid4()), "no id": "12", "another authority's": other}[wrong]
        before = everything(northmere), everything(eastvale)
        refused = send(northmere, table([{"id": key, **child(1, **SAID_YES, upn="x")}]))
        assert set(refused.json["errors"]) == {"line 2, id", "line 2, upn"}
        assert (everything(northmere), everything(eastvale)) == before


def test_meetings_that_cannot_be_those_of_the_reviews_are_faults(northmere: Place) -> None:
    with northmere.on(FRIDAY):
        one, two = listed(northmere, child(1), child(1, review_meeting_on="2027-02-10"))
        before = everything(northmere)
        for rows, line in (
            ([{"id": one, **child(1, review_meeting_on="2027-11-17")}], 2),  # next year's is another review
            ([{"id": one, **child(1, review_meeting_on="2027-02-10")}], 2),  # the day of the other one
            ([{"id": two, **child(1, review_meeting_on="2026-12-01")}, child(1, review_meeting_on="2026-12-01")], 3),
            (
                [
                    {"id": one, **child(1, review_meeting_on="2026-12-02")},
                    {"id": "", **child(1, review_meeting_on=MEETING)},
                ],
                3,
            ),
        ):
            refused = send(northmere, table(rows))
            assert refused.status_code == 422, refused.json
            assert set(refused.json["errors"]) & {f"line {line}", f"line {line}, review_meeting_on"}
        twice = send(
            northmere, table([{"id": one, **child(1)}, {"id": one, **child(1, review_meeting_on="2026-12-02")}])
        )
        assert twice.json["errors"]["line 3"] == ["Line 2 is of the same person and the same id: keep one of the two."]
        assert everything(northmere) == before


def test_a_review_whose_request_has_ended_is_not_next_years(northmere: Place) -> None:
    with northmere.on(FRIDAY):
        [line] = taken(northmere, [child(1, **SAID_YES)])["lines"]
        northmere.does("caseworker", line["reference"], "close")
        named = {"id": line["review"], **child(1, review_meeting_on="2026-11-25")}
        refused = send(northmere, table([named]))
        assert "leave the id empty" in refused.json["errors"]["line 2, review_meeting_on"][0]
        assert outcomes(taken(northmere, [{**named, "id": ""}])) == ["new"]


def test_one_person_told_apart_in_two_ways_is_not_listed_twice_for_a_day(northmere: Place) -> None:
    number = {"upn": "A950000178301"}
    next_year = {"review_meeting_on": "2027-11-17"}
    with northmere.on(FRIDAY):
        listed(northmere, child(1, **number))
        before = everything(northmere)
        by_number = {
            **child(1, **next_year),
            **dict.fromkeys(("given_name", "family_name", "date_of_birth"), ""),
            **number,
        }
        refused = send(northmere, table([child(1, **next_year), by_number]))
        assert set(refused.json["errors"]) == {"line 3, review_meeting_on"}
        assert everything(northmere) == before
