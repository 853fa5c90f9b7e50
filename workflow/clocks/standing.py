"""Where does each deadline stand today, and how was it reached? Derived from dates; nothing is ever counted down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from config.authorities import Authority
from config.calendar import DAY, Calendar, CalendarEnds
from workflow.clocks.deadlines import Dates, Deadline, running
from workflow.clocks.timescales import ADVICE as SIX_WEEKS
from workflow.clocks.timescales import Unit, advice_due
from workflow.days import words
from workflow.marks import ADVICE, EXCUSED
from workflow.rule import Confidence
from workflow.states import State

AMBER_FROM, RED_FROM = 3, 6  # the last third of a clock is amber, the last sixth red: day 28 and day 35 of 42
SOON = 14  # so many days before the end, it matters that the day to act by comes sooner


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline as a caseworker, a parent or an Ombudsman reads it."""

    name: str
    title: str
    started_on: date | None
    due_on: date | None
    act_by: date | None
    met_on: date | None
    status: str
    cite: str
    confidence: Confidence
    working: tuple[str, ...]


def advice_clock(dates: Dates, on: date) -> Clock:
    """The advice clock: it never stops and its due date never moves; an exception excuses, it does not move."""
    due, stands, met = advice_due(dates.duty), status(dates, on), dates.interim_on or dates.issued_on
    title = "Issue the advice"
    if due is None or dates.due_on is None:
        said = (f"Received on {words(dates.received_on)}.", "No due date yet: the person is not identified.")
        return Clock(
            ADVICE,
            title,
            None,
            None,
            None,
            met,
            stands,
            SIX_WEEKS.cite,
            SIX_WEEKS.confidence,
            (*said, *_outcome(dates)),
        )
    started, scale = dates.duty.start, due.timescale
    act_by, acting = _act_by(dates.authority, started or dates.received_on, dates.due_on)
    holidays = _holidays_met(dates.authority.calendar, started, dates.due_on, scale.unit)
    result = _result(stands, dates.due_on, act_by, met, on)
    working = (*_start(dates), *due.working, *holidays, *acting, *_outcome(dates), *result)
    return Clock(ADVICE, title, started, dates.due_on, act_by, met, stands, scale.cite, scale.confidence, working)


def status(dates: Dates, on: date) -> str:
    """How the advice clock stands on a day."""
    due = dates.due_on
    if due is None:
        return {State.CLOSED: "cancelled", State.ISSUED: "met"}.get(dates.state, "on_track")
    if dates.interim_on and dates.interim_on <= due:
        return "met_by_interim"
    done = dates.interim_on or dates.issued_on
    if dates.state is State.CLOSED and not done:
        return "cancelled"
    nothing_yet = dates.state is not State.REVIEWING and not dates.draft_begun
    amber = dates.authority.amber_days_before if nothing_yet else 0
    return _stands(due, done, on, bool(dates.excused_on), amber, dates.authority.red_days_before)


def _stands(due: date, done: date | None, on: date, excused: bool, amber: int, red: int) -> str:
    """The status of any clock with a due date: `amber` and `red` are the days before it."""
    if done and done <= due:
        return "met"
    if excused and (done or on > due):
        return "excused"
    if done:
        return "met_late"
    left = (due - on).days
    if left < 0:
        return "overdue"
    return "red" if left <= red else "amber" if left <= amber else "on_track"


def clock_of(one: Deadline, dates: Dates, on: date) -> Clock:
    """One of the other clocks of a request, on a day."""
    start, scale = dates.marks[one.starts], one.scale(dates)
    said: tuple[str, ...] = (f"{one.started} on {words(start)}.",)
    marked = (dates.marks[mark] for mark in one.met_by if mark in dates.marks)
    met = min((day for day in marked if day >= start), default=None)  # what came before a limit began does not meet it
    ended = None if met else one.unmet(dates)
    outcome = (ended,) if ended else (f"{one.met} on {words(met)}.",) if met else ()
    try:
        due, count = one.due(dates, start, one.calendar(dates))
    except CalendarEnds as ends:
        refused = f"The day cannot be worked out, and is not guessed: {ends}"
        working = (*said, refused, *outcome)
        stands = _without_a_day(met, ended)
        return Clock(one.name, one.title, start, None, None, met, stands, scale.cite, scale.confidence, working)
    excused = dates.marks.get(EXCUSED + one.name)
    third, sixth = (due - start).days // AMBER_FROM, (due - start).days // RED_FROM
    stands = "cancelled" if ended else _stands(due, met, on, excused is not None, third, sixth)
    act_by, acting = _act_by(dates.authority, start, due)
    exception = (_excused(excused),) if excused else ()
    result = _result(stands, due, act_by, met, on)
    told = (*said, *count, *_days_off_met(one, dates, start, due), *_news(one, dates, start, due))
    working = (*told, *acting, *exception, *outcome, *result)
    return Clock(one.name, one.title, start, due, act_by, met, stands, scale.cite, scale.confidence, working)


def _without_a_day(met: date | None, ended: str | None) -> str:
    """The status of a clock whose due date is beyond the calendar."""
    return "met" if met else "cancelled" if ended else "on_track"


