"""What does a decision need (`pathway.md`), and is it there? Each need knows which step would supply it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from tests.evidence.model import days
from tests.evidence.model.case import Case, Said
from tests.evidence.model.table import CLOSED, ISSUED

FOLLOWS = {"offered": {"under_way", "declined", "done"}, "under_way": {"declined", "done"}}
CHECKS = {"reviewer", "team_manager", "front_door_manager"}
SPEAK_FOR_FAMILY, TRIBUNAL = {"parent"}, {"tribunal_order", "tribunal_recommendation"}


class Need(NamedTuple):
    """Something that has to be so; `supply` is the step that makes it so, and what its answers then say."""

    holds: Callable[[Case, str, Said, date], bool]
    supply: str | None = None
    said: dict[str, str] = {}


def _heard(case: Case, on: date) -> bool:
    """The family was spoken to; the young person speaks for it from 16, or while nobody knows how old they are."""
    too_young = case.born is not None and not days.speaks_for_themselves(case.born, on)
    return bool(case.known.heard & (SPEAK_FOR_FAMILY if too_young else {"parent", "young_person"}))


def _own_view(case: Case, on: date) -> bool:
    return "young_person" in case.known.heard or not days.speaks_for_themselves(case.born, on)


def _early_help_is_out_of_reach(case: Case, on: date) -> bool:
    adult = case.service == "adults" or days.is_grown(case.born, case.received)
    return adult or not case.council.early_help_for_all or case.known.early_help == "declined"


def _countersigned(case: Case, who: str, action: str) -> bool:
    signed = case.known.countersigned
    return action not in case.council.countersigned or (signed is not None and signed[0] != who and signed[1] == action)


def _team_consents(case: Case, said: Said) -> bool:
    return case.council.assessing.get(said["team"]) != "early_help" or case.known.early_help == "given"


def _may_check(case: Case, said: Said) -> bool:
    named = said.get("reviewer")
    if named is None:
        return True
    standing = case.team in case.council.teams(named, CHECKS) or "dsco" in case.council.roles(named)
    return standing and not wrote(case, named)


def wrote(case: Case, who: str) -> bool:
    """Whether somebody edited the version of the advice that is being written."""
    return case.draft.becomes == len(case.issued) + 1 and who in case.draft.editors


def _party_holds_the_rights(case: Case, said: Said, on: date) -> bool:
    holder = "young_person" if days.holds_own_rights(case.born, on) else "parent"
    return said["party"] in ("author", "authority", holder)


def _is_its_duplicate(case: Case, said: Said) -> bool:
    """`other` is None when whoever closes it may not know of the request that they name."""
    other: Case | None = said["other"]
    if other is None or other is case or other.state in (ISSUED, CLOSED):
        return False
    same = (case.family, case.born) == (other.family, other.born) and case.born is not None
    return same and other.asked.reason == case.asked.reason


def _may_end_so(case: Case, said: Said) -> bool:
    if case.state == ISSUED and said["closes"] not in ("deceased", "error"):
        return False
    return said["closes"] != "not_required_ar" or case.asked.reason == "annual_review"


def _referral_goes_on(case: Case, who: str, said: Said, on: date) -> bool:
    if said["number"] > len(case.known.referrals):
        return False
    team, status, since = case.known.referrals[said["number"] - 1]
    return said["team"] == team and said["status"] in FOLLOWS.get(status, ()) and since <= on


PARENT, YOUNG_PERSON = {"informant": "parent"}, {"informant": "young_person"}
READ = Need(lambda case, who, said, on: case.known.read, "record_reading")
HEARD = Need(lambda case, who, said, on: _heard(case, on), "record_contact", PARENT)
OWN_VIEW = Need(lambda case, who, said, on: _own_view(case, on), "record_contact", YOUNG_PERSON)
TRIAGED = Need(lambda case, who, said, on: case.known.triaged, "record_answers")
REFUSED = Need(
    lambda case, who, said, on: _early_help_is_out_of_reach(case, on), "record_consent", {"consent": "declined"}
)
SIGNED = Need(
    lambda case, who, said, on: _countersigned(case, who, "decide_no_assessment"),
    "countersign",
    {"proposed": "decide_no_assessment"},
)
ASSESSES = Need(lambda case, who, said, on: said["team"] in case.council.assessing)
CONSENT = Need(lambda case, who, said, on: _team_consents(case, said), "record_consent", {"consent": "given"})
DISPUTED = Need(lambda case, who, said, on: case.disputed, "escalate_dispute")
DOOR = Need(lambda case, who, said, on: said["door"] in case.council.front_doors.values())
OTHER_DOOR = Need(lambda case, who, said, on: said["door"] != case.team)
LEADS = Need(lambda case, who, said, on: said["lead"][0] in case.council.assessing)
WRITTEN = Need(lambda case, who, said, on: bool(case.draft.text), "write_draft")
REVIEWER = Need(lambda case, who, said, on: _may_check(case, said))
COMPLETE = Need(lambda case, who, said, on: case.draft.text == "complete", "return_draft")
RETURNED = Need(lambda case, who, said, on: case.known.returned_on is None or case.known.returned_on <= on)
WORKER = Need(lambda case, who, said, on: not said.get("worker") or case.offered in case.council.teams(said["worker"]))
ASSIGNEE = Need(lambda case, who, said, on: case.team in case.council.teams(said["assignee"]))
ASKED = Need(lambda case, who, said, on: case.known.questions > 0, "ask_requester")
SECOND = Need(lambda case, who, said, on: said["team"] != case.team and said["team"] not in case.helping)
HELPING = Need(lambda case, who, said, on: said["team"] in case.helping, "add_contributor")
HIDDEN = Need(lambda case, who, said, on: case.restricted, "restrict")
SHOWN = Need(lambda case, who, said, on: not case.restricted, "lift_restriction")
CLAIMABLE = Need(
    lambda case, who, said, on: not case.known.claimed and bool(case.due) and case.asked.reason not in TRIBUNAL
)
CLAIMED = Need(lambda case, who, said, on: case.known.claimed, "claim_exception")
PARTY = Need(lambda case, who, said, on: _party_holds_the_rights(case, said, on))
ALL_THREE = Need(
    lambda case, who, said, on: case.known.parties == {"author", "authority", "family"}, "confirm_existing_advice"
)
DUPLICATE = Need(lambda case, who, said, on: _is_its_duplicate(case, said))
ENDS = Need(lambda case, who, said, on: _may_end_so(case, said))
GOES_ON = Need(_referral_goes_on, "record_referral")

TRIAGE = (READ, TRIAGED, HEARD, OWN_VIEW)
TRANSFER = (*TRIAGE, ASSESSES, CONSENT)
NEEDS: dict[str, tuple[Need, ...]] = {
    "resubmit": (RETURNED,),
    "redirect_front_door": (DOOR, OTHER_DOOR),
    "pass_to_lead_professional": (LEADS,),
    "decide_no_assessment": (*TRIAGE, REFUSED, SIGNED),
    "offer_transfer": TRANSFER,
    "accept_transfer": (WORKER,),
    "settle_dispute": (DISPUTED, *TRANSFER),
    "settle_dispute_for_front_door": (DISPUTED, DOOR),
    "settle_dispute_for_lead_professional": (DISPUTED, LEADS),
    "submit_for_review": (WRITTEN, REVIEWER),
    "issue_interim_advice": (COMPLETE,),
    "issue_advice": (COMPLETE,),
    "assign": (ASSIGNEE,),
    "answer_requester": (ASKED,),
    "add_contributor": (SECOND,),
    "remove_contributor": (HELPING,),
    "restrict": (SHOWN,),
    "lift_restriction": (HIDDEN,),
    "claim_exception": (CLAIMABLE,),
    "approve_exception": (CLAIMED,),
    "refuse_exception": (CLAIMED,),
    "confirm_existing_advice": (PARTY,),
    "adopt_existing_advice": (ALL_THREE,),
    "close_as_duplicate": (DUPLICATE,),
    "close": (ENDS,),
    "update_referral": (GOES_ON,),
}


def unmet(case: Case, action: str, who: str, said: Said, on: date) -> Iterator[Need]:
    """Every need of a step that is not met. Advice from outside the front door needs its own record."""
    outside = action == "submit_for_review" and case.kind != "amended" and case.capacity != "front_door"
    needs = (*NEEDS.get(action, ()), *((READ, HEARD, OWN_VIEW) if outside else ()))
    return (need for need in needs if not need.holds(case, who, said, on))
