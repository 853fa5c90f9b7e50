"""What can be decided at triage now, and what is missing first: each with the place where it is put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from web.one_request.supplies import SUPPLIES
from web.pages import Visit
from web.steps.so_far import SoFar
from web.unfinished import TRIAGE as TRIAGE_PAGE
from web.words import consequence, step
from workflow.asking.answering import Given
from workflow.errors import Unmet
from workflow.facts import Facts
from workflow.machine import Offer, decide
from workflow.pathway import PATHWAY
from workflow.rule import Unmet as Need
from workflow.rules.triage import ADULTHOOD, TRIAGE

STAGE = "Triage"
DECIDES = frozenset(row.action for row in PATHWAY if row.stage == STAGE)
ANSWERED_THERE = ("a_transition_assessment_is_considered",)  # the decision's own page asks it
QUESTIONS: Mapping[str, Mapping[str, str]] = {
    "every_triage_question_is_answered": TRIAGE,
    "preparation_for_adulthood_is_asked_from_year_9": ADULTHOOD,
}


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is missing, and the place that it is put right at; none where somebody else has to."""

    reason: str
    place: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that may be taken: where, what follows, and what is missing for it alone."""

    title: str
    place: str
    consequence: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Deciding:
    """What every decision still needs, and each decision with what it needs beside that."""

    missing: tuple[Missing, ...]
    choices: tuple[Choice, ...]


def deciding(visit: Visit, reference: str, facts: Facts, offers: Sequence[Offer], record: SoFar) -> Deciding:
    """The decisions of triage that this person may take now."""
    may = {offer.action for offer in offers}
    decisions = [offer for offer in offers if offer.action in DECIDES]
    needs = {offer.action: _needs(visit, facts, offer) for offer in decisions}
    shared = [one for one in next(iter(needs.values()), ()) if all(one in each for each in needs.values() if each)]
    shared = shared if len(decisions) > 1 else []

    def placed(wanted: Sequence[Need]) -> tuple[Missing, ...]:
        return tuple(Missing(one.reason, _place(reference, one.rule, record, may)) for one in wanted)

    return Deciding(
        placed(shared),
        tuple(
            Choice(
                step(offer),
                url_for("steps.ask", reference=reference, action=offer.action, then=TRIAGE_PAGE),
                consequence(offer.action, facts),
                placed([one for one in needs[offer.action] if one not in shared]),
            )
            for offer in decisions
        ),
    )


def _needs(visit: Visit, facts: Facts, offer: Offer) -> tuple[Need, ...]:
    """What would stand in the way of this person's taking this decision now, whatever they answered to it."""
    try:
        decide(facts, visit.signed.caller, offer.action, Given({}), visit.work.at)
    except Unmet as refusal:
        return tuple(one for one in refusal.needs if one.rule not in ANSWERED_THERE)
    return ()


def _place(reference: str, rule: str, record: SoFar, may: set[str]) -> str:
    """On this page: at the first question without an answer, or the part that asks it; else the page of a step."""
    supply = SUPPLIES[rule]
    first = next((code for code in QUESTIONS.get(rule, ()) if not record.answers.get(code)), None)
    if first or supply.on_triage:
        return f"#answers-{first}-value" if first else f"#{supply.on_triage}"
    if supply.step in may:
        return url_for("steps.ask", reference=reference, action=supply.step, then=TRIAGE_PAGE)
    return ""
