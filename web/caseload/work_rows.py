"""How does a request read as a row: who, where it stands, when it is due in words, and what to do next?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from config.calendar import CalendarEnds
from models.request import Request
from models.work_list import Line
from web import words
from web.one_request.next_steps import beginning
from web.pages import Visit
from workflow.asking.question_sets import question_sets
from workflow.clocks.standing import status
from workflow.roles import SEND
from workflow.states import State

REASONS = {option.code: option.label for option in question_sets()["request_advice"].by_code["reason"].options}
READ = "Read the advice"
RUNS = ("on_track", "amber", "red", "overdue")


@dataclass(frozen=True, slots=True)
class Due:
    """When it is due: in words where the clock still runs, and the date; how the clock stands, with its colour."""

    words: str
    on: date | None
    status: str
    stands: str
    colour: str


@dataclass(frozen=True, slots=True)
class Row:
    """A request as a row of a page; `marks` are badges that must not be missed, each with its colour."""

    reference: str
    version: int
    address: str
    name: str
    born: date | None
    reason: str
    stage: str
    advice_on: date | None
    holder: str
    due: Due
    marks: tuple[tuple[str, str], ...]
    next_said: str
    next_address: str
    restricted: bool


def rows(visit: Visit, lines: Sequence[Line]) -> list[Row]:
    """The lines of a list, as their rows."""
    return [_row(visit, line) for line in lines]


def _row(visit: Visit, line: Line) -> Row:
    one, address = line.request, url_for("requests_pages.one", reference=line.request.reference)
    step, reads = line.next_step, _reads(visit, line)
    advice = url_for("advice_pages.every_version", reference=one.reference)
    return Row(
        reference=one.reference,
        version=one.version,
        address=address,
        name=" ".join(filter(None, (line.given_name, line.family_name))) or "Name not known",
        born=line.born,
        reason=REASONS.get(one.reason, words.plain(one.reason)),
        stage=words.stage(one.state, one.kind),
        advice_on=line.issued,
        holder=_holder(visit, line),
        due=_due(visit, one),
        marks=tuple(_marks(line)),
        next_said=words.NEXT[step] if step else READ if reads else "",
        next_address=beginning(one.reference, step) if step else advice if reads else address,
        restricted=one.restricted,
    )


def _reads(visit: Visit, line: Line) -> bool:
    """Whether what is left to do is to read the advice: for whom it was asked, once it is issued."""
    asked_by = visit.signed.caller.teams(*SEND)
    return line.request.requesting_team in asked_by and bool(line.issued or line.request.state == State.ISSUED.value)


def _holder(visit: Visit, line: Line) -> str:
    """Who has it: the person and their team; to which team it is offered."""
    one = line.request
    if one.team is None:
        return "Nobody"
    team = team_name(visit, one.team)
    held = f"{line.holder}, {team}" if line.holder else team
    wanted = one.offered_team if one.state == State.OFFERED.value else None
    return f"{held}; offered to {team_name(visit, wanted)}" if wanted else held


def team_name(visit: Visit, code: str | None) -> str:
    """A team by its name."""
    known = visit.signed.authority.team(code)
    return known.name if known else code or ""


def _due(visit: Visit, one: Request) -> Due:
    stands = status(one.dates(visit.signed.authority), visit.on)
    said, colour = words.STANDS[stands]
    if one.due_on is None:
        return Due("No date yet: it is not clear who the person is", None, stands, said, colour)
    try:
        near = words.until(one.due_on, visit.on, visit.signed.authority.office_days) if stands in RUNS else ""
    except CalendarEnds:
        near = ""
    return Due(near, one.due_on, stands, said, colour)


def _marks(line: Line) -> Iterator[tuple[str, str]]:
    one, said = line.request, {event.action for event in line.said_since}
    if one.restricted:
        yield "Restricted", "red"
    if line.protected:
        yield "Protected address", "red"
    if "chase" in said:
        yield "Chased", "red"
    if "answer_requester" in said:
        yield "SEND has answered", "green"
    if one.came_back:
        yield "Came back", "purple"
    if one.in_dispute:
        yield "Teams disagree", "purple"
    if one.reason == "annual_review":
        yield "Annual review", "blue"
    if one.reason.startswith("tribunal"):
        yield "Tribunal", "blue"
