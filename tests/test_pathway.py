"""Is the table whole: every state and action of the pathway, conditions disjoint and complete, everything cited?"""

from __future__ import annotations

from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transitions import MachineError

from workflow.asking.question_sets import question_sets
from workflow.facts import Facts
from workflow.machine import MACHINE, NEW, ROWS
from workflow.pathway import ACTIONS, EVER_MAY, PATHWAY, Row
from workflow.roles import Role
from workflow.states import Capacity, Kind, State

SOMEBODY = UUID(int=1)


def test_every_action_that_is_decided_stands_in_the_table() -> None:
    """The actions of pathway.md, by name."""
    decided = """request_advice resubmit take release return_as_incomplete redirect_front_door
    pass_to_lead_professional record_reading record_contact record_answers review_provision record_consent
    record_referral countersign decide_no_assessment offer_transfer resume_triage accept_transfer refuse_transfer
    withdraw_offer escalate_dispute settle_dispute settle_dispute_for_front_door settle_dispute_for_lead_professional
    start_assessment plan_assessment hand_back resume_assessment start_interim_advice abandon_interim
    complete_assessment decline_involvement submit_for_review return_draft issue_interim_advice issue_advice
    amend_advice abandon_amendment assign update_person ask_requester answer_requester add_contributor
    remove_contributor record_safeguarding_referral restrict lift_restriction claim_exception approve_exception
    refuse_exception chase report_delay confirm_existing_advice adopt_existing_advice note close_as_duplicate close
    reopen update_referral"""
    assert sorted(ACTIONS) == sorted(decided.split())


def possible(state: State | None) -> list[dict[str, object]]:
    """Every combination of what conditions read, as it can be in a state: a draft has a kind and a capacity."""
    if state in (State.DRAFTING, State.REVIEWING):
        return [{"capacity": c, "kind": k} for c, k in product(Capacity, Kind)]
    if state is State.CLOSED:
        return [{"closed_from": s} for s in State if s is not State.CLOSED]
    return [{}]


@pytest.mark.parametrize(("key", "rows"), ROWS.items(), ids=[f"{action}-from-{state}" for state, action in ROWS])
def test_conditions_are_disjoint_and_never_leave_the_machine_to_guess(
    key: tuple[State | None, str], rows: tuple[Row, ...], northmere_facts: Facts
) -> None:
    from dataclasses import replace

    state, action = key
    answered = rows[0].when.reads_answers
    for known in possible(state):
        for found in ({}, {"lead_team": "disabled_children"}):
            facts = replace(northmere_facts, state=state, found=found, **known)
            fitting = [row for row in rows if row.when.holds(facts)]
            assert len(fitting) <= 1, f"{action} from {state}: {[row.when.words for row in fitting]}"
            if answered:
                assert len(fitting) == 1


def test_a_draft_can_be_sent_for_review_whoever_writes_it_and_whatever_it_is(northmere_facts: Facts) -> None:
    from dataclasses import replace

    for known in possible(State.DRAFTING):
        facts = replace(northmere_facts, state=State.DRAFTING, **known)
        assert sum(row.when.holds(facts) for row in ROWS[State.DRAFTING, "submit_for_review"]) == 1


@given(st.sampled_from(list(State)), st.sampled_from([a for a in ACTIONS if a != "request_advice"]))
def test_the_machine_of_transitions_allows_what_the_table_allows_and_nothing_else(state: State, action: str) -> None:
    from types import SimpleNamespace

    token = SimpleNamespace(state=str(state))
    if (state, action) in ROWS:
        assert MACHINE.events[action].trigger(token)
        assert token.state in {str(row.target or state) for row in ROWS[state, action]}
    else:
        with pytest.raises(MachineError):
            MACHINE.events[action].trigger(token)
        assert token.state == str(state)


def test_the_machine_has_no_transitions_of_its_own() -> None:
    assert set(MACHINE.events) == set(ACTIONS)
    assert set(MACHINE.states) == {NEW, *map(str, State)}


def test_every_row_is_cited_and_asks_a_question_set_that_exists() -> None:
    faults = [f"{row.action}: cite a source" for row in PATHWAY if len(row.cite) < 5]
    faults += [f"{row.action}: no question set {row.asks}" for row in PATHWAY if row.asks not in question_sets()]
    faults += [f"{row.action}: nobody may" for row in PATHWAY if not row.who]
    assert not faults, "\n".join(faults)


def test_every_action_that_ends_or_moves_a_request_asks_something() -> None:
    """Steps that ask nothing are few and named here."""
    silent = {row.action for row in PATHWAY if row.asks == "just_a_note"}
    assert silent == {"take", "release", "start_interim_advice"}


def test_an_auditor_and_an_administrator_may_change_nothing() -> None:
    watching = {Role.AUDITOR, Role.ADMINISTRATOR}
    assert not [action for action, roles in EVER_MAY.items() if roles & watching]


def test_every_state_but_the_last_can_be_left_and_reached() -> None:
    left = {source for source, _ in ROWS}
    reached = {row.target for row in PATHWAY if row.target}
    assert left >= set(State)
    assert reached == set(State)
