"""Is a synthetic year what it says: the figures' size, lived through by real steps, repeatable, whole or not there?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config import authorities, authority_file, clock
from config.calendar import england
from config.clock import day_of
from demonstration import council, year
from demonstration.counts import Made
from demonstration.names import families, words
from demonstration.plan import length, plan
from demonstration.volumes import Volumes, volumes_of
from models import authority
from models.authority import Authority
from models.event import Event
from models.person import Contact, Person
from models.request import Request
from models.review import Review
from models.storage import Storage
from models.user import User
from models.verify import verify
from tests.years import DAY, content, on_postgresql, on_sqlite
from workflow.asking.question_sets import question_sets
from workflow.states import State

THOROUGH = "THOROUGH" in os.environ
TINY = ("Isles of Scilly", "City of London")  # one after each of the two patterns
FEW_REVIEWS = 60
MOST_OFF = 12  # percentage points between the figures and a year, of those whose six weeks and all lateness are past
MISSING_STATES = 1 if THOROUGH else 2
LONG_PAST = timedelta(days=42 + 120)
SCILLY = volumes_of("Isles of Scilly")


@contextmanager
def three_people_for_every_role() -> Iterator[None]:
    """So that even a tiny authority has somebody to choose between."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(council, "_how_many", lambda *_: 3)
        yield


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def tiny(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storage]:
    """Two tiny authorities on each of the databases."""
    folder = tmp_path_factory.mktemp("tiny")
    sqlite = request.param == "sqlite"
    opened = on_sqlite(folder) if sqlite else on_postgresql(request.getfixturevalue("postgresql_url"), folder)
    with opened as kept, three_people_for_every_role():
        for name in TINY:
            year.make(kept, volumes_of(name), year.SEED, DAY)
        yield kept


def figures_of(name: str) -> Volumes:
    """What is made of an authority: all that the figures say, but fewer reviews of the small one in the short version."""
    figures = volumes_of(name)
    return figures if THOROUGH or name in TINY else replace(figures, reviews=FEW_REVIEWS)


NAMES = ("Rutland", "Bath and North East Somerset", "Darlington", "Lambeth") if THOROUGH else ("Rutland",)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Storage, dict[str, Made]]]:
    """A small authority; in the long version, three middling ones too, of both patterns, made as of today."""
    with on_sqlite(tmp_path_factory.mktemp("lived")) as kept:
        now = clock.now() if THOROUGH else DAY
        yield kept, {name: year.make(kept, figures_of(name), year.SEED, now) for name in NAMES}


def test_an_authority_has_the_assessments_and_reviews_of_the_figures_and_a_sound_record(tiny: Storage) -> None:
    for name in TINY:
        has_the_work_of_the_figures(tiny, name)


def test_a_year_is_of_its_size_and_its_record_is_sound(lived: tuple[Storage, dict[str, Made]]) -> None:
    kept, made = lived
    for name, what in made.items():
        has_the_work_of_the_figures(kept, name)
        assert what.refused > 0, "somebody tries too early now and then, and is refused"


def has_the_work_of_the_figures(kept: Storage, name: str) -> None:
    figures = figures_of(name)
    with Session(kept.engine) as session:
        owner = authority.of_code(session, figures.code)
        assert owner is not None
        mine = Request.authority_id == owner.id
        once = mine & (Request.closure_reason.is_(None) | (Request.closure_reason != "duplicate"))
        assessments = session.scalar(select(func.count()).where(once, Request.reason == "ehc_needs_assessment"))
        raised = session.scalar(
            select(func.count())
            .select_from(Review)
            .join(Request, (Request.authority_id == Review.authority_id) & (Request.id == Review.request_id))
            .where(Review.authority_id == owner.id, Request.reason != "annual_review")
        )
        reviews = session.scalar(select(func.count()).where(Review.authority_id == owner.id))
        found = verify(session, kept.keys, figures.code)
    assert (assessments, reviews, raised) == (figures.assessments, figures.reviews, 0)
    assert found.faults == ()
    assert found.events > found.requests > 0


def test_every_state_is_reached_and_the_lists_look_like_a_living_service(
    lived: tuple[Storage, dict[str, Made]],
) -> None:
    _, made = lived
    states = sum((one.states for one in made.values()), start=made["Rutland"].states - made["Rutland"].states)
    missing = {str(state) for state in State} - set(states)
    assert len(missing) <= MISSING_STATES, missing  # a small authority has nobody in one state or another on some days
    assert states[State.ISSUED] > 0.6 * states.total()
    under_way = states.total() - states[State.ISSUED] - states[State.CLOSED]
    assert 0.05 < under_way / states.total() < 0.3


