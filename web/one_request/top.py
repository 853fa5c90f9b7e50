"""What does every page of one request show? Whom it is about, what nobody may miss, and where its other pages are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from models.request import Request
from web.forms.said import labelled
from web.one_request.flags import Flag, flags
from web.pages import Visit, request_of, show
from web.words import stage
from workflow.documents import documents
from workflow.facts import Facts
from workflow.history import ISSUES
from workflow.rights import Rights, rights
from workflow.school_year import named, school_year


@dataclass(frozen=True, slots=True)
class Opened:
    """A request that somebody has opened, everything that is known of it, and the day."""

    row: Request
    facts: Facts
    rights: Rights
    on: date

    @property
    def reference(self) -> str:
        """Its reference."""
        return self.row.reference

    def team(self, code: str | None) -> str:
        """The name of a team; its code where the authority's file no longer names it."""
        found = self.facts.authority.team(code)
        return found.name if found else code or ""


@dataclass(frozen=True, slots=True)
class Head:
    """The top of each page of a request."""

    name: str
    about: tuple[str, ...]
    flags: tuple[Flag, ...]
    tabs: tuple[dict[str, Any], ...]


def opened(visit: Visit, reference: str) -> Opened:
    """The request of that reference. Raises NotThere where this person may not know of it."""
    row, facts = request_of(visit, reference)
    return Opened(row, facts, rights(facts, visit.on), visit.on)


def shown(template: str, one: Opened, here: str, status: int = 200, **told: Any) -> Response:
    """A page of this request, under its head. `here` names the page among its tabs."""
    return show(template, status, one=one, row=one.row, head=head(one, here), on=one.on, **told)


def head(one: Opened, here: str) -> Head:
    """The top of a page."""
    return Head(
        called(one.facts), tuple(_about(one)), tuple(flags(one.row, one.facts, one.rights)), tuple(_tabs(one, here))
    )


def called(facts: Facts) -> str:
    """Their name, as they like to be called where that is known too."""
    person = facts.person
    name = f"{person.given_name or ''} {person.family_name or ''}".strip() or "Name not known"
    known_as = person.details.get("known_as")
    return f"{name} ({known_as})" if known_as and known_as != person.given_name else name


def age(facts: Facts, on: date) -> str:
    """Age and school year."""
    years, year = facts.person.age(on), school_year(facts, on).year
    said = [f"Aged {years}"] if years is not None else ["Age not known"]
    return ", ".join([*said, *([named(year)] if year is not None else [])])


def _about(one: Opened) -> Iterator[str]:
    yield age(one.facts, one.on)
    yield labelled("request_advice", "reason", one.row.reason)
    yield stage(one.row.state, one.row.kind)


def _tabs(one: Opened, here: str) -> Iterator[dict[str, Any]]:
    attached = len(documents(one.facts.history))
    issued = sum(1 for event in one.facts.history if event.action in ISSUES)
    for endpoint, text in (
        ("requests_pages.one", "Summary"),
        ("triage.triage", "Triage"),
        ("timeline_pages.timeline", "Timeline"),
        ("documents_pages.listed", f"Documents ({attached})"),
        ("advice_pages.every_version", f"Advice ({issued})"),
        ("access_pages.access", "Who may see it"),
    ):
        yield {"text": text, "href": url_for(endpoint, reference=one.reference), "current": endpoint == here}
