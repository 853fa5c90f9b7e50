"""How does an authority live through its year? Each step is taken by the service, under the clock of its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from config.clock import ENGLAND
from demonstration.council import Council
from demonstration.course import DUPLICATE, Act, course
from demonstration.names import towns, words
from demonstration.plan import Asked, Child, Plan
from demonstration.storytelling import BadStory
from demonstration.texts import Says, Slot, Voice
from models.access import SignedIn
from models.request import Request
from models.storage import Storage
from workflow.asking.answering import Given
from workflow.casework.drafting import write_draft
from workflow.casework.taking import request_advice, take
from workflow.casework.work import Work
from workflow.errors import Refused, Unmet
from workflow.rules.dates import EXPECTED

FIRST_THING = time(8, 30)
BETWEEN_ACTS = timedelta(minutes=7)
PHONE_NUMBERS = 1000
A_WEEK = timedelta(days=7)


@dataclass
class Teller:
    """Lives through a plan in one authority, as far as now. `refused` counts what was tried too early."""

    session: Session
    storage: Storage
    council: Council
    plan: Plan
    now: datetime
    refused: Counter[str] = field(default_factory=Counter)

    def ask(self, asked: Asked) -> None:
        """A request is made, and lived through."""
        told = Told(self, asked)
        told.ask()
        told.go_on()

    def at(self, day: date, minutes: int) -> datetime:
        """A time of a working day, so many minutes after it begins."""
        return datetime.combine(day, FIRST_THING, ENGLAND).astimezone(UTC) + timedelta(minutes=minutes)

    def said(self, text: Any, child: Child, day: date) -> str:
        """A text in which nothing but the child and a day is named."""
        said: str = Voice({"child": _of(child)}, day, day).told(text, day)
        return said


class Told:
    """One request as it is told: its people, its words, its dice, and how it now stands."""

    def __init__(self, teller: Teller, asked: Asked) -> None:
        self.teller, self.asked = teller, asked
        self.dice = teller.plan.dice(f"{asked.story.name} {asked.number} {asked.child.family}")
        self.cast = teller.council.cast(self.dice)
        self.minutes = self.dice.randrange(240)
        self.voice = voice(teller, asked.child, self, asked.received)
        self.request: Request | None = None

    def at(self, day: date, n: int) -> datetime:
        """When the n-th act happens, on its day."""
        return self.teller.at(day, self.minutes) + n * BETWEEN_ACTS

    def work(self, by: str, at: datetime) -> Work:
        """The unit of work of somebody of this request's people."""
        return Work(self.teller.session, self.cast[by], self.teller.storage.keys, at)

    def now(self, request: Request) -> None:
        """The request as it now stands, and when it falls due."""
        self.request = request
        self.voice = replace(self.voice, due=request.due_on or self.asked.received)

    def ask(self) -> None:
        """The request is made."""
        work = self.work(self.asked.story.by, min(self.at(self.asked.received, 0), self.teller.now))
        self.now(self._did("request_advice", work, lambda: request_advice(work, self.body())).request)

    def body(self) -> Given:
        """What the request says."""
        story, child, day = self.asked.story, self.asked.child, self.asked.received
        person = self.voice.told(story.person, day)
        named = {"given_name": child.given, "family_name": child.family, "date_of_birth": child.born.isoformat()}
        return Given(
            {"received_on": day.isoformat(), **self.voice.told(story.body, day), "person": {**named, **person}}
        )

    def go_on(self) -> None:
        """Its steps are taken, until now."""
        asked = self.asked
        for n, act in enumerate(course(self.dice, asked.story, asked.in_time, asked.received, self.voice.due), start=1):
            at = self.at(act.on, n)
            if at > self.teller.now:
                break
            if act.step.action == DUPLICATE:
                if not asked.of_review:
                    self._ask_twice(act, at)
            elif act.too_early:
                self._refused(act, at)
            else:
                self._take(act, at)

    @property
    def _stands(self) -> Request:
        if self.request is None:
            raise RuntimeError("There is no request yet.")
        return self.request

    def _take(self, act: Act, at: datetime) -> None:
        work, request, step = self.work(act.step.by, at), self._stands, act.step
        if step.draft is not None:
            late = replace(self.voice, due=max(self.voice.due, act.on))  # what is promised lies ahead of the writing
            draft = Given(late.told(step.draft, act.on))
            self._did("draft", work, lambda: write_draft(work, request.reference, draft, request.draft_version))
        if step.action:
            answers = self._still_to_come(self.voice.told(step.answers, act.on), act.on)
            if step.action == "submit_for_review":
                answers = {"draft_version": request.draft_version, **answers}
            if "expected_completion_on" in answers and "remedy" not in answers:
                answers |= self._time_to_write(date.fromisoformat(answers["expected_completion_on"]), act.on)
            given = Given(answers)
            taken = self._did(
                step.action, work, lambda: take(work, request.reference, step.action, given, request.version)
            )
            self.request = taken.request

    @staticmethod
    def _still_to_come(answers: dict[str, Any], on: date) -> dict[str, Any]:
        """What is expected, when a story is told so late that the day it names has passed: a week from then."""
        passed = [code for code in EXPECTED if answers.get(code, on.isoformat()) < on.isoformat()]
        return {**answers, **dict.fromkeys(passed, (on + A_WEEK).isoformat())}

    def _time_to_write(self, expected: date, on: date) -> dict[str, str]:
        """An assessment as it is planned so that time to write is left; where none is, interim advice is planned."""
        works = self.teller.council.works
        latest = works.office_days.add(works.office_days.on_or_before(self.voice.due), -works.writing_days - 1)
        if latest < on:
            return {"remedy": "interim_then_addendum"}
        return {"expected_completion_on": min(expected, latest).isoformat()}

    def _refused(self, act: Act, at: datetime) -> None:
        """Something is tried too early. Raises BadStory when the service lets it pass."""
        work, request = self.work(act.step.by, at), self._stands
        try:
            take(work, request.reference, act.step.action, Given({}), request.version)
        except Unmet:
            self.teller.refused[act.step.action] += 1
        else:
            raise BadStory(f"{self.asked.story.name}: {act.step.action} was let pass with nothing that it needs.")

    def _ask_twice(self, act: Act, at: datetime) -> None:
        """The same request is made again on the day, and closed for the first."""
        work = self.work(act.step.by, at)
        again = self._did("request_advice", work, lambda: request_advice(work, self.body())).request
        later = self.work(act.step.by, at + BETWEEN_ACTS / 2)
        said = {"duplicate_of": self._stands.reference, **self.voice.told(act.step.answers, act.on)}
        self._did(
            "close_as_duplicate",
            later,
            lambda: take(later, again.reference, "close_as_duplicate", Given(said), again.version),
        )

    def _did(self, action: str, work: Work, does: Callable[[], Any]) -> Any:
        try:
            return does()
        except Refused as refused:
            more = f"{dict(refused.errors)} {refused.needs}" if isinstance(refused, Unmet) else str(refused)
            who, at = work.signed.caller.name, f"{work.at:%d %B %Y}"
            stands = f"{self.request.reference} {self.request.state}" if self.request else "not asked yet"
            raise BadStory(f"{self.asked.story.name} ({stands}): {action} by {who} at {at}: {more}") from refused


