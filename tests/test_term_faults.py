"""Is everything that is wrong with the screenings of a list said at once, by line and column, and nothing of it kept?"""

from __future__ import annotations

import pytest

from tests.desk import everything
from tests.lists import SAID_NO, SAID_YES, child, send, table, taken
from tests.place import Place

FRIDAY = "2026-10-02"


def without(*columns: str, **changed: str) -> dict[str, str]:
    return {**SAID_YES, **dict.fromkeys(columns, ""), **changed}


WRONG: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    # what is wrong: the cells of the screening, and by column a part of what is said
    "half of it": ({"decided_by": "Holly Berry"}, {
        "needs_identified": "Answer this", "screening_basis": "Answer this", "screening_explained": "Answer this",
        "screened_on": "Answer this",
    }),
    "no basis": (without("screening_basis"), {"screening_basis": "Answer this"}),
    "an unknown basis": (without(screening_basis="school view, rumour"), {"screening_basis": "Choose one of"}),
    "perhaps": (without(needs_identified="perhaps"), {"needs_identified": "yes or no"}),
    "nobody said yes or no": (without("needs_identified"), {"needs_identified": "Answer this"}),
    "needs that nobody named": (without("identified_needs"), {"identified_needs": "Answer this"}),
    "needs that are none": ({**SAID_NO, "identified_needs": "Some."}, {"identified_needs": "not asked here"}),
    "a lead where there are no needs": ({**SAID_NO, "involvement_team": "x", "involvement_status": "none"}, {
        "involvement_team": "There is no team x", "involvement_status": "not asked here"}),
    "decided tomorrow": (without(screened_on="2026-10-03"), {"screened_on": "in the future"}),
    "a day in words": (without(screened_on="yesterday"), {"screened_on": "2026-01-31 or 31/01/2026"}),
    "an unknown team": (without(involvement_team="nowhere"), {"involvement_team": "There is no team nowhere"}),
    "a team and no status": (without("involvement_status", involvement_team="disabled_children"), {"involvement_status": "Answer this: "}),
    "a name of 121 letters": (without(decided_by="x" * 121), {"decided_by": "121 characters"}),
    "provision of no kind": (without(provision_text="A Saturday."), {"provision_kind": "Answer this: "}),
    "raised at a meeting to come": (without(raised_at_meeting="yes"), {"": "raised at the meeting, but the meeting is after"}),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_with_a_screening_is_named_and_nothing_of_the_list_is_kept(northmere: Place, wrong: str) -> None:
    cells, said = WRONG[wrong]
    data = table([child(1, **SAID_YES), child(2), child(3, **cells), child(4, **SAID_NO)])
    with northmere.on(FRIDAY):
        before = everything(northmere)
        for dry_run in (False, True):
            refused = send(northmere, data, dry_run=dry_run)
            assert refused.status_code == 422
            errors = refused.json["errors"]
            named = {where.removeprefix("line 4").removeprefix(", "): sayings[0] for where, sayings in errors.items()}
            assert set(named) == set(said), errors
            assert all(part in named[column] for column, part in said.items()), errors
        assert everything(northmere) == before


def test_every_fault_of_every_line_is_said_at_once(northmere: Place) -> None:
    with northmere.on(FRIDAY):
        reference = taken(northmere, [child(9, **SAID_YES)])["lines"][0]["reference"]
        before = everything(northmere)
        rows = [
            child(1, upn="x", **without("decided_by")),
            child(2, **without(raised_at_meeting="yes")),
            child(9, **SAID_NO),
            child(4, **SAID_NO),
            child(4, **SAID_YES),
        ]
        errors = send(northmere, table(rows)).json["errors"]
        assert everything(northmere) == before
    assert set(errors) == {"line 2, upn", "line 2, decided_by", "line 3", "line 4", "line 6"}
    assert errors["line 4"] == [
        f"Request {reference} was raised from this review, and is open: tell social care there."
    ]
