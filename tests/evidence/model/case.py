"""What is known of one request? A plain record that every step simply rewrites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.evidence.model.council import Council
from tests.evidence.model.days import Asked, due, grows_up_between, is_grown

Said = Mapping[str, Any]  # what the answers of a step say, as far as this model cares
ARRIVES = {"resubmit", "redirect_front_door", "settle_dispute_for_front_door"}


@dataclass(frozen=True)
class Happened:
    """One step of the path, as the history has to tell it."""

    action: str
    source: str | None
    target: str
    at: datetime
    actor: str
    team: str
    holder: str | None
    member: str | None


@dataclass
class Draft:
    """The shared draft: its version, what it is worth ("", "thin", "complete"), who wrote on this version of the advice."""

    version: int = 0
    text: str = ""
    editors: set[str] = field(default_factory=set)
    becomes: int = 0


@dataclass
class Known:
    """What the record holds that decisions need."""

    read: bool = False
    heard: set[str] = field(default_factory=set)
    triaged: bool = False
    early_help: str | None = None
    countersigned: tuple[str, str] | None = None
    raised_by: str | None = None
    refused_by: str | None = None
    returned_on: date | None = None
    questions: int = 0
    claimant: str | None = None
    claimed: bool = False
    parties: set[str] = field(default_factory=set)
    referrals: list[list[Any]] = field(default_factory=list)


@dataclass
class Case:
    """A request as the model has it. `team` None: closed. `path`: every step that was taken, in order."""

    council: Council
    reference: str
    family: str
    born: date | None
    asked: Asked
    received: date
    requester: str
    lead: tuple[str, str] | None
    identified: bool = True
    state: str = ""
    team: str | None = None
    member: str | None = None
    last_team: str = ""
    service: str = ""
    door: str | None = None
    offered: str | None = None
    reviewer: str | None = None
    author: tuple[str, str] | None = None
    helping: set[str] = field(default_factory=set)
    restricted: bool = False
    kind: str | None = None
    capacity: str | None = None
    back: str | None = None
    closed_from: str | None = None
    closed_because: str | None = None
    disputed: bool = False
    due: date | None = None
    issued: list[tuple[str, date, str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    draft: Draft = field(default_factory=Draft)
    known: Known = field(default_factory=Known)
    held: set[str] = field(default_factory=set)
    path: list[Happened] = field(default_factory=list)

    @property
    def version(self) -> int:
        return len(self.path)

    @property
    def kind_due(self) -> str:
        if self.asked.reason == "tribunal_recommendation":
            return "tribunal_response"
        return "addendum" if any(kind == "interim" for kind, *_ in self.issued) else "final"

    def begins(self, who: str, at: datetime, on: date) -> None:
        """Advice is asked for: it goes to the lead professional if there is one, else to the front door of their age."""
        self.service = "adults" if is_grown(self.born, self.received) else "children"
        self.due = due(self.asked, self.received if self.identified else None, self.council.first_day_counts)
        self.joined_at_18()
        target = "drafting" if self.lead else "awaiting_triage"
        team, member = self.lead or (self.routed(), None)
        self.capacity, self.kind = ("lead", self.kind_due) if self.lead else (None, None)
        self.moves("request_advice", None, target, (team, member), (who, "send"), at)

    def routed(self) -> str:
        return self.council.front_doors["adults" if is_grown(self.born, self.received) else "children"]

    def joined_at_18(self) -> None:
        """The other service's front door contributes when the eighteenth birthday falls into the window."""
        if not self.helping and grows_up_between(self.born, self.received, self.due):
            self.helping.add(self.council.front_doors["adults"])

    def moves(
        self,
        action: str,
        source: str | None,
        target: str,
        holder: tuple[str | None, str | None],
        actor: tuple[str, str],
        at: datetime,
    ) -> None:
        """The request stands at another place of the path, and somebody holds it."""
        self.state, (self.team, self.member) = target, holder
        if self.team:
            self.last_team = self.team
            self.held.add(self.team)
        service = self.council.service_of(self.team or "")
        if service:
            self.door = self.team
            self.service = service if action in ARRIVES else self.service
        self.path.append(Happened(action, source, target, at, *actor, *holder))
