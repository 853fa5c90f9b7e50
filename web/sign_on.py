"""Signing in with the account that the council gave somebody: OpenID Connect, with the council's own sign-on.

The authorization code flow with PKCE and a nonce (OpenID Connect Core 1.0, 3.1; RFC 7636). What the sign-on says of
somebody is looked at by Authlib: signed by its key, from that issuer, for us, now, and in answer to this very question.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from flask import Blueprint, current_app, redirect, request, url_for
from flask import session as cookie
from joserfc.errors import JoseError
from requests import RequestException
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from config.settings import SignOn
from models.access import acting_for
from models.user import signing_on
from web import session
from web.signing_in import sign_in_page

sign_on = Blueprint("sign_on", __name__)
log = logging.getLogger("advice")

NAME = "council"
ASKED = f"_state_{NAME}_"  # under what Authlib keeps in the cookie what it asked, for an hour
MOST_ASKED = 3  # begun at once, in several windows: a cookie has room for no more
ANSWERS_WITHIN = 10  # seconds
ONWARD, ANEW = "onward", "anew"
IN_ANOTHER_WINDOW = "You are signed in. What you typed is in the other window: go back there, and go on."
UNKNOWN = "Your council knows you, but this service does not yet. Ask whoever looks after it to give you access."
AGAIN = "That did not work, and nobody is signed in. Try again."
SILENT = "Your council's sign-in does not answer at the moment. Try again in a few minutes."
# A key, a claim or an answer that is missing or is not what it must be. Authlib says some of it with errors of no kind.
NOT_BELIEVED = (OAuthError, JoseError, KeyError, TypeError, ValueError, RuntimeError)


def client(settings: SignOn) -> FlaskOAuth2App:
    """What speaks to the council's sign-on; it asks where everything is there when it is first needed."""
    asked = {"acr_values": settings.context} if settings.context else {}
    return FlaskOAuth2App(
        FlaskIntegration(NAME),
        NAME,
        client_id=settings.client,
        client_secret=settings.secret,
        server_metadata_url=f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration",
        authorize_params=asked,
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": ANSWERS_WITHIN,
        },
    )


def _there() -> tuple[FlaskOAuth2App, SignOn]:
    found: tuple[FlaskOAuth2App, SignOn] = current_app.extensions["sign_on"]
    return found


@sign_on.get("/sign-in/council")
def begin() -> Response:
    """Lead to the council's sign-on. Who signed out, was idle or was not let in says there anew who they are."""
    council, _ = _there()
    begun = sorted((asked["exp"], name) for name, asked in cookie.items() if name.startswith(ASKED))
    for _, oldest in begun[: -(MOST_ASKED - 1)]:
        del cookie[oldest]
    cookie[ONWARD] = request.args.get("next", "")
    anew = {"prompt": "login"} if session.has_ended() or ANEW in cookie else {}
    try:
        there: Response = council.authorize_redirect(url_for("sign_on.came_back", _external=True), **anew)
    except (RequestException, *NOT_BELIEVED) as wrong:
        return _refused(SILENT, 503, wrong)
    return there


@sign_on.get("/sign-in/council/answer")
def came_back() -> Response:
    """Take in who somebody is, as the council's sign-on says it of them; or say why they cannot be let in."""
    council, settings = _there()
    onward = cookie.get(ONWARD)
    try:
        claims = council.authorize_access_token(claims_options=_wanted(settings))["userinfo"]
    except RequestException as silent:
        return _refused(SILENT, 503, silent)
    except NOT_BELIEVED as wrong:
        if session.signed_in_as() is not None:  # pressed twice, or gone back to
            return redirect(session.own_address(onward), 303)
        return _refused(AGAIN, 400, wrong)
    with Session(current_app.extensions["storage"].engine) as unit, unit.begin():
        email = signing_on(unit, settings.issuer, claims["sub"], _address(settings, claims))
        somebody = acting_for(unit, email) if email else None
    if somebody is None:
        return _refused(UNKNOWN, 403)
    session.begin(somebody.email)
    log.info("signed in", extra={"by": str(somebody.caller.id)})
    if onward == session.ELSEWHERE:
        session.say(IN_ANOTHER_WINDOW)
    return redirect(session.own_address(onward), 303)


def _wanted(settings: SignOn) -> Mapping[str, Any]:
    """What must be said of somebody: by whom and for whom, as it is set up here, and in which way they signed in."""
    wanted: dict[str, dict[str, Any]] = {
        "iss": {"value": settings.issuer},
        "aud": {"value": settings.client},
        "sub": {},
    }
    if settings.context:
        wanted["acr"] = {"values": settings.context.split()}
    return {name: {"essential": True, **what} for name, what in wanted.items()}


def _address(settings: SignOn, claims: Mapping[str, Any]) -> str:
    """Their e-mail address, unless the sign-on itself says that nobody has verified it."""
    told = claims.get(settings.email)
    return told if isinstance(told, str) and claims.get("email_verified", True) in (True, "true") else ""


def _refused(why: str, status: int, wrong: Exception | None = None) -> Response:
    """The page of signing in, with what went wrong; the log says more, and nothing of anybody."""
    log.warning("sign-in refused", extra={"why": f"{why} {type(wrong).__name__ if wrong else ''}".strip()})
    onward = str(cookie.get(ONWARD, ""))
    if why != SILENT:
        cookie[ANEW] = True  # else the sign-on would send the same account back, again and again
    return current_app.make_response((sign_in_page(next_page=onward, wrong=why), status))
