"""From what does a test of a rule start? A complete case, of which it takes one thing away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from config.authorities import AUTHORITIES, Authority, authority_of
from config.authority_file import from_text
from tests import answers
from workflow.facts import Caller, Draft, Facts, Person
from workflow.history import Answer, Event
from workflow.pathway import PATHWAY
from workflow.roles import Membership, Role
from workflow.rule import unmet
from workflow.states import Capacity, Kind, State

DAY, YEAR_9_STARTS = timedelta(days=1), date(2026, 9, 1)
RECEIVED, TODAY, DUE = date(2026, 3, 2), date(2026, 3, 23), date(2026, 4, 13)
OFFICER, MANAGER, WORKER, COLLEAGUE = (UUID(int=n) for n in range(1, 5))
DOOR, SEND, TEAM = "childrens_front_door", "send", "disabled_children"
CHILD = Person("Ivy", "Example", born=date(2017, 5, 14))


def aged(years: int, on: date = TODAY) -> Person:
    """Somebody whose birthday, of so many years, is this day."""
    return replace(CHILD, born=on.replace(year=on.year - years))


@cache
def authority(code: str = "northmere") -> Authority:
    """One of the two authorities that ship as examples."""
    return authority_of(from_text((AUTHORITIES / f"{code}.yaml").read_text(), code))


def caller(who: UUID, team: str, role: Role) -> Caller:
    """A person of one role in one team."""
    return Caller(who, "Somebody", frozenset({Membership(team, role)}))


def step(action: str, *, on: date = TODAY, actor: UUID = OFFICER, team: str = DOOR, **said: Any) -> Event:
    """A step with these answers, each a bare value or an Answer with its informant."""
    return Event(
        seq=1,
        action=action,
        source=None,
        target=State.TRIAGING,
        at=datetime.combine(on, time(9), UTC),
        actor=actor,
        team=team,
        held_by=team,
        member=None,
        kind=None,
        capacity=None,
        answers={code: one if isinstance(one, Answer) else Answer(code, one) for code, one in said.items()},
    )


def told(code: str, value: Any = "Ana told us.", informant: str = "parent") -> Answer:
    """An answer that somebody gave."""
    return Answer(code, value, informant)


def unasked(code: str, informant: str | None = None) -> Answer:
    """A question that was reasoned away."""
    return Answer(code, informant=informant, not_asked_because="It would have distressed her that day.")


def contact(informant: str = "parent", outcome: str = "spoke", method: str = "phone", on: date = TODAY) -> Event:
    """A conversation, or an attempt at one."""
    said: dict[str, Any] = {
        "informant_kind": informant,
        "outcome": outcome,
        "method": method,
        "contacted_on": on.isoformat(),
    }
    return step("record_contact", on=on, **said)


def consent(about: str, given: str, on: date = TODAY) -> Event:
    """Agreement, or that there is none."""
    return step("record_consent", on=on, consent_for=about, consent_given=given, consent_on=on.isoformat())


REQUEST = step("request_advice", on=RECEIVED, team=SEND, reason="ehc_needs_assessment")
READ = step("record_reading", source_read="The school's report")
SPOKE = contact()
TRIAGE_ANSWERS: dict[str, Any] = {
    code: told(code, said["value"], "school_senco") for code, said in answers.triage().items()
}
ANSWERED = step("record_answers", **TRIAGE_ANSWERS)
TRIAGE_RECORD = (REQUEST, READ, SPOKE, ANSWERED)


def happened(facts: Facts, *events: Event) -> Facts:
    """The case with these as its history, in this order."""
    return replace(facts, history=tuple(replace(event, seq=n) for n, event in enumerate(events, start=1)))


def case(*events: Event, at: str = "northmere", **changed: Any) -> Facts:
    """A request about a child in Year 4 that an officer of the front door is triaging, with this history."""
    usual: dict[str, Any] = {
        "authority": authority(at),
        "person": CHILD,
        "state": State.TRIAGING,
        "reason": "ehc_needs_assessment",
        "service": "children",
        "received_on": RECEIVED,
        "due_on": DUE,
        "team": DOOR,
        "member": OFFICER,
        "last_team": DOOR,
        "front_door": DOOR,
        "requesting_team": SEND,
    }
    return happened(Facts(**{**usual, **changed}), *events)


def triaged(*also: Event, without: Event | None = None, **changed: Any) -> Facts:
    """A case that has been read, talked over and asked about in full, ready for its decision."""
    return case(*(event for event in TRIAGE_RECORD if event is not without), *also, **changed)


def reviewed(content: dict[str, Any] | None = None, **changed: Any) -> Facts:
    """A case whose advice, complete unless other content is given, waits in review to be issued."""
    draft = Draft(version=3, content=answers.advice() if content is None else content, editors=frozenset({WORKER}))
    usual: dict[str, Any] = {
        "state": State.REVIEWING,
        "draft": draft,
        "kind": Kind.FINAL,
        "capacity": Capacity.ASSESSING_TEAM,
        "team": TEAM,
    }
    return issuing(triaged(**{**usual, **changed}))


def issuing(facts: Facts, action: str = "issue_advice", **said: Any) -> Facts:
    """The case about to be issued by a reviewer who has gone through the checklist."""
    return facts.with_step(step(action, actor=MANAGER, **{**answers.issue(), **said}))


def proposing(facts: Facts, action: str, **said: Any) -> Facts:
    """The case with this step proposed and so answered."""
    return facts.with_step(step(action, team=facts.team or DOOR, **said))


def in_the_way(facts: Facts, on: date = TODAY) -> set[str]:
    """Every rule of the pathway that stands in the way of the step proposed, by name."""
    assert facts.step, "propose a step first"
    action, state = facts.step.action, facts.state
    rows = [row for row in PATHWAY if row.action == action and state in row.sources and row.when.holds(facts)]
    assert len(rows) == 1, f"{len(rows)} rows lead on from {state} by {action}"
    return {need.rule for need in unmet(rows[0].needs, facts, on)}
