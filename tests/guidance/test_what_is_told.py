"""Whether the advice tells of somebody else, of a parent's health, or of harm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import answers
from tests.guidance.cases import CHILD, TODAY, reviewed
from tests.guidance.test_warnings import changed, warned
from workflow.facts import Contact, Facts
from workflow.rules import disclosure

HERE = "needs.0.impact_on_family"


def told(text: str, **contacts: str) -> Facts:
    """Complete advice that says this of the family, with these people in the record."""
    facts = changed("needs", impact_on_family=text)
    known = tuple(Contact(name.replace("_", " "), who, safe_to_contact=True) for name, who in contacts.items())
    return replace(facts, person=replace(CHILD, contacts=known))


def test_nobody_of_the_record_is_named_but_parents_carers_and_professionals() -> None:
    other = {("nobody_else_is_told_of", HERE)}
    assert warned(told("Wren has given up dancing.", Wren_Example="sister")) == other
    assert warned(told("Mrs Hill hears him at night.", Joan_Hill="neighbour")) == other
    for who in ("mother", "Foster carer", "social worker", "school"):
        assert warned(told("Wren has given up dancing.", Wren_Example=who)) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The ramp is fitted in May.", "May_Example"),
        ("Will she call for help? No.", "Will_Example"),
        ("They go to Rowan Lodge.", "Rowan_Example"),
        ("Wren Marsh, the play worker, agrees.", "Wren_Example"),
        ("Ivy Example needs an adult.", "Bea_Example"),
        ("Ivy needs an adult.", "Ivy_Example"),
    ],
)
def test_a_name_that_is_also_a_word_a_place_or_another_person_is_no_name(text: str, name: str) -> None:
    assert warned(told(text, **{name: "brother"})) == set()


def test_what_is_private_to_others_is_not_told_and_what_they_do_for_the_person_is() -> None:
    for text in ("His brother has autism too.", "Her uncle was convicted of theft.", "Mum's new partner has debts."):
        assert ("nobody_else_is_told_of", HERE) in warned(told(text))
    for text in ("Her grandmother has her on Sundays.", "His brother stays at home too."):
        assert warned(told(text)) == set()


def test_a_parents_health_is_their_own() -> None:
    for text in ("Mum has depression.", "Her carer's bad back stops her.", "Both parents are disabled."):
        assert warned(told(text)) == {("nothing_tells_of_a_parents_health", HERE)}
    for text in ("His mother cannot lift him.", "Both parents are exhausted.", "Mum gives him his epilepsy medicine."):
        assert warned(told(text)) == set()


def test_a_parent_may_be_named_and_their_health_is_found() -> None:
    found = list(
        disclosure.nothing_tells_of_a_parents_health.look(told("Ana has cancer.", Ana_Example="mother"), TODAY)
    )
    assert [(one.place, one.words) for one in found] == [(HERE, "Ana has cancer")]


def test_parents_tell_of_their_own_health_in_their_views() -> None:
    mine = "I have arthritis."
    family = reviewed(answers.advice(views={"person": "I like tea.", "family": mine}))
    person = reviewed(answers.advice(views={"person": mine, "family": "We like tea."}))
    assert warned(family) == {("nothing_tells_of_a_parents_health", "views.family")}
    assert warned(person) == set()


def test_harm_enquiries_and_plans_are_told_elsewhere() -> None:
    for text in ("There was a section 47 enquiry.", "Police were called to the house.", "School saw bruising."):
        assert warned(told(text)) == {("nothing_tells_of_safeguarding", HERE)}
    for text in (
        "She bites her own hand.",
        "She wants to join the police cadets.",
        "There are no safeguarding concerns.",
    ):
        assert warned(told(text)) == set()


def test_a_child_protection_plan_is_named_by_agreement_and_not_told_of() -> None:
    plan = {"id": "p1", "section": "H2", "category": "h2_child_protection_plan", "agreed_by": "Ana Example"}
    assert warned(reviewed(answers.advice(provision=[{**plan, "what": "Child protection plan."}]))) == set()
    narrative = reviewed(answers.advice(provision=[{**plan, "what": "Child protection plan, since the bruising."}]))
    assert warned(narrative) == {("nothing_tells_of_safeguarding", "provision.0.what")}
    assert disclosure.nothing_tells_of_safeguarding.check(narrative, TODAY)
    assert disclosure.nobody_else_is_told_of.check(narrative, TODAY) is None
