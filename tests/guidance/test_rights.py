"""Who holds the rights, to whom social care speaks, and to whom it must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.guidance.cases import CHILD, DAY, TODAY, aged, case, consent, step
from workflow.facts import Contact, Facts, Person
from workflow.history import Event
from workflow.rights import blocked, capacity_record, contact_with_parents_declined_since, rights

ANA, BEN = Contact("Ana Example", "parent", True), Contact("Ben Example", "parent", True)
ENDS = date(2026, 6, 26)  # the last day of compulsory school age of someone who turned 16 this March
AFTER = ENDS + DAY


def lacking(on: date = TODAY, **said: Any) -> Event:
    """A record that somebody cannot take one decision."""
    usual = {"capacity_outcome": "lacks", "capacity_about": "Which support to ask for", "alternative_person": "deputy"}
    return step("update_person", on=on, **{**usual, "capacity_assessed_on": on.isoformat(), **said})


def of(person: Person, *events: Event, **changed: Any) -> Facts:
    return case(*events, person=person, **changed)


def knowing(**details: Any) -> Facts:
    return of(replace(CHILD, details=details))


@pytest.mark.parametrize("age", range(26))
@pytest.mark.parametrize("capacity", [None, "has", "lacks", "not_assessed_presumed"])
def test_who_holds_the_rights_and_whom_to_speak_to_at_every_age(age: int, capacity: str | None) -> None:
    """Ages are reached today, in March: whoever turns 16 today is a parent's to speak for until June."""
    record = [step("update_person", on=date(2000, 9, 1), capacity_outcome=capacity)] if capacity else []
    found = rights(of(aged(age), *record), TODAY)
    own = "alternative_person" if capacity == "lacks" else "young_person"
    assert found.holder == ("parent" if age <= 16 else own)
    acts = ("alternative_person",) if age > 16 and capacity == "lacks" else ()
    young = ("young_person",) if age >= 16 else ()
    assert found.speak_to == (*young, *acts, *(("parent",) if age < 18 else ()))
    assert found.alternative_person == ("a parent" if acts else None)


@pytest.mark.parametrize(("on", "speak_to"), [(TODAY - DAY, ("parent",)), (TODAY, ("young_person", "parent"))])
def test_from_the_16th_birthday_the_young_person_is_spoken_to_first(on: date, speak_to: tuple[str, ...]) -> None:
    found = rights(of(aged(16)), on)
    assert (found.speak_to, found.holder, found.passes_on) == (speak_to, "parent", ENDS)


def test_whoever_is_born_in_summer_is_spoken_to_when_the_rights_pass_and_still_15() -> None:
    summer = replace(CHILD, born=date(2010, 8, 20))
    assert [rights(of(summer), on).holder for on in (ENDS, AFTER)] == ["parent", "young_person"]
    assert [rights(of(summer), on).speak_to for on in (ENDS, AFTER)] == [("parent",), ("young_person", "parent")]


@pytest.mark.parametrize(("on", "parents"), [(TODAY - DAY, True), (TODAY, False)])
def test_parents_are_spoken_to_until_the_18th_birthday(on: date, parents: bool) -> None:
    assert ("parent" in rights(of(aged(18)), on).speak_to) is parents


def test_without_a_birth_date_the_rights_are_taken_to_be_the_parents_and_that_is_said() -> None:
    found = rights(of(Person("Ivy", "Example")), TODAY)
    assert (found.holder, found.passes_on, found.speak_to, found.working) == ("parent", None, ("parent",), ())
    assert "date of birth is not known" in found.cautions[0]


def test_before_the_end_of_compulsory_school_age_a_capacity_record_changes_nothing_about_the_rights() -> None:
    facts = of(aged(16), lacking())
    assert rights(facts, ENDS).holder == "parent"
    assert "changes nothing" in rights(facts, ENDS).working[-1]
    assert rights(facts, AFTER).holder == "alternative_person"


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ({}, "a deputy"),
        ({"alternative_person_name": "Dee Example"}, "Dee Example, a deputy"),
        ({"alternative_person": "parent", "alternative_person_name": "Ana Example"}, "Ana Example, a parent"),
        ({"alternative_person": None}, "a parent"),
    ],
)
def test_whoever_acts_for_a_young_person_who_lacks_capacity_is_named(said: dict[str, Any], who: str) -> None:
    found = rights(of(aged(17), lacking(**said)), TODAY)
    assert found.alternative_person == who
    assert f"So {who} acts for them" in found.working[-1]


