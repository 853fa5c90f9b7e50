"""What advice must not tell: where a family lives whose address is protected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests import answers
from tests.guidance.cases import CHILD, TODAY, in_the_way, issuing, reviewed
from workflow.address import gives_away, telling_words
from workflow.facts import Facts
from workflow.rules import disclosure
from workflow.states import Kind

HIDDEN = {"address": "1 Quiet Lane\nNorthmere", "postcode": "NM1 2AB", "protected_address": True}
SECRET = "a_protected_address_is_nowhere_in_the_advice"


def telling(text: str, where: str = "involvement", **details: Any) -> Facts:
    """Complete advice that says this too, about somebody whose address is protected; capitals are let stand."""
    facts = replace(reviewed(answers.advice(**{where: text})), person=replace(CHILD, details={**HIDDEN, **details}))
    stands = [{"check": "the_writing_is_plain", "because": "These are not initials."}]
    return issuing(facts, warnings_answered=stands)


GIVEAWAYS = [
    "The family lives at 1 Quiet Lane.",
    "the family lives at 1 QUIET  LANE",
    "They moved to 1, Quiet\nLane in May.",
    "Post to NM1 2AB.",
    "Post to nm12ab.",
    "Post to NM1\u00a02AB.",
    "Post to NM1-2AB.",
    "Post to \uff2e\uff2d\uff11 2AB.",
]


@pytest.mark.parametrize("said", GIVEAWAYS)
def test_a_protected_address_is_looked_for_whatever_its_case_and_spaces(said: str) -> None:
    assert in_the_way(telling(said)) == {SECRET}
    assert in_the_way(telling(said, protected_address=False)) == set()


@pytest.mark.parametrize(
    "said", ["Northmere has a Quiet Lane club.", "Item NM1 of 2 ABLE children", "At 11 Quiet Lane", "1 Quiet Lanes"]
)
def test_words_that_do_not_tell_the_address_may_stand(said: str) -> None:
    assert in_the_way(telling(said)) == set()


def test_every_place_that_tells_it_is_named_and_the_address_is_not() -> None:
    content = answers.advice()
    content["provision"][0]["provider"] = "Carers of NM1 2AB"
    content["views"]["family"] = "We like 1 Quiet Lane."
    content["signposting"] = [{"name": "Lane club", "contact": "1 Quiet Lane"}]
    said = disclosure.a_protected_address_is_nowhere_in_the_advice.check(
        replace(reviewed(content), person=replace(CHILD, details=HIDDEN)), TODAY
    )
    assert said is not None
    for where in ("views family", "provision p1 provider", "signposting 1 contact"):
        assert f"is told in {where}: take it out" in said
    assert "Quiet" not in said


def test_interim_advice_tells_no_protected_address_either() -> None:
    facts = issuing(replace(telling("1 Quiet Lane"), kind=Kind.INTERIM), "issue_interim_advice")
    assert SECRET in in_the_way(facts)


@pytest.mark.parametrize(
    ("address", "postcode", "words"),
    [
        (None, None, ()),
        ("Rose Cottage, Northmere", None, ("Rose Cottage",)),
        ("12, Quiet Lane, Northmere", None, ("12 Quiet Lane",)),
        ("Flat 2, 12 Quiet Lane, NM1 2AB", None, ("Flat 2", "12 Quiet Lane", "NM1 2AB")),
        ("12 Quiet Lane Northmere E1 6AN", None, ("12 Quiet Lane Northmere E1 6AN", "E1 6AN")),
        ("  \n, ", " ", ()),
    ],
)
def test_what_tells_an_address_is_its_first_line_its_numbered_parts_and_the_postcode(
    address: str | None, postcode: str | None, words: tuple[str, ...]
) -> None:
    assert telling_words(address, postcode) == words
    assert not any(gives_away("", word) for word in words)
