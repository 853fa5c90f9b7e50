"""An authority to test in: its people, their tokens, and short ways to call the API as any of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count
from typing import Any
from uuid import uuid4

import time_machine
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config import authorities, authority_file, clock
from config.authorities import Authority
from models import authority, user
from models.base import new_id
from models.storage import Storage
from tests import answers
from workflow.asking.question_sets import question_sets
from workflow.roles import Role

API = "/api/v1"
NUMBERS = count(1)


@dataclass
class Person:
    """Somebody who works there: a token, and where they work."""

    key: str
    email: str
    token: str
    roles: tuple[str, ...]


@dataclass
class Place:
    """One authority in the database under test. `at` sets the day; each call is a minute later than the last."""

    app: Flask
    code: str
    authority_id: int
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def storage(self) -> Storage:
        found: Storage = self.app.extensions["storage"]
        return found

    def configuration(self, session: Session) -> Authority:
        """How this authority works."""
        row = session.get_one(authority.Authority, self.authority_id)
        return authorities.authority_of(row.configuration)

    def email(self, who: str) -> str:
        return self.people[who].email

    def call(self, who: str | None, method: str, path: str, **options: Any) -> TestResponse:
        """Call the API as somebody; `who` None calls without a token."""
        headers = dict(options.pop("headers", {}))
        if who is not None:
            headers.setdefault("Authorization", f"Bearer {self.people[who].token}")
        return self.app.test_client().open(f"{API}{path}", method=method, headers=headers, **options)

    def get(self, who: str, path: str) -> Any:
        """What a GET answers, which must be 200."""
        response = self.call(who, "GET", path)
        assert response.status_code == 200, response.get_data(as_text=True)
        return response.json

    def ask(self, who: str = "caseworker", **changed: Any) -> str:
        """Ask for advice, and give the reference. `changed` replaces top-level parts of the usual body."""
        response = self.call(who, "POST", "/requests", json=answers.new_request(**changed))
        assert response.status_code == 201, response.get_data(as_text=True)
        return str(response.json["reference"])

    def version(self, who: str, reference: str) -> str:
        """The ETag of a request as somebody sees it."""
        response = self.call(who, "GET", f"/requests/{reference}")
        assert response.status_code == 200, response.get_data(as_text=True)
        return response.headers["ETag"]

    def act(
        self, who: str, reference: str, action: str, given: dict[str, Any] | None = None, **options: Any
    ) -> TestResponse:
        """Take a step, naming the version that somebody sees now."""
        headers = options.pop("headers", None) or {"If-Match": self.version(who, reference)}
        path = f"/requests/{reference}/actions/{action}"
        return self.call(who, "POST", path, json={"answers": given or {}}, headers=headers, **options)

    def does(self, who: str, reference: str, action: str, given: dict[str, Any] | None = None) -> Any:
        """Take a step that must succeed: without answers, the usual complete ones are given."""
        usual = answers.for_action(self, action) if given is None else given
        response = self.act(who, reference, action, usual)
        assert response.status_code == 200, f"{who} {action}: {response.get_data(as_text=True)}"
        return response.json

    def writes(self, who: str, reference: str, content: dict[str, Any] | None = None) -> int:
        """Save the draft on top of what is there, and give its version."""
        before = self.call(who, "GET", f"/requests/{reference}/draft")
        headers = {"If-Match": before.headers["ETag"]}
        sent = answers.advice() if content is None else content
        response = self.call(who, "PUT", f"/requests/{reference}/draft", json=sent, headers=headers)
        assert response.status_code == 200, response.get_data(as_text=True)
        return int(response.json["version"])

    def submits(self, who: str, reference: str, content: dict[str, Any] | None = None) -> Any:
        """Write the draft and send it for review."""
        version = self.writes(who, reference, content)
        return self.does(who, reference, "submit_for_review", {"draft_version": version})

    @contextmanager
    def on(self, day: date | str, at: time = time(10, 0)) -> Iterator[None]:
        """The clock stands on this day (at ten in the morning, UTC), and ticks."""
        when = day if isinstance(day, date) else date.fromisoformat(day)
        with time_machine.travel(datetime.combine(when, at, UTC), tick=True):
            yield


# Everybody who works in Northmere and Eastvale, by a short name: role and team. Both have the same people.
Roles = tuple[tuple[Role, str], ...]
STAFF: dict[str, dict[str, Roles]] = {
    "northmere": {
        "caseworker": ((Role.SEND_CASEWORKER, "send"),),
        "coordinator": ((Role.ANNUAL_REVIEW_COORDINATOR, "send"),),
        "send_manager": ((Role.SEND_MANAGER, "send"),),
        "officer": ((Role.TRIAGE_OFFICER, "childrens_front_door"),),
        "officer2": ((Role.TRIAGE_OFFICER, "childrens_front_door"),),
        "door_manager": ((Role.FRONT_DOOR_MANAGER, "childrens_front_door"),),
        "adults_officer": ((Role.TRIAGE_OFFICER, "adults_front_door"),),
        "adults_manager": ((Role.FRONT_DOOR_MANAGER, "adults_front_door"),),
        "social_worker": ((Role.PRACTITIONER, "disabled_children"),),
        "team_manager": ((Role.TEAM_MANAGER, "disabled_children"),),
        "team_reviewer": ((Role.REVIEWER, "disabled_children"),),
        "early_helper": ((Role.PRACTITIONER, "early_intervention"),),
        "early_manager": ((Role.TEAM_MANAGER, "early_intervention"),),
        "adult_worker": ((Role.PRACTITIONER, "adult_learning_disability"),),
        "adult_manager": ((Role.TEAM_MANAGER, "adult_learning_disability"),),
        "reviewer": ((Role.REVIEWER, "childrens_front_door"),),
        "adults_reviewer": ((Role.REVIEWER, "adults_front_door"),),
        "dsco": ((Role.DSCO, "designated_officers"),),
        "auditor": ((Role.AUDITOR, "designated_officers"),),
        "administrator": ((Role.ADMINISTRATOR, "designated_officers"),),
    },
    "eastvale": {
        "caseworker": ((Role.SEND_CASEWORKER, "send"),),
        "coordinator": ((Role.ANNUAL_REVIEW_COORDINATOR, "send"),),
        "send_manager": ((Role.SEND_MANAGER, "send"),),
        "officer": ((Role.TRIAGE_OFFICER, "children_first_contact"),),
        "officer2": ((Role.TRIAGE_OFFICER, "children_first_contact"),),
        "door_manager": ((Role.FRONT_DOOR_MANAGER, "children_first_contact"),),
        "door_manager2": ((Role.FRONT_DOOR_MANAGER, "children_first_contact"),),
        "adults_officer": ((Role.TRIAGE_OFFICER, "adults_gateway"),),
        "adults_manager": ((Role.FRONT_DOOR_MANAGER, "adults_gateway"),),
        "social_worker": ((Role.PRACTITIONER, "disability_0_to_25"),),
        "team_manager": ((Role.TEAM_MANAGER, "disability_0_to_25"),),
        "early_helper": ((Role.PRACTITIONER, "family_help"),),
        "early_manager": ((Role.TEAM_MANAGER, "family_help"),),
        "adult_worker": ((Role.PRACTITIONER, "adult_assessment"),),
        "adult_manager": ((Role.TEAM_MANAGER, "adult_assessment"),),
        "reviewer": ((Role.REVIEWER, "children_first_contact"),),
        "dsco": ((Role.DSCO, "quality_and_send"),),
        "auditor": ((Role.AUDITOR, "quality_and_send"),),
        "administrator": ((Role.ADMINISTRATOR, "quality_and_send"),),
    },
}


def make_place(app: Flask, model: str, **changed: Any) -> Place:
    """A new authority like the shipped one of that name, with a code and people of its own."""
    held = {**deepcopy(shipped(model)), **changed, "code": f"{model}_{uuid4().hex[:12]}"}
    storage: Storage = app.extensions["storage"]
    with Session(storage.engine) as session, session.begin():
        row = authority.load(session, held, list(question_sets().values()), clock.now(), True)
        place = Place(app, held["code"], row.id)
        place.people = hired(session, place, STAFF[model])
    return place


@cache
def shipped(model: str) -> dict[str, Any]:
    """The checked content of a shipped authority's file, read once."""
    return authority_file.from_text((authorities.AUTHORITIES / f"{model}.yaml").read_text(), f"{model}.yaml")


