"""What is being written, and why: the kind of the draft, both dates, who may write it, and the steps from here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from models import user
from models.request import Request
from web.one_request.top import Opened, head
from web.pages import Visit
from web.words import day, plain
from workflow.asking.question_sets import question_sets
from workflow.clocks.standing import Clock, clocks
from workflow.errors import NotFromHere
from workflow.facts import Facts
from workflow.history import ISSUES
from workflow.machine import Offer, may_take, questions_of
from workflow.marks import ADVICE
from workflow.pathway import ACTIONS, PATHWAY
from workflow.rights import rights
from workflow.roles import REVIEWERS, SOCIAL_CARE, Role
from workflow.states import Kind, State

TITLES: Mapping[Kind | None, str] = {
    Kind.FINAL: "Write the advice",
    Kind.INTERIM: "Write the interim advice",
    Kind.ADDENDUM: "Write the addendum",
    Kind.AMENDED: "Write the amended advice",
    Kind.TRIBUNAL_RESPONSE: "Write the answer to the tribunal",
}
NAMES: Mapping[Kind | None, str] = {
    Kind.FINAL: "the advice",
    Kind.INTERIM: "interim advice",
    Kind.ADDENDUM: "the addendum",
    Kind.AMENDED: "the amended advice",
    Kind.TRIBUNAL_RESPONSE: "the answer to the tribunal",
}
BOTH_DATES = (ADVICE, "section_17_assessment")
STAGES = {row.action: row.stage for row in PATHWAY}
FROM_THE_DESK = ("Triage", "Assessment", "Advice")
AT_THE_DESK = ("submit_for_review", "return_draft", *ISSUES)  # these have a place of their own


def writes(visit: Visit, facts: Facts) -> bool:
    """Whether this person may write the draft now."""
    return facts.state is State.DRAFTING and facts.team in visit.signed.caller.teams(*SOCIAL_CARE)


def about(visit: Visit, row: Request, facts: Facts) -> dict[str, Any]:
    """What stands at the head of the pages that write and check a draft. Raises NotFromHere before there is one."""
    if facts.kind is None:
        raise NotFromHere("No advice is being written on this request yet. Open the request to see where it stands.")
    one = Opened(row, facts, rights(facts, visit.on), visit.on)
    return {
        "one": one,
        "head": head(one, ""),
        "row": row,
        "facts": facts,
        "on": visit.on,
        "title": TITLES[facts.kind],
        "called": NAMES[facts.kind],
        "why": why(facts),
        "dates": dates(visit, row),
        "steps": steps(visit, facts),
        "may_check": bool(visit.signed.caller.roles & frozenset((*REVIEWERS, Role.DSCO))),
    }


def why(facts: Facts) -> str:
    """Why a draft of this kind is being written."""
    asked = f"SEND asked for it on {day(facts.received_on)}."
    match facts.kind:
        case Kind.INTERIM:
            return f"{asked} An assessment is under way. What is known now goes out in time; an addendum follows."
        case Kind.ADDENDUM:
            interim = facts.last("issue_interim_advice")
            sent = f"Interim advice was issued on {day(interim.on)}. " if interim else ""
            return f"{sent}The assessment is complete: this says what it found, and takes the place of the interim."
        case Kind.AMENDED:
            return _amended(facts)
        case Kind.TRIBUNAL_RESPONSE:
            return "The tribunal made a recommendation: the answer gives the steps to be taken, or reasons for none."
        case _:
            return asked


def _amended(facts: Facts) -> str:
    asked = facts.last("amend_advice")
    if asked is None:
        return ""
    trigger = question_sets()["amend_advice"].by_code["amendment_trigger"]
    label = next((one.label for one in trigger.options if one.code == asked.value("amendment_trigger")), "")
    issued = next((event for event in reversed(facts.history) if event.action in ISSUES), None)
    amends = f"It amends the advice issued on {day(issued.on)}. " if issued else ""
    return f"{amends}{label or plain(asked.value('amendment_trigger'))}: {asked.value('amendment_reason')}"


def dates(visit: Visit, row: Request) -> list[Clock]:
    """The date of the advice, and that of an assessment beside it: neither stops or moves the other."""
    found = clocks(row.dates(visit.signed.authority), visit.on)
    return [one for one in found if one.name in BOTH_DATES and one.due_on]


def steps(visit: Visit, facts: Facts) -> list[Offer]:
    """What this person may do now about the triage, the assessment and the advice, other than at the desk itself.

    What a step still needs is said on its own page: to ask here would run every check of the draft once more.
    """
    others = (one for one in ACTIONS if STAGES[one] in FROM_THE_DESK and one not in AT_THE_DESK)
    return [Offer(one, questions_of(facts, one), ()) for one in others if may_take(facts, visit.signed.caller, one)]


def checkers(visit: Visit, facts: Facts) -> list[dict[str, str]]:
    """Who may check this draft: the reviewers and managers of the team that holds it, and the DSCO; no writer of it."""
    may = user.checkers(visit.session, visit.signed.authority_id, facts.team, REVIEWERS)
    found = {
        one.email: {"email": one.email, "name": one.name, "role": one.role}
        for one in may
        if one.id not in facts.draft.editors
    }
    return list(found.values())


def late_by(facts: Facts, on: date) -> int:
    """How many days after its due date the advice would be issued; 0 in time."""
    return max((on - facts.due_on).days, 0) if facts.due_on else 0
