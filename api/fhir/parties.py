"""Who is who in FHIR: the child or young person, the authority and its teams, and those who acted?"""

from __future__ import annotations

from api.fhir.parts import Resource, identifier, reference, resource
from api.held import Held


def patient(held: Held) -> Resource:
    """The child or young person: the name, the date of birth, and whether they have died. Nothing else."""
    row = held.request.person
    name = {"family": row.family_name, "given": [row.given_name]}
    return resource(
        "Patient",
        held.request.person_id,
        name=[{**name, "use": "official"}] if row.family_name or row.given_name else None,
        birthDate=row.date_of_birth.isoformat() if row.date_of_birth else None,
        deceasedBoolean=row.details.get("contact_stopped") or None,
    )


def team(held: Held, code: str) -> Resource:
    """A reference to a team."""
    return reference("Organization", held.authority.code, code, display=held.team(code))


def authority(held: Held) -> Resource:
    """A reference to the authority."""
    return reference("Organization", held.authority.code, display=held.authority.name)


def organisations(held: Held) -> list[Resource]:
    """The authority, and each of its teams that had to do with the request."""
    code, request = held.authority.code, held.request
    had = {request.requesting_team, request.team, request.last_team, request.front_door}
    named = {one for one in had if one} | {one.author_team for one in held.issued}
    whole = resource("Organization", code, identifier=identifier("authority", code), name=held.authority.name)
    teams = [
        resource(
            "Organization",
            code,
            one,
            identifier=identifier(f"team:{code}", one),
            name=held.team(one),
            partOf=authority(held),
        )
        for one in sorted(named)
    ]
    return [whole, *teams]


def practitioners(held: Held) -> list[Resource]:
    """Everybody who took a step, or wrote or checked advice."""
    known = sorted(held.names.items(), key=lambda pair: (pair[1], pair[0]))
    return [resource("Practitioner", key, name=[{"text": name}]) for key, name in known]
