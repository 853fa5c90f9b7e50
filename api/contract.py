"""What does every call of the API share? Who calls, one unit of work, one effect per Idempotency-Key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import orjson
from flask import Blueprint, Response, current_app, g, request
from marshmallow import Schema, ValidationError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.errors import Invalid, KeyReused, Malformed, Unauthorised
from api.sent import FORM, JSON, Sent, sent
from api.versions import version_of
from config import clock
from models.access import SignedIn, sign_in
from models.base import READ_ONLY
from models.idempotency import KEEP
from models.objects import Writing
from models.queries import may_be_told
from models.storage import Storage, keeping
from models.user import token_hash
from workflow.casework.work import Work
from workflow.errors import NotThere, Refused

LONGEST_KEY = 255
READS = ("GET", "HEAD")
DONE = "There is no such request that you can see. What you sent under this key was done when you first sent it."
NUL = "\x00"  # no database holds it in text, and PostgreSQL will not even look for it


@dataclass(frozen=True, slots=True)
class Reply:
    """What a view answers: a JSON value, or bytes of the first media type that the call gives; status and headers."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = JSON[0]


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the unit of work, what was asked in the query, what was sent, and the store that it may write to."""

    work: Work
    query: Mapping[str, Any]
    sent: Sent
    storage: Storage
    writing: Writing

    @property
    def body(self) -> Mapping[str, Any]:
        """The JSON object, or the fields of the form."""
        return self.sent.body

    @property
    def file(self) -> bytes:
        """The file sent."""
        return self.sent.file

    @property
    def signed(self) -> SignedIn:
        """Who calls."""
        return self.work.signed

    @property
    def session(self) -> Session:
        """The unit of work."""
        return self.work.session


View = Callable[..., Reply]


@dataclass(frozen=True, slots=True)
class Operation:
    """One call of the contract, as the documentation needs it."""

    method: str
    path: str
    view: View
    query: Schema | None
    sends: str | None
    takes: tuple[str, ...]
    answers: Mapping[int, str]
    versioned: bool
    gives: tuple[str, ...]
    headers: tuple[str, ...]
    open_to_all: bool


OPERATIONS: list[Operation] = []


def operation(
    blueprint: Blueprint,
    method: str,
    path: str,
    *,
    query: Schema | None = None,
    sends: str | None = None,
    takes: tuple[str, ...] = JSON,
    answers: Mapping[int, str],
    versioned: bool = False,
    gives: tuple[str, ...] = JSON,
    headers: tuple[str, ...] = (),
    open_to_all: bool = False,
) -> Callable[[View], View]:
    """Make a view a call of the API. `sends` and `answers` name schemas of the documentation.

    `takes`: the media types of what is sent: JSON, or those of a table or of a form with a document (api/sent.py).
    `versioned`: the call must name, in If-Match, the version that the caller has seen. `gives`: the media types of
    what is answered; `headers`: those of the reply that lead on. `open_to_all`: documentation, which holds nothing of
    anybody and needs no token.
    """

    def made(view: View) -> View:
        one = Operation(method, path, view, query, sends, takes, answers, versioned, gives, headers, open_to_all)
        OPERATIONS.append(one)
        answer = _shown if open_to_all else _answer
        blueprint.add_url_rule(path, view.__name__, lambda **where: answer(one, where), methods=[method])
        return view

    return made


def _shown(one: Operation, where: Mapping[str, Any]) -> Response:
    """What is there for everybody: nobody is asked who they are, and no database is read."""
    _query(one)
    return _respond(one.view(**where), one.gives)


def _answer(one: Operation, where: Mapping[str, str]) -> Response:
    """Refusals in the order of the contract: who, whether it can be read, then what the view decides."""
    storage: Storage = current_app.extensions["storage"]
    key = _idempotency_key()
    engine = storage.engine.execution_options(**{READ_ONLY: one.method in READS})
    with storage.writing() as writing, Session(engine, expire_on_commit=False, autoflush=False) as session:
        signed = g.signed = _signed_in(session, key)
        if one.takes == FORM:
            session.rollback()  # nobody waits for the database while a large file is coming in
        given = sent(one.takes, storage.largest_document) if one.sends else Sent()
        if key and signed.stored:
            return _replayed(session, signed, signed.stored, where, given)
        if any(NUL in str(named) for named in where.values()):
            raise NotThere
        call = Call(Work(session, signed, storage.keys, clock.now()), _query(one), given, storage, writing)
        try:
            response = _respond(one.view(call, **where), one.gives)
            if key:
                _keep(call.work, key, response, given)
            with keeping():
                session.commit()
            writing.settled()
        except (Refused, IntegrityError):
            session.rollback()
            if key and (again := _signed_in(session, key).stored):
                return _replayed(session, signed, again, where, given)
            raise
        return response


def _signed_in(session: Session, key: str | None) -> SignedIn:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthorised
    signed = sign_in(session, token_hash(token.strip()), key)
    if signed is None:
        raise Unauthorised("This token is not valid, or was withdrawn.")
    return signed


def _idempotency_key() -> str | None:
    """The key of a POST, as it is written (quoted, as the draft standard has it, or bare)."""
    key = request.headers.get("Idempotency-Key") if request.method == "POST" else None
    if key is not None and not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        raise Malformed(f"An Idempotency-Key has 1 to {LONGEST_KEY} printable characters.")
    return key


def _query(one: Operation) -> Mapping[str, Any]:
    """The query parameters, each taken once, checked by their schema; an unknown one is refused."""
    sent = request.args.to_dict(flat=False)
    errors = {name: ["Give this once."] for name, values in sent.items() if len(values) > 1}
    errors |= {name: ["This has a character that cannot be kept."] for name in sent if NUL in sent[name][0]}
    checked: Mapping[str, Any] = {}
    try:
        checked = one.query.load({name: values[0] for name, values in sent.items()}) if one.query else {}
    except ValidationError as wrong:
        errors |= wrong.messages  # type: ignore[arg-type]  # a schema's messages are a mapping
    unknown = {name: ["There is no such parameter."] for name in sent} if one.query is None else {}
    if errors or unknown:
        raise Invalid({**unknown, **errors})
    return checked


def _respond(reply: Reply, gives: tuple[str, ...]) -> Response:
    content = reply.body if isinstance(reply.body, bytes) else orjson.dumps(reply.body)
    response = Response(content, reply.status, content_type=gives[0])
    response.headers.update(reply.headers)
    return response


def _call_digest(given: Sent) -> bytes:
    """What makes a call the same: method, path, query and what was sent.

    Not If-Match: who tries again may have looked again.
    """
    path = f"{request.path}?{request.query_string.decode('latin-1')}" if request.query_string else request.path
    return sha256(b"\x00".join((request.method.encode(), path.encode(), given.said))).digest()


def _keep(work: Work, key: str, response: Response, given: Sent) -> None:
    row = {
        "authority_id": work.signed.authority_id,
        "user_id": work.signed.caller.id,
        "key": key,
        "call_digest": _call_digest(given),
        "status": response.status_code,
        "headers": {name: response.headers[name] for name in ("ETag", "Location") if name in response.headers},
        "body": response.get_data(),
        "made_at": work.at,
    }
    work.session.execute(KEEP, [row])


def _replayed(
    session: Session, signed: SignedIn, stored: Mapping[str, Any], where: Mapping[str, str], given: Sent
) -> Response:
    """The stored reply to the same call, if its request may still be told of; another call under the key is refused."""
    if stored["call_digest"] != _call_digest(given):
        raise KeyReused
    reference = where.get("reference") or stored["headers"].get("Location", "").rpartition("/")[-1]
    if reference and not may_be_told(session, signed, reference, version_of(stored["headers"].get("ETag"))):
        raise NotThere(DONE)
    response = Response(stored["body"], stored["status"], content_type="application/json")
    response.headers.update(stored["headers"])
    return response
