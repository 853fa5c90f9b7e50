"""What was said to whoever has a request, on which their team has not acted yet?"""

from __future__ import annotations

from collections.abc import Sequence

from workflow.history import Event

SAID = ("chase", "answer_requester")  # what is said to the team that has it, and is no work on the request


def said_since(history: Sequence[Event], holder: str | None) -> tuple[Event, ...]:
    """The chases and the answers since the team that has it last did anything, oldest first.

    A referral is chased in its own right: that is said to whoever owes it, not to who has the request.
    """
    acted = max((event.seq for event in history if event.team == holder and event.action not in SAID), default=0)
    return tuple(event for event in history if event.seq > acted and _is_said_to(holder, event))


def _is_said_to(holder: str | None, event: Event) -> bool:
    if event.action == "chase":
        return event.value("chased_referral") is None
    return event.action == "answer_requester" and event.team != holder