def clocks(dates: Dates, on: date) -> tuple[Clock, ...]:
    """Every clock of a request on a day, that of its advice first; side by side, and none changes another."""
    return (advice_clock(dates, on), *(clock_of(one, dates, on) for one in running(dates)))


def _days_off_met(one: Deadline, dates: Dates, start: date, due: date) -> tuple[str, ...]:
    """The days off that its working names: those it leaves out, or the bank holidays that its weeks run on over."""
    scale = one.scale(dates)
    calendar = one.calendar(dates) if scale.unit is Unit.WORKING_DAYS else dates.authority.calendar
    return _holidays_met(calendar, start - DAY if scale.first_day_counts else start, due, scale.unit)


def _news(one: Deadline, dates: Dates, start: date, due: date) -> tuple[str, ...]:
    """What a bank holiday announced since the clock started has moved."""
    if not dates.authority.news(start) or one.scale(dates).unit is not Unit.WORKING_DAYS:
        return ()
    before, _ = one.due(dates, start, one.calendar(dates, as_known_on=start))
    since = _announced(dates.authority, start, start, due)
    return (f"It was {words(before)} until {since}.",) if before != due else ()


def _announced(authority: Authority, since: date, after: date, until: date) -> str:
    """The bank holidays announced since a day that fall after another and by a third, as a clause."""
    told = (one for one in authority.news(since) if after < one.day <= until)
    return " and ".join(f"{one.name} ({words(one.day)}) was announced on {words(one.announced_on)}" for one in told)


def _act_by(authority: Authority, start: date, due: date) -> tuple[date | None, tuple[str, ...]]:
    """The last day on which the authority works, not later than the due date."""
    try:
        act_by = authority.office_days.on_or_before(due)
        before = authority.known_on(start, office=True).on_or_before(due) if authority.news(start) else act_by
    except CalendarEnds as ends:
        return None, (f"The day to act by cannot be worked out yet: {ends}",)
    said = []
    if act_by != due:
        moved = "the due date itself does not move"
        said.append(f"{words(due)} is not a working day, so act by {words(act_by)}; {moved}.")
        closed = [off for off in authority.office_days.met(act_by, due) if off in authority.closed_days]
        said += [f"The offices are closed: {_naming(closed)}."] if closed else []
    if before != act_by:
        said.append(f"Until {_announced(authority, start, act_by, due)}, it was {words(before)}.")
    return act_by, tuple(said)


def _holidays_met(calendar: Calendar, after: date | None, due: date, unit: Unit) -> tuple[str, ...]:
    """The days off within the count, after the day before it: working days leave them out, weeks run on over them."""
    met = calendar.met(after, due) if after else []
    if not met:
        return ()
    if unit is Unit.WORKING_DAYS:
        return (f"Not counted, besides weekends: {_naming(met)}.",)
    return (f"Bank holidays do not extend it: {_naming(met)}.",)


def _naming(days_off: list[tuple[date, str]]) -> str:
    """Days off by name, each once with its days."""
    return _listed(_named(name, [day for day, _ in days]) for name, days in groupby(days_off, key=itemgetter(1)))


def _named(name: str, days: list[date]) -> str:
    """A day off with its date; a closure of several days with its first and its last."""
    last = f" to {words(days[-1])}" if len(days) > 1 else ""
    return f"{name} ({words(days[0])}{last})"


def _listed(parts: Iterable[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def _start(dates: Dates) -> tuple[str, ...]:
    start = dates.duty.start
    received = f"Received on {words(dates.received_on)}."
    if start is None or start == dates.received_on:
        return (received,)
    return (received, f"The person could not be identified until {words(start)}, so the clock starts then.")


def _outcome(dates: Dates) -> tuple[str, ...]:
    said = []
    if dates.excused_on:
        said.append(_excused(dates.excused_on))
    if dates.interim_on:
        said.append(f"Interim advice was issued on {words(dates.interim_on)}.")
    if dates.issued_on:
        said.append(f"Advice was issued on {words(dates.issued_on)}.")
    return tuple(said)


def _excused(on: date) -> str:
    return f"A lawful exception was approved on {words(on)}: it excuses, it moves no date."


def _result(stands: str, due: date, act_by: date | None, met: date | None, on: date) -> tuple[str, ...]:
    """How late or how near it is, in days."""
    if stands == "cancelled":
        return ()
    if met:
        late = (met - due).days
        return (f"That is {_days(late)} late.",) if late > 0 else ("That is in time.",)
    left = (due - on).days
    if left < 0:
        return (f"It is {_days(-left)} late.",)
    if left == 0:
        return ("It is due today.",)
    sooner = _sooner(act_by, on) if act_by and act_by < due and left <= SOON else ""
    return (f"{_days(left)} left{sooner}.",)


def _sooner(act_by: date, on: date) -> str:
    """How near the day to act by is, where it comes before the due date."""
    if on > act_by:
        return ", with no working day"
    return f", {(act_by - on).days} to the day to act by" if on < act_by else ", but today is the day to act by"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
