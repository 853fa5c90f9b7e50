"""Can every story of a synthetic year be told in time and late, with whatever may come between, and refuses nothing?"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.calendar import england
from config.clock import ENGLAND
from demonstration import course as courses
from demonstration.names import children
from demonstration.plan import SIX_WEEKS, Asked, Child, plan
from demonstration.stories import Story
from demonstration.storytelling import BadStory
from demonstration.volumes import volumes_of
from demonstration.year import begun
from models.event import Event
from models.request import Request
from models.verify import verify
from tests.years import DAY, on_sqlite

THOROUGH = "THOROUGH" in os.environ
TURNS = 12 if THOROUGH else 1
PATTERNS = {"northmere": "Rutland", "eastvale": "City of London"}
BEGINNINGS = (date(2026, 4, 13), date(2026, 11, 16))  # from the second, what falls due when the offices are closed
AT_THE_END = date(2027, 9, 1)
ON_THE_WAY = {
    "return_as_incomplete", "resubmit", "ask_requester", "answer_requester", "refuse_transfer", "return_draft",
    "amend_advice", "report_delay", "chase", "close_as_duplicate",
}  # fmt: skip


@pytest.fixture
def everything_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever may come between does, but that a family takes its request back."""
    monkeypatch.setattr(courses, "share", lambda name: 0.0 if name == "withdrawn" else 1.0)


@pytest.mark.usefixtures("everything_happens")
@pytest.mark.parametrize("code", PATTERNS)
def test_every_story_can_be_told_in_time_and_late_with_all_that_may_come_between(code: str, tmp_path: Path) -> None:
    outcomes, actions = told(code, tmp_path)
    wrong = [(story, met) for story, met, came in outcomes if came not in (None, met)]
    assert not wrong, f"planned so, and it came out otherwise: {wrong}"
    assert actions >= ON_THE_WAY


@pytest.mark.skipif(not THOROUGH, reason="long: a dozen tellings of every story")
@pytest.mark.parametrize("code", PATTERNS)
def test_stories_can_be_told_as_the_dice_fall(code: str, tmp_path: Path) -> None:
    assert told(code, tmp_path)[0]


@pytest.mark.parametrize(
    ("goes_wrong", "says"),
    [
        (lambda _, acts: [replace(acts[0], too_early=True), *acts[1:]], "was let pass"),
        (lambda _, acts: acts[1:], "can be done only from"),
    ],
    ids=["what should be refused is let pass", "what should pass is refused"],
)
def test_a_step_that_does_not_go_as_planned_ends_the_telling(
    goes_wrong: Callable[[Random, list[courses.Act]], list[courses.Act]],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(courses, "_tried_too_early", goes_wrong)
    year = plan(volumes_of(PATTERNS["eastvale"]), 1, DAY.date())
    first = next(one for one in year.pattern.stories["assessment"] if one.steps[0].action == "take" and not one.fixed)
    with on_sqlite(tmp_path) as kept, Session(kept.engine, expire_on_commit=False, autoflush=False) as session:
        teller = begun(session, kept, year, _at_the_end())
        with pytest.raises(BadStory, match=says):
            teller.ask(_asked(1, first, True, ("Wren", "Samplebury"), 0))


@pytest.mark.parametrize("received", [date(2026, 11, 20) + timedelta(days=n) for n in (0, 3, 4)])
def test_an_assessment_leaves_time_to_write_when_the_offices_are_closed(received: date, tmp_path: Path) -> None:
    """Northmere is closed between Christmas and New Year, so that fewer days are left than in England's calendar."""
    year = plan(volumes_of(PATTERNS["northmere"]), 1, DAY.date())
    story = next(one for one in year.pattern.stories["assessment"] if one.name.endswith("ends inside the six weeks"))
    asked = replace(_asked(0, story, True, ("Wren", "Samplebury"), 0), received=received)
    with on_sqlite(tmp_path) as kept, Session(kept.engine, expire_on_commit=False, autoflush=False) as session:
        begun(session, kept, year, _at_the_end()).ask(asked)
        made = session.scalars(select(Request).order_by(Request.id)).first()
        assert made is not None
        assert _came_out(made)


def told(code: str, folder: Path) -> tuple[list[tuple[str, bool, bool | None]], set[str]]:
    """Every story of the pattern told to its end: how it was to come out and how it did; and what was done in all.

    The service refuses nothing, or the telling raises; what is tried too early is refused, or the telling raises.
    """
    year = plan(volumes_of(PATTERNS[code]), 1, DAY.date())
    assert year.pattern.code == code
    stories = [story for kind in ("assessment", "other", "review") for story in year.pattern.stories[kind]]
    moving = [one for one in stories if not one.fixed or one.met_on is None]
    pairs = [(one, met) for one, met, _ in product(moving, (True, False), range(TURNS))]
    pairs = pairs if THOROUGH else [pair for n, pair in enumerate(pairs) if n % 4 in (0, 3)]  # each once, by turns
    pairs += [(one, one.met_on < SIX_WEEKS) for one in stories if one.fixed and one.met_on]
    names = iter(children(year.dice("test"), len(pairs)))
    asked = [_asked(n, story, met, next(names), n % TURNS) for n, (story, met) in enumerate(pairs)]
    with on_sqlite(folder) as kept, Session(kept.engine, expire_on_commit=False, autoflush=False) as session:
        with session.begin():
            teller, seen, outcomes = begun(session, kept, year, _at_the_end()), 0, []
            for one in asked:
                teller.ask(one)
                made = session.scalars(select(Request).order_by(Request.id)).all()
                outcomes.append((one.story.name, one.in_time, _came_out(made[seen])))
                seen = len(made)
        actions = set(session.scalars(select(Event.action).distinct()))
        assert verify(session, kept.keys).faults == ()
    return outcomes, actions


def _at_the_end() -> datetime:
    return datetime.combine(AT_THE_END, time(), ENGLAND).astimezone(UTC)


def _asked(number: int, story: Story, met: bool, name: tuple[str, str], turn: int) -> Asked:
    age = story.ages[turn % 2]
    received = england().on_or_before(BEGINNINGS[number % 2] + timedelta(days=11 * (number % 7)))
    return Asked(number, Child(*name, received - timedelta(days=round(age * 365.25))), story, received, met)


def _came_out(made: Request) -> bool | None:
    """Whether the advice of a request was in time; None where it ended without."""
    answered = made.interim_on or made.issued_on
    return answered <= made.due_on if answered and made.due_on else None
