"""Whom social care must not approach, and what is no attempt to reach the family."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.guidance.cases import CHILD, TODAY, aged, case, contact, in_the_way, proposing
from workflow.facts import Contact
from workflow.rules import record, triage

UNSAFE = replace(CHILD, contacts=(Contact("Ben Example", "parent", False), Contact("Ana Example", "parent", True)))


@pytest.mark.parametrize("name", ["Ben Example", "ben  example ", "BEN EXAMPLE"])
@pytest.mark.parametrize("outcome", ["spoke", "no_answer", "left_message"])
def test_a_contact_recorded_as_unsafe_is_not_approached(name: str, outcome: str) -> None:
    facts = proposing(
        case(person=UNSAFE), "record_contact", informant_kind="parent", informant_name=name, outcome=outcome
    )
    assert in_the_way(facts) == {"the_contact_named_is_safe_to_contact"}
    assert record.the_contact_named_is_safe_to_contact.check(facts, TODAY)


@pytest.mark.parametrize(
    "said",
    [
        {"informant_name": "Ana Example", "outcome": "spoke"},
        {"informant_name": "Somebody else", "outcome": "spoke"},
        {"outcome": "spoke"},
        {"informant_name": "Ben Example", "outcome": "unsafe_to_contact", "not_safe_because": "He reads her messages."},
    ],
)
def test_others_are_spoken_to_and_the_danger_can_always_be_recorded(said: dict[str, Any]) -> None:
    assert in_the_way(proposing(case(person=UNSAFE), "record_contact", informant_kind="parent", **said)) == set()


def test_an_interpreter_who_cancels_is_no_attempt_of_ours_to_reach_the_family() -> None:
    tried = record.the_family_was_spoken_to_or_properly_tried.check
    calls = [contact(outcome="no_answer"), contact(outcome="no_answer", method="letter")]
    assert "so far: 2 by 2" in (tried(case(*calls, contact(outcome="interpreter_cancelled")), TODAY) or "")
    assert tried(case(*calls, contact(outcome="no_answer")), TODAY) is None


def test_an_interpreter_who_cancels_is_no_attempt_to_ask_for_consent_either() -> None:
    offered = triage.early_help_is_offered_to_every_unknown_child.check
    calls = [contact(outcome="no_answer"), contact(outcome="no_answer", method="letter")]
    assert offered(case(*calls, contact(outcome="interpreter_cancelled"), at="eastvale"), TODAY)
    assert offered(case(*calls, contact(outcome="no_answer"), at="eastvale"), TODAY) is None


def test_an_interpreter_who_cancels_does_not_seek_the_young_persons_view() -> None:
    own_view = record.the_young_persons_own_view_was_sought.check
    assert own_view(case(contact("young_person", "interpreter_cancelled"), person=aged(17)), TODAY)
    assert own_view(case(contact("young_person", "no_answer"), person=aged(17)), TODAY) is None
