"""Is what social care said read where the SEND team answers it?"""

from __future__ import annotations

import pytest

from tests import answers
from tests.place import Place
from tests.sitting import Sitting


@pytest.fixture
def at_desk(northmere: Place) -> Sitting:
    return Sitting(northmere, "caseworker")


def test_what_was_missing_is_read_before_the_request_is_sent_again(northmere: Place, at_desk: Sitting) -> None:
    reference = northmere.ask()
    northmere.does(
        "officer", reference, "return_as_incomplete",
        {"returned_reasons": ["no_parent_informed"], "what_is_needed": "Tell <Ana> first."},
    )  # fmt: skip
    page = at_desk.open(f"/requests/{reference}/steps/resubmit")
    for said in (
        "Why it was sent back",
        "The family has not been told",
        "Tell &lt;Ana&gt; first.",
        "Officer, Northmere",
    ):
        assert said in page
    today = dict(zip(("day", "month", "year"), reversed(answers.today().split("-")), strict=True))
    at_desk.press(
        {"what_was_added": "Ana was told.", **{f"resubmitted_on.{part}": said for part, said in today.items()}}
    )
    assert northmere.get("caseworker", f"/requests/{reference}")["state"] == "awaiting_triage"


def test_a_question_is_read_where_it_is_answered(northmere: Place, at_desk: Sitting) -> None:
    reference = northmere.ask()
    northmere.does("officer", reference, "ask_requester", {"question_to_requester": "Which school is it?"})
    page = at_desk.open(f"/requests/{reference}/steps/answer_requester")
    assert "What they asked" in page
    assert "Which school is it?" in page
    northmere.does("caseworker", reference, "answer_requester", {"answer_to_question": "Northmere Primary."})
    assert "What they asked" not in at_desk.open(f"/requests/{reference}/steps/answer_requester")
