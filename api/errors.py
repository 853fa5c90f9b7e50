"""Which status does each refusal have, and how does a problem read? RFC 9457, for every 4xx and 5xx of the API."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

import orjson
from flask import Response, current_app
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from config.calendar import CalendarEnds
from config.logs import place
from models.objects import StoreFails
from models.storage import Untold
from workflow.errors import (
    Lost,
    NeverYours,
    NotFromHere,
    NotNow,
    NotThere,
    NotYours,
    Overtaken,
    Refused,
    Stale,
    Unmet,
    VersionMissing,
)

log = logging.getLogger("advice")


class Unauthorised(Refused):
    """Send a bearer token: Authorization: Bearer ..."""


class Malformed(Refused):
    """The request could not be read."""


class WrongMediaType(Refused):
    """Send JSON, with Content-Type: application/json."""


class TooLarge(Refused):
    """This is larger than the service takes."""


class Invalid(Unmet):
    """Something in the request is wrong: see each reason."""


class KeyReused(Refused):
    """This Idempotency-Key was used before, for another call: use a new key for a new call."""


STATUS: Mapping[type[Refused], HTTPStatus] = {
    Unauthorised: HTTPStatus.UNAUTHORIZED,
    WrongMediaType: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    Malformed: HTTPStatus.BAD_REQUEST,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    NotThere: HTTPStatus.NOT_FOUND,
    NeverYours: HTTPStatus.FORBIDDEN,
    VersionMissing: HTTPStatus.PRECONDITION_REQUIRED,
    Stale: HTTPStatus.PRECONDITION_FAILED,
    Overtaken: HTTPStatus.PRECONDITION_FAILED,
    NotFromHere: HTTPStatus.CONFLICT,
    NotYours: HTTPStatus.FORBIDDEN,
    Unmet: HTTPStatus.UNPROCESSABLE_ENTITY,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    KeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotNow: HTTPStatus.SERVICE_UNAVAILABLE,
    Lost: HTTPStatus.INTERNAL_SERVER_ERROR,
}


def problem(status: HTTPStatus, detail: str, **more: Any) -> Response:
    """A problem document."""
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **more}
    return Response(orjson.dumps(body), status.value, content_type="application/problem+json")


def refused(refusal: Refused) -> Response:
    """A refusal with every reason it carries."""
    more: dict[str, Any] = {}
    if isinstance(refusal, Unmet):
        if refusal.errors:
            more["errors"] = refusal.errors
        if refusal.needs:
            more["unmet"] = [asdict(need) for need in refusal.needs]
    if isinstance(refusal, Overtaken):
        more["draft"] = refusal.draft
    status = STATUS[type(refusal)]
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("could not be done", extra={"kind": type(refusal).__name__})
    reply = problem(status, refusal.reason, **more)
    if isinstance(refusal, Unauthorised):
        log.warning("sign-in refused", extra={"why": refusal.reason})
        reply.headers["WWW-Authenticate"] = 'Bearer realm="social care advice"'
    return reply


def http_error(error: HTTPException) -> Response:
    """What Flask itself refuses (no such page, method not allowed, too large) as a problem, keeping its headers."""
    made = error.get_response()
    reply = problem(HTTPStatus(made.status_code), error.description or HTTPStatus(made.status_code).phrase)
    for name in ("Allow", "Retry-After", "Location"):
        if name in made.headers:
            reply.headers[name] = made.headers[name]
    return reply


def calendar_ended(error: CalendarEnds) -> Response:
    """A deadline that cannot be worked out is refused, never guessed."""
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error))


def unreachable(error: OperationalError) -> Response:
    """The database did not answer: nothing was done."""
    log.error("database unavailable", extra={"kind": type(error.orig).__name__})
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, "The database cannot be reached. Nothing was changed; try again.")


def untold(error: Untold) -> Response:
    """The database went away while it was keeping what was sent: who sent it has to look, or to send it again."""
    log.error("database gone in a commit", extra={"kind": type(error.__cause__).__name__})
    return problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The database went away at the last moment: what you sent may have been done. "
        "Send it again under the same Idempotency-Key, or look before you do.",
    )


def store_failed(error: StoreFails) -> Response:
    """The store of documents did not answer: nothing was done."""
    log.error("store of documents unavailable", extra={"kind": type(error.__cause__).__name__})
    return problem(
        HTTPStatus.SERVICE_UNAVAILABLE, "Documents cannot be reached just now. Nothing was changed; try again."
    )


def unforeseen(error: Exception) -> Response:
    """A fault of ours: logged by kind and lines of code, with nothing of the request's content."""
    if current_app.testing:
        raise error
    log.error("unforeseen", extra={"kind": type(error).__name__, "place": place(error)})
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side. Nothing was changed.")


ANSWERS: Mapping[type[Exception], Any] = {
    Refused: refused,
    HTTPException: http_error,
    CalendarEnds: calendar_ended,
    OperationalError: unreachable,
    Untold: untold,
    StoreFails: store_failed,
    Exception: unforeseen,
}
