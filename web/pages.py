"""What does every page share? Who is signed in, one unit of work, and one effect for a form that is sent twice."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from flask import Blueprint, current_app, g, redirect, render_template, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from config import clock
from config.clock import day_of
from models import queries
from models.access import SignedIn, acting_for
from models.base import READ_ONLY
from models.idempotency import KEEP
from models.objects import Writing
from models.request import Request
from models.storage import Storage, keeping
from web import session
from web.assets import asset
from web.forms.typed import Typed, nested
from workflow.casework.work import Work, found
from workflow.errors import NeverYours, NotThere, Refused
from workflow.facts import Facts
from workflow.roles import Role

ONCE = "once"  # a form's own token: sent twice, it has one effect
NUL = "\x00"
NOTHING: Mapping[str, Any] = {}
READS = ("GET", "HEAD")
SEE_OTHER, REFUSED = 303, 400


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a page: the unit of work, what they typed, and the store that they may write to."""

    work: Work
    typed: Typed
    storage: Storage
    writing: Writing

    @property
    def signed(self) -> SignedIn:
        """Who is signed in."""
        return self.work.signed

    @property
    def session(self) -> Session:
        """The unit of work."""
        return self.work.session

    @property
    def on(self) -> date:
        """Today, in England."""
        return day_of(self.work.at)


View = Callable[..., str | AnyResponse]


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the pages, and who may open it: with no roles named, everybody who is signed in."""

    path: str
    methods: tuple[str, ...]
    roles: frozenset[Role]


PAGES: list[Page] = []


def page(
    blueprint: Blueprint, path: str, *, methods: tuple[str, ...] = ("GET",), roles: frozenset[Role] = frozenset()
) -> Callable[[View], View]:
    """Make a view a page for those who are signed in."""

    def made(view: View) -> View:
        one = Page(path, methods, roles)
        PAGES.append(one)
        blueprint.add_url_rule(path, view.__name__, lambda **where: _answer(one, view, where), methods=list(methods))
        return view

    return made


def _answer(one: Page, view: View, where: Mapping[str, Any]) -> AnyResponse:
    storage: Storage = current_app.extensions["storage"]
    email, key = session.signed_in_as(), once_key()
    if email is None:
        raise session.SignedOut
    engine = storage.engine.execution_options(**{READ_ONLY: request.method in READS})
    with storage.writing() as writing, Session(engine, expire_on_commit=False, autoflush=False) as unit:
        signed = acting_for(unit, email, key, session.began())
        if signed is None:
            session.end()
            raise session.SignedOut
        g.signed = signed
        if signed.stored:
            return _once_more(signed.stored)
        _may_open(one, signed, where)
        work, typed = Work(unit, signed, storage.keys, clock.now()), nested(request.form.items(multi=True))
        visit = Visit(work, typed, storage, writing)
        try:
            response = current_app.make_response(view(visit, **where))
            if key and response.status_code == SEE_OTHER:
                keep(visit.work, key, response.headers["Location"], session.left_to_say())
            with keeping():
                unit.commit()
            writing.settled()
        except (Refused, IntegrityError):
            if stored := _done_meanwhile(unit, email, key):
                return _once_more(stored)
            raise
        refused = response.status_code >= REFUSED
        return _once_more(stored) if refused and (stored := _done_meanwhile(unit, email, key)) else response


def _done_meanwhile(unit: Session, email: str, key: str | None) -> Mapping[str, Any] | None:
    """What came of the same form, where it was sent twice at the same moment and the other one had its effect."""
    unit.rollback()
    again = acting_for(unit, email, key) if key else None
    return again.stored if again else None


def _once_more(stored: Mapping[str, Any]) -> AnyResponse:
    """On to where the form led, with what was said then: a browser shows only what answers its last press."""
    kept = stored["headers"]
    session.say_again(kept)
    return redirect(kept["Location"], SEE_OTHER)


def once_key() -> str | None:
    """The form's own token, as a key under which its one effect is kept."""
    once = request.form.get(ONCE) if request.method == "POST" else None
    return f"page:{once[:64]}" if once and once.isascii() and once.isprintable() else None


def _may_open(one: Page, signed: SignedIn, where: Mapping[str, Any]) -> None:
    if any(NUL in str(named) for named in where.values()):
        raise NotThere
    if one.roles and not signed.caller.roles & one.roles:
        raise NeverYours("This page is for other roles.")


def keep(work: Work, key: str, location: str, said: Mapping[str, Any] = NOTHING) -> None:
    """Keep, in the unit of work of an effect, that this form had it, where that led and what was said of it."""
    row = {
        "authority_id": work.signed.authority_id,
        "user_id": work.signed.caller.id,
        "key": key,
        "call_digest": sha256(request.path.encode()).digest(),
        "status": SEE_OTHER,
        "headers": {**said, "Location": location},
        "body": b"",
        "made_at": work.at,
    }
    work.session.execute(KEEP, [row])


def request_of(visit: Visit, reference: str) -> tuple[Request, Facts]:
    """A request that this person may see, and everything that is known of it."""
    row = found(visit.session, visit.signed, reference)
    return row, row.as_facts(visit.signed.authority, queries.past(visit.session, row.key))


def show(template: str, status: int = 200, **told: Any) -> AnyResponse:
    """A page drawn from its template."""
    return current_app.make_response((render_template(template, **told), status))


def done(address: str, said: str = "", sent: str = "") -> AnyResponse:
    """Go on to another page, which says once what was done; `sent` names a form that waits no more."""
    if said:
        session.say(said)
    if sent:
        session.mark_sent(sent)
    return redirect(address, SEE_OTHER)


def offered() -> dict[str, Any]:
    """What every template may use."""
    return {
        "asset": asset,
        "signed": g.get("signed"),
        "said": session.said,
        "sent_form": session.sent_form,
        "once": lambda: secrets.token_urlsafe(24),
        "nonce": nonce(),
        "demonstration": current_app.config["DEMONSTRATION"],
    }


def nonce() -> str:
    """What the one script in the page is allowed by."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)
