"""Who asks for what, and when, in a year of one authority? The same seed, name and day give the same plan.

Nothing here knows the database: a plan is a table of requests and annual reviews, which telling.py then lives through.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from config.calendar import england
from demonstration.names import children
from demonstration.stories import TEMPLATES, Story, Template, pick, settings, share, template
from demonstration.volumes import Volumes

YEAR = 364  # days: a whole number of weeks
COMING_UP = 84  # days for which meetings are known already
LISTED_BEFORE = 84  # days before its month that a month's meetings are listed
DAYS_IN_YEAR = 365.25
CHILD_REVIEWS = (5.0, 17.4)
ADULT_REVIEWS = (18.5, 24.0)
SIX_WEEKS = 42


@dataclass(frozen=True, slots=True)
class Child:
    """Somebody invented."""

    given: str
    family: str
    born: date


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: of whom, with which story, received when, and whether its advice comes in time."""

    number: int
    child: Child
    story: Story
    received: date
    in_time: bool
    of_review: bool = False


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An annual review: when it meets, was listed and is screened (if ever), and the request that it then raises."""

    child: Child
    meeting: date
    listed: date
    screened: date | None
    raises: Asked | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A year of one authority, until the evening of its last day."""

    volumes: Volumes
    seed: int
    last: date
    pattern: Template
    requests: tuple[Asked, ...]
    reviews: tuple[Reviewed, ...]

    def dice(self, of: str) -> Random:
        """Dice that fall the same for the same seed, authority and matter."""
        return _dice(self.seed, self.volumes, of)


def pattern_of(volumes: Volumes) -> Template:
    """Which of the invented authorities this one is made after: by turns, in the order of the figures."""
    return template(TEMPLATES[volumes.place % len(TEMPLATES)])


def length(volumes: Volumes) -> int:
    """How many things there are to live through in a year, to show how far it has come."""
    return volumes.assessments + _others(volumes) + volumes.reviews


def _others(volumes: Volumes) -> int:
    return round(volumes.assessments * share("other_reasons"))


def _dice(seed: int, volumes: Volumes, of: str) -> Random:
    return Random(f"{seed} {volumes.name} {of}")  # noqa: S311  # dice for a story, and no secret


def plan(volumes: Volumes, seed: int, last: date) -> Plan:
    """The year of an authority that ends on a day."""
    pattern, dice = pattern_of(volumes), _dice(seed, volumes, "plan")
    others, names = _others(volumes), children(dice, length(volumes))
    kinds = ["assessment"] * volumes.assessments + ["other"] * others
    days = sorted(_days(dice, len(kinds), last - timedelta(days=YEAR - 1), last, settings()["seasons"]))
    dice.shuffle(kinds)
    in_time = _in_time(dice, len(kinds), volumes.in_time)
    requests = [
        _asked(dice, n, name, pattern.stories[kind], day, met)
        for n, (name, kind, day, met) in enumerate(zip(names, kinds, days, in_time, strict=False))
    ]
    reviews = _reviews(dice, names[len(kinds) :], pattern, volumes, last)
    return Plan(volumes, seed, last, pattern, tuple(requests), tuple(reviews))


def _in_time(dice: Random, count: int, percent: float) -> list[bool]:
    """Which are in time: as many as the figures say, in no order."""
    met = round(count * percent / 100)
    order = [True] * met + [False] * (count - met)
    dice.shuffle(order)
    return order


def _days(dice: Random, count: int, first: date, last: date, seasons: Sequence[float]) -> list[date]:
    """So many working days between two days, more of them in busy months."""
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    working = [day for day in every if england().is_working_day(day)]
    return dice.choices(working, [seasons[day.month - 1] for day in working], k=count)


def _asked(
    dice: Random, number: int, name: tuple[str, str], stories: Iterable[Story], received: date, in_time: bool
) -> Asked:
    fits = [story for story in stories if _can_be(story, in_time)] or list(stories)
    story = pick(dice, fits)
    return Asked(number, _child(dice, name, story.ages, received), story, received, in_time)


def _can_be(story: Story, in_time: bool) -> bool:
    """Whether a story whose days are fixed comes out as it should; one that ends without advice always does."""
    return story.met_on is None or not story.fixed or in_time == (story.met_on < SIX_WEEKS)


def _child(dice: Random, name: tuple[str, str], ages: tuple[float, float], on: date) -> Child:
    return Child(*name, on - timedelta(days=round(dice.uniform(*ages) * DAYS_IN_YEAR)))


def _reviews(
    dice: Random, names: Sequence[tuple[str, str]], pattern: Template, volumes: Volumes, last: date
) -> list[Reviewed]:
    """A year of meetings, those of the next weeks among them, in the order in which they are listed."""
    first = last + timedelta(days=COMING_UP - YEAR)
    days = _days(dice, len(names), first, last + timedelta(days=COMING_UP), settings()["review_seasons"])
    needs = _in_time(dice, len(names), 100 * share("review_needs"))
    in_time = _in_time(dice, len(names), volumes.in_time)
    found = [
        _reviewed(dice, n, name, meeting, pattern.stories["review"] if need else (), met, last)
        for n, (name, meeting, need, met) in enumerate(zip(names, sorted(days), needs, in_time, strict=True))
    ]
    return sorted(found, key=lambda one: one.listed)


def _reviewed(
    dice: Random,
    number: int,
    name: tuple[str, str],
    meeting: date,
    stories: Iterable[Story],
    in_time: bool,
    last: date,
) -> Reviewed:
    listed = england().on_or_before(min(last, meeting.replace(day=1) - timedelta(days=LISTED_BEFORE)))
    if not stories:
        ages = ADULT_REVIEWS if dice.random() < share("adult_reviews") else CHILD_REVIEWS
        screened = (
            None if dice.random() < share("review_unscreened") else listed + timedelta(days=dice.choice((14, 35)))
        )
        return Reviewed(_child(dice, name, ages, meeting), meeting, listed, _working(screened, last), None)
    request = _asked(dice, number, name, stories, meeting, in_time)
    if request.story.body.get("raised_at_meeting"):
        day = meeting + timedelta(days=dice.randint(1, 5))
    elif dice.random() < share("review_late_screened"):
        day = meeting - timedelta(days=dice.randint(24, 50))
    else:
        day = meeting - timedelta(days=dice.randint(57, 78))
    day = max(_working(day, date.max) or day, listed)
    raises = Asked(number, _child(dice, name, request.story.ages, day), request.story, day, in_time, of_review=True)
    return Reviewed(raises.child, meeting, listed, day if day <= last else None, raises if day <= last else None)


def _working(day: date | None, last: date) -> date | None:
    """The working day on or before a day, if it has come."""
    day = england().on_or_before(day) if day else None
    return day if day and day <= last else None
