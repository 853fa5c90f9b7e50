"""What does work on a request need beside the request: the unit of work, who acts, and whether it is there for them?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import queries
from models.access import SignedIn
from models.chain import Keys
from models.request import Request
from workflow.errors import NotThere


@dataclass(frozen=True, slots=True)
class Work:
    """What taking a step needs beside the step itself: the unit of work, who acts, the record's keys, the time."""

    session: Session
    signed: SignedIn
    keys: Keys
    at: datetime


Seen = int | frozenset[int] | None  # the version that the caller has seen, or several of which one will do, or none


def is_seen(seen: int | frozenset[int], version: int) -> bool:
    """Whether the version that there is is the one that the caller has seen, or one of them."""
    return version in seen if isinstance(seen, frozenset) else version == seen


def found(session: Session, signed: SignedIn, reference: str, locked: bool = False) -> Request:
    """The request, if it is there for this caller to know. Raises NotThere, alike for both reasons."""
    request = queries.find(session, signed, reference, locked)
    if request is None:
        raise NotThere("There is no such request that you can see.")
    return request
