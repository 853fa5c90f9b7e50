"""Signing in with the account that the council gave somebody: OpenID Connect, with the council's own sign-on.

The authorization code flow with PKCE and a nonce (OpenID Connect Core 1.0, 3.1; RFC 7636). What the sign-on says of
somebody is looked at by Authlib: signed by its key, from that issuer, for us, now, and in answer to this very question.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.base_client.errors import MismatchingStateError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from flask import Blueprint, current_app, redirect, request, url_for
from flask import session as cookie
from joserfc.errors import JoseError
from requests import RequestException
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from config import clock
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
ANSWERS_WITHIN = (3, 10)  # seconds to be reached, and to answer
RESTS, KNOWN_FOR = 15, 3600  # seconds: a sign-on that is silent is not asked; what it told of itself is asked anew
LEEWAY = 120  # seconds between its clock and ours, as Authlib has it
ONWARD, ANEW, ASKED_ANEW = "onward", "anew", "asked_anew"
IN_ANOTHER_WINDOW = "You are signed in. What you typed is in the other window: go back there, and go on."
UNKNOWN = "Your council knows you, but this service does not yet. Ask whoever looks after it to give you access."
AGAIN = "That did not work, and nobody is signed in. Try again."
SILENT = "Your council's sign-in does not answer at the moment. Try again in a few minutes."
# A key, a claim or an answer that is missing or is not what it must be. The libraries say some of it by accident.
NOT_BELIEVED = (
    OAuthError,
    JoseError,
    LookupError,
    TypeError,
    ValueError,
    RuntimeError,
    AttributeError,
    ArithmeticError,
)


class NotBelieved(ValueError):
    """What is said of somebody is not enough to let them in."""


class Council:
    """The sign-on of a council, as this process knows it: where everything is, it says itself when first asked."""

    def __init__(self, settings: SignOn) -> None:
        """As set up in the environment."""
        self.settings = settings
        self.silent_since: float | None = None
        self.forget()

    def forget(self) -> None:
        """Ask anew where everything is and which keys there are: what was told was odd, or is old."""
        asked = {"acr_values": self.settings.context} if self.settings.context else {}
        told = {"scope": "openid email profile", "code_challenge_method": "S256", "default_timeout": ANSWERS_WITHIN}
        self._client = FlaskOAuth2App(
            FlaskIntegration(NAME),
            NAME,
            client_id=self.settings.client,
            client_secret=self.settings.secret,
            server_metadata_url=f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration",
            authorize_params=asked,
            client_kwargs=told,
        )

    def client(self) -> FlaskOAuth2App:
        """What speaks to it. Raises RequestException while it rests, so that nobody waits for it in vain."""
        now = clock.now().timestamp()
        if self.silent_since is not None and 0 <= now - self.silent_since < RESTS:
            raise RequestException("It was silent a moment ago.")
        if now - self._client.server_metadata.get("_loaded_at", now) > KNOWN_FOR:
            self.forget()
        return self._client

    def has_failed(self, wrong: Exception) -> None:
        """Draw the consequences: a caller may bring an OAuthError about, everything else is the sign-on's own."""
        now = clock.now().timestamp()
        if isinstance(wrong, RequestException) and now - (self.silent_since or 0) >= RESTS:
            self.silent_since = now
        if not isinstance(wrong, RequestException | OAuthError | NotBelieved):
            self.forget()

    def wanted(self) -> Mapping[str, Any]:
        """What must be said of somebody: by whom, for whom, and in which way they signed in."""
        wanted: dict[str, dict[str, Any]] = {
            "iss": {"value": self.settings.issuer},
            "aud": {"value": self.settings.client},
            "sub": {},
        }
        if self.settings.context:
            wanted["acr"] = {"values": self.settings.context.split()}
        return {name: {"essential": True, **what} for name, what in wanted.items()}


def _council() -> Council:
    found: Council = current_app.extensions["sign_on"]
    return found


