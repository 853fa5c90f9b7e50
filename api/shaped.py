"""In which shapes does a request leave the service, for somebody at the server's own command line?"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from api.advice_document import document
from api.county import county
from api.fhir.bundle import bundle
from api.held import held
from config import clock
from config.authorities import authority_of
from models.export import the_one


def shaped(session: Session, reference: str, code: str | None, shape: str, version: int | None) -> dict[str, Any]:
    """A request in that shape: `fhir` the whole of it, `advice` and `county` one version of its advice."""
    request, its = the_one(session, reference, code)
    whole = held(session, authority_of(its.configuration), request)
    if shape == "fhir":
        return bundle(whole, clock.now())
    made = document(whole, whole.version(version))
    return county(made) if shape == "county" else made
