"""How do several people act at the same moment? Calls that are let go at once, and what must hold of their replies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from werkzeug.test import TestResponse

from tests.place import Place

Calling = Callable[[], TestResponse]
MOST_AT_ONCE = 60
RUNNERS = ThreadPoolExecutor(MOST_AT_ONCE)  # they wait for the next race


def at_once(calls: Sequence[Calling]) -> list[TestResponse]:
    """Every call from a thread and a client of its own, all let go at the same moment."""
    barrier = Barrier(len(calls))

    def run(call: Calling) -> TestResponse:
        barrier.wait()
        return call()

    return list(RUNNERS.map(run, calls))


def step(
    place: Place, who: str, reference: str, action: str, given: dict[str, Any], seen: str, key: str | None = None
) -> Calling:
    """A step that names a version seen before the race; with a key if there is one."""
    headers = {"If-Match": seen} | ({"Idempotency-Key": key} if key else {})
    path = f"/requests/{reference}/actions/{action}"
    return lambda: place.call(who, "POST", path, json={"answers": given}, headers=headers)


def statuses(replies: Iterable[TestResponse]) -> list[int]:
    return sorted(reply.status_code for reply in replies)


def told(place: Place, reference: str, who: str = "dsco") -> list[dict[str, Any]]:
    """The history, whose numbers must have no gap, and whose steps must lead on from one another."""
    events: list[dict[str, Any]] = place.get(who, f"/requests/{reference}/history?per_page=100")["events"]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert [event["from"] for event in events[1:]] == [event["to"] for event in events[:-1]]
    return events


def same_reply(replies: Sequence[TestResponse]) -> TestResponse:
    """The one reply that all of them got, to the byte."""
    seen = {(r.status_code, r.get_data(), r.headers.get("ETag"), r.headers.get("Location")) for r in replies}
    assert len(seen) == 1, statuses(replies)
    return replies[0]
