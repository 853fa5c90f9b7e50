"""Lists that are sent as a file: what each line would do, every fault by line and column, and then all of it, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from models import unfinished
from web.pages import Visit, done, page, show
from workflow.casework.panel_list import Line, Loaded, ask_for_all
from workflow.casework.term_list import list_reviews
from workflow.casework.work import Work
from workflow.errors import Unmet
from workflow.lists import columns
from workflow.lists.columns import ListOf
from workflow.lists.sheet import write
from workflow.roles import SEND

list_pages = Blueprint("list_pages", __name__)
FILE, SEEN = "file", "seen"
BYTES = "latin-1"  # any bytes as text, and back again
OUTCOMES: Mapping[str, str] = {
    "new": "New",
    "already_asked": "Asked for already: left as it is",
    "already_listed": "On your list already",
    "moved": "Its meeting moves to another day",
    "screened_no": "Screened: no needs identified",
    "screened_yes": "Screened: needs identified, and advice is asked for",
    "already_screened": "Screened like this already",
}
EXAMPLE = {
    "given_name": "Cedar",
    "family_name": "Exampleton",
    "date_of_birth": "2018-09-14",
    "setting": "Sampleton Primary School",
    "contact_name": "Ana Exampleton",
    "contact_relationship": "parent",
    "contact_phone": "01632 960001",
    "contact_parental_responsibility": "yes",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of list: how it is taken in, and how its pages read."""

    code: str
    columns: ListOf
    take_in: Callable[[Work, bytes], Loaded]
    title: str
    intro: str
    button: str
    finished: str
    example: Mapping[str, str]

    def form(self, visit: Visit) -> str:
        """Under which name the file waits for the second press: one for each person."""
        return unfinished.of_person(visit.signed.caller.id, f"list.{self.code}")

    def address(self, view: str) -> str:
        """One of its pages."""
        return url_for(f"list_pages.{self.code}{view}")


AGREED = Kind(
    "agreed",
    columns.REQUESTS,
    ask_for_all,
    "Ask for a panel's list of newly agreed assessments",
    "One line for each child or young person for whom the panel agreed to assess. Who is known is found by name and"
    " date of birth, or by a number; whoever was asked for already is left as they are.",
    "Ask for all of these",
    "Asked for: each line has its reference.",
    {
        **EXAMPLE,
        "reason": "ehc_needs_assessment",
        "ehc_needs_assessment_requested_on": "2026-09-07",
        "ehc_needs_assessment_decided_on": "2026-09-29",
        "involvement_status": "none",
        "involvement_source": "The children's case system",
    },
)
TERM = Kind(
    "term",
    columns.REVIEWS,
    list_reviews,
    "Send the term's list of annual reviews",
    "One line for each meeting. A review that is on your list already is found again, and its meeting is moved if the"
    " day is another one. A line that says how it was screened is screened at once; where there are needs, that asks"
    " for the advice.",
    "Save all of these",
    "Saved: your list is up to date.",
    {**EXAMPLE, "review_meeting_on": "2027-03-18"},
)


@page(list_pages, "/ask/list", roles=SEND)
def agreed(visit: Visit) -> Response:
    """Choose the file of a panel's list."""
    return _choose(visit, AGREED)


@page(list_pages, "/ask/list", methods=("POST",), roles=SEND)
def agreed_tried(visit: Visit) -> Response:
    """What each of its lines would do."""
    return _tried(visit, AGREED)


@page(list_pages, "/ask/list/all", methods=("POST",), roles=SEND)
def agreed_taken(visit: Visit) -> Response:
    """Ask for all of them."""
    return _taken(visit, AGREED)


@page(list_pages, "/ask/list/done", roles=SEND)
def agreed_done(visit: Visit) -> Response:
    """What became of each line."""
    return _done(visit, AGREED)


@page(list_pages, "/ask/list/sample.csv", roles=SEND)
def agreed_sample(visit: Visit) -> Response:
    """A list to begin from."""
    return _sample(AGREED)


@page(list_pages, "/reviews/list", roles=SEND)
def term(visit: Visit) -> Response:
    """Choose the file of the term's list."""
    return _choose(visit, TERM)


