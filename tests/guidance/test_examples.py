"""Do the phrasings that are shown as help come out as they are shown?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from config.examples_of_checks import Example, examples_of_checks
from tests.evaluation.rows import CHECK, placed
from tests.guidance.cases import TODAY
from workflow.states import Kind

FEWEST = 5
SHOWN = [
    pytest.param(check, one, kind == "fails", id=f"{check}-{kind}-{n}")
    for check, held in examples_of_checks().items()
    for kind, ones in (("fails", held.fails), ("passes", held.passes))
    for n, one in enumerate(ones, start=1)
]


@pytest.mark.parametrize(("check", "one", "fails"), SHOWN)
def test_what_is_shown_as_a_fault_is_found_at_its_place_and_what_is_shown_as_right_is_not(
    check: str, one: Example, fails: bool
) -> None:
    facts = replace(placed(one.at, one.say, one.contacts, one.person), kind=Kind(one.kind))
    found = [each.place for each in CHECK[check].look(facts, TODAY)]
    assert (one.at in found) if fails else not found, found


def test_every_check_shows_five_of_each() -> None:
    few = {
        check: (len(held.fails), len(held.passes))
        for check, held in examples_of_checks().items()
        if min(len(held.fails), len(held.passes)) < FEWEST
    }
    assert not few
    assert set(examples_of_checks()) == set(CHECK)


def test_every_phrasing_says_why_in_one_line() -> None:
    wrong = [one for held in examples_of_checks().values() for one in (*held.fails, *held.passes) if "\n" in one.why]
    assert not wrong
    assert all(one.why.endswith(".") for held in examples_of_checks().values() for one in (*held.fails, *held.passes))
