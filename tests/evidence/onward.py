"""What would take a request further, and who could do it? So that a random walk comes to every part of the pathway."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.evidence.model.answer import TAKEN, barred, saving, sees, stands_in, step_of
from tests.evidence.model.case import Case
from tests.evidence.model.needs import unmet
from tests.evidence.model.table import EVER, FROM, STATES, Step
from tests.evidence.saying import Dice, Saying, said_at
from tests.place import Place

ENDS = {"close", "close_as_duplicate", "adopt_existing_advice"}
SETTLES = {"settle_dispute", "settle_dispute_for_front_door", "settle_dispute_for_lead_professional"}
ASIDE = {"return_as_incomplete", "pass_to_lead_professional", *SETTLES}
WRITE = "write_draft"  # no step of the pathway: the shared draft is saved


class Next(NamedTuple):
    """A step that somebody could take, and what its answers should say."""

    who: str
    action: str
    wanted: Mapping[str, Any]


def onward(case: Case, cases: list[Case], place: Place, on: Any, dice: Dice) -> Next:
    """A step that leads on, mostly; where something is missing for it, the step that supplies that."""
    steps = [step for action in FROM[case.state] if (step := step_of(case, action, {}))]
    moves = _moves(case, steps)
    later = [step for step in moves if STATES.index(_to(case, step.target)) > STATES.index(case.state)]
    ahead = [step for step in later if step.action not in ASIDE]
    chosen = dice.of(dice.of([ahead, ahead, ahead, moves, steps]) or steps[::-1]).action
    who = dice.of(able(case, chosen) or list(case.council.people))
    _, said = said_at(Saying(place, case, cases, who, on, dice, {}), chosen)
    team = stands_in(case, next(step for step in steps if step.action == chosen), who)
    missing = [need for need in unmet(case, chosen, who, {"team": team, **said}, on) if need.supply]
    without = dice.one_in(2 if len(missing) == 1 else 6)  # now and then it is tried all the same
    for need in () if without else missing:
        if helpers := able(case, str(need.supply)):
            return Next(dice.of(helpers), str(need.supply), need.said)
    if dice.one_in(4):
        who = dice.of(nearly_able(case, chosen) or [who])
    return Next(who, chosen, {code: value for code, value in said.items() if code != "other"})


def is_not_stuck(case: Case) -> bool:
    """Somebody can still take it further, without a dispute, and not by giving it up."""
    steps = [step for action in FROM[case.state] if (step := step_of(case, action, {}))]
    return any(able(case, step.action) for step in _moves(case, steps) if step.action not in SETTLES)


def _moves(case: Case, steps: list[Step]) -> list[Step]:
    """Those that lead to another state, and do not end it."""
    return [step for step in steps if step.target not in ("same", case.state) and step.action not in ENDS]


def _to(case: Case, target: str) -> str:
    return str(case.closed_from) if target == "before" else target


def able(case: Case, action: str) -> list[str]:
    """Who could take a step now, or save the draft."""
    if action == WRITE:
        return [who for who in case.council.people if saving(case, who, case.draft.version) == TAKEN]
    return [who for who in _standing(case, action) if not barred(case, action, who, {"assignee": who})]


def nearly_able(case: Case, action: str) -> list[str]:
    """Who could take it, were they not barred from it; else who may take such a step, but not on this request."""
    can, people = able(case, action), case.council.people
    seeing = [who for who in people if sees(case.council, case, who) and case.council.roles(who) & EVER[action]]
    return [who for who in _standing(case, action) if who not in can] or [who for who in seeing if who not in can]


def _standing(case: Case, action: str) -> list[str]:
    """Who stands in a team that may take a step now, and knows of the request."""
    step, people = step_of(case, action, {}), case.council.people
    return [who for who in people if step and stands_in(case, step, who) and sees(case.council, case, who)]
