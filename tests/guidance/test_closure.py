"""How a request may end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.guidance.cases import DAY, TODAY, aged, case, in_the_way, proposing, step
from workflow.asking.question_sets import question_sets
from workflow.existing_advice import Said, existing_advice
from workflow.facts import Facts, Person
from workflow.history import Answer, Event
from workflow.rules import closure
from workflow.states import State

REASONS = ("withdrawn", "ehcna_ceased", "moved_la", "not_required_ar", "deceased", "error")


def test_no_engagement_is_never_a_reason_to_close() -> None:
    offered = tuple(option.code for option in question_sets()["close"].by_code["closure_reason"].options)
    assert offered == REASONS


@pytest.mark.parametrize("reason", REASONS)
def test_issued_advice_ends_only_by_death_or_error(reason: str) -> None:
    found = in_the_way(proposing(case(state=State.ISSUED), "close", closure_reason=reason))
    assert found == (set() if reason in ("deceased", "error") else {"issued_advice_ends_only_by_death_or_error"})


@pytest.mark.parametrize("reason", ["ehc_needs_assessment", "reassessment", "tribunal_order", "family_request"])
def test_advice_is_always_required_for_an_assessment(reason: str) -> None:
    found = in_the_way(proposing(case(reason=reason), "close", closure_reason="not_required_ar"))
    assert found == {"not_required_belongs_to_an_annual_review"}


def test_advice_at_annual_review_is_not_required_where_no_needs_are_identified() -> None:
    assert in_the_way(proposing(case(reason="annual_review"), "close", closure_reason="not_required_ar")) == set()


def test_a_request_of_any_reason_may_be_withdrawn() -> None:
    assert in_the_way(proposing(case(), "close", closure_reason="withdrawn")) == set()


OTHER = {"itself": False, "open": True, "same_person": True, "same_reason": True}


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (OTHER, None),
        (None, "Name another request"),
        ({**OTHER, "itself": True}, "Name another request"),
        ({**OTHER, "open": False}, "not live"),
        ({**OTHER, "same_person": False}, "another person or another reason"),
        ({**OTHER, "same_reason": False}, "another person or another reason"),
    ],
)
def test_a_duplicate_is_a_second_request_for_the_same_person_and_reason(
    other: dict[str, bool] | None, said: str | None
) -> None:
    """S20: a different reason, such as an annual review, is not a duplicate."""
    facts = replace(case(), found={"duplicate_of": other})
    facts = proposing(facts, "close_as_duplicate", duplicate_of="SCA-2026-000123")
    reason = closure.the_other_request_is_live_and_for_the_same_thing.check(facts, TODAY)
    assert (said in reason) if said and reason else (reason is said is None)
    assert in_the_way(facts) == ({"the_other_request_is_live_and_for_the_same_thing"} if said else set())


def confirmed(party: str, sufficient: bool = True) -> Event:
    return step("confirm_existing_advice", confirming_party=party, sufficient=sufficient)


AUTHOR, AUTHORITY, PARENT = confirmed("author"), confirmed("authority"), confirmed("parent")


REPORT, LETTER = "Report of 10 November 2025", "Letter of 3 May 2024"


def adopting(*history: Event, document: str = REPORT) -> Facts:
    said = {"adopted_document": document, "not_attached_because": "It is on paper only."}
    return proposing(case(*history), "adopt_existing_advice", **said)


@pytest.mark.parametrize("family", ["parent", "young_person"])
def test_advice_is_not_sought_again_when_all_three_parties_find_it_sufficient(family: str) -> None:
    """S09."""
    assert in_the_way(adopting(AUTHOR, AUTHORITY, confirmed(family))) == set()


@pytest.mark.parametrize(
    ("history", "missing"),
    [
        ([AUTHORITY, PARENT], "its author."),
        ([AUTHOR, PARENT], "the authority."),
        ([AUTHOR, AUTHORITY], "the parent or young person."),
        ([], "its author, the authority, the parent or young person."),
        ([AUTHOR, AUTHORITY, PARENT, confirmed("parent", sufficient=False)], "the parent or young person."),
        ([AUTHOR, AUTHORITY, confirmed("young_person", sufficient=False)], "the parent or young person."),
    ],
)
def test_one_party_who_does_not_confirm_is_enough_to_need_new_advice(history: list[Event], missing: str) -> None:
    facts = adopting(*history)
    assert in_the_way(facts) == {"all_three_parties_find_the_existing_advice_sufficient"}
    said = closure.all_three_parties_find_the_existing_advice_sufficient.check(facts, TODAY) or ""
    assert said.endswith(missing)


def about(document: str, *confirmations: Event) -> list[Event]:
    """The same confirmations, of this document."""
    named = {"existing_document": Answer("existing_document", document)}
    return [replace(one, answers={**one.answers, **named}) for one in confirmations]


@pytest.mark.parametrize(
    ("history", "missing"),
    [
        (about(REPORT, AUTHOR, AUTHORITY, PARENT), None),
        ([*about(REPORT, AUTHOR), *about(" report of  10 NOVEMBER 2025", AUTHORITY, PARENT)], None),
        ([*about(LETTER, AUTHOR), *about(REPORT, AUTHORITY, PARENT)], "its author."),
        (
            [*about(REPORT, AUTHOR, AUTHORITY, PARENT), *about(LETTER, AUTHOR)],
            "the authority, the parent or young person.",
        ),
        ([*about(LETTER, confirmed("parent", sufficient=False)), *about(REPORT, AUTHOR, AUTHORITY, PARENT)], None),
        ([*about(REPORT, AUTHOR, AUTHORITY, PARENT, confirmed("author", sufficient=False))], "its author."),
        ([*about(REPORT, AUTHOR, AUTHORITY, PARENT, confirmed("authority", sufficient=False))], "the authority."),
    ],
)
def test_three_confirmations_count_only_when_they_are_of_the_same_document(
    history: list[Event], missing: str | None
) -> None:
    facts = adopting(*history)
    said = closure.all_three_parties_find_the_existing_advice_sufficient.check(facts, TODAY)
    assert (said is None) if missing is None else (said or "").endswith(f"needed, {missing}")
    assert in_the_way(facts) == ({"all_three_parties_find_the_existing_advice_sufficient"} if missing else set())


NAMED = about(REPORT, AUTHOR, AUTHORITY, PARENT)
NUMBERED = [replace(one, answers={**one.answers, "existing_document_number": Answer("n", 2)}) for one in NAMED]


@pytest.mark.parametrize(
    ("confirmations", "adopted", "taken"),
    [
        (NAMED, REPORT, True),
        (NAMED, " REPORT of 10 november  2025", True),
        (NAMED, f"{REPORT}, in the plan file", True),
        (NAMED, "A wholly different assessment", False),
        (NAMED, LETTER, False),
        (NAMED, "Document 2", False),
        (NUMBERED, "Document 2", True),
        (NUMBERED, "2", True),
        (NUMBERED, "The social worker's own, document 2 of this request", True),
        (NUMBERED, "Document 12", False),
        (NUMBERED, LETTER, False),
        (NAMED[:2], LETTER, True),
    ],
)
def test_only_the_document_that_was_confirmed_is_adopted(confirmations: list[Event], adopted: str, taken: bool) -> None:
    """While somebody has still to confirm, it is that which stands in the way."""
    facts = adopting(*confirmations, document=adopted)
    assert ("the_adopted_document_is_the_one_confirmed" not in in_the_way(facts)) is taken
    said = closure.the_adopted_document_is_the_one_confirmed.check(facts, TODAY)
    assert (said is None) if taken else (REPORT in (said or ""))


def test_each_confirmation_is_kept_with_who_gave_it_and_when() -> None:
    told = step("confirm_existing_advice", on=TODAY, existing_document=REPORT, confirming_party="young_person",
                confirmed_by="Ivy", confirmed_on="2026-03-01", sufficient=False)  # fmt: skip
    standing = existing_advice([*about(REPORT, AUTHOR), told])
    assert standing is not None
    assert (standing.document, standing.missing) == (REPORT, ("authority", "family"))
    assert standing.said["family"] == Said(False, "Ivy", date(2026, 3, 1))
    assert standing.said["author"].sufficient
    assert existing_advice([step("note")]) is None


def test_a_party_may_come_round() -> None:
    assert in_the_way(adopting(AUTHOR, AUTHORITY, confirmed("parent", sufficient=False), PARENT)) == set()


LAST_DAY = date(2026, 6, 26)  # of compulsory school age, for someone who turned 16 this March


def confirming(party: str, on: date, *history: Event, **changed: Any) -> Facts:
    facts = case(*history, **{"person": aged(16), **changed})
    return proposing(facts, "confirm_existing_advice", confirming_party=party, confirmed_on=on.isoformat())


@pytest.mark.parametrize(("days", "holder"), [(-1, "parent"), (0, "parent"), (1, "young_person")])
@pytest.mark.parametrize("party", ["parent", "young_person"])
def test_the_young_person_confirms_once_past_compulsory_school_age(party: str, days: int, holder: str) -> None:
    on = LAST_DAY + days * DAY
    found = in_the_way(confirming(party, on), on)
    assert found == (set() if party == holder else {"the_party_that_holds_the_rights_confirms"})


def test_a_confirmation_is_judged_by_the_day_it_was_given() -> None:
    assert in_the_way(confirming("parent", LAST_DAY), LAST_DAY + 10 * DAY) == set()


@pytest.mark.parametrize(("party", "accepted"), [("parent", True), ("young_person", False), ("author", True)])
def test_for_a_young_person_who_lacks_capacity_another_confirms(party: str, accepted: bool) -> None:
    on = LAST_DAY + DAY
    found = in_the_way(confirming(party, on, step("update_person", capacity_outcome="lacks")), on)
    assert found == (set() if accepted else {"the_party_that_holds_the_rights_confirms"})


def test_capacity_is_presumed_unless_it_was_found_lacking() -> None:
    on = LAST_DAY + DAY
    for outcome in ("has", "not_assessed_presumed"):
        found = in_the_way(confirming("parent", on, step("update_person", capacity_outcome=outcome)), on)
        assert found == {"the_party_that_holds_the_rights_confirms"}


def test_without_a_birth_date_the_rights_are_taken_to_be_the_parents() -> None:
    assert in_the_way(confirming("parent", TODAY, person=Person())) == set()