def test_capacity_is_about_one_decision_and_presumed_without_a_record() -> None:
    said = rights(of(aged(17), lacking()), TODAY).working
    assert any("one decision: Which support to ask for (Mental Capacity Act 2005" in line for line in said)
    assert rights(of(aged(17)), TODAY).working[-1].startswith("Capacity is presumed")
    assert not any("Capacity" in line for line in rights(of(CHILD), TODAY).working)


def test_a_capacity_record_counts_from_the_day_of_the_assessment() -> None:
    facts = of(aged(17), lacking(on=TODAY + 3 * DAY, capacity_assessed_on=TODAY.isoformat()))
    assert rights(facts, TODAY - DAY).holder == "young_person"
    assert rights(facts, TODAY).holder == "alternative_person"


def test_the_latest_assessment_counts_and_of_two_on_one_day_the_one_recorded_last() -> None:
    has = lacking(capacity_outcome="has")
    older = lacking(on=TODAY + DAY, capacity_assessed_on=(TODAY - DAY).isoformat())
    assert rights(of(aged(17), lacking(), has), TODAY).holder == "young_person"
    assert rights(of(aged(17), has, lacking()), TODAY).holder == "alternative_person"
    assert rights(of(aged(17), has, older), TODAY + DAY).holder == "young_person", "an older one was only noted late"
    assert capacity_record(of(aged(17)), TODAY) is None


@pytest.mark.parametrize(("days", "warned"), [(0, False), (1, True)])
def test_a_capacity_record_is_looked_at_again_after_its_review_date(days: int, warned: bool) -> None:
    facts = of(aged(17), lacking(capacity_review_on=TODAY.isoformat()))
    said = any("looked at again" in line for line in rights(facts, TODAY + days * DAY).cautions)
    assert said is warned
    assert rights(facts, TODAY + days * DAY).holder == "alternative_person", "the record stands until it is replaced"


@pytest.mark.parametrize("answer", ["declined", "withdrawn"])
def test_parents_whom_the_young_person_has_declined_are_blocked_since_that_day(answer: str) -> None:
    facts = of(aged(17), consent("contact_with_parents", answer))
    found = rights(facts, TODAY)
    assert [(one.who, one.since) for one in found.blocked] == [("parents", TODAY)]
    assert found.speak_to == ("young_person",)
    assert rights(facts, TODAY - DAY).blocked == ()


def test_what_a_young_person_agreed_to_later_does_not_allow_what_came_before() -> None:
    """The conversation of the 3rd is noted on the 9th, after they agreed on the 5th."""
    first, again = date(2026, 7, 1), date(2026, 7, 5)
    facts = of(
        aged(16), consent("contact_with_parents", "declined", first), consent("contact_with_parents", "given", again)
    )
    days = (first - DAY, first, date(2026, 7, 3), again)
    assert [contact_with_parents_declined_since(facts, on) for on in days] == [None, first, first, None]


@pytest.mark.parametrize(
    "facts",
    [
        of(aged(16), consent("contact_with_parents", "declined")),
        of(aged(17), lacking(), consent("contact_with_parents", "declined")),
        of(aged(17), consent("contact_with_professionals", "declined")),
        of(aged(17), consent("contact_with_parents", "given")),
        of(aged(17), replace(consent("contact_with_parents", "declined"), answers={
            **consent("contact_with_parents", "declined").answers, **step("x", consent_by="parent").answers,
        })),
    ],
    ids=["before the rights pass", "without capacity", "of somebody else", "when they agree", "when a parent says it"],
)  # fmt: skip
def test_parents_are_not_blocked_otherwise(facts: Facts) -> None:
    assert rights(facts, TODAY).blocked == ()


