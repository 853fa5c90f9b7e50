"""Asking for advice, its first pages: who is it about and why, and is that somebody we know?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from models import about, lookups
from models.person import Person
from web.ask import unsent
from web.ask.unsent import KNOWN, NEW, Ask
from web.forms.form import Form
from web.forms.typed import with_rows
from web.pages import Visit, done, page, show
from workflow.roles import SEND

ask_who = Blueprint("ask_who", __name__)
MOST_FOUND = 10
Wrong = Mapping[str, list[str]]
NOTHING: Wrong = {}


@page(ask_who, "/ask", roles=SEND)
def start(visit: Visit) -> Response:
    """Who is it about, and why? And what was begun before and not sent."""
    return _who(visit, None, Ask("", {}, 0, visit.work.at))


@page(ask_who, "/ask", methods=("POST",), roles=SEND)
def started(visit: Visit) -> Response:
    """Find the person, and go on."""
    return _said(visit, None, Ask("", {}, 0, visit.work.at))


@page(ask_who, "/ask/<key>/who", roles=SEND)
def who(visit: Visit, key: str) -> Response:
    """The same once more, to change it."""
    ask = unsent.find(visit, key)
    return _who(visit, key, ask)


@page(ask_who, "/ask/<key>/who", methods=("POST",), roles=SEND)
def who_changed(visit: Visit, key: str) -> Response:
    """Somebody else, or another reason: what was answered beside it stays."""
    return _said(visit, key, unsent.find(visit, key))


def _said(visit: Visit, key: str | None, before: Ask) -> Response:
    asked = unsent.who(visit)
    ask = unsent.taken_over(before, visit.typed, asked)
    wrong = NOTHING if "restored" in visit.typed else unsent.wrong(visit, ask, None, asked)
    if "restored" in visit.typed or wrong:
        return _who(visit, key, ask, wrong, restored="restored" in visit.typed)
    if key is None:
        return _found(visit, unsent.begin(visit, ask.typed), "ask/new")
    another = ask.reason != before.reason  # then other days are asked for
    return _found(visit, ask, f"ask/{key}/who", url_for("ask_check.when", key=key) if another else "")


def _who(visit: Visit, key: str | None, ask: Ask, wrong: Wrong = NOTHING, restored: bool = False) -> Response:
    form = Form(typed=ask.typed, errors=wrong)
    fields = form.fields(unsent.who(visit))
    return show(
        "ask_who.html",
        422 if wrong else 200,
        key=key,
        version=ask.version,
        fields=fields,
        errors=form.summary(fields),
        onwards=next_page(ask) if key else "",
        begun=[] if key else [(one, next_page(one)) for one in unsent.begun(visit)],
        reasons=unsent.reasons(visit),
        restored=restored,
    )


def _found(visit: Visit, ask: Ask, sent: str, onwards: str = "") -> Response:
    """On with the one person whom this can only mean; else to the page that shows whom it may mean."""
    told = unsent.told_of(visit, ask)
    only = unsent.agreeing(_people(visit, ask), told)
    typed = {code: said for code, said in ask.typed.items() if code != KNOWN}
    if len(only) == 1:
        typed[KNOWN] = str(only[0].id)
    unsent.keep(visit, ask.key, typed)
    return done((KNOWN in typed and onwards) or next_page(replace(ask, typed=typed)), sent=sent)


def next_page(ask: Ask) -> str:
    """The first page that was not answered yet; once all were, the answers to be checked."""
    if KNOWN not in ask.typed:
        return url_for("ask_who.person", key=ask.key)
    if "received_on" not in ask.typed:
        return url_for("ask_check.when", key=ask.key)
    return url_for("ask_check.check", key=ask.key)


def _people(visit: Visit, ask: Ask) -> list[Person]:
    return lookups.people_found(visit.session, visit.signed, unsent.told_of(visit, ask), MOST_FOUND)


@page(ask_who, "/ask/<key>/person", roles=SEND)
def person(visit: Visit, key: str) -> Response:
    """Which of these people is it, or somebody new?"""
    ask = unsent.find(visit, key)
    return _person(visit, ask, _people(visit, ask))


@page(ask_who, "/ask/<key>/person", methods=("POST",), roles=SEND)
def person_chosen(visit: Visit, key: str) -> Response:
    """Somebody known; or somebody new, with what else is said of them."""
    typed = with_rows(visit.typed) or visit.typed
    ask = unsent.taken_over(unsent.find(visit, key), typed, unsent.more_of(visit))
    people = _people(visit, ask)
    chosen = str(typed.get(KNOWN, "" if people else NEW))
    ask = replace(ask, typed={**ask.typed, KNOWN: chosen})
    if {"add", "remove", "restored"} & typed.keys():
        return _person(visit, ask, people, restored="restored" in typed)
    wrong: Wrong = {KNOWN: ["Say which of these people it is, or that it is somebody else."]}
    if chosen == NEW:
        wrong = unsent.wrong(visit, ask, None, unsent.more_of(visit))
    elif chosen in {str(one.id) for one in people if one.as_facts().identified}:
        wrong = NOTHING
    if wrong:
        return _person(visit, ask, people, wrong)
    unsent.keep(visit, key, ask.typed)
    return done(next_page(ask), sent=f"ask/{key}/person")


def _person(visit: Visit, ask: Ask, people: list[Person], wrong: Wrong = NOTHING, restored: bool = False) -> Response:
    form = Form(typed=ask.typed, errors=wrong)
    (whole,) = form.fields(unsent.more_of(visit))
    links = form.summary([whole])
    return show(
        "ask_person.html",
        422 if wrong else 200,
        key=ask.key,
        version=ask.version,
        told=unsent.told_of(visit, ask),
        people=[(one, one.as_facts()) for one in people],
        most=MOST_FOUND,
        requests=about.requests_about(visit.session, visit.signed, [one.id for one in people]),
        reasons=unsent.reasons(visit),
        chosen=ask.typed.get(KNOWN),
        unchosen=" ".join(wrong.get(KNOWN, ())),
        fields=whole.inner,
        errors=[{**link, "href": "#known"} if KNOWN in wrong else link for link in links],
        restored=restored,
        on=visit.on,
    )


@page(ask_who, "/ask/<key>/throw-away", methods=("POST",), roles=SEND)
def thrown_away(visit: Visit, key: str) -> Response:
    """Nothing of it is kept."""
    unsent.drop(visit, unsent.find(visit, key).key)
    return done(url_for("ask_who.start"), "It was thrown away. Nothing was sent.", sent=f"ask/{key}")
