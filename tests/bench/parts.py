"""What does a deadline cost, what do a decision, the checks of a draft, and a paper? The best of several rounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import count
from resource import RUSAGE_SELF, getrusage
from time import perf_counter_ns, process_time_ns
from typing import Any

from config.authorities import AUTHORITIES, authority_of
from config.authority_file import from_text
from tests.bench.goals import Figures
from tests.guidance.cases import DOOR, OFFICER, aged, caller, reviewed, triaged
from workflow.clocks.deadlines import DEADLINES, Dates, running
from workflow.clocks.standing import clocks, status
from workflow.clocks.timescales import Duty
from workflow.machine import ROWS, may_take
from workflow.papers import example
from workflow.papers.advice import paper
from workflow.papers.blocks import Paper
from workflow.papers.forms import FORMS, PDF
from workflow.papers.letterhead import Letterhead
from workflow.roles import Role
from workflow.rules.issue import found
from workflow.states import State
from workflow.writing.examples import examples
from workflow.writing.passages import prose

ROUNDS, CALLS = 15, 200
WORDS_OF_A_CODE = 3
NUMBERS = count(1)
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


def milliseconds(work: Callable[[], object], calls: int = 5) -> float:
    """The best round's processor time for one call."""
    best = float("inf")
    for _ in range(calls):
        began = process_time_ns()
        work()
        best = min(best, (process_time_ns() - began) / 1_000_000)
    return best


def another() -> Paper:
    """A usual piece of advice that was not drawn before: typst remembers what it has set."""
    n = next(NUMBERS)
    advice = example.advice(Letterhead("Northmere Council"))
    needs = [{**need, "text": f"{need['text']} ({n})"} for need in advice.content["needs"]]
    return paper(replace(advice, reference=f"SCA-2026-{n:06d}", content={**advice.content, "needs": needs}))


def draft() -> dict[str, Any]:
    """A draft of usual length: one worked example, with the needs, outcomes and provision of another."""
    one, other = (examples()[name].content for name in ("moving_on_at_seventeen", "year_nine"))
    return {**one, **{part: [*one[part], *other[part]] for part in ("needs", "outcomes", "provision")}}


def reworded(said: Any, n: int) -> Any:
    """The same with a number after every sentence of its own, so that no text was read before."""
    if isinstance(said, dict):
        return {name: reworded(inner, n) for name, inner in said.items()}
    if isinstance(said, list):
        return [reworded(inner, n) for inner in said]
    return f"{said} ({n})" if isinstance(said, str) and said.count(" ") > WORDS_OF_A_CODE else said


def decision() -> float:
    """Microseconds for one decision: does the step lead on from here, and is it this person's to take?"""
    held, officer = triaged(), caller(OFFICER, DOOR, Role.TRIAGE_OFFICER)
    assert may_take(held, officer, "offer_transfer")
    return microseconds(lambda: may_take(held, officer, "offer_transfer"), CALLS * 20)


def checks() -> Iterator[str]:
    """What it costs to check a draft of usual length: when all of it is new, and when one text of it is."""
    content = draft()
    case, words = reviewed(content, person=aged(17)), sum(len(one.text.split()) for one in prose(content))
    for new, parts in (("all new", tuple(content)), ("one text new", ("strengths",))):

        def checked(parts: tuple[str, ...] = parts) -> object:
            again = {**content, **{part: reworded(content[part], next(NUMBERS)) for part in parts}}
            return found(replace(case, draft=replace(case.draft, content=again)), TODAY)

        took = milliseconds(checked, 15)
        yield f"{f'all checks of a draft of {words:,} words, {new}':<48} {took:>10.2f} milliseconds"


def papers() -> Iterator[str]:
    """What the papers of a usual piece of advice cost, and the most memory while fifty are drawn at once."""
    for form in FORMS:
        form.draw(another())
        took = milliseconds(lambda: form.draw(another()))  # noqa: B023  # called at once
        yield f"{f'a usual advice as {form.ending}':<48} {took:>10.2f} milliseconds"
    before = getrusage(RUSAGE_SELF).ru_maxrss
    with ThreadPoolExecutor(50) as pool:
        assert all(pool.map(PDF.draw, [another() for _ in range(50)]))
    most = getrusage(RUSAGE_SELF).ru_maxrss
    yield f"{'most memory, fifty PDFs drawn at once':<48} {most / 1024:>10.0f} MB, {before / 1024:.0f} before"


def measured(figures: Figures) -> Iterator[str]:
    """The table, line by line; the decision goes among the figures of the goals."""
    every, most = everything_at_once(), usual()
    count, common = len(running(every)) + 1, len(running(most)) + 1
    whole, page = microseconds(lambda: clocks(every, TODAY)), microseconds(lambda: clocks(most, TODAY))
    step = microseconds(lambda: ROWS[State.TRIAGING, "offer_transfer"], CALLS * 100)
    figures["decision"] = decision()
    rows = [
        (f"one clock with its working (mean of {count})", whole / count),
        (f"all {common} clocks of a usual request", page),
        ("all clocks of a page of 25 usual requests", 25 * page),
        ("only the status of the advice clock", microseconds(lambda: status(most, TODAY))),
        ("which rows of the pathway lead on from here", step),
        ("... and whether the step is this person's to take", figures["decision"]),
    ]
    for words, took in rows:
        yield f"{words:<48} {took:>10.2f} microseconds"
    yield from checks()
    yield from papers()
