"""The front page: what this is, and where the API and its documentation are. Pages for casework come here."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template

front = Blueprint("front", __name__, template_folder="templates")


@front.get("/")
def index() -> str:
    """Say where things are."""
    return render_template("index.html", demonstration=current_app.config["DEMONSTRATION"])


@front.get("/style.css")
def style() -> Response:
    """The one style sheet."""
    return Response(render_template("style.css"), content_type="text/css")
