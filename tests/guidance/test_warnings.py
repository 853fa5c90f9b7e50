"""What the reviewer is warned of: each warning stands at its exact place until it is mended or answered."""

from __future__ import annotations

from typing import Any

import pytest

from tests import answers
from tests.guidance.cases import TODAY, in_the_way, issuing, reviewed
from workflow.facts import Facts
from workflow.rules import issue, signposting
from workflow.writing.checks import Severity

UNANSWERED = {issue.every_warning_is_answered.name}


def warned(facts: Facts) -> set[tuple[str, str]]:
    """Every warning with its place."""
    return {(one.check, one.place) for one in issue.found(facts, TODAY) if one.severity is Severity.WARN}


def answering(facts: Facts, *given: dict[str, Any]) -> Facts:
    """The same advice, issued with these answers to its warnings."""
    return issuing(facts, warnings_answered=list(given))


def changed(part: str, **said: Any) -> Facts:
    """Complete advice in which the first need, outcome or line of provision says this instead."""
    content = answers.advice()
    content[part][0].update(said)
    return reviewed(content)


WARNINGS = [
    ("needs", {"relates_to_sen_or_disability": False}, "every_need_relates_and_needs_the_authority"),
    ("needs", {"requires_local_authority": False}, "every_need_relates_and_needs_the_authority"),
    ("needs", {"impact_on_person": None}, "every_need_says_what_it_means_at_home_and_outside"),
    ("needs", {"impact_on_family": None}, "every_need_says_what_it_means_at_home_and_outside"),
    ("outcomes", {"by": None}, "every_outcome_has_a_date"),
    ("provision", {"need": None}, "every_provision_answers_a_need_and_an_outcome"),
    ("provision", {"outcome": None}, "every_provision_answers_a_need_and_an_outcome"),
]


@pytest.mark.parametrize(("part", "said", "check"), WARNINGS)
def test_a_warning_names_its_place_and_waits_for_the_reviewer(part: str, said: dict[str, Any], check: str) -> None:
    facts, place = changed(part, **said), f"{part}.0.{next(iter(said))}"
    assert warned(facts) == {(check, place)}
    assert in_the_way(facts) == UNANSWERED
    (finding,) = issue.found(facts, TODAY)
    said = issue.every_warning_is_answered.check(facts, TODAY) or ""
    assert said == f"Answer each warning, or return the draft. {finding.reason}"


def test_a_warning_is_answered_at_its_place_or_for_all_of_its_kind() -> None:
    facts = changed("needs", impact_on_person=None, impact_on_family=None)
    check = "every_need_says_what_it_means_at_home_and_outside"
    because = "Said under the views of the family."
    assert in_the_way(answering(facts, {"check": check, "because": because})) == set()
    at = {"check": check, "place": "needs.0.impact_on_person", "because": because}
    assert in_the_way(answering(facts, at)) == UNANSWERED
    assert in_the_way(answering(facts, at, {**at, "place": "needs.0.impact_on_family"})) == set()


def test_an_answer_to_another_warning_answers_nothing() -> None:
    facts = changed("outcomes", by=None)
    other = {"check": "each_voice_is_heard", "because": "Both were heard."}
    assert in_the_way(answering(facts, other)) == UNANSWERED


def test_no_answer_gets_past_a_stop() -> None:
    facts = changed("provision", category="h2_other")
    assert in_the_way(answering(facts, {"check": "h1_is_from_the_closed_list", "because": "We think so."})) == {
        "h1_is_from_the_closed_list"
    }


SERVICE = {"id": "s1", "name": "Splash", "minimum_age": 5, "maximum_age": 11, "stale": False, "stale_because": None}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, None),
        ({"stale": True, "stale_because": "It has gone."}, "is stale: It has gone."),
        ({"maximum_age": 7}, "is for people aged 5 to 7; this person is 8."),
    ],
)
def test_signposted_services_are_current_and_for_this_age(changed: dict[str, Any], said: str | None) -> None:
    name = "signposted_services_are_current_and_for_this_age"
    facts = reviewed(answers.advice(signposting=[{"name": "Splash", "service": {**SERVICE, **changed}}]))
    assert warned(facts) == ({(name, "signposting.0.service")} if said else set())
    assert (said or "") in (signposting.signposted_services_are_current_and_for_this_age.check(facts, TODAY) or "")


def test_complete_advice_has_nothing_to_answer() -> None:
    assert warned(reviewed()) == set()
    assert warned(reviewed(answers.nothing_needed())) == set()
