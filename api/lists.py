"""Lists: taken in as CSV, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from api import representation
from api.contract import Call, Reply, operation
from api.schemas import IMPORT
from api.sent import TABLE
from workflow.casework.panel_list import Line, Loaded, ask_for_all
from workflow.casework.term_list import list_reviews
from workflow.casework.work import Work

lists = Blueprint("lists", __name__)


@operation(
    lists,
    "POST",
    "/requests/import",
    query=IMPORT,
    sends="RequestsFile",
    takes=TABLE,
    answers={200: "Imported", 201: "Imported"},
)
def import_requests(call: Call) -> Reply:
    """Ask for advice for everybody on a panel's list"""
    return _taken_in(call, ask_for_all)


@operation(
    lists,
    "POST",
    "/reviews/import",
    query=IMPORT,
    sends="ReviewsFile",
    takes=TABLE,
    answers={200: "Imported", 201: "Imported"},
)
def import_reviews(call: Call) -> Reply:
    """Take in the term's list of annual reviews, and the screenings that it carries"""
    return _taken_in(call, list_reviews)


def _taken_in(call: Call, take_in: Callable[[Work, bytes], Loaded]) -> Reply:
    """Take a list in; a dry run does all of it too, and then undoes it."""
    dry_run = call.query["dry_run"]
    loaded = take_in(call.work, call.file)
    if dry_run:
        call.session.rollback()
    lines = [_line(one, dry_run) for one in loaded.lines]
    return Reply({"dry_run": dry_run, "counts": loaded.counts(), "lines": lines}, 200 if dry_run else 201)


def _line(one: Line, dry_run: bool) -> dict[str, Any]:
    """What became of a line, or would; what a dry run undid has no name that anybody could use."""
    review = None if dry_run and one.outcome == "new" else one.review
    reference = None if dry_run and one.asked else one.reference
    links = {"self": f"{representation.ROOT}/reviews/{review}"} if review else {}
    if reference:
        links["request" if one.review else "self"] = representation.path(reference)
    said: dict[str, Any] = {"line": one.line, "outcome": one.outcome, "links": links}
    if one.review:
        said["review"] = review
    if one.screening:
        said["screening"] = one.screening
    if one.screening or not one.review:
        said["reference"] = reference
    return said
