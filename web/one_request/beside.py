"""What stands beside a request: who has it and had it, referrals, existing advice, exceptions, and delay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from web.forms.said import Reader, labelled
from web.forms.said import Said as Answered
from web.one_request.top import Opened
from web.sources import in_public
from web.step_titles import DONE
from web.words import day, plain
from workflow.aftermath import StillOpen, closed_by, duplicate_of, still_open
from workflow.asking.questions import QuestionSet
from workflow.clocks.standing import clocks
from workflow.delay import delay_told
from workflow.existing_advice import PARTIES, Said, existing_advice
from workflow.hands import Spell, hops, spells
from workflow.history import Event
from workflow.marks import ADVICE
from workflow.referrals import KIND, referrals
from workflow.states import State

PARTY = {"author": "Its author", "authority": "The authority", "family": "The parent or young person"}
CLAIM = "claim_exception"
CLAIM_ITSELF = ("exception_clock", "exception_ground")  # said in the words of the limit and of its reason
DECIDED = {"approve_exception": "Approved", "refuse_exception": "Refused"}


@dataclass(frozen=True, slots=True)
class Holding:
    """Who has it now, since when; to whom it is offered; and by what step it came back, if it did.

    `owes`: whether advice is still owed.
    """

    team: str
    member: str
    since: str
    days: str
    offered_to: str
    came_back: str
    owes: bool


@dataclass(frozen=True, slots=True)
class ReferralShown:
    """A referral, whose duty it is, and how it stands."""

    number: int
    name: str
    for_whom: str
    owed_by: str
    referred: str
    stands: str
    duty: str
    charging: str
    finished: bool


@dataclass(frozen=True, slots=True)
class PartyShown:
    """What one of the three parties said of the existing advice."""

    party: str
    said: str


@dataclass(frozen=True, slots=True)
class ExceptionShown:
    """A claim that a time limit could lawfully be missed, what it rests on, and what was decided."""

    limit: str
    ground: str
    claimed: str
    rests_on: tuple[Answered, ...]
    decided: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything beside the request itself; nothing here is its own state."""

    asked_by: str
    involvement: str
    contributors: tuple[str, ...]
    referrals: tuple[ReferralShown, ...]
    still_open: tuple[StillOpen, ...]
    document: str
    parties: tuple[PartyShown, ...]
    delay: Event | None
    delay_reason: str
    duplicate_of: str | None
    ended: str


def holding(one: Opened) -> Holding | None:
    """Who has it; None once it is closed."""
    row = one.row
    if row.team is None:
        return None
    spell = spells(one.facts.history, one.on)
    now = spell[-1] if spell and spell[-1].until is None else None
    return Holding(
        team=one.team(row.team),
        member=row.member.name if row.member else "",
        since=day(now.since) if now else "",
        days=_days(now.days) if now else "",
        offered_to=one.team(row.offered_team) if one.facts.state is State.OFFERED else "",
        came_back=DONE[row.came_back] if row.came_back else "",
        owes=State(row.state).owes,
    )


def _days(count: int) -> str:
    return "today" if count == 0 else "1 day" if count == 1 else f"{count} days"


def past_hands(one: Opened) -> tuple[tuple[str, str, str, str], ...]:
    """Which teams had it, from when to when, for how many days, and how often they were chased."""
    return tuple(_spell(one, spell) for spell in spells(one.facts.history, one.on))


def _spell(one: Opened, spell: Spell) -> tuple[str, str, str, str]:
    chased = {0: "", 1: "chased once"}.get(spell.chased, f"chased {spell.chased} times")
    return one.team(spell.team), f"{day(spell.since)} to {day(spell.until) or 'now'}", _days(spell.days), chased


def changed_hands(one: Opened) -> int:
    """How often it changed hands between teams."""
    return hops(spells(one.facts.history, one.on))


def beside(one: Opened) -> Beside:
    """Everything that stands beside the request."""
    facts = one.facts
    existing, told = existing_advice(facts.history), delay_told(facts)
    said = existing.said if existing else {}
    return Beside(
        asked_by=_asked_by(one),
        involvement=_involvement(one),
        contributors=tuple(sorted(one.team(team) for team in facts.contributors)),
        referrals=tuple(_referrals(one)),
        still_open=still_open(facts),
        document=existing.document or "A document" if existing else "",
        parties=tuple(PartyShown(PARTY[party], _party(said.get(party))) for party in PARTIES),
        delay=told,
        delay_reason=labelled("report_delay", "delay_reason", told.value("delay_reason")) if told else "",
        duplicate_of=duplicate_of(facts),
        ended=_ended(one),
    )


def _asked_by(one: Opened) -> str:
    who = (one.facts.history[0].value("requested_by") or {}).get("name")
    team = one.team(one.row.requesting_team)
    return f"{who}, through {team}" if who else team


def _involvement(one: Opened) -> str:
    said = one.facts.value("involvement") or {}
    status = labelled("request_advice", "involvement.status", said.get("status"))
    team = one.team(said.get("team"))
    return ", ".join(part for part in (status, team) if part)


def _referrals(one: Opened) -> Iterator[ReferralShown]:
    for made in referrals(one.facts.history):
        kind = KIND[made.kind]
        chased = f", chased on {day(made.chased_on)}" if made.chased_on else ""
        yield ReferralShown(
            number=made.number,
            name=kind.name,
            for_whom=made.for_whom,
            owed_by=one.team(made.owed_by),
            referred=day(made.referred_on),
            stands=f"{plain(made.status)} since {day(made.since)}{chased}",
            duty=f"{kind.duty} {in_public(kind.cite)} ({kind.confidence}).",
            charging=f"{kind.charging} {in_public(kind.charging_cite)} ({kind.charging_confidence}).",
            finished=made.finished,
        )


def _party(said: Said | None) -> str:
    if said is None:
        return "Has not said yet"
    found = "finds it enough" if said.sufficient else "finds it not enough"
    return f"{said.by or 'Somebody'} {found}, {day(said.on)}"


def _ended(one: Opened) -> str:
    last = closed_by(one.facts)
    if last is None:
        return ""
    reason = labelled("close", "closure_reason", last.value("closure_reason"))
    return f"{reason or DONE[last.action]}, {day(last.on)}"


def exceptions(
    one: Opened, sets: Mapping[str, QuestionSet], names: Mapping[UUID, str], reader: Reader
) -> tuple[ExceptionShown, ...]:
    """Every claim in turn, with its days and its evidence, and with the decision that followed it."""
    titles = {clock.name: clock.title for clock in clocks(one.row.dates(one.facts.authority), one.on)}
    made: list[ExceptionShown] = []
    for event in one.facts.history:
        who = f"{names.get(event.actor, '')}, {day(event.on)}"
        if event.action == CLAIM:
            ground = labelled(CLAIM, "exception_ground", event.value("exception_ground"))
            limit = titles.get(event.value("exception_clock") or ADVICE, "")
            said = reader.answered(event, sets[event.question_set])
            rests_on = tuple(answer for answer in said if answer.code not in CLAIM_ITSELF)
            made.append(ExceptionShown(limit, ground, who, rests_on, ""))
        elif event.action in DECIDED and made:
            made[-1] = replace(made[-1], decided=f"{DECIDED[event.action]} by {who}")
    return tuple(made)
