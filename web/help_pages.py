"""How does this work, for somebody in my role? In plain words, and from the table of the pathway where it can be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from flask import Blueprint
from werkzeug.wrappers import Response

from web.pages import Visit, page, show
from web.step_titles import step_title
from web.words import ROLES, STAGES
from workflow.asking.question_sets import question_sets
from workflow.errors import NotThere
from workflow.pathway import NOT_CLOSED, PATHWAY, Row
from workflow.roles import Role, Where
from workflow.states import ANY, MEANING, OPEN, State

BEFORE = "the stage that it had before"
MOST = 3  # stages that a step may lead to, and still be named
SOURCE = re.compile(r" \([^)]*\)")

help_pages = Blueprint("help_pages", __name__)

# What somebody in each role is here for, and how a day goes. A sentence or two each.
ROLE_IS: Mapping[Role, tuple[str, ...]] = {
    Role.SEND_CASEWORKER: (
        (
            "You ask social care for advice when a child or young person is assessed for an EHC plan or has one "
            "reviewed, and you put the advice into the plan."
        ),
        (
            "Each day: answer what social care asks you, send again what was returned, chase what is late, and read "
            "what was issued. The six weeks never stop, also while a request is returned to you."
        ),
    ),
    Role.ANNUAL_REVIEW_COORDINATOR: (
        "You screen the term's annual reviews for social care needs, and ask for advice where there are any.",
        "Each day: look at the reviews coming up, screen each by its date, and follow the requests that came of them.",
    ),
    Role.SEND_MANAGER: (
        "You answer for what your team asks of social care, and for the time limits of the EHC process.",
        "Each day: look at what is late or claimed as an exception, decide on claims, and chase.",
    ),
    Role.TRIAGE_OFFICER: (
        (
            "You triage requests at the front door: you read the record, speak with the family, and decide whether an "
            "assessment is needed. If none is, you write the advice yourself."
        ),
        (
            "Each day: take what came in first, record what you read and heard, and decide. The page of a request says "
            "what is still missing for the decision, with a link to each place."
        ),
    ),
    Role.FRONT_DOOR_MANAGER: (
        "You see that every request at your front door is taken, decided and written in time.",
        (
            "Each day: give out what nobody has, check and issue what others wrote, and settle what is stuck. You "
            "never check what you wrote yourself."
        ),
    ),
    Role.PRACTITIONER: (
        (
            "You support the child or young person as lead professional, or your team assesses them; the advice is "
            "then yours to write."
        ),
        (
            "Each day: accept or refuse what is offered, see that the assessment leaves time to write, record what you "
            "read and heard, and send your draft for review."
        ),
    ),
    Role.TEAM_MANAGER: (
        "You see that your team accepts what is its own, assesses in time and issues good advice.",
        "Each day: accept or refuse what is offered, give it to somebody, and check and issue what others wrote.",
    ),
    Role.REVIEWER: (
        "You check advice that somebody else wrote, and issue it or return it.",
        (
            "Each day: read the drafts that wait for you, go through the checklist, answer each warning, and issue or "
            "return. You never check what you wrote yourself."
        ),
    ),
    Role.DSCO: (
        "You answer for social care's part in the EHC process: you see every request of your authority.",
        "Each day: look at what is late or disputed, settle disputes between teams, and decide on claimed exceptions.",
    ),
    Role.AUDITOR: (
        "You read every request of your authority, and change none.",
        "Open a request's timeline to see each step with its questions, its answers, and who gave them.",
    ),
    Role.ADMINISTRATOR: (
        "You look after users, teams and the authority's settings. By this role alone you see no request.",
        "People and tokens are added at the server's command line: advice user add, advice token create.",
    ),
}


@dataclass(frozen=True, slots=True)
class StepTold:
    """A step as help tells of it: from which stages, in whose team, where it leads, what it needs, what bars it."""

    title: str
    stages: str
    where: str
    leads_to: str
    needs: tuple[str, ...]
    bars: tuple[str, ...]


@page(help_pages, "/help")
def index(visit: Visit) -> Response:
    """What the service is for, what the stages mean, and help for each role; your own first."""
    mine = [role for role in Role if role in visit.signed.caller.roles]
    others = [role for role in Role if role not in mine]
    stages = [(STAGES[state], MEANING[state]) for state in State]
    return show("help.html", mine=_named(mine), others=_named(others), stages=stages)


@page(help_pages, "/help/<role>")
def of_role(visit: Visit, role: str) -> Response:
    """What somebody in this role does, and every step that they may take."""
    if role not in set(Role):
        raise NotThere("There is no such role.")
    asked = Role(role)
    return show("help_role.html", title=ROLES[asked], is_for=ROLE_IS[asked], stages=told(asked))


def _named(roles: list[Role]) -> list[tuple[str, str]]:
    return [(role.value, ROLES[role]) for role in roles]


@cache
def told(role: Role) -> Mapping[str, tuple[StepTold, ...]]:
    """Every step that the table gives to a role, by stage."""
    stages: dict[str, list[StepTold]] = {}
    rows: dict[str, list[Row]] = {}
    for row in PATHWAY:
        if any(role in one.roles for one in row.who):
            rows.setdefault(row.action, []).append(row)
    for action, of in rows.items():
        stages.setdefault(of[0].stage, []).append(_told(role, action, of))
    return {stage: tuple(steps) for stage, steps in stages.items()}


def _told(role: Role, action: str, rows: list[Row]) -> StepTold:
    sources = dict.fromkeys(source for row in rows for source in row.sources)
    targets = dict.fromkeys(row.target for row in rows if row.target)
    needs = dict.fromkeys(need.law for row in rows for need in row.needs)
    wheres = dict.fromkeys(one.where for row in rows for one in row.who if role in one.roles)
    return StepTold(
        title=step_title(action, question_sets()[rows[0].asks]),
        stages=_stages(list(sources)),
        where=", or in ".join(wheres) if Where.ANYWHERE not in wheres else Where.ANYWHERE.value,
        leads_to=_stands(list(targets)) if len(targets) <= MOST else "at the stage that it had before",
        needs=tuple(needs),
        bars=tuple(SOURCE.sub("", bar.__doc__ or "").strip() for bar in rows[0].bars),
    )


def _stages(sources: list[State | None]) -> str:
    if sources == [None]:
        return "To begin with"
    for states, words in ((ANY, "At any stage"), (NOT_CLOSED, "Until it is closed"), (OPEN, "While advice is owed")):
        if set(sources) == set(states):
            return words
    return f"When it is {_stands([source for source in sources if source])}"


def _stands(states: list[State]) -> str:
    """Where a request stands, at one of these stages, within a sentence: in triage, offered to a team or closed."""
    *others, last = (STAGES[one][0].lower() + STAGES[one][1:] for one in states) if states else ("",)
    return f"{', '.join(others)} or {last}" if others else last
