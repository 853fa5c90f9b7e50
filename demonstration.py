"""What does a working service look like? Two invented authorities, their people, and requests in every state.

Nothing is written by hand: every request is made, and moved on, by `casework.take` under the clock of its story.
A story is told for several children who asked on different days; each is told as far as today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.contract import Storage
from config import authorities, authority_file
from config.calendar import england
from config.clock import ENGLAND, day_of
from models import authority, queries, user
from models.access import SignedIn, sign_in
from models.request import Request
from models.user import Token, token_hash
from workflow.answering import Given
from workflow.casework import request_advice, take
from workflow.drafting import write_draft
from workflow.errors import Refused, Unmet
from workflow.question_sets import question_sets
from workflow.work import Work

STORIES = Path(__file__).parent / "config" / "demonstration"
CODES = ("northmere", "eastvale")
DAYS_IN_YEAR = 365.25
BETWEEN_STEPS = timedelta(minutes=7)
PLACEHOLDER = re.compile(r"\{(day|received|due|given|family|earlier)([+-]\d+)?\}")


class NotEmpty(Exception):
    """The database holds an authority that is not a demonstration: demonstration mode never touches it."""


class BadStory(Exception):
    """A story could not be told: the service refused one of its steps."""


@dataclass(frozen=True, slots=True)
class Child:
    """Somebody of whom a story is told, and when their request was received and falls due."""

    given: str
    family: str
    received: date
    due: date | None = None
    earlier: str = ""

    def said(self, text: str, day: date) -> str:
        """A text of the story with its names and dates put in: {given}, {family}, {day}, {day-2}, {received}, {due}.

        A date that is the whole text is written 2026-01-31, one within a text 31 January 2026.
        {earlier} is the reference of the request that the same person had before, which a duplicate names.
        """

        def put(found: re.Match[str]) -> str:
            name, shift = found[1], int(found[2] or 0)
            if name in ("given", "family", "earlier"):
                return str(getattr(self, name))
            base = {"day": day, "received": self.received, "due": self.due or self.received}[name]
            when = base + timedelta(days=shift)
            return when.isoformat() if found[0] == text else f"{when.day} {when:%B %Y}"

        return PLACEHOLDER.sub(put, text)

    def told(self, value: Any, day: date) -> Any:
        """A value of the story, at any depth, with names and dates put in."""
        if isinstance(value, str):
            return self.said(value, day)
        if isinstance(value, dict):
            return {key: self.told(inner, day) for key, inner in value.items()}
        return [self.told(inner, day) for inner in value] if isinstance(value, list) else value


def people() -> Iterator[str]:
    """Who you can be in the demonstration, a line each: e-mail address, name, and as what in which team."""
    for code in CODES:
        for person in _read(code)["people"]:
            yield f"{person['email']:<42} {person['name']:<20} {', '.join(person['roles'])}"


def fill(storage: Storage, now: datetime) -> str:
    """Fill an empty database, all or nothing; one that is filled already stays as it is.

    Raises NotEmpty for any other, BadStory when the service refuses a step of a story.
    """
    with Session(storage.engine, expire_on_commit=False, autoflush=False) as session, session.begin():
        if may_be_used(session):
            return "The demonstration is here already."
        told = sum(_tell_all(session, storage, code, now) for code in CODES)
    return f"The demonstration is ready: {len(CODES)} authorities, {told} requests."


def may_be_used(session: Session) -> bool:
    """Whether the database holds a demonstration already. Raises NotEmpty when it holds anything else."""
    there = session.scalars(select(authority.Authority)).all()
    if any(not one.demonstration for one in there):
        raise NotEmpty("This database is in use by a real authority. Demonstration mode needs one of its own.")
    return bool(there)


def _read(code: str) -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load((STORIES / f"{code}.yaml").read_text())
    return held


def _tell_all(session: Session, storage: Storage, code: str, now: datetime) -> int:
    text = (authorities.AUTHORITIES / f"{code}.yaml").read_text()
    held = authority_file.from_text(text, f"{code}.yaml", frozenset(question_sets()))
    row = authority.load(session, held, list(question_sets().values()), now, demonstration=True)
    written = _read(code)
    cast = {person["email"]: _joined(session, row.code, person, now) for person in written["people"]}
    session.execute(delete(Token).where(Token.authority_id == row.id))
    told = 0
    for story in written["stories"]:
        for child in story["children"]:
            teller = Teller(session, storage, cast, story, now)
            told += teller.tell(child)
    return told


def _joined(session: Session, code: str, person: Mapping[str, Any], now: datetime) -> SignedIn:
    """A person added and signed in, as they would be with a token."""
    user.add(session, code, person["email"], person["name"], person["roles"])
    token = user.give_token(session, person["email"], now)
    session.flush()
    signed = sign_in(session, token_hash(token), None)
    if signed is None:
        raise BadStory(f"{person['email']} could not sign in.")
    return signed


@dataclass(frozen=True)
class Teller:
    """Tells one story for one child, step by step, until today."""

    session: Session
    storage: Storage
    cast: Mapping[str, SignedIn]
    story: Mapping[str, Any]
    now: datetime

    def tell(self, child: Mapping[str, Any]) -> int:
        """Tell it; gives 1, the request that was made."""
        received = _working(day_of(self.now) - timedelta(days=child["received"]), -1)
        who = Child(child["given"], child["family"], received)
        asks = self.story["asks"]
        person = {
            "given_name": who.given,
            "family_name": who.family,
            "date_of_birth": (received - timedelta(days=round(child["age"] * DAYS_IN_YEAR))).isoformat(),
            **asks.get("person", {}),
        }
        body = {"received_on": received.isoformat(), **asks["body"], "person": person}
        work = self._work(asks["by"], received, 0)
        made = self._did(work, "request_advice", lambda: request_advice(work, Given(who.told(body, received))))
        who = replace(who, due=made.request.due_on, earlier=self._earlier(made.request))
        for n, step in enumerate(self.story["steps"], start=1):
            day = _working(received + timedelta(days=step["day"]), 1)
            work = self._work(step["by"], day, n)
            if work.at > self.now:
                break
            self._step(work, made.request.reference, step, who, day)
        return 1

    def _earlier(self, made: Request) -> str:
        others = select(Request.reference).where(
            Request.authority_id == made.authority_id, Request.person_id == made.person_id, Request.id != made.id
        )
        return self.session.scalars(others).first() or ""

    def _work(self, email: str, day: date, n: int) -> Work:
        morning = datetime.combine(day, time(9, 5), ENGLAND).astimezone(UTC)
        return Work(self.session, self.cast[email], self.storage.keys, morning + n * BETWEEN_STEPS)

    def _step(self, work: Work, reference: str, step: Mapping[str, Any], who: Child, day: date) -> None:
        request = queries.find(self.session, work.signed, reference)
        if request is None:
            raise BadStory(f"{self.story['story']}: {work.signed.caller.name} cannot see {reference}.")
        answers = who.told(step.get("answers", {}), day)
        if "draft" in step:
            draft = Given(who.told(step["draft"], day))
            self._did(work, "draft", lambda: write_draft(work, reference, draft, request.draft_version))
        if step.get("action") == "submit_for_review":
            answers = {"draft_version": request.draft_version, **answers}
        if "action" in step:
            given = Given(answers)
            self._did(work, step["action"], lambda: take(work, reference, step["action"], given, request.version))

    def _did(self, work: Work, action: str, does: Any) -> Any:
        try:
            return does()
        except Refused as refused:
            more = f"{dict(refused.errors)} {refused.needs}" if isinstance(refused, Unmet) else str(refused)
            where = f"{self.story['story']}: {action} by {work.signed.caller.name} at {work.at:%d %B %Y}"
            raise BadStory(f"{where}: {more}") from refused


def _working(day: date, step: int) -> date:
    while not england().is_working_day(day):
        day += timedelta(days=step)
    return day