def test_contacts_who_are_not_safe_or_may_be_told_nothing_are_blocked_with_the_reason_and_the_day() -> None:
    unsafe, silent = (
        replace(ANA, safe_to_contact=False),
        replace(BEN, may_be_told="nothing", may_be_told_because="Ivy."),
    )
    first = step("request_advice", on=TODAY - 9 * DAY, person={"contacts": [{"name": "ana example"}]})
    then = step("update_person", person={"contacts": [{"name": "Ana Example", "safe_to_contact": False}]})
    facts = of(replace(CHILD, contacts=(unsafe, silent)), first, then)
    found = [(one.who, one.why, one.since) for one in blocked(facts, TODAY)]
    assert found == [
        ("Ana Example", "Recorded as not safe to contact.", TODAY),
        ("Ben Example", "May be told nothing: Ivy.", None),
    ]


def test_a_parent_who_is_blocked_leaves_the_other_and_when_all_are_it_is_said() -> None:
    unsafe = replace(ANA, safe_to_contact=False)
    one, both = of(replace(CHILD, contacts=(unsafe, BEN))), of(replace(CHILD, contacts=(unsafe,)))
    assert rights(one, TODAY).speak_to == ("parent",)
    assert rights(both, TODAY).speak_to == ()
    assert any("Everybody who could speak" in line for line in rights(both, TODAY).cautions)


def test_what_a_contact_may_be_told_is_a_caution_when_it_is_little() -> None:
    little = replace(ANA, may_be_told="arrangements_only", may_be_told_because="Ivy asked for that.")
    found = rights(of(replace(CHILD, contacts=(little, replace(BEN, may_be_told="everything")))), TODAY)
    assert found.cautions == ("Ana Example may be told arrangements only: Ivy asked for that.",)
    assert found.blocked == ()


def test_an_interpreter_is_arranged_before_the_first_contact() -> None:
    assert "arrange it before any contact" in rights(knowing(interpreter_needed=True), TODAY).cautions[0]
    arranged = knowing(interpreter_needed=True, interpreter_arranged="Tetum, by telephone, on 12 March")
    assert rights(arranged, TODAY).cautions == rights(knowing(interpreter_needed=False), TODAY).cautions == ()


@pytest.mark.parametrize(
    ("responsible", "said"),
    [
        (None, "which authority"),
        ("Southmere Council", "own social worker"),
        ("North", "own social worker"),
        ("northmere", None),
        ("Northmere Council", None),
    ],
)
def test_a_child_looked_after_by_another_authority_has_their_own_social_worker_there(
    responsible: str | None, said: str | None
) -> None:
    found = rights(knowing(looked_after=True, responsible_authority=responsible), TODAY).cautions
    assert (said in found[0]) if said else found == ()
    assert rights(knowing(looked_after=False, responsible_authority="Southmere"), TODAY).cautions == ()


def test_a_protected_address_is_told_to_nobody() -> None:
    assert "told to nobody" in rights(knowing(protected_address=True), TODAY).cautions[0]


@pytest.mark.parametrize(("days", "warned"), [(-1, None), (0, None), (1, True), (42, True), (43, None)])
def test_turning_18_after_receipt_and_by_the_due_date_is_flagged(days: int, warned: bool | None) -> None:
    received, due = date(2026, 3, 2), date(2026, 4, 13)
    on = received + days * DAY
    facts = of(replace(CHILD, born=on.replace(year=on.year - 18)), received_on=received, due_on=due)
    assert (any("turn 18" in line for line in rights(facts, received).cautions) or None) is warned
    assert facts.reaches_before_due(18) is bool(warned)
    assert replace(facts, due_on=None).reaches_before_due(18) is None


def test_the_two_rules_of_16_are_both_told_with_their_sources() -> None:
    said = " ".join(rights(of(aged(16)), TODAY).working)
    for part in ("Friday 26 June 2026", "Education Act 1996", "Children and Families Act 2014, section 80", "aged 16"):
        assert part in said
