"""How does issued advice read as a FHIR DocumentReference? Where its document is, and of which bytes."""

from __future__ import annotations

from hashlib import sha256

from api.advice_document import as_bytes, document, section_k
from api.fhir.parties import authority, team
from api.fhir.parts import Resource, extension, identifier, instant, reference, resource
from api.held import Held
from api.representation import path
from models.advice import AdviceVersion
from workflow.states import Kind

HOW_FINAL = {Kind.INTERIM: "preliminary", Kind.AMENDED: "amended"}


def documents(held: Held) -> list[Resource]:
    """Every version of the advice; all but the last are superseded."""
    return [_document(held, one) for one in held.issued]


def _document(held: Held, one: AdviceVersion) -> Resource:
    request = held.request
    at = next(event.at for event in held.past if event.seq == one.seq)
    author = reference("Practitioner", one.author_id, display=held.names[one.author_id])
    reviewer = reference("Practitioner", one.reviewer_id, display=held.names[one.reviewer_id])
    before = [{"code": "replaces", "target": reference("DocumentReference", request.id, one.amends)}]
    return resource(
        "DocumentReference",
        request.id,
        one.version,
        masterIdentifier=identifier("advice", f"{request.reference}/{one.version}")[0],
        status="current" if one is held.issued[-1] else "superseded",
        docStatus=HOW_FINAL.get(Kind(one.kind), "final"),
        type={"text": "Social care advice"},
        subject=reference("Patient", request.person_id),
        date=instant(at),
        author=[author, team(held, one.author_team)],
        authenticator=reviewer,
        custodian=authority(held),
        relatesTo=before if one.amends else None,
        description=section_k(held, one),
        content=[{"attachment": _attachment(held, one)}],
        context={"related": [reference("ServiceRequest", request.id)]},
    )


def _attachment(held: Held, one: AdviceVersion) -> Resource:
    """Where the document is. FHIR's own `hash` is SHA-1, so the SHA-256 is an extension of ours."""
    said = as_bytes(document(held, one))
    return {
        "extension": extension("sha-256", valueString=sha256(said).hexdigest()),
        "contentType": "application/json",
        "url": path(held.request.reference, "advice", f"{one.version}.json"),
        "size": len(said),
        "title": section_k(held, one),
        "creation": one.issued_on.isoformat(),
    }