def _of(child: Child) -> Says:
    return lambda slot: child.given if slot.said == "given" else child.family


def voice(teller: Teller, child: Child, told: Told, received: date) -> Voice:
    """The names and numbers of one telling: a worker is one of the cast, kin and towns are drawn once."""
    drawn: dict[tuple[str, str], str] = {}

    def once(slot: Slot, makes: Callable[[], str]) -> str:
        if (slot.kind, slot.said) not in drawn:
            drawn[slot.kind, slot.said] = makes()
        return drawn[slot.kind, slot.said]

    def kin(slot: Slot) -> str:
        free = [name for name in words("kin") if name not in drawn.values() and name != child.given]
        return once(slot, lambda: told.dice.choice(free))

    cast: Mapping[str, SignedIn] = told.cast
    return Voice(
        {
            "child": _of(child),
            "email": lambda slot: cast[slot.said].email,
            "worker": lambda slot: cast[slot.said].caller.name,
            "worker_given": lambda slot: cast[slot.said].caller.name.partition(" ")[0],
            "kin": kin,
            "town": lambda slot: once(slot, lambda: told.dice.choice(towns())),
            "phone": lambda slot: once(slot, lambda: f"01632 960{told.dice.randrange(PHONE_NUMBERS):03d}"),
            "place": lambda _: teller.plan.volumes.name,
            "authority": lambda _: teller.council.name,
        },
        received,
        received,
    )
