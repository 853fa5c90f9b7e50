"""Where can somebody go who might feel for what they may not know of? Every route, with all that can be named in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import quote

from werkzeug.test import TestResponse

from models.oversight_list import MARKED
from models.work_views import View
from tests import answers, lists
from tests.browsing import Browser
from tests.evidence import worlds
from tests.evidence.going import ONCE, go, routes, token
from tests.place import Place
from web.oversight.words import AGES, OUTCOMES, REVIEWS, STANDINGS
from workflow.states import State

Visit = tuple[str, str, str]  # the method, the path, and what was searched for before
NOBODY = "0198c0de-0000-7000-8000-000000000000"
WORDS = ("Quenby", "Farthing", "q", "2016-02-29", "A123456789012")
NAMES = {"name": ("early_help", "teams", "due", "why", "stuck", "stages", "ages", "reasons", "returned", "referrals")}


def everywhere(place: Place, references: list[str], same_child: str, keys: list[str]) -> Iterator[Visit]:
    """Every visit: to these requests, those that may not be known of among them; to look at one of the same child.

    `keys` are of what was begun and of reviews.
    """
    can_be = {
        **NAMES,
        "reference": references,
        "key": [*keys, NOBODY],
        "action": ("record_contact", "close_as_duplicate"),
        "version": ("1",),
        "number": ("1",),
        "form": ("note",),
        "resource_type": ("Task",),
        "kind": ("advice", "summary"),
        "ending": ("html",),
        "role": ("auditor",),
        "code": ("close",),
        "hashed": ("0",),
        "told": ("0",),
    }
    for route in routes(place.app):
        if route.rule in ("/metrics", "/sign-out"):  # counts calls, for whoever runs the service; ends the session
            continue
        for values in product(*(can_be[name] for name in route.names)):
            yield route.method, route.path(dict(zip(route.names, values, strict=True))), ""
        if route.method == "GET" and "reference" in route.names:
            yield "GET", route.path({name: can[0] for name, can in can_be.items()} | {"reference": same_child}), ""
    yield from (("GET", path, "") for path in _asked(references))
    for words in (*WORDS, *references):
        yield "GET", f"/api/v1/requests?q={quote(words)}", ""
        yield "GET", f"/api/v1/reviews?q={quote(words)}", ""
        yield "GET", "/search", words


def _asked(references: list[str]) -> Iterator[str]:
    """Lists and figures, narrowed in every way."""
    narrowed = {"due": STANDINGS, "mark": MARKED, "outcome": OUTCOMES, "age": AGES, "state": State}
    narrowed |= {"returned": "123", "late": ("staffing",), "delay": ("staffing", "waiting_for_information")}
    narrowed |= {"reason": ("family_request",), "team": ("disabled_children",), "holder": ("nobody",)}
    for name, values in narrowed.items():
        yield from (f"/oversight/requests?{name}={value}" for value in values)
    yield from (f"/oversight/reviews?when={band}" for band in REVIEWS)
    yield from (f"/requests?list={view}" for view in View)
    yield from (f"/requests?list={view}&print=yes" for view in (View.ALL, View.LATE))
    yield from (f"/reviews{form}" for form in ("?show=all", "?show=screened", "?since=2020-01-01"))
    yield from (f"/api/v1/requests?state={state}&per_page=1" for state in (*State, "open"))
    for query in ("team=disabled_children", "due_before=2030-01-01", "mine=true", "reason=family_request"):
        yield f"/api/v1/requests?{query}"
    yield from (f"/api/v1/directory?request={one}" for one in references)
    yield from (
        "/api/v1/referrals?status=open",
        "/api/v1/reviews?from=2020-01-01",
        "/api/v1/reviews.csv?from=2020-01-01",
    )
    yield "/api/v1/timeliness?from=2026-01-01&to=2026-12-31"


def feels(place: Place, who: str, known: str, hidden: str) -> Iterator[tuple[str, TestResponse]]:
    """What somebody may send who feels for it: by its reference, or by the person whom it is about."""
    seen = place.call(who, "GET", f"/requests/{known}").headers.get("ETag", '"1"')
    steps = {
        "close_as_duplicate": {"answers": {"duplicate_of": hidden}},
        "record_contact": {"answers": answers.spoke(), "also_for": [{"reference": hidden, "answers": {}}]},
        "note": {"answers": {"note": hidden}},
    }
    for action, sent in steps.items():
        path = f"/requests/{known}/actions/{action}"
        yield action, place.call(who, "POST", path, json=sent, headers={"If-Match": seen})
    for name, person in (("new", worlds.QUENBY), ("known", worlds.NORA)):
        body = answers.new_request(person=person, reason="family_request")
        yield f"asks for one {name}", place.call(who, "POST", "/requests", json=body)
        row = {code: str(person[code]) for code in ("given_name", "family_name", "date_of_birth")}
        yield f"a panel's list, {name}", lists.send(place, lists.table([_agreed(row)]), "requests", who, dry_run=True)
        yield f"a term's list, {name}", lists.send(place, lists.table([lists.child(1, **row)]), who=who, dry_run=True)
    yield from _pressed(place, who, hidden)


def _agreed(row: dict[str, str]) -> dict[str, str]:
    return lists.agreed(1, **row, reason="family_request", received_on="2026-04-20", involvement_status="none")


def _pressed(place: Place, who: str, hidden: str) -> Iterator[tuple[str, TestResponse]]:
    ticked = {"ticked": hidden, f"seen.{hidden}": "1"}
    leaves = {"leaver": place.email("social_worker"), "assignee": place.email("team_manager"), **ticked}
    presses: dict[str, list[dict[str, Any]]] = {
        "/requests/together": [{"do": do, **ticked} for do in ("take", "assign", "chase")],
        "/requests/together/done": [
            {"do": "take", **ticked},
            {"do": "chase", "chased_whom": "The team", "chase_message": "Well?", **ticked},
        ],
        "/leavers": [leaves],
        "/leavers/moved": [leaves],
        "/search": [{"words": hidden}, {"words": "Quenby"}],
    }
    browser = Browser(place, who)
    with browser.session() as session:
        session["csrf_token"] = ONCE
    for path, forms in presses.items():
        for form in forms:
            yield f"{path} {form.get('do', '')}", browser.send(path, {"csrf_token": token(place), **form})


def walked_through(place: Place, who: str, every: list[Visit]) -> Iterator[tuple[str, TestResponse]]:
    """Somebody goes everywhere."""
    for method, path, words in every:
        yield f"{method} {path} {words}".strip(), go(place, who, method, path, words)
