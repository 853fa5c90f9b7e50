"""Where many authorities are shown, is one chosen first, and then somebody of it, with nothing lost on the way?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import create_app
from config.settings import Settings
from demonstration.council import found
from demonstration.plan import plan
from demonstration.volumes import england
from models import schema
from models.authority import Authority, InRealUse
from models.user import User
from tests.browsing import Browser
from tests.conftest import KEY
from tests.place import Place
from tests.years import DAY
from web.signing_in import FEW

NAMES = tuple(england())[: FEW + 1]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A demonstration with more authorities than fit on one list."""
    folder = tmp_path_factory.mktemp("many")
    settings = Settings(f"sqlite:///{folder / 'advice.db'}", "x" * 32, (("test", KEY),), demonstration=True)
    app = create_app(replace(settings, documents=str(folder)))
    app.testing = True
    engine = app.extensions["storage"].engine
    schema.migrate(engine)
    with Session(engine, autoflush=False) as session, session.begin():
        for name in NAMES:
            figures = replace(england()[name], assessments=1, reviews=1)
            found(session, plan(figures, 1, DAY.date()), DAY)
    yield app
    engine.dispose()


@pytest.fixture
def stranger(many: Flask) -> Browser:
    """Somebody who has not signed in."""
    return Browser(Place(many, "barnet", 1, {}), None)


CHOOSES = {"chooses_authority": "1", "who": ""}
OPTION = re.compile(r'<option value="([^"]+)">([^<]+)')


def test_the_authority_is_chosen_first_then_somebody_of_it(stranger: Browser) -> None:
    first = stranger.get("/sign-in")
    assert [name for _, name in OPTION.findall(first)] == sorted(f"{name} (demonstration)" for name in NAMES)
    assert 'name="who"' not in first
    second = stranger.post("/sign-in", {**CHOOSES, "authority": "barnet"}, 200).get_data(as_text=True)
    people = OPTION.findall(second)
    assert len(people) >= 20
    assert all(email.endswith("@barnet.example") for email, _ in people)
    assert "Choose another authority" in second
    stranger.post("/sign-in", {"authority": "barnet", "who": people[0][0]}, 303)
    assert people[0][1].partition(":")[0] in stranger.get("/")


def test_choosing_nothing_is_said_where_it_is_missing(stranger: Browser) -> None:
    page = stranger.post("/sign-in", {**CHOOSES, "authority": ""}, 422).get_data(as_text=True)
    assert 'href="#authority"' in page
    page = stranger.post("/sign-in", {"authority": "barnet", "who": ""}, 422).get_data(as_text=True)
    assert 'href="#who"' in page
    assert "barnet.example" in page
    page = stranger.post("/sign-in", {**CHOOSES, "authority": "nowhere"}, 200).get_data(as_text=True)
    assert 'name="who"' not in page


def test_what_was_typed_before_is_carried_along_while_the_authority_is_chosen(stranger: Browser) -> None:
    typed = {"kept.what_was_said": "An ordinary week & a <hard> one.", "next": "/requests"}
    page = stranger.post("/sign-in", {**CHOOSES, "authority": "barnet", **typed}, 200).get_data(as_text=True)
    assert 'name="kept.what_was_said" value="An ordinary week &amp; a &lt;hard&gt; one."' in page
    assert 'name="next" value="/requests"' in page
    assert "Choose another authority" not in page, "a link would lose what was typed"


def test_nobody_of_a_real_authority_can_be_chosen_or_been(many: Flask, stranger: Browser) -> None:
    engine = many.extensions["storage"].engine
    real = NAMES[0]
    with Session(engine) as session, session.begin():
        row = session.scalars(select(Authority).where(Authority.name.startswith(real))).one()
        code, somebody = row.code, session.scalars(select(User.email).where(User.authority_id == row.id)).first()
        row.demonstration = False
    try:
        assert real not in stranger.get("/sign-in")
        stranger.post("/sign-in", {"authority": code, "who": somebody}, 422)
        with pytest.raises(InRealUse):
            create_app(Settings(str(engine.url), "x" * 32, (("test", KEY),), demonstration=True))
    finally:
        with Session(engine) as session, session.begin():
            session.execute(update(Authority).values(demonstration=True))
    assert real in stranger.get("/sign-in")
    assert stranger.post("/sign-in", {"authority": code, "who": somebody}, 303)