@sign_on.get("/sign-in/council")
def begin() -> Response:
    """Lead to the council's sign-on. Who signed out, was idle or was not let in says there anew who they are."""
    council = _council()
    begun = sorted((asked["exp"], name) for name, asked in cookie.items() if name.startswith(ASKED))
    for _, oldest in begun[: -(MOST_ASKED - 1)]:
        del cookie[oldest]
    cookie[ONWARD] = request.args.get("next", "")
    anew: dict[str, Any] = {}
    if session.has_ended() or ANEW in cookie:
        anew = {"prompt": "login", "max_age": 0}
        cookie[ASKED_ANEW] = clock.now().timestamp()
    try:
        there: Response = council.client().authorize_redirect(url_for("sign_on.came_back", _external=True), **anew)
    except (RequestException, *NOT_BELIEVED) as wrong:
        council.has_failed(wrong)
        return _refused(SILENT, 503, wrong)
    council.silent_since = None
    return there


@sign_on.get("/sign-in/council/answer")
def came_back() -> Response:
    """Take in who somebody is, as the council's sign-on says it of them; or say why they cannot be let in."""
    council, onward = _council(), cookie.get(ONWARD)
    try:
        claims = council.client().authorize_access_token(claims_options=council.wanted())["userinfo"]
        subject, address = _who(council.settings, claims)
    except RequestException as silent:
        council.has_failed(silent)
        return _refused(SILENT, 503, silent)
    except NOT_BELIEVED as wrong:
        if isinstance(wrong, MismatchingStateError) and session.signed_in_as() is not None:
            return redirect(session.own_address(onward), 303)  # pressed twice, or gone back to
        council.has_failed(wrong)
        return _refused(AGAIN, 400, wrong)
    with Session(current_app.extensions["storage"].engine) as unit, unit.begin():
        email = signing_on(unit, f"{council.settings.issuer} {council.settings.client}", subject, address)
        somebody = acting_for(unit, email) if email else None
    if somebody is None:
        session.end()
        cookie[ONWARD] = onward
        return _refused(UNKNOWN, 403, NotBelieved("no address" if not address else "not known by name or address"))
    session.begin(somebody.email)
    log.info("signed in", extra={"by": str(somebody.caller.id)})
    if onward == session.ELSEWHERE:
        session.say(IN_ANOTHER_WINDOW)
    return redirect(session.own_address(onward), 303)


def _who(settings: SignOn, claims: Mapping[str, Any]) -> tuple[str, str]:
    """The name that the sign-on gives nobody else, and their e-mail address; empty if it is not verified, or odd.

    Raises NotBelieved for a name that no database holds, and for whoever had to sign in anew and did not.
    """
    since, last = cookie.get(ASKED_ANEW), claims.get("auth_time")
    if since is not None and isinstance(last, int | float) and last < since - LEEWAY:
        raise NotBelieved("not signed in anew")
    subject, address = claims["sub"], claims.get(settings.email)
    if not subject.isprintable():
        raise NotBelieved("an odd name")
    unverified = settings.email == "email" and claims.get("email_verified", True) not in (True, "true")
    # Letters that only look like an address's are none: folded, they would become it.
    plain = isinstance(address, str) and address.isascii() and address.isprintable()
    return subject, str(address) if plain and not unverified else ""


def _refused(why: str, status: int, wrong: Exception) -> Response:
    """The page of signing in, with what went wrong; the log says which kind of thing, and nothing of anybody."""
    kind = str(wrong) if isinstance(wrong, NotBelieved) else getattr(wrong, "error", None) or type(wrong).__name__
    log.warning("sign-in refused", extra={"why": why, "kind": kind if len(kind) < 60 and kind.isprintable() else "odd"})
    if why != SILENT:
        cookie[ANEW] = True  # else the sign-on would send the same account back, again and again
    onward = str(cookie.get(ONWARD, ""))
    return current_app.make_response((sign_in_page(next_page=onward, wrong=why), status))
