"""How is a story of the demonstration told? Step by step by the service itself, each under the clock of its day."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from config.calendar import england
from config.clock import ENGLAND, day_of
from models import queries
from models.access import SignedIn
from models.objects import Writing
from models.request import Request
from models.storage import Storage
from workflow.asking.answering import Given
from workflow.casework.attaching import attach, upload
from workflow.casework.directory_intake import put_in_place
from workflow.casework.drafting import write_draft
from workflow.casework.screening import screen
from workflow.casework.taking import request_advice, take
from workflow.casework.term_list import list_reviews
from workflow.casework.work import Work
from workflow.directory.open_referral import services
from workflow.errors import Refused, Unmet

DAYS_IN_YEAR = 365.25
BETWEEN_STEPS = timedelta(minutes=7)
PLACEHOLDER = re.compile(r"\{(day|received|due|given|family|earlier)([+-]\d+)?\}")


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


@dataclass(frozen=True)
class Teller:
    """Tells stories in which the people of one authority act, as far as today."""

    session: Session
    storage: Storage
    writing: Writing
    cast: Mapping[str, SignedIn]
    now: datetime

    def tell(self, story: Mapping[str, Any], child: Mapping[str, Any]) -> None:
        """Tell a story of one child: the request that is made, and the steps taken on it."""
        received = working(self._ago(child["received"]), -1)
        who, asks = Child(child["given"], child["family"], received), story["asks"]
        person = {
            "given_name": who.given,
            "family_name": who.family,
            "date_of_birth": _born(child["age"], received),
            **asks.get("person", {}),
        }
        body = {"received_on": received.isoformat(), **asks["body"], "person": person}
        work = self._work(asks["by"], received, 0)
        made = self._did(story, work, "request_advice", lambda: request_advice(work, Given(who.told(body, received))))
        self._go_on(story, made.request, who)

    def tell_directory(self, told: Mapping[str, Any]) -> None:
        """Fetch the authority's directory on each of its days; what has left it is there until the last."""
        owner = next(iter(self.cast.values())).authority_id
        for ago in told["fetched"]:
            day = self._ago(ago)
            there = [one for one in told["services"] if not one.get("left") or ago != told["fetched"][-1]]
            found = services(Child("", "", day).told(there, day), day)
            put_in_place(self.session, owner, found, _morning(day))

    def tell_reviews(self, term: Mapping[str, Any]) -> None:
        """Take in a term's list as it is imported, and screen it review by review."""
        listed, reviews = working(self._ago(term["listed"]), -1), term["reviews"]
        work = self._work(term["by"], listed, 0)
        rows = [self._row(one, listed) for one in reviews]
        loaded = self._did(term, work, "import", lambda: list_reviews(work, as_csv(rows)))
        for line, one in zip(loaded.lines, reviews, strict=True):
            if "screened" in one:
                self._screen(term, str(line.review), one)

    def _row(self, one: Mapping[str, Any], listed: date) -> dict[str, str]:
        """A review as the line of a list."""
        meeting = working(self._ago(-one["meeting"]), 1)
        named = {"given_name": one["given"], "family_name": one["family"], "setting": one["setting"]}
        contact = {f"contact_{part}": said for part, said in one.get("contact", {}).items()}
        return {
            **named,
            "date_of_birth": _born(one["age"], listed),
            "review_meeting_on": meeting.isoformat(),
            **contact,
        }

    def _screen(self, term: Mapping[str, Any], review: str, one: Mapping[str, Any]) -> None:
        """Screen a review on the day of its story; where that asks for advice, the story goes on from there."""
        day = working(self._ago(one["screened"]), -1)
        who, work = Child(one["given"], one["family"], day), self._work(term["by"], day, 1)
        answers = {"screened_on": day.isoformat(), **who.told(one["answers"], day)}
        screened = self._did(term, work, "screening", lambda: screen(work, review, Given(answers)))
        if screened.taken:
            self._go_on({"story": term["story"], "steps": one.get("steps", ())}, screened.taken.request, who)

    def _go_on(self, story: Mapping[str, Any], made: Request, who: Child) -> None:
        """Take the steps of a story on a request, until today."""
        who = replace(who, due=made.due_on, earlier=self._earlier(made))
        for n, step in enumerate(story["steps"], start=2):
            day = working(who.received + timedelta(days=step["day"]), 1)
            work = self._work(step["by"], day, n)
            if work.at > self.now:
                break
            self._step(story, work, made.reference, step, who, day)

    def _earlier(self, made: Request) -> str:
        others = select(Request.reference).where(
            Request.authority_id == made.authority_id, Request.person_id == made.person_id, Request.id != made.id
        )
        return self.session.scalars(others).first() or ""

    def _ago(self, days: int) -> date:
        return day_of(self.now) - timedelta(days=days)

    def _work(self, email: str, day: date, n: int) -> Work:
        return Work(self.session, self.cast[email], self.storage.keys, _morning(day) + n * BETWEEN_STEPS)

    def _step(
        self, story: Mapping[str, Any], work: Work, reference: str, step: Mapping[str, Any], who: Child, day: date
    ) -> None:
        request = queries.find(self.session, work.signed, reference)
        if request is None:
            raise BadStory(f"{story['story']}: {work.signed.caller.name} cannot see {reference}.")
        answers = who.told(step.get("answers", {}), day)
        if "attach" in step:
            answers |= {"existing_document_number": self._attach(story, work, reference, step["attach"], who, day)}
            request = queries.find(self.session, work.signed, reference) or request
        if "draft" in step:
            draft = Given(who.told(step["draft"], day))
            self._did(story, work, "draft", lambda: write_draft(work, reference, draft, request.draft_version))
        if step.get("action") == "submit_for_review":
            answers = {"draft_version": request.draft_version, **answers}
        if "action" in step:
            given = Given(answers)
            step_taken = partial(take, work, reference, step["action"], given, request.version)
            self._did(story, work, step["action"], step_taken)

    def _attach(
        self, story: Mapping[str, Any], work: Work, reference: str, file: Mapping[str, Any], who: Child, day: date
    ) -> int:
        """Attach a page of plain text, as somebody would who has it on paper; gives its number."""
        told = who.told(file, day)
        content = told.pop("text").encode()
        one = upload(told.pop("name"), content, told, day)
        request = queries.find(self.session, work.signed, reference)
        seen = request.version if request else None
        key = self.writing.put(work.signed.authority_id, content)
        made, _ = self._did(story, work, "attach", lambda: attach(work, reference, one, seen, key))
        return int(made.number)

    def _did(self, story: Mapping[str, Any], work: Work, action: str, does: Callable[[], Any]) -> Any:
        try:
            return does()
        except Refused as refused:
            more = f"{dict(refused.errors)} {refused.needs}" if isinstance(refused, Unmet) else str(refused)
            where = f"{story['story']}: {action} by {work.signed.caller.name} at {work.at:%d %B %Y}"
            raise BadStory(f"{where}: {more}") from refused


def as_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Rows as the file that a spreadsheet saves; a column that a row does not have stays empty."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    file = io.StringIO()
    writer = csv.DictWriter(file, columns)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 5), ENGLAND).astimezone(UTC)


def working(day: date, step: int) -> date:
    """The day, or the first working day before it (`step` -1) or after it (1)."""
    while not england().is_working_day(day):
        day += timedelta(days=step)
    return day


def _born(age: float, on: date) -> str:
    return (on - timedelta(days=round(age * DAYS_IN_YEAR))).isoformat()
