"""Does what the service shows of a request, of its advice and of its history agree with the model?"""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from werkzeug.test import TestResponse

from tests.evidence.model.case import Case
from tests.place import Place


def answered(response: TestResponse, expected: int) -> None:
    """The answer has the status that the model expects."""
    found = response.status_code
    assert found == expected, f"{found} instead of {expected}: {response.get_data(as_text=True)[:600]}"


def shows(place: Place, case: Case, body: Any) -> None:
    """State, version, holder, reviewer, offer, contributors, restriction, kind, due date and advice are the model's."""
    held = body["held_by"] or {"team": None, "member": None, "reviewer": None}
    advice = next(clock for clock in body["clocks"] if clock["name"] == "advice")
    found = {
        "reference": body["reference"],
        "version": body["version"],
        "state": body["state"],
        "service": body["service"],
        "held_by": (held["team"], held["member"], held["reviewer"]),
        "offered_to": body["offered_to"],
        "came_back": body["came_back"],
        "contributors": body["contributors"],
        "restricted": body["restricted"],
        "kind": body["kind"],
        "closure_reason": body["closure_reason"],
        "due_on": advice["due_on"],
        "advice": body["advice"],
    }
    expected = expected_of(place, case)
    wrong = {part: (expected[part], found[part]) for part in found if found[part] != expected[part]}
    assert not wrong, f"{case.reference}, expected and found: {wrong}"


def expected_of(place: Place, case: Case) -> dict[str, Any]:
    """The same as the model has it."""
    stands = (
        {"version": len(case.issued), "kind": case.issued[-1][0], "issued_on": str(case.issued[-1][1])}
        if case.issued
        else None
    )
    return {
        "reference": case.reference,
        "version": case.version,
        "state": case.state,
        "service": case.service,
        "held_by": (
            case.team,
            *(place.email(one) if one and case.team else None for one in (case.member, case.reviewer)),
        ),
        "offered_to": case.offered if case.state == "offered" else None,
        "came_back": case.back,
        "contributors": sorted(case.helping),
        "restricted": case.restricted,
        "kind": case.kind,
        "closure_reason": case.closed_because if case.state == "closed" else None,
        "due_on": str(case.due) if case.due else None,
        "advice": stands,
    }


def named(who: str | None) -> str | None:
    """The name under which somebody works."""
    return who.replace("_", " ").title() if who else None


def versions_issued(case: Case, body: Any) -> None:
    """Every version that was issued, in order, each written by one person and issued by another."""
    found = [
        (one["version"], one["kind"], one["issued_on"], one["author"], one["reviewer"]) for one in body["versions"]
    ]
    expected = [
        (n, kind, str(on), named(author), named(reviewer))
        for n, (kind, on, author, reviewer) in enumerate(case.issued, 1)
    ]
    assert found == expected, f"{case.reference}: {found} instead of {expected}"


def tells_its_path(case: Case, events: list[Any]) -> None:
    """The history is the path that the model took: no step lost, doubled or moved, each at its time, by its actor."""
    found = [
        (
            event["seq"],
            event["action"],
            event["from"],
            event["to"],
            event["at"].replace("+00:00", "Z"),
            event["actor"],
            event["team"],
            event["held_by"]["team"],
            event["held_by"]["member"],
        )
        for event in events
    ]
    expected = [
        (
            seq,
            one.action,
            one.source,
            one.target,
            one.at.isoformat().replace("+00:00", "Z"),
            named(one.actor),
            one.team,
            one.holder,
            named(one.member),
        )
        for seq, one in enumerate(case.path, 1)
    ]
    assert found == expected, f"{case.reference}: {_first_difference(found, expected)}"


def _first_difference(found: list[Any], expected: list[Any]) -> str:
    differing = ((one, other) for one, other in zip_longest(found, expected) if one != other)
    return "{} instead of {}".format(*next(differing, (None, None)))
