"""Do the tables behind the pages speak of every rule and every step of the pathway, and of nothing else?"""

from __future__ import annotations

from web.one_request.next_steps import DECISIONS, LIKELY, OWN_PAGES
from web.one_request.supplies import SUPPLIES
from web.one_request.supplies import Place as Where
from web.step_titles import DONE, TITLES
from workflow.asking.question_sets import question_sets
from workflow.pathway import ACTIONS, PATHWAY


def test_every_rule_of_the_pathway_says_where_it_is_supplied() -> None:
    rules = {need.name for row in PATHWAY for need in row.needs}
    assert set(SUPPLIES) == rules
    for name, supply in SUPPLIES.items():
        assert (supply.step in ACTIONS) != (supply.place in set(Where)), name


def test_a_step_supplies_nothing_that_it_needs_itself() -> None:
    own = [(row.action, need.name) for row in PATHWAY for need in row.needs if SUPPLIES[need.name].step == row.action]
    assert not own


def test_the_record_has_words_for_every_step_that_was_taken() -> None:
    assert set(DONE) == set(ACTIONS)
    assert len(set(DONE.values())) == len(DONE)


def test_every_step_that_shares_its_questions_has_a_title_of_its_own() -> None:
    asks: dict[str, set[str]] = {}
    for row in PATHWAY:
        asks.setdefault(row.asks, set()).add(row.action)
    shared = {action for actions in asks.values() if len(actions) > 1 for action in actions}
    assert shared <= set(TITLES)
    assert set(TITLES) <= set(ACTIONS)
    named = [TITLES.get(action, question_sets()[asked].title) for asked, actions in asks.items() for action in actions]
    assert len(set(named)) == len(named)


def test_the_likely_steps_are_steps_and_stand_once() -> None:
    assert {*LIKELY, *OWN_PAGES} <= set(ACTIONS)
    assert len(set(LIKELY)) == len(LIKELY)
    assert all(DECISIONS)
