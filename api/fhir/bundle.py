"""How does one whole request read in FHIR R4? A collection whose entries name each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from api.fhir import advice, asked, parties, response
from api.fhir.parts import Resource, coding, identifier, instant, resource, tidy
from api.fhir.questionnaire import questionnaire
from api.held import Held
from workflow.errors import NotThere

MEDIA = "application/fhir+json"


def _questionnaires(held: Held) -> list[Resource]:
    """Each question set that was answered, once."""
    hashes = dict.fromkeys(event.question_set for event in held.past if event.answers)
    return [questionnaire(held.sets[hashed]) for hashed in hashes]


KINDS: dict[str, Callable[[Held], list[Resource]]] = {
    "Patient": lambda held: [parties.patient(held)],
    "ServiceRequest": lambda held: [asked.service_request(held)],
    "Task": lambda held: [asked.task(held)],
    "Questionnaire": _questionnaires,
    "QuestionnaireResponse": response.responses,
    "DocumentReference": advice.documents,
    "Organization": parties.organisations,
    "Practitioner": parties.practitioners,
}


def bundle(held: Held, at: datetime, kind: str | None = None) -> Resource:
    """The request as it stands at that instant; with a kind, its resources of that kind alone. Raises NotThere."""
    if kind is not None and kind not in KINDS:
        raise NotThere(f"There are no resources of that kind. There are: {', '.join(KINDS)}.")
    wanted = KINDS if kind is None else (kind,)
    entries = [one for each in wanted for one in KINDS[each](held)]
    made: Resource = tidy(
        resource(
            "Bundle",
            held.request.id,
            kind or "all",
            meta={"security": [coding("restricted", "restricted", "Restricted")] if held.request.restricted else []},
            identifier=identifier("request", held.request.reference)[0],
            type="collection",
            timestamp=instant(at),
            entry=[{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in entries],
        )
    )
    return made
