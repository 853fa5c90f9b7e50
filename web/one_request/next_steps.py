"""What can be done now, what is missing first and where is that supplied, and which step comes next most likely?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import current_app, url_for

from web.one_request.supplies import SUPPLIES, Place, Supply
from web.step_titles import step_title
from web.words import NEXT
from workflow.machine import Offer
from workflow.next_step import CHASE
from workflow.pathway import PATHWAY
from workflow.rule import Unmet
from workflow.states import State

# The steps that carry a request on, by what they decide; those of one decision stand side by side.
DECISIONS: tuple[tuple[str, ...], ...] = (
    ("answer_requester",),
    ("approve_exception", "refuse_exception"),
    ("settle_dispute", "settle_dispute_for_front_door", "settle_dispute_for_lead_professional"),
    ("resubmit",),
    ("take",),
    ("accept_transfer", "refuse_transfer"),
    ("decide_no_assessment", "offer_transfer"),
    ("complete_assessment", "start_interim_advice"),
    ("issue_interim_advice", "issue_advice", "return_draft"),
    ("submit_for_review",),
)
LIKELY: tuple[str, ...] = tuple(action for decision in DECISIONS for action in decision)
STAGE: Mapping[str, str] = {row.action: row.stage for row in PATHWAY}
ANY_TIME = ("Any time", "The end", "Afterwards")
UNDECIDED = "decide_no_assessment"  # the first of a decision between two, which is open until it is taken
WRITES = "submit_for_review"  # whoever may send the draft for review writes it
WRITING = "desk.write"  # the page at which it is written
ON_THE_PHONE = "triage.triage"  # the page at which much of triage is recorded at once
# Steps with a page of their own, where the service has that page; every other is taken at the page of all steps.
OWN_PAGES: Mapping[str, str] = {
    "submit_for_review": "sending.preview",
    "issue_interim_advice": "review.one",
    "issue_advice": "review.one",
    "return_draft": "review.one",
}

# Where the work towards a step begins, where that is not its own page: other things come first, or stand beside it.
BEGINS: Mapping[str, str] = {
    "record_contact": ON_THE_PHONE,
    "decide_no_assessment": ON_THE_PHONE,
    "accept_transfer": "transfer.transfer",
    "complete_assessment": "requests_pages.one",
    "submit_for_review": WRITING,
    "settle_dispute": "requests_pages.one",
    "settle_dispute_for_front_door": "requests_pages.one",
    "approve_exception": "requests_pages.one",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody stands: before which request, with which steps offered to them, and whether it is in triage."""

    reference: str
    offered: frozenset[str]
    triaging: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a step needs first; the page that supplies it, where this person can."""

    reason: str
    href: str | None
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A step that can be taken, and what is missing first."""

    action: str
    title: str
    href: str
    missing: tuple[Missing, ...]

    @property
    def decides(self) -> str:
        """What it decides, as somebody should think of it before: either way, where it is one of two."""
        return NEXT[self.action] if self.action == UNDECIDED else self.title

    @property
    def ready(self) -> bool:
        """Whether nothing is missing but what its own form asks for."""
        return not any(one.elsewhere for one in self.missing)


@dataclass(frozen=True, slots=True)
class Now:
    """What can be done now: the likeliest first, as buttons, and what they lead to; then every step, by stage.

    `any_time`: the stages of steps that do not belong to where the request stands.
    """

    buttons: tuple[tuple[str, str], ...]
    towards: Step | None
    stages: tuple[tuple[str, tuple[Step, ...]], ...]
    any_time: tuple[tuple[str, tuple[Step, ...]], ...]


def now(reference: str, offers: Iterable[Offer], state: State | None, late: bool = False) -> Now:
    """What this person can do with a request, from the steps that the table offers them.

    `late`: the advice is overdue, so that whoever can do nothing else is shown that they may chase it.
    """
    offered = {one.action: one for one in offers if not _idle(one)}
    at = Desk(reference, frozenset(offered), state is State.TRIAGING)
    steps = {action: _step(at, one) for action, one in offered.items()}
    buttons, towards = _likeliest(at, steps, (*DECISIONS, (CHASE,)) if late else DECISIONS)
    stages: dict[str, list[Step]] = {}
    for step in steps.values():
        stages.setdefault(STAGE[step.action], []).append(step)
    made = [(stage, tuple(of)) for stage, of in stages.items()]
    here, aside = ([one for one in made if (one[0] in ANY_TIME) is so] for so in (False, True))
    return Now(buttons, towards, tuple(here), tuple(aside))


def _idle(offer: Offer) -> bool:
    """Whether there is nothing for the step to act on, such as a question to answer or a restriction to lift."""
    return any(SUPPLIES[need.rule].place is Place.NOTHING for need in offer.needs)


def _step(at: Desk, offer: Offer) -> Step:
    missing = tuple(_missing(at, offer, need) for need in offer.needs)
    return Step(offer.action, step_title(offer.action, offer.asked), step_address(at.reference, offer.action), missing)


def _missing(at: Desk, offer: Offer, need: Unmet) -> Missing:
    supply = SUPPLIES[need.rule]
    return Missing(need.reason, _address(at, offer, supply), supply.place is not Place.STEP)


def _address(at: Desk, offer: Offer, supply: Supply) -> str | None:
    """The page at which it is supplied; None where that is not this person's to do."""
    match supply.place:
        case Place.STEP:
            return step_address(at.reference, offer.action)
        case Place.DRAFT:
            return writing_address(at.reference) if WRITES in at.offered else None
        case Place.DOCUMENTS:
            return url_for("documents_pages.listed", reference=at.reference)
    if supply.step not in at.offered:
        return None
    if at.triaging and supply.on_triage:
        return url_for(ON_THE_PHONE, reference=at.reference, _anchor=supply.on_triage)
    return step_address(at.reference, str(supply.step))


def step_address(reference: str, action: str) -> str:
    """The page of a step."""
    return _page(OWN_PAGES.get(action), reference) or url_for("steps.ask", reference=reference, action=action)


def beginning(reference: str, action: str) -> str:
    """The page at which somebody begins who is to take a step next."""
    return _page(BEGINS.get(action), reference) or step_address(reference, action)


def writing_address(reference: str) -> str | None:
    """The page at which the advice is written, where there is one."""
    return _page(WRITING, reference)


def _page(endpoint: str | None, reference: str) -> str | None:
    there = endpoint if endpoint in current_app.view_functions else None
    return url_for(there, reference=reference) if there else None


def _likeliest(
    at: Desk, steps: Mapping[str, Step], decisions: Iterable[tuple[str, ...]]
) -> tuple[tuple[tuple[str, str], ...], Step | None]:
    """The buttons: every step of the first decision that is ready; else what the likeliest step still needs."""
    for decision in decisions:
        found = [steps[action] for action in decision if action in steps]
        if ready := [one for one in found if one.ready]:
            return tuple((one.title, one.href) for one in ready), None
        if found and (supplier := _supplier(at, found[0], steps)):
            return (supplier,), found[0]
    return (), None


def _supplier(at: Desk, step: Step, steps: Mapping[str, Step]) -> tuple[str, str] | None:
    """The first page that supplies something which the step still needs."""
    first = next((one.href for one in step.missing if one.elsewhere and one.href), None)
    if first is None:
        return None
    titles = {one.href: one.title for one in reversed([*steps.values()])}  # of several steps of a page, the first
    if at.triaging and first.startswith(str(_page(ON_THE_PHONE, at.reference))):
        return "Go on with the triage", first
    return titles.get(first, "Write the advice"), first
