"""By what is a list filtered? Chosen at the list, remembered for as long as somebody is signed in, each removable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import session as cookie

from models.work_list import PER_PAGE, Wanted
from models.work_views import View
from web import words
from web.caseload.work_rows import REASONS
from web.forms.typed import DATE, Typed
from web.pages import Visit
from workflow.roles import MANAGERS, OVERSIGHT
from workflow.states import State

FILTERS, DUE = "filters", "due_before"
NAMES = {"stage": "Stage", "team": "Team", "reason": "Reason", DUE: "Due before", "restricted": "Restricted"}
Held = Mapping[str, str]
Choices = Mapping[str, list[tuple[str, str]]]


def choices(visit: Visit) -> Choices:
    """What each filter offers; restricted ones are picked out by those who answer for them."""
    made = {
        "stage": [(state.value, words.STAGES[state]) for state in State],
        "team": [(team.code, team.name) for team in visit.signed.authority.teams.values()],
        "reason": list(REASONS.items()),
    }
    if visit.signed.caller.roles & (MANAGERS | OVERSIGHT):
        made["restricted"] = [("yes", "Only restricted requests")]
    return made


def held(visit: Visit, view: View) -> Held:
    """The filters that are remembered for this list, as far as they are filters still."""
    offered = choices(visit)
    kept = cookie.get(FILTERS, {}).get(view.value, {})
    return {code: said for code, said in kept.items() if code == DUE or said in dict(offered.get(code, ()))}


def remember(visit: Visit, view: View, typed: Typed) -> str | None:
    """Keep what was chosen for this list, or take one or all away; gives what is wrong with it, if anything is."""
    remove, day = typed.get("remove"), day_of(typed.get(DUE))
    if remove:
        kept = {} if remove == "all" else {code: said for code, said in held(visit, view).items() if code != remove}
    elif day is None and _typed_into(typed.get(DUE)):
        return "Due before must be a real date, such as 27 3 2027."
    else:
        said = {code: typed.get(code) for code in choices(visit)}
        kept = {code: value for code, value in said.items() if isinstance(value, str) and value}
        kept |= {DUE: day.isoformat()} if day else {}
    cookie[FILTERS] = {**cookie.get(FILTERS, {}), view.value: kept}
    return None


def wanted(view: View, filters: Held, after: Any, printing: int | None) -> Wanted:
    """What the list is asked for: open requests, unless a stage is chosen; or those with the newest advice."""
    newest = view is View.ISSUED
    return Wanted(
        open="stage" not in filters and not newest,
        newest=newest,
        states=(filters["stage"],) if "stage" in filters else (),
        team=filters.get("team"),
        reason=filters.get("reason"),
        due_before=date.fromisoformat(filters[DUE]) if DUE in filters else None,
        restricted="restricted" in filters,
        after=after,
        per_page=printing or PER_PAGE,
    )


def said(visit: Visit, filters: Held) -> list[tuple[str, str, str]]:
    """Each filter in force: its code, its name, and its value in words."""
    labels = {code: dict(options) for code, options in choices(visit).items()}
    return [
        (code, NAMES[code], words.day(value) if code == DUE else labels[code][value]) for code, value in filters.items()
    ]


def day_of(typed: Any) -> date | None:
    """The day that was typed as three numbers, if it is one."""
    parts = [str(typed.get(part, "")).strip() for part in DATE] if isinstance(typed, Mapping) else []
    try:
        day, month, year = map(int, parts)
        return date(year, month, day)
    except ValueError:
        return None


def parts(filters: Held) -> dict[str, str]:
    """The day before which it is due, as three numbers."""
    if DUE not in filters:
        return {}
    day = date.fromisoformat(filters[DUE])
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def _typed_into(typed: Any) -> bool:
    return any(str(part).strip() for part in typed.values()) if isinstance(typed, Mapping) else bool(typed)
