"""Many reviews screened on one page: what they share is said once, what is of one alone beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from models import review_list, unfinished
from models.review import Review
from web.forms.form import Field, Form
from web.forms.typed import NO, YES, Typed, answers
from web.pages import Visit
from workflow.asking.answering import Given
from workflow.asking.question_sets import question_sets
from workflow.asking.questions import Option, Question
from workflow.casework.screening import ASKED, DECIDES, ToScreen, answered, screen_all
from workflow.errors import Unmet
from workflow.facts import Facts
from workflow.history import Answer
from workflow.lists.sheet import Row

MANY = 25  # on a page: so that a form is carried over a signing in, and is read in one go
FORM = "screening."
ONE_BY_ONE = ("screening_basis", "screening_explained", "decided_by")
LATER = "later"
DECISIONS = (Option(YES, "Yes"), Option(NO, "No"), Option(LATER, "Not now"))
SINCE = (
    "Somebody has screened this review since you opened the page. Choose Not now, and open it to see what they said."
)
NOTHING_MARKED = "Say yes or no for one review at least."
Wrong = dict[str, list[str]]


def _questions(codes: Iterable[str]) -> tuple[Question, ...]:
    asked = question_sets()[ASKED].by_code
    return tuple(asked[code] for code in codes)


SHARED = _questions((*ONE_BY_ONE, "screened_on"))


@dataclass(frozen=True, slots=True)
class Line:
    """One review on the page, with what was typed beside it."""

    review: Review
    name: str
    born: date | None
    typed: Typed = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where its fields stand in the form."""
        return f"line.{self.review.id}"

    def drawn(self, form: Form) -> tuple[Field, ...]:
        """Whether there are needs, and what is otherwise than for all."""
        name = f"{self.place}.{DECIDES}"
        error = " ".join(form.errors.get(name, ()))
        value = self.typed.get(DECIDES, LATER)
        decides = Field("radios", name, self.name or "No name yet", value=value, error=error, options=DECISIONS)
        own = (replace(one, text=f"{one.text} ({self.name})", help="", source="") for one in _questions(ONE_BY_ONE))
        return (decides, *form.fields(tuple(own), f"{self.place}.", self.typed))

    def said(self, shared: Typed) -> Given:
        """What is said of it: its own, else what is said of all."""
        own = {code: self.typed[code] for code in ONE_BY_ONE if _filled(self.typed.get(code))}
        return Given({**answers(SHARED, {**shared, **own}), DECIDES: self.typed.get(DECIDES) == YES})

    def at(self, code: str) -> str:
        """Where a fault of an answer is shown: at its own field if that was filled in, else at that of all."""
        own = _filled(self.typed.get(code))
        return f"{self.place}.{code}" if own else f"all.{code}"


def _filled(said: Any) -> bool:
    return bool(said.strip() if isinstance(said, str) else said)


class Lines:
    """The page as it was sent: those without needs and those with."""

    def __init__(self, visit: Visit, lines: list[Line]) -> None:
        self.visit, self.first = visit, lines[0]
        shared = visit.typed.get("all")
        self.shared: Typed = shared if isinstance(shared, dict) else {}
        self.no = [one for one in lines if one.typed.get(DECIDES) == NO]
        self.yes = [one for one in lines if one.typed.get(DECIDES) == YES]
        self.answers: dict[UUID, Mapping[str, Answer]] = {}

    def wrong(self) -> Wrong:
        """Every fault of what was typed, each at its field."""
        found: Wrong = {}
        for one in (*self.no, *self.yes):
            for code, said in self._faults(one).items():
                at = found.setdefault(one.at(code), [])
                at += [sentence for sentence in said if sentence not in at]
        return found or ({} if self.no or self.yes else {f"{self.first.place}.{DECIDES}": [NOTHING_MARKED]})

    def _faults(self, one: Line) -> Mapping[str, Any]:
        facts = Facts(authority=self.visit.signed.authority)
        try:
            self.answers[one.review.id] = answered(facts, one.said(self.shared), self.visit.work.at)
        except Unmet as refusal:
            asked_here = (*ONE_BY_ONE, "screened_on", DECIDES)
            return {code: said for code, said in refusal.errors.items() if code in asked_here}
        return {}

    def saved(self) -> Wrong:
        """Keep the screenings without needs, and what was typed of those with; or every reason why not."""
        keys = [one.review.id for one in (*self.no, *self.yes)]
        review_list.lock(self.visit.session, self.visit.signed, keys)
        now = review_list.find_all(self.visit.session, self.visit.signed, keys)
        since = [one for one in (*self.no, *self.yes) if now[one.review.id].needs_identified is not None]
        if since:
            return {one.at(DECIDES): [SINCE] for one in since}
        lines = dict(enumerate(self.no, start=1))
        screened = [ToScreen(Row(n, {}), one.review.id, self.answers[one.review.id]) for n, one in lines.items()]
        _, faults = screen_all(self.visit.work, screened)
        if faults:
            return {lines[fault.line].at(DECIDES): [fault.message] for fault in faults}
        for one in self.yes:
            own = {code: said for code, said in one.typed.items() if _filled(said)}
            _keep(self.visit, one.review.id, {**self.shared, **own})
        return {}


def lines_of(visit: Visit) -> list[Line]:
    """The reviews that the page was about, as far as the caller may know of them, with what was typed."""
    typed = visit.typed.get("line")
    sent = {key: said for name, said in (typed or {}).items() if (key := _key(name))} if typed else {}
    reviews = review_list.find_all(visit.session, visit.signed, sent)
    found = []
    for key, review in reviews.items():
        name = f"{review.person.given_name or ''} {review.person.family_name or ''}".strip()
        said = sent[key]
        found.append(Line(review, name, review.person.date_of_birth, said if isinstance(said, dict) else {}))
    return sorted(found, key=lambda one: (one.review.meeting_on, one.review.id))


def _key(said: Any) -> UUID | None:
    try:
        return UUID(str(said))
    except ValueError:
        return None


def kept_form(visit: Visit, review: UUID) -> str:
    """Under which name what was typed of a review with needs waits for the rest of its questions."""
    return unfinished.of_person(visit.signed.caller.id, f"{FORM}{review}")


def _keep(visit: Visit, review: UUID, typed: Typed) -> None:
    at, who = visit.work.at, visit.signed.caller.id
    unfinished.keep(visit.session, visit.signed.authority_id, kept_form(visit, review), typed, at, who)


def waiting(visit: Visit) -> list[UUID]:
    """The reviews with needs whose questions this person has still to answer."""
    kept = unfinished.begun_by(visit.session, visit.signed.authority_id, visit.signed.caller.id, FORM)
    return sorted(UUID(one.form.partition(FORM)[2]) for one in kept)
