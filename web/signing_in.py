"""Signing in. In a demonstration anybody may be anybody; elsewhere the council's own sign-on is led to (sign_on.py)."""

from __future__ import annotations

import logging
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from config import clock
from models import demonstration, leaving
from models.access import acting_for
from web import session
from web.pages import show

signing_in = Blueprint("signing_in", __name__)
log = logging.getLogger("advice")

NOT_YOURS = "What was typed here before you signed in is somebody else's. It was not sent, and is not shown."
FEW = 5  # authorities whose people fit on one list together


def sign_in_page(kept: list[tuple[str, str]] | None = None, next_page: str = "", wrong: str = "") -> str:
    """The page at which one signs in, with a form that was sent carried along.

    Where there are many authorities one is chosen first, and then somebody of it.
    """
    going_on = next_page or (request.full_path.rstrip("?") if kept is not None else "")
    return render_template("sign_in.html", kept=kept, next_page=going_on, wrong=wrong, **_to_choose_from())


def _to_choose_from() -> dict[str, Any]:
    """The people one may be; or, of many authorities, that one is chosen first; or whether there is a sign-on."""
    if not current_app.config["DEMONSTRATION"]:
        return {"sign_on": "sign_on" in current_app.extensions, "whose": session.typed_by()}
    engine = current_app.extensions["storage"].engine
    with Session(engine) as unit:
        there = demonstration.authorities(unit)
        many, named = len(there) > FEW, request.form.get("authority")
        here = request.endpoint == "signing_in.signed_in"  # a form that is carried over may have a field of that name
        chosen = next((one for one in there if here and one[0] == named), None)
        everybody = [] if many and not chosen else demonstration.people(unit, chosen[0] if chosen and many else None)
    return {"people": everybody, "authorities": there if many else [], "chosen": chosen}


def signed_out(_: session.SignedOut) -> Response:
    """Lead to the signing in and back; a form that was sent is carried along, so that nothing typed is lost."""
    if request.method == "POST" and session.came_from_us():
        return current_app.make_response((sign_in_page(kept=session.sent()), 401))
    return redirect(url_for("signing_in.sign_in", next=request.full_path.rstrip("?")), 303)


def not_ours(error: CSRFError) -> Response:
    """A form whose session has ended is carried over; one that was open for too long is shown again."""
    email = session.signed_in_as()
    if email is None:
        return signed_out(session.SignedOut())
    if session.is_typed_by_another(email):
        session.say(NOT_YOURS)
        return redirect(url_for("home.home"), 303)
    return show("go_on.html", 400, address=request.full_path.rstrip("?"), kept=session.sent())


@signing_in.get("/sign-in")
def sign_in() -> Response:
    """Ask who is there."""
    return current_app.make_response(sign_in_page(next_page=request.args.get("next", "")))


@signing_in.post("/sign-in")
def signed_in() -> Response:
    """Be somebody of the demonstration; a form that was carried along is shown again, filled in as it was."""
    if not current_app.config["DEMONSTRATION"]:
        raise NotFound
    engine = current_app.extensions["storage"].engine
    email = request.form.get("who", "")
    kept = [(name[len(session.KEPT) :], text) for name, text in request.form.items(multi=True) if _is_kept(name)]
    with Session(engine) as unit:
        somebody = demonstration.invented(unit, email) if email else None
    if not email and "chooses_authority" in request.form and request.form.get("authority"):
        return current_app.make_response(sign_in_page(kept or None, request.form.get("next", "")))
    if somebody is None:
        log.warning("sign-in refused", extra={"why": "Nobody can be chosen who is not offered."})
        again = sign_in_page(kept or None, request.form.get("next", ""), "Choose who you are.")
        return current_app.make_response((again, 422))
    another = bool(kept) and session.is_of_another(somebody.email)
    session.begin(somebody.email)
    log.info("signed in", extra={"by": str(somebody.caller.id)})
    address = session.own_address(None if another else request.form.get("next"))
    if another:
        session.say(NOT_YOURS)
        kept = []
    return show("go_on.html", address=address, kept=kept) if kept else redirect(address, 303)


def _is_kept(name: str) -> bool:
    return name.startswith(session.KEPT)


@signing_in.post("/sign-out")
def sign_out() -> Response:
    """End every session of whoever is signed in: a copy of a cookie, or one on another machine, is good for nothing."""
    email = session.signed_in_as()
    if email is not None:
        with Session(current_app.extensions["storage"].engine) as unit, unit.begin():
            if signed := acting_for(unit, email, began=session.began()):
                leaving.sign_out(unit, signed.caller.id, clock.now())
                log.info("signed out", extra={"by": str(signed.caller.id)})
    session.end()
    session.say("You are signed out, here and wherever else you were signed in.")
    return redirect(url_for("signing_in.sign_in"), 303)
