"""What does good advice look like? Worked examples, to be read beside one's own writing."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint
from werkzeug.wrappers import Response

from web.pages import Visit, page, show
from workflow.errors import NotThere
from workflow.states import Kind
from workflow.writing.examples import examples as worked

examples = Blueprint("examples", __name__)


@page(examples, "/examples")
def every(visit: Visit) -> Response:
    """Every example, by the kind of advice that it is."""
    order = list(Kind)
    held = sorted(worked().values(), key=lambda one: (order.index(Kind(one.held["kind"])), one.held["title"]))
    return show(
        "examples.html", kinds=[(kind, list(each)) for kind, each in groupby(held, lambda one: one.held["kind"])]
    )


@page(examples, "/examples/<name>")
def example(visit: Visit, name: str) -> Response:
    """One example, as its family would read it, and what it shows."""
    one = worked().get(name)
    if one is None:
        raise NotThere("There is no such example.")
    return show("example.html", one=one, follows=worked()[one.follows] if one.follows else None)
