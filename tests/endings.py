"""Walk a request to its end, issued or closed, and check that nobody ever lost it on the way; and what most walks share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests import answers
from tests.place import Place
from tests.walks import ONLOOKER, WRITE, Step, walk
from workflow.machine import ROWS
from workflow.states import State

ENDS = ("issued", "closed")
GOES_ON = {"issued": "amend_advice", "closed": "reopen"}  # what the DSCO can still do after each end


def walk_to_the_end(place: Place, reference: str, steps: Iterable[Step], end: str = "issued") -> Any:
    """Take the steps, and give the request, which has ended and was never without a holder."""
    request = walk(place, reference, steps)
    assert end in ENDS
    assert request["state"] == end, f"{reference} is left {request['state']}"
    events = history(place, reference)
    assert_one_unbroken_path(events)
    assert request["version"] == events[-1]["seq"]
    assert (request["held_by"] or {}).get("team") == events[-1]["held_by"]["team"]
    offered = place.get("dsco", f"/requests/{reference}/actions")["actions"]
    assert GOES_ON[end] in {offer["action"] for offer in offered}, f"{reference} is stuck: {end} for good"
    return request


def history(place: Place, reference: str) -> list[Any]:
    """Every event of a request, oldest first."""
    events: list[Any] = place.get(ONLOOKER, f"/requests/{reference}/history")["events"]
    return events


def in_hands(request: Any) -> list[tuple[str, int]]:
    """Which team had it, and for how many days, in order."""
    return [(spell["team"], spell["days"]) for spell in request["hands"]]


def taken(place: Place, reference: str, action: str) -> list[dict[str, Any]]:
    """The answers by code of every time that a step was taken."""
    events = [event for event in history(place, reference) if event["action"] == action]
    return [{answer["code"]: answer.get("value") for answer in event["answers"]} for event in events]


def assert_one_unbroken_path(events: list[Any]) -> None:
    """The events are numbered without a gap, follow from each other by the table, and one team holds all but the closed."""
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert [event["from"] for event in events] == [None, *(event["to"] for event in events[:-1])]
    for event in events:
        held = event["held_by"]["team"]
        assert (held is None) == (event["to"] == "closed"), f"{event['action']} leaves it {event['to']}, held by {held}"
        source = State(event["from"]) if event["from"] else None
        targets = {row.target or source for row in ROWS[source, event["action"]]}
        assert event["to"] in targets, f"{event['action']} does not lead from {source} to {event['to']}"


def read_and_asked(on: str, who: str = "officer", informant: str = "parent") -> tuple[Step, ...]:
    """The file is read, one person is spoken to, and answers every question of triage."""
    return (
        Step(on, who, "record_reading"),
        Step(on, who, "record_contact", changed={"informant_kind": informant}),
        Step(on, who, "record_answers", answers=answers.triage(informant)),
    )


def triaged(on: str, who: str = "officer", informant: str = "parent") -> tuple[Step, ...]:
    """A triage officer takes it, reads and asks."""
    return (Step(on, who, "take", state="triaging"), *read_and_asked(on, who, informant))


def written(on: str, who: str = "officer", content: Mapping[str, Any] | None = None) -> tuple[Step, ...]:
    """The draft is written and sent for review."""
    return Step(on, who, WRITE, content), Step(on, who, "submit_for_review", state="reviewing")


def issued(on: str, who: str = "reviewer", **changed: Any) -> tuple[Step, ...]:
    """The advice is issued to SEND."""
    return (Step(on, who, "issue_advice", state="issued", held="send", changed=changed),)


def advised(
    on: str, content: Mapping[str, Any] | None = None, who: str = "officer", by: str = "reviewer"
) -> tuple[Step, ...]:
    """No assessment is needed: the front door writes the advice, and another person there issues it, all in a day."""
    return (Step(on, who, "decide_no_assessment", state="drafting"), *written(on, who, content), *issued(on, by))


def transferred(
    on: str, team: str = "disabled_children", manager: str = "team_manager", **changed: Any
) -> tuple[Step, ...]:
    """An assessment is needed: it is offered to a team, whose manager accepts."""
    return (
        Step(
            on,
            "officer",
            "offer_transfer",
            state="offered",
            held="childrens_front_door",
            changed={"offered_team": team, **changed},
        ),
        Step(on, manager, "accept_transfer", state="assessing", held=team),
    )


def provision(**changed: Any) -> dict[str, Any]:
    """The usual advice with its one line of provision changed."""
    usual = answers.advice()
    return {**usual, "provision": [{**usual["provision"][0], **changed}]}


def for_an_adult() -> dict[str, Any]:
    """The usual advice with its provision where it belongs from 18."""
    return provision(section="H2", category="h2_care_act_support", legal_basis="Care Act 2014")


def clock(due_on: str | None, **more: Any) -> dict[str, Any]:
    """What the advice clock says."""
    return {"due_on": due_on, **more}