def hired(session: Session, place: Place, staff: Mapping[str, Roles]) -> dict[str, Person]:
    """Everybody who works there, with a token each, all at once: `user.add` asks of each person what is known here."""
    people = {
        key: Person(key, f"{key}@{place.code}.example", user.new_token(), tuple(role for role, _ in roles))
        for key, roles in staff.items()
    }
    ids, whose = {key: new_id() for key in people}, {"authority_id": place.authority_id}
    session.execute(
        insert(user.User),
        [
            {**whose, "id": ids[one.key], "email": one.email, "name": one.key.replace("_", " ").title(), "active": True}
            for one in people.values()
        ],
    )
    works = [{**whose, "user_id": ids[key], "team": t, "role": r} for key, roles in staff.items() for r, t in roles]
    session.execute(insert(user.Membership), works)
    tokens = [{**whose, "user_id": ids[key], "hash": user.token_hash(one.token)} for key, one in people.items()]
    session.execute(insert(user.Token), [{**one, "made_at": clock.now()} for one in tokens])
    return people


def load_again(place: Place, **changed: Any) -> None:
    """The authority's file is changed, and loaded again, while its requests are live."""
    with Session(place.storage.engine) as session, session.begin():
        held = session.scalars(select(authority.Authority).where(authority.Authority.code == place.code)).one()
        changed_file = {**held.configuration, **changed}
        authority.load(session, changed_file, list(question_sets().values()), clock.now(), True)


def days_before(day: date, days: int) -> str:
    """A day earlier, as it is written in JSON."""
    return (day - timedelta(days=days)).isoformat()
