"""What is offered to which team, why, and what may either side do about it? One page for both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from models import colleagues
from web.forms.form import Field, Form
from web.forms.worded import worded
from web.names import names
from web.one_request.flags import flags
from web.one_request.said_before import between_teams
from web.pages import Visit, page, request_of, show
from web.steps.so_far import so_far
from web.words import consequence, day, step
from workflow.asking.question_sets import question_sets
from workflow.clocks.planning import planning
from workflow.errors import NotFromHere
from workflow.facts import Facts
from workflow.history import Event
from workflow.machine import Offer, available
from workflow.pathway import PATHWAY
from workflow.rights import rights

transfers = Blueprint("transfer", __name__)
STAGE = "Transfer"
STEPS = frozenset(row.action for row in PATHWAY if row.stage == STAGE)
ON_THE_PAGE = ("accept_transfer", "refuse_transfer", "withdraw_offer")  # asked here; the others on pages of their own
NOT_HERE = ("note",)
FIRST = ("offered_team", "decision_reason", "assessment_type", "expected_completion_on", "remedy")  # what decides it


@dataclass(frozen=True, slots=True)
class Way:
    """Something that may be done about the offer: what follows from it, and its few questions."""

    action: str
    title: str
    consequence: str
    fields: tuple[Field, ...]
    address: str
    here: bool


@page(transfers, "/requests/<reference>/transfer")
def transfer(visit: Visit, reference: str) -> Response:
    """The offer that stands, or the last one that was made."""
    row, facts = request_of(visit, reference)
    offer = facts.last("offer_transfer")
    if offer is None:
        raise NotFromHere("No transfer of this request has been offered.")
    stands = facts.offered_team is not None
    offers = [one for one in available(facts, visit.signed.caller, visit.on) if one.action in STEPS]
    by = colleagues.names(visit.session, visit.signed.authority_id, [offer.actor])[offer.actor]
    referred = date.fromisoformat(offer.value("referred_on") or offer.on.isoformat())
    door, team = (visit.signed.authority.team(code) for code in (offer.team, offer.value("offered_team")))
    return show(
        "transfer.html",
        row=row,
        flags=tuple(flags(row, facts, rights(facts, visit.on))),
        on=visit.on,
        stands=stands,
        offered_by=f"{by}, {door.name if door else offer.team}, on {day(offer.on)}",
        team=team,
        door=door,
        holder=visit.signed.authority.team(facts.team),
        ours=bool(visit.signed.caller.teams() & {facts.team}),
        theirs=bool(visit.signed.caller.teams() & {offer.value("offered_team")}),
        disputed=facts.in_dispute,
        told=list(_told(facts, offer)),
        ways=list(_ways(visit, reference, facts, offers)),
        before=between_teams(visit, row, facts),
        record=so_far(visit, facts),
        referred_on=referred,
        planned=planning(facts, referred, offer.value("assessment_type")),
    )


def _told(facts: Facts, offer: Event) -> Iterator[tuple[str, str]]:
    """What the offer says, question by question: what decides it first."""
    asked, teams = question_sets()["offer_transfer"].by_code, facts.authority.team_names()
    for code in (*FIRST, *(one for one in asked if one not in FIRST)):
        if (value := offer.value(code)) is not None:
            said = value if isinstance(value, list) else [value]
            yield asked[code].text, "; ".join(worded(asked[code], one, teams) for one in said)


def _ways(visit: Visit, reference: str, facts: Facts, offers: Sequence[Offer]) -> Iterator[Way]:
    form = Form(names(visit, facts))
    for offer in offers:
        here = offer.action in ON_THE_PAGE
        asked = [one for one in offer.asked.questions if one.code not in NOT_HERE]
        address = url_for("steps.taken" if here else "steps.ask", reference=reference, action=offer.action)
        fields = form.fields(asked) if here else ()
        yield Way(offer.action, step(offer), consequence(offer.action, facts), fields, address, here)
