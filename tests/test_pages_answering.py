"""Is what somebody said read where it is answered: a return, a question, a claim?"""

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


def test_every_question_that_waits_is_read_where_it_is_answered_the_oldest_first(
    northmere: Place, at_desk: Sitting
) -> None:
    reference, step = northmere.ask(), "/requests/{}/steps/answer_requester"
    for question in ("Which school is it?", "Is there a telephone number?"):
        northmere.does("officer", reference, "ask_requester", {"question_to_requester": question})
    page = at_desk.open(step.format(reference))
    assert "2 questions wait" in page
    assert page.index("Which school is it?") < page.index("Is there a telephone number?")
    at_desk.press({"answer_to_question": "Northmere Primary."})
    page = at_desk.open(step.format(reference))
    assert "Which school is it?" not in page
    assert "Is there a telephone number?" in page
    assert "questions wait" not in page
    northmere.does("caseworker", reference, "answer_requester", {"answer_to_question": "01632 960123."})
    assert "What they asked" not in at_desk.open(step.format(reference))


def test_a_manager_decides_on_a_claim_with_its_days_and_its_evidence_in_view(northmere: Place) -> None:
    with northmere.on("2026-03-02"):
        reference = northmere.ask()
        northmere.does("officer", reference, "take")
        claim = {
            "exception_ground": "absent_four_weeks",
            "exception_evidence": "The <school> was told by letter.",
            "absent_from": "2026-03-05",
            "absent_until": "2026-04-06",
        }
        northmere.does("officer", reference, "claim_exception", claim)
        manager = Sitting(northmere, "door_manager")
        paths = ("", "/steps/approve_exception", "/steps/refuse_exception")
        pages = [manager.open(f"/requests/{reference}{path}") for path in paths]
        northmere.does("door_manager", reference, "approve_exception")
        pages.append(manager.open(f"/requests/{reference}"))
    for page in pages:
        for said in (
            "away from the area for at least four weeks",
            "The &lt;school&gt; was told by letter.",
            "5 March 2026",
            "6 April 2026",
            "Officer, ",
            "2 March 2026",
        ):
            assert said in page
