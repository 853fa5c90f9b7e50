"""What does somebody at a page read when something cannot be done, and what can they do next?"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from flask import current_app, request, url_for
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from config.calendar import CalendarEnds
from config.logs import place
from models.objects import StoreFails
from models.storage import Untold
from web.pages import ONCE, show
from web.session import sent
from workflow.errors import (
    Lost,
    NeverYours,
    NotFromHere,
    NotNow,
    NotThere,
    NotYours,
    Refused,
    Stale,
    Unmet,
    VersionMissing,
)

log = logging.getLogger("advice")


class Gone(NotThere):
    """A form that was sent, or thrown away, to which somebody goes back."""


# For each kind of refusal: the status, what happened, what to do next.
SAID: dict[type[Refused], tuple[int, str, str]] = {
    Gone: (404, "This was sent already, or thrown away", "What you sent is among your work, or found by its name."),
    NotThere: (404, "Page not found", "Check the address, or look for the request by its reference or a name."),
    NeverYours: (403, "You cannot do this in your role", "If your work needs it, ask your manager."),
    NotYours: (403, "This is for another team", "Ask the team that holds the request, or its manager."),
    NotFromHere: (409, "This cannot be done now", "Open the request to see where it stands and what can be done."),
    VersionMissing: (409, "Open the request first", "Then take the step from there."),
    Stale: (409, "Somebody has changed this since you opened it", "Open the request again to see what changed."),
    Lost: (
        500,
        "This document is not what was kept",
        "Tell whoever runs the service.",
    ),
    NotNow: (503, "This cannot be done just now", "Nothing was changed. Try again in a few minutes."),
    Unmet: (422, "Something is missing or wrong", "Go back, and put right what is named here."),
}
NEXT = {
    400: "Go back and try again.",
    404: "Check the address, or look for the request by its reference or a name.",
    405: "Go back to your work and begin again from there.",
    413: "Send a smaller file, or less text.",
}
TITLES = {  # what somebody reads instead of the name that a program knows
    400: "We could not read what was sent",
    404: "Page not found",
    405: "This page cannot be opened like that",
    413: "That is too much to send at once",
    415: "We could not read what was sent",
}
TOO_MUCH, MB = 413, 1024**2
LATER = "Keep this page open, and try again in a few minutes."


def refused(error: Refused) -> Response:
    """A refusal that no page has shown in its own place."""
    kind = next(one for one in type(error).__mro__ if one in SAID)
    status, title, then = SAID[kind]
    back = _request_of(error)
    return show("error.html", status, title=title, reasons=reasons(error), then=then, back=back, typed=typed())


def typed() -> list[str]:
    """What somebody wrote in words into the form that is refused: no page of its own shows it again, to be copied."""
    return [text for _, text in sent() if len(text.split()) > 1]


def _not_now(title: str, then: str, status: int = 503, untold: bool = False) -> Response:
    """It was not done, or that is not known: the very form that was sent is kept on the page, to be sent again."""
    again = [*sent(), *((name, request.form[name]) for name in (ONCE,) if name in request.form)]
    return show("error.html", status, title=title, reasons=[], then=then, typed=typed(), again=again, untold=untold)


def _request_of(error: Refused) -> str | None:
    """The request that a page belongs to, to be opened again; None where there is none for this person to know of."""
    reference = (request.view_args or {}).get("reference")
    if reference is None or isinstance(error, NotThere):
        return None
    return url_for("requests_pages.one", reference=reference)


def reasons(error: Refused) -> list[str]:
    """Every reason why something was refused."""
    if not isinstance(error, Unmet):
        return [error.reason]
    return [*(need.reason for need in error.needs), *(said for told in error.errors.values() for said in told)]


def http_error(error: HTTPException) -> Response:
    """What Flask itself refuses."""
    status = error.code or 500
    title = TITLES.get(status, error.name)
    then = NEXT.get(status, "Go back to your work and try again.")
    if status == TOO_MUCH and request.max_content_length:
        then = f"{then} At most {request.max_content_length // MB} MB can be sent here."
    reply = show("error.html", status, title=title, reasons=[], then=then, form_at=_form_at())
    for name, value in error.get_headers(request.environ):
        if name in ("Allow", "Retry-After"):
            reply.headers[name] = value
    return reply


def _form_at() -> str | None:
    """The page on which the form stands that was sent; None where it has no address of its own."""
    if request.method != "POST" or request.url_rule is None:
        return None
    same = (rule for rule in current_app.url_map.iter_rules() if rule.rule == request.url_rule.rule)
    return request.path if any("GET" in (rule.methods or ()) for rule in same) else None


def calendar_ended(error: CalendarEnds) -> Response:
    """A deadline that cannot be worked out is refused, never guessed."""
    then = "Whoever runs the service adds the bank holidays of the coming years."
    return show("error.html", 503, title="A date cannot be worked out", reasons=[str(error)], then=then)


def unreachable(error: OperationalError) -> Response:
    """The database did not answer: nothing was done."""
    log.error("database unavailable", extra={"kind": type(error.orig).__name__})
    return _not_now("The service cannot reach its records", f"Nothing was changed. {LATER}")


def untold(error: Untold) -> Response:
    """The database went away while it was keeping what was sent."""
    log.error("database gone in a commit", extra={"kind": type(error.__cause__).__name__})
    then = f"It may have been done. If it was, sending it again does not do it twice. {LATER}"
    return _not_now("We cannot tell whether this was kept", then, untold=True)


def store_failed(error: StoreFails) -> Response:
    """The store of documents did not answer: nothing was done."""
    log.error("store of documents unavailable", extra={"kind": type(error.__cause__).__name__})
    return _not_now("The documents cannot be reached", f"Nothing was changed. {LATER}")


def unforeseen(error: Exception) -> Response:
    """A fault of ours: logged by kind and lines of code, with nothing that was typed."""
    if current_app.testing:
        raise error
    log.error("unforeseen", extra={"kind": type(error).__name__, "place": place(error)})
    then = "Nothing was changed. Try again; if it happens again, tell whoever runs the service."
    return _not_now("Something went wrong on our side", then, 500)


ANSWERS: Mapping[type[Exception], Any] = {
    Refused: refused,
    HTTPException: http_error,
    CalendarEnds: calendar_ended,
    OperationalError: unreachable,
    Untold: untold,
    StoreFails: store_failed,
    Exception: unforeseen,
}
