"""How does a person read a clock? docs/clocks.md shows three requests exactly as the API gives them.

To write that file anew: UPDATE_DOCS=1 pytest tests/test_clock_document.py
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests import answers
from tests.place import Place
from tests.walks import ONLOOKER, Step, asked, triage_done, walk, written
from workflow.clocks.timescales import words

DOCUMENT = Path(__file__).parent.parent / "docs" / "clocks.md"
ANEW = "The clocks read differently now. Read them as a parent would, then: UPDATE_DOCS=1 pytest tests/test_clock_document.py"
MEANING = {
    "on_track": "nothing presses yet",
    "amber": "the last third of the time has begun (the advice: the authority says from when, usually 14 days before, while no draft is begun)",
    "red": "the last sixth of the time has begun (the advice: as the authority says, usually 7 days before)",
    "overdue": "the due date has passed and it is not done",
    "met": "done in time",
    "met_late": "done, after the due date",
    "met_by_interim": "interim advice went out in time; the advice in full follows",
    "excused": "late, for a lawful reason that was approved; the date has not moved",
    "cancelled": "it ended without being done, and the working says why",
}
ABSENT = {
    "exception_ground": "absent_four_weeks",
    "exception_evidence": "The airline's confirmation, and a letter.",
    "absent_from": "2026-06-27",
    "absent_until": "2026-07-24",
}
INTRODUCTION = f"""# How to read a clock

Every time limit of a request is a clock, and clocks run side by side: none changes another. Each says

* **due**: the last day that is in time. Once fixed, nothing moves the date of the advice: no holiday, no waiting list,
  no assessment, and no exception (which excuses lateness and moves nothing);
* **act by**: the last day not later than that on which the offices are open. This is the day to plan for;
* how it **stands** today, in one word;
* its **source**, and how sure we are of it: `law`, `guidance`, `local practice` (the authority's own file) or
  `project default`;
* its **working**: the sentences from which anybody can count again.

Weeks run on over weekends and bank holidays. Working days leave both out, and the authority's own limits leave out the
days on which its offices are closed as well. The first day is not counted, unless the working says so.

| stands | which means |
| --- | --- |
{chr(10).join(f"| `{word}` | {meaning} |" for word, meaning in MEANING.items())}

Below are three requests of the demonstration authority Northmere, word for word as `GET /api/v1/requests/{{reference}}`
gives their `clocks` on the day named. Compared by `tests/test_clock_document.py`; written anew with `UPDATE_DOCS=1`.
"""


@dataclass(frozen=True)
class Shown:
    """A request of the document: what it is asked with, what is done, and the day on which it is read."""

    title: str
    told: str
    received: str
    read_on: str
    body: Mapping[str, Any]
    steps: tuple[Step, ...]


SHOWN = (
    Shown(
        "A due date at Easter",
        "The assessment was asked for on 12 January and decided on 20 February. The front door took the request up the "
        "day after it came, spoke with the mother on 2 March, and decided on 9 March. The draft is with its reviewer.",
        "2026-02-23",
        "2026-04-01",
        {"ehc_needs_assessment_requested_on": "2026-01-12", "ehc_needs_assessment_decided_on": "2026-02-20"},
        (
            Step("2026-02-24", "officer", "assign", lambda place: {"assignee": place.email("officer")}),
            *triage_done("2026-03-02"),
            Step("2026-03-09", "officer", "decide_no_assessment", state="drafting"),
            *written("2026-03-31", "officer"),
        ),
    ),
    Shown(
        "A family away for four weeks",
        "The family was abroad from 27 June to 24 July, 28 days in a row inside the six weeks; the exception was "
        "approved. Back home, they were reached on 27 July.",
        "2026-06-22",
        "2026-08-04",
        {"ehc_needs_assessment_requested_on": "2026-05-11", "ehc_needs_assessment_decided_on": "2026-06-19"},
        (
            Step("2026-06-23", "officer", "take", state="triaging"),
            Step("2026-06-24", "officer", "claim_exception", ABSENT),
            Step("2026-06-25", "send_manager", "approve_exception"),
            Step("2026-07-27", "officer", "record_contact"),
        ),
    ),
    Shown(
        "An annual review",
        "The meeting is on Wednesday 18 November. A social worker's assessment was offered to the Disabled Children's "
        "Team on 8 October and accepted the next day.",
        "2026-10-02",
        "2026-10-26",
        {"reason": "annual_review", "review_meeting_on": "2026-11-18", "identified_needs": "Sleep."},
        (
            *triage_done("2026-10-07"),
            Step(
                "2026-10-08",
                "officer",
                "offer_transfer",
                state="offered",
                changed={"expected_completion_on": "2026-10-28"},
            ),
            Step("2026-10-09", "social_worker", "accept_transfer", state="assessing"),
        ),
    ),
)


def table(clocks: list[Any]) -> list[str]:
    """The clocks at a glance."""
    rows = [f"| {one['title']} | {one['due_on']} | {one['act_by']} | `{one['status']}` |" for one in clocks]
    return ["| to do | due | act by | stands |", "| --- | --- | --- | --- |", *rows]


def working(clock: Any) -> list[str]:
    """One clock with the sentences that show how it was reached."""
    source = f"Source: {clock['cite']} ({clock['confidence']})."
    return ["", f"**{clock['title']}** (`{clock['name']}`). {source}", "", *(f"* {said}" for said in clock["working"])]


def section(place: Place, one: Shown) -> list[str]:
    """One request of the document, after all its steps."""
    who = "coordinator" if one.body.get("reason") == "annual_review" else "caseworker"
    reference = asked(place, one.received, who, person=answers.child(date_of_birth="2017-05-14"), **one.body)
    walk(place, reference, one.steps)
    with place.on(one.read_on):
        clocks = place.get(ONLOOKER, f"/requests/{reference}")["clocks"]
    day = words(date.fromisoformat(one.read_on))
    parts = [line for clock in clocks for line in working(clock)]
    return ["", f"## {one.title}", "", f"{one.told} Read on {day}.", "", *table(clocks), *parts]


def document(place: Place) -> str:
    """The whole document."""
    return INTRODUCTION + "\n".join(line for one in SHOWN for line in section(place, one)) + "\n"


def test_the_document_shows_the_clocks_as_they_are(northmere: Place) -> None:
    shown = document(northmere)
    if os.environ.get("UPDATE_DOCS"):
        DOCUMENT.write_text(shown)
    assert DOCUMENT.read_text() == shown, ANEW


def test_every_status_is_explained() -> None:
    from workflow.clocks import standing

    source = Path(standing.__file__).read_text()
    assert not [word for word in MEANING if f'"{word}"' not in source]
