"""What is answered at each step of a random walk, and what does the model have to know of it?

Everybody gives the usual complete answers; what the model looks at is varied: teams, people, parties, reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests import answers
from tests.evidence.model.case import Case
from tests.evidence.model.days import is_grown
from tests.evidence.model.table import PRACTICE
from tests.place import Place

THIN = {"views": {"person": "I like my nursery.", "family": "We manage well between us."}}
COMPLETE = {
    **answers.nothing_needed(),
    "preparation_for_adulthood": answers.advice()["preparation_for_adulthood"],
    "steps_or_reasons": "The panel met; two hours of support a week begin in May.",
    "awaits_assessment": "A child and family assessment, expected at Easter.",
}
TEXTS = {"complete": COMPLETE, "thin": THIN}
BORN_AFTER_ALL = date(2017, 5, 14)
SUITED = {  # by whether the person is an adult
    "assessment_type": ("s17_child_and_family", "care_act_s9"),
    "referral_kind": ("s17zd_parent_carer", "care_act_s10_carer"),
}
CLOSES = ["withdrawn", "deceased", "error", "not_required_ar"]
LATE = {"late_reason": "staffing", "late_explained": "Nobody was there."}

Answers, Said = dict[str, Any], dict[str, Any]


class Dice:
    """Choices out of one number that was drawn: 0 always chooses what stands first, so that failures become simple.

    Numbers that are near, as Hypothesis likes to draw them, choose quite differently.
    """

    def __init__(self, number: int) -> None:
        self.number = number * 0x9E3779B1 % 2**32

    def of(self, options: Any) -> Any:
        """One of them."""
        self.number, chosen = divmod(self.number, len(options))
        return options[chosen]

    def one_in(self, number: int) -> bool:
        """True now and then."""
        return bool(self.of(range(number)) == number - 1)


@dataclass(frozen=True)
class Saying:
    """Somebody about to answer: where, about which request, and on what day. `cases`: all of this walk."""

    place: Place
    case: Case
    cases: list[Case]
    who: str
    on: date
    dice: Dice
    wanted: Mapping[str, Any]

    def one(self, code: str, options: Any) -> Any:
        """What is wanted, else one of these."""
        return self.wanted[code] if code in self.wanted else self.dice.of(options)

    def email(self, who: str | None) -> str | None:
        return self.place.email(who) if who else None


def said_at(saying: Saying, action: str) -> tuple[Answers, Said]:
    """The answers as they are sent, and what they amount to for the model."""
    usual = answers.for_action(saying.place, action)
    grown = is_grown(saying.case.born, saying.on)
    usual |= {code: kinds[grown] for code, kinds in SUITED.items() if code in usual}
    varied, said = VARIED[action](saying) if action in VARIED else ({}, {})
    return {code: answer for code, answer in {**usual, **varied}.items() if answer is not None}, said


def _assessing_team(saying: Saying) -> tuple[Answers, Said]:
    team = saying.one("team", [*saying.case.council.assessing, "send"])
    return {"offered_team": team}, {"team": team}


def _door(saying: Saying) -> tuple[Answers, Said]:
    door = saying.one("door", [*saying.case.council.front_doors.values(), "send"])
    return {"front_door_team": door}, {"door": door}


def _lead(saying: Saying) -> tuple[Answers, Said]:
    council = saying.case.council
    led = [(team, who) for team in council.assessing for who in council.people if team in council.teams(who, PRACTICE)]
    team, who = saying.one("lead", led)
    return {"lead_team": team, "lead_professional": saying.email(who)}, {"lead": (team, who)}


def _resubmits(saying: Saying) -> tuple[Answers, Said]:
    """A child whom nobody could tell from others has a date of birth now."""
    if saying.case.born is None:
        return {"person": {"date_of_birth": BORN_AFTER_ALL.isoformat()}}, {"born": BORN_AFTER_ALL}
    return {}, {}


def _contact(saying: Saying) -> tuple[Answers, Said]:
    informant = saying.one("informant", ["parent", "young_person"])
    return {"informant_kind": informant}, {"informant": informant}


def _consent(saying: Saying) -> tuple[Answers, Said]:
    consent = saying.one("consent", ["given", "declined"])
    return {"consent_given": consent}, {"consent": consent}


def _refers(saying: Saying) -> tuple[Answers, Said]:
    team = saying.one("team", list(saying.case.council.assessing))
    return {"owed_by_team": team}, {"team": team}


def _follows_up(saying: Saying) -> tuple[Answers, Said]:
    number, status = saying.one("number", [1, 2]), saying.one("status", ["under_way", "done", "declined"])
    whose = {"declined_by": "The mother, by telephone."} if status == "declined" else {}
    return {"referral_number": number, "referral_status": status, **whose}, {"number": number, "status": status}


def _countersigns(saying: Saying) -> tuple[Answers, Said]:
    proposed = saying.one("proposed", ["decide_no_assessment", "offer_transfer"])
    return {"proposed_decision": proposed}, {"proposed": proposed}


def _somebody(code: str, may_be_nobody: bool) -> Callable[[Saying], tuple[Answers, Said]]:
    def made(saying: Saying) -> tuple[Answers, Said]:
        case = saying.case
        team = case.offered if code == "worker" else case.team
        near = case.council.works_in(team)
        options = (
            [*near, *near, *case.council.people] if not may_be_nobody else [None, *near, *near, saying.who, "dsco"]
        )
        who = saying.one(code, options)
        return {code: saying.email(who)}, {code: who}

    return made


def _submits(saying: Saying) -> tuple[Answers, Said]:
    now = saying.case.draft.version
    version = saying.one("draft_version", [now, now, now, max(now - 1, 0)])
    varied, said = _somebody("reviewer", may_be_nobody=True)(saying)
    return {**varied, "draft_version": version}, {**said, "draft_version": version}


def _contributes(saying: Saying) -> tuple[Answers, Said]:
    council = saying.case.council
    team = saying.one("team", [*sorted(saying.case.helping), *council.front_doors.values(), *council.assessing])
    return {"contributing_team": team}, {"team": team}


def _confirms(saying: Saying) -> tuple[Answers, Said]:
    missing = sorted({"author", "authority", "parent", "young_person"} - saying.case.known.parties)
    party = saying.one("party", missing)
    return {"confirming_party": party}, {"party": party}


def _closes(saying: Saying) -> tuple[Answers, Said]:
    why = saying.one("closes", CLOSES)
    return {"closure_reason": why}, {"closes": why}


def _is_a_duplicate(saying: Saying) -> tuple[Answers, Said]:
    from tests.evidence.model.answer import sees

    theirs = [case for case in saying.cases if case.council is saying.case.council]
    other = saying.one("other", [*(case for case in theirs if case is not saying.case), saying.case])
    known = other if sees(saying.case.council, other, saying.who) else None
    return {"duplicate_of": other.reference}, {"other": known, "closes": "duplicate"}


VARIED: dict[str, Callable[[Saying], tuple[Answers, Said]]] = {
    "resubmit": _resubmits,
    "redirect_front_door": _door,
    "pass_to_lead_professional": _lead,
    "record_contact": _contact,
    "record_answers": lambda saying: ({}, {"informant": "parent", "triage": True}),
    "record_consent": _consent,
    "record_referral": _refers,
    "update_referral": _follows_up,
    "countersign": _countersigns,
    "offer_transfer": _assessing_team,
    "accept_transfer": _somebody("worker", may_be_nobody=True),
    "settle_dispute": _assessing_team,
    "settle_dispute_for_front_door": _door,
    "settle_dispute_for_lead_professional": _lead,
    "start_assessment": lambda saying: ({"remedy": "interim_then_addendum"}, {}),
    "plan_assessment": lambda saying: ({"remedy": "interim_then_addendum"}, {}),
    "submit_for_review": _submits,
    "issue_advice": lambda saying: (LATE, {}),
    "issue_interim_advice": lambda saying: (LATE, {}),
    "assign": _somebody("assignee", may_be_nobody=False),
    "add_contributor": _contributes,
    "remove_contributor": _contributes,
    "confirm_existing_advice": _confirms,
    "close": _closes,
    "close_as_duplicate": _is_a_duplicate,
    "adopt_existing_advice": lambda saying: ({}, {"closes": "existing_advice_adopted"}),
}
