"""May this document be attached, and may the advice that exists be adopted as it is attached?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.guidance.cases import TODAY, case, in_the_way, proposing, step
from workflow.documents import ATTACHED, MOST, documents, numbered
from workflow.existing_advice import existing_advice
from workflow.facts import Facts
from workflow.history import Event
from workflow.rules.documents import (
    a_document_is_attached_once,
    a_document_that_is_named_is_attached,
    a_request_has_room_for_another_document,
    adopted_advice_is_attached_or_it_is_said_why_not,
)


def file(number: int) -> dict[str, object]:
    return {"name": f"Report {number}.pdf", "kind": "report", "sha256": f"{number:064}"}


def with_documents(count: int, *also: Event) -> Facts:
    notes = (step("note", **{ATTACHED: {"number": n, **file(n)}}) for n in range(1, count + 1))
    return case(*notes, *also)


def attaching(facts: Facts, number: int) -> Facts:
    return replace(proposing(facts, "note"), found={ATTACHED: file(number)})


def test_documents_are_numbered_in_the_order_in_which_they_were_attached() -> None:
    facts = with_documents(2, step("note", note="No document."))
    assert [one["number"] for one in documents(facts.history)] == [1, 2]
    assert numbered(facts.history, file(7)).value == {"number": 3, **file(7)}
    assert numbered([], file(7)).value["number"] == 1


def test_the_same_file_is_not_attached_twice_and_the_first_is_named() -> None:
    facts = attaching(with_documents(3), 2)
    assert in_the_way(facts) == {"a_document_is_attached_once"}
    assert a_document_is_attached_once.check(facts, TODAY) == (
        "This file is attached already: it is document 2, Report 2.pdf."
    )
    assert in_the_way(attaching(with_documents(3), 4)) == set()


@pytest.mark.parametrize(("there", "refused"), [(MOST - 1, False), (MOST, True)])
def test_a_request_has_at_most_two_hundred_documents(there: int, refused: bool) -> None:
    facts = attaching(with_documents(there), 999)
    assert in_the_way(facts) == ({"a_request_has_room_for_another_document"} if refused else set())
    assert in_the_way(proposing(with_documents(there), "note")) == set(), "a note without a document has room"
    assert MOST == 200
    assert a_request_has_room_for_another_document.cite


@pytest.mark.parametrize(("there", "named", "said"), [
    (0, 1, "nothing is attached"), (2, 3, "the last one is 2"), (2, 2, None), (2, None, None),
])  # fmt: skip
def test_a_confirmation_names_a_document_that_is_there(there: int, named: int | None, said: str | None) -> None:
    facts = proposing(with_documents(there), "confirm_existing_advice", existing_document_number=named)
    reason = a_document_that_is_named_is_attached.check(facts, TODAY)
    assert (said in reason) if said and reason else (reason is said is None)
    assert in_the_way(facts) == ({"a_document_that_is_named_is_attached"} if said else set())


def confirmed(party: str, number: int | None = None, name: str = "Report of 10 November", enough: bool = True) -> Event:
    said = {"existing_document_number": number} if number else {}
    return step("confirm_existing_advice", confirming_party=party, existing_document=name, sufficient=enough, **said)


@pytest.mark.parametrize(("parties", "why", "stops"), [
    ((confirmed("author"), confirmed("authority"), confirmed("parent")), None, True),
    ((confirmed("author"), confirmed("authority"), confirmed("parent")), "It is on paper, and lent.", False),
    ((confirmed("author", 1), confirmed("authority"), confirmed("parent")), None, False),
    ((confirmed("author", 1), confirmed("authority", 1), confirmed("parent", 1)), None, False),
    ((confirmed("author", 1, "The report"), confirmed("authority", 1, "Report, November"), confirmed("parent", 1)), None, False),
])  # fmt: skip
def test_adopted_advice_is_attached_or_it_is_said_why_it_cannot_be(
    parties: tuple[Event, ...], why: str | None, stops: bool
) -> None:
    """S09: the report is attached."""
    facts = proposing(with_documents(1, *parties), "adopt_existing_advice", not_attached_because=why)
    assert in_the_way(facts) == ({"adopted_advice_is_attached_or_it_is_said_why_not"} if stops else set())
    assert (adopted_advice_is_attached_or_it_is_said_why_not.check(facts, TODAY) is not None) is stops


def test_confirmations_that_name_different_documents_are_of_different_documents_whatever_they_call_them() -> None:
    told = [confirmed("author", 1), confirmed("authority", 2), confirmed("parent", 2)]
    standing = existing_advice(told)
    assert standing
    assert (standing.number, standing.missing) == (2, ("author",))
    facts = proposing(with_documents(2, *told), "adopt_existing_advice")
    assert in_the_way(facts) == {"all_three_parties_find_the_existing_advice_sufficient"}


def test_what_was_attached_for_another_document_does_not_stand_for_this_one() -> None:
    told = [confirmed("author", 1, "Letter of May"), *(confirmed(party) for party in ("author", "authority", "parent"))]
    facts = proposing(with_documents(1, *told), "adopt_existing_advice")
    assert in_the_way(facts) == {"adopted_advice_is_attached_or_it_is_said_why_not"}
