"""What has happened to a request: every step, what it asked and what was answered, the latest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from models import authority, colleagues
from web.forms.said import Reader, Said
from web.one_request.top import Opened, opened, shown
from web.pages import Visit, page
from web.step_titles import DONE
from web.words import STAGES, moment
from workflow.asking.questions import QuestionSet
from workflow.history import Event

timeline_pages = Blueprint("timeline_pages", __name__)
PER_PAGE, LONGEST = 20, 10


@dataclass(frozen=True, slots=True)
class Happened:
    """A step that was taken: by whom, in which team, when; where it led, and what was asked and answered."""

    number: int
    title: str
    by: str
    when: str
    at: str
    led_to: str
    held_by: str
    said: tuple[Said, ...]


@page(timeline_pages, "/requests/<reference>/timeline")
def timeline(visit: Visit, reference: str) -> Response:
    """The latest steps, or those before a step that was shown."""
    one, before = opened(visit, reference), _number(request.args.get("before", ""))
    told = [event for event in reversed(one.facts.history) if before is None or event.seq < before]
    events = told[:PER_PAGE]
    more = len(told) > PER_PAGE
    earlier = url_for("timeline_pages.timeline", reference=one.reference, before=events[-1].seq) if more else None
    happened = tuple(_happened(visit, one, events))
    return shown(
        "timeline.html", one, "timeline_pages.timeline", events=happened, earlier=earlier, later=before is not None
    )


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < LONGEST else None


def _happened(visit: Visit, one: Opened, events: list[Event]) -> Iterator[Happened]:
    sets = authority.asked_sets(visit.session, one.row.authority_id, {event.question_set for event in events})
    people = {key for event in events for key in (event.actor, event.member)}
    emails = [email for event in events for email in _emails(sets[event.question_set], event)]
    names, known = colleagues.named(visit.session, one.row.authority_id, people, emails)
    reader = Reader({**visit.signed.authority.team_names(), **known}, one.facts.person.kept_private)
    for event in events:
        asked = sets[event.question_set]
        member = names.get(event.member) if event.member else ""
        yield Happened(
            number=event.seq,
            title=DONE[event.action],
            by=f"{names.get(event.actor, '')}, {one.team(event.team)}",
            when=moment(event.at),
            at=event.at.isoformat(),
            led_to=STAGES[event.target] if event.target is not event.source else "",
            held_by=", ".join(part for part in (one.team(event.held_by), member) if part),
            said=reader.answered(event, asked),
        )


def _emails(asked: QuestionSet, event: Event) -> Iterator[str]:
    """Whom the answers of a step name, by e-mail address."""
    for one in asked.questions:
        value = event.answers[one.code].value if one.code in event.answers else None
        if one.names == "person" and value:
            yield str(value)
        elif isinstance(value, Mapping):
            yield from (str(value[item.code]) for item in one.items if item.names == "person" and value.get(item.code))
