"""Whether a line of provision promises something exact, and something that is for social care to make."""

from __future__ import annotations

from typing import Any

import pytest

from tests import answers
from tests.guidance.cases import TODAY, in_the_way, reviewed
from tests.guidance.test_warnings import warned
from workflow.facts import Facts
from workflow.rules import quantity, remit
from workflow.writing.checks import Check


def provided(**changed: Any) -> Facts:
    """Complete advice whose one line of provision says this instead."""
    return reviewed(answers.advice(provision=[{**answers.advice()["provision"][0], **changed}]))


def places(check: Check, facts: Facts) -> list[tuple[str, str]]:
    return [(one.place, one.words) for one in check.look(facts, TODAY)]


QUANTITIES = [
    ({"provider": None}, "provider", ""),
    ({"provider": "A suitable person"}, "provider", "A suitable person"),
    ({"provider": "to be confirmed"}, "provider", ""),
    ({"amount": None}, "amount", ""),
    ({"amount": "up to 3 hours"}, "amount", "up to 3 hours"),
    ({"amount": "2-3 hours"}, "amount", "2-3 hours"),
    ({"amount": "weekly"}, "amount", "weekly"),
    ({"frequency": None}, "frequency", ""),
    ({"frequency": "regularly"}, "frequency", "regularly"),
    ({"frequency": "most weeks"}, "frequency", "most weeks"),
]


@pytest.mark.parametrize(("changed", "part", "words"), QUANTITIES)
def test_a_line_says_who_provides_how_much_and_how_often(changed: dict[str, Any], part: str, words: str) -> None:
    facts = provided(**changed)
    assert in_the_way(facts) - {"every_warning_is_answered"} == {"provision_is_quantified"}
    assert (f"provision.0.{part}", words) in places(quantity.provision_is_quantified, facts)


EXACT = [
    {
        "what": "Ivy goes to Rowan Lodge one Saturday a month, 10am to 4pm.",
        "provider": None,
        "amount": None,
        "frequency": None,
    },
    {"what": "A bath lift, fitted once.", "provider": "The equipment store", "amount": None, "frequency": "by 1 May"},
    {"amount": "14 nights a year", "frequency": None, "section": "H2", "category": "h2_residential_short_break"},
    {"amount": "£62.40 a week", "frequency": None, "provider": "A personal assistant whom the family employs"},
    {"amount": "at least 2 hours", "frequency": "every Saturday, which may be moved by agreement"},
]


@pytest.mark.parametrize("changed", EXACT)
def test_who_how_much_and_how_often_may_stand_in_whatever_part_of_the_line(changed: dict[str, Any]) -> None:
    assert in_the_way(provided(**changed)) == set()


@pytest.mark.parametrize("part", ["what", "amount", "frequency"])
def test_words_that_take_a_promise_back_are_found_once_where_they_stand(part: str) -> None:
    said = {"what": "A worker goes swimming with Ivy as needed."}.get(part, "as needed")
    assert places(quantity.provision_is_quantified, provided(**{part: said})) == [(f"provision.0.{part}", "as needed")]


def test_what_hangs_on_staff_or_money_promises_nothing() -> None:
    found = places(quantity.provision_is_quantified, provided(frequency="every Friday, subject to availability"))
    assert found == [("provision.0.frequency", "")]


def test_education_and_training_stand_in_section_f_whoever_delivers_them() -> None:
    facts = provided(what="A support worker teaches Ivy phonics.")
    assert in_the_way(facts) == {"provision_educates_or_trains_nobody"}
    assert places(remit.provision_educates_or_trains_nobody, facts) == [("provision.0.what", "teaches")]
    for said in ("A worker collects Ivy from school.", "A worker goes with Ivy to her evening class at the college."):
        assert in_the_way(provided(what=said)) == set()


def test_health_care_stands_in_section_g() -> None:
    facts = provided(what="Speech and language therapy.", provider="NHS therapists")
    assert in_the_way(facts) == {"provision_is_not_for_health_to_make"}
    assert places(remit.provision_is_not_for_health_to_make, facts)[0][0] == "provision.0.what"
    for said in (
        "A carer does Ivy's stretches as the physiotherapist showed.",
        "A worker goes with Ivy to the hospital.",
    ):
        assert in_the_way(provided(what=said)) == set()


def test_an_occupational_therapist_of_social_care_measures_for_equipment() -> None:
    assert in_the_way(provided(what="An occupational therapist measures for a ceiling hoist.")) == set()
    treated = provided(what="Occupational therapy for sensory integration.")
    assert "provision_is_not_for_health_to_make" in in_the_way(treated)


def test_a_night_away_from_home_is_a_residential_short_break_and_stands_in_h2() -> None:
    facts = provided(what="Overnight stays at Rowan Lodge.")
    assert in_the_way(facts) == {"h1_holds_no_residential_short_break"}
    assert places(remit.h1_holds_no_residential_short_break, facts) == [("provision.0.what", "Overnight")]
    assert in_the_way(provided(what="A waking night worker sits up with Ivy at home.")) == set()
    h2 = provided(what="Overnight stays at Rowan Lodge.", section="H2", category="h2_residential_short_break")
    assert in_the_way(h2) == set()


def test_what_everybody_may_use_and_what_the_family_does_is_no_provision() -> None:
    facts = provided(what="Ivy goes to Brownies.", provider="Girlguiding")
    assert warned(facts) == {("universal_services_are_not_provision", "provision.0.what")}
    assert warned(provided(what="Ivy's grandmother has her.", provider="Grandmother"))
    assert warned(provided(what="A support worker goes with Ivy to Brownies.")) == set()
