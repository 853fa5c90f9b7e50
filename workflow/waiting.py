"""What was asked, claimed or sent back, and still waits for its answer?"""

from __future__ import annotations

from collections.abc import Iterable

from workflow.history import Event

DECIDED = ("approve_exception", "refuse_exception")


def unanswered(history: Iterable[Event]) -> tuple[Event, ...]:
    """The questions that social care asked and SEND has not answered; each answer answers one, the oldest first."""
    waits: list[Event] = []
    for event in history:
        if event.action == "ask_requester":
            waits.append(event)
        elif event.action == "answer_requester":
            waits = waits[1:]
    return tuple(waits)


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
