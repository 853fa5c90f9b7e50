"""Is everything that is wrong with a list said at once, by line and column in plain words, and nothing half-loaded?"""

from __future__ import annotations

import pytest

from config.faults import Fault
from tests.desk import everything
from tests.lists import agreed, child, outcomes, send, table, taken
from tests.place import Place
from workflow.lists.columns import MOST_FAULTS, refusal

CELLS: dict[str, tuple[dict[str, str], str, str]] = {
    # what is wrong: the cells, the column that is named, a part of what is said
    "no meeting": ({"review_meeting_on": ""}, "review_meeting_on", "Answer this"),
    "a day that does not exist": ({"review_meeting_on": "31/11/2026"}, "review_meeting_on", "real date"),
    "a date in words": ({"date_of_birth": "1 January 2015"}, "date_of_birth", "2026-01-31 or 31/01/2026"),
    "a day with its time": ({"review_meeting_on": "2026-11-18T09:00"}, "review_meeting_on", "2026-01-31 or 31/01/2026"),
    "the year in two figures": ({"date_of_birth": "01/05/15"}, "date_of_birth", "a date such as"),
    "born tomorrow": ({"date_of_birth": "2099-01-01"}, "date_of_birth", "future"),
    "a slip in a UPN": ({"upn": "B950000178301"}, "upn", "slip"),
    "a slip in an NHS number": ({"nhs_number": "943 476 5918"}, "nhs_number", "slip"),
    "a year in words": ({"year_group": "nine"}, "year_group", "whole number"),
    "a year that is none": ({"year_group": "31"}, "year_group", "Write a number from"),
    "a name of 101 letters": ({"given_name": "x" * 101}, "given_name", "101 characters"),
    "a name on two lines": ({"given_name": "Ash\nElm"}, "given_name", "one line"),
    "perhaps": ({"contact_parental_responsibility": "perhaps"}, "contact_parental_responsibility", "yes or no"),
    "a contact without a name": ({"contact_name": ""}, "contact_name", "Answer this: "),
    "a contact who is nobody": ({"contact_relationship": ""}, "contact_relationship", "Answer this: "),
}  # fmt: skip
ASKED: dict[str, tuple[dict[str, str], str, str]] = {
    "an unknown reason": ({"reason": "boredom"}, "reason", "Choose one of"),
    "received tomorrow": ({"received_on": "2099-01-01"}, "received_on", "future"),
    "a review without its meeting": ({"reason": "annual_review"}, "review_meeting_on", "Answer this"),
    "an order without its day": ({"reason": "tribunal_order"}, "order_due_on", "Answer this"),
    "a team that is none": ({"involvement_status": "active", "involvement_team": "nowhere"}, "involvement_team", "no team"),
    "a source without a status": ({"involvement_source": "The case system"}, "involvement_status", "Answer this: "),
}  # fmt: skip


@pytest.mark.parametrize(("what", "wrong"), [("reviews", w) for w in CELLS] + [("requests", w) for w in ASKED])
def test_a_cell_that_is_wrong_is_named_and_nothing_of_the_list_is_loaded(
    northmere: Place, what: str, wrong: str
) -> None:
    cells, column, said = (CELLS if what == "reviews" else ASKED)[wrong]
    make = child if what == "reviews" else agreed
    data = table([make(1), make(2, **cells), make(3)])
    before = everything(northmere)
    for dry_run in (False, True):
        refused = send(northmere, data, what, dry_run=dry_run)
        assert (refused.status_code, refused.content_type) == (422, "application/problem+json")
        assert {where: said in sentences[0] for where, sentences in refused.json["errors"].items()} == {
            f"line 3, {column}": True
        }
    assert everything(northmere) == before


def test_every_fault_of_every_line_is_said_at_once_and_a_good_line_is_not_loaded(northmere: Place) -> None:
    bad = [
        child(1, upn="x", date_of_birth="y"),
        child(2),
        child(3, given_name="", date_of_birth=""),
        child(2),
        child(5),
    ]
    data = table(bad) + b"one,two\n"
    before = everything(northmere)
    refused = send(northmere, data).json
    assert set(refused["errors"]) == {"line 2, upn", "line 2, date_of_birth", "line 4", "line 5", "line 7"}
    assert refused["errors"]["line 5"] == ["Line 3 is of the same person and the same meeting: keep one of the two."]
    assert refused["errors"]["line 4"] == [
        "Give the person's given and family name, or their UPN, NHS or social care number."
    ]
    assert everything(northmere) == before


@pytest.mark.parametrize("mark", ["upn", "nhs_number", "social_care_id", "name"])
def test_a_person_is_in_a_list_once_however_they_are_told_apart(northmere: Place, mark: str) -> None:
    number = {"upn": "A950000178301", "nhs_number": "9434765919", "social_care_id": "ZX-77"}
    first = {mark: number[mark]} if mark in number else {"date_of_birth": ""}
    again = {**first, **({"nhs_number": "943 476 5919"} if mark == "nhs_number" else {})}
    for what, make, same in (("reviews", child, "meeting"), ("requests", agreed, "reason")):
        others = {"family_name": "Another"} if mark in number else {}
        refused = send(northmere, table([make(1, **first), make(2), make(1, **again, **others)]), what)
        assert refused.json["errors"] == {
            "line 4": [f"Line 2 is of the same person and the same {same}: keep one of the two."]
        }


def test_a_long_report_ends_with_how_many_more_there_are(northmere: Place) -> None:
    errors = send(northmere, table([child(n, year_group="nine") for n in range(300)])).json["errors"]
    assert len(errors) == MOST_FAULTS + 1
    assert errors["more"] == ["There are 100 more faults after these."]
    assert "more" not in refusal([Fault(n, "", "Wrong.") for n in range(MOST_FAULTS)]).errors


def test_words_are_taken_as_people_write_them(northmere: Place) -> None:
    row = agreed(1, nhs_number="943 476 5919", date_of_birth="4/9/2015", reason="An EHC needs assessment", year_group="-1",
                 contact_relationship="Foster carer", contact_parental_responsibility="N", involvement_status="NONE")  # fmt: skip
    [line] = taken(northmere, [row], "requests")["lines"]
    person = northmere.get("coordinator", f"/requests/{line['reference']}")["person"]
    assert (person["nhs_number"], person["date_of_birth"], person["year_group"]) == ("9434765919", "2015-09-04", -1)
    [contact] = person["contacts"]
    assert (contact["relationship"], contact["parental_responsibility"]) == ("foster_carer", False)


def test_a_list_of_nobody_is_taken_and_does_nothing(northmere: Place) -> None:
    for what, make in (("reviews", child), ("requests", agreed)):
        only_header = table([make(1)]).splitlines()[0]
        answered = send(northmere, only_header, what)
        assert (answered.status_code, outcomes(answered.json)) == (201, [])
