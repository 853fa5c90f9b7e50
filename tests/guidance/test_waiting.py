"""What waits for an answer, and what was said to who has a request since their team acted?"""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from tests.guidance.cases import DOOR, SEND, step
from workflow.history import Event
from workflow.since import said_since
from workflow.waiting import asked_and_answered, sent_back, unanswered, undecided


def past(*steps: tuple[str, str] | tuple[str, str, int]) -> tuple[Event, ...]:
    """The steps of a request, each by its action and team; a chase may name a referral."""
    made, number = [], count(1)
    for action, team, *referral in steps:
        given = {"chased_referral": referral[0]} if referral else {}
        made.append(replace(step(action, team=team, **given), seq=next(number)))
    return tuple(made)


def numbers(events: tuple[Event, ...]) -> list[int]:
    return [event.seq for event in events]


def test_an_answer_answers_one_question_the_oldest_first() -> None:
    twice = past(("ask_requester", DOOR), ("ask_requester", DOOR))
    assert numbers(unanswered(twice)) == [1, 2]
    once = past(("ask_requester", DOOR), ("ask_requester", DOOR), ("answer_requester", SEND))
    assert numbers(unanswered(once)) == [2]
    assert [numbers(one) for one in asked_and_answered(once)] == [[1, 3], [2]]
    again = past(("ask_requester", DOOR), ("answer_requester", SEND), ("ask_requester", DOOR))
    assert numbers(unanswered(again)) == [3]


def test_a_claim_waits_until_it_is_decided_and_a_return_until_it_is_sent_again() -> None:
    assert numbers(undecided(past(("claim_exception", DOOR), ("note", DOOR)))) == [1]
    for decided in ("approve_exception", "refuse_exception"):
        assert not undecided(past(("claim_exception", DOOR), (decided, DOOR)))
    assert numbers(sent_back(past(("return_as_incomplete", DOOR), ("note", SEND)))) == [1]
    assert not sent_back(past(("return_as_incomplete", DOOR), ("resubmit", SEND)))


def test_a_chase_or_an_answer_is_new_until_the_team_that_has_it_acts() -> None:
    chased = past(("take", DOOR), ("chase", SEND), ("note", SEND), ("chase", SEND))
    assert numbers(said_since(chased, DOOR)) == [2, 4]
    assert not said_since(past(("take", DOOR), ("chase", SEND), ("record_contact", DOOR)), DOOR)
    assert numbers(said_since(past(("ask_requester", DOOR), ("answer_requester", SEND)), DOOR)) == [2]


def test_a_chase_by_their_own_manager_is_said_to_the_team_and_is_no_work_of_it() -> None:
    assert numbers(said_since(past(("take", DOOR), ("chase", SEND), ("chase", DOOR)), DOOR)) == [2, 3]


def test_a_chased_referral_is_not_said_to_who_has_the_request_nor_an_answer_to_who_gave_it() -> None:
    assert not said_since(past(("take", DOOR), ("chase", SEND, 1)), DOOR)
    assert not said_since(past(("answer_requester", SEND)), SEND)
