"""Advice is asked for in a random walk: about whom, why, with which dates, and with whose involvement?"""

from __future__ import annotations

from datetime import date
from typing import Any

from tests import answers
from tests.evidence.model.case import Case
from tests.evidence.model.council import Council
from tests.evidence.model.days import Asked, days
from tests.evidence.model.table import PRACTICE
from tests.evidence.saying import Dice
from tests.place import Place

BORN = [date(2017, 5, 14), date(2008, 3, 20), date(2003, 5, 14), None]  # a child, nearly 18, an adult, not known
SEND = ["caseworker", "coordinator", "send_manager"]
REASONS = [
    "ehc_needs_assessment",
    "annual_review",
    "tribunal_recommendation",
    "reassessment",
    "family_request",
    "tribunal_order",
]


def new_case(council: Council, family: str, cases: list[Case], dice: Dice, on: date) -> Case:
    """A request that is not made yet; now and then a second one about the same person, for the same reason."""
    born, reason = dice.of(BORN), dice.of(REASONS)
    twins = [case for case in cases if case.council is council and case.born]
    if twins and dice.one_in(2):
        twin = dice.of(twins)
        family, born, reason = twin.family, twin.born, twin.asked.reason
    led = [(team, who) for team in council.assessing for who in council.people if team in council.teams(who, PRACTICE)]
    lead = dice.of([None, None, None, *led])
    received = on - days(dice.of([0, 3]))
    identified = born is not None
    return Case(council, "", family, born, _asked(reason, on, dice), received, dice.of(SEND), lead, identified)


def _asked(reason: str, on: date, dice: Dice) -> Asked:
    if reason == "tribunal_order":
        return Asked(reason, order=on + days(30))
    if reason != "annual_review":
        return Asked(reason)
    until = dice.of([60, 20, 100, -10])
    return Asked(reason, meeting=on + days(until), raised_at_meeting=until < 0)


def body_of(case: Case, place: Place) -> dict[str, Any]:
    """The body of the call that makes it."""
    person = answers.child(family_name=case.family, date_of_birth=case.born.isoformat() if case.born else None)
    changed: dict[str, Any] = {"person": person, "reason": case.asked.reason, "received_on": str(case.received)}
    if case.lead:
        changed["involvement"] = answers.active(place, case.lead[1], case.lead[0])
    if case.asked.meeting:
        changed |= {"review_meeting_on": str(case.asked.meeting), "raised_at_meeting": case.asked.raised_at_meeting}
    if case.asked.order:
        changed["order_due_on"] = str(case.asked.order)
    return answers.new_request(**changed)
