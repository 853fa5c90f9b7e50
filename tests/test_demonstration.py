"""Does the demonstration show a working service: every role, every state, told by real steps, and nothing real?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import demonstration
from app import storage
from config import authorities, authority_file, clock
from config.clock import day_of
from config.settings import Settings
from demonstration import year
from demonstration.volumes import volumes_of
from models import authority, schema
from models.authority import Authority
from models.document_check import checked
from models.event import Event
from models.person import Contact
from models.request import Request
from models.review import Review, Screening
from models.storage import Storage
from models.user import Membership, Token
from models.verify import verify
from tests.conftest import KEY
from workflow.asking.question_sets import question_sets
from workflow.clocks.annual_reviews import STANDINGS, screen_by, standing
from workflow.pathway import ACTIONS
from workflow.roles import Role
from workflow.states import State

EASTER_MONDAY = datetime(2027, 3, 29, 12, tzinfo=UTC)
MOST_ACTIONS = 45


def empty(folder: Path) -> Storage:
    settings = Settings(f"sqlite:///{folder / 'advice.db'}", "x" * 32, (("test", KEY),))
    made = storage(replace(settings, documents=str(folder / "documents")))
    schema.migrate(made.engine)
    return made


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Storage:
    """The demonstration as it is today."""
    made = empty(tmp_path_factory.mktemp("demonstration"))
    demonstration.fill(made, clock.now())
    return made


def test_every_state_is_shown_in_both_authorities_and_the_record_is_sound(told: Storage) -> None:
    with Session(told.engine) as session:
        query = select(Authority.code, Request.state).join(Authority, Authority.id == Request.authority_id)
        shown = Counter((code, state) for code, state in session.execute(query))
        assert verify(session, told.keys).faults == ()
    assert not [(code, state) for code in demonstration.CODES for state in State if shown[code, state] < 2]
    assert 60 <= shown.total() <= 100


def test_most_actions_are_shown_by_a_real_step(told: Storage) -> None:
    with Session(told.engine) as session:
        taken = set(session.scalars(select(Event.action).distinct()))
    assert taken <= set(ACTIONS)
    assert len(taken) >= MOST_ACTIONS, sorted(set(ACTIONS) - taken)


def test_a_terms_reviews_are_shown_in_every_standing_and_those_with_needs_have_asked(told: Storage) -> None:
    today = day_of(clock.now())
    with Session(told.engine) as session:
        query = select(Authority.code, Review).join(Authority, Authority.id == Review.authority_id)
        shown = [(code, standing(one.needs_identified, one.meeting_on, today)) for code, one in session.execute(query)]
        asked = session.scalars(select(Request).join(Review, Review.request_id == Request.id)).all()
        screened = session.scalar(select(func.count()).select_from(Screening))
    counted = Counter(shown)
    assert not [pair for pair in product(demonstration.CODES, STANDINGS) if counted[pair] < 3], counted
    assert len(asked) == sum(one == "requested" for _, one in shown)
    assert screened == sum("screen" not in one for _, one in shown)
    assert Counter(one.raised_at_meeting for one in asked)[True] == len(demonstration.CODES)
    assert all(one.due_on > one.received_on for one in asked if one.due_on)


def test_reviews_with_needs_were_screened_while_six_weeks_were_left_but_for_those_raised_at_the_meeting(
    told: Storage,
) -> None:
    with Session(told.engine) as session:
        reviews = session.scalars(select(Review).where(Review.needs_identified)).all()
    late = [one for one in reviews if one.screened_on and one.screened_on > screen_by(one.meeting_on)]
    assert len(late) == len(demonstration.CODES)
    assert all(one.meeting_on <= one.screened_on for one in late if one.screened_on)


def test_the_steps_of_send_and_an_exception_to_the_20_weeks_are_shown(told: Storage) -> None:
    with Session(told.engine) as session:
        marks = {name for kept in session.scalars(select(Request.marks)) for name in kept}
    assert marks >= {"ehc_decided", "plan_refused", "draft_plan", "review_report", "excused.ehc_plan", "excused.advice"}


def test_there_is_somebody_for_every_role_and_no_token_is_left_behind(told: Storage) -> None:
    with Session(told.engine) as session:
        roles = set(session.scalars(select(Membership.role)))
        assert session.scalars(select(Token)).all() == []
    assert roles == {str(role) for role in Role}
    assert len(list(demonstration.people())) >= 40


def test_what_is_told_is_plainly_invented(told: Storage) -> None:
    with Session(told.engine) as session:
        numbers = session.scalars(select(Contact.phone).where(Contact.phone.is_not(None))).all()
        assert all(one.demonstration for one in session.scalars(select(Authority)))
    assert len(numbers) > 20
    assert not [number for number in numbers if not number.startswith("01632 960")]  # kept free for fiction by Ofcom
    assert all(line.split()[0].endswith(".example") for line in demonstration.people())


def test_filling_again_leaves_it_as_it_is(told: Storage) -> None:
    assert demonstration.fill(told, clock.now()) == "The demonstration is here already."


def test_it_can_be_told_on_another_day_and_beside_a_year_of_an_authority(tmp_path: Path) -> None:
    made = empty(tmp_path)
    year.make(made, volumes_of("Isles of Scilly"), year.SEED, EASTER_MONDAY)
    assert "ready" in demonstration.fill(made, EASTER_MONDAY)
    with Session(made.engine) as session:
        assert session.scalar(select(func.count()).select_from(Authority)) == 1 + len(demonstration.CODES)


def test_a_real_authoritys_database_is_never_touched(tmp_path: Path) -> None:
    made = empty(tmp_path)
    held = authority_file.from_text((authorities.AUTHORITIES / "northmere.yaml").read_text(), "northmere.yaml")
    with Session(made.engine) as session, session.begin():
        authority.load(session, held, list(question_sets().values()), clock.now(), demonstration=False)
    with pytest.raises(authority.InRealUse):
        demonstration.fill(made, clock.now())
    with Session(made.engine) as session:
        assert session.scalars(select(Request)).all() == []


def test_what_the_stories_attach_is_there_as_it_was_attached(told: Storage) -> None:
    with Session(told.engine) as session:
        attached = checked(session, told.objects, clock.now())
    assert (attached.documents, attached.faults) == (1, ())
    assert len(list(told.objects.all())) == 1
