"""How does what SEND asked for, and how far it has come, read as a FHIR ServiceRequest and Task? (standards.md 1.2)"""

from __future__ import annotations

from api.fhir.parties import team
from api.fhir.parts import Resource, concept, identifier, instant, reference, resource
from api.held import Held
from models.request import Request
from workflow.states import MEANING, State

WHAT = "Social care advice for an education, health and care plan"

# How far the work has come, by state. What has ended is told by how it ended.
TASK = {
    State.AWAITING_TRIAGE: "requested",
    State.TRIAGING: "accepted",
    State.RETURNED: "on-hold",
    State.OFFERED: "accepted",
    State.ASSESSING: "in-progress",
    State.DRAFTING: "in-progress",
    State.REVIEWING: "in-progress",
    State.ISSUED: "completed",
}
ENDED = {"error": "entered-in-error", "existing_advice_adopted": "completed", "duplicate": "rejected"}
REQUESTED = {"on-hold": "on-hold", "completed": "completed", "entered-in-error": "entered-in-error"}
REVOKED = {"cancelled": "revoked", "rejected": "revoked"}


def task_status(request: Request, seen_before: bool) -> str:
    """The status of the Task. `seen_before`: a front door had it in hand before, and it waits there again."""
    state = State(request.state)
    if state is State.CLOSED:
        answered = request.closed_from == State.ISSUED and request.closure_reason != "error"
        return "completed" if answered else ENDED.get(request.closure_reason or "", "cancelled")
    return "received" if state is State.AWAITING_TRIAGE and seen_before else TASK[state]


def status(held: Held) -> str:
    """The status of the Task for this request."""
    return task_status(held.request, any(event.action == "take" for event in held.past))


def service_request(held: Held) -> Resource:
    """What SEND asked for, of whom, by when."""
    request, state = held.request, status(held)
    due = request.due_on.isoformat() if request.due_on else None
    return resource(
        "ServiceRequest",
        request.id,
        identifier=identifier("request", request.reference),
        status={**REQUESTED, **REVOKED}.get(state, "active"),
        intent="order",
        code={"text": WHAT},
        subject=reference("Patient", request.person_id),
        occurrencePeriod={"start": request.received_on.isoformat(), "end": due},
        authoredOn=instant(held.past[0].at),
        requester=team(held, request.requesting_team),
        performer=[team(held, advises)] if (advises := _advises(held)) else None,
        reasonCode=[_reason(held)],
    )


def task(held: Held) -> Resource:
    """How far it has come, who owes the next step, and what came of it."""
    request = held.request
    state = State(request.state)
    due = request.due_on.isoformat() if request.due_on else None
    issued = [reference("DocumentReference", request.id, one.version) for one in held.issued]
    ended = (request.closure_reason or "").replace("_", " ") if state is State.CLOSED else None
    return resource(
        "Task",
        request.id,
        identifier=identifier("request", request.reference),
        basedOn=[reference("ServiceRequest", request.id)],
        status=status(held),
        statusReason={"text": ended} if ended else None,
        businessStatus=concept("state", state, MEANING[state]),
        intent="order",
        description=WHAT,
        focus=reference("ServiceRequest", request.id),
        **{"for": reference("Patient", request.person_id)},
        authoredOn=instant(held.past[0].at),
        lastModified=instant(request.changed_at),
        requester=team(held, request.requesting_team),
        owner=team(held, (_advises(held) if state is State.ISSUED else request.team) or request.last_team),
        restriction={"period": {"end": due}},
        output=[{"type": {"text": "Advice"}, "valueReference": one} for one in issued],
    )


def _advises(held: Held) -> str | None:
    """The team that gives the advice or owes it: while SEND has the request, the one that wrote, or the front door."""
    request = held.request
    if request.team and request.team != request.requesting_team:
        return request.team
    return held.issued[-1].author_team if held.issued else request.front_door


def _reason(held: Held) -> Resource:
    """Why advice is asked for, in the words of the question."""
    asked = held.sets[held.past[0].question_set].by_code["reason"]
    labels = {option.code: option.label for option in asked.options}
    return concept("reason", held.request.reason, labels.get(held.request.reason, held.request.reason))
