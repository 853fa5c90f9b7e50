"""How must the service answer somebody who tries a step, and what must it show them? Refusals in the order of `api.md`."""

from __future__ import annotations

from datetime import date

from tests.evidence.model.case import Case, Said
from tests.evidence.model.council import OVERSIGHT, Council
from tests.evidence.model.needs import unmet, wrote
from tests.evidence.model.table import CARE, EVER, FROM, MANAGERS, ROLES, Step

TAKEN, NOT_THERE, FORBIDDEN, UNVERSIONED, STALE, CONFLICT, UNMET = 200, 404, 403, 428, 412, 409, 422


def sees(council: Council, case: Case, who: str) -> bool:
    """Whether somebody may know of a request; one that is restricted exists only for those who need it."""
    if council is not case.council:
        return False
    if council.roles(who) & OVERSIGHT:
        return True
    if case.restricted:
        manages = council.teams(who, MANAGERS)
        named = who in (case.member, case.reviewer, case.requester)
        theirs = bool(manages & {case.last_team, case.offered}) or "send" in council.teams(who, ROLES["SM"])
        return named or theirs
    involved = {case.team, case.offered, *case.helping, *case.held, *(team for team, *_ in case.known.referrals)}
    decides = case.disputed and council.decider in council.people[who]
    return decides or bool(council.teams(who) & involved) or "send" in council.teams(who, ROLES["SEND"])


def status(case: Case, who: str, action: str, said: Said, seen: int | None, on: date) -> int:
    """The status of the answer, for somebody of the request's own authority who has seen this version of it."""
    council = case.council
    if not sees(council, case, who):
        return NOT_THERE
    if not council.roles(who) & EVER[action]:
        return FORBIDDEN
    if seen is None or seen != case.version:
        return UNVERSIONED if seen is None else STALE
    if action == "submit_for_review" and case.state == "drafting" and said["draft_version"] != case.draft.version:
        return CONFLICT
    step = step_of(case, action, said)
    if step is None:
        return CONFLICT
    team = stands_in(case, step, who)
    if team is None or barred(case, action, who, said):
        return FORBIDDEN
    said = {**said, "team": team} if action == "update_referral" else said
    return UNMET if any(unmet(case, action, who, said, on)) else TAKEN


def step_of(case: Case, action: str, said: Said) -> Step | None:
    """The row that leads on from here by this action, if there is one."""
    return next((step for step in FROM[case.state].get(action, ()) if _applies(case, step.when, said)), None)


def _applies(case: Case, when: str, said: Said) -> bool:
    amendment, involved = case.kind == "amended", bool(said.get("lead") or case.lead)
    return {
        "-": True,
        "involved": involved,
        "not_involved": not involved,
        "by_lead": case.capacity == "lead" and not amendment,
        "by_front_door": case.capacity == "front_door" and not amendment,
        "by_assessing_team": case.capacity == "assessing_team" and not amendment,
        "interim": case.kind == "interim",
        "not_interim": case.kind != "interim",
        "amendment": amendment,
        "not_amendment": not amendment or case.state not in ("drafting", "reviewing"),
    }[when]


def stands_in(case: Case, step: Step, who: str) -> str | None:
    """The team in which somebody may take a step: the holder's if it is among them; None where there is none."""
    teams = sorted(
        team for roles, where in step.who for team in case.council.teams(who, roles) & _teams(case, where, who)
    )
    return case.team if case.team in teams else next(iter(teams), None)


def _teams(case: Case, where: str, who: str) -> set[str | None]:
    decider, council = case.council.decider, case.council
    named = {decider[1]} if decider and decider in council.people[who] else set()
    places: dict[str, set[str | None]] = {
        "holding": {case.last_team},
        "offered": {case.offered},
        "asked": {"send"},
        "helping": {*case.helping},
        "author": {case.author[0] if case.author else None},
        "owing": {team for team, *_ in case.known.referrals},
        "any": {*council.teams(who)},
        "decider": {*named},
    }
    return places[where]


def barred(case: Case, action: str, who: str, said: Said) -> bool:
    """Whether something bars this person, whatever their role: a second person is needed, or it is not theirs to give."""
    council, known = case.council, case.known
    if action in ("issue_advice", "issue_interim_advice", "return_draft"):
        return wrote(case, who)
    if action == "countersign":
        return case.member == who
    if action in ("approve_exception", "refuse_exception"):
        return known.claimant == who
    if action.startswith("settle_"):
        return bool(council.teams(who) & {case.team, case.offered, known.refused_by, known.raised_by})
    if action == "assign" and said["assignee"] != who and "dsco" not in council.roles(who):
        return case.team not in council.teams(who, MANAGERS)
    return False


def offers(case: Case, who: str) -> set[str]:
    """What somebody is told that they may do now, whatever it needs first."""
    free = {"assignee": who}
    steps = ((action, step_of(case, action, free)) for action in FROM[case.state])
    return {
        action for action, step in steps if step and stands_in(case, step, who) and not barred(case, action, who, free)
    }


def saving(case: Case, who: str, seen: int) -> int:
    """How saving the draft must be answered: only while it is being written, and by the team that holds it."""
    if not sees(case.council, case, who):
        return NOT_THERE
    writers = case.council.teams(who, CARE)
    if not writers:
        return FORBIDDEN
    if seen != case.draft.version:
        return STALE
    if case.state != "drafting":
        return CONFLICT
    return TAKEN if case.team in writers else FORBIDDEN


def retold(case: Case, who: str, version: int) -> int:
    """How a step that was taken must be answered again, which led to that version: as long as it tells nothing new."""
    return TAKEN if case.version == version or sees(case.council, case, who) else NOT_THERE
