"""How do the time limits of a request read: the two that matter most, those that run, those that are over?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config.calendar import Calendar
from web.sources import in_public
from web.words import STANDS, day, until
from workflow.clocks.standing import Clock

OWN = "section_17_assessment"  # the limit that an assessment has of its own
OVER = ("cancelled",)


@dataclass(frozen=True, slots=True)
class DateShown:
    """A time limit: its title, the day and how far off it is, how it stands, and how all that was worked out."""

    title: str
    due: str
    when: str
    act_by: str
    tag: str
    colour: str
    working: tuple[str, ...]
    source: str
    over: bool


@dataclass(frozen=True, slots=True)
class Dates:
    """Those of the advice and of the assessment itself; the others that run; those that are met or run no longer."""

    first: tuple[DateShown, ...]
    running: tuple[DateShown, ...]
    over: tuple[DateShown, ...]


def dates(found: tuple[Clock, ...], on: date, calendar: Calendar) -> Dates:
    """Every clock of a request as it is shown: the advice's own, then the others, soonest due first."""
    first, *others = found
    by_day = sorted(others, key=lambda clock: clock.due_on or date.max)
    made = [(clock.name, _shown(clock, on, calendar)) for clock in (first, *by_day)]
    (_, advice), *rest = made
    own = [one for name, one in rest if name == OWN and not one.over]
    running = [one for name, one in rest if name != OWN and not one.over]
    return Dates((advice, *own), tuple(running), tuple(one for _, one in rest if one.over))


def _shown(clock: Clock, on: date, calendar: Calendar) -> DateShown:
    tag, colour = STANDS[clock.status]
    over = clock.met_on is not None or clock.status in OVER
    return DateShown(
        title=clock.title,
        due=day(clock.due_on) or "No date yet",
        when=until(clock.due_on, on, calendar) if clock.due_on and not over else "",
        act_by=day(clock.act_by) if clock.act_by != clock.due_on and not over else "",
        tag=tag,
        colour=colour,
        working=clock.working,
        source=f"{in_public(clock.cite)} ({clock.confidence})",
        over=over,
    )
