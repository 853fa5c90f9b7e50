"""What does a working service look like? Two invented authorities, their people, requests, reviews and directories.

Nothing is written by hand: every request is made, and moved on, by `take` (workflow/casework/taking.py) under the clock
of its story, and every review is listed by the import and screened. A story is told for several children who asked on
different days; each is told as far as today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from config import authorities, authority_file
from demonstration.storytelling import BadStory, Teller
from models import authority, letterhead, user
from models.access import SignedIn, sign_in
from models.objects import Writing
from models.request import Request
from models.review import Review
from models.storage import Storage
from models.user import Token, token_hash
from workflow.asking.question_sets import question_sets
from workflow.papers.loading import beside

STORIES = Path(__file__).parent.parent / "config" / "demonstration"
CODES = ("northmere", "eastvale")


def people() -> Iterator[str]:
    """Who you can be in the demonstration, a line each: e-mail address, name, and as what in which team."""
    for code in CODES:
        for person in _read(code)["people"]:
            yield line(person["email"], person["name"], person["roles"])


def line(email: str, name: str, roles: Iterable[str]) -> str:
    """Somebody whom you can be: e-mail address, name, and as what in which team."""
    return f"{email:<42} {name:<20} {', '.join(roles)}"


def fill(storage: Storage, now: datetime) -> str:
    """Fill a database, all or nothing; one that is filled already stays as it is.

    Raises InRealUse for any other, BadStory when the service refuses a step of a story.
    """
    with (
        storage.writing() as writing,
        Session(storage.engine, expire_on_commit=False, autoflush=False) as session,
    ):
        with session.begin():
            if authority.only_demonstrations(session) and authority.of_code(session, CODES[0]):
                return "The demonstration is here already."
            for code in CODES:
                _tell_all(session, storage, writing, code, now)
        writing.settled()
        requests, reviews = (session.scalar(select(func.count()).select_from(kind)) for kind in (Request, Review))
    return f"The demonstration is ready: {len(CODES)} authorities, {requests} requests, {reviews} annual reviews."


def _read(name: str) -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load((STORIES / f"{name}.yaml").read_text())
    return held


def _tell_all(session: Session, storage: Storage, writing: Writing, code: str, now: datetime) -> None:
    text = (authorities.AUTHORITIES / f"{code}.yaml").read_text()
    held = authority_file.from_text(text, f"{code}.yaml", frozenset(question_sets()))
    row = authority.load(session, held, list(question_sets().values()), now, demonstration=True)
    letterhead.keep(session, row.id, beside(authorities.AUTHORITIES / f"{code}.yaml", held))
    written = _read(code)
    cast = {person["email"]: _joined(session, row.code, person, now) for person in written["people"]}
    session.execute(delete(Token).where(Token.authority_id == row.id))
    teller = Teller(session, storage, writing, cast, now)
    teller.tell_directory(_read(f"{code}_directory"))
    for story in written["stories"]:
        for child in story["children"]:
            teller.tell(story, child)
    for term in _read(f"{code}_reviews")["terms"]:
        teller.tell_reviews(term)


def _joined(session: Session, code: str, person: Mapping[str, Any], now: datetime) -> SignedIn:
    """A person added and signed in, as they would be with a token."""
    user.add(session, code, person["email"], person["name"], person["roles"])
    token = user.give_token(session, person["email"], now)
    session.flush()
    signed = sign_in(session, token_hash(token), None)
    if signed is None:
        raise BadStory(f"{person['email']} could not sign in.")
    return signed
