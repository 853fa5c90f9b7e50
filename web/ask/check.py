"""Asking for advice, its last pages: when and who is involved, are the answers right, and what happens next?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from models import about, lookups
from models.person import Person
from web.ask import unsent
from web.ask.unsent import PERSON, REASON, Ask
from web.ask.who import next_page
from web.forms.form import Form
from web.forms.read_back import Said, read_back
from web.forms.typed import Typed, pairs, typed_of, with_rows
from web.pages import Visit, done, page, request_of, show
from web.supporters import supporters
from workflow.asking.questions import Question
from workflow.casework import taking
from workflow.clocks.standing import clocks
from workflow.errors import Unmet
from workflow.roles import SEND
from workflow.states import State

ask_check = Blueprint("ask_check", __name__)
Wrong = Mapping[str, list[str]]
NOTHING: Wrong = {}
STILL_RUNNING = ("on_track", "amber", "red", "overdue")
NEXT = {
    State.AWAITING_TRIAGE: (
        "They read what you sent, try to reach the family, and decide whether an assessment is needed. If something"
        " is missing they send the request back, and it stands among your work."
    ),
    State.DRAFTING: (
        "The lead professional writes the advice, and a second person checks it. If they are not involved any more"
        " they say so, and the front door takes it on."
    ),
}


@page(ask_check, "/ask/<key>/when", roles=SEND)
def when(visit: Visit, key: str) -> Response:
    """When, who is involved, and what is in place: what applies to this reason."""
    ask = unsent.find(visit, key)
    known = unsent.somebody(visit, ask)
    review = _review(visit, ask, known)
    usual = {"received_on": visit.on.isoformat()}
    usual |= {"review_meeting_on": review.meeting_on.isoformat()} if review else {}
    typed = {**typed_of(tuple(unsent.everything(visit).values()), usual), **ask.typed}
    return _when(visit, ask, known, typed)


def _review(visit: Visit, ask: Ask, known: Person | None) -> Any:
    """The annual review that is listed, for which this would ask."""
    if known is None or ask.reason != "annual_review":
        return None
    return about.unscreened_review(visit.session, visit.signed, known.id, visit.on)


@page(ask_check, "/ask/<key>/when", methods=("POST",), roles=SEND)
def when_said(visit: Visit, key: str) -> Response:
    """Take the answers over, and go on to check all of them; what another window answered meanwhile is shown first."""
    begun, typed = unsent.find(visit, key), with_rows(visit.typed) or visit.typed
    known = unsent.somebody(visit, begun)
    asked = unsent.about(visit, begun, known)
    ask = unsent.taken_over(begun, typed, asked)
    if {"add", "remove", "restored"} & typed.keys():
        return _when(visit, ask, known, ask.typed, restored="restored" in typed)
    if typed.get("seen") != str(begun.version) and (since := unsent.left_out(begun, ask, asked)):
        return _when(visit, ask, known, {**ask.typed, **since}, since=[one for one in asked if one.code in since])
    if wrong := unsent.wrong(visit, ask, known, asked):
        return _when(visit, ask, known, ask.typed, wrong)
    unsent.keep(visit, key, ask.typed)
    return done(next_page(ask), sent=f"ask/{key}/when")


def _when(
    visit: Visit,
    ask: Ask,
    known: Person | None,
    typed: Typed,
    wrong: Wrong = NOTHING,
    since: Sequence[Question] = (),
    restored: bool = False,
) -> Response:
    form = Form(supporters(visit), typed, wrong)
    fields = form.fields(unsent.about(visit, ask, known))
    parts = [[one for one in fields if one.name in codes] for codes in (unsent.WHEN, (*unsent.INVOLVED, PERSON))]
    shown = [one for part in parts for one in part]
    rest = [one for one in fields if one not in shown]
    return show(
        "ask_when.html",
        422 if wrong else 409 if since else 200,
        key=ask.key,
        version=ask.version,
        **_whom(visit, ask, known),
        dates=parts[0],
        involved=parts[1],
        rest=rest,
        open=any(_is_said(one.name, typed, wrong) for one in rest),
        errors=form.summary(fields),
        since=since,
        restored=restored,
        review=_review(visit, ask, known),
    )


def _is_said(name: str, typed: Typed, wrong: Wrong) -> bool:
    """Whether anything was answered to a question or is wrong with it: what nobody filled in is sent as empty text."""
    return any(text.strip() for _, text in pairs(typed.get(name, ""))) or any(
        place.partition(".")[0] == name for place in wrong
    )


def _whom(visit: Visit, ask: Ask, known: Person | None) -> dict[str, Any]:
    """Whom it is about, why, and what there is about them already."""
    told = unsent.given(visit, ask, known).answers[PERSON]
    requests = about.requests_about(visit.session, visit.signed, [known.id]) if known else {}
    reference = lookups.live_request(visit.session, visit.signed, told, ask.reason)
    return {
        "told": told,
        "known": known,
        "requests": requests.get(known.id, []) if known else [],
        "same": reference,
        "reasons": unsent.reasons(visit),
        "reason": unsent.reasons(visit).get(ask.reason, ""),
        "on": visit.on,
    }


@page(ask_check, "/ask/<key>", roles=SEND)
def check(visit: Visit, key: str) -> Response:
    """Are the answers right? With where it will go, and when it is due."""
    ask = unsent.find(visit, key)
    return _check(visit, ask)


@page(ask_check, "/ask/<key>", methods=("POST",), roles=SEND)
def send(visit: Visit, key: str) -> Response:
    """Ask social care for advice, once; what was changed elsewhere since is shown first."""
    ask = unsent.find(visit, key)
    if "restored" in visit.typed:
        return _check(visit, ask)
    if visit.typed.get("seen") != str(ask.version):
        return _check(visit, ask, 409)
    known = unsent.somebody(visit, ask)
    try:
        asked = taking.ask(visit.work, unsent.given(visit, ask, known))
    except Unmet:
        visit.session.rollback()
        return _check(visit, ask, 422)
    unsent.drop(visit, key)
    return done(url_for("ask_check.sent", reference=asked.reference), sent=f"ask/{key}")


def _check(visit: Visit, ask: Ask, status: int = 200) -> Response:
    known = unsent.somebody(visit, ask)
    decision, errors = None, []
    try:
        decision = unsent.decided(visit, ask, known)
    except Unmet as refusal:
        errors = list(_links(ask, refusal))
    held_by = visit.signed.authority.team(decision.event.held_by) if decision else None
    return show(
        "ask_check.html",
        status,
        key=ask.key,
        version=ask.version,
        parts=_answers(visit, ask, known),
        errors=errors,
        held_by=held_by,
        due_on=decision.columns.get("due_on") if decision else None,
        overtaken=status == 409,
        **_whom(visit, ask, known),
    )


def _links(ask: Ask, refusal: Unmet) -> Iterator[dict[str, str]]:
    for place, said in refusal.errors.items():
        yield from ({"text": one, "href": change(ask, place)} for one in said)
    yield from ({"text": need.reason, "href": url_for("ask_check.when", key=ask.key)} for need in unsent.owed(refusal))


def change(ask: Ask, place: str) -> str:
    """Where an answer is changed: its page, at its field."""
    code, _, item = place.partition(".")
    view = "ask_check.when"
    if code in (PERSON, REASON):
        found = code == REASON or item.split(".", 1)[0] in unsent.FINDS or ask.known
        view = "ask_who.who" if found else "ask_who.person"
    return f"{url_for(view, key=ask.key)}#{place.replace('.', '-')}"


def _answers(visit: Visit, ask: Ask, known: Person | None) -> list[tuple[str, list[tuple[Said, str]]]]:
    """Every answer that was given, in parts, with where it is changed."""
    given = unsent.given(visit, ask, known).answers
    offered = supporters(visit)
    names = {option.code: option.label for option in (*offered.teams, *offered.people)}
    asked = {code: unsent.plainly(question) for code, question in unsent.everything(visit).items()}
    parts = {
        "Who, and why": (PERSON, REASON),
        "When": unsent.WHEN,
        "Who is involved, and what is in place": unsent.INVOLVED,
    }
    shown = {code for codes in parts.values() for code in codes}
    parts["Anything else"] = tuple(code for code in asked if code not in shown)
    found = []
    for title, codes in parts.items():
        said = read_back([asked[code] for code in codes if code in asked], given, names)
        rows = [(one, change(ask, one.code)) for one in said]
        found += [(title, rows)] if rows else []
    return found


@page(ask_check, "/requests/<reference>/sent", roles=SEND)
def sent(visit: Visit, reference: str) -> Response:
    """It was sent: who has it now, when it is due and why, and what happens next."""
    row, _ = request_of(visit, reference)
    advice, *others = clocks(row.dates(visit.signed.authority), visit.on)
    running = [one for one in others if one.due_on and one.status in STILL_RUNNING]
    return show(
        "ask_sent.html",
        row=row,
        held_by=visit.signed.authority.team(row.team),
        advice=advice,
        coming=sorted(running, key=lambda one: (one.due_on, one.title)),
        then=NEXT.get(State(row.state), ""),
    )
