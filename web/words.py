"""How do codes and days read to somebody at a page?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from config.calendar import Calendar
from config.clock import ENGLAND
from web.sources import in_public
from web.step_titles import step_title
from workflow.facts import Facts
from workflow.machine import Offer
from workflow.referrals import KIND
from workflow.roles import Role
from workflow.states import Kind, State

PIECES = re.compile(r"\.?[^.@]{1,24}@?|[.@]")  # of an e-mail address
STAGES: Mapping[State, str] = {
    State.AWAITING_TRIAGE: "Waiting for triage",
    State.TRIAGING: "In triage",
    State.RETURNED: "Returned as incomplete",
    State.OFFERED: "Offered to a team",
    State.ASSESSING: "Being assessed",
    State.DRAFTING: "Being written",
    State.REVIEWING: "Being checked",
    State.ISSUED: "Issued",
    State.CLOSED: "Closed",
}
KINDS: Mapping[Kind, str] = {
    Kind.FINAL: "final advice",
    Kind.INTERIM: "interim advice",
    Kind.ADDENDUM: "an addendum",
    Kind.AMENDED: "an amendment",
    Kind.TRIBUNAL_RESPONSE: "an answer to the tribunal",
}
ROLES: Mapping[Role, str] = {role: role.value.replace("_", " ").capitalize() for role in Role} | {
    Role.SEND_CASEWORKER: "SEND caseworker",
    Role.SEND_MANAGER: "SEND manager",
    Role.DSCO: "Designated Social Care Officer (DSCO)",
}
STANDS: Mapping[str, tuple[str, str]] = {  # how a clock stands: in words, and the colour of its tag
    "on_track": ("On track", "green"),
    "amber": ("Due soon", "yellow"),
    "red": ("Due now", "orange"),
    "overdue": ("Late", "red"),
    "met": ("Met in time", "grey"),
    "met_late": ("Met late", "grey"),
    "met_by_interim": ("Met by interim advice", "grey"),
    "excused": ("Late, with a lawful exception", "grey"),
    "cancelled": ("No longer runs", "grey"),
}
# What follows from a step, told before it is taken.
CONSEQUENCES: Mapping[str, str] = {
    "release": "Nobody has it in hand then: it waits in your front door's inbox again.",
    "return_as_incomplete": "SEND then holds it until they send it again. The six weeks go on meanwhile.",
    "redirect_front_door": "That front door then holds it, and {door} no longer does. The six weeks go on.",
    "pass_to_lead_professional": "That team then holds it, and owes the advice{due}.",
    "decide_no_assessment": "You then write the advice yourself{due}: no assessment is no reason for no advice.",
    "offer_transfer": "You hold the request, and owe the advice{due}, until that team accepts.",
    "resume_triage": "You stop writing and decide again. What is written is kept; the six weeks go on.",
    "accept_transfer": "Your team then holds the request and owes the advice{due}. {door} no longer does.",
    "refuse_transfer": "The request goes back to {door}, which decides where else it goes. The six weeks go on{still}.",
    "withdraw_offer": "{team} no longer sees an offer; the request is in your inbox again. The six weeks go on{still}.",
    "escalate_dispute": "Somebody of neither team decides within {days} working days. Until then it stays where it is.",
    "settle_dispute": "It moves at once: that team holds the request and owes the advice{due}. No one need accept.",
    "settle_dispute_for_front_door": "It moves at once, to that front door. The six weeks go on{still}.",
    "settle_dispute_for_lead_professional": "It moves at once: that team holds it and owes the advice{due}.",
    "chase": "It is recorded. {holder} sees it on its lists and on this request until it acts; no e-mail is sent.",
    "answer_requester": "{holder} sees your answer on its lists and on this request until it acts; no e-mail is sent.",
}


def step(offer: Offer) -> str:
    """What a step that is offered is called."""
    return step_title(offer.action, offer.asked)


def consequence(action: str, facts: Facts) -> str:
    """What follows from a step: who then holds the request and owes the advice. Empty where nothing need be said."""
    named = facts.authority.team
    door, team, holder = named(facts.front_door), named(facts.offered_team), named(facts.team)
    return CONSEQUENCES.get(action, "").format(
        due=f" by {day(facts.due_on)}" if facts.due_on else "",
        still=f": the advice is due on {day(facts.due_on)}" if facts.due_on else "",
        door=door.name if door else "the front door",
        team=team.name if team else "The team",
        holder=holder.name if holder else "whoever has it",
        days=facts.authority.disputes.days,
    )


NEXT: Mapping[str, str] = {  # what a person should do now, by the step it comes to (workflow/next_step.py)
    "take": "Take it",
    "record_contact": "Speak with the family",
    "decide_no_assessment": "Decide if an assessment is needed",
    "resubmit": "Complete it and send it again",
    "accept_transfer": "Accept or refuse the transfer",
    "complete_assessment": "Assess, or write interim advice",
    "submit_for_review": "Write the advice",
    "issue_interim_advice": "Check the interim advice",
    "issue_advice": "Check the advice",
    "answer_requester": "Answer social care's question",
    "settle_dispute": "Settle which team has it",
    "settle_dispute_for_front_door": "Settle which team has it",
    "approve_exception": "Decide on the claimed exception",
    "chase": "Chase whoever has it",
}
LISTS: Mapping[str, tuple[str, str]] = {  # the lists of work: their names, and what an empty one says
    "mine": ("Mine", "You have nothing in hand, and no request of yours is open."),
    "inbox": ("Team inbox", "Nothing waits in your team's inbox: everything has somebody who has it in hand."),
    "offered": ("Offered to us", "No team offers your team a transfer."),
    "returned": ("Returned to me", "Nothing came back to you, and nobody asks you anything."),
    "review": ("To check", "No draft waits for your check."),
    "late": ("Late", "Nothing is late."),
    "week": ("Due in 7 days", "Nothing is due in the next 7 days."),
    "issued": ("Issued to us", "No advice was issued to your team in the last 12 weeks."),
    "all": ("All open", "No open request is yours to see."),
}


def plain(code: Any) -> str:
    """A code in words, where nothing better is known: short_break_day as Short break day."""
    return str(code).replace("_", " ").capitalize() if code is not None else ""


def small(text: str) -> str:
    """A label as it stands within a sentence: its first letter small, unless it begins with capitals, as SEND does."""
    return f"{text[:1].lower()}{text[1:]}" if text[1:2].islower() or text[1:2] in (" ", "-") else text


def referral(kind: str) -> str:
    """What a referral is for."""
    return KIND[kind].name if kind in KIND else plain(kind)


def role(code: str) -> str:
    """A role."""
    return ROLES[Role(code)]


def stage(state: str, kind: str | None = None) -> str:
    """Where a request stands; and, given the kind of its advice, what is being written where something is."""
    stands = STAGES[State(state)]
    return f"{stands}: {KINDS[Kind(kind)]}" if kind and state in (State.DRAFTING, State.REVIEWING) else stands


def list_name(view: str) -> str:
    """A list of work."""
    return LISTS[view][0]


def list_empty(view: str) -> str:
    """What a list of work says when nothing stands on it."""
    return LISTS[view][1]


def day(when: date | datetime | str | None) -> str:
    """2 March 2026; a moment by its day in England."""
    if when is None or when == "":
        return ""
    found = date.fromisoformat(when[:10]) if isinstance(when, str) else when
    found = found.astimezone(ENGLAND).date() if isinstance(found, datetime) else found
    return f"{found.day} {found:%B %Y}"


def moment(when: datetime) -> str:
    """2 March 2026 at 9:05am, in England."""
    return f"{day(when)} at {time_of_day(when)}"


def time_of_day(when: datetime) -> str:
    """9:05am, in England."""
    local = when.astimezone(ENGLAND)
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def until(due: date, on: date, calendar: Calendar) -> str:
    """How far off a date is: in 3 working days, today, 2 days late."""
    if due < on:
        late = (on - due).days
        return f"{late} day{'s' if late != 1 else ''} late"
    if due == on:
        return "today"
    days = sum(1 for n in range(1, (due - on).days + 1) if calendar.is_working_day(_later(on, n)))
    if days == 0:
        return "before the next working day"
    return f"in {days} working day{'s' if days != 1 else ''}"


def _later(on: date, days: int) -> date:
    return date.fromordinal(on.toordinal() + days)


def email(address: str) -> Markup:
    """An e-mail address with the places at which a line may end: after the @, before a dot, in what is very long."""
    return Markup("<wbr>").join(PIECES.findall(address))


FILTERS: Mapping[str, Callable[..., str]] = {
    "plain": plain,
    "small": small,
    "role": role,
    "stage": stage,
    "step": step,
    "list_name": list_name,
    "list_empty": list_empty,
    "day": day,
    "email": email,
    "source": in_public,
    "moment": moment,
}
