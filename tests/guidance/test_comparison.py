"""What an amendment changed is shown place by place, so that nobody compares two letters line by line."""

from __future__ import annotations

from workflow.writing.comparison import LONGEST_COMPARED, Change, changes

BREAK = {"id": "p1", "what": "Short break", "amount": "3 hours"}
FIRST = {"views": {"family": "Tired."}, "provision": [BREAK]}


def test_an_amended_place_shows_what_stood_there_and_what_stands_there_now() -> None:
    now = {**FIRST, "provision": [{**BREAK, "amount": "4 hours"}]}
    words = (("removed", "3"), ("added", "4"), ("same", " hours"))
    assert changes(FIRST, now) == (Change("provision.0.amount", "provision p1 amount", "3 hours", "4 hours", words),)


def test_what_was_added_or_taken_out_is_shown_with_nothing_beside_it() -> None:
    longer = {**FIRST, "signposting": [{"what": "A club"}]}
    assert changes(FIRST, longer) == (Change("signposting.0.what", "signposting 1 what", None, "A club"),)
    assert changes(longer, FIRST) == (Change("signposting.0.what", "signposting 1 what", "A club", None),)


def test_a_line_put_before_another_changes_nothing_in_that_one() -> None:
    longer = {**FIRST, "provision": [{"id": "p2", "what": "A club"}, BREAK]}
    said = {(change.place, change.before, change.now) for change in changes(FIRST, longer)}
    assert said == {("provision.0.id", None, "p2"), ("provision.0.what", None, "A club")}
    moved = {**FIRST, "provision": [BREAK, {"id": "p2", "what": "A club"}]}
    assert changes(longer, moved) == ()


def test_a_changed_text_is_spelt_out_word_by_word_and_joins_up_to_both_versions() -> None:
    old, new = "Both parents are tired, and work nights.", "Both parents are worn out by the week, and work nights."
    (change,) = changes({"strengths": old}, {"strengths": new})
    assert "".join(said for how, said in change.words if how != "added") == old
    assert "".join(said for how, said in change.words if how != "removed") == new
    assert ("same", "Both parents are") in change.words


def test_two_very_long_texts_are_shown_whole() -> None:
    old, new = "a " * (LONGEST_COMPARED + 1), "b " * (LONGEST_COMPARED + 1)
    (change,) = changes({"strengths": old}, {"strengths": new})
    assert change.words == (("removed", old), ("added", new))


def test_two_versions_that_say_the_same_show_no_change() -> None:
    assert changes(FIRST, dict(reversed(FIRST.items()))) == ()
