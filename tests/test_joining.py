"""Are two drafts that were written at once told apart place by place, and joined without losing a word of either?"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pieces import advice
from workflow.advice import ADVICE
from workflow.writing.examples import examples
from workflow.writing.joining import BOTH, THEIRS, YOURS, apart, differences, joined, marks, next_id


def changed(**how: Any) -> dict[str, Any]:
    return {**deepcopy(advice()), **how}


def take_all(theirs: Any, yours: Any, whose: str) -> Any:
    found = differences(marks(advice()), theirs, yours)
    return joined(theirs, yours, {one.key: whose for one in found})


def sorted_items(content: Any) -> Any:
    said = {part: value for part, value in content.items() if part != "carried"}
    return {
        part: sorted(value, key=lambda one: str(one.get("id"))) if isinstance(value, list) else value
        for part, value in said.items()
    }


@pytest.mark.parametrize("theirs", sorted(examples()))
def test_every_word_of_either_can_be_kept(theirs: str) -> None:
    mine, other = examples()["year_nine"].content, examples()[theirs].content
    assert sorted_items(take_all(other, mine, THEIRS)) == sorted_items(other)
    assert sorted_items(take_all(other, mine, YOURS)) == sorted_items(mine)


def test_what_only_one_has_changed_is_proposed_and_what_both_have_is_asked() -> None:
    theirs, yours = changed(strengths="Theirs."), changed(strengths="Mine.", involvement="Mine.")
    theirs["needs"][0]["text"] = "Theirs."
    proposed = {one.key: one.take for one in differences(marks(advice()), theirs, yours)}
    assert proposed == {("strengths",): None, ("involvement",): YOURS, ("needs", "n1", "text"): THEIRS}


def test_an_item_that_one_took_out_goes_unless_the_other_changed_it() -> None:
    gone = changed(outcomes=[])
    for theirs, yours, take in ((gone, advice(), THEIRS), (advice(), gone, YOURS)):
        (one,) = differences(marks(advice()), theirs, yours)
        assert (one.key, one.take) == (("outcomes", "o1"), take)
    rewritten = changed()
    rewritten["outcomes"][0]["text"] = "Ivy takes part in two clubs."
    for theirs, yours in ((gone, rewritten), (rewritten, gone)):
        (one,) = differences(marks(advice()), theirs, yours)
        assert one.take is None
        assert "two clubs" in str(one.theirs or one.yours)
    kept = joined(gone, rewritten, {("outcomes", "o1"): YOURS})
    assert kept["outcomes"] == rewritten["outcomes"]
    left = joined(gone, advice(), {("outcomes", "o1"): THEIRS})
    assert "outcomes" not in left
    assert "outcome" not in left["provision"][0], "what pointed to it points to nothing"
    assert ADVICE.validate(left) == {}


def test_two_that_were_given_one_id_are_two() -> None:
    theirs, yours = changed(), changed()
    theirs["needs"].append({"id": "n2", "text": "Theirs."})
    yours["needs"].append({"id": "n2", "text": "Mine."})
    yours["outcomes"].append({"id": "o2", "need": "n2", "text": "Of mine."})
    mine = apart(marks(advice()), theirs, yours)
    assert [one["id"] for one in mine["needs"]] == ["n1", "n3"]
    assert mine["outcomes"][1]["need"] == "n3"
    both = joined(theirs, mine, {one.key: one.take or BOTH for one in differences(marks(advice()), theirs, mine)})
    assert [one["id"] for one in both["needs"]] == ["n1", "n2", "n3"]
    assert apart(marks(theirs), theirs, yours) == yours, "one that both knew already is one"


def test_only_prose_is_put_below_prose() -> None:
    theirs, yours = changed(strengths="One."), changed(strengths="Two.")
    theirs["provision"][0] |= {"amount": "3 hours", "category": "h1_travel", "review_on": "2027-01-01"}
    may = {one.key[-1]: one.may_be_joined for one in differences(marks(advice()), theirs, yours)}
    assert may == {"strengths": True, "amount": False, "category": False, "review_on": False}
    assert joined(theirs, yours, {("strengths",): BOTH})["strengths"] == "One.\n\nTwo."


def test_what_was_carried_still_points_to_its_text() -> None:
    origin = {"event": 3, "code": "day_to_day"}
    theirs, yours = changed(), changed()
    theirs["needs"].insert(0, {"id": "n5", "text": "New, and first."})
    yours["carried"] = [{"place": "needs.0.text", **origin}, {"place": "views.family", **origin}]
    made = joined(theirs, yours, {("needs", "n5"): THEIRS})
    assert [one["place"] for one in made["carried"]] == ["needs.1.text", "views.family"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_chosen_makes_a_draft(data: st.DataObject) -> None:
    contents = [one.content for one in examples().values()]
    theirs, yours = data.draw(st.sampled_from(contents)), data.draw(st.sampled_from(contents))
    mine = apart({}, theirs, yours)
    found = differences({}, theirs, mine)
    chosen = {
        one.key: data.draw(st.sampled_from((THEIRS, YOURS, BOTH) if one.may_be_joined else (THEIRS, YOURS)))
        for one in found
    }
    assert ADVICE.validate(joined(theirs, mine, chosen)) == {}


def test_an_id_is_never_given_twice() -> None:
    assert next_id("n", set()) == "n1"
    assert next_id("n", {"n1", "n9", "p12", "nx"}) == "n10"
