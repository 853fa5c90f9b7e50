"""Who checks the advice? The reviewer whom its author named is shown wherever the request is, and finds it as theirs."""

from __future__ import annotations

from typing import Any

import pytest

from tests import answers
from tests.place import Place
from tests.test_api import triaged


@pytest.fixture
def reference(northmere: Place) -> str:
    """A request whose draft was sent to be checked by the front door's reviewer."""
    made = northmere.ask()
    triaged(northmere, made)
    version = northmere.writes("officer", made)
    sent = northmere.does(
        "officer", made, "submit_for_review", {"draft_version": version, "reviewer": northmere.email("reviewer")}
    )
    assert named(sent) == northmere.email("reviewer")
    return made


def named(request: Any) -> str | None:
    """The reviewer, by e-mail address and by name."""
    held = request["held_by"]
    assert (held["reviewer"] is None) == (held["reviewer_name"] is None)
    reviewer: str | None = held["reviewer"]
    return reviewer


def mine(place: Place, who: str) -> dict[str, Any]:
    """What somebody finds as theirs, by reference."""
    return {one["reference"]: one for one in place.get(who, "/requests?mine=true")["requests"]}


@pytest.mark.parametrize("who", ["reviewer", "officer", "caseworker", "dsco"])
def test_the_reviewer_is_named_to_everybody_who_sees_the_request(northmere: Place, reference: str, who: str) -> None:
    assert named(northmere.get(who, f"/requests/{reference}")) == northmere.email("reviewer")
    [listed] = northmere.get(who, f"/requests?q={reference}")["requests"]
    assert named(listed) == northmere.email("reviewer")


def test_the_reviewer_finds_it_as_theirs_until_it_is_checked(northmere: Place, reference: str) -> None:
    assert named(mine(northmere, "reviewer")[reference]) == northmere.email("reviewer")
    assert reference in mine(northmere, "officer")
    assert reference not in mine(northmere, "door_manager")
    returned = northmere.does("reviewer", reference, "return_draft")
    assert named(returned) is None
    assert reference not in mine(northmere, "reviewer")


def test_a_request_that_was_closed_while_it_was_checked_is_nobodys(northmere: Place, reference: str) -> None:
    northmere.does("caseworker", reference, "close")
    assert northmere.get("reviewer", f"/requests/{reference}")["held_by"] is None
    assert reference not in mine(northmere, "reviewer")


def test_nobody_is_named_where_the_author_named_nobody(northmere: Place) -> None:
    made = northmere.ask()
    triaged(northmere, made)
    assert named(northmere.submits("officer", made, answers.advice())) is None
