"""Timeliness: how many requests were answered in time, counted both ways."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Blueprint

from api.contract import Call, Reply, operation
from api.errors import Invalid
from api.schemas import TIMELINESS
from config.clock import day_of
from models.timeliness import Share, timeliness

figures = Blueprint("timeliness", __name__)
YEAR = timedelta(days=364)


@operation(figures, "GET", "/timeliness", query=TIMELINESS, answers={200: "Timeliness"})
def how_timely(call: Call) -> Reply:
    """How many of the requests that you may see were answered in time, by their due date"""
    asked, on = call.query, day_of(call.work.at)
    until = date.fromisoformat(asked["until"]) if "until" in asked else on
    since = date.fromisoformat(asked["since"]) if "since" in asked else until - YEAR
    if since > until:
        raise Invalid({"from": ["This is after the day that the figures are to end on."]})
    made = timeliness(call.session, call.signed, since, until, on)
    body = {"from": since, "to": until, "counts": made.counts, "in_time": _share(made.in_time)}
    return Reply({**body, "in_time_without_exceptions": _share(made.in_time_without_exceptions)})


def _share(one: Share) -> dict[str, Any]:
    return {"number": one.number, "of": one.of, "percent": one.percent}
