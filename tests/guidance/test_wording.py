"""Whether the advice is exact, specific and plain, and how hard it is to read."""

from __future__ import annotations

from typing import Any

import pytest

from tests import answers
from tests.guidance.cases import TODAY, reviewed
from tests.guidance.test_warnings import changed, warned
from workflow.rules import wording
from workflow.writing.reading import level, levels, syllables


def test_words_that_promise_nothing_are_pointed_out_in_provision_and_outcomes() -> None:
    assert warned(changed("provision", what="Opportunities to swim.")) == {("words_are_exact", "provision.0.what")}
    assert ("words_are_exact", "outcomes.0.text") in warned(changed("outcomes", text="Ivy swims where possible."))
    found = list(wording.words_are_exact.look(changed("provision", duration="as needed"), TODAY))
    assert [(one.place, one.words) for one in found] == [("provision.0.duration", "as needed")]


def test_views_and_needs_are_quoted_and_told_in_whatever_words() -> None:
    content = answers.advice(views={"person": "I want opportunities.", "family": "Regular breaks as needed."})
    content["needs"][0]["text"] = "Regular waking at 3am."
    assert warned(reviewed(content)) == set()


VAGUE = ["Ivy will improve her confidence.", "To be happy and safe.", "Ivy will receive short breaks.", "Better sleep."]


@pytest.mark.parametrize("text", VAGUE)
def test_an_outcome_that_nobody_could_see_is_pointed_out(text: str) -> None:
    assert ("outcomes_are_specific", "outcomes.0.text") in warned(changed("outcomes", text=text))


def test_an_outcome_says_what_the_person_will_be_doing() -> None:
    for text in (
        "Ivy eats a meal with her family on four evenings a week.",
        "Ivy's confidence grows, so that she buys her own ticket each Friday.",
    ):
        assert warned(changed("outcomes", text=text)) == set()


def test_initials_and_jargon_are_explained_where_they_first_stand() -> None:
    here = ("the_writing_is_plain", "needs.0.text")
    assert here in warned(changed("needs", text="Ivy is open to DCT."))
    assert here in warned(changed("needs", text="Ivy is dysregulated by noise."))
    assert warned(changed("needs", text="Ivy is open to the disabled children's team (DCT).")) == set()
    assert warned(changed("needs", text="When dysregulated, which for Ivy means that she runs, she is lost.")) == set()


def test_what_was_explained_before_needs_no_more_explaining_and_later_is_too_late() -> None:
    explained, bare = "She is known to the disabled children's team (DCT).", "The DCT visits."
    assert warned(reviewed(answers.advice(involvement=explained, strengths=bare))) == set()
    late = warned(reviewed(answers.advice(involvement=bare, strengths=explained)))
    assert late == {("the_writing_is_plain", "involvement")}


def test_capitals_for_weight_the_names_of_services_and_views_are_let_stand() -> None:
    assert warned(changed("needs", text="Ivy must NOT be left ALONE near water.")) == set()
    views: dict[str, Any] = {"person": "My PA is best.", "family": "The DCT did a CIN plan."}
    assert warned(reviewed(answers.advice(views=views))) == set()


HARD = (
    "The complexity of the difficulties requires continuous individualised supervision, significantly constraining"
    " parental availability for occupational and recreational participation, and causing exhaustion."
)


def test_what_is_much_harder_than_a_newspaper_is_pointed_out_with_its_level() -> None:
    found = list(wording.the_writing_is_plain.look(changed("needs", impact_on_family=HARD), TODAY))
    assert [one.place for one in found] == ["needs.0.impact_on_family"]
    assert f"level {level(HARD).grade}" in found[0].reason  # type: ignore[union-attr]


def test_the_level_is_given_for_the_whole_and_for_each_passage() -> None:
    whole, each = levels(answers.advice(strengths=HARD))
    assert whole is not None
    assert set(each) >= {"strengths", "views.person", "needs.0.text", "provision.0.what"}
    assert not {"provision.0.category", "provision.0.id", "outcomes.0.by", "provision.0.legal_basis"} & set(each)
    assert each["views.person"].grade < whole.grade < each["strengths"].grade
    assert each["views.person"].words == len(answers.advice()["views"]["person"].split())
    assert levels({}) == (None, {})


@pytest.mark.parametrize(("word", "parts"), [("away", 2), ("every", 3), ("cat", 1), ("confidence", 3), ("make", 1)])
def test_syllables_are_counted_where_a_word_may_be_divided_or_by_its_vowels(word: str, parts: int) -> None:
    assert abs(syllables(word) - parts) <= 1
    assert syllables(word) >= 1


def test_longer_sentences_and_longer_words_are_harder() -> None:
    short, long = level("He runs. He hides."), level("He runs and he hides and he runs and he hides again.")
    assert short is not None
    assert long is not None
    assert short.grade < long.grade
    assert (short.words, short.sentences) == (4, 2)
