"""What is read of one request for a document that leaves the service? The same few statements for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from config.authorities import Authority
from models import authority as authorities
from models import colleagues, queries
from models.advice import AdviceVersion
from models.request import Request
from workflow.asking.questions import QuestionSet
from workflow.errors import NotThere
from workflow.history import Event


@dataclass(frozen=True, slots=True)
class Held:
    """A request with its past, its advice, and the names and questions that these speak of."""

    authority: Authority
    request: Request
    past: tuple[Event, ...]
    issued: tuple[AdviceVersion, ...]
    names: Mapping[UUID, str]
    sets: Mapping[str, QuestionSet]

    def version(self, number: int | None = None) -> AdviceVersion:
        """An issued version of the advice; the current one unless a number is given. Raises NotThere."""
        if number is None and self.issued:
            return self.issued[-1]
        for one in self.issued:
            if one.version == number:
                return one
        raise NotThere("There is no such version of the advice." if number else "No advice has been issued on it.")

    def team(self, code: str) -> str:
        """The name of a team; its code where the authority's file no longer names it."""
        found = self.authority.team(code)
        return found.name if found else code


def held(session: Session, authority: Authority, request: Request) -> Held:
    """Read all of it, for a request that the caller is known to be allowed to see."""
    past = queries.past(session, request.key)
    issued = tuple(queries.versions(session, request.key))
    wrote = (key for one in issued for key in (one.author_id, one.reviewer_id))
    names = colleagues.names(session, request.authority_id, {*(event.actor for event in past), *wrote})
    sets = authorities.asked_sets(session, request.authority_id, {event.question_set for event in past})
    return Held(authority, request, past, issued, names, sets)
