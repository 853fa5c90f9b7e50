"""Does advice in the county's shape say what it says, with nothing put in another's place?"""

from __future__ import annotations

from typing import Any

import pytest

from api.county import county
from tests import answers
from tests.kinds_of_advice import advised
from tests.place import Place

ABOUT = {
    "kind": "final",
    "issued_on": "2026-03-02",
    "author": {"name": "Wren Field", "role": "front_door", "team": "Front door"},
    "reviewer": {"name": "Merle Stone"},
}
NOTHING: dict[str, Any] = {**ABOUT, "needs": [], "outcomes": [], "provision": []}


def test_every_part_stands_in_its_place(northmere: Place) -> None:
    reference = advised(northmere, "final")
    made = northmere.get("caseworker", f"/requests/{reference}/advice/1.json?shape=county")
    said = answers.advice()
    need, outcome, line = said["needs"][0], said["outcomes"][0], said["provision"][0]
    assert made == {
        "Child_Views": said["views"]["person"],
        "Parent_Carer_Views": said["views"]["family"],
        "Strengths": "",
        "Needs": [need["text"]],
        "Outcomes": [outcome["text"]],
        "H1": [
            {
                "Provision": line["what"],
                "By_Whom": line["provider"],
                "Frequency": "2 hours, every week in term time",
                "Need_Met": need["text"],
                "Outcome": outcome["text"],
            }
        ],
        "H2": [],
        "Adviser": {"Name": "Officer", "Role": "Triage officer", "Date": made["Adviser"]["Date"]},
        "Quality_Assured_By": "Reviewer",
    }


def test_each_line_stands_in_its_section_in_order_with_its_own_need() -> None:
    needs = [{"id": "a", "text": "First."}, {"id": "b", "text": "Second."}]
    lines = [
        {"id": "1", "section": "H2", "what": "Two.", "need": "b"},
        {"id": "2", "section": "H1", "what": "One.", "need": "a", "duration": "a year"},
        {"id": "3", "section": "H2", "what": "Three."},
    ]
    made = county({**NOTHING, "needs": needs, "provision": lines})
    assert [(row["Provision"], row["Need_Met"]) for row in made["H2"]] == [("Two.", "Second."), ("Three.", "")]
    assert [(row["Provision"], row["Need_Met"], row["Frequency"]) for row in made["H1"]] == [
        ("One.", "First.", "a year")
    ]


@pytest.mark.parametrize("awaits", [None, "Expected in May."])
def test_why_there_is_nothing_is_told_and_cannot_be_taken_for_the_thing(awaits: str | None) -> None:
    because = {"no_needs_because": "All is met.", "views": {"absent_because": "A baby."}}
    because |= {"awaits_assessment": awaits} if awaits else {"no_provision_because": "The family sees to it."}
    made = county({**NOTHING, **because})
    assert made["Needs"] == ["None: All is met."]
    assert made["Child_Views"] == made["Parent_Carer_Views"] == "None: A baby."
    assert made["H2"][0]["Provision"] == f"None: {awaits or 'The family sees to it.'}"
    assert made["Outcomes"] == ([f"None: {awaits}"] if awaits else [])
    assert made["H1"] == []


def test_nothing_said_is_empty_and_no_part_is_ever_missing() -> None:
    made = county(NOTHING)
    assert set(made) == set(county({**NOTHING, "needs": [{"id": "a", "text": "First."}], "strengths": "Swims."}))
    assert (made["Needs"], made["H1"], made["H2"], made["Strengths"]) == ([], [], [], "")
