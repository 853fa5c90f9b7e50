"""What an amendment changed is shown place by place, so that nobody compares two letters line by line."""

from __future__ import annotations

from workflow.comparison import Change, changes

FIRST = {"views": {"family": "Tired."}, "provision": [{"what": "Short break", "amount": "3 hours"}]}


def test_an_amended_place_shows_what_stood_there_and_what_stands_there_now() -> None:
    now = {**FIRST, "provision": [{"what": "Short break", "amount": "4 hours"}]}
    assert changes(FIRST, now) == (Change("provision.0.amount", "3 hours", "4 hours"),)


def test_what_was_added_or_taken_out_is_shown_with_nothing_beside_it() -> None:
    longer = {**FIRST, "provision": [*FIRST["provision"], {"what": "A club"}]}
    assert changes(FIRST, longer) == (Change("provision.1.what", None, "A club"),)
    assert changes(longer, FIRST) == (Change("provision.1.what", "A club", None),)


def test_two_versions_that_say_the_same_show_no_change() -> None:
    assert changes(FIRST, dict(reversed(FIRST.items()))) == ()
