"""Whose voice is in the advice; where nobody could be heard, the advice says what was tried."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests import answers
from tests.guidance.cases import ANSWERED, READ, REQUEST, case, contact, in_the_way, reviewed
from workflow.facts import Facts
from workflow.rules import record
from workflow.states import Kind

RULE = record.an_unheard_family_is_accounted_for.name
WITHOUT = {part: said for part, said in answers.advice().items() if part != "views"}
TRIED = contact(outcome="no_answer")


def unheard(views: dict[str, Any], *history: Any, **changed: Any) -> Facts:
    """Advice in review on a request in which nobody but the school has said anything."""
    ready = reviewed({**WITHOUT, **({"views": views} if views else {})}, **changed)
    return replace(ready, history=case(REQUEST, READ, TRIED, ANSWERED, *history).history)


@pytest.mark.parametrize(
    "views", [{"absent_because": "Two calls and a letter failed."}, {"person": "Likes water."}, {"family": "Tired."}]
)
def test_advice_says_that_the_family_could_not_be_reached_or_carries_a_voice(views: dict[str, Any]) -> None:
    assert RULE in in_the_way(unheard({}))
    assert RULE not in in_the_way(unheard(views))


@pytest.mark.parametrize("informant", ["parent", "carer", "young_person", "advocate", "alternative_person"])
def test_a_conversation_with_the_family_or_whoever_speaks_for_it_is_a_voice(informant: str) -> None:
    assert RULE not in in_the_way(unheard({}, contact(informant)))


def test_a_talk_with_the_school_is_no_voice_of_the_family() -> None:
    assert RULE in in_the_way(unheard({}, contact("school_senco")))


def test_the_answer_to_a_tribunals_recommendation_needs_no_voice() -> None:
    assert RULE not in in_the_way(unheard({}, kind=Kind.TRIBUNAL_RESPONSE, reason="tribunal_recommendation"))
