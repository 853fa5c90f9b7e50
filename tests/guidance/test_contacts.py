"""Whom social care must not approach, and what is no attempt to reach the family."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.guidance.cases import CHILD, SPOKE, TODAY, aged, authority, case, contact, in_the_way, proposing
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
    tried = [contact("young_person", "no_answer", method) for method in ("phone", "sms")]
    cancelled = contact("young_person", "interpreter_cancelled")
    assert own_view(case(*tried, cancelled, person=aged(17)), TODAY)
    assert own_view(case(*tried, tried[0], person=aged(17)), TODAY) is None


@pytest.mark.parametrize(
    ("methods", "told"),
    [
        (("phone",), "so far: 1 by 1"),
        (("phone", "phone", "phone"), "so far: 3 by 1"),
        (("phone", "sms"), "so far: 2 by 2"),
        (("phone", "phone", "letter"), None),
    ],
)
def test_a_young_person_is_tried_as_often_as_the_authority_asks_and_not_by_one_call(
    methods: tuple[str, ...], told: str | None
) -> None:
    """Speaking with the mother does not stand for it; nor does one press of No answer."""
    tried = [contact("young_person", "no_answer", method) for method in methods]
    said = record.the_young_persons_own_view_was_sought.check(case(SPOKE, *tried, person=aged(19)), TODAY)
    assert (said is None) if told is None else (told in (said or ""))
    asks_more = replace(authority(), contact_attempts=4)
    patient = replace(case(SPOKE, *tried, person=aged(19)), authority=asks_more)
    assert "4 attempts" in (record.the_young_persons_own_view_was_sought.check(patient, TODAY) or "")


@pytest.mark.parametrize("outcome", ["declined", "unsafe_to_contact"])
def test_a_young_person_who_declines_or_is_not_safe_to_contact_is_pressed_no_further(outcome: str) -> None:
    facts = case(contact("young_person", outcome), person=aged(17))
    assert record.the_young_persons_own_view_was_sought.check(facts, TODAY) is None


def test_the_draft_may_say_why_the_young_persons_own_view_is_missing() -> None:
    facts = case(person=aged(17))
    assert record.the_young_persons_own_view_was_sought.check(facts, TODAY)
    explained = facts.with_draft(1, {"views": {"absent_because": "In a coma since January."}})
    assert record.the_young_persons_own_view_was_sought.check(explained, TODAY) is None
