"""Can an assessment finish in time for the advice, and within its own limit? Both dates, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config.calendar import CalendarEnds
from workflow.clocks.timescales import Timescale, timescale
from workflow.days import words
from workflow.facts import Facts
from workflow.marks import SECTION_17

REFERRAL_LIMITS = {SECTION_17: "section_17_assessment"}
ADULT = 18  # Children Act 1989, section 105(1): "child" means a person under the age of eighteen


@dataclass(frozen=True, slots=True)
class Planning:
    """The two dates of an assessment that is planned (pathway.md, "Both dates are shown").

    `finish_by` leaves the authority's writing days before the day to act by; `limit_on` is the assessment's own, None
    where it has none.
    """

    advice_due_on: date | None
    act_by: date | None
    finish_by: date | None
    limit_on: date | None
    working: tuple[str, ...]


def planning(facts: Facts, referred_on: date, assessment: str | None = SECTION_17) -> Planning:
    """The dates of an assessment referred on a day; those of a child in need unless another type is named.

    An adult is never a child in need, so an adult's assessment has the advice date alone.
    """
    assessment = None if (facts.person.age(referred_on) or 0) >= ADULT else assessment
    said: list[str] = []
    act_by = finish_by = None
    if facts.due_on:
        said.append(f"The advice is due on {words(facts.due_on)}, whatever is assessed.")
        try:
            act_by, finish_by = _finish_by(facts, facts.due_on)
            days = facts.authority.writing_days
            said.append(f"{days} working days are kept for writing and review: finish by {words(finish_by)}.")
        except CalendarEnds as ends:
            said.append(f"The last day to finish cannot be worked out: {ends}")
    scale = _own(referred_on, assessment)
    limit = _limit(facts, referred_on, scale) if scale else None
    if scale and limit:
        counted = f"{scale.words} from {words(referred_on)}, {words(limit)}"
        said.append(f"A section 17 assessment has its own limit: {counted}.")
    return Planning(facts.due_on, act_by, finish_by, limit, tuple(said))


def _finish_by(facts: Facts, due: date) -> tuple[date, date]:
    office = facts.authority.office_days
    act_by = office.on_or_before(due)
    return act_by, office.add(act_by, -facts.authority.writing_days)


def _own(referred_on: date, assessment: str | None) -> Timescale | None:
    code = REFERRAL_LIMITS.get(assessment or "")
    return timescale(code, referred_on) if code else None


def _limit(facts: Facts, referred_on: date, scale: Timescale) -> date | None:
    try:
        return scale.ends(referred_on, facts.authority.calendar)
    except CalendarEnds:
        return None
