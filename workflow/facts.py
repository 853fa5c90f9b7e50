"""What do we know about a request at the moment somebody wants to act on it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from config.authorities import Authority
from workflow.address import telling_words
from workflow.age import academic_year, age_on, birthday, end_of_compulsory_school_age, year_group
from workflow.history import ISSUES, Answer, Event
from workflow.marks import Marks, marks_of
from workflow.roles import Membership, Role
from workflow.states import Capacity, Kind, State

SPEAK_FOR_THEMSELVES_AT = 16
PREPARES_FOR_ADULTHOOD_FROM_YEAR = 9


@dataclass(frozen=True, slots=True)
class Caller:
    """The person who acts: who they are, and what they are in which teams."""

    id: UUID
    name: str
    memberships: frozenset[Membership]

    @property
    def roles(self) -> frozenset[Role]:
        """Every role they hold in any team."""
        return frozenset(membership.role for membership in self.memberships)

    def teams(self, *roles: Role) -> frozenset[str]:
        """The teams in which they hold one of these roles; with none named, any role."""
        return frozenset(m.team for m in self.memberships if not roles or m.role in roles)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody in the person's life whom social care may need to speak to."""

    name: str
    relationship: str
    safe_to_contact: bool
    may_be_told: str | None = None
    may_be_told_because: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """The child or young person. `recorded_year` was true on `year_recorded_on` and moves up every September.

    `details` holds what else is known, by the codes of its questions (address, looked_after, interpreter_needed ...).
    """

    given_name: str | None = None
    family_name: str | None = None
    born: date | None = None
    recorded_year: int | None = None
    year_recorded_on: date | None = None
    numbered: bool = False
    contacts: tuple[Contact, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def identified(self) -> bool:
        """By name and date of birth, or by any number (domain.md 9, ruling 4)."""
        return self.numbered or bool(self.given_name and self.family_name and self.born)

    def age(self, on: date) -> int | None:
        """Whole years, when the date of birth is known."""
        return age_on(self.born, on) if self.born else None

    def year(self, on: date) -> int | None:
        """The school year: as recorded (out of the usual cohort or not), else computed from the date of birth."""
        if self.recorded_year is not None and self.year_recorded_on:
            return self.recorded_year + academic_year(on) - academic_year(self.year_recorded_on)
        return year_group(self.born, on) if self.born else None

    def prepares_for_adulthood(self, on: date) -> bool:
        """In or beyond Year 9 (SEND Regulations 2014, regulation 6(1)(g))."""
        year = self.year(on)
        return year is not None and year >= PREPARES_FOR_ADULTHOOD_FROM_YEAR

    def holds_own_rights(self, on: date) -> bool:
        """Past the end of compulsory school age: the SEND rights are the young person's own."""
        return self.born is not None and on > end_of_compulsory_school_age(self.born)

    def speaks_for_themselves(self, on: date) -> bool:
        """From 16, or from the day the rights are their own: those born in July and August are still 15 then."""
        age = self.age(on)
        return (age is not None and age >= SPEAK_FOR_THEMSELVES_AT) or self.holds_own_rights(on)

    @property
    def kept_private(self) -> tuple[str, ...]:
        """The words that would tell where they live, when the address is protected."""
        known = self.details
        return telling_words(known.get("address"), known.get("postcode")) if known.get("protected_address") else ()


@dataclass(frozen=True, slots=True)
class Draft:
    """The working draft: its version, what it says, and who has edited the advice version it will become."""

    version: int = 0
    content: Mapping[str, Any] = field(default_factory=dict)
    editors: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Facts:
    """A request as rules and the machine read it. Frozen: a rule can only look."""

    authority: Authority
    person: Person = Person()
    state: State | None = None
    reason: str | None = None
    service: str | None = None
    received_on: date | None = None
    identified_on: date | None = None
    due_on: date | None = None
    team: str | None = None
    member: UUID | None = None
    last_team: str | None = None
    offered_team: str | None = None
    front_door: str | None = None
    requesting_team: str | None = None
    reviewer: UUID | None = None
    kind: Kind | None = None
    capacity: Capacity | None = None
    restricted: bool = False
    closed_from: State | None = None
    history: tuple[Event, ...] = ()
    draft: Draft = Draft()
    step: Event | None = None
    at_fault: frozenset[str] = frozenset()  # questions of the step whose answers are refused
    found: Mapping[str, Any] = field(default_factory=dict)

    def with_step(self, step: Event) -> Facts:
        """The same facts with a step proposed: its answers count as given."""
        return replace(self, step=step)

    @cached_property
    def told(self) -> tuple[Event, ...]:
        """Every step with answers that rules may weigh: those taken, then the one proposed."""
        return (*self.history, self.step) if self.step else self.history

    def with_draft(self, version: int, content: Mapping[str, Any]) -> Facts:
        """The same facts with the draft at another version."""
        return replace(self, draft=replace(self.draft, version=version, content=content))

    @property
    def next_version(self) -> int:
        """The number that the next advice issued will have, from 1."""
        return 1 + sum(1 for event in self.history if event.action in ISSUES)

    def steps(self, *actions: str) -> Iterator[Event]:
        """The steps of these actions, oldest first."""
        return (event for event in self.told if event.action in actions)

    def last(self, *actions: str) -> Event | None:
        """The latest step of these actions that was taken (the proposed one does not count)."""
        return next((event for event in reversed(self.history) if event.action in actions), None)

    @cached_property
    def marks(self) -> Marks:
        """The days that its clocks follow from, as the steps taken say."""
        return marks_of(self.history)

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """The latest answer to every question."""
        return {code: answer for event in self.told for code, answer in event.answers.items()}

    def value(self, code: str) -> Any:
        """The latest answer's value, or None."""
        answer = self.answers.get(code)
        return answer.value if answer else None

    def proposed(self, code: str) -> Any:
        """What the proposed step answers, or None."""
        return self.step.value(code) if self.step else None

    def says(self, code: str) -> bool:
        """Whether the proposed step answers this, well or not: an answer that is refused is not missing too."""
        return bool(self.proposed(code)) or code in self.at_fault

    def proposed_day(self, code: str) -> date | None:
        """A date that the proposed step answers."""
        return self.step.day(code) if self.step else None

    @property
    def contributors(self) -> frozenset[str]:
        """The second teams that may see and record."""
        teams: set[str] = set()
        for event in self.history:
            if event.action == "remove_contributor":
                teams.discard(event.value("contributing_team"))
            elif event.value("contributing_team"):
                teams.add(event.value("contributing_team"))
        return frozenset(teams)

    @property
    def in_dispute(self) -> bool:
        """A dispute about which team should have it was escalated, and is not settled yet."""
        disputed = False
        for event in self.history:
            disputed = event.disputed(disputed)
        return disputed

    @property
    def interim_issued(self) -> bool:
        """An interim advice went out, so what follows is an addendum."""
        return self.last("issue_interim_advice") is not None

    @property
    def kind_due(self) -> Kind:
        """What a new draft of this request is of (pathway.md, "Assessment" and "issue_advice")."""
        if self.reason == "tribunal_recommendation":
            return Kind.TRIBUNAL_RESPONSE
        return Kind.ADDENDUM if self.interim_issued else Kind.FINAL

    @property
    def kind_ruling(self) -> Kind | None:
        """The kind whose rules the draft must meet: an amendment follows what it amends."""
        if self.kind is not Kind.AMENDED:
            return self.kind
        issued = (event.kind for event in self.history if event.action == "issue_advice")
        return next((kind for kind in issued if kind is not Kind.AMENDED), Kind.FINAL)

    def service_at(self, on: date) -> str:
        """Children's or adults', by age on a day; without a birth date, children's (domain.md 9, ruling 3)."""
        age = self.person.age(on)
        return "adults" if age is not None and age >= self.authority.adult_from_age else "children"

    def reaches_before_due(self, age: int) -> bool | None:
        """Whether they reach an age after receipt and by the due date; None while one of the dates is not known."""
        if self.person.born is None or self.received_on is None or self.due_on is None:
            return None
        return self.received_on < birthday(self.person.born, age) <= self.due_on
