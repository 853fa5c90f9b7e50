"""Whose voice is in the advice; where nobody could be heard, the advice says what was tried."""

from __future__ import annotations

from typing import Any

import pytest

from tests import answers
from tests.guidance.cases import contact, in_the_way, reviewed, triaged
from tests.guidance.test_warnings import warned
from workflow.facts import Facts
from workflow.rules import advice
from workflow.states import Kind

NEITHER = advice.voices_are_present_or_their_absence_explained.name
ONE_ALONE = advice.each_voice_is_heard.name
WITHOUT = {part: said for part, said in answers.advice().items() if part != "views"}


def saying(views: dict[str, Any], **changed: Any) -> Facts:
    return reviewed({**WITHOUT, **({"views": views} if views else {})}, **changed)


def test_advice_in_which_nobody_is_heard_says_why() -> None:
    assert in_the_way(saying({})) == {NEITHER}
    assert in_the_way(saying({"absent_because": "Two calls and a letter failed."})) == set()


def test_a_conversation_that_is_only_in_the_record_is_no_voice_in_the_advice() -> None:
    """What was said is carried into the draft, not left for the reader to look up."""
    spoken = triaged(contact("parent"), contact("young_person")).history
    assert in_the_way(saying({}, history=spoken)) == {NEITHER}


@pytest.mark.parametrize(
    ("views", "missing"), [({"person": "Likes water."}, "family"), ({"family": "Tired."}, "person")]
)
def test_one_voice_alone_asks_for_the_other_or_the_reason_why_not(views: dict[str, Any], missing: str) -> None:
    assert warned(saying(views)) == {(ONE_ALONE, f"views.{missing}")}
    assert warned(saying({**views, "absent_because": "Ivy did not want to talk that day."})) == set()


def test_the_answer_to_a_tribunals_recommendation_needs_no_voice() -> None:
    told = saying({}, kind=Kind.TRIBUNAL_RESPONSE, reason="tribunal_recommendation")
    assert in_the_way(told) == {"a_tribunal_response_gives_steps_or_reasons"}
    assert warned(told) == set()
