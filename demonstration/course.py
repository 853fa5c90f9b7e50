"""What happens to one request of a year, and on which days? A story, with what comes between, at its pace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any

from config.calendar import england
from demonstration.stories import ISSUES, Step, Story, settings, share
from demonstration.texts import Cutter, Slot, Text

WAITS = ("take", "accept_transfer", "complete_assessment", "decide_no_assessment", "submit_for_review", "issue_advice")
NOT_OF_THE_HOLDER = ("accept_transfer", *ISSUES)  # taken by somebody else than who has it in hand
TOO_EARLY = ("decide_no_assessment", "offer_transfer", "submit_for_review")
DUPLICATE = "asked_twice"
EARLY_AT_LEAST = 0.55  # advice in time takes between this share of its six weeks and all of them


@dataclass(frozen=True, slots=True)
class Act:
    """A step on its day. `too_early`: it is tried before all that it needs is there, and has to be refused."""

    on: date
    step: Step
    too_early: bool = False


@cache
def _said(action: str) -> list[Any]:
    return list(Cutter({}).cut(settings()["on_the_way"][action]))


def _on_the_way(dice: Random, day: int, by: str, action: str, said: str | None = None) -> Step:
    return Step(day, by, action, dice.choice(_said(said or action)))


def course(dice: Random, story: Story, in_time: bool, received: date, due: date) -> list[Act]:
    """The steps of a request with their days, until its end, whenever that is."""
    steps = list(story.steps)
    if not story.fixed:
        for more in BETWEEN:
            steps = more(dice, steps, story)
        steps = _paced(dice, steps, story, in_time, (due - received).days)
    days = [england().add(received + timedelta(days=step.day - 1), 1) if step.day else received for step in steps]
    days = list(accumulate(days, max))
    met = next((n for n, step in enumerate(steps) if step.action in ISSUES), -1)
    if in_time and not story.fixed:
        last = england().on_or_before(due)
        days = [min(day, last) if n <= met else day for n, day in enumerate(days)]
    acts = [Act(day, step) for day, step in zip(days, steps, strict=True)]
    return _asked_twice(dice, _tried_too_early(dice, acts), story)


def _before(dice: Random, name: str, steps: list[Step], action: str) -> int | None:
    """Where something comes in that happens to a share of those that have this step; None where it does not happen."""
    happens = dice.random() < share(name)
    return next((n for n, step in enumerate(steps) if step.action == action), None) if happens else None


def _returned_incomplete(dice: Random, steps: list[Step], story: Story) -> list[Step]:
    at = _before(dice, "returned_incomplete", steps, "take")
    if at is None:
        return steps
    day, by = steps[at].day, steps[at].by
    gap = dice.randint(2, 5)
    back = [_on_the_way(dice, day, by, "return_as_incomplete"), _on_the_way(dice, day + gap, story.by, "resubmit")]
    return steps[:at] + back + [replace(step, day=step.day + gap) for step in steps[at:]]


def _information_awaited(dice: Random, steps: list[Step], story: Story) -> list[Step]:
    at = _before(dice, "information_awaited", steps, "take")
    if at is None:
        return steps
    day, by, gap = steps[at].day, steps[at].by, dice.randint(1, 4)
    asked = [_on_the_way(dice, day, by, "ask_requester"), _on_the_way(dice, day + gap, story.by, "answer_requester")]
    return steps[: at + 1] + asked + [replace(step, day=step.day + gap) for step in steps[at + 1 :]]


def _transfer_refused(dice: Random, steps: list[Step], story: Story) -> list[Step]:
    at = _before(dice, "transfer_refused", steps, "accept_transfer")
    offer = next((step for step in steps if step.action == "offer_transfer"), None)
    if at is None or offer is None or any(step.action == "refuse_transfer" for step in steps):
        return steps
    day, gap = steps[at].day, dice.randint(1, 2)
    refused = _on_the_way(dice, day, steps[at].by, "refuse_transfer")
    again = [Step(day + gap, offer.by, "take", {}), replace(offer, day=day + gap)]
    return steps[:at] + [refused, *again] + [replace(step, day=step.day + gap) for step in steps[at:]]


def _draft_returned(dice: Random, steps: list[Step], story: Story) -> list[Step]:
    at = _before(dice, "draft_returned", steps, "issue_advice")
    written = [step for step in steps[:at] if step.draft is not None]
    sent = next((step for step in reversed(steps[: at or 0]) if step.action == "submit_for_review"), None)
    if at is None or sent is None or any(step.action == "return_draft" for step in steps):
        return steps
    day, gap = steps[at].day, dice.randint(1, 3)
    back = _on_the_way(dice, day, steps[at].by, "return_draft")
    again = replace(sent, day=day + gap, draft=_read_again(written[-1].draft, "with the reviewer's points"))
    return steps[:at] + [back, again] + [replace(step, day=step.day + gap) for step in steps[at:]]


def _amended(dice: Random, steps: list[Step], story: Story) -> list[Step]:
    happens = dice.random() < share("amended")
    if not happens or not steps or steps[-1].action != "issue_advice":
        return steps
    sent = next(step for step in reversed(steps) if step.action == "submit_for_review")
    written = next(step for step in reversed(steps) if step.draft is not None)
    day = steps[-1].day + dice.randint(8, 30)
    again = _read_again(written.draft, "after the family's comments")
    return [
        *steps,
        _on_the_way(dice, day, story.by, "amend_advice"),
        replace(sent, day=day + 5, draft=again),
        replace(steps[-1], day=day + 8),
    ]


def _referral_done(dice: Random, steps: list[Step], story: Story) -> list[Step]:
    """What a referral was for is done some weeks later, by whoever followed it up last, or else recorded it."""
    followed = [step for step in steps if step.action in ("record_referral", "update_referral")]
    happens = dice.random() < share("referral_done")
    if not happens or not followed or followed[-1].answers.get("referral_status") == "done":
        return steps
    day = max(steps[-1].day, followed[-1].day + dice.randint(20, 70))
    return [*steps, _on_the_way(dice, day, followed[-1].by, "update_referral")]


def _read_again(draft: Any, why: str) -> Any:
    """The draft as its author sends it once more."""
    before = draft.get("involvement", "")
    parts = before.parts if isinstance(before, Text) else (before,)
    return {**draft, "involvement": Text((*parts, f" Read again and put right {why} on ", Slot("date", "day"), "."))}


def _withdrawn(dice: Random, steps: list[Step], story: Story) -> list[Step]:
    """The family takes it back after some step before the advice is issued."""
    last = next((n for n, step in enumerate(steps) if step.action in ISSUES), 0)
    if dice.random() >= share("withdrawn") or not last:
        return steps
    at = dice.randrange(1, last + 1)
    return [*steps[:at], _on_the_way(dice, steps[at - 1].day + dice.randint(0, 3), story.by, "close", "withdrawn")]


Between = Callable[[Random, list[Step], Story], list[Step]]
BETWEEN: tuple[Between, ...] = (
    _returned_incomplete,
    _information_awaited,
    _transfer_refused,
    _draft_returned,
    _amended,
    _referral_done,
    _withdrawn,
)


def _paced(dice: Random, steps: list[Step], story: Story, in_time: bool, span: int) -> list[Step]:
    """The steps at the pace at which the first advice is in time, or late by as much as the dice say."""
    met = next((n for n, step in enumerate(steps) if step.action in ISSUES), None)
    if met is None:
        return steps
    usual = steps[met].day
    aim = round(dice.triangular(EARLY_AT_LEAST * span, span, 0.9 * span)) if in_time else min(usual, span)
    at = [replace(step, day=round(step.day * aim / usual)) for step in steps[: met + 1]]
    after = [replace(step, day=step.day - usual + aim) for step in steps[met + 1 :]]
    return at + after if in_time else _held_up(dice, at + after, story, met, span)


def _held_up(dice: Random, steps: list[Step], story: Story, met: int, span: int) -> list[Step]:
    """The steps with one long wait among them, so that the advice is late; the SEND team is told, and asks."""
    held = settings()["days"]
    late = min(
        dice.lognormvariate(0, held["late_spread"]["value"]) * held["late_median"]["value"], held["late_most"]["value"]
    )
    hold = span + 1 + int(late) - steps[met].day
    first = max((n for n, step in enumerate(steps[:met]) if _is_planned_to_the_due_date(step.answers)), default=-1) + 1
    at = dice.choice([n for n in range(first, met + 1) if steps[n].action in WAITS])
    by = steps[at - 1].by if steps[at].action in NOT_OF_THE_HOLDER else steps[at].by
    waited = steps[at - 1].day if at else 0
    between, why = [], dice.randrange(len(_said("report_delay")))
    steps = [*steps[:met], replace(steps[met], answers=steps[met].answers | _said("late")[why]), *steps[met + 1 :]]
    if dice.random() < share("late_told"):
        between.append(Step(max(waited, span - dice.randint(1, 6)), by, "report_delay", _said("report_delay")[why]))
    if dice.random() < share("late_chased"):
        between.append(
            _on_the_way(dice, max(waited, min(span + dice.randint(1, 9), steps[at].day + hold)), story.by, "chase")
        )
    return steps[:at] + between + [replace(step, day=step.day + hold) for step in steps[at:]]


def _is_planned_to_the_due_date(value: Any) -> bool:
    """Whether a date among the answers is counted from the due date, so that the step cannot wait for long."""
    if isinstance(value, Text):
        return any(isinstance(part, Slot) and part.kind == "date" and part.said == "due" for part in value.parts)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_is_planned_to_the_due_date(one) for one in inner)


def _tried_too_early(dice: Random, acts: list[Act]) -> list[Act]:
    """Somebody is in a hurry: the decision, or sending for review, is tried before anything that it needs."""
    happens, there = dice.random() < share("tried_too_early"), {act.step.action: act for act in reversed(acts)}
    first = there.get("take")
    hurried = next((there[action] for action in TOO_EARLY[:2] if action in there), None)
    if not happens or first is None or hurried is None or hurried.step.by != first.step.by:
        return acts
    at = acts.index(first) + 1
    return [*acts[:at], Act(first.on, replace(hurried.step, answers={}, draft=None), too_early=True), *acts[at:]]


def _asked_twice(dice: Random, acts: list[Act], story: Story) -> list[Act]:
    if dice.random() >= share("duplicate") or not acts:
        return acts
    return [Act(acts[0].on, _on_the_way(dice, 0, story.by, DUPLICATE, "close_as_duplicate")), *acts]
