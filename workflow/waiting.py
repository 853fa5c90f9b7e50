"""What was asked, claimed or sent back, and still waits for its answer?"""

from __future__ import annotations

from collections.abc import Iterable

from workflow.history import Event

DECIDED = ("approve_exception", "refuse_exception")


def asked_and_answered(history: Iterable[Event]) -> tuple[tuple[Event, ...], ...]:
    """Each question of social care to SEND, with its answer if it has one: an answer answers one, the oldest first."""
    asked: list[tuple[Event, ...]] = []
    for event in history:
        if event.action == "ask_requester":
            asked.append((event,))
        elif event.action == "answer_requester":
            waits = next((n for n, one in enumerate(asked) if len(one) == 1), None)
            if waits is not None:
                asked[waits] = (*asked[waits], event)
    return tuple(asked)


def unanswered(history: Iterable[Event]) -> tuple[Event, ...]:
    """The questions that social care asked and SEND has not answered yet."""
    return tuple(one[0] for one in asked_and_answered(history) if len(one) == 1)


def undecided(history: Iterable[Event]) -> tuple[Event, ...]:
    """The claim of an exception on which nobody has decided; at most one waits at a time."""
    return _since(history, "claim_exception", *DECIDED)


def sent_back(history: Iterable[Event]) -> tuple[Event, ...]:
    """The return as incomplete after which nobody has sent the request again."""
    return _since(history, "return_as_incomplete", "resubmit")


def _since(history: Iterable[Event], action: str, *ends: str) -> tuple[Event, ...]:
    """The last step of an action, unless one that ends it came after."""
    last = next((event for event in reversed(tuple(history)) if event.action in (action, *ends)), None)
    return (last,) if last and last.action == action else ()
