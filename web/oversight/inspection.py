"""What can an inspection be given of the advice issued in a period? Two files, and how many pieces they are of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from config.authorities import Authority
from models.inspection import MOST, Issued, how_many, issued
from web.oversight import words
from web.oversight.figures import Cell, spreadsheet
from web.oversight.periods import Period, asked_period
from web.oversight.top import parts
from web.pages import Visit, page, show
from web.words import KINDS, STAGES, day, moment, plain
from workflow.clocks.standing import status
from workflow.errors import Unmet
from workflow.hands import hops, spells
from workflow.history import Event
from workflow.roles import OVERSIGHT
from workflow.states import Kind

inspection = Blueprint("inspection", __name__)
YEAR = timedelta(days=364)
ADVICE = (
    "Reference", "Version", "Kind", "Why advice is needed", "Service", "Restricted",
    "Received", "Due", "Issued", "Days from receipt", "Days late", "How it stands",
    "Why it was late", "What happened", "Exception", "Days in each team's hands", "Times it changed hands",
    "Decision", "Decided on", "Why it was decided so", "Threshold or criteria", "Informants", "What was read",
    "Drafts returned", "Why they were returned", "Grade", "Written in", "Assessed",
)  # fmt: skip
STEPS = ("Reference", "Step", "When", "What was done", "By team", "From", "To", "With team", "Who was asked")
DECISIONS = ("decide_no_assessment", "offer_transfer", "start_assessment", "pass_to_lead_professional")


def team(authority: Authority, code: str | None) -> str:
    """A team as it is called."""
    known = authority.team(code)
    return known.name if known else code or ""


@page(inspection, "/oversight/inspection", roles=OVERSIGHT)
def inspect(visit: Visit) -> Response:
    """Choose the days, and see how much there is."""
    period = asked_period(visit.on - YEAR, visit.on)
    counts = {} if period.errors else how_many(visit.session, visit.signed, period.since, period.until)
    return show(
        "inspection.html",
        422 if period.errors else 200,
        parts=parts(visit.signed, "inspection.inspect"),
        period=period,
        counts={KINDS[kind]: counts[kind] for kind in Kind if kind in counts},
        number=sum(counts.values()),
        most=MOST,
        advice=ADVICE,
        steps=STEPS,
    )


@page(inspection, "/oversight/inspection/advice.csv", roles=OVERSIGHT)
def advice_file(visit: Visit) -> Response:
    """A line for each piece of advice."""
    return spreadsheet(visit, "advice-issued", ADVICE, (_advice(visit, one) for one in _issued(visit)))


@page(inspection, "/oversight/inspection/steps.csv", roles=OVERSIGHT)
def steps_file(visit: Visit) -> Response:
    """A line for each step of each request."""
    return spreadsheet(visit, "steps-of-advice-issued", STEPS, _steps(visit, _issued(visit)))


def _issued(visit: Visit) -> Iterator[Issued]:
    """The advice of the period. Raises Unmet for days that make no sense, and for too much of it."""
    period: Period = asked_period(visit.on - YEAR, visit.on)
    if period.errors:
        raise Unmet({"period": [one["text"] for one in period.errors]})
    number = sum(how_many(visit.session, visit.signed, period.since, period.until).values())
    if number > MOST:
        raise Unmet({"period": [f"There are {number:,} pieces of advice, and a file has {MOST:,}: choose fewer days."]})
    return issued(visit.session, visit.signed, period.since, period.until)


def _advice(visit: Visit, one: Issued) -> dict[str, Cell]:
    advice, request, authority = one.advice, one.request, visit.signed.authority
    so_far = tuple(event for event in one.history if event.seq <= advice.seq)
    decided = _last(so_far, *DECISIONS)
    now = _last(so_far, "issue_advice", "issue_interim_advice")
    late = (advice.issued_on - request.due_on).days if request.due_on else 0
    returned = [event for event in so_far if event.action == "return_draft"]
    hands = spells(so_far, advice.issued_on)
    said = (
        *(request.reference, advice.version, plain(advice.kind), words.label("reason", request.reason)),
        *(plain(request.service), request.restricted, request.received_on, request.due_on, advice.issued_on),
        *((advice.issued_on - request.received_on).days, max(late, 0)),
        words.stands(status(request.dates(authority), visit.on))[0],
        *(_said(now, "late_reason"), _said(now, "late_explained"), _exception(so_far)),
        *("; ".join(f"{team(authority, one.team)}: {one.days}" for one in hands), hops(hands)),
        *(plain(decided.action) if decided else "", _said(decided, "decision_on")),
        *(_said(decided, "decision_reason"), _said(decided, "thresholds")),
        *(_sources(advice.sources, "spoke_to"), _sources(advice.sources, "read")),
        *(len(returned), "; ".join(_said(event, "return_reasons") for event in returned), _said(now, "grade")),
        *(team(authority, advice.author_team), _sources(advice.sources, "assessed")),
    )
    return dict(zip(ADVICE, said, strict=True))


def _last(history: Iterable[Event], *actions: str) -> Event | None:
    return next((event for event in reversed(tuple(history)) if event.action in actions), None)


CHOSEN = ("late_reason", "grade", "return_reasons")


def _said(event: Event | None, code: str) -> str:
    """An answer in words; of several, all."""
    value = event.value(code) if event else None
    if value is None:
        return ""
    each = value if isinstance(value, list) else [value]
    return "; ".join(words.label(code, one) if code in CHOSEN else str(one) for one in each)


def _exception(history: Iterable[Event]) -> str:
    """Every exception that was decided, with its ground."""
    ground, told = "", []
    for event in history:
        if event.action == "claim_exception":
            ground = words.label("exception_ground", event.value("exception_ground"))
        elif event.action in ("approve_exception", "refuse_exception"):
            told.append(f"{plain(event.action)}, {day(event.on)}: {ground}")
    return "; ".join(told)


def _sources(sources: Iterable[dict[str, Any]], kind: str) -> str:
    """To whom social care spoke, what it read, or what was assessed, each with its day."""
    found = [one for one in sources if one.get(kind)]
    names = words.labels("informant_kind") if kind == "spoke_to" else words.labels("assessment_type")
    told = [(names.get(one[kind], one[kind]), day(one.get("on")), _how(one.get("how"))) for one in found]
    return "; ".join(", ".join(part for part in one if part) for one in told)


def _how(method: str | None) -> str:
    return words.label("method", method).lower() if method else ""


def _steps(visit: Visit, found: Iterable[Issued]) -> Iterator[dict[str, Cell]]:
    authority, done = visit.signed.authority, set()
    for one in found:
        if one.request.id in done:
            continue
        done.add(one.request.id)
        for event in one.history:
            yield dict(zip(STEPS, _step(authority, one.request.reference, event), strict=True))


def _step(authority: Authority, reference: str, event: Event) -> tuple[Cell, ...]:
    asked = {answer.informant for answer in event.answers.values() if answer.informant} | {
        event.value("informant_kind")
    }
    kinds = words.labels("informant_kind")
    return (
        *(reference, event.seq, moment(event.at), plain(event.action), team(authority, event.team)),
        *(STAGES[event.source] if event.source else "", STAGES[event.target], team(authority, event.held_by)),
        "; ".join(sorted(kinds.get(one, plain(one)) for one in asked if one)),
    )
