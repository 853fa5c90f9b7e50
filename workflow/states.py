"""What can a request be, and what may a draft be of?"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """The states of a request, in the order of the pathway."""

    AWAITING_TRIAGE = "awaiting_triage"
    TRIAGING = "triaging"
    RETURNED = "returned"

    OFFERED = "offered"
    ASSESSING = "assessing"

    DRAFTING = "drafting"
    REVIEWING = "reviewing"
    ISSUED = "issued"

    CLOSED = "closed"

    @property
    def owes(self) -> bool:
        """Whether advice is still owed."""
        return self not in (State.ISSUED, State.CLOSED)


MEANING = {
    State.AWAITING_TRIAGE: "In a front door's inbox.",
    State.TRIAGING: "A triage officer is reading, asking and deciding.",
    State.RETURNED: "Sent back to the requester as incomplete; the advice clock keeps running.",
    State.OFFERED: "An assessment is required and a transfer is offered; the front door still holds the request.",
    State.ASSESSING: "A team has accepted, or the lead professional has begun, an assessment, and owes the advice.",
    State.DRAFTING: "Whoever owes the advice is writing it.",
    State.REVIEWING: "A second person is checking the draft.",
    State.ISSUED: "Advice has been issued to SEND for the EHC plan; nothing is owed.",
    State.CLOSED: "Ended, with a coded reason; nobody holds it.",
}

OPEN = tuple(state for state in State if state.owes)
ANY = tuple(State)
IN_DISPUTE = (State.AWAITING_TRIAGE, State.TRIAGING, State.OFFERED)  # where teams may disagree about who has it


class Kind(StrEnum):
    """What a draft is a draft of."""

    FINAL = "final"
    INTERIM = "interim"
    ADDENDUM = "addendum"
    AMENDED = "amended"
    TRIBUNAL_RESPONSE = "tribunal_response"


class Capacity(StrEnum):
    """In what capacity the author writes: a fact kept with the draft."""

    LEAD_PROFESSIONAL = "lead_professional"
    FRONT_DOOR = "front_door"
    ASSESSING_TEAM = "assessing_team"
