"""What becomes of what is typed and not sent? Kept as one types, shared in the team, shown again, never in the record.

A page that wants this asks `waiting` for its form, draws it with the macros of unfinished.html, and calls `sent` when
what was typed has become part of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, jsonify, request, url_for
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from models import colleagues, queries
from models import unfinished as kept
from web.forms.typed import Typed, nested
from web.pages import Visit, done, page
from web.session import MOST_KEPT
from web.words import moment
from workflow.casework.work import found
from workflow.errors import NotThere, Stale
from workflow.facts import Facts
from workflow.machine import available

unfinished = Blueprint("unfinished", __name__)

# A form that takes several steps, by its name; every other is called as the one step that it takes.
TRIAGE = "triage"
TAKES: Mapping[str, tuple[str, ...]] = {
    TRIAGE: ("record_reading", "record_contact", "record_answers", "review_provision")
}
NOT_TYPED = ("csrf_token", "once", "seen", "version", "restored", "then", "add", "remove", "attempt")
LONGEST_NAME = 200
NUL = "\x00"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A form with what waits in it: typed by whom and when, if anything was; and the version that was seen."""

    reference: str
    form: str
    person: UUID
    version: int = 0
    typed: Typed | None = None
    by: str = ""
    at: datetime | None = None


def waiting(visit: Visit, reference: str, facts: Facts, form: str) -> Waiting:
    """What somebody of the team typed into a form of a request and did not send."""
    row = kept.find(visit.session, visit.signed.authority_id, _name(visit, reference, facts, form))
    if row is None:
        return Waiting(reference, form, visit.signed.caller.id)
    typed = nested((name, text) for name, texts in row.typed.items() for text in texts)
    who = "You" if row.saved_by == visit.signed.caller.id else _who(visit, row.saved_by)
    return Waiting(reference, form, visit.signed.caller.id, row.version, typed, who, row.saved_at)


def waiting_as_seen(visit: Visit, reference: str, facts: Facts, form: str) -> Waiting:
    """The same for a form that is shown again as it was sent: what a colleague has typed since is not written over."""
    waits = waiting(visit, reference, facts, form)
    return replace(waits, version=_version(visit.typed)) if "version" in visit.typed else waits


def keep(visit: Visit, reference: str, facts: Facts, form: str) -> int:
    """Keep what is typed in this call's form, whatever was kept before; gives its version."""
    name = _name(visit, reference, facts, form)
    return kept.keep(visit.session, visit.signed.authority_id, name, _sent(), visit.work.at, visit.signed.caller.id)


def sent(visit: Visit, reference: str, facts: Facts, form: str) -> None:
    """What was typed is part of the record: nothing of it waits any more."""
    kept.drop(visit.session, visit.signed.authority_id, _name(visit, reference, facts, form))


@page(unfinished, "/requests/<reference>/unfinished/<form>", methods=("POST",))
def save(visit: Visit, reference: str, form: str) -> Response:
    """Keep what has been typed so far; say so if somebody else has typed into the form since."""
    facts = _open(visit, reference, form)
    name = _name(visit, reference, facts, form)
    try:
        row = kept.find(visit.session, visit.signed.authority_id, name, locked=True)
        if (row.version if row else 0) == _version(visit.typed):
            version = keep(visit, reference, facts, form)
            return _answer({"version": version, "said": f"Kept as you type. Last kept: {moment(visit.work.at)}."})
    except IntegrityError:  # somebody kept the first words of this form at this very moment
        visit.session.rollback()
        row = kept.find(visit.session, visit.signed.authority_id, name)
    return _answer({"version": row.version if row else 0, "said": _overtaken(visit, row)}, 409)


def _answer(told: Mapping[str, Any], status: int = 200) -> Response:
    reply = jsonify(told)
    reply.status_code = status
    return reply


def _overtaken(visit: Visit, row: kept.Unfinished | None) -> str:
    if row is None:
        return "This form was sent or discarded in the meantime, here or by a colleague."
    who = "You" if row.saved_by == visit.signed.caller.id else _who(visit, row.saved_by)
    where = " in another window" if who == "You" else ""
    return f"{who} typed into this form{where} after you opened it here, last on {moment(row.saved_at)}."


@page(unfinished, "/requests/<reference>/unfinished/<form>/discard", methods=("POST",))
def discard(visit: Visit, reference: str, form: str) -> Response:
    """Throw away what was typed, unless somebody has typed more since it was shown."""
    facts = _open(visit, reference, form)
    row = kept.find(visit.session, visit.signed.authority_id, _name(visit, reference, facts, form), locked=True)
    if row and row.version != _version(visit.typed):
        raise Stale(f"{_overtaken(visit, row)} Open the form again before you discard it.")
    sent(visit, reference, facts, form)
    return done(address(reference, form), "What was typed here was discarded.", sent=f"{reference}/{form}")


def address(reference: str, form: str) -> str:
    """The page on which a form stands."""
    if form in TAKES:
        return url_for(f"{form}.{form}", reference=reference)
    return url_for("steps.ask", reference=reference, action=form)


def _open(visit: Visit, reference: str, form: str) -> Facts:
    """What is known of a request whose form this person may fill in now. Raises NotThere."""
    row = found(visit.session, visit.signed, reference)
    facts = row.as_facts(visit.signed.authority, queries.past(visit.session, row.key))
    wanted = TAKES.get(form, (form,))
    if not any(offer.action in wanted for offer in available(facts, visit.signed.caller, visit.on)):
        raise NotThere("There is no such form that you can fill in now.")
    return facts


def _name(visit: Visit, reference: str, facts: Facts, form: str) -> str:
    """Under which name the form is kept: for the holding team, or for the caller's own."""
    teams = visit.signed.caller.teams()
    return kept.of_request(reference, form, facts.team if facts.team in teams else min(teams, default=""))


def _sent() -> dict[str, list[str]]:
    """What is typed, by the names of the fields; characters that no database holds are left out."""
    pairs: Iterable[tuple[str, list[str]]] = list(request.form.lists())[:MOST_KEPT]
    plain = ((name.replace(NUL, ""), [text.replace(NUL, "") for text in texts]) for name, texts in pairs)
    return {name: texts for name, texts in plain if len(name) <= LONGEST_NAME and name not in NOT_TYPED}


def _version(typed: Typed) -> int:
    said = typed.get("version")
    return int(said) if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < 10 else 0


def _who(visit: Visit, key: UUID) -> str:
    return colleagues.names(visit.session, visit.signed.authority_id, [key]).get(key, "A colleague")
