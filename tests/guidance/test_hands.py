"""In whose hands a request was, for how many days, and who was chased while they had it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.guidance.cases import DOOR, SEND, TEAM, step
from workflow.hands import Spell, hops, spells
from workflow.history import Event
from workflow.states import State

START = date(2026, 6, 1)


def took(days: int, action: str, held_by: str | None, state: State = State.TRIAGING) -> Event:
    """A step so many days after the first of June, and who held the request once it was taken."""
    return replace(step(action, on=START + timedelta(days=days)), held_by=held_by, target=state)


def on(days: int) -> date:
    return START + timedelta(days=days)


ASKED = took(0, "request_advice", DOOR, State.AWAITING_TRIAGE)
OFFERED = took(9, "offer_transfer", DOOR, State.OFFERED)
ACCEPTED = took(12, "accept_transfer", TEAM, State.ASSESSING)
ISSUED = took(30, "issue_advice", SEND, State.ISSUED)


def test_each_spell_counts_the_days_until_the_next_team_has_it() -> None:
    made = spells((ASKED, OFFERED, ACCEPTED), on(20))
    assert made == (Spell(DOOR, on(0), on(12), 12, 0), Spell(TEAM, on(12), None, 8, 0))
    assert hops(made) == 1


def test_nothing_that_happened_is_in_nobodys_hands() -> None:
    assert spells((), on(1)) == ()
    assert hops(()) == 0


def test_a_chase_is_counted_with_whoever_had_it_then() -> None:
    history = (
        ASKED,
        took(3, "chase", DOOR),
        took(5, "chase", DOOR),
        took(5, "note", DOOR),
        ACCEPTED,
        took(14, "chase", TEAM, State.ASSESSING),
    )
    assert [(one.team, one.chased) for one in spells(history, on(20))] == [(DOOR, 2), (TEAM, 1)]


def test_a_request_returned_to_its_requester_is_in_the_requesters_hands() -> None:
    made = spells((ASKED, took(2, "return_as_incomplete", SEND, State.RETURNED), took(7, "resubmit", DOOR)), on(8))
    assert [(one.team, one.days) for one in made] == [(DOOR, 2), (SEND, 5), (DOOR, 1)]
    assert hops(made) == 2


def test_once_the_advice_is_issued_nothing_is_in_anybodys_hands() -> None:
    made = spells((ASKED, ACCEPTED, ISSUED, took(40, "note", SEND, State.ISSUED)), on(90))
    assert made == (Spell(DOOR, on(0), on(12), 12, 0), Spell(TEAM, on(12), on(30), 18, 0))


def test_an_amendment_is_a_new_spell_and_no_hop_when_the_same_team_writes_it() -> None:
    amended = (ASKED, ACCEPTED, ISSUED, took(50, "amend_advice", TEAM, State.DRAFTING))
    made = spells(amended, on(55))
    assert made[-1] == Spell(TEAM, on(50), None, 5, 0)
    assert hops(made) == 1
    again = took(60, "issue_advice", SEND, State.ISSUED)
    assert spells((*amended, again), on(90))[-1] == Spell(TEAM, on(50), on(60), 10, 0)


def test_a_request_that_is_closed_and_reopened_is_held_again_from_that_day() -> None:
    made = spells((ASKED, took(4, "close", None, State.CLOSED), took(9, "reopen", DOOR)), on(10))
    assert made == (Spell(DOOR, on(0), on(4), 4, 0), Spell(DOOR, on(9), None, 1, 0))
    assert hops(made) == 0


HOLDERS = {State.ISSUED: SEND, State.CLOSED: None}
STEPS = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.sampled_from(list(State)),
        st.sampled_from([DOOR, TEAM, SEND]),
        st.sampled_from(["note", "chase"]),
    ),
    min_size=1,
    max_size=30,
)


@given(STEPS, st.integers(0, 100))
def test_the_days_of_all_spells_add_up_to_the_days_on_which_advice_was_owed(
    steps: list[tuple[int, State, str, str]], more: int
) -> None:
    day, history = 0, []
    for later, state, team, action in steps:
        day += later
        history.append(took(day, action, HOLDERS.get(state, team), state))
    owed = [event.target.owes for event in history]
    days = [event.on for event in history] + [on(day + more)]
    between = sum((days[n + 1] - days[n]).days for n in range(len(history)) if owed[n])
    made = spells(history, on(day + more))
    assert sum(one.days for one in made) == between
    assert all(one.days == ((one.until or on(day + more)) - one.since).days for one in made)
    assert sum(one.until is None for one in made) == owed[-1]
    assert hops(made) <= max(len(made) - 1, 0)


def test_a_day_is_the_day_in_england_on_which_the_step_was_taken() -> None:
    """Half past eleven at night in summer time, as Greenwich tells it, is the next day in England."""
    late = replace(ACCEPTED, at=datetime.combine(on(12), time(23, 30), UTC))
    assert spells((ASKED, late), on(20))[0].days == 13