@page(list_pages, "/reviews/list", methods=("POST",), roles=SEND)
def term_tried(visit: Visit) -> Response:
    """What each of its lines would do."""
    return _tried(visit, TERM)


@page(list_pages, "/reviews/list/all", methods=("POST",), roles=SEND)
def term_taken(visit: Visit) -> Response:
    """Take in all of them."""
    return _taken(visit, TERM)


@page(list_pages, "/reviews/list/done", roles=SEND)
def term_done(visit: Visit) -> Response:
    """What became of each line."""
    return _done(visit, TERM)


@page(list_pages, "/reviews/list/sample.csv", roles=SEND)
def term_sample(visit: Visit) -> Response:
    """A list to begin from."""
    return _sample(TERM)


def _choose(visit: Visit, kind: Kind, status: int = 200, **told: Any) -> Response:
    return show("list_file.html", status, kind=kind, **told)


def _sample(kind: Kind) -> Response:
    return as_file(write(kind.columns.header, [kind.example]), f"{kind.code}.csv")


def as_file(content: bytes, name: str) -> Response:
    """A CSV file to be saved."""
    response = Response(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _tried(visit: Visit, kind: Kind) -> Response:
    """A dry run does all of it, and then undoes it; the file is kept for the second press."""
    sent = request.files.get(FILE)
    if sent is None or not sent.filename:
        said = "Choose the file again: a file cannot be kept while you sign in." if "restored" in visit.typed else ""
        return _choose(visit, kind, 422, missing=said or "Choose a file.")
    data = sent.read()
    try:
        loaded = kind.take_in(visit.work, data)
    except Unmet as refusal:
        visit.session.rollback()
        return _choose(visit, kind, 422, faults=_faults(refusal), file_name=sent.filename)
    visit.session.rollback()
    version = _kept(visit, kind, {"csv": data.decode(BYTES)})
    lines = [_line(one, would=True) for one in loaded.lines]
    return show(
        "list_tried.html",
        kind=kind,
        lines=lines,
        who={row.line: row.cells for row in kind.columns.rows(data)[0]},
        counts=_counts(loaded),
        version=version,
        name=sent.filename,
    )


def _kept(visit: Visit, kind: Kind, told: dict[str, Any]) -> int:
    at, who = visit.work.at, visit.signed.caller.id
    return unfinished.keep(visit.session, visit.signed.authority_id, kind.form(visit), told, at, who)


def _faults(refusal: Unmet) -> list[tuple[str, str, str]]:
    """Each fault by its line and column."""
    found = []
    for place, said in refusal.errors.items():
        line, _, column = place.removeprefix("line ").partition(", ")
        found += [("" if place == "more" else line, column, one) for one in said]
    return found


def _line(one: Line, would: bool) -> tuple[int, str, str | None]:
    """A line, what becomes of it in words, and the reference that it then has."""
    said = [OUTCOMES[word] for word in (one.outcome, one.screening) if word]
    return one.line, ". ".join(said), None if would and one.asked else one.reference


def _counts(loaded: Loaded) -> list[tuple[str, int]]:
    return [(OUTCOMES[word], count) for word, count in loaded.counts().items()]


def _taken(visit: Visit, kind: Kind) -> Response:
    """Take in the file that was shown, and no other. What has become wrong since is shown, and nothing is kept."""
    waits = unfinished.find(visit.session, visit.signed.authority_id, kind.form(visit))
    if waits is None or "csv" not in waits.typed or visit.typed.get(SEEN) != str(waits.version):
        missing = "Another file was sent since, or this one was saved already. Nothing was changed: choose it again."
        return _choose(visit, kind, 409, missing=missing)
    try:
        loaded = kind.take_in(visit.work, waits.typed["csv"].encode(BYTES))
    except Unmet as refusal:
        visit.session.rollback()
        return _choose(visit, kind, 422, faults=_faults(refusal))
    _kept(visit, kind, {"lines": [_line(one, would=False) for one in loaded.lines], "counts": _counts(loaded)})
    return done(kind.address("_done"), kind.finished)


def _done(visit: Visit, kind: Kind) -> Response:
    kept = unfinished.find(visit.session, visit.signed.authority_id, kind.form(visit))
    told = kept.typed if kept and "lines" in kept.typed else {"lines": [], "counts": []}
    return show("list_done.html", kind=kind, **told)
