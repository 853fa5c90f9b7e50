"""How much does a deadline cost? `make bench` prints it; no test fails by a time.

Every figure is the best of several rounds, in one run, on this machine; compare figures of one run with each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from time import perf_counter_ns

from config.authorities import AUTHORITIES, authority_of
from config.authority_file import from_text
from workflow.clocks import clocks, status
from workflow.deadlines import DEADLINES, Dates, running
from workflow.machine import ROWS
from workflow.states import State
from workflow.timescales import Duty

ROUNDS, CALLS = 15, 200
TODAY, RECEIVED, DUE = date(2026, 4, 1), date(2026, 2, 23), date(2026, 4, 6)


def microseconds(work: Callable[[], object], calls: int = CALLS) -> float:
    """The best round's time for one call."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = perf_counter_ns()
        for _ in range(calls):
            work()
        best = min(best, (perf_counter_ns() - began) / calls / 1000)
    return best


def everything_at_once() -> Dates:
    """A request on which every clock runs: nothing like it exists, and nothing costs more."""
    file = AUTHORITIES / "northmere.yaml"
    marks = {one.starts: RECEIVED for one in DEADLINES} | {"returned": RECEIVED, "moved": DUE}
    return Dates(
        authority=authority_of(from_text(file.read_text(), file.name)),
        duty=Duty("annual_review", RECEIVED, meeting=date(2026, 5, 20)),
        state=State.TRIAGING,
        received_on=RECEIVED,
        due_on=DUE,
        marks=marks,
    )


def usual() -> Dates:
    """A request for an EHC needs assessment at the front door, as most are."""
    known = ("received", "ehc_requested", "at_front_door", "acknowledged")
    duty = Duty("ehc_needs_assessment", RECEIVED)
    return replace(everything_at_once(), duty=duty, marks=dict.fromkeys(known, RECEIVED))


def main() -> None:
    """Print the table."""
    every, most = everything_at_once(), usual()
    count, common = len(running(every)) + 1, len(running(most)) + 1
    whole, page = microseconds(lambda: clocks(every, TODAY)), microseconds(lambda: clocks(most, TODAY))
    step = microseconds(lambda: ROWS[State.TRIAGING, "offer_transfer"], CALLS * 100)
    rows = [
        (f"one clock with its working (mean of {count})", whole / count),
        (f"all {common} clocks of a usual request", page),
        ("all clocks of a page of 25 usual requests", 25 * page),
        ("only the status of the advice clock", microseconds(lambda: status(most, TODAY))),
        ("which rows of the pathway lead on from here", step),
    ]
    for words, took in rows:
        print(f"{words:<48} {took:>10.2f} microseconds")  # noqa: T201  # the table is the point


if __name__ == "__main__":
    main()
