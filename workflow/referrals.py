"""What is a referral that stands by itself: of which kind, under whose duty, and how may it go on?

It begins on a request and goes on when that request has ended: the duty is its own. Who may be charged for what is
told as information; nothing here asks anybody to pay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from workflow.history import Event
from workflow.rule import DEFAULT, GUIDANCE, LAW, Confidence

CHILD, ADULT = "child", "adult"
FREE = "The assessment is free, and so are information and advice."
OF_CHILDRENS = (
    f"{FREE} Children's services may ask for a contribution to a service, within what the family can afford; not from "
    "anybody who receives universal credit (with exceptions), income support, working tax credit, child tax credit "
    "above the family element, income-based jobseeker's allowance or income-related employment and support allowance."
)
OF_ADULTS = (
    f"{FREE} For an adult's care and support the council may charge, after it has looked at what the person can "
    "afford to pay."
)
LATER = f"{FREE} What is provided from 18 may be charged for as an adult's care and support, by what they can afford."
OF_ADAPTATIONS = f"{FREE} Larger works may qualify for a Disabled Facilities Grant: ask the housing service."
S29, S14 = "Children Act 1989, section 29", "Care Act 2014, section 14"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of referral: its duty and source, who may be charged for what, and how old the person must be for it."""

    code: str
    name: str
    duty: str
    cite: str
    confidence: Confidence
    charging: str
    charging_cite: str
    charging_confidence: Confidence
    person_is: str | None = None


# fmt: off
KINDS: tuple[Kind, ...] = (
    Kind("s17zd_parent_carer", "Parent carer's assessment",
         "A parent carer of a disabled child who may need support, or who asks, is assessed.",
         "Children Act 1989, section 17ZD", LAW, OF_CHILDRENS, S29, GUIDANCE, CHILD),
    Kind("carers_act_1995", "Carer's assessment alongside a child's (1995 Act)",
         "A carer of a disabled child who is being assessed may ask to be assessed too.",
         "Carers (Recognition and Services) Act 1995, section 1", GUIDANCE, OF_CHILDRENS, S29, GUIDANCE, CHILD),
    Kind("s17za_young_carer", "Young carer's assessment",
         "A child who cares for somebody and may need support, or who asks, is assessed.",
         "Children Act 1989, section 17ZA", LAW, OF_CHILDRENS, S29, GUIDANCE),
    Kind("s58_transition", "Young person's transition assessment (Care Act, section 58)",
         "A child who is likely to need care and support after 18 is assessed once that is of significant benefit, "
         "with their consent; a request that is refused is refused in writing, with reasons.",
         "Care Act 2014, section 58", LAW, LATER, S14, DEFAULT, CHILD),
    Kind("s60_childs_carer", "Child's carer's transition assessment (Care Act, section 60)",
         "An adult who cares for a child is assessed for after the child's 18th birthday, once that is of significant "
         "benefit.",
         "Care Act 2014, section 60", GUIDANCE, LATER, S14, DEFAULT, CHILD),
    Kind("s63_young_carer_transition", "Young carer's transition assessment (Care Act, section 63)",
         "A young carer is assessed for after their own 18th birthday, once that is of significant benefit.",
         "Care Act 2014, section 63", GUIDANCE, LATER, S14, DEFAULT),
    Kind("care_act_s10_carer", "Adult's carer's assessment (Care Act, section 10)",
         "An adult who cares for another adult and may need support is assessed.",
         "Care Act 2014, section 10", DEFAULT, OF_ADULTS, S14, DEFAULT, ADULT),
    Kind("ot_adaptations", "Occupational therapy or adaptations",
         "What a disabled child or adult needs at home for safety, comfort or convenience is assessed.",
         "Chronically Sick and Disabled Persons Act 1970, section 2", GUIDANCE, OF_ADAPTATIONS, S29, DEFAULT),
    Kind("short_breaks_eligibility", "Short breaks",
         "Breaks from caring are offered at three levels: universal ones are open to all without an assessment.",
         "Breaks for Carers of Disabled Children Regulations 2011", GUIDANCE, OF_CHILDRENS, S29, GUIDANCE, CHILD),
)
# fmt: on
KIND: Mapping[str, Kind] = {kind.code: kind for kind in KINDS}
TRANSITION = "s58_transition"

# Which status may follow which. An ended referral is not taken up again: a new one is recorded.
FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "offered": ("accepted", "declined", "refused", "under_way", "done"),
    "accepted": ("declined", "refused", "under_way", "done"),
    "under_way": ("declined", "done"),
    "declined": (),
    "refused": (),
    "done": (),
}
STATUSES = tuple(FOLLOWS)
UNFINISHED = tuple(status for status, after in FOLLOWS.items() if after)
GOES_AHEAD = ("accepted", "under_way", "done")


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral as it now stands; `number` is its place on the request, from 1."""

    number: int
    kind: str
    for_whom: str
    owed_by: str
    referred_on: date
    status: str
    since: date
    chased_on: date | None
    recorded: Event

    @property
    def finished(self) -> bool:
        """Declined, refused or done."""
        return self.status not in UNFINISHED


def referrals(history: Iterable[Event]) -> tuple[Referral, ...]:
    """Every referral that these steps made, with what has become of it since."""
    made: dict[int, Referral] = {}
    for event in history:
        if event.action == "record_referral":
            made[len(made) + 1] = _recorded(len(made) + 1, event)
        elif (one := made.get(event.value("referral_number"))) is not None:
            since = event.day("referral_status_on") or event.on
            made[one.number] = replace(one, status=event.value("referral_status"), since=since)
        elif (one := made.get(event.value("chased_referral"))) is not None:
            made[one.number] = replace(one, chased_on=event.on)
    return tuple(made.values())


def _recorded(number: int, event: Event) -> Referral:
    day = event.day("referred_on") or event.on
    said = {code: event.value(code) for code in ("referral_kind", "referral_for", "owed_by_team")}
    kind, whom, team = said["referral_kind"], said["referral_for"], said["owed_by_team"]
    return Referral(number, kind, whom, team, day, UNFINISHED[0], day, None, event)