def test_advice_is_in_time_as_often_as_the_figures_say(lived: tuple[Storage, dict[str, Made]]) -> None:
    kept, made = lived
    for name in made:
        with Session(kept.engine) as session:
            owner = authority.of_code(session, volumes_of(name).code)
            assert owner is not None
            past = Request.received_on < day_of(DAY) - LONG_PAST
            query = select(Request.due_on, Request.interim_on, Request.issued_on)
            held = session.execute(query.where(Request.authority_id == owner.id, past)).all()
        answered = [(due, interim or issued) for due, interim, issued in held if interim or issued]
        in_time = 100 * sum(on <= due for due, on in answered) / len(answered)
        assert abs(in_time - volumes_of(name).in_time) < MOST_OFF, (name, in_time)


def test_every_step_is_taken_on_a_working_day_and_before_the_morning_on_which_it_is_made(tiny: Storage) -> None:
    with Session(tiny.engine) as session:
        days = {day_of(at) for at in session.scalars(select(Event.at))}
    assert not [day for day in days if not england().is_working_day(day)]
    assert max(days) < day_of(DAY)


def test_everybody_is_invented(lived: tuple[Storage, dict[str, Made]]) -> None:
    kept, _ = lived
    with Session(kept.engine) as session:
        people = session.execute(select(Person.given_name, Person.family_name, Person.authority_id)).all()
        numbers = session.scalars(select(Contact.phone).where(Contact.phone.is_not(None))).all()
        workers = session.scalars(select(User.email)).all()
        assert all(one.demonstration for one in session.scalars(select(Authority)))
    assert not [pair for pair in people if pair[0] not in words("given") or pair[1] not in families()]
    assert len(set(people)) == len(people), "no two of one name in an authority"
    assert len(numbers) > 20
    assert not [number for number in numbers if not number.startswith("01632 960")]
    assert all(email.endswith(".example") for email in workers)


AGAIN = pytest.mark.parametrize("tiny", ["sqlite", "postgresql"] if THOROUGH else ["postgresql"], indirect=True)


@AGAIN
def test_the_same_seed_name_and_day_give_the_same_year_on_either_database(tiny: Storage, tmp_path: Path) -> None:
    with on_sqlite(tmp_path) as again, three_people_for_every_role():
        for name in TINY:
            year.make(again, volumes_of(name), year.SEED, DAY + timedelta(hours=5))
            assert content(again, volumes_of(name).code) == content(tiny, volumes_of(name).code)


def test_another_seed_gives_another_year() -> None:
    first, same, other = (plan(SCILLY, seed, day_of(DAY)) for seed in (1, 1, 2))
    assert first == same
    assert first.requests != other.requests


def test_a_year_that_is_interrupted_leaves_nothing_and_is_made_again(tmp_path: Path) -> None:
    moved: list[int] = []

    def interrupts(_: int) -> None:
        raise KeyboardInterrupt

    with on_sqlite(tmp_path) as kept:
        with pytest.raises(KeyboardInterrupt):
            year.make(kept, SCILLY, year.SEED, DAY, interrupts)
        assert not year.is_here(kept, SCILLY)
        assert year.make(kept, SCILLY, year.SEED, DAY, moved.append).reviews == SCILLY.reviews
        assert year.is_here(kept, SCILLY)
    assert sum(moved) == length(SCILLY)


def test_a_real_authoritys_database_is_never_touched(tmp_path: Path) -> None:
    held = authority_file.from_text((authorities.AUTHORITIES / "northmere.yaml").read_text(), "northmere.yaml")
    with on_sqlite(tmp_path) as kept:
        with Session(kept.engine) as session, session.begin():
            authority.load(session, held, list(question_sets().values()), DAY, demonstration=False)
        with pytest.raises(authority.InRealUse):
            year.make(kept, SCILLY, year.SEED, DAY)
        with Session(kept.engine) as session:
            assert [one.code for one in session.scalars(select(Authority))] == ["northmere"]


def test_the_year_has_its_seasons() -> None:
    months = [one.received.month for one in plan(volumes_of("Lambeth"), year.SEED, day_of(DAY)).requests]
    counts = {month: months.count(month) for month in range(1, 13)}
    assert counts[8] < 0.6 * len(months) / 12
    assert max(counts.values()) < 1.5 * len(months) / 12
