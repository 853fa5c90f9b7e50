"""A council's sign-on that does as it is told, lies included: OpenID Connect, over HTTP, on a port of this machine."""

from __future__ import annotations

import hmac
import json
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Flask, jsonify, redirect, request
from joserfc import jws, jwt
from joserfc.jwk import RSAKey
from joserfc.util import urlsafe_b64encode
from werkzeug.serving import make_server

from config.settings import SignOn

CLIENT, SECRET = "advice", "between-us"
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}, private=True)
OTHER = RSAKey.generate_key(2048, {"kid": "two", "use": "sig", "alg": "RS256"}, private=True)
Signs = Callable[[dict[str, Any]], str]


def signed(claims: dict[str, Any]) -> str:
    """As it should be."""
    return jws.serialize_compact({"alg": "RS256", "kid": "one"}, json.dumps(claims).encode(), KEY)


def by_another(claims: dict[str, Any]) -> str:
    """Signed by a key that only says that it is the right one."""
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, OTHER)


def by_nobody_known(claims: dict[str, Any]) -> str:
    """Signed by a key that the sign-on does not publish."""
    return jwt.encode({"alg": "RS256", "kid": "two"}, claims, OTHER)


def by_nobody(claims: dict[str, Any]) -> str:
    """Not signed at all, which it says itself."""
    header, body = (urlsafe_b64encode(orjson.dumps(part)).decode() for part in ({"alg": "none"}, claims))
    return f"{header}.{body}."


def by_what_everybody_knows(claims: dict[str, Any]) -> str:
    """Signed with what is no secret, as if it were one: the key that everybody may read."""
    header, body = (urlsafe_b64encode(orjson.dumps(part)) for part in ({"alg": "HS256", "kid": "one"}, claims))
    by = hmac.digest(KEY.as_pem(private=False), header + b"." + body, "sha256")
    return b".".join((header, body, urlsafe_b64encode(by))).decode()


@dataclass
class Provider:
    """Who comes next, what is said of them, and how it is signed; and what it was asked."""

    issuer: str
    who: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    forgets: tuple[str, ...] = ()
    signs: Signs = signed
    refuses: str = ""
    odd: dict[str, Any] = field(default_factory=dict)
    says_nothing: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    given: dict[str, dict[str, str]] = field(default_factory=dict)

    def begin_anew(self) -> None:
        """Forget all that was told and asked."""
        self.__dict__ = Provider(self.issuer).__dict__

    def settings(self, email: str = "email", context: str = "") -> SignOn:
        """How the service is set up to be led here."""
        return SignOn(self.issuer, CLIENT, SECRET, email, context)

    def token(self, asked: dict[str, str]) -> dict[str, Any]:
        """What is answered for a code: an access token, and who it is."""
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims = {**claims, **self.who, **self.lies}
        for name in self.forgets:
            claims.pop(name, None)
        said = {"access_token": secrets.token_hex(8), "token_type": "Bearer", "expires_in": 300}
        return said if self.says_nothing else {**said, "id_token": self.signs(claims)}


def application(provider: Provider) -> Flask:
    """The sign-on as a web application."""
    app = Flask("sign-on")
    there = provider.issuer
    told = {
        "issuer": there,
        "authorization_endpoint": f"{there}/authorize",
        "token_endpoint": f"{there}/token",
        "jwks_uri": f"{there}/keys",
        "id_token_signing_alg_values_supported": ["RS256"],
    }
    app.add_url_rule("/.well-known/openid-configuration", "told", lambda: jsonify(provider.odd.get("told", told)))
    keys = {"keys": [KEY.as_dict(private=False)]}
    app.add_url_rule("/keys", "keys", lambda: jsonify(provider.odd.get("keys", keys)))
    app.add_url_rule("/authorize", "authorize", lambda: _authorize(provider, request.args.to_dict()))
    app.add_url_rule("/token", "token", lambda: _token(provider), methods=["POST"])
    return app


def _authorize(provider: Provider, asked: dict[str, str]) -> Any:
    provider.asked.append(asked)
    code = secrets.token_hex(8)
    provider.given[code] = asked
    told = {"error": provider.refuses} if provider.refuses else {"code": code}
    return redirect(f"{asked['redirect_uri']}?{urlencode({**told, 'state': asked['state']})}")


def _token(provider: Provider) -> Any:
    """What is said for a code: once, to whoever has the secret and the proof that they began it."""
    asked = provider.given.pop(request.form["code"], {})
    known = request.authorization and (request.authorization.username, request.authorization.password)
    proof = urlsafe_b64encode(sha256(request.form["code_verifier"].encode()).digest()).decode()
    began = (asked.get("code_challenge"), asked.get("redirect_uri"))
    if known != (CLIENT, SECRET) or began != (proof, request.form["redirect_uri"]):
        return jsonify(error="invalid_grant"), 400
    return jsonify({**provider.token(asked), **provider.odd.get("token", {})})


@contextmanager
def running() -> Iterator[Provider]:
    """A sign-on that is there while this lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    provider = Provider(f"http://127.0.0.1:{port}")
    server = make_server("127.0.0.1", port, application(provider), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
