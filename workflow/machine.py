"""May this person take this step now, and what does it lead to? Pure: it is told everything, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from transitions import Machine

from config.clock import day_of
from workflow.asking.answering import Answering, Given, Known
from workflow.asking.question_sets import question_sets
from workflow.asking.questions import QuestionSet
from workflow.effects import changes, derived, due_now, first_issue, writing
from workflow.errors import NeverYours, NotFromHere, NotThere, NotYours, Unmet
from workflow.facts import Caller, Facts
from workflow.history import Event
from workflow.holding import HOLDERS, author_team
from workflow.pathway import ACTIONS, EVER_MAY, PATHWAY, Row, steps
from workflow.persons import told_of
from workflow.roles import Where
from workflow.rule import Unmet as Need
from workflow.rule import unmet
from workflow.states import State
from workflow.text import tidied

NEW = "new"
TELLS_OF_PERSON = ("request_advice", "resubmit", "update_person")
INFORMANTS, METHODS = "informant_kind", "method"


def _shape() -> Machine:
    """The table as a machine of transitions: it refuses a state or a step that does not exist."""
    machine = Machine(model=None, states=[NEW, *map(str, State)], initial=NEW, auto_transitions=False)
    for source, row in steps():
        machine.add_transition(row.action, str(source or NEW), str(row.target) if row.target else None)
    return machine


def _compiled(machine: Machine) -> dict[tuple[State | None, str], tuple[Row, ...]]:
    """The machine's transitions as one look-up: which rows lead on from a state by an action."""
    found: dict[tuple[State | None, str], list[Row]] = {}
    for source, row in steps():
        moves = machine.events[row.action].transitions[str(source or NEW)]
        if str(row.target) not in {str(move.dest) for move in moves}:
            raise ValueError(f"The machine does not lead from {source} by {row.action} to {row.target}.")
        found.setdefault((source, row.action), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


MACHINE = _shape()
ROWS = _compiled(MACHINE)
KINDS_OF_INFORMANT, WAYS_OF_ASKING = (
    frozenset(option.code for option in question_sets()["record_contact"].by_code[code].options)
    for code in (INFORMANTS, METHODS)
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A step that may be taken: the event, the questions as asked, and the columns that it sets."""

    event: Event
    asked: QuestionSet
    columns: Mapping[str, Any]
    facts: Facts
    tidied: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that a person may take now: its questions, and the needs that are not met yet."""

    action: str
    asked: QuestionSet
    needs: tuple[Need, ...]


def known_action(action: str, caller: Caller) -> None:
    """Raises NotThere for a step that the pathway does not have, NeverYours for one that no role of theirs takes."""
    if action not in EVER_MAY:
        raise NotThere(f"There is no action {action[:60]!r}.")
    if not caller.roles & EVER_MAY[action]:
        raise NeverYours


def decide(facts: Facts, caller: Caller, action: str, given: Given, at: datetime) -> Decision:
    """The step that these answers amount to, or every reason why it is refused (workflow/errors.py)."""
    on = day_of(at)
    rows = _rows(facts, action)
    team = _standing(facts, caller, rows)
    asked = questions_of(facts, action)
    answering = Answering(asked, given.answers, on, known(facts))
    event = Event(
        seq=(facts.history[-1].seq if facts.history else 0) + 1,
        action=action,
        source=facts.state,
        target=facts.state or State.AWAITING_TRIAGE,
        at=at,
        actor=caller.id,
        team=team,
        held_by=None,
        member=None,
        kind=None,
        capacity=None,
        question_set=asked.hash,
        answers=answering.answers,
    )
    errors = {**answering.errors, **given.faults}
    at_fault = frozenset(place.split(".")[0] for place in errors)
    facts = replace(_told(facts, event, on), at_fault=at_fault)
    row = next((row for row in rows if row.when.holds(facts)), None)
    needs = unmet(row.needs, facts, on) if row else ()
    if errors or needs or row is None:
        raise Unmet(errors, needs)
    return _taken(facts, caller, row, event, asked, tidied(given.answers))


def _taken(facts: Facts, caller: Caller, row: Row, event: Event, asked: QuestionSet, was_tidied: bool) -> Decision:
    """The step completed: who holds the request then, what they write, and what else it changes."""
    dates = due_now(facts, event)
    facts = replace(facts, due_on=dates.get("due_on", facts.due_on))
    event = replace(event, answers={**event.answers, **derived(facts, event)})
    holder = HOLDERS[row.held_by](facts, caller)
    capacity, kind = writing(facts, row.writes)
    event = replace(
        event,
        target=row.target or event.target,
        held_by=holder.team,
        member=holder.member,
        capacity=capacity,
        kind=kind,
    )
    columns = {**changes(facts, event), **dates, **first_issue(facts, event)}
    return Decision(event, asked, columns, facts, was_tidied)


def available(facts: Facts, caller: Caller, on: date) -> Iterator[Offer]:
    """Every step that this person may take now, in the order of the pathway, with what is missing first."""
    for action in ACTIONS:
        if may_take(facts, caller, action):
            rows = _rows(facts, action)
            row = next((row for row in rows if row.when.holds(facts)), rows[0])
            yield Offer(action, questions_of(facts, action), unmet(row.needs, facts, on))


def may_take(facts: Facts, caller: Caller, action: str) -> bool:
    """Whether this step leads on from here and is this person's to take, whatever it needs first."""
    try:
        _standing(facts, caller, _rows(facts, action))
    except (NotFromHere, NotYours):
        return False
    return True


def questions_of(facts: Facts, action: str) -> QuestionSet:
    """The question set of an action: the authority's own choice, else the pathway's."""
    usual = next(row.asks for row in PATHWAY if row.action == action)
    return question_sets()[facts.authority.question_sets.get(action, usual)]


def _rows(facts: Facts, action: str) -> tuple[Row, ...]:
    """The rows of an action that lead on from here, as far as the state of the request tells."""
    rows = ROWS.get((facts.state, action), ())
    fitting = tuple(row for row in rows if row.when.reads_answers or row.when.holds(facts))
    if fitting:
        return fitting
    if rows:
        words = " or ".join(dict.fromkeys(row.when.words for row in rows))
        raise NotFromHere(f"This can be done from {facts.state} only when {words}.")
    sources = dict.fromkeys(str(source or NEW) for (source, name) in ROWS if name == action)
    raise NotFromHere(f"The request is {facts.state or NEW}; this can be done only from {', '.join(sources)}.")


def _standing(facts: Facts, caller: Caller, rows: tuple[Row, ...]) -> str:
    """The team in which the caller may take the step. Raises NotYours, with the bar where there is one."""
    teams = sorted(team for one in rows[0].who for team in caller.teams(*one.roles) & _teams(facts, caller, one.where))
    if not teams:
        raise NotYours
    for bar in rows[0].bars:
        if reason := bar(facts, caller):
            raise NotYours(reason)
    return facts.team if facts.team in teams else teams[0]


def _teams(facts: Facts, caller: Caller, where: Where) -> frozenset[str | None]:
    match where:
        case Where.HOLDING:
            return frozenset({facts.team or facts.last_team})
        case Where.OFFERED:
            return frozenset({facts.offered_team})
        case Where.REQUESTING:
            return frozenset({facts.requesting_team}) if facts.requesting_team else frozenset(caller.teams())
        case Where.CONTRIBUTING:
            return frozenset(facts.contributors)
        case Where.AUTHORING:
            return frozenset({author_team(facts)})
        case Where.OWING:
            return frozenset(event.value("owed_by_team") for event in facts.history)
        case Where.DECIDING:
            return frozenset(m.team for m in caller.memberships if _decides(facts, m.team, m.role))
        case Where.ANYWHERE:
            return frozenset(caller.teams())


def _decides(facts: Facts, team: str, role: str) -> bool:
    named = facts.authority.disputes
    return (named.team, named.role) == (team, role)


def known(facts: Facts) -> Known:
    """What answers may refer to; a contact's kind is their relationship where that is a kind of informant."""
    contacts = {
        contact.name.casefold(): contact.relationship if contact.relationship in KINDS_OF_INFORMANT else "other"
        for contact in facts.person.contacts
    }
    teams = frozenset(facts.authority.teams)
    return Known(teams, KINDS_OF_INFORMANT, contacts, WAYS_OF_ASKING, facts.person.born)


def _told(facts: Facts, event: Event, on: date) -> Facts:
    """The facts once the step's answers are given: the person as they say, and a new request's own dates."""
    if event.action not in TELLS_OF_PERSON:
        return facts.with_step(event)
    person = told_of(facts.person, event.value("person") or {}, on)
    facts = replace(facts, person=person, step=event)
    if facts.state is None:
        facts = replace(facts, reason=event.value("reason"), received_on=event.day("received_on"))
    return facts
