"""Which community services of the directory fit what was looked for at the desk?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import directory
from models.directory import WantedServices
from models.request import Request
from web.pages import Visit
from workflow.directory.signposts import exact_age, snapshot
from workflow.facts import Facts

PER_PAGE = 10
LONGEST = 100
OLDEST = 120


def looked_for(visit: Visit, row: Request, facts: Facts) -> dict[str, Any]:
    """What was typed into the search, and what the directory has: lately checked services first, stale ones last."""
    typed = visit.typed.get("find")
    find = typed if isinstance(typed, Mapping) else {}
    said = {code: _words(find.get(code)) for code in ("q", "need", "place")}
    wrong = "" if _age(find.get("age")) is not None or not find.get("age") else "Give the age in years, such as 9."
    wanted = WantedServices(
        said["q"] or None, said["need"] or None, said["place"] or None, _sought_age(visit, facts, find)
    )
    rows = [] if wrong else directory.listed(visit.session, visit.signed, wanted)
    services = [{**snapshot(one, visit.on), "description": one.description, "places": one.places} for one, _ in rows]
    return {"services": services[:PER_PAGE], "more": len(rows) > PER_PAGE, "wrong": wrong}


def _words(typed: Any) -> str:
    return typed.strip()[:LONGEST] if isinstance(typed, str) and "\x00" not in typed else ""


def _sought_age(visit: Visit, facts: Facts, find: Mapping[str, Any]) -> float | None:
    """The age that was typed; where it is the person's own, exactly that."""
    typed, born = _age(find.get("age")), facts.person.born
    if born and typed is not None and typed == facts.person.age(visit.on):
        return exact_age(born, visit.on)
    return typed


def _age(typed: Any) -> float | None:
    text = typed.strip() if isinstance(typed, str) else ""
    return float(text) if text.isascii() and text.isdigit() and int(text) <= OLDEST else None
